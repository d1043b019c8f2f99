//! *Stopped helping*: which articles resolved more than they do now?
//!
//! Finds articles whose rate of resolution fell, whatever their traffic does: of each use only counts whether it resolved. For each use
//! of the last ones the likelihood of all since it under a third of the odds is held against that under the rate before it
//! (a cumulative sum). In a simulation a fall from 80 to 50 % is found within 40 uses in more than 9 of 10 cases when there were
//! 200 uses before, and of 100 articles at 80 % with 1,000 uses less than one is listed for nothing at any look. It
//! matters because a product changes and the article does not. What was used before an article's last change is only
//! what the new text is compared with. Example: the VPN article resolved 46 of 52 until 3 June, 9 of 21 since.

use jiff::civil::Date;

use super::uses::{Told, told};
use crate::{
    learn::Verdict,
    library::Card,
    report::{
        Cell, Evidence, Name, Phrase, Rate, Report, evidence,
        make::{day, seconds},
        record::Said,
        seen::{Question, Seen},
        table::column,
    },
};

/// The odds fall to this part when an article stops helping.
const FALL: f64 = 1.0 / 3.0;
/// The sum must reach this to be told, or more for a fall that began longer ago: there are more ways to be wrong.
const TOLD_FROM: f64 = 4.8;
const TOLD_FROM_LATER: f64 = 10.0;
/// So many uses ago is longer ago.
const LATELY: usize = 60;
/// So many uses at least before and after.
const BEFORE: usize = 10;
const AFTER: usize = 5;
/// So many questions that it did not resolve are shown.
const EXAMPLES: usize = 3;
const MICROSECONDS: i64 = 1_000_000;
const DAY: i64 = 24 * 60 * 60;

/// Where a rate fell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) struct Fall {
    /// The first use after it.
    pub(in crate::report) at: usize,
    /// How sure it is.
    pub(in crate::report) sum: f64,
    /// How many resolved before it, and after.
    pub(in crate::report) rates: [Rate; 2],
}

/// Whether a rate fell at or after a use, and where most likely. `resolved` are the uses, oldest first.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(in crate::report) fn fall(resolved: &[bool], from: usize) -> Option<Fall> {
    let good = |uses: &[bool]| uses.iter().filter(|resolved| **resolved).count();
    let all = resolved.len();
    let mut before = good(resolved);
    let mut after = 0;
    let mut best: Option<Fall> = None;
    for at in (from.max(BEFORE)..all).rev() {
        before -= usize::from(resolved[at]);
        after += usize::from(resolved[at]);
        let uses = all - at;
        if uses < AFTER {
            continue;
        }
        let (n, m) = (at as f64, uses as f64);
        let rate = (before as f64 + 1.0) / (n + 2.0);
        let odds = FALL * rate / (1.0 - rate);
        let fallen = odds / (1.0 + odds);
        let (well, badly) = (after as f64, m - after as f64);
        let likelihood = well * (fallen / rate).ln() + badly * ((1.0 - fallen) / (1.0 - rate)).ln();
        // A rate that rests on few uses may be another.
        let sum = likelihood * n / (n + m / 2.0);
        let needed = if uses <= LATELY { TOLD_FROM } else { TOLD_FROM_LATER };
        if sum >= needed && best.is_none_or(|best| best.sum < sum) {
            let rates = [Rate { part: before, of: at }, Rate { part: after, of: uses }];
            best = Some(Fall { at, sum, rates });
        }
    }
    best
}

/// The articles of these whose rate fell, where that is surest first.
pub(in crate::report) fn fallen<'a, 'b>(
    told: impl Iterator<Item = (&'a Card, &'b Told<'a>)>,
) -> Vec<(&'a Card, &'b Told<'a>, Fall)> {
    let mut fallen: Vec<(&Card, &Told<'_>, Fall)> = Vec::new();
    for (card, said) in told {
        let resolved: Vec<bool> = said.iter().map(|(said, _)| said.verdict == Verdict::Resolved).collect();
        let changed = card.updated.map_or(i64::MIN, seconds).saturating_mul(MICROSECONDS);
        let from = said.partition_point(|(said, _)| said.moment.0 < changed);
        if let Some(fall) = fall(&resolved, from) {
            fallen.push((card, said, fall));
        }
    }
    fallen.sort_by(|a, b| b.2.sum.total_cmp(&a.2.sum).then_with(|| a.0.path.cmp(&b.0.path)));
    fallen
}

pub(in crate::report) fn stopped_helping(seen: &Seen<'_>, evidence: &dyn Evidence, today: Date) -> Report {
    let told = told(seen);
    let judged = told.iter().filter(|(_, said)| said.len() >= BEFORE + AFTER).count();
    let fallen = fallen(told.iter().map(|(card, said)| (*card, said)));
    let rows = fallen.iter().map(|(card, said, fall)| row(seen, evidence, today, card, said, fall));
    Report {
        name: Name::Stopped,
        since: None,
        by: None,
        summary: vec![
            (column("fallen", "Articles that stopped helping"), Cell::Count(fallen.len())),
            (column("judged", "Articles with 15 uses and more"), Cell::Count(judged)),
        ],
        columns: vec![
            column("article", "Article"),
            column("before", "Before"),
            column("after", "Since"),
            column("fell", "Since when"),
            column("lately", "Uses in 30 days"),
            column("earlier", "30 days before"),
            column("updated", "Last changed"),
            column("owner", "Owner"),
            column("examples", "What it did not resolve"),
        ],
        rows: rows.collect(),
        left_out: 0,
        notes: vec![
            Phrase::plain(
                "note-use",
                "A use is a ticket of which somebody said whether the article resolved it. How often it is used makes no difference.",
            ),
            Phrase::plain(
                "note-for-nothing",
                "Of 100 articles that resolve 80 % and have 1,000 uses, less than one is listed here for nothing. A fall to 50 % is found within 40 uses in more than 9 of 10 cases, when there were 200 uses before it; after fewer, later.",
            ),
            Phrase::plain(
                "note-uses-before",
                "Uses from before an article's last change are only what those since are compared with.",
            ),
        ],
    }
}

/// The questions of these uses that were not resolved, the latest first.
pub(in crate::report) fn failed(seen: &Seen<'_>, uses: &[(&Said, u32)]) -> Vec<Question> {
    let failed = uses.iter().rev().filter(|(said, _)| said.verdict != Verdict::Resolved);
    failed.filter_map(|(_, place)| seen.questions.get(*place as usize).copied()).collect()
}

fn row(
    seen: &Seen<'_>,
    evidence: &dyn Evidence,
    today: Date,
    card: &Card,
    said: &Told<'_>,
    fall: &Fall,
) -> Vec<Cell> {
    let at = |place: usize| said.get(place).map_or(0, |(said, _)| said.moment.0.div_euclid(MICROSECONDS));
    let now = seconds(today);
    let lately = |from: i64, to: i64| {
        said.iter().filter(move |(said, _)| {
            let days = (now - said.moment.0.div_euclid(MICROSECONDS)).div_euclid(DAY);
            (from..to).contains(&days)
        })
    };
    let failed = failed(seen, &said[fall.at..]);
    vec![
        Cell::Article(seen.named(card)),
        Cell::Rate(fall.rates[0]),
        Cell::Rate(fall.rates[1]),
        Cell::Day(day(at(fall.at))),
        Cell::Count(lately(i64::MIN, 30).count()),
        Cell::Count(lately(30, 60).count()),
        card.updated.map_or(Cell::Nothing, Cell::Day),
        card.owner.clone().map_or(Cell::Nothing, Cell::text),
        Cell::lines(evidence::lines(seen, evidence, &failed, EXAMPLES)),
    ]
}
