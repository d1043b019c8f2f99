//! *Rate of resolution*: how much of what is asked do articles resolve?
//!
//! Finds the share of tickets and searches that an article resolved, among those whose end somebody told. What came back
//! afterwards is not resolved; what is only assumed from silence stands beside and counts in no rate. It matters because
//! it is what the knowledge base is for. Example: the article on the VPN resolved 41 of 50 tickets, 82 % (69 to 90 %).

use rustc_hash::FxHashSet;

use super::groups::{self, MOST, cell, grouped, heading, in_order};
use crate::{
    learn::Verdict,
    report::{
        By, Cell, Name, Phrase, Rate, Report,
        seen::{Came, Question, Seen},
        table::column,
    },
};

#[derive(Default)]
struct Tally {
    questions: usize,
    known: usize,
    resolved: usize,
    assumed: usize,
    came_back: usize,
    people: FxHashSet<u32>,
}

impl Tally {
    fn count(&mut self, seen: &Seen<'_>, question: &Question) {
        let came = seen.came(question);
        self.questions += 1;
        self.known += usize::from(!matches!(came, Came::Unknown | Came::Assumed));
        self.resolved += usize::from(came == Came::Resolved);
        self.assumed += usize::from(came == Came::Assumed);
        self.came_back += usize::from(seen.came_back(question));
        self.people.extend(seen.said(question).filter(|said| !said.assumed).map(|said| said.person));
    }

    fn cells(&self) -> [Cell; 7] {
        [
            Cell::Rate(Rate { part: self.resolved, of: self.known }),
            Cell::Count(self.resolved),
            Cell::Count(self.known),
            Cell::Count(self.came_back),
            Cell::Count(self.assumed),
            Cell::Count(self.questions),
            Cell::Count(self.people.len()),
        ]
    }
}

/// The outcomes of one article.
#[derive(Default)]
struct OfArticle(Tally);

impl OfArticle {
    fn count(&mut self, verdict: Verdict, assumed: bool, reopened: bool, person: u32) {
        let tally = &mut self.0;
        tally.questions += 1;
        tally.came_back += usize::from(reopened);
        if assumed {
            tally.assumed += usize::from(verdict == Verdict::Resolved);
            return;
        }
        tally.known += 1;
        tally.resolved += usize::from(verdict == Verdict::Resolved);
        tally.people.insert(person);
    }
}

pub(crate) fn resolution(seen: &Seen<'_>, by: By) -> Report {
    let mut all = Tally::default();
    for question in &seen.questions {
        all.count(seen, question);
    }
    let groups = if by == By::Article {
        by_article(seen)
    } else {
        grouped(seen, by, |tally: &mut Tally, question| tally.count(seen, question))
    };
    let columns = [
        column("rate", "Rate of resolution"),
        column("resolved", "Resolved"),
        column("known", "End known"),
        column("came_back", "Came back"),
        column("assumed", "Assumed"),
        column("inquiries", "Inquiries"),
        column("people", "People who told"),
    ];
    let groups = in_order(groups, |tally| tally.known);
    let rows = groups
        .iter()
        .take(MOST)
        .map(|(group, tally)| [cell(seen, by, group)].into_iter().chain(tally.cells()).collect());
    let mut notes = vec![Phrase::plain(
        "note-end-told",
        "The rate is of those whose end somebody told. What came back is not resolved; what is only assumed from silence is in no rate.",
    )];
    match by {
        By::Article => notes.push(Phrase::plain(
            "note-of-an-article",
            "Of an article: the tickets of which somebody said whether it resolved them, each once.",
        )),
        _ => notes.extend(groups::note(by)),
    }
    Report {
        name: Name::Resolution,
        since: None,
        by: None,
        summary: columns.into_iter().zip(all.cells()).collect(),
        columns: [heading(by)].into_iter().chain(columns).collect(),
        rows: rows.collect(),
        left_out: groups.len().saturating_sub(MOST),
        notes,
    }
}

/// What was said of each article that is there.
fn by_article(seen: &Seen<'_>) -> std::collections::BTreeMap<groups::Group, Tally> {
    let mut tallies: Vec<OfArticle> = Vec::new();
    for (said, reopened) in seen.questions.iter().flat_map(|question| seen.cases(question)) {
        let place = said.article as usize;
        if tallies.len() <= place {
            tallies.resize_with(place + 1, OfArticle::default);
        }
        tallies[place].count(said.verdict, said.assumed, *reopened, said.person);
    }
    let mut groups = std::collections::BTreeMap::new();
    for (article, OfArticle(tally)) in (0..).zip(tallies) {
        let Some(card) = seen.card(article).filter(|_| tally.questions > 0) else { continue };
        // One that was moved has several names.
        let sum: &mut Tally = groups.entry(groups::Group::Article(card.path.clone())).or_default();
        sum.questions += tally.questions;
        sum.known += tally.known;
        sum.resolved += tally.resolved;
        sum.assumed += tally.assumed;
        sum.came_back += tally.came_back;
        sum.people.extend(tally.people);
    }
    groups
}
