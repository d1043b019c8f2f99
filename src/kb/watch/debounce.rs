//! When is a burst of events over?

use crate::kb::{Hint, Settings};
use std::time::{Duration, Instant};

/// Gathers what is heard until it was quiet for a while, or until patience ends.
#[derive(Debug)]
pub(in crate::kb) struct Debounce {
    quiet: Duration,
    patience: Duration,
    heard: Option<Burst>,
}

#[derive(Debug)]
struct Burst {
    hint: Hint,
    began: Instant,
    last: Instant,
}

impl Debounce {
    pub(in crate::kb) fn new(settings: &Settings) -> Debounce {
        Debounce { quiet: settings.quiet, patience: settings.patience, heard: None }
    }

    pub(in crate::kb) fn hear(&mut self, hint: Hint, now: Instant) {
        self.heard = Some(match self.heard.take() {
            Some(burst) => Burst { hint: burst.hint.and(hint), began: burst.began, last: now },
            None => Burst { hint, began: now, last: now },
        });
    }

    /// When [`take`](Debounce::take) will give something, unless more is heard.
    pub(in crate::kb) fn due(&self) -> Option<Instant> {
        self.heard.as_ref().map(|burst| (burst.last + self.quiet).min(burst.began + self.patience))
    }

    pub(in crate::kb) fn take(&mut self, now: Instant) -> Option<Hint> {
        if self.due()? > now {
            return None;
        }
        self.heard.take().map(|burst| burst.hint)
    }
}
