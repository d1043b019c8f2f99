//! What differs since the last look?

use crate::kb::{Hint, LeftOut, Listing, Settings, list};
use std::collections::BTreeSet;
use std::time::{Duration, Instant, SystemTime};

/// Looks at the folder every so often and compares stamps.
pub(super) struct Poll {
    every: Duration,
    due: Instant,
    /// Nothing while the folder could not be looked into.
    last: Option<Listing>,
}

impl Poll {
    /// Takes the first look at once: what happens from now on will be told.
    pub(super) fn new(settings: &Settings, every: Duration, now: Instant) -> Poll {
        Poll { every, due: now + every, last: look(settings) }
    }

    pub(super) fn due(&self) -> Instant {
        self.due
    }

    /// Whether the last look showed the folder.
    pub(super) fn sees(&self) -> bool {
        self.last.is_some()
    }

    /// Looks again when it is time.
    pub(super) fn look(&mut self, settings: &Settings, now: Instant) -> Option<Hint> {
        if now < self.due {
            return None;
        }
        self.due = now + self.every;
        let before = self.last.take();
        self.last = look(settings);
        match (before, &self.last) {
            (Some(before), Some(after)) => difference(&before, after),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => Some(Hint::Everything),
        }
    }
}

fn look(settings: &Settings) -> Option<Listing> {
    let mut listing = list(settings).ok()?;
    let now = SystemTime::now();
    for stamp in listing.files.values_mut() {
        *stamp = stamp.settled(now);
    }
    Some(listing)
}

fn difference(before: &Listing, after: &Listing) -> Option<Hint> {
    let one_way = |one: &Listing, other: &Listing| -> BTreeSet<String> {
        let files = one.files.iter().filter(|(path, stamp)| other.files.get(*path) != Some(*stamp));
        let left_out = one.left_out.iter().filter(|left_out| !other.left_out.contains(left_out));
        files.map(|(path, _)| path.clone()).chain(left_out.map(|LeftOut { path, .. }| path.clone())).collect()
    };
    let changed = Hint::Paths(one_way(before, after)).and(Hint::Paths(one_way(after, before)));
    (changed != Hint::Paths(BTreeSet::new())).then_some(changed)
}
