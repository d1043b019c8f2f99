//! Where do a few words stand in a long text?

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Analyzer, Language, Term, chunks, fold};

/// A chunk reaches back no further than this from a word inside it.
const LONGEST_CHUNK: usize = 96;

/// Finds words again in texts of one language, by their terms or by how they begin.
///
/// Reads plain ASCII text a pair of letters at a time and analyzes only what may be one of the words: ten
/// articles are marked in the time that analyzing one takes.
pub struct Spotter {
    analyzer: Analyzer,
    terms: FxHashMap<String, usize>,
    beginnings: FxHashSet<String>,
    /// Whether a word that begins with these two letters may be one of them.
    pairs: Vec<bool>,
}

/// A word that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The number that its term was given; `None` when it only begins as wanted.
    pub number: Option<usize>,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
}

impl Spotter {
    /// Looks for these terms, each with a number to be known by, and for words with these beginnings (without
    /// accents, lower case).
    pub fn new<'a>(
        language: Language,
        terms: impl IntoIterator<Item = (&'a str, usize)>,
        beginnings: impl IntoIterator<Item = String>,
    ) -> Spotter {
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        for (term, number) in terms {
            numbers.entry(term.to_owned()).or_insert(number);
        }
        let beginnings: FxHashSet<String> = beginnings.into_iter().collect();
        let mut pairs = vec![false; 128 * 128];
        for word in numbers.keys().chain(&beginnings) {
            match word.as_bytes() {
                [first, second, _, ..] if first.is_ascii() && second.is_ascii() => {
                    pairs[usize::from(*first) * 128 + usize::from(*second)] = true;
                }
                // Stems of two letters may have lost their second: `try` is `tri`, `dying` is `die`.
                [first, ..] if first.is_ascii() => {
                    pairs[usize::from(*first) * 128..][..128].fill(true);
                }
                _ => {}
            }
        }
        Spotter { analyzer: Analyzer::new(language), terms: numbers, beginnings, pairs }
    }

    /// The words that stand in a text, in their order.
    pub fn spots(&mut self, text: &str) -> Vec<Spot> {
        let mut spots = Vec::new();
        if !text.is_ascii() {
            self.analyze(text, 0, &mut spots);
            return spots;
        }
        let bytes = text.as_bytes();
        let mut before = b' ';
        let mut at = 0;
        while at + 1 < bytes.len() {
            let byte = bytes[at];
            let begins = byte.is_ascii_alphanumeric()
                && (!before.is_ascii_alphanumeric() || (byte.is_ascii_digit() && before.is_ascii_alphabetic()));
            if begins || byte == b'.' {
                let pair = usize::from(byte.to_ascii_lowercase()) * 128 + usize::from(bytes[at + 1].to_ascii_lowercase());
                if self.pairs[pair] {
                    let start = chunk_start(bytes, at);
                    if let Some(chunk) = chunks::next(text, start).filter(|chunk| chunk.end > at) {
                        self.analyze(&text[chunk.start..chunk.end], chunk.start, &mut spots);
                        at = chunk.end;
                        before = bytes[at - 1];
                        continue;
                    }
                }
            }
            before = byte;
            at += 1;
        }
        if at + 1 == bytes.len() && !before.is_ascii_alphanumeric() {
            self.analyze(&text[at..], at, &mut spots);
        }
        spots
    }

    fn analyze(&mut self, text: &str, offset: usize, spots: &mut Vec<Spot>) {
        let Spotter { analyzer, terms, beginnings, .. } = self;
        analyzer.each(text, &mut |term: Term<'_>| {
            let number = terms.get(term.text).copied();
            let begun = || {
                let folded = fold(term.surface);
                !folded.is_empty() && beginnings.iter().any(|beginning| folded.starts_with(beginning))
            };
            if number.is_some() || begun() {
                spots.push(Spot { number, start: offset + term.start, end: offset + term.end });
            }
        });
    }
}

/// Where the chunk begins in which a byte of ASCII text stands.
fn chunk_start(bytes: &[u8], at: usize) -> usize {
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'\'');
    let from = at.saturating_sub(LONGEST_CHUNK);
    bytes[from..at].iter().rposition(|byte| !inside(byte)).map_or(from, |found| from + found + 1)
}

#[cfg(test)]
mod tests {
    use super::Spotter;
    use crate::text::Language;

    #[track_caller]
    fn check(terms: &[&str], beginnings: &[&str], text: &str, expected: &[&str]) {
        let numbered = terms.iter().enumerate().map(|(number, term)| (*term, number));
        let beginnings = beginnings.iter().map(|word| (*word).to_owned());
        let mut spotter = Spotter::new(Language::ENGLISH, numbered, beginnings);
        let found: Vec<&str> = spotter.spots(text).iter().map(|spot| &text[spot.start..spot.end]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_found_in_their_forms() {
        check(&["polici", "connect"], &[], "A policy, policies; (Connected) disconnect.", &["policy", "policies", "Connected"]);
        check(&["tri"], &[], "Try it", &["Try"]);
        check(&["wifi", "2.14.3", "5034441"], &[], "wi-fi on v2.14.3, see KB5034441", &["wi-fi", "v2.14.3", "KB5034441"]);
        check(&[".net", "c++"], &[], "Use .NET or C++", &[".NET", "C++"]);
        check(&["reset"], &[], "err_connection_reset reset", &["reset", "reset"]);
        check(&[], &["pass"], "The passport and PASSWORD", &["passport", "PASSWORD"]);
        check(&["zuruck"], &[], "Zurück, zurück", &["Zurück", "zurück"]);
        check(&["x"], &[], "x", &["x"]);
        check(&["x"], &[], "see x", &["x"]);
    }

    proptest::proptest! {
        /// Reading in a hurry finds what reading every word finds.
        #[test]
        fn the_short_way_is_the_long_way(text in "[a-cA-C1-2 ._'-]{0,60}") {
            let terms = [("a", 0), ("ab", 1), ("abc", 2), ("1", 3), ("bc", 4), ("12", 5)];
            let mut spotter = Spotter::new(Language::ENGLISH, terms, ["cb".to_owned()]);
            let quick: Vec<_> = spotter.spots(&text);
            let mut slow = Vec::new();
            spotter.analyze(&text, 0, &mut slow);
            let all = |spots: &[super::Spot]| spots.iter().map(|spot| (spot.start, spot.end)).collect::<Vec<_>>();
            proptest::prop_assert_eq!(all(&quick), all(&slow));
        }
    }
}
