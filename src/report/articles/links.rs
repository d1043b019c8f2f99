//! *Broken links*: which links between articles lead nowhere?
//!
//! Finds links below the knowledge base whose article is not there, for whoever reads the report. It matters because a customer
//! who follows one gives up. Example: `vpn/reset.md` line 12 links `../net/dns.md`, which was moved.

use super::sketch::Sketches;
use crate::{
    access::Scope,
    library::{Card, Key, Library},
    report::{Cell, Name, Phrase, Report, seen::named, table::column},
};

/// So many rows are told.
const MOST: usize = 1_000;

/// A link that leads nowhere.
pub(in crate::report) struct Broken<'a> {
    pub(in crate::report) card: &'a Card,
    pub(in crate::report) line: u32,
    /// The path that it leads to.
    pub(in crate::report) path: &'a str,
    /// As it stands in the file.
    pub(in crate::report) written: &'a str,
}

/// The links that lead nowhere, and how many were looked at.
pub(in crate::report) fn broken<'a>(
    library: &'a Library,
    scope: &'a Scope,
    sketches: &'a dyn Sketches,
) -> (Vec<Broken<'a>>, usize) {
    let mut broken = Vec::new();
    let mut compared = 0;
    // What stands in blocks for some readers alone is left out.
    for card in library.visible(scope).filter(|card| card.readership.is_plain()) {
        for (line, path, written) in sketches.sketch(card.key).map_or(&[][..], |sketch| &sketch.links) {
            compared += 1;
            if library.get(Key::of(path), scope).is_none() && library.find(path, scope).is_none() {
                broken.push(Broken { card, line: *line, path, written });
            }
        }
    }
    (broken, compared)
}

pub(in crate::report) fn broken_links(library: &Library, scope: &Scope, sketches: &dyn Sketches) -> Report {
    let (links, compared) = broken(library, scope, sketches);
    let broken = links.len();
    let row = |link: &Broken<'_>| {
        vec![
            Cell::Article(named(library, link.card, scope)),
            Cell::Text(link.card.path.clone()),
            Cell::Count(link.line as usize),
            Cell::Text(link.written.to_owned()),
        ]
    };
    Report {
        name: Name::Links,
        since: None,
        by: None,
        summary: vec![
            (column("broken", "Broken"), Cell::Count(broken)),
            (column("links", "Links between articles"), Cell::Count(compared)),
        ],
        columns: vec![
            column("article", "Article"),
            column("path", "File"),
            column("line", "Line"),
            column("link", "Link"),
        ],
        rows: links.iter().take(MOST).map(row).collect(),
        left_out: broken.saturating_sub(MOST),
        notes: vec![Phrase::plain(
            "note-broken-for-you",
            "A link to an article that you may not read is broken for you. Links in blocks for some readers alone are not looked at; `firstline check` looks at all.",
        )],
    }
}
