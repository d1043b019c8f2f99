//! `firstline search`: a search from the terminal.

use std::{fmt::Write, time::Instant};

use super::open;
use crate::cli::{
    args::SearchArgs,
    config::Config,
    exit::Exit,
    output::{Style, counted},
    run::{Failure, print},
};
use crate::{
    access::Reader,
    http,
    search::{Answer, Hit, Query, Request, Snippet},
};

pub(crate) fn search(config: &Config, args: &SearchArgs) -> Result<Exit, Failure> {
    let desk = open(config)?;
    let scope = Reader::at_terminal(args.audiences.iter().map(String::as_str)).scope();
    let begun = Instant::now();
    let request = Request {
        query: Query::parse(&args.query.join(" ")),
        limit: usize::from(args.limit),
        ..Request::default()
    };
    let answer = desk.search(&request, &scope)?;
    let took_ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let out = if args.json {
        let unwritable =
            |error| Failure::new(format!("cannot write the result: {error}"), "leave out `--json`");
        http::search_document(&answer, "terminal", took_ms).map_err(unwritable)? + "\n"
    } else {
        told(&answer, args, took_ms)
    };
    print(&out)?;
    Ok(if answer.hits.is_empty() || answer.nearest { Exit::Found } else { Exit::Good })
}

fn told(answer: &Answer, args: &SearchArgs, took_ms: f64) -> String {
    let style = Style::stdout();
    let mut out = String::new();
    if answer.hits.is_empty() {
        let _ = writeln!(out, "nothing found for `{}`", args.query.join(" "));
    } else if answer.nearest {
        let _ = writeln!(out, "nothing holds all of it; these come nearest:\n");
    }
    for (number, hit) in answer.hits.iter().enumerate() {
        tell_hit(&mut out, number + 1, hit, style, args.explain);
    }
    if let Some(correction) = &answer.correction {
        let _ = writeln!(out, "did you mean: {}", style.bold(&correction.query));
    }
    if !answer.hits.is_empty() {
        let total = usize::try_from(answer.total).unwrap_or(usize::MAX);
        let found = counted(total, "article", "articles");
        let _ = writeln!(out, "{}", style.dim(&format!("{found} in {took_ms:.1} ms")));
    }
    out
}

fn tell_hit(out: &mut String, number: usize, hit: &Hit, style: Style, explain: bool) {
    let anchor = hit.section.as_ref().map_or(String::new(), |section| format!("#{}", section.anchor));
    let _ = writeln!(out, "{number:>2}. {}", style.bold(&hit.article.title));
    let path = format!("{}{anchor}", hit.article.path);
    let _ = writeln!(out, "    {}", style.dim(&path));
    let snippet = shown(&hit.snippet, style);
    if !snippet.is_empty() {
        let _ = writeln!(out, "    {snippet}");
    }
    if explain {
        let pinned = if hit.pinned { " (pinned: it stands first for such words)" } else { "" };
        let _ = writeln!(out, "    {:.3}{pinned}", hit.score);
        for reason in &hit.reasons {
            let _ = writeln!(out, "    {:>7.3}  {}", reason.score, reason.because);
        }
    }
    out.push('\n');
}

/// A snippet in one line.
pub(super) fn shown(snippet: &Snippet, style: Style) -> String {
    let mut words = String::new();
    for piece in &snippet.pieces {
        words.push_str(&if piece.marked { style.mark(&piece.text) } else { piece.text.clone() });
    }
    let words = words.trim();
    match (words.is_empty(), snippet.cut_before, snippet.cut_after) {
        (true, ..) => String::new(),
        (_, before, after) => {
            format!("{}{words}{}", if before { "…" } else { "" }, if after { " …" } else { "" })
        }
    }
}
