//! *Findings*: what is wrong or doubtful in the articles?
//!
//! Finds what reading the files brought to light, errors first: a key that nobody knows, an audience that does not exist, an
//! expired article. It matters because an article with an error may be hidden from those who need it. Example: `vpn/reset.md` line 3,
//! unknown key `audiance`, did you mean `audience`?

use crate::{
    access::Scope,
    article::{self, Finding, Severity},
    library::Library,
    report::{Cell, Name, Phrase, Report, seen::named, table::column},
};

/// So many rows are told.
const MOST: usize = 1_000;

pub(in crate::report) fn findings(library: &Library, scope: &Scope) -> Report {
    let mut found: Vec<(&Finding, Cell)> = Vec::new();
    for card in library.visible(scope) {
        for finding in &card.findings {
            found.push((finding, Cell::Article(named(library, card, scope))));
        }
    }
    // Stable: the rest stays in the order of paths and lines.
    found.sort_by_key(|(finding, _)| finding.severity != Severity::Error);
    let errors = found.iter().filter(|(finding, _)| finding.severity == Severity::Error).count();
    let row = |(finding, article): &(&Finding, Cell)| {
        vec![
            article.clone(),
            Cell::Text(finding.path.clone()),
            Cell::Count(finding.line as usize),
            Cell::said(Phrase::word("severity", finding.severity.word())),
            article::meaning(finding.kind).map_or(Cell::Nothing, |meaning| {
                Cell::said(Phrase::plain(&format!("finding-{}", finding.kind), meaning))
            }),
            Cell::Text(finding.message.clone()),
            Cell::text(finding.hint.clone()),
        ]
    };
    Report {
        name: Name::Findings,
        since: None,
        by: None,
        summary: vec![
            (column("errors", "Errors"), Cell::Count(errors)),
            (column("warnings", "Warnings"), Cell::Count(found.len() - errors)),
        ],
        columns: vec![
            column("article", "Article"),
            column("path", "File"),
            column("line", "Line"),
            column("severity", "Severity"),
            column("meaning", "What it means"),
            column("message", "What"),
            column("hint", "What to do"),
        ],
        rows: found.iter().take(MOST).map(row).collect(),
        left_out: found.len().saturating_sub(MOST),
        notes: vec![Phrase::plain(
            "note-what-you-may-read",
            "Of the articles that you may read. `firstline check` tells everything, files that are no articles too.",
        )],
    }
}
