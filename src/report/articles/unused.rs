//! *Never used*: which articles never helped anybody?
//!
//! Finds articles of which nobody ever said that they helped; first those that are shown most, which are in the way of
//! better ones. It matters because each article costs reviews and makes others harder to find. Example: "Fax settings" was shown for
//! 80 questions and never helped.

use std::cmp::Reverse;

use super::uses::uses;
use crate::{
    article::State,
    library::Card,
    report::{Cell, Name, Phrase, Rate, Report, seen::Seen, table::column},
};

/// So many rows are told.
const MOST: usize = 1_000;

pub(in crate::report) fn never_used(seen: &Seen<'_>) -> Report {
    let uses = uses(seen);
    let is_living = |card: &Card| !matches!(card.state, State::Archived | State::Draft);
    let living: Vec<&Card> =
        seen.library.visible(seen.scope).map(|card| &**card).filter(|card| is_living(card)).collect();
    let mut unused: Vec<(&Card, usize)> = living
        .iter()
        .filter(|card| uses.get(&card.key).is_none_or(|uses| uses.helped == 0))
        .map(|card| (*card, uses.get(&card.key).map_or(0, |uses| uses.shown)))
        .collect();
    unused.sort_by_key(|(card, shown)| (Reverse(*shown), card.updated));
    let row = |(card, shown): &(&Card, usize)| {
        vec![
            Cell::Article(seen.named(card)),
            Cell::Count(*shown),
            Cell::said(Phrase::word("state", card.state.word())),
            card.owner.clone().map_or(Cell::Nothing, Cell::text),
            card.updated.map_or(Cell::Nothing, Cell::Day),
        ]
    };
    Report {
        name: Name::Unused,
        since: None,
        by: None,
        summary: vec![
            (column("unused", "Never used"), Cell::Rate(Rate { part: unused.len(), of: living.len() })),
            (column("inquiries", "Inquiries"), Cell::Count(seen.questions.len())),
        ],
        columns: vec![
            column("article", "Article"),
            column("shown", "Shown for"),
            column("state", "State"),
            column("owner", "Owner"),
            column("updated", "Last changed"),
        ],
        rows: unused.iter().take(MOST).map(row).collect(),
        left_out: unused.len().saturating_sub(MOST),
        notes: vec![
            Phrase::plain(
                "note-shown-for",
                "Shown for: questions in whose list it stood. Drafts and archived articles are left out.",
            ),
            Phrase::plain(
                "note-little-recorded",
                "While little is recorded most articles are unused: look at how many inquiries this rests on.",
            ),
        ],
    }
}
