//! What does the desk know of meaning?
//!
//! Where a model is installed, [`Meanings`] keeps the vectors of the articles as the articles are (`embedding`), and
//! those of the tickets as the lessons are (`tickets`). Answers ask the model through [`Patient`], who remembers what
//! was asked and does not wait for long.

mod embedding;
mod open;
mod patient;
mod tickets;

pub use embedding::hands;
pub(super) use open::{Counted, Meanings};
pub(super) use patient::Patient;
pub(super) use tickets::Followed;
