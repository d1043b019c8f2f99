//! What is in the knowledge base now?
//!
//! A [`Library`] is an immutable snapshot of every article's [`Card`]: what lists, links and access need,
//! never a body. `library.with(cards, gone)` is the next snapshot, pure: in steps or at once, the result is
//! the same. The port [`Shelf`] is where articles are kept to be found again; each goes there as a
//! [`Document`].
//!
//! It must not know watchers, Markdown syntax or any engine.

mod card;
mod golden;
mod pins;
mod shelf;
mod snapshot;
mod synonyms;

pub use card::{Card, Key, Source};
pub use golden::{Asked, Expected, Golden};
pub use pins::{Pin, Pins};
pub use shelf::{Change, ChangeKind, Document, Error, Shelf, Since, Transaction};
pub use snapshot::{Library, Named};
pub use synonyms::Synonyms;
