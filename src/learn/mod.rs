//! What resolved what, and what does that teach?
//!
//! Whatever a ticket or a search was [`Shown`] is written down; so is each [`Outcome`] that people report of
//! it. The [`Ledger`] keeps both for good. [`Cases`] are what the outcomes say together: one [`Vote`] for each
//! ticket and article, the same in whatever order they arrive; it counts as far as the article still says what it said
//! then ([`Basis`]). [`Lessons`] are the cases and the [`memory`] of
//! their tickets, which finds those that are like a new one. [`Forecasts`] are the probabilities that were said and
//! put to the test.
//!
//! Showing teaches nothing; only outcomes do. It must not know how candidates are found, SQL, or names of
//! customers.

mod event;
mod evidence;
mod forgotten;
mod ledger;
mod vote;
mod forecasts;
mod cases;
mod numbered;
mod word_lists;
mod snapshot;
pub mod memory;
mod lessons;
#[cfg(test)]
mod tests;

pub use cases::Cases;
pub use event::{
    ArticleName, EventId, Found, Listed, Outcome, Person, Shown, ShownKind, Told, Verdict, WordKey, Words,
};
pub use evidence::{Basis, Judged, Kept, Present, Sketch, Wanted};
pub use forecasts::{Forecast, Forecasts, Tested};
pub use forgotten::{Forgotten, Which};
pub use ledger::{Appended, Cursor, Error, Ledger};
pub use lessons::Lessons;
pub(crate) use numbered::{Numbered, push};
pub use snapshot::SnapshotError;
pub use vote::{ArticleNo, BasisNo, CaseKey, CaseNo, Change, PersonNo, Vote, WordNo};
