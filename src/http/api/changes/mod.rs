//! What changed? `since` tells programs of everything since a cursor or a time, `shift` tells agents what changed while they
//! were away, `feed` is what people read news with.

mod since;
mod shift;
mod feed;

pub(in crate::http) use feed::{__path_feed, feed};
pub(in crate::http) use shift::{__path_shift, shift};
pub(in crate::http) use since::{__path_changes, changes};
