//! How are credentials kept beside the ledger, in the same file?

mod change;
mod read;

pub(super) use change::change;
pub(super) use read::verify;
