//! What did people do, kept for good?
//!
//! [`open()`] gives a [`Ledger`](crate::learn::Ledger), a [`Keyring`](crate::access::Keyring) and
//! [`Requests`](crate::request::Requests): [`sqlite`] keeps them in one file, [`memory`] as long as the program runs, for
//! tests and trials. `suite`, `keyring_suite` and `requests_suite` state every behaviour once and run on both. [`Kept`] is the file of what was learned, which may be deleted at any moment.
//! [`serving`], [`copy`] and [`Replacing`] are for the store as a whole: who serves with it, a copy of it, and a copy in
//! its place.
//!
//! It must not know articles' text, or ranking.

pub mod memory;
mod open;
mod snapshot;
pub mod sqlite;
#[cfg(test)]
mod keyring_suite;
#[cfg(test)]
mod requests_suite;
#[cfg(test)]
mod suite;

pub use open::{Store, open, path_of};
pub use snapshot::Kept;
pub use sqlite::{Counts, Replacing, Serving, copy, serving};
