//! Where do the words of a million cases lie?

use super::{
    WordNo,
    numbered::{number, room},
};

/// So many words that nobody has any more are not worth moving the others.
const FEW: usize = 4_096;

/// Lists of words, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct WordLists {
    words: Vec<WordNo>,
    /// How many of them belong to no list any more.
    left: usize,
}

/// Where a list lies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordList {
    start: u32,
    len: u32,
}

impl WordLists {
    pub(super) fn get(&self, list: WordList) -> &[WordNo] {
        let start = list.start as usize;
        self.words.get(start..start + list.len as usize).unwrap_or_default()
    }

    /// Puts a list behind the others.
    pub(super) fn add(&mut self, words: &[WordNo]) -> WordList {
        room(&mut self.words, words.len());
        let list = WordList { start: number(self.words.len()), len: number(words.len()) };
        self.words.extend_from_slice(words);
        list
    }

    /// Nobody has this list any more.
    pub(super) fn leave(&mut self, list: WordList) {
        self.left += list.len as usize;
    }

    /// Whether more than half of the words are nobody's.
    pub(super) fn wasteful(&self) -> bool {
        self.left > FEW && self.left > self.words.len() / 2
    }

    #[cfg(test)]
    pub(super) fn room(&self) -> usize {
        self.words.len()
    }
}
