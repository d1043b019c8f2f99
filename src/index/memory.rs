//! The naive engine: everything in maps, every query a walk over all articles.
//!
//! It is the oracle of the fast one: slow, plain, and right to read.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use jiff::Timestamp;

use super::{
    Index,
    analyzed::Analyzed,
    history::{Entry, History},
    tantivy::find::{best_first, keep_best, most_first},
};
use crate::{
    access::{AudienceSet, Scope},
    library::{Card, Change, ChangeKind, Document, Error as ShelfError, Key, Shelf, Since, Transaction},
    search::{
        Candidate, Engine, Error, Field, Filter, FilterField, Found, Group, Part, Passages, Phrase, Place,
        Plan, Variant, WordCount, bm25,
    },
    text::{Language, spelling},
};

/// Articles in memory.
#[derive(Default)]
pub struct MemoryIndex {
    shown: RwLock<Arc<State>>,
    history: Mutex<History>,
    writing: Mutex<()>,
}

/// One state of the shelves.
#[derive(Clone, Default)]
struct State {
    articles: BTreeMap<Key, Arc<Kept>>,
    generations: BTreeMap<AudienceSet, u64>,
}

/// One article, analyzed.
struct Kept {
    document: Document,
    /// By [`Field::index`]: each term and its places.
    terms: Vec<BTreeMap<String, Vec<u32>>>,
    lengths: Vec<u32>,
    words: BTreeSet<String>,
    filters: Vec<Filter>,
}

impl Kept {
    fn of(document: Document) -> Kept {
        let analyzed = Analyzed::of(&document);
        let terms = Field::ALL.map(|field| {
            let mut terms: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for (term, place) in analyzed.stream(field).terms() {
                terms.entry(term.to_owned()).or_default().push(place);
            }
            terms
        });
        Kept {
            terms: terms.to_vec(),
            lengths: Field::ALL.map(|field| analyzed.stream(field).count()).to_vec(),
            words: analyzed.surfaces.iter().cloned().collect(),
            filters: analyzed.filters.clone(),
            document,
        }
    }

    fn occurrences(&self, field: Field, term: &str) -> u32 {
        self.terms[field.index()]
            .get(term)
            .map_or(0, |places| u32::try_from(places.len()).unwrap_or(u32::MAX))
    }

    fn has(&self, phrase: &Phrase) -> bool {
        let readings = phrase.readings.iter().filter(|reading| !reading.is_empty());
        readings.into_iter().any(|reading| Field::PHRASES.iter().any(|field| self.stands(*field, reading)))
    }

    fn stands(&self, field: Field, reading: &[(String, u32)]) -> bool {
        let terms = &self.terms[field.index()];
        let Some(begins) = reading.first().and_then(|(term, _)| terms.get(term)) else { return false };
        begins.iter().any(|begin| {
            reading.iter().all(|(term, place)| {
                let wanted = begin + (place - reading[0].1);
                terms.get(term).is_some_and(|places| places.contains(&wanted))
            })
        })
    }

    fn passes(&self, plan: &Plan) -> bool {
        let chosen = FilterField::ALL.into_iter().all(|field| {
            let mut wanted = plan.filters.iter().filter(|filter| filter.field == field).peekable();
            wanted.peek().is_none() || wanted.any(|filter| self.filters.contains(filter))
        });
        chosen
            && !plan.leave_out.iter().any(|filter| self.filters.contains(filter))
            && plan.phrases.iter().all(|phrase| self.has(phrase))
            && !plan.without.iter().any(|phrase| self.has(phrase))
    }
}

impl State {
    fn open<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = (Key, &'a Kept)> {
        let visible = |kept: &&Arc<Kept>| scope.opens(&kept.document.card.audiences);
        self.articles.iter().filter(move |(_, kept)| visible(kept)).map(|(key, kept)| (*key, &**kept))
    }

    fn statistics<'a>(&'a self, scope: &'a Scope) -> Statistics<'a> {
        let open: Vec<&Kept> = self.open(scope).map(|(_, kept)| kept).collect();
        let averages = Field::ALL.map(|field| {
            let terms: u64 = open.iter().map(|kept| u64::from(kept.lengths[field.index()])).sum();
            #[expect(clippy::cast_precision_loss, reason = "an average needs no more than 24 bits")]
            let average = terms as f32 / open.len().max(1) as f32;
            average
        });
        Statistics { open, averages: averages.to_vec() }
    }
}

struct Statistics<'a> {
    open: Vec<&'a Kept>,
    averages: Vec<f32>,
}

impl Statistics<'_> {
    fn idf(&self, field: Field, term: &str) -> f32 {
        let holding = self.open.iter().filter(|kept| kept.occurrences(field, term) > 0).count();
        bm25::idf(holding as u64, self.open.len() as u64)
    }

    fn score(&self, kept: &Kept, field: Field, term: &str) -> Option<f32> {
        let occurrences = Some(kept.occurrences(field, term)).filter(|occurrences| *occurrences > 0)?;
        let length = bm25::rounded_length(kept.lengths[field.index()]);
        let norm = bm25::norm(length, self.averages[field.index()]);
        Some(field.weight() * self.idf(field, term) * bm25::saturation(occurrences, norm))
    }

    /// The parts of the best variant of a group; none when the article holds no variant whole.
    fn parts(&self, kept: &Kept, number: usize, group: &Group) -> Vec<Part> {
        let mut best: Vec<Part> = Vec::new();
        let sum = |parts: &[Part]| parts.iter().map(|part| part.score).sum::<f32>();
        for (variant, way) in group.variants.iter().enumerate() {
            let parts = self.variant_parts(kept, number, variant, group.weight, way);
            if sum(&parts) > sum(&best) {
                best = parts;
            }
        }
        best
    }

    fn variant_parts(
        &self,
        kept: &Kept,
        group: usize,
        variant: usize,
        weight: f32,
        way: &Variant,
    ) -> Vec<Part> {
        #[expect(clippy::cast_precision_loss, reason = "a variant has a handful of terms")]
        let weight = weight * way.weight / way.terms.len().max(1) as f32;
        let mut parts = Vec::new();
        for term in &way.terms {
            let before = parts.len();
            for field in way.fields {
                let score = self.score(kept, *field, term);
                parts.extend(score.map(|score| Part {
                    group,
                    variant,
                    field: *field,
                    score: weight * score,
                }));
            }
            if parts.len() == before {
                return Vec::new();
            }
        }
        parts
    }

    fn is_titled(kept: &Kept, plan: &Plan) -> bool {
        let in_title = |group: &Group| {
            group.variants.iter().any(|variant| {
                variant.fields.contains(&Field::Title)
                    && variant.terms.iter().any(|term| kept.occurrences(Field::Title, term) > 0)
            })
        };
        let mut counting = plan.groups.iter().filter(|group| group.counts).peekable();
        counting.peek().is_some() && counting.all(in_title)
    }
}

impl Engine for State {
    fn find(&self, plan: &Plan, scope: &Scope) -> Result<Found, Error> {
        let statistics = self.statistics(scope);
        let mut found = Found::default();
        let mut facets: BTreeMap<FilterField, BTreeMap<String, u64>> = BTreeMap::new();
        let mut matching = Vec::new();
        for (key, kept) in self.open(scope).filter(|(_, kept)| kept.passes(plan)) {
            let groups: Vec<Vec<Part>> = plan
                .groups
                .iter()
                .enumerate()
                .map(|(number, group)| statistics.parts(kept, number, group))
                .collect();
            let held =
                plan.groups.iter().zip(&groups).filter(|(group, parts)| group.counts && !parts.is_empty());
            if held.count() < plan.required {
                continue;
            }
            for filter in kept.filters.iter().filter(|_| plan.facets) {
                *facets.entry(filter.field).or_default().entry(filter.value.clone()).or_default() += 1;
            }
            let score = groups.iter().flatten().map(|part| part.score).sum();
            let titled = Statistics::is_titled(kept, plan);
            matching.push(Candidate { key, score, place: Place(key.0), titled });
        }
        found.total = matching.len() as u64;
        keep_best(&mut found.candidates, plan.window, matching);
        found.candidates.sort_unstable_by(best_first);
        found.facets = facets.into_iter().map(|(field, values)| (field, most_first(values))).collect();
        found.information = plan.groups.iter().map(|group| information(&statistics, group)).collect();
        Ok(found)
    }

    fn explain(
        &self,
        plan: &Plan,
        scope: &Scope,
        _: &Found,
        places: &[Place],
    ) -> Result<Vec<Vec<Part>>, Error> {
        let statistics = self.statistics(scope);
        let parts = |place: &Place| {
            let kept = self.articles.get(&Key(place.0))?;
            let groups = plan.groups.iter().enumerate();
            Some(groups.flat_map(|(number, group)| statistics.parts(kept, number, group)).collect())
        };
        Ok(places.iter().map(|place| parts(place).unwrap_or_default()).collect())
    }

    fn knows(&self, term: &str, scope: &Scope) -> Result<bool, Error> {
        let holds = |kept: &Kept| Field::WORDS.iter().any(|field| kept.occurrences(*field, term) > 0);
        Ok(self.open(scope).any(|(_, kept)| holds(kept)))
    }

    fn near(&self, word: &str, distance: u8, scope: &Scope, limit: usize) -> Result<Vec<WordCount>, Error> {
        let away = |other: &str| spelling::distance(word, other, usize::from(distance));
        let mut near = self.words(scope, |other| away(other).is_some());
        near.sort_by_key(|found| (away(&found.word), std::cmp::Reverse(found.articles), found.word.clone()));
        near.truncate(limit);
        Ok(near)
    }

    fn starting(&self, prefix: &str, scope: &Scope, limit: usize) -> Result<Vec<WordCount>, Error> {
        let mut starting = self.words(scope, |word| word.starts_with(prefix));
        starting.sort_by_key(|found| (std::cmp::Reverse(found.articles), found.word.clone()));
        starting.truncate(limit);
        Ok(starting)
    }

    fn languages(&self, scope: &Scope) -> Vec<(Language, u64)> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (_, kept) in self.open(scope) {
            *counts.entry(kept.document.card.language.code().to_owned()).or_default() += 1;
        }
        let counts = most_first(counts);
        counts.into_iter().filter_map(|(code, count)| Some((Language::parse(&code)?, count))).collect()
    }

    fn place_of(&self, key: Key, scope: &Scope) -> Result<Option<Place>, Error> {
        Ok(self.open(scope).find(|(known, _)| *known == key).map(|(key, _)| Place(key.0)))
    }

    fn passages(&self, place: Place, _: usize) -> Result<Passages, Error> {
        self.kept(place).map(|kept| kept.document.sections.clone())
    }

    fn source(&self, place: Place) -> Result<String, Error> {
        self.kept(place).map(|kept| kept.document.text.clone())
    }

    fn generation(&self, scope: &Scope) -> u64 {
        self.generations
            .iter()
            .filter(|(shelf, _)| scope.opens(shelf))
            .map(|(_, generation)| generation)
            .sum()
    }
}

impl State {
    fn kept(&self, place: Place) -> Result<&Arc<Kept>, Error> {
        let missing = || Error { what: "a place of another state of the index".to_owned() };
        self.articles.get(&Key(place.0)).ok_or_else(missing)
    }

    fn words(&self, scope: &Scope, wanted: impl Fn(&str) -> bool) -> Vec<WordCount> {
        let mut words: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, kept) in self.open(scope) {
            for word in kept.words.iter().filter(|word| wanted(word)) {
                *words.entry(word).or_default() += 1;
            }
        }
        words.into_iter().map(|(word, articles)| WordCount { word: word.to_owned(), articles }).collect()
    }
}

/// The highest idf of a group's terms that somebody wrote.
fn information(statistics: &Statistics<'_>, group: &Group) -> f32 {
    let mut highest: f32 = 0.0;
    for variant in &group.variants {
        for (field, term) in
            variant.fields.iter().flat_map(|field| variant.terms.iter().map(move |term| (field, term)))
        {
            if statistics.open.iter().any(|kept| kept.occurrences(*field, term) > 0) {
                highest = highest.max(statistics.idf(*field, term));
            }
        }
    }
    highest
}

impl MemoryIndex {
    fn state(&self) -> Arc<State> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for MemoryIndex {
    fn cards(&self) -> Result<Vec<Card>, ShelfError> {
        Ok(self.state().articles.values().map(|kept| (*kept.document.card).clone()).collect())
    }

    fn begin(&self) -> Result<Box<dyn Transaction + '_>, ShelfError> {
        let turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Box::new(Writing { index: self, changes: Mutex::default(), _turn: turn }))
    }

    fn changes(&self, scope: &Scope, after: Since, limit: usize) -> Vec<Change> {
        self.history().since(scope, after, limit)
    }
}

impl Index for MemoryIndex {
    fn engine(&self) -> Arc<dyn Engine> {
        self.state()
    }

    fn tidy(&self) -> Result<(), ShelfError> {
        Ok(())
    }
}

struct Writing<'a> {
    index: &'a MemoryIndex,
    changes: Mutex<Vec<(Key, Option<Document>)>>,
    _turn: MutexGuard<'a, ()>,
}

impl Writing<'_> {
    fn note(&self, key: Key, document: Option<Document>) {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).push((key, document));
    }
}

impl Transaction for Writing<'_> {
    fn put(&self, document: Document) -> Result<(), ShelfError> {
        self.note(document.card.key, Some(document));
        Ok(())
    }

    fn remove(&self, key: Key) -> Result<(), ShelfError> {
        self.note(key, None);
        Ok(())
    }

    fn restamp(&self, _key: Key, _stamp: [i64; 5]) -> Result<(), ShelfError> {
        Ok(())
    }

    fn commit(self: Box<Self>, at: Timestamp) -> Result<(), ShelfError> {
        let mut next = (*self.index.state()).clone();
        let before = next.generations.clone();
        let mut entries: Vec<Entry> = Vec::new();
        let mut change = |next: &mut State, card: &Card, kind: ChangeKind| {
            let shelf = card.audiences.clone();
            let generation = before.get(&shelf).copied().unwrap_or(0) + 1;
            next.generations.insert(shelf.clone(), generation);
            let (path, title) = (card.path.clone(), card.title.clone());
            entries.push(Entry { shelf, generation, at, path, title, kind });
        };
        let changes = std::mem::take(&mut *self.changes.lock().unwrap_or_else(PoisonError::into_inner));
        for (key, document) in changes {
            let old = next.articles.remove(&key);
            let moved = old.as_ref().filter(|old| {
                document.as_ref().is_none_or(|new| new.card.audiences != old.document.card.audiences)
            });
            if let Some(moved) = moved {
                change(&mut next, &moved.document.card, ChangeKind::Retired);
            }
            if let Some(document) = document {
                let known = old.is_some() && moved.is_none();
                let kind = if known { ChangeKind::Changed } else { ChangeKind::Added };
                change(&mut next, &document.card, kind);
                next.articles.insert(key, Arc::new(Kept::of(document)));
            }
        }
        self.index.history().publish(entries);
        *self.index.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        Ok(())
    }
}
