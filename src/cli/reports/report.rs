//! `firstline report`: what was asked, what came of it, and what to write next?

use super::{lines, list};
use crate::cli::{
    args::ReportArgs,
    asking::open,
    config::Config,
    exit::Exit,
    output::Style,
    run::{Failure, print},
};
use crate::{
    access::{Oversee, Reader},
    http,
    report::{By, Name, Wanted, csv},
};

pub(crate) fn report(config: &Config, args: &ReportArgs) -> Result<Exit, Failure> {
    if args.name.is_empty() {
        print(&list::list(args.json))?;
        return Ok(Exit::Good);
    }
    let word = args.name.join(" ");
    let name = Name::from_word(&word).ok_or_else(|| {
        let names: Vec<&str> = Name::ALL.iter().map(|name| name.word()).collect();
        Failure::wrong_use(format!("no report is called `{word}`"), format!("there are {}", names.join(", ")))
    })?;
    let by = args.by.as_deref().map(|word| by_of(name, word)).transpose()?;
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let permit = reader.permit::<Oversee>().map_err(crate::desk::Error::from)?;
    let desk = open(config)?;
    let report = desk.report(name, Wanted { since: args.since, by }, &reader, &permit)?;
    let out = if args.csv {
        csv(&report)
    } else if args.json {
        let unwritable =
            |error| Failure::new(format!("cannot write the result: {error}"), "leave out `--json`");
        http::report_document(&report).map_err(unwritable)? + "\n"
    } else {
        lines::told(&report, Style::stdout())
    };
    print(&out)?;
    Ok(if report.rows.is_empty() { Exit::Found } else { Exit::Good })
}

fn by_of(name: Name, word: &str) -> Result<By, Failure> {
    By::from_word(word).filter(|by| name.by().contains(by)).ok_or_else(|| {
        let words: Vec<&str> = name.by().iter().map(|by| by.word()).collect();
        let hint = if words.is_empty() {
            "leave out `--by`".to_owned()
        } else {
            format!("it takes {}", words.join(", "))
        };
        Failure::wrong_use(format!("`{}` is not told apart by `{word}`", name.word()), hint)
    })
}
