//! Which questions are about the same?
//!
//! Questions become bags of weighed words ([`bags`]); each is tied to those that are most like it, and what hangs together more
//! than by chance is a [`Topic`] ([`communities`]). Nobody says beforehand how many there are. It is
//! the same whatever the order in which the ledger was read: ties and sums follow hashes, never numbers.

mod bags;
mod communities;
mod topic;

pub(super) use bags::Weights;
pub(super) use topic::{Topic, latest, sample, topics};
