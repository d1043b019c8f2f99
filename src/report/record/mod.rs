//! What did people ask, and what came of it, in so few bytes that a million of it is looked through at once?
//!
//! A [`Record`] follows the ledger: [`Record::show`] takes what was shown, [`Record::tell`] what came of it, in
//! whatever order and portions. It keeps numbers instead of names, and of each case (a ticket and an article) only the
//! latest verdict and the latest taking back. So every report is one pass over it, for any reader, period and
//! grouping, and is the same as if the whole ledger were read again.

mod model;
mod take;

pub use crate::ticket::Kind;
pub use model::Record;
pub(super) use model::{Asked, Case, NONE, Said};
