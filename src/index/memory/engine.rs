//! How does one state of the shelves answer?

use std::{collections::BTreeMap, sync::Arc};

use super::{
    index::State,
    kept::Kept,
    statistics::{Statistics, information},
};
use crate::{
    access::Scope,
    index::tantivy::finding::find::{best_first, keep_best, most_first},
    library::Key,
    search::{Candidate, Engine, Error, Field, FilterField, Found, Part, Passages, Place, Plan, WordCount},
    text::{Language, spelling},
};

impl State {
    fn open<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = (Key, &'a Kept)> {
        let visible = self.articles.iter().filter(|((_, readership), _)| scope.sees(readership));
        visible.map(|((key, _), kept)| (*key, &**kept))
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
            matching.push(Candidate { key, score, place: kept.place(), titled });
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
            let kept = self.kept(*place).ok()?;
            let groups = plan.groups.iter().enumerate();
            Some(groups.flat_map(|(number, group)| statistics.parts(kept, number, group)).collect())
        };
        Ok(places.iter().map(|place| parts(place).unwrap_or_default()).collect())
    }

    fn knows(&self, term: &str, scope: &Scope) -> Result<bool, Error> {
        let holds = |kept: &Kept| Field::WORDS.iter().any(|field| kept.occurrences(*field, term) > 0);
        Ok(self.open(scope).any(|(_, kept)| holds(kept)))
    }

    fn holding(&self, term: &str, scope: &Scope) -> Result<u64, Error> {
        let holding =
            |field: &Field| self.open(scope).filter(|(_, kept)| kept.occurrences(*field, term) > 0).count();
        Ok(Field::WORDS.iter().map(holding).max().unwrap_or(0) as u64)
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
        Ok(self.open(scope).find(|(known, _)| *known == key).map(|(_, kept)| kept.place()))
    }

    fn passages(&self, place: Place, _: usize, into: &mut Passages) -> Result<(), Error> {
        *into = self.kept(place)?.document.sections.iter().collect();
        Ok(())
    }

    fn source(&self, place: Place) -> Result<String, Error> {
        self.kept(place).map(|kept| kept.document.text.clone())
    }

    fn generation(&self, scope: &Scope) -> u64 {
        self.generations.of(scope)
    }
}

impl State {
    fn kept(&self, place: Place) -> Result<&Arc<Kept>, Error> {
        let missing = || Error { what: "a place of another state of the index".to_owned() };
        self.articles.values().find(|kept| kept.place() == place).ok_or_else(missing)
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
