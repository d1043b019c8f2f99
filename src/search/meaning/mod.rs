//! What does a text mean, and which texts of an article say what it means?
//!
//! [`Meaning`] asks the model what a query or a ticket means (`asked`), as a whole and sentence by sentence
//! (`sentences`), within a budget of tokens; [`Centres`] are those of articles and their tickets; [`texts()`] are those that an article has vectors of.
//!
//! It must not know how a vector is made or where vectors are kept.

mod asked;
mod centres;
mod sentences;
mod texts;

pub use asked::{Meaning, TOKENS, Used};
pub use centres::Centres;
pub use texts::{MOST_SECTIONS, enough, texts};
