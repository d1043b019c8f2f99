//! In which language do pages speak, and how is something said in it?
//!
//! What pages say lies in `en`, `de` and `es`, one file for each part of them, in the form of Project Fluent: a name, and the
//! sentence in that language with what is put into it. A test holds the languages to the same names and the same
//! parts, and templates to names that there are. `choose` says which language a reader gets.
//!
//! It must not know what is asked.

mod choose;
mod said;

pub(crate) use choose::{Spoken, choose};
pub use said::Speech;
