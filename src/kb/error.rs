//! What can fail?

use std::io;
use std::path::PathBuf;

/// Why the folder cannot be looked into or heard.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The root is missing, no folder, or shut.
    #[error("cannot look into the folder `{}`", path.display())]
    Root {
        /// The root as the settings name it.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave us no thread.
    #[error("cannot start the thread that watches `{}`", path.display())]
    Thread {
        /// The root as the settings name it.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// What an operator can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Root { .. } => "name an existing folder, and let the user that runs firstline read it",
            Error::Thread { .. } => "look at the limits of processes and memory",
        }
    }
}
