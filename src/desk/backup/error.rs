//! Why was nothing backed up, or nothing restored?

use std::{io, path::PathBuf};

use crate::{learn, model};

/// Why a backup could not be written, or brought back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] learn::Error),
    /// The embedding model failed.
    #[error(transparent)]
    Model(#[from] model::Error),
    /// A file cannot be read or written.
    #[error("cannot use `{path}`")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no store yet.
    #[error("there is no store at `{store}`")]
    NoStore {
        /// Its address.
        store: String,
    },
    /// A store that is no file.
    #[error("the store `{store}` is no file")]
    NoFile {
        /// Its address.
        store: String,
    },
    /// What is in the way is no backup.
    #[error("`{path}` is there already, and is no backup of firstline")]
    InTheWay {
        /// What is in the way.
        path: PathBuf,
    },
    /// The archive must not be brought back.
    #[error("`{path}` cannot be restored: {why}")]
    Refused {
        /// The archive.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Something is there that would be gone.
    #[error("the store `{store}` holds {rows} records already")]
    NotEmpty {
        /// Its address.
        store: String,
        /// How many.
        rows: u64,
    },
    /// Something is there that cannot even be read.
    #[error("the store `{store}` is there already, and cannot be read")]
    Unreadable {
        /// Its address.
        store: String,
    },
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Store(learn::Error::InUse { .. }) => {
                "stop the server and whatever else runs on this store, then try again"
            }
            Error::Store(error) => error.hint(),
            Error::Model(error) => error.hint(),
            Error::File { .. } => {
                "check that it can be read or written there, and that the disk has space left"
            }
            Error::NoStore { .. } => "give the `--index` or `--store` that the server has",
            Error::NoFile { .. } => "give the path of a file with `--store`",
            Error::InTheWay { .. } => "choose another name",
            Error::Refused { .. } => "nothing was changed; take another backup",
            Error::NotEmpty { .. } | Error::Unreadable { .. } => {
                "with `--force` it is set aside under another name and not deleted"
            }
        }
    }
}
