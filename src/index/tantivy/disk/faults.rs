//! When does the disk refuse, in tests?

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use super::Disk;

/// What a disk says that refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Full,
    Broken,
}

/// Refuses from one operation on, or that one alone.
#[derive(Debug)]
pub(super) struct Faults {
    says: Says,
    at: u64,
    only_once: bool,
    done: AtomicU64,
    lifted: AtomicBool,
}

impl Faults {
    pub(super) fn disk(says: Says, at: u64, only_once: bool) -> (Disk, Arc<Faults>) {
        let (done, lifted) = (AtomicU64::new(0), AtomicBool::new(false));
        let faults = Arc::new(Faults { says, at, only_once, done, lifted });
        (Disk { faults: Some(faults.clone()) }, faults)
    }

    /// One more operation.
    pub(super) fn next(&self) -> io::Result<()> {
        let number = self.done.fetch_add(1, Ordering::SeqCst);
        let refuses = if self.only_once { number == self.at } else { number >= self.at };
        if !refuses || self.lifted.load(Ordering::SeqCst) {
            return Ok(());
        }
        Err(match self.says {
            Says::Full => io::Error::new(io::ErrorKind::StorageFull, "no space left on the disk of the test"),
            Says::Broken => io::Error::other("the disk of the test is broken"),
        })
    }

    /// There is space again.
    pub(super) fn lift(&self) {
        self.lifted.store(true, Ordering::SeqCst);
    }

    /// Whether it came to refuse anything.
    pub(super) fn refused(&self) -> bool {
        self.done.load(Ordering::SeqCst) > self.at
    }
}
