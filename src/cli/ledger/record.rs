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
    let report = Report {
        shown: args.shown,
        found_by: None,
        article: Some(args.article.clone()).filter(|article| article != "-"),
        verdict: args.verdict,
        ticket: args.ticket.clone(),
        note: args.note.clone(),
        at: args.at,
        assumed: false,
        key: args.key.clone(),
        token: None,
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
