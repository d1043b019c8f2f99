//! How is the ledger kept in one file?
//!
//! SQLite with a write-ahead log that is on disk before an append returns. One thread writes (`writer`): appends that
//! wait for each other share a transaction. Readers (`reading`) see what is committed and wait for nobody.
//! `begin` makes the file whole or not at all and refuses what is no ledger; `migrate` brings an older one up to date,
//! `forget` takes what was said in one ticket out of it, `whole` is what is done with the file as a whole;
//! `row` says what the columns mean, `failure` what SQLite's errors mean. `keyring` keeps credentials in
//! the same file, `requests` what was sent to the help desk.
//!
//! It must not know what outcomes teach.

mod begin;
mod failure;
mod forget;
mod keyring;
mod ledger;
mod migrate;
mod reading;
mod requests;
mod row;
mod told;
mod verify;
mod whole;
mod writer;
#[cfg(test)]
mod tests;

pub use ledger::SqliteLedger;
pub use whole::{Counts, Replacing, Serving, copy, serving};
