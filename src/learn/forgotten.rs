//! What is left of a ticket that was forgotten?
//!
//! The counts. That something was shown and what came of it stays, with articles, moments, persons and forecasts; what
//! was said in the ticket goes: words, excerpt, notes, the keys of its callers, and requests as a whole. Its own number is replaced by
//! one that nobody can trace, the same everywhere, so that the ticket still counts once. Lessons afterwards are
//! those of a ledger in which it had that number and no words from the beginning. Nothing more is told of it: what was
//! shown for it takes no more outcomes.

use super::EventId;

/// Which ticket is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// That of the help desk's own number.
    Ticket(String),
    /// That for which something was shown under this number.
    Shown(EventId),
}

/// How much of a ticket was on record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// What was shown for it.
    pub shown: usize,
    /// What came of that.
    pub outcomes: usize,
    /// What was sent to the help desk.
    pub requests: usize,
}

impl Forgotten {
    /// Whether there was nothing.
    pub fn is_empty(self) -> bool {
        self == Forgotten::default()
    }
}
