//! What changes from one side to the other?

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use super::{
    asked::Got,
    questions::{Known, Question, Questions},
};
use crate::{
    access::Scope,
    learn::ArticleName,
    library::{Card, Key, Library, Named},
    report::{Answered, Changed, Outcome, Sum, change, moved_to},
    suggest::Decision,
};

/// A question that something else stands first for now.
pub(super) struct Moved<'a> {
    /// Its place among all that were asked.
    pub(super) place: usize,
    pub(super) question: &'a Question,
    pub(super) changed: Changed,
    /// What resolves it, by the paths of the changed folder, else of the one before.
    pub(super) right: Vec<String>,
    /// What it got before, and gets after.
    pub(super) got: [&'a Got; 2],
}

/// Everything that changes, what gets worse first.
pub(super) struct Held<'a> {
    pub(super) sum: Sum,
    pub(super) moved: Vec<Moved<'a>>,
    /// How many tickets name an article that lies in neither folder.
    pub(super) nowhere: usize,
}

/// Holds what all questions got against each other.
pub(super) fn held<'a>(questions: &'a Questions, got: [&'a [Got]; 2], libraries: [&Library; 2]) -> Held<'a> {
    let mut names = Names { libraries, known: HashMap::new() };
    let mut held = Held { sum: Sum::default(), moved: Vec::new(), nowhere: 0 };
    for (place, ((question, before), after)) in questions.all.iter().zip(got[0]).zip(got[1]).enumerate() {
        let (outcome, right) = names.outcome(&question.known);
        if outcome == Outcome::Unknown && matches!(question.known, Known::Resolved(_)) {
            held.nowhere += question.again.times;
        }
        let sides = [names.answered(before, true), names.answered(after, false)];
        let changed = change(&sides[0], &sides[1], &outcome);
        held.sum.count(question.again.times, [&sides[0], &sides[1]], &outcome, changed.as_ref());
        if let Some(changed) = changed {
            held.moved.push(Moved { place, question, changed, right, got: [before, after] });
        }
    }
    // Stable: equal ones stay in the order in which they were asked.
    held.moved.sort_by_key(|one| {
        (
            one.changed.turn,
            Reverse(one.changed.lost),
            Reverse(one.changed.found),
            Reverse(one.question.again.times),
        )
    });
    held
}

/// What articles are called on both sides.
struct Names<'a> {
    libraries: [&'a Library; 2],
    /// Those of before that were looked for.
    known: HashMap<Key, String>,
}

impl Names<'_> {
    fn answered(&mut self, (decision, articles): &Got, before: bool) -> Answered {
        let name = |card: &Arc<Card>| if before { self.of_before(card) } else { card.path.clone() };
        Answered { articles: articles.iter().map(name).collect(), sure: *decision == Decision::Answer }
    }

    /// The path that an article of before has in the changed folder; its own when it is gone.
    fn of_before(&mut self, card: &Card) -> String {
        let after = self.libraries[1];
        let moved = || {
            let name = ArticleName { path: card.path.clone(), id: card.claimed_id.clone() };
            moved_to(after, &name, Some(card)).map_or_else(|| card.path.clone(), |card| card.path.clone())
        };
        self.known.entry(card.key).or_insert_with(moved).clone()
    }

    /// What resolves a question, by the names of both sides; unknown when it lies on neither.
    fn outcome(&mut self, known: &Known) -> (Outcome, Vec<String>) {
        let names = match known {
            Known::Unknown => return (Outcome::Unknown, Vec::new()),
            Known::Nothing => return (Outcome::Nothing, Vec::new()),
            Known::Resolved(names) => names,
        };
        let mut right: Vec<String> = Vec::new();
        for name in names {
            right.extend(self.right(name));
        }
        right.dedup();
        if right.is_empty() { (Outcome::Unknown, right) } else { (Outcome::Resolved(right.clone()), right) }
    }

    /// An article of the past, with what supersedes it on either side.
    fn right(&mut self, name: &ArticleName) -> Vec<String> {
        let all = Scope::everything("know what resolved a question again");
        let [before, after] = self.libraries;
        let mut was = [&name.id, &name.path].into_iter().filter(|name| !name.is_empty());
        let was = was.find_map(|name| before.find(name, &all));
        let was = was.map(|(Named::Article(card) | Named::Moved(card))| card);
        let is = moved_to(after, name, was.as_deref());
        let mut right = Vec::new();
        for card in was.iter().flat_map(|card| followed(before, card, &all)) {
            right.push(self.of_before(&card));
        }
        right.extend(is.iter().flat_map(|card| followed(after, card, &all)).map(|card| card.path.clone()));
        right
    }
}

/// An article, and what supersedes it if something does.
fn followed(library: &Library, card: &Arc<Card>, scope: &Scope) -> Vec<Arc<Card>> {
    let next = library.follow(card.key, scope).filter(|key| *key != card.key);
    let next = next.and_then(|key| library.get(key, scope)).cloned();
    [card.clone()].into_iter().chain(next).collect()
}
