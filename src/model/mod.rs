//! What does a text mean, by the model that the operator gave?
//!
//! A [`Model`] implements [`Embedder`](crate::search::Embedder): `files` reads a directory as sentence-transformers writes
//! it, `pass` runs it in whole numbers of a byte. [`install()`] tries a model and keeps it under `index/model/`, [`find`]
//! finds it there. All but finding and removing is behind the cargo feature `model`.
//!
//! It must not know articles, tickets, or what vectors are compared for.

mod error;
#[cfg(feature = "model")]
mod files;
#[cfg(feature = "model")]
mod opened;
#[cfg(feature = "model")]
mod pass;
mod place;
#[cfg(feature = "model")]
#[cfg(test)]
mod tests;

pub use error::Error;
#[cfg(feature = "model")]
pub use files::Languages;
#[cfg(feature = "model")]
pub use opened::Model;
pub use place::{Brought, Card, Installed, Step, bring, files_of, find, install, remove};
