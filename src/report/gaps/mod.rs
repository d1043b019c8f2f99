//! What did no article resolve, and why not?
//!
//! Unresolved questions about the same are a [`Gap`]; [`why`] tells apart what is missing, what was not found and what was
//! not good enough, with `middles`, which finds the gaps that a question is like. `unanswered` reports them, `patch` proposes the words by which an article would be found, and `draft`
//! begins the article that is missing.

mod gap;
mod middles;
mod why;
mod patch;
mod unanswered;
mod draft;

pub use draft::Say;
pub(super) use draft::draft;
pub(super) use gap::gaps;
pub use gap::{Gap, Why};
pub(super) use unanswered::{rate, todo, unanswered};
