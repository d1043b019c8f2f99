//! *Nature of questions*: what do people ask about, and what do they want?
//!
//! Finds topics, by the words that questions share, and what somebody wants who writes (a question, a problem, a request, a complaint), told by the words of the first line
//! that is kept. It matters because a desk that gets problems needs other articles than one that gets questions.
//! Example: 120 problems, 38 % of all, of which articles resolve 41 %; 60 requests, of which they resolve 80 %.

use std::collections::BTreeMap;

use super::groups::{cell, grouped, heading, in_order};
use crate::report::{
    By, Cell, Evidence, Name, Phrase, Rate, Report, evidence,
    people::People,
    seen::{Came, Question, Seen},
    table::column,
    topics::{self, Weights, sample},
};

/// So many topics are told.
const MOST: usize = 100;
/// So many questions of each are shown.
const EXAMPLES: usize = 3;

#[derive(Default)]
struct Tally {
    questions: usize,
    known: usize,
    resolved: usize,
    people: People,
}

impl Tally {
    fn count(&mut self, seen: &Seen<'_>, question: &Question) {
        let came = question.came;
        self.questions += 1;
        self.known += usize::from(!matches!(came, Came::Unknown | Came::Assumed));
        self.resolved += usize::from(came == Came::Resolved);
        self.people.extend(seen.asked(question).map(|asked| asked.person));
    }
}

pub(crate) fn nature(seen: &Seen<'_>, evidence: &dyn Evidence, by: By) -> Report {
    if by == By::Topic { topics(seen, evidence) } else { kinds(seen, by) }
}

/// The topics of as many questions, drawn by lot, as can be compared.
fn topics(seen: &Seen<'_>, evidence: &dyn Evidence) -> Report {
    let drawn = sample(seen);
    let topics = topics::topics(seen, &Weights::of(seen), &drawn);
    let told: usize = topics.iter().map(|topic| topic.questions.len()).sum();
    let rows = topics.iter().take(MOST).map(|topic| {
        let mut tally = Tally::default();
        let mut articles: BTreeMap<u32, usize> = BTreeMap::new();
        for question in &topic.questions {
            tally.count(seen, question);
            if let Some(article) = seen.about_number(question).filter(|_| question.came == Came::Resolved) {
                *articles.entry(article).or_default() += 1;
            }
        }
        let most = seen.most(articles).and_then(|(article, _)| seen.card(article));
        vec![
            Cell::text(topic.words(seen).join(", ")),
            Cell::Count(tally.questions),
            Cell::Rate(Rate { part: tally.questions, of: drawn.len() }),
            Cell::Count(tally.people.count()),
            Cell::Rate(Rate { part: tally.resolved, of: tally.known }),
            most.map_or(Cell::Nothing, |card| Cell::Article(seen.named(card))),
            Cell::lines(evidence::lines(seen, evidence, &topic.questions, EXAMPLES)),
        ]
    });
    Report {
        name: Name::Nature,
        since: None,
        by: None,
        summary: vec![
            (column("inquiries", "Inquiries"), Cell::Count(seen.questions.len())),
            (column("compared", "Compared"), Cell::Count(drawn.len())),
            (column("in_topics", "In a topic"), Cell::Rate(Rate { part: told, of: drawn.len() })),
        ],
        columns: vec![
            heading(By::Topic),
            column("inquiries", "Inquiries"),
            column("share", "Share of those compared"),
            column("people", "People"),
            column("rate", "Rate of resolution"),
            column("article", "Resolved most by"),
            column("examples", "In people's words"),
        ],
        rows: rows.collect(),
        left_out: topics.len().saturating_sub(MOST),
        notes: vec![
            Phrase::plain(
                "note-topics",
                "Topics are found by the words that questions share; nobody said beforehand which there are. Of very many questions 3,000 are compared, drawn by lot.",
            ),
            Phrase::plain(
                "note-as-kept",
                "Words are as they are kept: without their endings. Where the desk keeps no words, a topic has none.",
            ),
        ],
    }
}

fn kinds(seen: &Seen<'_>, by: By) -> Report {
    let groups = grouped(seen, by, |tally: &mut Tally, question| tally.count(seen, question));
    let (groups, left_out) = in_order(seen, groups, |tally| tally.questions);
    let all = seen.questions.len();
    let rows = groups.iter().map(|(group, tally)| {
        vec![
            cell(seen, by, group),
            Cell::Count(tally.questions),
            Cell::Rate(Rate { part: tally.questions, of: all }),
            Cell::Count(tally.people.count()),
            Cell::Rate(Rate { part: tally.resolved, of: tally.known }),
        ]
    });
    Report {
        name: Name::Nature,
        since: None,
        by: None,
        summary: vec![(column("inquiries", "Inquiries"), Cell::Count(all))],
        columns: vec![
            heading(by),
            column("inquiries", "Inquiries"),
            column("share", "Share of all"),
            column("people", "People"),
            column("rate", "Rate of resolution"),
        ],
        rows: rows.collect(),
        left_out,
        notes: vec![Phrase::plain(
            "note-kind",
            "The kind is told by cues in the first line that is kept, else by the words: it is right for most and not for all.",
        )],
    }
}
