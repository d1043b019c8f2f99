//! Where are articles kept to be found again?

use std::{path::PathBuf, sync::Arc};

use jiff::Timestamp;

use super::{Card, Key};
use crate::{access::Scope, article::Section};

/// One reading of an article on its way to the shelves.
#[derive(Clone, Debug)]
pub struct Document {
    /// What is remembered of it.
    pub card: Arc<Card>,
    /// Its other names: keywords and aliases.
    pub names: Vec<String>,
    /// Its body.
    pub sections: Vec<Section>,
    /// Its text, for showing the article.
    pub text: String,
}

/// Where articles are kept to be found again: one physical index per readership, each reading of an article on its own.
///
/// Implementations are held to one suite (`index::suite`): a transaction is visible whole or not at all, also
/// after the process was killed at any moment, and re-putting an unchanged article changes no answer.
pub trait Shelf: Send + Sync {
    /// The cards of everything that is kept, in no particular order.
    ///
    /// # Errors
    /// When the shelves cannot be read.
    fn cards(&self) -> Result<Vec<Card>, Error>;

    /// Begins a change. One at a time: a second waits for the first.
    ///
    /// # Errors
    /// When the shelves cannot be written.
    fn begin(&self) -> Result<Box<dyn Transaction + '_>, Error>;

    /// What was added, changed and retired in the shelves that `scope` opens, oldest first: the changes after
    /// a number, at most `limit`.
    fn changes(&self, scope: &Scope, after: Since, limit: usize) -> Vec<Change>;
}

/// Changes to articles that become visible together.
pub trait Transaction: Sync {
    /// Puts an article in all its readings, in place of those of the same path if there are any. A reading that is
    /// there already as it is stays, and nobody is told of it. May be called from several threads at once.
    ///
    /// # Errors
    /// When the shelves cannot be written.
    fn put(&self, readings: Vec<Document>) -> Result<(), Error>;

    /// Takes an article away, in all its readings.
    ///
    /// # Errors
    /// When the shelves cannot be written.
    fn remove(&self, key: Key) -> Result<(), Error>;

    /// Remembers that an article's file has another stamp and the same bytes. Changes nothing that anybody sees.
    ///
    /// # Errors
    /// When the shelves cannot be written.
    fn restamp(&self, key: Key, stamp: [i64; 5]) -> Result<(), Error>;

    /// Makes the changes visible and durable. Dropping a transaction instead forgets them.
    ///
    /// # Errors
    /// When they could not be made durable; then nothing of them is visible.
    fn commit(self: Box<Self>, now: Timestamp) -> Result<(), Error>;
}

/// From where on changes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// After this cursor.
    Cursor(u64),
    /// At or after this moment.
    Time(Timestamp),
}

/// One article added, changed or retired, as one reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The generation of the reader's shelves that it brought.
    pub generation: u64,
    /// When.
    pub at: Timestamp,
    /// The article's path.
    pub path: String,
    /// The article's title then.
    pub title: String,
    /// What happened.
    pub kind: ChangeKind,
}

/// What happened to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It says something else now.
    Changed,
    /// It is gone, or no longer for this reader.
    Retired,
}

/// Why the shelves failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index directory cannot be used.
    #[error("cannot use the index at `{path}`")]
    Place {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process writes here.
    #[error("another firstline is writing the index at `{path}`")]
    Busy {
        /// The directory.
        path: PathBuf,
    },
    /// The engine failed.
    #[error("the index at `{path}` failed: {what}")]
    Engine {
        /// The directory.
        path: PathBuf,
        /// What the engine said.
        what: String,
    },
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Place { .. } => "check that the directory exists, is writable and has space left",
            Error::Busy { .. } => "stop the other one, or give this one its own `--index`",
            Error::Engine { .. } => "run `firstline verify`, and `firstline rebuild` if it finds damage",
        }
    }
}
