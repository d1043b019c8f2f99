//! What do the forms of one word share?

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Language;

/// So many distinct words are remembered; a text of more is rare, and starting over is cheap.
const REMEMBERED: usize = 1 << 15;

/// Stems the words of one language, remembering what it stemmed.
pub(super) struct Stems {
    stemmer: Option<Stemmer>,
    /// Which of the stems each word has.
    known: FxHashMap<Box<str>, u32>,
    distinct: Vec<Box<str>>,
}

impl Stems {
    pub(super) fn new(language: Language) -> Stems {
        Stems {
            stemmer: algorithm(language).map(Stemmer::new),
            known: FxHashMap::default(),
            distinct: Vec::new(),
        }
    }

    /// The stem of a lower-case word, accents folded after stemming (before it, `créées` and `créer` would
    /// part ways).
    pub(super) fn stem(&mut self, word: &str) -> &str {
        let number = match self.known.get(word) {
            Some(number) => *number,
            None => self.learn(word),
        };
        &self.distinct[number as usize]
    }

    #[cold]
    fn learn(&mut self, word: &str) -> u32 {
        if self.distinct.len() >= REMEMBERED {
            self.known.clear();
            self.distinct.clear();
        }
        let stemmed = match &self.stemmer {
            Some(stemmer) => stemmer.stem(word),
            None => word.into(),
        };
        // A word of nothing but accents is left as it is: no term is empty.
        let folded = Some(fold(&stemmed)).filter(|folded| !folded.is_empty());
        let number = u32::try_from(self.distinct.len()).unwrap_or(u32::MAX);
        self.distinct.push(folded.unwrap_or_else(|| word.to_owned()).into());
        self.known.insert(word.into(), number);
        number
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
