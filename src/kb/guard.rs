//! Do we believe that so much is gone?
//!
//! A disk that is not mounted looks like a folder somebody emptied. So a root that is missing or holds no
//! article removes nothing, ever; and a great loss must be seen twice before it is believed. Losses heard in
//! small pieces add up.

use super::Stamp;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::time::{Duration, Instant};

/// Losses up to this many files are always believed…
const SMALL: usize = 10;
/// …and so are losses up to this share of all files.
const GREAT_PERCENT: usize = 30;
/// How long losses add up.
const WINDOW: Duration = Duration::from_secs(60);

/// What was doubted so far. Keep one for as long as the folder is watched.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Files found gone and kept, and when they were first found gone.
    doubted: BTreeMap<String, Instant>,
    /// Losses believed lately.
    lately: VecDeque<(Instant, usize)>,
    accepting: bool,
}

/// A loss that is not believed yet: nothing of it is in [`Difference::gone`](super::Difference::gone).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Why it is doubted.
    pub reason: HeldReason,
    /// How many files would be removed.
    pub would_remove: usize,
    /// How many files are known.
    pub known: usize,
    /// Reconcile everything after this time to decide. Nothing when only files that come back, or
    /// [`Guard::accept`], decide.
    pub again_after: Option<Duration>,
}

/// Why a loss is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeldReason {
    /// There is no such folder.
    #[error("the folder is missing")]
    Missing,
    /// No article is left in it.
    #[error("the folder holds no article any more")]
    Emptied,
    /// More than 30 % of the files, and more than 10.
    #[error("a great part of the folder is gone")]
    GreatLoss,
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Held { reason, would_remove, known, .. } = self;
        write!(f, "{reason}: {would_remove} of {known} known files would be removed, and are kept")
    }
}

impl Held {
    /// What an operator can do about it.
    pub fn hint(&self) -> &'static str {
        match self.reason {
            HeldReason::Missing => "is the disk mounted? bring the folder back",
            HeldReason::Emptied => "is the disk mounted? bring the files back, or accept the loss",
            HeldReason::GreatLoss => "nothing to do: the loss is believed when a second look finds it again",
        }
    }
}

/// What one look found gone.
pub(super) struct Loss<'a> {
    pub(super) now: Instant,
    /// How much later a second look must begin.
    pub(super) quiet: Duration,
    /// Whether it looked everywhere.
    pub(super) whole: bool,
    pub(super) known: usize,
    pub(super) gone: Vec<Gone>,
    /// Whether no article would be left.
    pub(super) emptied: bool,
    /// The files that lie there.
    pub(super) there: &'a BTreeMap<String, Stamp>,
}

/// A file that is gone.
pub(super) struct Gone {
    pub(super) path: String,
    /// It lies elsewhere now, so it is no loss.
    pub(super) moved: bool,
}

impl Guard {
    /// Believe the next look at everything whatever it finds gone, even an empty folder; a missing one is still
    /// not believed. For an operator who says so.
    pub fn accept(&mut self) {
        self.accepting = true;
    }

    pub(super) fn missing(&mut self, known: usize) -> Held {
        self.doubted.clear();
        Held { reason: HeldReason::Missing, would_remove: known, known, again_after: None }
    }

    /// The paths believed to be gone, and what is held back.
    pub(super) fn judge(&mut self, loss: Loss<'_>) -> (Vec<String>, Option<Held>) {
        let Loss { now, quiet, whole, known, gone, emptied, there } = loss;
        self.doubted.retain(|path, _| !there.contains_key(path));
        self.lately.retain(|(when, _)| now.saturating_duration_since(*when) < WINDOW);
        let held =
            |reason, would_remove, again_after| Some(Held { reason, would_remove, known, again_after });

        if whole && self.accepting {
            *self = Guard::default();
            return (paths(gone), None);
        }
        if emptied && !gone.is_empty() {
            self.doubted.clear();
            return (Vec::new(), held(HeldReason::Emptied, gone.len(), None));
        }
        let (seen_twice, fresh): (Vec<Gone>, Vec<Gone>) = gone.into_iter().partition(|gone| {
            let since = self.doubted.get(&gone.path);
            whole && since.is_some_and(|since| now.saturating_duration_since(*since) >= quiet)
        });
        let lately: usize = self.lately.iter().map(|(_, count)| count).sum();
        let count = fresh.iter().filter(|gone| !gone.moved).count();
        if count > 0 && is_great(count + lately, known + lately) {
            let would_remove = fresh.len();
            for Gone { path, .. } in fresh {
                self.doubted.entry(path).or_insert(now);
            }
            return (paths(seen_twice), held(HeldReason::GreatLoss, would_remove, Some(quiet)));
        }
        if !seen_twice.is_empty() {
            *self = Guard::default();
        } else if count > 0 {
            self.lately.push_back((now, count));
        }
        let mut believed = paths(seen_twice);
        believed.extend(paths(fresh));
        believed.sort();
        (believed, None)
    }
}

fn is_great(lost: usize, of: usize) -> bool {
    lost > SMALL && lost * 100 > of * GREAT_PERCENT
}

fn paths(gone: Vec<Gone>) -> Vec<String> {
    gone.into_iter().map(|gone| gone.path).collect()
}
