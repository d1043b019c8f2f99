//! `firstline record`: what came of what was shown?

use serde_json::json;

use crate::{
    access::Reader,
    cli::{
        args::RecordArgs,
        asking::open,
        config::Config,
        exit::Exit,
        run::{Failure, print},
    },
    desk::Report,
    learn::Verdict,
};

pub(crate) fn record(config: &Config, args: &RecordArgs) -> Result<Exit, Failure> {
    let desk = open(config)?;
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let article = Some(&*args.article).filter(|article| *article != "-");
    let report = Report {
        ticket: args.ticket.clone(),
        note: args.note.clone(),
        at: args.at,
        key: args.key.clone(),
        ..Report::of(args.shown, article, args.verdict)
    };
    let recorded = desk.record(&report, &reader)?;
    let out = if args.json {
        let document = json!({"outcome_id": recorded.id.to_string(), "repeated": recorded.repeated});
        format!("{document:#}\n")
    } else if recorded.repeated {
        format!("known already: outcome {}\n", recorded.id)
    } else {
        let word = args.verdict.word();
        let back = match args.verdict {
            Verdict::Reopened | Verdict::Retracted => "; what was said of it before never happened",
            _ => "",
        };
        format!("recorded: `{}` {word}{back}; outcome {}\n", args.article, recorded.id)
    };
    print(&out)?;
    Ok(Exit::Good)
}
