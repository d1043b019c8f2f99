//! Which language is this?

use std::fmt;

use whatlang::{Detector, Lang};

use super::stop_words;

/// A language, by the primary subtag of its BCP 47 tag: `en`, `de`, `ja`, `fil`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

/// The subtags that are taken for a language when they stand in front matter or in a path.
const KNOWN: &str = "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu he hi hr \
    hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru sa si \
    sk sl so sq sr sv sw ta te th tl tr uk ur uz vi yi zh zu";

/// Fewer characters than this say nothing reliable about their language (measured, see FACTS).
const ENOUGH_CHARACTERS: usize = 60;

/// How much text the detector reads: more costs time and changes no verdict.
const SAMPLE_CHARACTERS: usize = 600;

impl Language {
    /// English, the language of the program's own texts.
    pub const ENGLISH: Language = Language(*b"en\0");

    /// The language a tag such as `en`, `pt-BR` or `zh_Hant` names; `None` when it names none that is known.
    ///
    /// ```
    /// use firstline::text::Language;
    /// assert_eq!(Language::parse("pt-BR").unwrap().code(), "pt");
    /// assert_eq!(Language::parse("docs"), None);
    /// ```
    pub fn parse(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        if !KNOWN.split_ascii_whitespace().any(|known| known == primary) {
            return None;
        }
        let mut code = [0; 3];
        code[..primary.len()].copy_from_slice(primary.as_bytes());
        Some(Language(code))
    }

    /// The language of a text, when it is long enough and the detector is sure; `None` otherwise.
    ///
    /// Only the first 600 characters are read.
    pub fn detect(text: &str) -> Option<Language> {
        let end = text.char_indices().nth(SAMPLE_CHARACTERS).map_or(text.len(), |(at, _)| at);
        let sample = &text[..end];
        if sample.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH_CHARACTERS {
            return None;
        }
        if is_plainly_english(sample) {
            return Some(Language::ENGLISH);
        }
        let info = Detector::new().detect(sample)?;
        if info.is_reliable() { from_detector(info.lang()) } else { None }
    }

    /// The subtag: `en`.
    pub fn code(&self) -> &str {
        let len = self.0.iter().position(|byte| *byte == 0).unwrap_or(3);
        std::str::from_utf8(&self.0[..len]).unwrap_or("en")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.code())
    }
}

/// Whether a third of the words are English little words: the detector, asked for every article of a large
/// base, would cost a tenth of the indexing to say the same.
fn is_plainly_english(sample: &str) -> bool {
    let mut words = 0;
    let mut little = 0;
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        little += usize::from(
            word.is_ascii() && stop_words::contains(Language::ENGLISH, &word.to_ascii_lowercase()),
        );
    }
    little * 3 >= words
}

/// The detector speaks ISO 639-3; front matter and paths speak the shorter ISO 639-1.
fn from_detector(lang: Lang) -> Option<Language> {
    let code = match lang {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Tur => "tr",
        Lang::Ell => "el",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Cat => "ca",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Tam => "ta",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Cmn => "zh",
        Lang::Hye => "hy",
        Lang::Kat => "ka",
        Lang::Tgl => "tl",
        _ => return None,
    };
    Language::parse(code)
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Language::detect(text).as_ref().map(Language::code), expected, "{text}");
    }

    #[test]
    fn long_prose_is_told_and_short_text_is_not() {
        check("printer broken", None);
        check("la impresora no imprime nada", None);
        check(
            "If the printer does not answer, switch it off, wait for ten seconds and switch it on again. Then \
             open the queue and delete every job that is waiting there.",
            Some("en"),
        );
        check(
            "Wenn der Drucker nicht antwortet, schalten Sie ihn aus, warten Sie zehn Sekunden und schalten Sie \
             ihn wieder ein. Danach öffnen Sie die Warteschlange und löschen alle Aufträge.",
            Some("de"),
        );
        check(
            "プリンタが応答しない場合は、電源を切り、十秒待ってから再び電源を入れてください。その後、キューを開いて待機中のジョブをすべて削除してください。それでも直らない場合はヘルプデスクに連絡してください。",
            Some("ja"),
        );
    }

    #[test]
    fn tags_with_regions_and_scripts_name_their_language() {
        assert_eq!(Language::parse("zh_Hant-TW").map(|l| l.to_string()).as_deref(), Some("zh"));
        assert_eq!(Language::parse("EN-us").map(|l| l.to_string()).as_deref(), Some("en"));
        assert_eq!(Language::parse(""), None);
        assert_eq!(Language::parse("network"), None);
    }
}
