//! What do the forms of one word share?

use std::mem;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Language;

/// So many distinct words are remembered; a text of more is rare, and starting over is cheap.
const REMEMBERED: usize = 1 << 16;

/// Stems the words of one language, remembering what it stemmed.
pub(super) struct Stems {
    stemmer: Option<Stemmer>,
    /// The number of each word among those that are known.
    words: FxHashMap<Box<str>, u32>,
    known: Vec<Known>,
    /// Words of a few ASCII letters, which fit into one number, and their stems beside them: one look is enough.
    letters: FxHashMap<u128, Short>,
    /// The stem that was asked for last of those.
    shown: String,
    /// How often [`Stems::begin`] was called.
    begun: u32,
}

/// A word that was stemmed.
struct Known {
    stem: Box<str>,
    /// When it was last asked for, as `begun` counts.
    asked: u32,
}

/// A word of letters that was stemmed: so much of it is left, and a little is added.
struct Short {
    left: u8,
    added: [u8; 3],
    /// When it was last asked for, as `begun` counts.
    asked: u32,
}

impl Short {
    fn of(word: &str, stem: &str, asked: u32) -> Option<Short> {
        let same = word.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
        let rest = stem.as_bytes().get(same..).filter(|rest| rest.is_ascii() && rest.len() <= 3)?;
        let mut added = [0; 3];
        added[..rest.len()].copy_from_slice(rest);
        Some(Short { left: u8::try_from(same).ok()?, added, asked })
    }
}

impl Stems {
    pub(super) fn new(language: Language) -> Stems {
        Stems {
            stemmer: algorithm(language).map(Stemmer::new),
            words: FxHashMap::default(),
            known: Vec::new(),
            letters: FxHashMap::default(),
            shown: String::new(),
            begun: 1,
        }
    }

    /// Every word is new from here on.
    pub(super) fn begin(&mut self) {
        self.begun = self.begun.wrapping_add(1);
    }

    /// The stem of a lower-case word, accents folded after stemming (before it, `créées` and `créer` would
    /// part ways).
    pub(super) fn stem(&mut self, word: &str) -> &str {
        let number = self.number_of(word);
        &self.known[number as usize].stem
    }

    /// The stem of a lower-case word, and whether the word may be new.
    pub(super) fn of_word(&mut self, word: &str) -> (&str, bool) {
        let number = self.number_of(word);
        self.asked(number)
    }

    /// The same of a word whose letters are given as one number too.
    pub(super) fn of_letters(&mut self, letters: u128, word: &str) -> (&str, bool) {
        if let Some(short) = self.letters.get_mut(&letters) {
            let is_new = mem::replace(&mut short.asked, self.begun) != self.begun;
            self.shown.clear();
            self.shown.push_str(&word[..usize::from(short.left)]);
            let added = short.added.iter().take_while(|letter| **letter != 0);
            self.shown.extend(added.map(|letter| char::from(*letter)));
            return (&self.shown, is_new);
        }
        let number = self.number_of(word);
        if let Some(short) = Short::of(word, &self.known[number as usize].stem, self.begun) {
            self.letters.insert(letters, short);
        }
        self.asked(number)
    }

    fn asked(&mut self, number: u32) -> (&str, bool) {
        let Stems { known, begun, .. } = self;
        let known = &mut known[number as usize];
        let is_new = known.asked != *begun;
        known.asked = *begun;
        (&known.stem, is_new)
    }

    fn number_of(&mut self, word: &str) -> u32 {
        match self.words.get(word) {
            Some(number) => *number,
            None => self.learn(word),
        }
    }

    #[cold]
    fn learn(&mut self, word: &str) -> u32 {
        if self.known.len() >= REMEMBERED {
            self.words.clear();
            self.letters.clear();
            self.known.clear();
        }
        let stemmed = match &self.stemmer {
            Some(stemmer) => stemmer.stem(word),
            None => word.into(),
        };
        // A word of nothing but accents is left as it is: no term is empty.
        let folded = Some(fold(&stemmed)).filter(|folded| !folded.is_empty());
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let stem = folded.unwrap_or_else(|| word.to_owned()).into();
        self.known.push(Known { stem, asked: 0 });
        self.words.insert(word.into(), number);
        number
    }
}

/// How many letters of a stem its plain words are sure to begin with. Endings change its last two, and a short stem may
/// be shorter than it looks: `by` is `bi`.
pub(super) fn sure(stem: &str, language: Language) -> usize {
    let letters = match stem.len() {
        short @ 0..=2 => short.min(1),
        3..=4 => 2,
        long => long - 2,
    };
    match language.code() {
        // `ueber` is `uber`: an `e` is left out after these.
        "de" => stem.find(['a', 'o', 'u']).map_or(letters, |vowel| letters.min(vowel + 1)),
        // Beginnings are taken away, too: `gewerkt` is `werk`. Or letters inside: `djevojka` is `devojk`.
        "ga" | "id" | "nl" | "sr" => 0,
        _ => letters,
    }
}

/// The word without accents: `réseau` becomes `reseau`, `straße` becomes `strasse`.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| !is_combining_mark(*c) || !is_accent(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded.nfc().collect()
}

/// Accents of Latin, Greek and Cyrillic; the marks of Indic and Thai scripts are letters in their own right,
/// and Japanese voicing marks tell words apart.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.code() {
        "ar" => Algorithm::Arabic,
        "hy" => Algorithm::Armenian,
        "eu" => Algorithm::Basque,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "et" => Algorithm::Estonian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "id" => Algorithm::Indonesian,
        "ga" => Algorithm::Irish,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "fa" => Algorithm::Persian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Stems, fold};
    use crate::text::Language;

    #[track_caller]
    fn same(language: &str, words: &[&str]) {
        let mut stems = Stems::new(Language::parse(language).expect("a known language"));
        let first = stems.stem(words[0]).to_owned();
        for word in words {
            assert_eq!(stems.stem(word), first, "{word}");
        }
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        same("en", &["connection", "connections", "connected"]);
        same("fr", &["créées", "créer"]);
        same("fr", &["réinitialisée", "réinitialiser"]);
        same("de", &["drucker", "druckern"]);
        same("es", &["contraseña", "contraseñas"]);
    }

    #[test]
    fn accents_fold_and_other_scripts_stay() {
        assert_eq!(fold("réseau"), "reseau");
        assert_eq!(fold("straße"), "strasse");
        assert_eq!(fold("パスワード"), "パスワード");
        assert_eq!(fold("น้ำ"), "น้ำ");
    }
}
