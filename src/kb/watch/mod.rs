//! Did something happen just now?
//!
//! `native` is told by the system, `poll` looks; the `listener` is the one thread that gathers what they say
//! (`debounce`), minds that the root stays the same folder, and hands [`Hint`](super::Hint)s to the [`Watch`].
//! It reads no file.

mod debounce;
mod native;
#[expect(clippy::disallowed_methods, reason = "a stamp is settled when the file system's clock has gone on")]
mod poll;
mod listener;
mod handle;

pub use handle::{Watch, WatchHealth};

#[cfg(test)]
pub(super) use debounce::Debounce;
#[cfg(test)]
pub(super) use native::{Native, News, Trouble, news};
