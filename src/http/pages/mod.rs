//! The desk for people.
//!
//! One file for each page: what it shows and its handler side by side, its words in `templates`. `frame` is what
//! stands around each of them, `speech` the languages that they speak, `words` says dates, states and languages. Pages work without JavaScript; `assets`
//! are served from the program itself.
//!
//! It must not know JSON.

mod frame;
mod words;
pub(in crate::http) mod speech;
pub(super) mod front;
pub(super) mod search;
mod facets;
mod figures;
mod drawn;
pub(super) mod asking;
pub(super) mod reading;
pub(super) mod agent;
pub(super) mod writer;
pub(super) mod lead;
pub(super) mod admin;
pub(super) mod login;
mod error;
pub(super) mod assets;

pub(super) use assets::Assets;
pub(super) use error::problem;
pub(super) use front::Front;
pub(super) use speech::Spoken;
