//! `firstline suggest`: which articles resolve this ticket?

use std::{
    fmt::Write,
    fs::File,
    io::{self, IsTerminal, Read},
    path::Path,
    time::Instant,
};

use super::{open, search};
use crate::{
    access::Reader,
    cli::{
        args::SuggestArgs,
        config::Config,
        exit::Exit,
        output::{Style, counted, percent},
        run::{Failure, print},
    },
    desk::{Ask, Suggested},
    http,
    search::Reason,
    suggest::{Decision, Suggestion},
};

/// More of a ticket than this is not read; what counts stands before.
const MOST_BYTES: u64 = 4 << 20;

/// A reason that brings less than this share is told by `--explain` alone.
const LEAST_TOLD: f32 = 0.05;

pub(crate) fn suggest(config: &Config, args: &SuggestArgs) -> Result<Exit, Failure> {
    let text = ticket(args.file.as_deref())?;
    let desk = open(config)?;
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let begun = Instant::now();
    let ask = Ask { text, ticket: args.ticket.clone(), limit: usize::from(args.limit), ..Ask::default() };
    let suggested = desk.suggest(&ask, &reader)?;
    let took_ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let out = if args.json {
        let unwritable =
            |error| Failure::new(format!("cannot write the result: {error}"), "leave out `--json`");
        http::suggest_document(&suggested, took_ms).map_err(unwritable)? + "\n"
    } else {
        told(&suggested, args, took_ms)
    };
    print(&out)?;
    Ok(if suggested.suggestions.decision == Decision::None { Exit::Found } else { Exit::Good })
}

/// The ticket's text. Bytes that are no UTF-8 are no reason to refuse it.
fn ticket(file: Option<&Path>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if let Some(file) = file.filter(|file| *file != Path::new("-")) {
        File::open(file).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes))
    } else {
        if io::stdin().is_terminal() {
            eprint_hint();
        }
        io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes)
    };
    let name = file.map_or_else(|| "-".to_owned(), |file| file.display().to_string());
    read.map_err(|error| {
        let hint = "name a file with the ticket's text, or give the text to stdin";
        Failure::new(format!("cannot read the ticket `{name}`: {error}"), hint)
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Says that somebody is waited for.
fn eprint_hint() {
    use std::io::Write as _;
    // Whoever types sees it or does not.
    let _ = writeln!(io::stderr(), "write the ticket, and end it with Ctrl-D on a line of its own");
}

fn told(suggested: &Suggested, args: &SuggestArgs, took_ms: f64) -> String {
    let style = Style::stdout();
    let mut out = String::new();
    let suggestions = &suggested.suggestions;
    let _ = writeln!(out, "{}\n", decided(suggested));
    for (number, suggestion) in suggestions.list.iter().enumerate() {
        tell(&mut out, number + 1, suggestion, style, args.explain);
    }
    if !suggested.similar.is_empty() {
        out.push_str("similar tickets that were resolved:\n");
        for similar in &suggested.similar {
            let (id, day) = (&similar.article.0, similar.at.strftime("%-d %B %Y"));
            let _ = writeln!(out, "    {}", similar.excerpt);
            let _ = writeln!(
                out,
                "    {}",
                style.dim(&format!("→ {id}, {day}, {} alike", percent(similar.similarity)))
            );
        }
        out.push('\n');
    }
    if !suggested.ticket.redacted.is_empty() {
        let of = suggested.ticket.redacted.iter().map(|(sort, count)| format!("{count} × {sort}"));
        let _ = writeln!(out, "taken out before anything was kept: {}", of.collect::<Vec<_>>().join(", "));
    }
    if suggested.ticket.cut {
        out.push_str("the ticket is long; its first 100 kB were read\n");
    }
    let count = counted(suggestions.list.len(), "article", "articles");
    let _ = writeln!(out, "{}", style.dim(&format!("{count} in {took_ms:.1} ms")));
    let _ = writeln!(out, "suggestion {}", suggested.id);
    if let Some(first) = suggestions.list.first() {
        let _ = writeln!(out, "what came of it: firstline record {} {} resolved", suggested.id, first.id);
    }
    out
}

/// The decision in words.
fn decided(suggested: &Suggested) -> &'static str {
    match (suggested.suggestions.decision, suggested.suggestions.list.is_empty()) {
        _ if suggested.ticket.questions.is_empty() => "nothing is asked in this ticket",
        (Decision::Answer, _) => "this resolves it, most probably:",
        (Decision::Candidates, _) => "one of these may resolve it:",
        (Decision::None, false) => "nothing here resolves it, as it seems; these come nearest:",
        (Decision::None, true) => "nothing here comes near it",
    }
}

fn tell(out: &mut String, number: usize, suggestion: &Suggestion, style: Style, explain: bool) {
    let card = &suggestion.article;
    let anchor = suggestion.section.as_ref().map_or(String::new(), |section| format!("#{}", section.anchor));
    let _ = writeln!(out, "{number:>2}. {}", style.bold(&card.title));
    let _ = writeln!(out, "    {}", style.dim(&format!("{}{anchor}", card.path)));
    let _ = writeln!(out, "    {}  {}", percent(suggestion.probability), why(suggestion));
    let snippet = search::shown(&suggestion.snippet, style);
    if !snippet.is_empty() {
        let _ = writeln!(out, "    {snippet}");
    }
    if explain {
        let _ = writeln!(out, "    {:.3}", suggestion.score);
        for reason in &suggestion.reasons {
            let _ = writeln!(out, "    {:>7.3}  {}", reason.score, reason.because);
        }
    }
    out.push('\n');
}

/// What weighs something of its reasons.
fn why(suggestion: &Suggestion) -> String {
    let weighs = |reason: &&Reason| reason.score >= suggestion.score * LEAST_TOLD;
    let reasons = suggestion.reasons.iter().filter(weighs).map(|reason| reason.because.to_string());
    reasons.collect::<Vec<_>>().join("; ")
}
