//! Are reports right in a world of which the truth is known?

pub(super) mod world;
mod same;
mod recomputed;
mod told_apart;
mod falling;
