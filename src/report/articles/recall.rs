//! *Recall*: who was answered by an article that was corrected or retired since?
//!
//! Finds tickets that an article resolved or helped with whose text changed afterwards, or which was archived, superseded or taken
//! away. What stood in the list counts as changed only if the section that was shown did. It matters because somebody may still act
//! on the old answer. Example: T-4711 was answered on 3 June by the article on refunds, whose steps were corrected on 5 June.

use std::collections::{BTreeSet, HashMap};

use super::versions::Versions;
use crate::{
    article::State,
    learn::Verdict,
    library::{Card, Key, Named},
    report::{
        Cell, Evidence, Name, Phrase, Report,
        make::day,
        record::Said,
        seen::{Question, Seen},
        table::{self, column},
    },
};

/// So many tickets are told, of so many that are looked at, the latest first.
const MOST: usize = 500;
const LOOKED_AT: usize = 2_000;
const MICROSECONDS: i64 = 1_000_000;

/// What happened to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum What {
    Corrected,
    Archived,
    Superseded,
    Gone,
}

impl What {
    pub(in crate::report) fn word(self) -> &'static str {
        match self {
            What::Corrected => "corrected",
            What::Archived => "archived",
            What::Superseded => "superseded",
            What::Gone => "gone",
        }
    }
}

/// What happened to an article, and since when, if that is known.
#[derive(Clone, Debug)]
pub(in crate::report) struct Fate {
    pub(in crate::report) what: What,
    since: Option<i64>,
    pub(in crate::report) article: Cell,
    successor: Cell,
    /// The article, if it is there.
    pub(in crate::report) path: Option<String>,
}

/// A ticket that was answered by an article to which something happened afterwards.
struct Answered<'a> {
    question: &'a Question,
    said: &'a Said,
    article: u32,
}

/// The same, where what was shown for it says something else now.
pub(in crate::report) struct Recalled {
    pub(in crate::report) question: Question,
    said: Said,
    pub(in crate::report) fate: Fate,
}

/// Tickets that were answered by what says something else now, the latest first: so many at most, of so many that are
/// looked at. And how many were not looked at.
pub(in crate::report) fn recalled(
    seen: &Seen<'_>,
    evidence: &dyn Evidence,
    most: usize,
    look_at: usize,
) -> (Vec<Recalled>, usize) {
    let versions = Versions::of(evidence, seen.scope);
    let fates = fates(seen, &versions);
    let mut answered = Vec::new();
    for question in &seen.questions {
        for said in seen.said(question).filter(|said| answers(said)) {
            let after =
                |fate: &Fate| fate.since.is_none_or(|since| said.moment.0.div_euclid(MICROSECONDS) < since);
            if fates[said.article as usize].as_ref().is_some_and(after) {
                answered.push(Answered { question, said, article: said.article });
            }
        }
    }
    answered.sort_by_key(|one| std::cmp::Reverse(one.said.moment));
    let mut sections: HashMap<&str, Vec<u64>> = HashMap::new();
    let mut tickets = Vec::new();
    let mut looked_at = 0;
    for one in answered.iter().take(look_at) {
        if tickets.len() == most {
            break;
        }
        looked_at += 1;
        let Some(fate) = &fates[one.article as usize] else { continue };
        let now = fate
            .path
            .as_deref()
            .filter(|_| fate.what == What::Corrected)
            .map(|path| &*sections.entry(path).or_insert_with(|| evidence.sections(path, seen.scope)));
        if now.is_some_and(|now| stayed(seen, evidence, one, now)) {
            continue;
        }
        tickets.push(Recalled { question: *one.question, said: *one.said, fate: fate.clone() });
    }
    (tickets, answered.len() - looked_at)
}

pub(in crate::report) fn recall(seen: &Seen<'_>, evidence: &dyn Evidence) -> Report {
    let (tickets, left_out) = recalled(seen, evidence, MOST, LOOKED_AT);
    let rows: Vec<Vec<Cell>> = tickets.iter().map(|one| row(seen, evidence, one)).collect();
    Report {
        name: Name::Recall,
        since: None,
        by: None,
        summary: vec![
            (column("tickets", "Tickets in the list"), Cell::Count(rows.len())),
            (column("articles", "Articles in it"), Cell::Count(articles(&rows))),
        ],
        columns: vec![
            column("ticket", "Ticket"),
            column("answered", "Answered"),
            column("article", "Article"),
            column("what", "What happened"),
            column("happened", "Since"),
            column("successor", "Now instead"),
        ],
        rows,
        left_out,
        notes: vec![
            Phrase::plain(
                "note-recalled",
                "A ticket counts when somebody said that the article resolved it or helped, and nobody took that back; the latest first.",
            ),
            Phrase::plain(
                "note-corrected",
                "Corrected: the section that was shown for the ticket says something else now; where another was read, the article does. When, is told by the commit, or by when the desk saw the change: what it saw is forgotten when its index is built anew.",
            ),
            Phrase::plain(
                "note-without-number",
                "What has no ticket's number is told by the number of what was shown: `firstline explain` has more of it.",
            ),
        ],
    }
}

fn answers(said: &Said) -> bool {
    matches!(said.verdict, Verdict::Resolved | Verdict::Helped) && !said.assumed
}

/// What happened to each article of the record that answered something, by its number.
fn fates(seen: &Seen<'_>, versions: &Versions<'_>) -> Vec<Option<Fate>> {
    let mut answered = vec![false; seen.record.articles.len()];
    for said in seen.questions.iter().flat_map(|question| seen.said(question)) {
        answered[said.article as usize] |= answers(said);
    }
    let fate = |(article, answered): (u32, bool)| if answered { fate(seen, versions, article) } else { None };
    (0..).zip(answered).map(fate).collect()
}

/// What happened to an article of the record, if something did, as far as this reader may know.
fn fate(seen: &Seen<'_>, versions: &Versions<'_>, article: u32) -> Option<Fate> {
    let Some(card) = seen.card(article) else {
        let name = &seen.record.articles[article];
        let (since, title) = versions.gone(&name.path)?;
        let cell = Cell::Text(format!("{title} ({})", name.path));
        return Some(Fate {
            what: What::Gone,
            since: Some(since),
            article: cell,
            successor: Cell::Nothing,
            path: None,
        });
    };
    let since = versions.of_article(card).first().map(|version| version.since);
    let successor = successor(seen, card);
    let what = match (&successor, card.state) {
        (Some(_), _) => What::Superseded,
        (None, State::Archived) => What::Archived,
        _ => What::Corrected,
    };
    // What was never seen to change was not corrected.
    let since = if what == What::Corrected { Some(since?) } else { since };
    Some(Fate {
        what,
        since,
        article: Cell::Article(seen.named(card)),
        successor: successor.map_or(Cell::Nothing, Cell::Article),
        path: Some(card.path.clone()),
    })
}

/// What takes the place of an article, if this reader sees it.
fn successor(seen: &Seen<'_>, card: &Card) -> Option<table::Named> {
    card.superseded_by.as_ref()?;
    let key: Key =
        seen.library.follow(card.key, seen.scope).filter(|key| *key != card.key).or_else(|| {
            let found = seen.library.find(card.superseded_by.as_deref()?, seen.scope)?;
            let (Named::Article(next) | Named::Moved(next)) = found;
            Some(next.key)
        })?;
    Some(seen.named(seen.library.get(key, seen.scope)?))
}

/// Whether the section that was shown for a ticket is still there, word for word.
fn stayed(seen: &Seen<'_>, evidence: &dyn Evidence, one: &Answered<'_>, now: &[u64]) -> bool {
    let shown = seen.record.ids[one.said.asked];
    let section = evidence.section(shown, &seen.record.articles[one.article]);
    section.is_some_and(|section| now.contains(&section))
}

fn row(seen: &Seen<'_>, evidence: &dyn Evidence, one: &Recalled) -> Vec<Cell> {
    let shown = seen.record.ids[one.said.asked];
    let ticket = evidence.ticket(shown).or_else(|| evidence.ticket(seen.shown(&one.question)));
    let fate = &one.fate;
    vec![
        Cell::Text(ticket.unwrap_or_else(|| shown.to_string())),
        Cell::Day(day(one.said.moment.0.div_euclid(MICROSECONDS))),
        fate.article.clone(),
        Cell::said(Phrase::word("fate", fate.what.word())),
        fate.since.map_or(Cell::Nothing, |since| Cell::Day(day(since))),
        fate.successor.clone(),
    ]
}

/// How many different articles stand in these rows.
fn articles(rows: &[Vec<Cell>]) -> usize {
    rows.iter().map(|row| format!("{:?}", row[2])).collect::<BTreeSet<String>>().len()
}
