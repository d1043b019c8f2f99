//! Which known products does a line name?

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::terms::Word;
use crate::{
    text::{Language, stop_words},
    ticket::phrases::plain,
};

/// Names of more words than this are titles.
const MOST_WORDS: usize = 6;

/// The names of products, ready to be found.
pub(super) struct Names {
    names: FxHashSet<String>,
    longest: usize,
}

impl Names {
    /// Case, accents and hyphens do not matter; a name that is only a little word is none.
    pub(super) fn of(products: &[String]) -> Names {
        let told = products.iter().map(|product| plain(product));
        let names: FxHashSet<String> = told
            .filter(|name| !name.is_empty() && name.split(' ').count() <= MOST_WORDS)
            .filter(|name| !stop_words::contains(Language::ENGLISH, name))
            .collect();
        let longest = names.iter().map(|name| name.split(' ').count()).max().unwrap_or(0);
        Names { names, longest }
    }

    /// Whether a plain word is a name.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.names.contains(word)
    }

    /// Where names stand in a line; of two that begin together the longer.
    pub(super) fn find(&self, line: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.names.is_empty() {
            return found;
        }
        let told: Vec<String> = words.iter().map(|word| plain(word.text)).collect();
        let mut at = 0;
        while at < words.len() {
            let mut name = String::new();
            let mut best = None;
            for (count, word) in told[at..].iter().take(self.longest).enumerate() {
                if count > 0 {
                    name.push(' ');
                }
                name.push_str(word);
                if self.names.contains(&name) {
                    best = Some(count + 1);
                }
                if words[at + count].stopped {
                    break;
                }
            }
            if let Some(count) = best {
                let last = words[at + count - 1];
                found.push(words[at].start..last.start + last.text.len());
            }
            at += best.unwrap_or(1);
        }
        found.retain(|range| line.get(range.clone()).is_some());
        found
    }
}
