//! Who carries a request to the people who answer?

use jiff::Timestamp;

use super::{Packet, Way};
use crate::learn::EventId;

/// Whoever takes packets one way. Blocks until it knows what came of it, and never for long.
pub trait Courier: Send + Sync {
    /// Which way.
    fn way(&self) -> Way;

    /// Takes a packet there, once. The number of the delivery travels with it, so that whoever gets it twice sees that.
    ///
    /// # Errors
    /// When it was not taken, or nobody said that it was.
    fn carry(&self, packet: &Packet, delivery: EventId, now: Timestamp) -> Result<(), Refused>;
}

/// A packet was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Refused {
    /// Why: no secret, and nothing of what was in it.
    pub why: String,
}

impl Refused {
    /// For this reason.
    pub fn because(why: impl Into<String>) -> Refused {
        Refused { why: why.into() }
    }
}
