//! *Review first*: which articles should somebody look at again, and which of them first?
//!
//! Finds articles whose `review_by` has passed, and those that nobody validated; first those that most people rely on. It
//! matters because nobody can review everything, and a stale article that fifty people use hurts more than one that
//! nobody reads. Example: "Reset the VPN token", owner network, due since 40 days, resolved 120 tickets of 18 people.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::uses::{Uses, uses};
use crate::{
    article::State,
    library::Card,
    report::{Cell, Name, Phrase, Rate, Report, seen::Seen, table::column},
};

/// So many rows are told.
const MOST: usize = 1_000;

pub(in crate::report) fn review_first(seen: &Seen<'_>, today: Date) -> Report {
    let uses = uses(seen);
    let none = Uses::default();
    let living = || seen.library.visible(seen.scope).filter(|card| card.state != State::Archived);
    let due = |card: &Card| is_due(card, today);
    let unsure = |card: &Card| matches!(card.state, State::Wip | State::NotValidated);
    let mut first: Vec<(&Card, &Uses)> = living()
        .filter(|card| due(card) || unsure(card))
        .map(|card| (&**card, uses.get(&card.key).unwrap_or(&none)))
        .collect();
    first.sort_by_cached_key(|(card, uses)| {
        (Reverse((uses.people.count(), uses.helped)), card.review_by.unwrap_or(Date::MAX))
    });
    let rows = first.iter().take(MOST).map(|(card, uses)| row(seen, card, uses, today));
    let all = living().count();
    Report {
        name: Name::Review,
        since: None,
        by: None,
        summary: vec![
            (column("articles", "Articles"), Cell::Count(all)),
            (
                column("due", "Due"),
                Cell::Rate(Rate { part: living().filter(|card| due(card)).count(), of: all }),
            ),
            (
                column("owned", "With an owner"),
                Cell::Rate(Rate { part: living().filter(|card| card.owner.is_some()).count(), of: all }),
            ),
        ],
        columns: vec![
            column("article", "Article"),
            column("why", "Why"),
            column("owner", "Owner"),
            column("review_by", "Review by"),
            column("late", "Days late"),
            column("helped", "Helped with"),
            column("people", "People"),
            column("updated", "Last changed"),
        ],
        rows: rows.collect(),
        left_out: first.len().saturating_sub(MOST),
        notes: vec![
            Phrase::plain(
                "note-relied-on",
                "First what most people rely on: those who said that it resolved or helped.",
            ),
            Phrase::plain(
                "note-review-by",
                "A day in the front matter says when to look again: `review_by: 2027-01-31`. Archived articles are left out.",
            ),
        ],
    }
}

fn is_due(card: &Card, today: Date) -> bool {
    card.review_by.is_some_and(|day| day < today)
}

fn row(seen: &Seen<'_>, card: &Card, uses: &Uses, today: Date) -> Vec<Cell> {
    let due = is_due(card, today);
    let late = card.review_by.filter(|_| due).and_then(|day| (today - day).get_days().try_into().ok());
    vec![
        Cell::Article(seen.named(card)),
        Cell::Said(reasons(card, due)),
        card.owner.clone().map_or(Cell::Nothing, Cell::text),
        card.review_by.map_or(Cell::Nothing, Cell::Day),
        late.map_or(Cell::Nothing, Cell::Count),
        Cell::Count(uses.helped),
        Cell::Count(uses.people.count()),
        card.updated.map_or(Cell::Nothing, Cell::Day),
    ]
}

fn reasons(card: &Card, due: bool) -> Vec<Phrase> {
    let state = match card.state {
        State::Wip => Some("work in progress"),
        State::NotValidated => Some("not validated"),
        _ => None,
    };
    let owner = card.owner.is_none().then_some("no owner");
    let reasons = [due.then_some("review is due"), state, owner].into_iter().flatten();
    reasons.map(|reason| Phrase::word("review", reason)).collect()
}
