//! *Rate of resolution*, by revision: does an article resolve more since it was changed?
//!
//! Finds, for each version of an article, the share of tickets that it resolved while it said so: a use belongs to the version that
//! was there when it was shown. It matters because a correction that does not help should be noticed. Example: the article on the
//! VPN resolved 9 of 21 before 5 June, 34 of 40 since.

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use super::groups::heading;
use crate::{
    learn::Verdict,
    library::{Card, Key},
    report::{
        By, Cell, Evidence, Name, Phrase, Rate, Report,
        articles::{Version, Versions},
        make::day,
        record::Said,
        seen::Seen,
        table::column,
    },
};

/// Of so many articles, those of which most is known.
const MOST: usize = 100;
const MICROSECONDS: i64 = 1_000_000;

/// What came of a version.
#[derive(Default)]
pub(in crate::report) struct Tally {
    pub(in crate::report) known: usize,
    pub(in crate::report) resolved: usize,
    pub(in crate::report) came_back: usize,
    pub(in crate::report) assumed: usize,
}

impl Tally {
    fn count(&mut self, said: &Said, reopened: bool) {
        self.came_back += usize::from(reopened);
        if said.assumed {
            self.assumed += usize::from(said.verdict == Verdict::Resolved);
            return;
        }
        self.known += 1;
        self.resolved += usize::from(said.verdict == Verdict::Resolved);
    }
}

/// An article, and what was said of it, each with whether the ticket ever came back.
type Of<'a> = (Arc<Card>, Vec<(&'a Said, bool)>);

pub(in crate::report) fn revisions(seen: &Seen<'_>, evidence: &dyn Evidence) -> Report {
    let versions = Versions::of(evidence, seen.scope);
    let mut numbered = vec![Vec::new(); seen.record.articles.len()];
    for (said, reopened) in seen.questions.iter().flat_map(|question| seen.cases(question)) {
        numbered[said.article as usize].push((said, *reopened));
    }
    // One that was moved has several names.
    let mut of: BTreeMap<Key, Of<'_>> = BTreeMap::new();
    for (article, said) in (0..).zip(numbered).filter(|(_, said)| !said.is_empty()) {
        let Some(card) = seen.card(article) else { continue };
        of.entry(card.key).or_insert_with(|| (card.clone(), Vec::new())).1.extend(said);
    }
    let known = |said: &[(&Said, bool)]| said.iter().filter(|(said, _)| !said.assumed).count();
    let mut of: Vec<Of<'_>> = of.into_values().collect();
    of.sort_by(|a, b| Reverse(known(&a.1)).cmp(&Reverse(known(&b.1))).then_with(|| a.0.path.cmp(&b.0.path)));
    let left_out = of.len().saturating_sub(MOST);
    let rows = of.iter().take(MOST).flat_map(|(card, said)| rows(seen, &versions, card, said)).collect();
    let all = of.iter().flat_map(|(_, said)| said).filter(|(said, _)| !said.assumed);
    let resolved = all.clone().filter(|(said, _)| said.verdict == Verdict::Resolved).count();
    Report {
        name: Name::Resolution,
        since: None,
        by: None,
        summary: vec![(
            column("rate", "Rate of resolution of all articles"),
            Cell::Rate(Rate { part: resolved, of: all.count() }),
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
) -> Vec<(Option<Version>, Tally)> {
    let versions = versions.of_article(card);
    // What was shown before the first that is known stands last.
    let mut tallies: Vec<Tally> = Vec::new();
    tallies.resize_with(versions.len() + 1, Tally::default);
    for (said, reopened) in said {
        let asked = seen.record.asked.get(said.asked as usize).and_then(Option::as_ref);
        let at = asked.map_or_else(|| said.moment.0.div_euclid(MICROSECONDS), |asked| asked.at);
        let place = versions.iter().position(|version| version.since <= at).unwrap_or(versions.len());
        tallies[place].count(said, *reopened);
    }
    let versions = versions.into_iter().map(Some).chain([None]);
    versions.zip(tallies).filter(|(_, tally)| tally.known + tally.assumed > 0).collect()
}

fn row(seen: &Seen<'_>, card: &Card, version: Option<&Version>, tally: &Tally) -> Vec<Cell> {
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
