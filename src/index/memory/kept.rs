//! What is known of one article?

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    index::analyzed::Analyzed,
    library::{Document, Key},
    search::{Field, Filter, FilterField, Phrase, Place, Plan},
};

/// One article, analyzed.
pub(super) struct Kept {
    pub(super) document: Document,
    /// By [`Field::index`]: each term and its places.
    terms: Vec<BTreeMap<String, Vec<u32>>>,
    pub(super) lengths: Vec<u32>,
    pub(super) words: BTreeSet<String>,
    pub(super) filters: Vec<Filter>,
}

impl Kept {
    pub(super) fn of(document: Document) -> Kept {
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
            words: analyzed.surfaces.terms().map(|(word, _)| word.to_owned()).collect(),
            filters: analyzed.filters.clone(),
            document,
        }
    }

    /// A number for this reading of its article.
    pub(super) fn place(&self) -> Place {
        let card = &self.document.card;
        if card.readership.is_plain() {
            return Place(card.key.0);
        }
        Place(card.key.0 ^ Key::of(&card.readership.key()).0)
    }

    pub(super) fn occurrences(&self, field: Field, term: &str) -> u32 {
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

    pub(super) fn passes(&self, plan: &Plan) -> bool {
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
