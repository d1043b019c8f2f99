//! What is there to do that nobody can reckon in tickets: files with errors, links, and answers that are not so any more?

use std::collections::BTreeMap;

use super::{find::Found, task::Task, task::What};
use crate::{
    article::Severity,
    library::Card,
    report::{
        Base, Cell,
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
            1 => "Its file has an error: readers get less than was meant.".to_owned(),
            many => format!("Its file has {many} errors: readers get less than was meant."),
        };
        let unsaid = (None, "nobody knows who looked for what an error hides".to_owned());
        let mut one = Found::about(seen, What::File, card, why, unsaid).resting_on(lines.len(), Vec::new());
        one.task.words = lines;
        found.push(one);
    }
    found
}

/// Links that lead nowhere, of each article together.
pub(super) fn links(seen: &Seen<'_>, base: Base<'_>) -> Vec<Found> {
    let (links, _) = broken(base.library, base.scope, base.sketches);
    let mut of: BTreeMap<&str, (&Card, Vec<Broken<'_>>)> = BTreeMap::new();
    for link in links {
        of.entry(&link.card.path).or_insert_with(|| (link.card, Vec::new())).1.push(link);
    }
    let task = |(card, links): (&Card, Vec<Broken<'_>>)| {
        let why = match links.len() {
            1 => "One of its links leads nowhere.".to_owned(),
            many => format!("{many} of its links lead nowhere."),
        };
        let unsaid = (None, "nobody writes down who follows a link".to_owned());
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
    let mut of: BTreeMap<String, (Task, Vec<Question>)> = BTreeMap::new();
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
            why: one.fate.what.word().to_owned(),
            saved: None,
            reckoned: "they are answered already; whether one of them comes back, nobody can say".to_owned(),
            times: 0,
            words: Vec::new(),
            patch: String::new(),
        };
        let (task, questions) = of.entry(about.clone()).or_insert_with(|| (task(), Vec::new()));
        task.times += 1;
        questions.push(one.question);
    }
    let sentence = |task: &Task| match task.times {
        1 => format!("One ticket was answered by it before it was {}.", task.why),
        many => format!("{many} tickets were answered by it before it was {}.", task.why),
    };
    let found = of.into_values().map(|(task, questions)| Found {
        task: Task { why: sentence(&task), ..task },
        questions,
        gap: None,
    });
    found.collect()
}
