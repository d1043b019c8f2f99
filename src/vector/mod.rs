//! How alike in meaning are two texts?
//!
//! A [`Vector`] stands for what a text means; the cosine of two says how alike they are. An `Embedder` of `search` makes
//! them. It must not know models, texts, articles or files.

mod model;

pub use model::{Vector, dot};
