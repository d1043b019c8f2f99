//! What lies in the folder?
//!
//! `choose` says which names count, [`list()`] walks the folder, [`read()`] reads one file; both come to files only
//! by way of `beneath`, which never leaves the root and never waits. `look` walks only where a hint points.
//!
//! It must not know what is known, nor how changes are heard.

mod choose;
mod beneath;
mod list;
mod look;
#[expect(clippy::disallowed_methods, reason = "a stamp is settled when the file system's clock has gone on")]
mod read;

pub(super) use beneath::Root;
pub(super) use choose::{is_article, is_shut_out};
pub(super) use look::{Look, look};
pub(super) use read::hash;
#[cfg(test)]
pub(super) use read::{Moment, read_with};

pub use list::{Listing, list};
pub use read::{File, read};
