//! How are requests kept beside the ledger, in the same file?

mod change;
mod forget;
mod read;

pub(super) use change::{Change, change};
pub(super) use forget::{forget, meant};
pub(super) use read::verify;
