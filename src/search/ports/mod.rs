//! What does searching need of a place?
//!
//! An [`Engine`] finds by words, [`Vectors`] by meaning, an [`Embedder`] turns texts into vectors.

mod embedder;
mod engine;
mod passages;
mod vectors;

pub use embedder::{EmbedError, Embedder, ModelId};
pub use engine::{Candidate, Engine, Error, Found, Part, Place, WordCount};
pub use passages::{Passage, Passages};
pub use vectors::{Meant, Vectors};
