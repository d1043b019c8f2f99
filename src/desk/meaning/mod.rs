//! What does the desk know of meaning?
//!
//! Where a model is installed, [`Meanings`] keeps the vectors of the articles as the articles are (`embedding`), and
//! answers ask the model through [`Patient`], who remembers what was asked and does not wait for long.

mod embedding;
mod open;
mod patient;

pub(super) use embedding::Shares;
pub(super) use open::Meanings;
pub(super) use patient::Patient;
