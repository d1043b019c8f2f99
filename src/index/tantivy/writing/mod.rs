//! How do changes come into tantivy's files, all or none?
//!
//! A `transaction` appends to the `journal` what it is going to do, a `record` for each article, and then
//! commits.
//!
//! It must not know how articles are found.

pub(super) mod journal;
pub(super) mod record;
pub(super) mod transaction;
