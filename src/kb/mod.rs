//! What happened in the folder?
//!
//! A knowledge base is a folder of files. [`list()`] says what lies in it, [`read()`] reads one file whole or not at
//! all, and [`reconcile()`] compares the folder with what is [`Known`]: that comparison is the truth. A [`Watch`]
//! hears the folder through the system or by looking every few seconds; what it says is a [`Hint`] where to
//! look, because systems lose events. A [`Guard`] doubts every [`Difference`] that would empty the shelves.
//!
//! Start the watch first, then reconcile [`Hint::Everything`], then reconcile each hint, and everything again
//! from time to time with [`Depth::Hashes`]. Nothing outside the root is read, nothing here waits on a file
//! that is not a regular one, and a file that cannot be read now keeps its last good version.
//!
//! It must not know Markdown, engines, or who reads.
//!
//! ```
//! use firstline::kb::{self, Depth, Guard, Hint, Known, Settings};
//! use std::time::Instant;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("reset.md"), "# Reset a password\n")?;
//!
//! let settings = Settings::of(folder.path());
//! let (known, mut guard) = (Known::new(), Guard::default());
//! let difference =
//!     kb::reconcile(&settings, &known, &Hint::Everything, Depth::Stamps, &mut guard, Instant::now())?;
//! assert_eq!(difference.to_read, ["reset.md"]);
//! assert_eq!(kb::read(&settings, "reset.md")?.bytes, b"# Reset a password\n");
//! # Ok(())
//! # }
//! ```

mod settings;
mod known;
mod left_out;
mod hint;
mod error;
mod folder;
mod guard;
mod reconcile;
mod watch;

#[cfg(test)]
mod tests;

pub use error::Error;
pub use folder::{File, Listing, list, read};
pub use guard::{Guard, Held, HeldReason};
pub use hint::Hint;
pub use known::{ContentHash, HashError, Known, Stamp};
pub use left_out::{LeftOut, Reason};
pub use reconcile::{Depth, Difference, reconcile};
pub use settings::{Means, Settings};
pub use watch::{Watch, WatchHealth};
