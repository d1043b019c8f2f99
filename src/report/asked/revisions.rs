//! *Rate of resolution*, by revision: does an article resolve more since it was changed?
//!
//! Finds, for each version of an article, the share of tickets that it resolved while it said so: a use belongs to the version that
//! was there when it was shown. It matters because a correction that does not help should be noticed. Example: the article on the
//! VPN resolved 9 of 21 before 5 June, 34 of 40 since.

use rustc_hash::FxHashMap;

use super::groups::heading;
use crate::{
    learn::Verdict,
    library::Card,
    report::{
        By, Cell, Evidence, Name, Phrase, Rate, Report,
        articles::{Version, Versions},
        make::day,
        record::Said,
        seen::Seen,
        table::{column, foremost},
    },
};

/// Of so many articles, those of which most is known.
const MOST: usize = 100;
const MICROSECONDS: i64 = 1_000_000;

/// What was said of an article, or of a version of it.
#[derive(Default)]
pub(in crate::report) struct Ends {
    pub(in crate::report) known: usize,
    pub(in crate::report) resolved: usize,
    pub(in crate::report) came_back: usize,
    pub(in crate::report) assumed: usize,
}

impl Ends {
    pub(super) fn count(&mut self, said: &Said, reopened: bool) {
        self.came_back += usize::from(reopened);
        if said.assumed {
            self.assumed += usize::from(said.verdict == Verdict::Resolved);
            return;
        }
        self.known += 1;
        self.resolved += usize::from(said.verdict == Verdict::Resolved);
    }
}

pub(in crate::report) fn revisions(seen: &Seen<'_>, evidence: &dyn Evidence) -> Report {
    let versions = Versions::of(evidence, seen.scope);
    let mut tallies: Vec<Ends> = seen.for_articles();
    let cases = || seen.questions.iter().flat_map(|question| seen.cases(question));
    for (said, reopened) in cases() {
        if let Some(article) = seen.article(said.article) {
            tallies[article as usize].count(said, *reopened);
        }
    }
    let known: usize = tallies.iter().map(|tally| tally.known).sum();
    let resolved = tallies.iter().map(|tally| tally.resolved).sum();
    let of_article = |(article, tally): (u32, Ends)| {
        Some((tally.known, &**seen.card(article)?, article)).filter(|_| tally.known + tally.assumed > 0)
    };
    let articles = (0..).zip(tallies).filter_map(of_article).collect();
    let (most, left_out) = foremost(articles, MOST, |(known, card, _), (other, beside, _)| {
        other.cmp(known).then_with(|| card.path.cmp(&beside.path))
    });
    let mut told: FxHashMap<u32, Vec<(&Said, bool)>> =
        most.iter().map(|(_, _, article)| (*article, Vec::new())).collect();
    for (said, reopened) in cases() {
        if let Some(told) = seen.article(said.article).and_then(|article| told.get_mut(&article)) {
            told.push((said, *reopened));
        }
    }
    let rows = most.iter().flat_map(|(_, card, article)| rows(seen, &versions, card, &told[article]));
    let rows = rows.collect();
    Report {
        name: Name::Resolution,
        since: None,
        by: None,
        summary: vec![(
            column("rate", "Rate of resolution of all articles"),
            Cell::Rate(Rate { part: resolved, of: known }),
        )],
        columns: vec![
            column("article", "Article"),
            heading(By::Revision),
            column("from", "Since"),
            column("rate", "Rate of resolution"),
            column("resolved", "Resolved"),
            column("known", "End known"),
            column("came_back", "Came back"),
            column("assumed", "Assumed"),
        ],
        rows,
        left_out,
        notes: vec![
            Phrase::plain(
                "note-of-a-version",
                "Of an article: the tickets of which somebody said whether it resolved them, each once. A ticket belongs to the version that was there when the article was shown for it.",
            ),
            Phrase::plain(
                "note-version",
                "A version begins with the commit that changed the file; without Git when the desk saw that it changed, which is forgotten when its index is built anew.",
            ),
        ],
    }
}

fn rows(seen: &Seen<'_>, versions: &Versions<'_>, card: &Card, said: &[(&Said, bool)]) -> Vec<Vec<Cell>> {
    let told = by_version(seen, versions, card, said);
    told.iter().map(|(version, tally)| row(seen, card, version.as_ref(), tally)).collect()
}

/// The versions of an article of which something was said, the latest first; none for what was before the first that is
/// known.
pub(in crate::report) fn by_version(
    seen: &Seen<'_>,
    versions: &Versions<'_>,
    card: &Card,
    said: &[(&Said, bool)],
) -> Vec<(Option<Version>, Ends)> {
    let versions = versions.of_article(card);
    // What was shown before the first that is known stands last.
    let mut tallies: Vec<Ends> = Vec::new();
    tallies.resize_with(versions.len() + 1, Ends::default);
    for (said, reopened) in said {
        let asked = seen.record.asked.get(said.asked as usize).and_then(Option::as_ref);
        let at = asked.map_or_else(|| said.moment.0.div_euclid(MICROSECONDS), |asked| asked.at);
        let place = versions.iter().position(|version| version.since <= at).unwrap_or(versions.len());
        tallies[place].count(said, *reopened);
    }
    let versions = versions.into_iter().map(Some).chain([None]);
    versions.zip(tallies).filter(|(_, tally)| tally.known + tally.assumed > 0).collect()
}

fn row(seen: &Seen<'_>, card: &Card, version: Option<&Version>, tally: &Ends) -> Vec<Cell> {
    let commit = version.and_then(|version| version.commit.clone());
    vec![
        Cell::Article(seen.named(card)),
        commit.map_or(Cell::Nothing, Cell::Text),
        version.map_or(Cell::Nothing, |version| Cell::Day(day(version.since))),
        Cell::Rate(Rate { part: tally.resolved, of: tally.known }),
        Cell::Count(tally.resolved),
        Cell::Count(tally.known),
        Cell::Count(tally.came_back),
        Cell::Count(tally.assumed),
    ]
}
