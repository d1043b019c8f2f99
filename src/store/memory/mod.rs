//! What is kept as long as the program runs?
//!
//! For tests and trials: naive, and the oracles of the suites.

mod keyring;
mod ledger;
mod requests;

pub use keyring::MemoryKeyring;
pub use ledger::MemoryLedger;
