//! Which articles mean something like this?

use super::ModelId;
use crate::{access::Scope, library::Key, vector::Vector};

/// What was asked, as vectors: the whole text and, where it has several, each of its sentences. Context around a
/// question moves the vector of the whole, but not that of the sentence that asks (RANKING section 2).
#[derive(Clone, Debug, PartialEq)]
pub struct Meant {
    /// The whole text.
    pub whole: Vector,
    /// Its sentences; none when it has but one.
    pub sentences: Vec<Vector>,
}

impl Meant {
    /// How like it a text is whose vectors are given by what they answer to each of ours: the cosine of the whole,
    /// or half of it and half the best of the sentences (`D` of RANKING section 2). -1 to 1.
    pub fn likeness(&self, mut cosine: impl FnMut(&Vector) -> f32) -> f32 {
        let whole = cosine(&self.whole);
        let best = self.sentences.iter().map(cosine).fold(f32::MIN, f32::max);
        if self.sentences.is_empty() { whole } else { 0.5 * whole + 0.5 * best }
    }
}

/// One state of the vectors of articles, to look in. Every answer depends on the shelves that `scope` opens and on
/// nothing else.
pub trait Vectors: Send + Sync {
    /// The model that made them.
    fn model(&self) -> ModelId;

    /// The articles most like what was meant, best first, equals in the order of their keys: each with the
    /// likeness where the cosine of an article is the greatest over its vectors.
    fn nearest(&self, meant: &Meant, scope: &Scope, limit: usize) -> Vec<(Key, f32)>;

    /// How like it these articles are; none for one that has no vectors (yet) or that the scope does not open.
    fn likeness(&self, meant: &Meant, keys: &[Key], scope: &Scope) -> Vec<Option<f32>>;

    /// The vectors of one article, its title's first; empty when it has none (yet) or the scope does not open it.
    fn of(&self, key: Key, scope: &Scope) -> Vec<Vector>;
}
