//! What of the record may a reader see?
//!
//! Of what was shown to somebody else, a reader sees what was shown to those who belong to no audience that the reader
//! does not belong to. Articles that the reader may not read are as if they were not there: what they resolved was
//! resolved by an article that is gone.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use rustc_hash::FxHashMap;

use crate::{
    access::Scope,
    learn::{ArticleName, EventId, ShownKind, Verdict},
    library::{Card, Key, Library, Named},
    processor::both,
    text::Language,
};

use super::{
    record::{Asked, NONE, Record, Said},
    table,
};

/// The questions of the record that a reader may see, with what came of them.
pub(super) struct Seen<'a> {
    pub(super) record: &'a Record,
    pub(super) library: &'a Library,
    pub(super) scope: &'a Scope,
    /// The articles of the record, as this reader sees them.
    cards: Vec<Option<Arc<Card>>>,
    /// For each of them the first number of the same article: one that was moved has several names.
    same: Vec<u32>,
    pub(super) questions: Vec<Question>,
    /// What was said, question by question.
    said: Vec<(Said, bool)>,
    /// Those of the articles, once somebody wants to know.
    languages: OnceLock<BTreeSet<Language>>,
}

/// A ticket, or a search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    /// What it is known by, whatever its number.
    pub(super) hash: u64,
    /// What was shown for it first.
    pub(super) first: u32,
    start: u32,
    end: u32,
    /// What came of it.
    pub(super) came: Came,
}

/// What came of a question, all that was said of it together: what stands later here, if any of it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Came {
    /// Nobody said.
    Unknown,
    /// What was shown did not help.
    Rejected,
    /// It is concluded from silence that an article resolved it.
    Assumed,
    /// An article helped, and was not all.
    Helped,
    /// It was resolved, and came back.
    Reopened,
    /// An article resolved it, and it did not come back.
    Resolved,
}

impl Came {
    fn of(said: &Said) -> Came {
        match (said.verdict, said.assumed) {
            (Verdict::Resolved, false) => Came::Resolved,
            (Verdict::Reopened, _) => Came::Reopened,
            (Verdict::Helped, false) => Came::Helped,
            (Verdict::Resolved, true) => Came::Assumed,
            (_, false) => Came::Rejected,
            (_, true) => Came::Unknown,
        }
    }
}

impl<'a> Seen<'a> {
    /// What a reader sees of what was first asked at or after a moment, in seconds since 1970.
    pub(super) fn of(record: &'a Record, library: &'a Library, scope: &'a Scope, since: i64) -> Seen<'a> {
        // Names are looked up while the questions are.
        let cards = || record.articles.iter().map(|name| card_of(library, name, scope));
        let (cards, (questions, said)): (Vec<_>, _) =
            both(|| cards().collect(), || questions(record, scope, since));
        Seen {
            record,
            library,
            scope,
            same: same(&cards),
            cards,
            questions,
            said,
            languages: OnceLock::new(),
        }
    }

    /// What was shown for a question first.
    pub(super) fn asked(&self, question: &Question) -> Option<&'a Asked> {
        self.record.asked.get(question.first as usize)?.as_ref()
    }

    /// When it was asked, in seconds since 1970.
    pub(super) fn at(&self, question: &Question) -> i64 {
        self.asked(question).map_or(0, |asked| asked.at)
    }

    /// The number of what was shown for it first.
    pub(super) fn shown(&self, question: &Question) -> EventId {
        self.record.ids[question.first]
    }

    /// What was asked earlier comes first.
    pub(super) fn order(&self, question: &Question) -> (i64, EventId) {
        (self.at(question), self.shown(question))
    }

    pub(super) fn occasion(&self, question: &Question) -> ShownKind {
        self.asked(question).map_or(ShownKind::Search, |asked| asked.occasion)
    }

    /// What was said of a question, each article once, oldest first.
    pub(super) fn said(&self, question: &Question) -> impl Iterator<Item = &Said> {
        self.cases(question).iter().map(|(said, _)| said)
    }

    /// The same, with whether the case ever came back.
    pub(super) fn cases(&self, question: &Question) -> &[(Said, bool)] {
        self.said.get(question.start as usize..question.end as usize).unwrap_or_default()
    }

    /// Whether a question ever came back after an article had resolved it.
    pub(super) fn came_back(&self, question: &Question) -> bool {
        self.cases(question).iter().any(|(_, reopened)| *reopened)
    }

    /// An article of the record, if it is there for this reader.
    pub(super) fn card(&self, article: u32) -> Option<&Arc<Card>> {
        self.cards.get(article as usize)?.as_ref()
    }

    /// The article that a question is about, as far as anybody can tell: that which resolved it, else that which helped,
    /// else the first that was shown.
    pub(super) fn about(&self, question: &Question) -> Option<&Arc<Card>> {
        self.card(self.about_number(question)?)
    }

    /// The number of the same, as [`Seen::article`] gives it.
    pub(super) fn about_number(&self, question: &Question) -> Option<u32> {
        let of = |verdict| self.said(question).find(move |said| said.verdict == verdict);
        let said = of(Verdict::Resolved).or_else(|| of(Verdict::Helped)).map(|said| said.article);
        let listed = || self.record.listed(self.asked(question)?).first().copied();
        self.article(said.or_else(listed)?)
    }

    /// The one number by which an article of the record is counted, whatever name it had; none if it is not there for
    /// this reader.
    pub(super) fn article(&self, article: u32) -> Option<u32> {
        self.same.get(article as usize).copied().filter(|number| *number != NONE)
    }

    /// The article, by its number, that was counted most; of equals the first by its path.
    pub(super) fn most(&self, counted: impl IntoIterator<Item = (u32, usize)>) -> Option<(u32, usize)> {
        let path = |article: u32| self.card(article).map(|card| card.path.as_str());
        let order = |(one, times): &(u32, usize), (other, more): &(u32, usize)| {
            times.cmp(more).then_with(|| path(*other).cmp(&path(*one)))
        };
        counted.into_iter().max_by(order)
    }

    /// One `T` for each number of an article.
    pub(super) fn for_articles<T: Default>(&self) -> Vec<T> {
        let mut all = Vec::new();
        all.resize_with(self.same.len(), T::default);
        all
    }

    /// The languages in which there are articles, and English.
    pub(super) fn languages(&self) -> &BTreeSet<Language> {
        let all = || self.library.iter().map(|card| card.language).chain([Language::ENGLISH]).collect();
        self.languages.get_or_init(all)
    }

    /// An article as this reader knows it.
    pub(super) fn named(&self, card: &Card) -> table::Named {
        named(self.library, card, self.scope)
    }
}

/// An article as a reader knows it.
pub(super) fn named(library: &Library, card: &Card, scope: &Scope) -> table::Named {
    let id = library.id_of(card, scope).to_owned();
    table::Named { id, title: card.title.clone(), path: card.path.clone() }
}

/// The questions that a reader sees, and what was said of them, question by question.
fn questions(record: &Record, scope: &Scope, since: i64) -> (Vec<Question>, Vec<(Said, bool)>) {
    let circles: Vec<bool> = record.circles.iter().map(|circle| scope.holds(circle)).collect();
    let visible = |asked: &Asked| circles.get(asked.circle as usize).copied().unwrap_or(false);
    let mut first = vec![NONE; record.questions.len()];
    for (number, asked) in (0..).zip(&record.asked) {
        let Some(asked) = asked.as_ref().filter(|asked| visible(asked)) else { continue };
        let Some(question) = record.question_of(number) else { continue };
        let slot = &mut first[question as usize];
        let earlier = |other: u32| {
            let at = record.asked[other as usize].map_or(i64::MAX, |other| other.at);
            (at, record.ids[other]) <= (asked.at, record.ids[number])
        };
        if *slot == NONE || !earlier(*slot) {
            *slot = number;
        }
    }
    // The places of questions that count, among all.
    let mut places = vec![NONE; first.len()];
    let mut questions = Vec::new();
    for ((hash, first), place) in record.questions.iter().zip(&first).zip(&mut places) {
        let at = record.asked.get(*first as usize).and_then(Option::as_ref).map(|asked| asked.at);
        if at.is_some_and(|at| at >= since) {
            *place = u32::try_from(questions.len()).unwrap_or(NONE);
            questions.push(Question { hash: *hash, first: *first, start: 0, end: 0, came: Came::Unknown });
        }
    }
    let said = said(record, &mut questions, &places, &visible);
    (questions, said)
}

/// What was said of questions, in their order.
fn said(
    record: &Record,
    questions: &mut [Question],
    places: &[u32],
    visible: &dyn Fn(&Asked) -> bool,
) -> Vec<(Said, bool)> {
    let mut said: Vec<(u32, Said, bool)> = Vec::new();
    for case in &record.cases {
        let Some(one) = case.says() else { continue };
        let shown = record.asked.get(one.asked as usize).and_then(Option::as_ref);
        let question = record.question_of_said(one).filter(|_| shown.is_some_and(visible));
        let place =
            question.and_then(|question| places.get(question as usize)).filter(|place| **place != NONE);
        if let Some(place) = place {
            said.push((*place, *one, case.reopened));
        }
    }
    said.sort_unstable_by_key(|(place, said, _)| (*place, said.moment));
    let mut at = 0;
    for (place, question) in (0..).zip(questions) {
        question.start = at;
        while let Some((_, said, _)) = said.get(at as usize).filter(|(of, ..)| *of == place) {
            question.came = question.came.max(Came::of(said));
            at += 1;
        }
        question.end = at;
    }
    said.into_iter().map(|(_, said, reopened)| (said, reopened)).collect()
}

/// For each card the first place of the same one; [`NONE`] where there is none.
fn same(cards: &[Option<Arc<Card>>]) -> Vec<u32> {
    let mut first: FxHashMap<Key, u32> = FxHashMap::default();
    let number = |(place, card): (u32, &Option<Arc<Card>>)| {
        card.as_ref().map_or(NONE, |card| *first.entry(card.key).or_insert(place))
    };
    (0..).zip(cards).map(number).collect()
}

/// The article of a name of the ledger: by its path, else by its id, for it may have been moved.
fn card_of(library: &Library, name: &ArticleName, scope: &Scope) -> Option<Arc<Card>> {
    if name.is_none() {
        return None;
    }
    if let Some(card) = library.get(Key::of(&name.path), scope) {
        return Some(card.clone());
    }
    let found = [&name.id, &name.path].into_iter().find_map(|name| library.find(name, scope));
    found.map(|(Named::Article(card) | Named::Moved(card))| card)
}
