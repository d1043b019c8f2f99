//! `firstline explain`: what was shown then, what did it say, and what came of it?

use std::fmt::Write;

use super::{explained, open};
use crate::{
    access::{LookBack, Permit, Reader},
    cli::{
        args::ExplainArgs,
        config::Config,
        exit::Exit,
        ledger::existing,
        output::{Style, complain, percent},
        run::{Failure, print},
    },
    desk::{Became, Desk, Error, SaidThen},
    learn::{ArticleName, Found, Ledger, Outcome, Shown, Words},
};

/// What was shown, as far as it was asked for.
pub(super) struct Explained {
    pub(super) shown: Shown,
    /// Articles with their places.
    pub(super) listed: Vec<(usize, SaidThen)>,
    pub(super) outcomes: Vec<Outcome>,
}

pub(crate) fn explain(config: &Config, args: &ExplainArgs) -> Result<Exit, Failure> {
    let ledger = existing(config)?;
    let known = match &ledger {
        Some(ledger) => shown(&**ledger, args)?,
        None => Vec::new(),
    };
    if known.is_empty() {
        let message = match (&args.shown, &args.ticket) {
            (Some(id), _) => format!("nothing was shown under the number {id}"),
            (None, ticket) => {
                format!("nothing was shown for the ticket `{}`", ticket.as_deref().unwrap_or_default())
            }
        };
        let hint = "give the number that `firstline suggest` printed, and the same `--index` or `--store`";
        complain(&message, hint);
        return Ok(Exit::Found);
    }
    let desk = open(config)?;
    let may = Reader::at_terminal([]).permit().map_err(Error::from)?;
    let mut all = Vec::new();
    for (shown, outcomes) in known {
        all.push(explained(&desk, shown, outcomes, args.article.as_deref(), &may)?);
    }
    let out = match (args.json, all.as_slice()) {
        (true, [one]) if args.ticket.is_none() => format!("{:#}\n", explained::document(one)),
        (true, all) => format!("{:#}\n", explained::documents(all)),
        (false, all) => all.iter().map(|one| told(args, one)).collect::<Vec<_>>().join("\n"),
    };
    print(&out)?;
    let is_nothing = |one: &Explained| one.listed.is_empty() && one.outcomes.is_empty();
    let nothing = args.article.is_some() && all.iter().all(is_nothing);
    Ok(if nothing { Exit::Found } else { Exit::Good })
}

/// What was shown, and what came of it.
fn shown(ledger: &dyn Ledger, args: &ExplainArgs) -> Result<Vec<(Shown, Vec<Outcome>)>, crate::learn::Error> {
    let shown = match (&args.shown, &args.ticket) {
        (Some(id), _) => ledger.shown(*id)?.into_iter().collect(),
        (None, Some(ticket)) => ledger.shown_for(ticket)?,
        (None, None) => Vec::new(),
    };
    let with_outcomes = |shown: Shown| {
        let outcomes = ledger.outcomes_of(shown.id)?;
        Ok((shown, outcomes))
    };
    shown.into_iter().map(with_outcomes).collect()
}

fn explained(
    desk: &Desk,
    shown: Shown,
    mut outcomes: Vec<Outcome>,
    article: Option<&str>,
    may: &Permit<LookBack>,
) -> Result<Explained, Error> {
    let is_meant = |name: &ArticleName| article.is_none_or(|article| is_called(name, article));
    let then = desk.said_then(&shown, &Reader::at_terminal([]).scope(), Some(may))?;
    let listed = (1..).zip(then).filter(|(_, then)| is_meant(&then.listed.article)).collect();
    outcomes.retain(|outcome| is_meant(&outcome.article));
    Ok(Explained { shown, listed, outcomes })
}

/// Whether an article goes by this name: its path, with or without its ending, or its id.
fn is_called(article: &ArticleName, name: &str) -> bool {
    let name = name.split('#').next().unwrap_or(name);
    article.id == name || article.path == name || article.path.strip_suffix(".md") == Some(name)
}

fn told(args: &ExplainArgs, explained: &Explained) -> String {
    let Explained { shown, listed, outcomes } = explained;
    let mut out = head(shown);
    for (rank, then) in listed {
        article(&mut out, *rank, then);
    }
    match &args.article {
        Some(article) if listed.is_empty() => {
            let _ = writeln!(out, "`{article}` was not in the list");
        }
        None if listed.is_empty() => out.push_str("no article was listed\n"),
        _ => {}
    }
    out.push('\n');
    if outcomes.is_empty() {
        out.push_str("nobody has said yet what came of it\n");
    }
    for one in outcomes {
        outcome(&mut out, one);
    }
    out
}

fn head(shown: &Shown) -> String {
    let mut out = String::new();
    let audiences =
        if shown.audiences.is_empty() { "everything".to_owned() } else { shown.audiences.join(", ") };
    let _ = writeln!(out, "{} {}", shown.kind.word(), shown.id);
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{name:>12}: {value}");
        }
    };
    line("when", &shown.at.to_string());
    line("to", &shown.person.0);
    line("who sees", &audiences);
    line("ticket", shown.ticket.as_deref().unwrap_or_default());
    line("channel", shown.channel.as_deref().unwrap_or_default());
    line("excerpt", shown.excerpt.as_deref().unwrap_or_default());
    line("words", &words(&shown.words));
    line("ranking", &format!("{:016x}, generation {}", shown.ranking, shown.generation));
    out.push('\n');
    out
}

/// An article of the list, with what it said.
fn article(out: &mut String, rank: usize, then: &SaidThen) {
    let style = Style::stdout();
    let listed = &then.listed;
    let anchor = if listed.anchor.is_empty() { String::new() } else { format!("#{}", listed.anchor) };
    let probability = listed.probability.map_or(String::new(), |p| format!("  {}", percent(p)));
    let path = style.bold(&format!("{}{anchor}", listed.article.path));
    let since = match then.became {
        Became::AsShown => "it says so still",
        Became::Changed => "it says something else now",
        Became::Gone => "it is gone",
    };
    let _ = writeln!(out, "{rank:>2}. {path}{probability}  {}", style.dim(since));
    if let Some(revision) = &then.revision {
        let id = revision.id.get(..10).unwrap_or(&revision.id);
        let _ = writeln!(out, "      {}", style.dim(&format!("{id}, {}: {}", revision.at, revision.summary)));
    }
    match &then.section {
        Some(section) => {
            for line in section.text.lines() {
                let _ = writeln!(out, "      {line}");
            }
        }
        None => out.push_str("      what it said then is not kept\n"),
    }
}

fn outcome(out: &mut String, outcome: &Outcome) {
    let word = Style::stdout().bold(outcome.verdict.word());
    let by = if outcome.person.0.is_empty() { String::new() } else { format!(" by {}", outcome.person.0) };
    let found = match outcome.found {
        Found::Listed(rank) => format!(", from place {rank}"),
        Found::Searched => ", found by a search".to_owned(),
        Found::Known => String::new(),
    };
    let assumed = if outcome.assumed { ", assumed" } else { "" };
    let _ = writeln!(out, "{}  {word}  {}{by}{found}{assumed}", outcome.at, outcome.article.path);
    if let Some(note) = &outcome.note {
        let _ = writeln!(out, "    {note}");
    }
}

fn words(words: &Words) -> String {
    match words {
        // Pairs of words, which are kept too, say nothing more to people.
        Words::Terms(terms) => {
            terms.iter().filter(|term| !term.contains(' ')).cloned().collect::<Vec<_>>().join(" ")
        }
        Words::Keys(keys) => format!("{} as hashes", keys.len()),
    }
}
