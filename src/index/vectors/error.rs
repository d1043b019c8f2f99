//! What can go wrong with vectors?

use std::{io, path::PathBuf};

use crate::library::Key;

/// Why vectors could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The directory cannot be used.
    #[error("cannot use the vectors at `{path}`")]
    Place {
        /// The directory or file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process writes here.
    #[error("another firstline is writing the vectors at `{path}`")]
    Busy {
        /// The directory.
        path: PathBuf,
    },
    /// A vector that is not of this model.
    #[error("a vector of {found} values for the article {:016x}, where the model gives {expected}", key.0)]
    Dimensions {
        /// The article.
        key: Key,
        /// How many values it has.
        found: usize,
        /// How many the model gives.
        expected: usize,
    },
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Place { .. } => "check that the directory exists, is writable and has space left",
            Error::Busy { .. } => "stop the other one, or give this one its own `--index`",
            Error::Dimensions { .. } => "install the model again; vectors of different models do not compare",
        }
    }
}
