//! *Frequency of inquiries*: how much is asked, by whom, and when?
//!
//! Finds how many different tickets and searches there were in each period, channel and so on, and of how many
//! people. A ticket counts once however often it was looked at. It matters because people and articles belong where most
//! is asked. Example: by channel, `phone` has 40 questions of 12 people, 31 % of all.

use super::groups::{self, cell, grouped, heading, in_order};
use crate::{
    learn::ShownKind,
    report::{
        By, Cell, Name, Phrase, Rate, Report,
        people::People,
        seen::{Question, Seen},
        table::column,
    },
};

#[derive(Default)]
struct Tally {
    questions: usize,
    tickets: usize,
    people: People,
}

impl Tally {
    fn count(&mut self, seen: &Seen<'_>, question: &Question) {
        self.questions += 1;
        self.tickets += usize::from(seen.occasion(question) != ShownKind::Search);
        self.people.extend(seen.asked(question).map(|asked| asked.person));
    }

    fn cells(&self, all: usize) -> [Cell; 5] {
        [
            Cell::Count(self.questions),
            Cell::Count(self.tickets),
            Cell::Count(self.questions - self.tickets),
            Cell::Count(self.people.count()),
            Cell::Rate(Rate { part: self.questions, of: all }),
        ]
    }
}

pub(crate) fn frequency(seen: &Seen<'_>, by: By) -> Report {
    let groups = grouped(seen, by, |tally: &mut Tally, question| tally.count(seen, question));
    let mut all = Tally::default();
    for question in &seen.questions {
        all.count(seen, question);
    }
    let columns = [
        column("inquiries", "Inquiries"),
        column("tickets", "Tickets"),
        column("searches", "Searches"),
        column("people", "People"),
        column("share", "Share of all"),
    ];
    let (groups, left_out) = in_order(seen, groups, |tally| tally.questions);
    let rows = groups.iter().map(|(group, tally)| {
        [cell(seen, by, group)].into_iter().chain(tally.cells(all.questions)).collect()
    });
    let mut notes = vec![Phrase::plain(
        "note-once",
        "A ticket counts once, when it was first asked, however often it was looked at; searches count where they are written down.",
    )];
    notes.extend(groups::note(by));
    if let By::Tag | By::Product = by {
        notes.push(Phrase::plain("note-several", "What has several of them counts in each."));
    }
    Report {
        name: Name::Frequency,
        since: None,
        by: None,
        summary: columns.into_iter().zip(all.cells(all.questions)).take(4).collect(),
        columns: [heading(by)].into_iter().chain(columns).collect(),
        rows: rows.collect(),
        left_out,
        notes,
    }
}
