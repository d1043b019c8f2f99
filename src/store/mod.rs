//! What did people do, kept for good?
//!
//! [`open()`] gives a [`Ledger`](crate::learn::Ledger): [`sqlite`] keeps it in one file, [`memory`] as long as the
//! program runs, for tests and trials. `suite` states every behaviour once and runs on both. [`Kept`] is the file of
//! what was learned, which may be deleted at any moment.
//!
//! It must not know articles' text, or ranking.

pub mod memory;
mod open;
mod snapshot;
pub mod sqlite;
#[cfg(test)]
mod suite;

pub use open::open;
pub use snapshot::Kept;
