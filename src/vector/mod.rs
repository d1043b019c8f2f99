//! How alike in meaning are two texts?
//!
//! A [`Vector`] stands for what a text means; the cosine of two says how alike they are. [`Kernel`] is how fast this
//! machine multiplies. An `Embedder` of `search` makes them. It must not know models, texts, articles or files.

mod model;
mod simd;

pub use model::{Vector, dot};
pub use simd::{Kernel, Matrix, Rows, widely};
