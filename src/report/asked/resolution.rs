//! *Rate of resolution*: how much of what is asked do articles resolve?
//!
//! Finds the share of tickets and searches that an article resolved, among those whose end somebody told. What came back
//! afterwards is not resolved; what is only assumed from silence stands beside and counts in no rate. It matters because
//! it is what the knowledge base is for. Example: the article on the VPN resolved 41 of 50 tickets, 82 % (69 to 90 %).

use super::{
    groups::{self, Group, cell, grouped, heading, in_order},
    revisions::Ends,
};
use crate::report::{
    By, Cell, Name, Phrase, Rate, Report,
    people::People,
    record::Said,
    seen::{Came, Question, Seen},
    table::column,
};

#[derive(Default)]
struct Tally {
    questions: usize,
    ends: Ends,
    people: People,
}

impl Tally {
    fn count(&mut self, seen: &Seen<'_>, question: &Question) {
        let (came, ends) = (question.came, &mut self.ends);
        self.questions += 1;
        ends.known += usize::from(!matches!(came, Came::Unknown | Came::Assumed));
        ends.resolved += usize::from(came == Came::Resolved);
        ends.assumed += usize::from(came == Came::Assumed);
        ends.came_back += usize::from(seen.came_back(question));
        self.people.extend(seen.said(question).filter(|said| !said.assumed).map(|said| said.person));
    }

    /// The same of what was said of one article.
    fn count_said(&mut self, said: &Said, reopened: bool) {
        self.questions += 1;
        self.ends.count(said, reopened);
        self.people.extend(Some(said.person).filter(|_| !said.assumed));
    }

    fn cells(&self) -> [Cell; 7] {
        [
            Cell::Rate(Rate { part: self.ends.resolved, of: self.ends.known }),
            Cell::Count(self.ends.resolved),
            Cell::Count(self.ends.known),
            Cell::Count(self.ends.came_back),
            Cell::Count(self.ends.assumed),
            Cell::Count(self.questions),
            Cell::Count(self.people.count()),
        ]
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
    let (groups, left_out) = in_order(seen, groups, |tally| tally.ends.known);
    let rows = groups
        .iter()
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
        left_out,
        notes,
    }
}

/// What was said of each article that is there.
fn by_article(seen: &Seen<'_>) -> Vec<(Group, Tally)> {
    let mut tallies: Vec<Tally> = seen.for_articles();
    for (said, reopened) in seen.questions.iter().flat_map(|question| seen.cases(question)) {
        if let Some(article) = seen.article(said.article) {
            tallies[article as usize].count_said(said, *reopened);
        }
    }
    let with_group = |(article, tally)| (Group::Article(article), tally);
    (0..).zip(tallies).filter(|(_, tally)| tally.questions > 0).map(with_group).collect()
}
