//! `firstline explain`: what was shown then, and what came of it?

use std::fmt::Write;

use serde_json::{Value, json};

use crate::{
    cli::{
        args::ExplainArgs,
        config::Config,
        exit::Exit,
        ledger::existing,
        output::{Style, complain, percent},
        run::{Failure, print},
    },
    learn::{ArticleName, EventId, Found, Listed, Outcome, Shown, Words},
};

pub(crate) fn explain(config: &Config, args: &ExplainArgs) -> Result<Exit, Failure> {
    let ledger = existing(config)?;
    let known = match &ledger {
        Some(ledger) => ledger.shown(args.shown)?.map(|shown| Ok((shown, ledger.outcomes_of(args.shown)?))),
        None => None,
    };
    let Some((shown, mut outcomes)) = known.transpose().map_err(|error: crate::learn::Error| error)? else {
        let message = format!("nothing was shown under the number {}", args.shown);
        complain(
            &message,
            "give the number that `firstline suggest` printed, and the same `--index` or `--store`",
        );
        return Ok(Exit::Found);
    };
    let is_meant = |name: &ArticleName| args.article.as_ref().is_none_or(|article| is_called(name, article));
    let listed: Vec<(usize, &Listed)> =
        (1..).zip(&shown.listed).filter(|(_, listed)| is_meant(&listed.article)).collect();
    outcomes.retain(|outcome| is_meant(&outcome.article));
    let out = if args.json {
        format!("{:#}\n", document(&shown, &listed, &outcomes))
    } else {
        told(args, &shown, &listed, &outcomes)
    };
    print(&out)?;
    let nothing = args.article.is_some() && listed.is_empty() && outcomes.is_empty();
    Ok(if nothing { Exit::Found } else { Exit::Good })
}

/// Whether an article goes by this name: its path, with or without its ending, or its id.
fn is_called(article: &ArticleName, name: &str) -> bool {
    let name = name.split('#').next().unwrap_or(name);
    article.id == name || article.path == name || article.path.strip_suffix(".md") == Some(name)
}

fn told(args: &ExplainArgs, shown: &Shown, listed: &[(usize, &Listed)], outcomes: &[Outcome]) -> String {
    let style = Style::stdout();
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
    for (rank, listed) in listed {
        let anchor = if listed.anchor.is_empty() { String::new() } else { format!("#{}", listed.anchor) };
        let probability = listed.probability.map_or(String::new(), |p| format!("  {}", percent(p)));
        let path = style.bold(&format!("{}{anchor}", listed.article.path));
        let _ = writeln!(out, "{rank:>2}. {path}{probability}");
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
    for outcome in outcomes {
        let word = style.bold(outcome.verdict.word());
        let by =
            if outcome.person.0.is_empty() { String::new() } else { format!(" by {}", outcome.person.0) };
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
    out
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

fn document(shown: &Shown, listed: &[(usize, &Listed)], outcomes: &[Outcome]) -> Value {
    let words = match &shown.words {
        Words::Terms(terms) => json!(terms),
        Words::Keys(_) => Value::Null,
    };
    json!({
        "shown_id": shown.id.to_string(),
        "at": shown.at,
        "occasion": shown.kind.word(),
        "person": shown.person.0,
        "audiences": shown.audiences,
        "ticket": shown.ticket,
        "channel": shown.channel,
        "excerpt": shown.excerpt,
        "words": words,
        "ranking": format!("{:016x}", shown.ranking),
        "generation": shown.generation,
        "listed": listed.iter().map(|(rank, listed)| json!({
            "rank": rank, "path": listed.article.path, "id": listed.article.id, "anchor": listed.anchor,
            "probability": listed.probability})).collect::<Vec<_>>(),
        "outcomes": outcomes.iter().map(outcome).collect::<Vec<_>>(),
    })
}

fn outcome(outcome: &Outcome) -> Value {
    let place = match outcome.found {
        Found::Listed(place) => Some(place),
        Found::Searched | Found::Known => None,
    };
    let id: EventId = outcome.id;
    json!({"id": id.to_string(), "at": outcome.at, "path": outcome.article.path, "verdict": outcome.verdict.word(),
        "place": place, "person": outcome.person.0, "ticket": outcome.ticket, "note": outcome.note,
        "assumed": outcome.assumed})
}
