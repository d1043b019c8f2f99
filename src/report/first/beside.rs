//! What is there to do that nobody can reckon in tickets: files with errors, links, and answers that are not so any more?

use std::collections::BTreeMap;

use super::{find::Found, task::Task, task::What};
use crate::{
    article::Severity,
    library::Card,
    report::{
        Base, Cell, Phrase, Sketches,
        articles::{Broken, broken, recalled},
        seen::{Question, Seen},
    },
};

/// So many recalled tickets are told, of so many that are looked at.
const RECALLED: usize = 200;
const LOOKED_AT: usize = 500;

/// Files in which something is wrong.
pub(super) fn files(seen: &Seen<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for card in seen.library.visible(seen.scope) {
        let wrong = card.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let lines: Vec<String> =
            wrong.map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.message)).collect();
        let why = match lines.len() {
            0 => continue,
            1 => "Its file has an error: readers get less than was meant.",
            _ => "Its file has {count} errors: readers get less than was meant.",
        };
        let why = Phrase::with("reason-file", why, [("count", lines.len().into())]);
        let unsaid =
            (None, Phrase::plain("reckoned-hidden", "nobody knows who looked for what an error hides"));
        let mut one = Found::about(seen, What::File, card, why, unsaid).resting_on(lines.len(), Vec::new());
        one.task.words = lines;
        found.push(one);
    }
    found
}

/// Links that lead nowhere, of each article together.
pub(super) fn links(seen: &Seen<'_>, sketches: &dyn Sketches) -> Vec<Found> {
    let (links, _) = broken(seen.library, seen.scope, sketches);
    let mut of: BTreeMap<&str, (&Card, Vec<Broken<'_>>)> = BTreeMap::new();
    for link in links {
        of.entry(&link.card.path).or_insert_with(|| (link.card, Vec::new())).1.push(link);
    }
    let task = |(card, links): (&Card, Vec<Broken<'_>>)| {
        let why = match links.len() {
            1 => "One of its links leads nowhere.",
            _ => "{count} of its links lead nowhere.",
        };
        let why = Phrase::with("reason-links", why, [("count", links.len().into())]);
        let unsaid = (None, Phrase::plain("reckoned-links", "nobody writes down who follows a link"));
        let mut one = Found::about(seen, What::Links, card, why, unsaid).resting_on(links.len(), Vec::new());
        one.task.words =
            links.iter().map(|link| format!("{}:{}: {}", card.path, link.line, link.written)).collect();
        one
    };
    of.into_values().map(task).collect()
}

/// Tickets that were answered by what says something else now, of each article together.
pub(super) fn recall(seen: &Seen<'_>, base: Base<'_>) -> Vec<Found> {
    let (tickets, _) = recalled(seen, base.evidence, RECALLED, LOOKED_AT);
    let mut of: BTreeMap<String, (Task, &str, Vec<Question>)> = BTreeMap::new();
    for one in tickets {
        let (about, article) = match &one.fate.article {
            Cell::Article(named) => (named.title.clone(), Some(named.clone())),
            Cell::Text(text) => (text.clone(), None),
            _ => continue,
        };
        let task = || Task {
            what: What::Tell,
            about: about.clone(),
            article,
            group: None,
            shown: Vec::new(),
            why: Phrase::plain("", ""),
            saved: None,
            reckoned: Phrase::plain(
                "reckoned-answered",
                "they are answered already; whether one of them comes back, nobody can say",
            ),
            times: 0,
            words: Vec::new(),
            patch: String::new(),
        };
        let what = one.fate.what.word();
        let (task, _, questions) = of.entry(about.clone()).or_insert_with(|| (task(), what, Vec::new()));
        task.times += 1;
        questions.push(one.question);
    }
    let sentence = |times: usize, what: &str| {
        let english = match times {
            1 => "One ticket was answered by it before it was {what}.",
            _ => "{count} tickets were answered by it before it was {what}.",
        };
        Phrase::with("reason-tell", english, [("count", times.into()), ("what", what.into())])
    };
    let found = of.into_values().map(|(task, what, questions)| Found {
        task: Task { why: sentence(task.times, what), ..task },
        questions,
        gap: None,
    });
    found.collect()
}
