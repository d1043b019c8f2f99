//! `firstline changes`: which articles were added, changed and retired, and how often was each used?

use std::fmt::Write;

use serde_json::{Value, json};

use crate::cli::{
    args::ChangesArgs,
    asking::open,
    config::Config,
    exit::Exit,
    output::{Style, counted},
    run::{Failure, print},
};
use crate::{access::Reader, desk::ChangeSince, library::ChangeKind};

pub(crate) fn changes(config: &Config, args: &ChangesArgs) -> Result<Exit, Failure> {
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let changes = open(config)?.changed(args.since, &reader)?;
    let shown = &changes[..changes.len().min(usize::try_from(args.limit).unwrap_or(usize::MAX))];
    let out = if args.json {
        let documents: Vec<Value> = shown.iter().map(document).collect();
        format!("{:#}\n", json!({"total": changes.len(), "changes": documents}))
    } else {
        told(shown, changes.len(), Style::stdout())
    };
    print(&out)?;
    Ok(if changes.is_empty() { Exit::Found } else { Exit::Good })
}

fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Changed => "changed",
        ChangeKind::Retired => "retired",
    }
}

fn document(one: &ChangeSince) -> Value {
    let change = &one.used.change;
    json!({"at": change.at, "kind": word(change.kind), "id": one.id, "path": change.path, "title": change.title,
        "used": one.used.times})
}

fn told(shown: &[ChangeSince], total: usize, style: Style) -> String {
    let mut out = String::new();
    for one in shown {
        let change = &one.used.change;
        let used = match one.used.times {
            0 => String::new(),
            times => format!(", used {}", counted(times, "time", "times")),
        };
        let at = change.at.strftime("%Y-%m-%d %H:%M");
        let _ = writeln!(out, "{:<7}  {at}  {}{used}", word(change.kind), style.bold(&change.title));
        let _ = writeln!(out, "         {}", style.dim(&change.path));
    }
    if total > shown.len() {
        let more = counted(total - shown.len(), "more article", "more articles");
        let _ = writeln!(out, "{}", style.dim(&more));
    }
    if total == 0 {
        out.push_str("nothing changed\n");
    }
    out
}
