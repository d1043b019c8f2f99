//! Which few are the best of many?

use std::{cmp::Ordering, collections::BinaryHeap};

use crate::library::Key;

/// The best so far, at most a number of them.
pub(super) struct Best {
    limit: usize,
    /// The worst of them on top.
    heap: BinaryHeap<Ranked>,
}

/// An article and how like it is. What comes later in a list is the greater.
struct Ranked(Key, f32);

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        other.1.total_cmp(&self.1).then(self.0.cmp(&other.0))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Ranked) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

impl Best {
    /// None yet, of so many at most, out of so many.
    pub(super) fn of(limit: usize, candidates: usize) -> Best {
        Best { limit, heap: BinaryHeap::with_capacity(limit.min(candidates)) }
    }

    /// Takes one in, if it is among the best.
    pub(super) fn offer(&mut self, key: Key, likeness: f32) {
        if self.heap.len() < self.limit {
            self.heap.push(Ranked(key, likeness));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && Ranked(key, likeness) < *worst
        {
            *worst = Ranked(key, likeness);
        }
    }

    /// Takes in those of another.
    pub(super) fn join(&mut self, other: Best) {
        for Ranked(key, likeness) in other.heap {
            self.offer(key, likeness);
        }
    }

    /// Best first, equals in the order of their keys.
    pub(super) fn in_order(self) -> Vec<(Key, f32)> {
        self.heap.into_sorted_vec().into_iter().map(|Ranked(key, likeness)| (key, likeness)).collect()
    }
}
