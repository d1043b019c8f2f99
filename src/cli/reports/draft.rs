//! `firstline draft`: how does an article begin that is missing?

use std::{fs::OpenOptions, io::Write};

use crate::cli::{
    args::DraftArgs,
    asking::open,
    config::Config,
    exit::Exit,
    output::complain,
    run::{Failure, print},
};
use crate::{
    access::{Oversee, Reader},
    report::{Phrase, Wanted},
};

pub(crate) fn draft(config: &Config, args: &DraftArgs) -> Result<Exit, Failure> {
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let permit = reader.permit::<Oversee>().map_err(crate::desk::Error::from)?;
    let desk = open(config)?;
    let wanted = Wanted { since: args.since, by: None };
    let Some(text) = desk.draft(&args.group, wanted, &reader, &permit, &Phrase::to_string)? else {
        let message = format!("no group of unanswered questions is called `{}`", args.group);
        complain(&message, "take one from `firstline report unanswered`");
        return Ok(Exit::Found);
    };
    let Some(path) = &args.output else {
        print(&text)?;
        return Ok(Exit::Good);
    };
    let shown = path.display();
    let unwritable = |error| {
        Failure::new(
            format!("cannot write the draft to `{shown}`: {error}"),
            "name a file that is not there yet",
        )
    };
    // What is there was written by somebody, and stays.
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(unwritable)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(unwritable)?;
    print(&format!("{shown}\n"))?;
    Ok(Exit::Good)
}
