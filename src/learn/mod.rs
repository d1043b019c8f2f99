//! What resolved what, and what does that teach?
//!
//! Whatever a ticket or a search was [`Shown`] is written down; so is each [`Outcome`] that people report of
//! it. The [`Ledger`] keeps both for good. [`Lessons`] are what follows for ranking: a fold of the outcomes
//! that is the same in whatever order they arrive, with a [`Memory`](memory::Memory) of resolved tickets that
//! finds those that are like a new one.
//!
//! Showing teaches nothing; only outcomes do. It must not know how candidates are found, SQL, or names of
//! customers.

mod event;
mod ledger;
pub mod memory;
mod vote;

pub use event::{
    ArticleName, EventId, Found, Listed, Outcome, Person, Shown, ShownKind, Told, Verdict, WordKey, Words,
};
pub use ledger::{Appended, Cursor, Error, Ledger};
pub use vote::{ArticleNo, CaseKey, CaseNo, Change, PersonNo, Vote, WordNo};
