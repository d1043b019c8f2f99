//! Where are requests kept until somebody has them?

use jiff::Timestamp;

use super::{Delivery, Kept, Request};
use crate::learn::{Error, EventId};

/// The requests of a desk. Implementations are held to one suite (`store::requests_suite`).
///
/// A ticket that is forgotten takes its requests with it: the ledger of the same store sees to that.
pub trait Requests: Send + Sync {
    /// Keeps a request with its ways. Returns when it is durable. One whose `key` is known already for the same person is
    /// not kept again, nor is one whose id is known: the answer names the first one.
    ///
    /// # Errors
    /// [`Error::KeyTaken`] when the key stands for another request; when it cannot be written.
    fn send(&self, request: &Request, deliveries: &[Delivery]) -> Result<Sent, Error>;

    /// A request by its number.
    ///
    /// # Errors
    /// When it cannot be read.
    fn request(&self, number: u64) -> Result<Option<Kept>, Error>;

    /// The numbers of those that are not done, oldest first, each with the audiences of whoever sent it.
    ///
    /// # Errors
    /// When it cannot be read.
    fn open(&self) -> Result<Vec<(u64, Vec<String>)>, Error>;

    /// Somebody has taken care of it: its words and the address go, and it is tried no more. Whether it was open.
    ///
    /// # Errors
    /// When it cannot be written.
    fn close(&self, number: u64, at: Timestamp) -> Result<bool, Error>;

    /// At most `limit` deliveries whose time has come, longest waiting first, each with its request.
    ///
    /// # Errors
    /// When it cannot be read.
    fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<(Delivery, Request)>, Error>;

    /// What came of a try. When all ways of a request have taken it, it is done: its words and the address go.
    ///
    /// # Errors
    /// When it cannot be written.
    fn tried(&self, delivery: EventId, came: &Came, at: Timestamp) -> Result<(), Error>;

    /// How many there are.
    ///
    /// # Errors
    /// When it cannot be read.
    fn figures(&self) -> Result<Figures, Error>;
}

/// What became of a request that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its number: that of the first one when it was known already.
    pub number: u64,
    /// What no other event is called.
    pub id: EventId,
    /// Whether it was kept now.
    pub new: bool,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// It was taken.
    Delivered,
    /// It was not; it is tried again then, or never when there is no moment.
    Failed {
        /// When it is tried again.
        again: Option<Timestamp>,
        /// Why.
        why: String,
    },
}

/// How many requests and deliveries there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Requests that are not done.
    pub open: u64,
    /// Their deliveries that are tried again.
    pub waiting: u64,
    /// Their deliveries that were given up.
    pub given_up: u64,
}
