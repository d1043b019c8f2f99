//! Where are articles found again?
//!
//! Implements the ports [`Shelf`] and [`Engine`]: [`memory`] is
//! naive and the oracle, [`tantivy`] is fast and keeps its files under `index/articles/`. `suite` states every
//! behaviour once and runs on both. `analyzed` decides, for both, what of an article goes into which field.
//! [`vectors`] keeps what articles mean, beside their words.
//!
//! It must not know lessons, HTTP, or readers beyond their scope.

mod analyzed;
mod history;
pub mod memory;
mod shelf_name;
#[cfg(test)]
mod suite;
pub mod tantivy;
pub mod vectors;

use std::sync::Arc;

use crate::{library::Shelf, search::Engine};

/// A place that is both: articles are put there and found there.
pub trait Index: Shelf {
    /// The present state, to search in. It stays as it is while the index goes on changing.
    fn engine(&self) -> Arc<dyn Engine>;

    /// Brings the files in order: withdrawn text leaves the disk, scraps are joined. May take seconds.
    ///
    /// # Errors
    /// When the shelves cannot be written; nothing is lost then.
    fn tidy(&self) -> Result<(), crate::library::Error>;
}
