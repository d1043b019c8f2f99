//! Who is next, where only a few can go at once?

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

/// Turns at something of which there is not enough for all.
#[derive(Debug)]
pub(super) struct Turns {
    /// How many may begin.
    free: Mutex<usize>,
    freed: Condvar,
}

/// A turn, which ends when it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// So many at a time.
    pub(super) fn of(many: usize) -> Turns {
        Turns { free: Mutex::new(many), freed: Condvar::new() }
    }

    /// A turn; none when nobody is done in time.
    pub(super) fn wait(&self, patience: Duration) -> Option<Turn<'_>> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_timeout_while(free, patience, |free| *free == 0);
        let (mut free, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *free = free.checked_sub(1)?;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_comes_back_when_it_ends() {
        let turns = Turns::of(2);
        let (one, other) = (turns.wait(Duration::ZERO), turns.wait(Duration::ZERO));
        assert!(one.is_some() && other.is_some() && turns.wait(Duration::ZERO).is_none());
        drop(one);
        assert!(turns.wait(Duration::ZERO).is_some());
    }
}
