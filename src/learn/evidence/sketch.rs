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
///
/// Other sections of an article say much of the same: a quarter of the pairs in the median of public knowledge bases, and
/// nearly all where steps are alike (officedocs, scale-aws: one section in three has more than 40 %). So it is remembered,
/// too, how many of the pairs stood elsewhere in the article: these stand there still when the section is taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    pairs: Vec<u32>,
    elsewhere: u32,
}

impl Sketch {
    /// The sketch of a section. `all` are the sections of its article, this one among them.
    pub fn of<'a>(
        text: &str,
        all: impl IntoIterator<Item = &'a str>,
        language: Language,
        secret: &[u8; 32],
    ) -> Sketch {
        let (mut mine, mut others) = (FxHashSet::default(), FxHashSet::default());
        add_pairs(text, language, secret, &mut mine);
        for other in all.into_iter().filter(|other| *other != text) {
            add_pairs(other, language, secret, &mut others);
        }
        let mut pairs: Vec<u32> = mine.into_iter().collect();
        pairs.sort_unstable();
        pairs.truncate(MOST);
        let elsewhere = pairs.iter().filter(|pair| others.contains(pair)).count();
        Sketch { pairs, elsewhere: u32::try_from(elsewhere).unwrap_or(0) }
    }

    /// How much of it stands among these pairs, in thousandths of what counts in full. A text without a word always does.
    pub(super) fn kept(&self, now: &FxHashSet<u32>) -> u16 {
        let len = self.pairs.len() as u64;
        let share = |count: u64| (count * 1_000).checked_div(len);
        let stands = self.pairs.iter().filter(|pair| now.contains(pair)).count() as u64;
        let Some((stands, elsewhere)) = share(stands).zip(share(self.elsewhere.into())) else { return 1_000 };
        // Of a section that says nothing of its own it cannot be told what stands by chance.
        let by_chance = if elsewhere < 1_000 { elsewhere.max(BY_CHANCE) } else { BY_CHANCE };
        let in_full = IN_FULL.max(by_chance.midpoint(1_000));
        let kept = stands.saturating_sub(by_chance) * 1_000 / (in_full - by_chance);
        u16::try_from(kept.min(1_000)).unwrap_or(1_000)
    }

    /// As the store keeps it: how many pairs stood elsewhere, then the pairs.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.elsewhere].iter().chain(&self.pairs).flat_map(|number| number.to_le_bytes()).collect()
    }

    /// Reads what [`to_bytes`](Sketch::to_bytes) wrote; none when it cannot be that.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (numbers, []) = bytes.as_chunks() else { return None };
        let mut numbers = numbers.iter().map(|number| u32::from_le_bytes(*number));
        let elsewhere = numbers.next()?;
        let pairs: Vec<u32> = numbers.collect();
        let is_one = pairs.len() <= MOST
            && pairs.is_sorted_by(|a, b| a < b)
            && usize::try_from(elsewhere).is_ok_and(|elsewhere| elsewhere <= pairs.len());
        is_one.then_some(Sketch { pairs, elsewhere })
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
