//! How much has somebody used of what they may?

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Whoever has a budget: the hash of a name, so that long names take no more room than short ones.
pub(super) type Key = [u8; 16];

/// Costs are counted in tenths of what a search costs.
pub(super) type Cost = u32;

/// The key of these words together.
pub(super) fn key(words: &[&str]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for word in words {
        hasher.update(&word.len().to_le_bytes()).update(word.as_bytes());
    }
    let mut key = Key::default();
    hasher.finalize_xof().fill(&mut key);
    key
}

/// A budget of each of many, which fills up again all the time.
///
/// Of each is known when their budget will be full again, and nothing else; so whose is full need not be known at all.
pub(super) struct Budget {
    /// How long a tenth takes to come back; none without a limit.
    tenth: Option<Duration>,
    /// How long an empty budget takes to be full again.
    depth: Duration,
    full_at: Mutex<Moments>,
}

impl Budget {
    /// So much a minute, and so much at once; without a limit when it is nothing a minute.
    pub(super) fn of(per_minute: Duration, at_once: Cost) -> Budget {
        let tenth = (!per_minute.is_zero()).then_some(per_minute);
        Budget { tenth, depth: per_minute * at_once, full_at: Mutex::new(Moments::of(MOST)) }
    }

    /// Takes this from somebody's budget; or takes nothing, and says when there will be enough.
    pub(super) fn take(&self, key: Key, cost: Cost, now: Instant) -> Result<(), Duration> {
        let Some(tenth) = self.tenth else { return Ok(()) };
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let then = full_at.get(key).map_or(now, |then| then.max(now)) + tenth * cost;
        if let Some(wait) = (then - now).checked_sub(self.depth).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        full_at.put(key, then, now);
        Ok(())
    }

    /// Gives back what was taken for nothing.
    pub(super) fn give_back(&self, key: Key, cost: Cost, now: Instant) {
        let Some(tenth) = self.tenth else { return };
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(then) = full_at.get(key).and_then(|then| then.checked_sub(tenth * cost)) {
            full_at.put(key, then, now);
        }
    }
}

/// A budget knows of no more than this; the keys of so many take 4 MB.
pub(super) const MOST: usize = 65_536;

/// One moment for each of many, but not for more than so many: then those are forgotten whose moment comes first.
pub(super) struct Moments {
    most: usize,
    of: HashMap<Key, Instant>,
}

impl Moments {
    pub(super) fn of(most: usize) -> Moments {
        Moments { most, of: HashMap::new() }
    }

    pub(super) fn get(&self, key: Key) -> Option<Instant> {
        self.of.get(&key).copied()
    }

    /// Keeps a moment. Past ones go first when there is no room.
    pub(super) fn put(&mut self, key: Key, moment: Instant, now: Instant) {
        if self.of.len() >= self.most && !self.of.contains_key(&key) {
            self.of.retain(|_, moment| *moment > now);
            // A fourth at a time, so that it is done seldom.
            if self.of.len() > self.most / 4 * 3 {
                let mut moments: Vec<Instant> = self.of.values().copied().collect();
                let (_, limit, _) = moments.select_nth_unstable(self.most / 4);
                let limit = *limit;
                self.of.retain(|_, moment| *moment > limit);
            }
        }
        self.of.insert(key, moment);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{Budget, Moments, key};

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_budget_is_used_up_and_fills_again() {
        // A tenth each second, five of them at once.
        let (budget, begin) = (Budget::of(SECOND, 5), Instant::now());
        let (ana, ben) = (key(&["ana"]), key(&["ben"]));
        for _ in 0..5 {
            assert_eq!(budget.take(ana, 1, begin), Ok(()));
        }
        assert_eq!(budget.take(ana, 1, begin), Err(SECOND), "it says when");
        assert_eq!(budget.take(ana, 3, begin), Err(3 * SECOND));
        assert_eq!(budget.take(ben, 5, begin), Ok(()), "another has their own");
        assert_eq!(budget.take(ana, 1, begin + SECOND), Ok(()), "asking too often costs nothing more");
        assert_eq!(budget.take(ana, 1, begin + SECOND), Err(SECOND));
        budget.give_back(ana, 1, begin + SECOND);
        assert_eq!(budget.take(ana, 1, begin + SECOND), Ok(()));
        assert_eq!(budget.take(ana, 5, begin + 60 * SECOND), Ok(()));
        assert_eq!(budget.take(ana, 1, begin + 60 * SECOND), Err(SECOND), "it never holds more than that");
    }

    #[test]
    fn nothing_a_minute_is_no_limit() {
        let budget = Budget::of(Duration::ZERO, 0);
        assert!((0..1000).all(|_| budget.take(key(&["ana"]), 1000, Instant::now()).is_ok()));
    }

    #[test]
    fn no_more_is_known_than_there_is_room_for() {
        let (mut moments, now) = (Moments::of(100), Instant::now());
        let name = |number: u32| key(&[&number.to_string()]);
        for number in 0..10_000 {
            moments.put(name(number), now + SECOND * (number % 50 + 1), now);
            assert!(moments.of.len() <= 100);
        }
        // Whose budget is emptiest is remembered.
        moments.put(name(99_999), now + 1000 * SECOND, now);
        for number in 0..10_000 {
            moments.put(name(number), now + SECOND, now);
        }
        assert!(moments.get(name(99_999)).is_some());
        moments.put(name(1), now, now + 10_000 * SECOND);
        assert!(moments.of.len() <= 100);
    }

    #[test]
    fn words_are_not_run_together() {
        assert_ne!(key(&["a", "bc"]), key(&["ab", "c"]));
    }
}
