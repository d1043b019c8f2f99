//! Where are the vectors of articles kept, and scanned?
//!
//! One file per audience set (`file`), as words have one index per audience set: a shelf that a scope does not open
//! is never looked at. A file is a header and portions that are appended (`form`), each with its checksum; opening
//! reads and verifies all of it (`load`, `open`). In memory the vectors of a shelf lie in blocks (`live`) that a
//! scan streams through (`snapshot`, `best`). [`VectorIndex`] writes the files and shows what they hold.
//!
//! Vectors are read into memory and not mapped: they are small (22 MB for 29,151 articles of two vectors of 384
//! values), all of them are read for each answer, and what was verified once cannot change or be cut off under a
//! scan, whatever happens to the files.
//!
//! It must not know texts, models or ranking.

mod best;
mod error;
mod file;
mod form;
mod index;
mod live;
mod load;
mod models;
mod open;
mod shelf;
mod snapshot;
#[cfg(test)]
mod tests;

pub use error::Error;
pub use index::{Put, Size, VectorIndex, Wanted};
pub use models::{Verified, models, remove, verify};
pub use open::Opened;
