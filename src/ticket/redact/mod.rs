//! What must not be kept?
//!
//! Several finders walk over a text, each in linear time, and name places with a [`Sort`](super::Sort);
//! [`redact()`] puts a placeholder in each. What looks alike and is none stays: error codes, versions, dates,
//! order numbers.

mod replace;
mod tokens;
mod keys;
mod labelled;
mod numbers;
mod phones;
mod addresses;

pub use replace::redact;
