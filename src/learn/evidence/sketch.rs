//! What is remembered of a section that was used?

use rustc_hash::FxHashSet;

use super::super::WordKey;
use crate::text::{Language, analyzing};

/// So many pairs are remembered, those with the least numbers: of a longer section a fair sample.
const MOST: usize = 128;
/// As much as this has to stand for the section to count in full, in thousandths: a word that is mended in a step of
/// twenty takes two of nineteen pairs away.
const IN_FULL: u64 = 850;
/// No more than this stands of a section by chance when it is written anew.
const BY_CHANCE: u64 = 400;

/// What is remembered of a section's text: numbers of its pairs of neighbouring words, of which nobody without the desk's
/// secret can tell the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str, language: Language, secret: &[u8; 32]) -> Sketch {
        let mut all = FxHashSet::default();
        add_pairs(text, language, secret, &mut all);
        let mut all: Vec<u32> = all.into_iter().collect();
        all.sort_unstable();
        all.truncate(MOST);
        Sketch(all)
    }

    /// How much of it stands among these pairs, in thousandths of what counts in full. A text without a word always does.
    pub(super) fn kept(&self, now: &FxHashSet<u32>) -> u16 {
        let stands = self.0.iter().filter(|pair| now.contains(pair)).count() as u64;
        let Some(stands) = (stands * 1_000).checked_div(self.0.len() as u64) else { return 1_000 };
        let kept = stands.saturating_sub(BY_CHANCE) * 1_000 / (IN_FULL - BY_CHANCE);
        u16::try_from(kept.min(1_000)).unwrap_or(1_000)
    }

    /// As the store keeps it.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|pair| pair.to_le_bytes()).collect()
    }

    /// Reads what [`to_bytes`](Sketch::to_bytes) wrote; none when it cannot be that.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (pairs, []) = bytes.as_chunks() else { return None };
        let pairs: Vec<u32> = pairs.iter().map(|pair| u32::from_le_bytes(*pair)).collect();
        (pairs.len() <= MOST && pairs.is_sorted_by(|a, b| a < b)).then_some(Sketch(pairs))
    }
}

/// Adds the pairs of neighbouring words; a word that stands alone is a pair with nothing.
pub(super) fn add_pairs(text: &str, language: Language, secret: &[u8; 32], into: &mut FxHashSet<u32>) {
    let mut words: Vec<u64> = Vec::new();
    analyzing(language, |analyzer| {
        analyzer.each(text, &mut |term| words.push(WordKey::of(term.text, secret).0));
    });
    if let [alone] = words.as_slice() {
        into.insert(pair(*alone, 0));
    }
    into.extend(words.windows(2).map(|two| pair(two[0], two[1])));
}

/// The number of a pair, spread evenly (splitmix64).
fn pair(first: u64, second: u64) -> u32 {
    let bits = first.rotate_left(1) ^ second;
    let bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from((bits ^ bits >> 31) >> 32).unwrap_or(0)
}
