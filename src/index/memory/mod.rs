//! The naive engine: everything in maps, every query a walk over all articles.
//!
//! It is the oracle of the fast one: slow, plain, and right to read.

mod engine;
mod index;
mod kept;
mod statistics;
mod writing;

pub use index::MemoryIndex;
