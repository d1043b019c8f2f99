//! The desk for people.
//!
//! One file for each page: what it shows and its handler side by side, its words in `templates`. Pages work
//! without JavaScript; `assets` are served from the program itself.
//!
//! It must not know JSON.

pub(super) mod front;
pub(super) mod search;
pub(super) mod article;
mod error;
pub(super) mod assets;

pub(super) use assets::Assets;
pub(super) use error::problem;
pub(super) use front::Front;
