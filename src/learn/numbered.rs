//! What is the number of something, and what has a number?

use std::{
    hash::{BuildHasher, Hash},
    ops::Index,
};

use rustc_hash::FxBuildHasher;

/// No number: an empty slot.
const EMPTY: u32 = u32::MAX;

/// Things that are each there once, numbered from 0 in the order in which they came.
///
/// Each thing is kept once; the way back from it to its number is a table of four bytes a slot, so that a million
/// keys of 16 bytes take 24 MB.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<T> {
    things: Vec<T>,
    /// Numbers at the places that the hashes of their things say, else at the next free one. As many as a power
    /// of two, at most three quarters full.
    slots: Vec<u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Numbered { things: Vec::new(), slots: Vec::new() }
    }
}

impl<T: Hash + Eq> Numbered<T> {
    pub(crate) fn len(&self) -> usize {
        self.things.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.things.iter()
    }

    /// The number of a thing, if it has one.
    pub(crate) fn number_of(&self, thing: &T) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let number = self.slots[self.slot(thing)];
        (number != EMPTY).then_some(number)
    }

    /// The number of a thing, a new one if it has none; and whether it is new.
    pub(crate) fn give(&mut self, thing: T) -> (u32, bool) {
        if self.things.len() >= self.slots.len() / 4 * 3 {
            self.widen();
        }
        let slot = self.slot(&thing);
        if self.slots[slot] != EMPTY {
            return (self.slots[slot], false);
        }
        let number = number(self.things.len());
        self.slots[slot] = number;
        push(&mut self.things, thing);
        (number, true)
    }

    /// The number of a thing that is copied only if it is new.
    pub(crate) fn give_ref(&mut self, thing: &T) -> u32
    where
        T: Clone,
    {
        self.number_of(thing).unwrap_or_else(|| self.give(thing.clone()).0)
    }

    /// Where the number of a thing stands, or would.
    fn slot(&self, thing: &T) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = place(thing, last);
        while self.slots[slot] != EMPTY && self.things[self.slots[slot] as usize] != *thing {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn widen(&mut self) {
        let len = (self.slots.len() * 2).max(16);
        self.slots = vec![EMPTY; len];
        for (number, thing) in (0..).zip(&self.things) {
            let mut slot = place(thing, len - 1);
            while self.slots[slot] != EMPTY {
                slot = (slot + 1) & (len - 1);
            }
            self.slots[slot] = number;
        }
    }
}

impl<T> Index<u32> for Numbered<T> {
    type Output = T;

    fn index(&self, number: u32) -> &T {
        &self.things[number as usize]
    }
}

/// Where to begin looking for a thing among slots up to `last`.
#[expect(clippy::cast_possible_truncation, reason = "the low bits are the place")]
fn place<T: Hash>(thing: &T, last: usize) -> usize {
    FxBuildHasher.hash_one(thing) as usize & last
}

/// A place in a list as a number. Four billion of anything here do not fit into memory.
pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(EMPTY)
}

/// Pushes, and leaves at most an eighth of a long list empty where `Vec` would leave half.
pub(crate) fn push<T>(list: &mut Vec<T>, thing: T) {
    room(list, 1);
    list.push(thing);
}

/// Makes room for so many more, sparingly.
pub(crate) fn room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 8).max(8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_keeps_its_number() {
        let mut words = Numbered::default();
        for round in 0..2 {
            for n in 0..10_000_u32 {
                assert_eq!(words.give(format!("word {n}")), (n, round == 0));
            }
        }
        assert_eq!(words.len(), 10_000);
        assert_eq!(words.number_of(&"word 77".to_owned()), Some(77));
        assert_eq!(words.number_of(&"no word".to_owned()), None);
        assert_eq!(words[9_999], "word 9999");
        assert_eq!(Numbered::<u8>::default().number_of(&1), None);
    }
}
