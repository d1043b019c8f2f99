//! Where are the articles that hold these words?

use std::{any::Any, sync::Arc};

use super::Passages;
use crate::{
    access::Scope,
    library::Key,
    search::{Field, FilterField, Plan},
    text::Language,
};

/// One state of the shelves, to search in. Implementations are held to one suite (`index::suite`).
///
/// Every answer depends on the shelves that `scope` opens and on nothing else: statistics, words and counts
/// are summed over those alone and count live articles only.
pub trait Engine: Send + Sync {
    /// The articles that hold what the plan asks for, best first.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn find(&self, plan: &Plan, scope: &Scope) -> Result<Found, Error>;

    /// What each group, variant and field of the plan brought to these articles, in the plan's order. `found`
    /// is what [`Engine::find`] gave for the same plan and scope.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn explain(
        &self,
        plan: &Plan,
        scope: &Scope,
        found: &Found,
        places: &[Place],
    ) -> Result<Vec<Vec<Part>>, Error>;

    /// Whether some article holds a term in a field of words.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn knows(&self, term: &str, scope: &Scope) -> Result<bool, Error>;

    /// How many articles hold a term, in the field of words where most do.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn holding(&self, term: &str, scope: &Scope) -> Result<u64, Error>;

    /// Written words at most `distance` edits from `word`, nearest and then most frequent first.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn near(&self, word: &str, distance: u8, scope: &Scope, limit: usize) -> Result<Vec<WordCount>, Error>;

    /// Written words that begin with `prefix`, most frequent first.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn starting(&self, prefix: &str, scope: &Scope, limit: usize) -> Result<Vec<WordCount>, Error>;

    /// The languages of the articles, most frequent first.
    fn languages(&self, scope: &Scope) -> Vec<(Language, u64)>;

    /// Where an article is kept, if the scope opens it.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn place_of(&self, key: Key, scope: &Scope) -> Result<Option<Place>, Error>;

    /// Puts the sections of an article in place of what `into` holds, from its beginning: as many as hold `enough`
    /// bytes with their headings, or more.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn passages(&self, place: Place, enough: usize, into: &mut Passages) -> Result<(), Error>;

    /// The source text of an article.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    fn source(&self, place: Place) -> Result<String, Error>;

    /// The number of this state of the shelves that a scope opens. A change elsewhere does not move it.
    fn generation(&self, scope: &Scope) -> u64;
}

/// Where an article is kept; means something only to the engine that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u64);

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many articles match.
    pub total: u64,
    /// The best of them: at least as many as the plan's window if there are so many, and every article whose
    /// score equals the last one's.
    pub candidates: Vec<Candidate>,
    /// What each value of each filter field would leave, most frequent first.
    pub facets: Vec<(FilterField, Vec<(String, u64)>)>,
    /// What finding each group tells: the highest idf of its terms, in the plan's order.
    pub information: Vec<f32>,
    /// What the engine looked up, kept for explaining; means something only to the engine that gave it.
    pub looked_up: Option<Arc<dyn Any + Send + Sync>>,
}

/// An article that matches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub key: Key,
    /// The sum of its parts.
    pub score: f32,
    /// Where it is kept.
    pub place: Place,
    /// Whether every group that counts stands in its title.
    pub titled: bool,
}

/// What one field brought to an article's score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The group of the plan.
    pub group: usize,
    /// The variant of the group: the best one of this article.
    pub variant: usize,
    /// The field.
    pub field: Field,
    /// What it adds to the score.
    pub score: f32,
}

/// A written word and how many articles hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordCount {
    /// The word, lower case, with its accents.
    pub word: String,
    /// How many articles hold it.
    pub articles: u64,
}

/// Why an engine failed.
#[derive(Debug, thiserror::Error)]
#[error("the index cannot be read: {what}")]
pub struct Error {
    /// What the engine said.
    pub what: String,
}
