//! How do resolved tickets get their vectors?
//!
//! A ticket is read again from what the privacy setting kept of it: its redacted line, or its words. So its vector
//! says no more than the ledger does, follows from it whenever the model changes, and is forgotten with it.

use std::{collections::BTreeMap, sync::Arc};

use rustc_hash::FxHashMap;

use super::{Meanings, embedding::put_all};
use crate::{
    access::{Readership, Scope},
    desk::{Desk, Error, Progress, View},
    index::vectors::{Put, Wanted},
    learn::{CaseNo, Cursor, EventId, Shown, Words},
    library::{Card, Key, Library},
    search::{meaning, meaning::Centres},
    text::Language,
    vector::Vector,
};

/// Of each article the latest tickets have vectors, so many (RANKING section 7).
const MOST: usize = 200;
/// So many tickets are made durable at a time.
const PORTION: usize = 256;

/// A case that speaks for an article, and where its ticket is written down.
#[derive(Clone, Copy, Debug)]
struct Resolved {
    case: CaseNo,
    article: Key,
    shown: EventId,
    at: i64,
}

/// What the tickets' vectors were made of the last time.
#[derive(Debug, Default)]
pub(in crate::desk) struct Followed {
    upto: Option<(Cursor, u64)>,
    /// For each article, what its centre was made of.
    members: FxHashMap<Key, u64>,
}

/// Who may read the articles of these cases at all: a ticket is no part of a reading.
fn common(resolved: &[Resolved], library: &Library) -> FxHashMap<Key, Readership> {
    let common = |one: &Resolved| {
        let card = library.whole(one.article)?;
        Some((one.article, Readership::of(card.readership.article().clone())))
    };
    resolved.iter().filter_map(common).collect()
}

/// A text that never changes under its number.
fn texts_of(shown: EventId) -> u64 {
    let bytes = shown.0.to_be_bytes();
    let half = |at: usize| bytes[at..at + 8].iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    (half(0) ^ half(8).rotate_left(1)).wrapping_add(meaning::TOKENS as u64)
}

fn key_of(case: CaseNo) -> Key {
    Key(case.0.into())
}

fn wanted<'l>(resolved: &[Resolved], common: &'l FxHashMap<Key, Readership>) -> Vec<Wanted<'l>> {
    let wanted = |one: &Resolved| {
        let readership = common.get(&one.article)?;
        Some(Wanted { key: key_of(one.case), readership, texts: texts_of(one.shown) })
    };
    resolved.iter().filter_map(wanted).collect()
}

impl Desk {
    /// The cases that speak for articles, of each the latest; and up to where in the ledger.
    fn resolved(&self) -> (Vec<Resolved>, Cursor) {
        let lessons = self.lessons();
        let mut of_article: BTreeMap<Key, Vec<Resolved>> = BTreeMap::new();
        for (case, article) in lessons.memory().speaking() {
            let Some(vote) = lessons.cases().vote(case) else { continue };
            // Of a ticket that was forgotten no word is left, nor may a vector be.
            if lessons.cases().words(case).is_empty() {
                continue;
            }
            let one = Resolved { case, article, shown: vote.shown, at: vote.at };
            of_article.entry(article).or_default().push(one);
        }
        let cursor = lessons.cursor();
        drop(lessons);
        for cases in of_article.values_mut() {
            cases.sort_by_key(|one| std::cmp::Reverse((one.at, one.shown)));
            cases.truncate(MOST);
        }
        (of_article.into_values().flatten().collect(), cursor)
    }

    /// On what all vectors depend: how far was learned, and which articles there are.
    fn stands(&self, view: &View) -> (Cursor, u64) {
        let everything = Scope::everything("which state of the articles it is");
        (self.lessons().cursor(), view.engine.generation(&everything))
    }

    /// Whether nothing changed since all vectors were made: then nobody need look at every article.
    pub(super) fn is_embedded(&self, meanings: &Meanings, view: &View) -> bool {
        meanings.is_complete() && meanings.followed().upto == Some(self.stands(view))
    }

    /// Takes away vectors that are of other tickets than their numbers say: the store may be another.
    pub(in crate::desk) fn begin_tickets(&self, meanings: &Meanings) {
        let (resolved, _) = self.resolved();
        let view = self.view();
        let common = common(&resolved, &view.library);
        let wanted = wanted(&resolved, &common);
        let others: Vec<Key> =
            meanings.tickets.missing(&wanted).into_iter().map(|wanted| wanted.key).collect();
        let done = meanings.tickets.keep_only(&wanted).and_then(|()| meanings.tickets.remove(&others));
        if let Err(error) = done {
            tracing::warn!(%error, hint = error.hint(), "the vectors of tickets could not be brought in order");
        }
        meanings.centre(&view, &resolved, &mut meanings.followed());
    }

    /// Makes the vectors of resolved tickets that have none. Says how many that were; none when nothing changed.
    pub(super) fn embed_tickets(
        &self,
        meanings: &Meanings,
        view: &View,
        hands: usize,
        progress: &dyn Progress,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<usize>, Error> {
        let mut followed = meanings.followed();
        let (upto, generation) = self.stands(view);
        if followed.upto == Some((upto, generation)) {
            return Ok(None);
        }
        let (resolved, cursor) = self.resolved();
        let common = common(&resolved, &view.library);
        let wanted = wanted(&resolved, &common);
        meanings.tickets.keep_only(&wanted)?;
        let missing: Vec<Wanted<'_>> = meanings.tickets.missing(&wanted).into_iter().copied().collect();
        let shown: FxHashMap<Key, EventId> =
            resolved.iter().map(|one| (key_of(one.case), one.shown)).collect();
        if !missing.is_empty() {
            progress.begin(missing.len());
            for portion in missing.chunks(PORTION) {
                if stop() {
                    return Ok(None);
                }
                let puts = put_all(portion, hands, progress, &|wanted| {
                    let text = shown.get(&wanted.key).map(|id| self.ledger.shown(*id)).transpose()?.flatten();
                    let text = text.and_then(|shown| text_of(&shown));
                    let reads = |text: &String| {
                        Language::detect(text).is_none_or(|language| meanings.model.reads(language))
                    };
                    let text = text.filter(reads);
                    let vector =
                        text.map(|text| meanings.model.embed(&[&text], meaning::TOKENS)).transpose()?;
                    let (readership, texts) = (wanted.readership.clone(), wanted.texts);
                    let vectors = vector.into_iter().flatten().flatten().collect();
                    Ok(Some(Put { key: wanted.key, readership, texts, vectors }))
                })?;
                meanings.tickets.put(&puts)?;
            }
            progress.finish();
        }
        meanings.centre(view, &resolved, &mut followed);
        followed.upto = Some((cursor, generation));
        Ok(Some(missing.len()))
    }
}

impl Meanings {
    /// Computes the centres of the articles whose tickets are others than before.
    fn centre(&self, view: &View, resolved: &[Resolved], followed: &mut Followed) {
        let everything = Scope::everything("a centre lies on the shelf of its article");
        let (tickets, articles) = (self.tickets.vectors(), self.index.vectors());
        let mut centres: Centres = (**self.centres.load()).clone();
        let mut members: FxHashMap<Key, u64> = FxHashMap::default();
        for cases in resolved.chunk_by(|a, b| a.article == b.article) {
            let article = cases[0].article;
            let readings = || view.library.readings(article);
            let source = readings().fold(0, |sum: u64, card| {
                sum ^ self.texts_of(card) ^ Key::of(&card.readership.key()).0.rotate_left(7)
            });
            let made_of = cases.iter().fold(source, |sum, one| sum.wrapping_mul(31) ^ texts_of(one.shown));
            let vectors: Vec<Vector> =
                cases.iter().flat_map(|one| tickets.of(key_of(one.case), &everything)).collect();
            let of_reading = |card: &Arc<Card>| {
                let own = articles.of(article, &Scope::of_reading(&card.readership));
                let own = own.get(1).or(own.first())?;
                Some((card.readership.clone(), Vector::middle(vectors.iter().chain([own]))?))
            };
            if readings().all(|card| articles.of(article, &Scope::of_reading(&card.readership)).is_empty()) {
                continue;
            }
            members.insert(article, made_of);
            if followed.members.get(&article) != Some(&made_of) {
                centres.put(article, readings().filter_map(of_reading).collect());
            }
        }
        centres.retain(|article| members.contains_key(&article));
        followed.members = members;
        self.centres.store(centres.into());
    }
}

/// What is left of a ticket to be read; none where only hashes were kept.
fn text_of(shown: &Shown) -> Option<String> {
    if shown.excerpt.is_some() {
        return shown.excerpt.clone();
    }
    let Words::Terms(terms) = &shown.words else { return None };
    let words = terms.iter().filter(|term| !term.contains(' ')).map(String::as_str);
    Some(words.collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}
