//! What cannot be made again, as one file?
//!
//! [`write()`] copies the store while a server uses it, and the embedding model if that is asked for, into one
//! archive; [`restore()`] verifies all of it before it puts anything in place. `manifest` says what is in one,
//! `archive` how it lies in the file, so that no byte of it can be another unnoticed.
//!
//! What follows from articles and store is left out: the next start makes it.

mod archive;
mod error;
mod manifest;
mod restore;
mod write;

pub use error::Error;
pub use restore::{Restored, restore};
pub use write::{Written, write};
