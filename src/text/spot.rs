//! Where do a few words stand in a long text?

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Language, Term, analyzing, chunks, fold, openings::Openings, stem::sure};

/// A chunk reaches back no further than this from a word inside it.
const LONGEST_CHUNK: usize = 96;

/// Finds words again in texts of one language, by their terms or by how they begin.
///
/// Looks at the first three letters of each word (`Openings`), then at as many as its term is sure to share
/// (`Beginning`), analyzes only what may still be one of the words, and remembers what it found each time: ten articles
/// are marked in less than the time that analyzing one takes.
pub struct Spotter {
    wanted: Wanted,
    openings: Openings,
    seen: Seen,
}

/// What was found before.
struct Seen {
    /// What plain words, by their lower-case letters, turned out to be.
    known: FxHashMap<u128, Option<Spot>>,
    /// What other chunks turned out to hold, counted from where they begin.
    others: FxHashMap<Box<str>, Vec<Spot>>,
}

/// What is looked for.
struct Wanted {
    language: Language,
    terms: FxHashMap<String, usize>,
    beginnings: Vec<String>,
    /// One of them begins every plain word that is wanted.
    plain: Vec<Beginning>,
}

/// How a word of ASCII letters begins: the letters as one number, and how many they are.
struct Beginning {
    letters: u128,
    len: u32,
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
        let of_terms = numbers.keys().map(|term| &term[..term.floor_char_boundary(sure(term, language))]);
        let begun: Vec<&str> = of_terms.chain(beginnings.iter().map(String::as_str)).collect();
        let openings = Openings::of(begun.iter().copied());
        let plain: Vec<Beginning> = begun.iter().filter_map(|word| Beginning::of(word)).collect();
        let known = FxHashMap::with_capacity_and_hasher(256, FxBuildHasher);
        let wanted = Wanted { language, terms: numbers, beginnings, plain };
        Spotter { wanted, openings, seen: Seen { known, others: FxHashMap::default() } }
    }

    /// Adds the words that stand in a text, in their order.
    pub fn spots(&mut self, text: &str, into: &mut Vec<Spot>) {
        let Spotter { wanted, openings, seen } = self;
        let bytes = text.as_bytes();
        let mut read = 0;
        openings.each(bytes, |at| {
            read = match chunks::plain_word(bytes, at) {
                Some((end, word)) => seen.plain(wanted, text, at..end, word, into),
                None => seen.any(wanted, text, at, read, into),
            };
            read
        });
    }
}

impl Seen {
    /// Reads a word of nothing but letters; gives where it ends.
    fn plain(
        &mut self,
        wanted: &Wanted,
        text: &str,
        place: Range<usize>,
        word: u128,
        into: &mut Vec<Spot>,
    ) -> usize {
        let Range { start, end } = place;
        if !wanted.may_be(word, end - start) {
            return end;
        }
        let known = self.known.entry(word).or_insert_with(|| {
            let mut spots = Vec::new();
            wanted.analyze(&text[start..end], &mut spots);
            spots.pop()
        });
        into.extend(known.map(|known| Spot { start, end, ..known }));
        end
    }

    /// Reads the chunk in which a byte stands; gives how far everything is read.
    fn any(&mut self, wanted: &Wanted, text: &str, at: usize, from: usize, into: &mut Vec<Spot>) -> usize {
        let mut chunk = chunks::next(text, chunk_start(text, at, from));
        while let Some(before) = chunk.filter(|chunk| chunk.end <= at) {
            chunk = chunks::next(text, before.end);
        }
        let Some(chunk) = chunk else { return text.len() };
        // What lay there may have been no word: then look at the next one before reading it.
        if chunk.start > at && text.as_bytes()[chunk.start].is_ascii() {
            return chunk.start;
        }
        let word = &text[chunk.start..chunk.end];
        let moved =
            |spot: &Spot| Spot { start: chunk.start + spot.start, end: chunk.start + spot.end, ..*spot };
        if let Some(spots) = self.others.get(word) {
            into.extend(spots.iter().map(moved));
        } else {
            let mut spots = Vec::new();
            wanted.analyze(word, &mut spots);
            into.extend(spots.iter().map(moved));
            if word.len() <= LONGEST_CHUNK {
                self.others.insert(word.into(), spots);
            }
        }
        chunk.end
    }
}

impl Beginning {
    /// Of plain words that begin with this, as far as it is ASCII; `None` when it is how no plain word begins.
    fn of(word: &str) -> Option<Beginning> {
        let mut beginning = Beginning { letters: 0, len: 0 };
        for byte in word.bytes().take(chunks::PLAIN).take_while(u8::is_ascii) {
            if !byte.is_ascii_alphabetic() {
                return None;
            }
            beginning.letters = (beginning.letters << 8) | u128::from(byte);
            beginning.len += 1;
        }
        Some(beginning)
    }
}

impl Wanted {
    /// Whether a word of so many letters, which are given in lower case as one number, may be wanted.
    fn may_be(&self, letters: u128, len: usize) -> bool {
        self.plain.iter().any(|beginning| {
            let more = u32::try_from(len).ok().and_then(|len| len.checked_sub(beginning.len));
            more.is_some_and(|more| letters.checked_shr(8 * more).unwrap_or(0) == beginning.letters)
        })
    }

    fn analyze(&self, text: &str, spots: &mut Vec<Spot>) {
        let Wanted { language, terms, beginnings, .. } = self;
        let mut keep = |term: Term<'_>| {
            let number = terms.get(term.text).copied();
            let begins = |word: &str| beginnings.iter().any(|beginning| word.starts_with(beginning.as_str()));
            let begun = || match term.surface {
                "" => false,
                plain if plain.is_ascii() => begins(plain),
                accented => begins(&fold(accented)),
            };
            if number.is_some() || begun() {
                spots.push(Spot { number, start: term.start, end: term.end });
            }
        };
        analyzing(*language, |analyzer| analyzer.each(text, &mut keep));
    }
}

/// Where the chunk may begin in which a byte stands; not before `from`.
fn chunk_start(text: &str, at: usize, from: usize) -> usize {
    let bytes = text.as_bytes();
    // Of what is not ASCII nobody knows without reading it; looking too far back only costs time.
    let outside = |byte: &u8| {
        byte.is_ascii() && !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'\''))
    };
    let from = from.max(at.saturating_sub(LONGEST_CHUNK));
    let start = bytes[from..at].iter().rposition(outside).map_or(from, |found| from + found + 1);
    text.floor_char_boundary(start)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Spotter, analyzing};
    use crate::text::Language;

    #[track_caller]
    fn check(terms: &[&str], beginnings: &[&str], text: &str, expected: &[&str]) {
        let numbered = terms.iter().enumerate().map(|(number, term)| (*term, number));
        let beginnings = beginnings.iter().map(|word| (*word).to_owned());
        let mut spotter = Spotter::new(Language::ENGLISH, numbered, beginnings);
        let mut spots = Vec::new();
        spotter.spots(text, &mut spots);
        let found: Vec<&str> = spots.iter().map(|spot| &text[spot.start..spot.end]).collect();
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

    #[test]
    fn a_chunk_is_read_from_its_beginning_whatever_letters_it_has() {
        same(&[("abba", 0)], "da", "aaé’Daé");
        same(&[("abba", 0)], "da", "l’été d’Daé");
        same(&[("abba", 0)], "da", "D'A1");
    }

    /// Reading in a hurry finds what reading every word finds.
    #[track_caller]
    fn same(terms: &[(&str, usize)], beginning: &str, text: &str) {
        let mut spotter = Spotter::new(Language::ENGLISH, terms.iter().copied(), [beginning.to_owned()]);
        let mut slow = Vec::new();
        spotter.wanted.analyze(text, &mut slow);
        for _ in 0..2 {
            let mut quick = Vec::new();
            spotter.spots(text, &mut quick);
            assert_eq!(quick, slow, "{text}");
        }
    }

    /// Of every term so many letters are looked at that its words are sure to have.
    #[test]
    fn words_of_real_articles_are_found_by_their_terms() {
        let text = include_str!("../../kb/firstline/reliability.md").to_owned()
            + include_str!("../../kb/firstline/security.md")
            + include_str!("../../kb/de/vpn-einrichten.md")
            + include_str!("../../kb/es/devolver-un-pedido.md")
            + "mlijeko djevojka Mueller ueber gewerkt broodje membaca pelajaran hazakban kirjoissa kitaplarda najlepszy";
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphabetic()).collect();
        for code in [
            "ca", "cs", "da", "de", "en", "eo", "es", "et", "eu", "fi", "fr", "ga", "hu", "id", "it", "lt",
            "nl", "no", "pl", "pt", "ro", "sr", "sv", "tr",
        ] {
            let language = Language::parse(code).expect("a language");
            for word in &words {
                let terms = analyzing(language, |analyzer| analyzer.terms(word));
                let mut spots = Vec::new();
                Spotter::new(language, terms.iter().map(|term| (term.as_str(), 0)), [])
                    .spots(word, &mut spots);
                assert_eq!(spots.len(), terms.len(), "{code}: {word} is {terms:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_is_the_long_way(text in "[a-cA-C1-2 ._'+#é,-]{0,60}") {
            let terms = [("a", 0), ("ab", 1), ("abc", 2), ("1", 3), ("bc", 4), ("12", 5), ("abcab", 6), ("cbacba", 7)];
            same(&terms, "cb", &text);
        }

        #[test]
        fn words_of_letters_are_found_in_long_texts(text in "([a-dA-D1]{1,5}[ ._'+#é\u{2019},\n-]{1,9}){0,40}") {
            same(&[("abba", 0), ("bc", 1), ("c", 2)], "bd", &text);
            same(&[("abba", 0), ("c++", 1), ("bcd", 2)], "da", &text);
            same(&[("abca", 0), ("bcda", 1), ("b_c", 2), ("d1a", 3)], "ccc", &text);
        }
    }
}
