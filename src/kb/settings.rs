//! Which folder, and how is it watched?

use globset::GlobSet;
use std::path::PathBuf;
use std::time::Duration;

/// Which folder is the knowledge base, what in it counts, and how it is watched.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder; it may be a symbolic link, and the link may be turned elsewhere while we watch.
    pub root: PathBuf,
    /// Paths below the root that do not count; a folder that matches is not entered.
    pub exclude: GlobSet,
    /// Larger files are left out.
    pub max_bytes: u64,
    /// How changes are noticed.
    pub watch: Means,
    /// The silence that ends a burst of events, and the least time between two looks that agree on a great loss.
    pub quiet: Duration,
    /// The longest time a burst of events is gathered before it is told.
    pub patience: Duration,
    /// Files at the root that are read though they are no articles, such as `synonyms.toml`.
    pub companions: Vec<String>,
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The system tells; local disks.
    Native,
    /// We look; network disks and folders mounted into containers.
    Poll {
        /// The time from one look to the next.
        every: Duration,
    },
}

impl Settings {
    /// The folder `root` with the usual settings: nothing excluded, files up to 1 MiB, told by the system.
    pub fn of(root: impl Into<PathBuf>) -> Settings {
        Settings {
            root: root.into(),
            exclude: GlobSet::empty(),
            max_bytes: 1024 * 1024,
            watch: Means::Native,
            quiet: Duration::from_millis(30),
            patience: Duration::from_millis(250),
            companions: ["synonyms.toml", "pins.toml", "golden.toml"].map(str::to_owned).to_vec(),
        }
    }
}
