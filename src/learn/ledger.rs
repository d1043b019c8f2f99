//! Where is what people did kept for good?

use super::{EventId, Forgotten, Outcome, Shown, Sketch, Told, Which};
use crate::access::{Permit, Record};

/// The record of what was shown and what came of it: appended to, and never changed but by forgetting.
/// Implementations are held to one suite (`store::suite`).
///
/// Calls block until they are done; every adapter may be called from many threads at once.
pub trait Ledger: Send + Sync {
    /// Writes down what was shown. Returns when it is durable. One that is there already (by its id) stays as
    /// it is.
    ///
    /// # Errors
    /// When it cannot be written; then nothing of it was.
    fn show(&self, shown: &[Shown]) -> Result<(), Error>;

    /// Writes down what came of it, all or nothing, and says of each where it stands. Returns when it is
    /// durable: what was appended survives a crash at any later moment. Whoever calls has asked whether the reader
    /// may say so.
    ///
    /// An outcome whose `key` is known already for the same person is not written again: the answer names the
    /// first one. So is one whose id is known.
    ///
    /// # Errors
    /// [`Error::NotShown`] when an outcome names something that was never shown; when it cannot be written.
    fn append(&self, outcomes: &[Outcome], permit: &Permit<Record>) -> Result<Vec<Appended>, Error>;

    /// What was shown under a number.
    ///
    /// # Errors
    /// When it cannot be read.
    fn shown(&self, id: EventId) -> Result<Option<Shown>, Error>;

    /// An outcome by its number.
    ///
    /// # Errors
    /// When it cannot be read.
    fn outcome(&self, id: EventId) -> Result<Option<Outcome>, Error>;

    /// What came of one thing that was shown, in the order in which it was appended.
    ///
    /// # Errors
    /// When it cannot be read.
    fn outcomes_of(&self, shown: EventId) -> Result<Vec<Outcome>, Error>;

    /// At most `limit` outcomes after a place, in the order in which they were appended, each with what lessons
    /// need of what was shown.
    ///
    /// # Errors
    /// When it cannot be read.
    fn told_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Told)>, Error>;

    /// At most `limit` records of what was shown, in the order of their numbers, after one (`None`: from the
    /// first). For exports and reports.
    ///
    /// # Errors
    /// When it cannot be read.
    fn shown_after(&self, after: Option<EventId>, limit: usize) -> Result<Vec<Shown>, Error>;

    /// At most `limit` records of what was shown after a place, in the order in which they were written down. For
    /// whoever follows the ledger; these places are others than those of outcomes.
    ///
    /// # Errors
    /// When it cannot be read.
    fn shown_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Shown)>, Error>;

    /// The place behind the last outcome.
    ///
    /// # Errors
    /// When it cannot be read.
    fn end(&self) -> Result<Cursor, Error>;

    /// What was shown for a ticket by its number, or brought outcomes that name it, in the order of their numbers.
    ///
    /// # Errors
    /// When it cannot be read.
    fn shown_for(&self, ticket: &str) -> Result<Vec<Shown>, Error>;

    /// Keeps what is to be remembered of sections that were used, each by the hash of its text. One that is known stays as it
    /// is. Returns when it is durable.
    ///
    /// # Errors
    /// When it cannot be written; then nothing of it was.
    fn sketch(&self, sketches: &[(u64, Sketch)]) -> Result<(), Error>;

    /// What is remembered of these sections, of those of which something is.
    ///
    /// # Errors
    /// When it cannot be read.
    fn sketches(&self, sections: &[u64]) -> Result<Vec<(u64, Sketch)>, Error>;

    /// Takes what was said in a ticket out of the record, for good: no file of the store holds it afterwards. The
    /// counts stay (see [`Forgotten`]). `instead` becomes its number; whoever calls makes one that nobody can trace.
    /// Nothing on record is no failure.
    ///
    /// # Errors
    /// When it cannot be written, or the files could not be cleaned: then the next call cleans them, whatever it is
    /// about.
    fn forget(&self, which: &Which, instead: &str) -> Result<Forgotten, Error>;

    /// Which state of the past it is: another whenever something was forgotten or a backup was brought back. What
    /// was learned under another one must be learned again.
    ///
    /// # Errors
    /// When it cannot be read.
    fn epoch(&self) -> Result<u64, Error>;

    /// The desk's own secret, made when the ledger was begun: words and tokens are keyed with it.
    fn secret(&self) -> [u8; 32];

    /// Checks that what is kept can be read whole: a line for each thing that is wrong.
    ///
    /// # Errors
    /// When it cannot be read at all.
    fn verify(&self) -> Result<Vec<String>, Error>;
}

/// A place in the ledger: so many outcomes lie before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor(pub u64);

/// Where an appended outcome stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Its number: that of the first one when it was known already.
    pub id: EventId,
    /// The place behind it.
    pub cursor: Cursor,
    /// Whether it was written now.
    pub new: bool,
}

/// Why a ledger failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The outcome names something that was never shown.
    #[error("nothing was shown under the number {0}")]
    NotShown(EventId),
    /// The same key was used for another outcome.
    #[error("the idempotency key `{0}` was used for another outcome")]
    KeyTaken(String),
    /// The store was written by a program that this one does not know.
    #[error("the store was written by a newer version of firstline")]
    Newer,
    /// Somebody else uses the store, and it must not be used by two.
    #[error("{what}")]
    InUse {
        /// Who does what with which store.
        what: String,
    },
    /// The store failed.
    #[error("the store cannot be used: {what}")]
    Store {
        /// What it said.
        what: String,
        /// Whether the disk is full or the store is busy: then it may work later.
        passing: bool,
    },
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::NotShown(_) => "give the `suggestion_id` or `query_id` of a reply",
            Error::KeyTaken(_) => "make a new key for each outcome",
            Error::Newer => "use that version, or a backup from before it",
            Error::InUse { .. } => "stop the other one, or give this one its own `--index` and `--store`",
            Error::Store { passing: true, .. } => {
                "nothing was lost; free some space or try again in a moment"
            }
            Error::Store { passing: false, .. } => "run `firstline verify`",
        }
    }
}
