//! How are articles found in tantivy's files?
//!
//! A `snapshot` is one state of all shelves; each of its `segment`s keeps ready what every query needs. `find`
//! adds up (`sums`) the scores of the terms that `lookup` found; `explain` says what each brought; `filter` tells
//! which documents may match at all; `words` asks the dictionaries.
//!
//! It must not know how articles come here.

mod explain;
mod filter;
pub(in crate::index) mod find;
mod lookup;
pub(super) mod segment;
pub(super) mod snapshot;
mod sums;
mod words;

pub(super) use filter::filter_term;
