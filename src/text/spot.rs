//! Where do a few words stand in a long text?

use rustc_hash::FxHashMap;

use super::{Language, Term, analyzing, chunks, fold};

/// A chunk reaches back no further than this from a word inside it.
const LONGEST_CHUNK: usize = 96;

/// Finds words again in texts of one language, by their terms or by how they begin.
///
/// Looks at the first three letters of each word and analyzes only what may be one of the words: ten
/// articles are marked in the time that analyzing one takes.
pub struct Spotter {
    language: Language,
    terms: FxHashMap<String, usize>,
    beginnings: Vec<String>,
    /// By its first two letters: which third letters a word may have that is one of them, a bit each.
    openings: Vec<u32>,
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
        let beginnings: Vec<String> = beginnings.into_iter().collect();
        let mut openings = vec![0; 128 * 128];
        for word in numbers.keys().chain(&beginnings) {
            match word.as_bytes() {
                [first, second, rest @ ..] if first.is_ascii() && second.is_ascii() => {
                    // Hyphens are left out of what is compared: `e-mail` is `email`.
                    openings[pair(*first, b'-')] = ANY;
                    let third = rest.first().filter(|_| rest.len() >= SURE);
                    openings[pair(*first, *second)] |= third.map_or(ANY, |third| bit(*third) | bit(b'-'));
                    if rest.is_empty() && second.is_ascii_alphabetic() {
                        // A stem may be shorter than it looks: `dying` is `die`, `by` is `bi`.
                        openings[pair(*first, 0)..][..128].fill(ANY);
                    }
                }
                [first, ..] if first.is_ascii() => openings[pair(*first, 0)..][..128].fill(ANY),
                _ => {}
            }
        }
        Spotter { language, terms: numbers, beginnings, openings }
    }

    /// The words that stand in a text, in their order.
    pub fn spots(&self, text: &str) -> Vec<Spot> {
        let mut spots = Vec::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = self.next_likely(bytes, at) {
            let mut chunk = chunks::next(text, chunk_start(text, found, at));
            while let Some(before) = chunk.filter(|chunk| chunk.end <= found) {
                chunk = chunks::next(text, before.end);
            }
            let Some(chunk) = chunk else { break };
            // What lay there may have been no word: then look at the next one before reading it.
            at = chunk.start;
            if chunk.start <= found || !bytes[chunk.start].is_ascii() {
                self.analyze(&text[chunk.start..chunk.end], chunk.start, &mut spots);
                at = chunk.end;
            }
        }
        spots
    }

    /// The next place at which a word begins that may be one of those wanted.
    fn next_likely(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut before = if from == 0 { b' ' } else { bytes[from - 1] };
        for (offset, byte) in bytes[from..].iter().enumerate() {
            let within =
                before.is_ascii_alphabetic() || (before.is_ascii_digit() && byte.is_ascii_alphanumeric());
            let begins = !within || (byte.is_ascii_digit() && before.is_ascii_alphabetic());
            before = *byte;
            if !begins || !(byte.is_ascii_alphanumeric() || *byte == b'.' || !byte.is_ascii()) {
                continue;
            }
            let at = from + offset;
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let third = bytes.get(at + 2).copied().unwrap_or(b' ');
            if !byte.is_ascii() || !next.is_ascii() || self.openings[pair(*byte, next)] & bit(third) != 0 {
                return Some(at);
            }
        }
        None
    }

    fn analyze(&self, text: &str, offset: usize, spots: &mut Vec<Spot>) {
        let Spotter { language, terms, beginnings, .. } = self;
        let mut keep = |term: Term<'_>| {
            let number = terms.get(term.text).copied();
            let begins = |word: &str| beginnings.iter().any(|beginning| word.starts_with(beginning.as_str()));
            let begun = || match term.surface {
                "" => false,
                plain if plain.is_ascii() => begins(plain),
                accented => begins(&fold(accented)),
            };
            if number.is_some() || begun() {
                spots.push(Spot { number, start: offset + term.start, end: offset + term.end });
            }
        };
        analyzing(*language, |analyzer| analyzer.each(text, &mut keep));
    }
}

/// Any third letter will do.
const ANY: u32 = u32::MAX;

/// The third letter of a stem is sure to be its word's when so many letters stand behind its second.
const SURE: usize = 3;

/// The bit of a third letter: one each for `a` to `z` whatever their case, one for digits, one for the rest.
fn bit(third: u8) -> u32 {
    match third {
        b'a'..=b'z' => 1 << (third - b'a'),
        b'A'..=b'Z' => 1 << (third - b'A'),
        b'0'..=b'9' => 1 << 26,
        _ => 1 << 27,
    }
}

/// The place of two ASCII letters in the table, whatever their case.
fn pair(first: u8, second: u8) -> usize {
    usize::from(first.to_ascii_lowercase() & 127) * 128 + usize::from(second.to_ascii_lowercase() & 127)
}

/// Where the chunk may begin in which a byte stands; not before `from`.
fn chunk_start(text: &str, at: usize, from: usize) -> usize {
    let bytes = text.as_bytes();
    let outside = |byte: &u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'\''));
    let from = from.max(at.saturating_sub(LONGEST_CHUNK));
    let start = bytes[from..at].iter().rposition(outside).map_or(from, |found| from + found + 1);
    text.floor_char_boundary(start)
}

#[cfg(test)]
mod tests {
    use super::Spotter;
    use crate::text::Language;

    #[track_caller]
    fn check(terms: &[&str], beginnings: &[&str], text: &str, expected: &[&str]) {
        let numbered = terms.iter().enumerate().map(|(number, term)| (*term, number));
        let beginnings = beginnings.iter().map(|word| (*word).to_owned());
        let spotter = Spotter::new(Language::ENGLISH, numbered, beginnings);
        let found: Vec<&str> = spotter.spots(text).iter().map(|spot| &text[spot.start..spot.end]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_found_in_their_forms() {
        check(
            &["polici", "connect"],
            &[],
            "A policy, policies; (Connected) disconnect.",
            &["policy", "policies", "Connected"],
        );
        check(&["tri"], &[], "Try it", &["Try"]);
        check(
            &["wifi", "2.14.3", "5034441"],
            &[],
            "wi-fi on v2.14.3, see KB5034441",
            &["wi-fi", "v2.14.3", "KB5034441"],
        );
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
            let terms = [("a", 0), ("ab", 1), ("abc", 2), ("1", 3), ("bc", 4), ("12", 5), ("abcab", 6), ("cbacba", 7)];
            let spotter = Spotter::new(Language::ENGLISH, terms, ["cb".to_owned()]);
            let quick: Vec<_> = spotter.spots(&text);
            let mut slow = Vec::new();
            spotter.analyze(&text, 0, &mut slow);
            let all = |spots: &[super::Spot]| spots.iter().map(|spot| (spot.start, spot.end)).collect::<Vec<_>>();
            proptest::prop_assert_eq!(all(&quick), all(&slow));
        }
    }
}
