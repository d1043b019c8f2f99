//! What does a text mean, as a vector?

use crate::{text::Language, vector::Vector};

/// A model that turns texts into vectors. Calls block while it works; it may be called from many threads at once.
pub trait Embedder: Send + Sync {
    /// Which model: vectors of different ones do not compare. The hash of everything that decides its vectors.
    fn id(&self) -> ModelId;

    /// How many values a vector has.
    fn dimensions(&self) -> usize;

    /// Whether texts of a language mean something to it.
    fn reads(&self, language: Language) -> bool;

    /// The vector of each text, cut after so many tokens; none for a text without any.
    ///
    /// # Errors
    /// When the model fails.
    fn embed(&self, texts: &[&str], tokens: usize) -> Result<Vec<Option<Vector>>, EmbedError>;
}

/// The number of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub u64);

/// Why a model failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the embedding model failed: {0}")]
pub struct EmbedError(pub String);
