//! What is the desk to be opened with?

use std::{path::PathBuf, time::Duration};

use crate::{article::Rules, kb};

/// Everything that opening a desk needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The knowledge base and how it is watched.
    pub kb: kb::Settings,
    /// What articles may leave unsaid.
    pub rules: Rules,
    /// The directory that holds `articles/`.
    pub index: PathBuf,
    /// From one full comparison by content to the next.
    pub reconcile: Duration,
    /// Withdrawn text is gone from the disk after at most this.
    pub expunge: Duration,
}

impl Settings {
    /// The usual settings for a knowledge base and an index.
    pub fn of(kb: impl Into<PathBuf>, index: impl Into<PathBuf>) -> Settings {
        Settings {
            kb: kb::Settings::of(kb),
            rules: Rules::default(),
            index: index.into(),
            reconcile: Duration::from_secs(300),
            expunge: Duration::from_secs(60),
        }
    }

    /// What follows from the knowledge base and may be deleted at any moment.
    pub fn articles(&self) -> PathBuf {
        self.index.join("articles")
    }
}
