//! What does one answer look at?

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use super::{answers::Remembered, meaning::Counted};
use crate::{
    article::Finding,
    learn::Lessons,
    library::{Library, Pins, Synonyms},
    search::{Context, Engine, ModelId},
    suggest,
    ticket::Known,
};

/// One state of everything: what an answer looks at, from its beginning to its end.
#[derive(Clone)]
pub struct View {
    /// The articles' cards.
    pub library: Arc<Library>,
    /// Where they are found.
    pub engine: Arc<dyn Engine>,
    /// Words that mean the same.
    pub synonyms: Arc<Synonyms>,
    /// Articles that somebody put first.
    pub pins: Arc<Pins>,
    /// What is wrong with files that are no articles, by path.
    pub beside: Arc<BTreeMap<String, Vec<Finding>>>,
    /// The embedding model and the vectors that it made, once every article has some.
    pub(super) meaning: Option<Counted>,
    /// Computed when first asked for.
    pub(super) known: Arc<OnceLock<Known>>,
    /// What was answered from this state.
    pub(super) remembered: Arc<Remembered>,
}

impl View {
    /// What helps to read a ticket: the names of the products that articles are about, each once, and whether
    /// network addresses are personal data.
    pub fn known(&self, redact_addresses: bool) -> &Known {
        self.known.get_or_init(|| {
            let products = self.library.iter().flat_map(|card| card.products.iter().cloned());
            let products = products.collect::<BTreeSet<String>>().into_iter().collect();
            Known { products, redact_addresses }
        })
    }

    /// The hash of what decides the order of suggestions.
    pub fn ranking(&self) -> u64 {
        suggest::configuration(self.model())
    }

    /// The embedding model that counts, if there is one.
    pub fn model(&self) -> Option<ModelId> {
        self.meaning.as_ref().map(|counted| counted.embedder.id())
    }

    /// What a search needs, on a day; lessons count if they are given.
    pub fn context<'a>(&'a self, today: Date, lessons: Option<&'a Lessons>) -> Context<'a> {
        Context {
            engine: &*self.engine,
            library: &self.library,
            synonyms: &self.synonyms,
            pins: &self.pins,
            lessons,
            meaning: self.meaning.as_ref().map(Counted::meaning),
            today,
        }
    }
}
