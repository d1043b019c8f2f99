//! How are days, states, languages and names said to people?

use jiff::civil::Date;

use super::speech::Speech;
use crate::{
    article::State,
    search::{Because, By},
};

/// A day, for machines and for people.
#[derive(Clone)]
pub(super) struct Day(Date);

impl Day {
    pub(super) fn of(date: Date) -> Day {
        Day(date)
    }

    /// As machines read it.
    pub(super) fn machine(&self) -> String {
        self.0.to_string()
    }

    /// As people say it.
    pub(super) fn said(&self, speech: Speech) -> String {
        let month = speech.say(&format!("month-{}", self.0.month()));
        speech.with(
            "day",
            [
                ("day", self.0.day().to_string().into()),
                ("month", month.into()),
                ("year", self.0.year().to_string().into()),
            ],
        )
    }
}

/// The pieces of what this program says, each with whether it is code: what stands between backticks.
pub(super) fn pieces(text: &str) -> Vec<(bool, &str)> {
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return vec![(false, text)];
    }
    (0..).zip(pieces).map(|(at, piece)| (at % 2 == 1, piece)).collect()
}

/// What a reader should know about how far an article can be trusted: the names of its sentences.
pub(super) struct Caution {
    pub(super) class: &'static str,
    pub(super) words: &'static str,
    pub(super) notice: &'static str,
}

/// The caution that belongs to a state; none for articles that were checked.
pub(super) fn caution(state: State) -> Option<Caution> {
    let (class, words, notice) = match state {
        State::Validated => return None,
        State::Draft => ("unsure", "state-draft", "caution-draft"),
        State::Wip => ("unsure", "state-wip", "caution-wip"),
        State::NotValidated => ("unsure", "state-not_validated", "caution-not_validated"),
        State::Archived => ("archived", "state-archived", "caution-archived"),
    };
    Some(Caution { class, words, notice })
}

/// A state as a value to choose.
pub(super) fn state_name(word: &str, speech: Speech) -> String {
    let name = format!("state-{word}");
    if Speech::knows(&name) { speech.say(&name) } else { word.to_owned() }
}

/// A probability from 0 to 1, as the name of its word and in percent.
pub(super) fn likely(probability: f32) -> (&'static str, u16) {
    let words = match probability {
        p if p >= 0.9 => "likely-certain",
        p if p >= 0.7 => "likely-very",
        p if p >= 0.45 => "likely-likely",
        p if p >= 0.25 => "likely-possible",
        _ => "likely-guess",
    };
    let percent = (0..=99_u16).rev().find(|percent| f32::from(*percent) <= probability * 100.0 + 0.5);
    (words, percent.unwrap_or(0))
}

/// A number that was reckoned, to a tenth.
pub(super) fn decimal(number: f64, speech: Speech) -> String {
    let written = format!("{number:.1}");
    if speech == Speech::English { written } else { written.replace('.', ",") }
}

/// Why an article stands where it does.
pub(super) fn because(because: &Because, speech: Speech) -> String {
    match because {
        Because::Word { found, by, fields } => {
            let fields: Vec<String> = fields
                .iter()
                .map(|field| speech.say(&format!("in-{}", field.word().replace(' ', "-"))))
                .collect();
            let (name, typed) = match by {
                By::Itself => ("why-word", ""),
                By::Nearest(typed) => ("why-nearest", typed.as_str()),
                By::Begun(typed) => ("why-begun", typed.as_str()),
                By::Synonym(typed) => ("why-synonym", typed.as_str()),
            };
            let parts = [("found", found.as_str()), ("typed", typed), ("fields", &fields.join(", "))];
            speech.with(name, parts.map(|(name, words)| (name, words.into())))
        }
        Because::Cases { resolved, of } => {
            speech.with("why-cases", [("resolved", (*resolved).into()), ("of", (*of).into())])
        }
        Because::Tickets { resolved, of, last } => {
            let said = speech.with("why-tickets", [("resolved", (*resolved).into()), ("of", (*of).into())]);
            let last = last.map(|(day, _)| speech.of("why-last", Day::of(day).said(speech)));
            said + &last.unwrap_or_default()
        }
        Because::Words(words) => speech.of("why-words", words.join(", ")),
        Because::Alike => speech.say("why-alike"),
        Because::WholeTitle => speech.say("why-whole-title"),
        Because::Title => speech.say("why-title"),
        Because::TheirWords => speech.say("why-their-words"),
    }
}

/// The name of a language, in that language; its code when we do not know it.
pub(super) fn language_name(code: &str) -> &str {
    match code {
        "ar" => "العربية",
        "cs" => "Čeština",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "es" => "Español",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "hu" => "Magyar",
        "id" => "Bahasa Indonesia",
        "it" => "Italiano",
        "ja" => "日本語",
        "ko" => "한국어",
        "nb" | "no" => "Norsk",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sv" => "Svenska",
        "th" => "ไทย",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        code => code,
    }
}

/// The direction in which a language is written.
pub(super) fn direction(code: &str) -> &'static str {
    if matches!(code, "ar" | "fa" | "he" | "ps" | "ur") { "rtl" } else { "ltr" }
}

/// The folders of a path, as names: `mail/set-up/imap.md` lies in `Mail` and `Set up`. One that only names the
/// article's language is left out.
pub(super) fn folders(path: &str, language: &str) -> Vec<String> {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    folders.into_iter().filter(|folder| *folder != language).map(name).collect()
}

/// A topic, as a name: `error-codes` is `Error codes`, `vpn` is `VPN`.
pub(super) fn name(word: &str) -> String {
    let text = word.replace(['-', '_'], " ");
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    if letters().any(char::is_uppercase) {
        return text;
    }
    let short = letters().count() <= 4 && letters().all(|c| c.is_ascii_lowercase());
    if short && (ABBREVIATIONS.contains(&text.as_str()) || !letters().any(|c| "aeiouy".contains(c))) {
        return text.to_uppercase();
    }
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Abbreviations that have a vowel and so look like words.
const ABBREVIATIONS: [&str; 14] =
    ["api", "cli", "erp", "faq", "hr", "imap", "ip", "it", "mfa", "os", "sap", "sso", "ui", "usb"];

#[cfg(test)]
mod tests {
    use super::{Day, Speech, folders, likely, name, pieces};

    #[test]
    fn code_stands_between_backticks() {
        assert_eq!(pieces("write `a` first"), [(false, "write "), (true, "a"), (false, " first")]);
        assert_eq!(pieces("one ` alone"), [(false, "one ` alone")]);
    }

    #[test]
    fn names_are_written_as_people_write_them() {
        for (word, expected) in [
            ("vpn", "VPN"),
            ("faq", "FAQ"),
            ("error-codes", "Error codes"),
            ("Microsoft 365", "Microsoft 365"),
            ("rücksendung", "Rücksendung"),
            ("返品", "返品"),
            ("de", "De"),
            ("", ""),
        ] {
            assert_eq!(name(word), expected);
        }
        assert_eq!(folders("de/mail/set-up/imap.md", "de"), ["Mail", "Set up"]);
        assert!(folders("imap.md", "en").is_empty());
    }

    #[test]
    fn nothing_is_quite_certain() {
        assert_eq!(likely(0.834), ("likely-very", 83));
        assert_eq!(likely(1.0), ("likely-certain", 99));
        assert_eq!(likely(0.5), ("likely-likely", 50));
        assert_eq!(likely(0.0), ("likely-guess", 0));
        assert_eq!(likely(f32::NAN), ("likely-guess", 0));
    }

    #[test]
    fn days_are_said_in_words() {
        let day = Day::of(jiff::civil::date(2026, 11, 2));
        assert_eq!(day.machine(), "2026-11-02");
        let said = Speech::ALL.map(|speech| day.said(speech));
        assert_eq!(said, ["2 November 2026", "2. November 2026", "2 de noviembre de 2026"]);
    }
}
