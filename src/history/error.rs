//! Why can the past not be told?

use std::path::PathBuf;

/// Why a history cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository cannot be read.
    #[error("cannot read the Git repository of `{path}`: {what}")]
    Unreadable {
        /// The knowledge base.
        path: PathBuf,
        /// What the reading part said.
        what: String,
    },
    /// No revision of that name, or more than one.
    #[error("no revision `{name}` in the history of this knowledge base")]
    NoRevision {
        /// What was asked for.
        name: String,
    },
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Unreadable { .. } => {
                "`git fsck` says what is wrong with it; search goes on without a history"
            }
            Error::NoRevision { .. } => {
                "give a date (`2026-03-01`), or a commit of the branch that is checked out: at least 4 digits of its \
                 hash, or a tag or branch that points to it"
            }
        }
    }
}
