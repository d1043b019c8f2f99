//! How much of what was used does an article still say?

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Sketch, sketch::add_pairs};
use crate::{library::Key, text::Language};

/// What an article says now, as far as all its readers see it.
///
/// What was used is looked for in all of it: a section that is moved, called otherwise, or parted in two still says what it
/// said.
#[derive(Clone, Debug, Default)]
pub struct Present {
    texts: FxHashSet<u64>,
    pairs: FxHashSet<u32>,
}

impl Present {
    /// What these sections say.
    pub fn of<'a>(
        sections: impl IntoIterator<Item = &'a str>,
        language: Language,
        secret: &[u8; 32],
    ) -> Present {
        let mut present = Present::default();
        let mut whole = String::new();
        for text in sections {
            present.texts.insert(Key::of(text).0);
            add_pairs(text, language, secret, &mut present.pairs);
            Self::add_line(&mut whole, text);
        }
        present.texts.insert(Key::of(&whole).0);
        present
    }

    /// What all sections say, each in a line.
    pub fn whole<'a>(sections: impl IntoIterator<Item = &'a str>) -> String {
        let mut whole = String::new();
        sections.into_iter().for_each(|text| Self::add_line(&mut whole, text));
        whole
    }

    fn add_line(whole: &mut String, text: &str) {
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(text);
    }

    /// How much of a section still stands here. What cannot be told, because nothing is remembered of it, counts in full.
    pub fn kept(&self, section: u64, sketch: Option<&Sketch>) -> Kept {
        if self.texts.contains(&section) {
            return Kept { thousandths: 1_000, is_known: true };
        }
        let thousandths = sketch.map_or(1_000, |sketch| sketch.kept(&self.pairs));
        Kept { thousandths, is_known: sketch.is_some() }
    }
}

/// How much of an outcome counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// 0 to 1000.
    pub thousandths: u16,
    /// Whether that is known, and not only taken for granted.
    pub is_known: bool,
}

/// What has to be held against what an article says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which article.
    pub article: Key,
    /// Which state of it, as in a [`Basis`](super::Basis).
    pub content: u64,
    /// The sections that were used, by their hashes.
    pub sections: Vec<u64>,
}

/// How much of sections still stands, by article, its state, and section.
#[derive(Clone, Debug, Default)]
pub struct Judged(FxHashMap<(Key, u64, u64), Kept>);

impl Judged {
    /// Adds what is found in an article of the sections that were wanted.
    pub fn add(&mut self, wanted: &Wanted, kept: impl Fn(u64) -> Kept) {
        for section in &wanted.sections {
            self.0.insert((wanted.article, wanted.content, *section), kept(*section));
        }
    }

    pub(super) fn get(&self, article: Key, content: u64, section: u64) -> Option<Kept> {
        self.0.get(&(article, content, section)).copied()
    }
}
