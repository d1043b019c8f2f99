//! Which language does the path promise?

use crate::text::Language;

/// Folders whose children are languages.
const MARKERS: [&str; 12] = [
    "i18n",
    "locales",
    "locale",
    "lang",
    "langs",
    "languages",
    "translations",
    "translated",
    "l10n",
    "_i18n",
    "content",
    "intl",
];

/// Codes that are also words, departments or products: `it`, `hr`, `uk`, `ms`, `ps`. As folders they count only
/// below a folder of languages; otherwise the words of the article tell.
const AMBIGUOUS: [&str; 41] = [
    "am", "az", "be", "bs", "ca", "cs", "da", "el", "es", "et", "fi", "ga", "hi", "hr", "id", "is", "it",
    "ka", "lo", "lt", "mk", "ml", "mr", "ms", "mt", "my", "ne", "no", "or", "pa", "ps", "sa", "si", "so",
    "sr", "ta", "te", "th", "tl", "tr", "uk",
];

/// Words that make English and no other language.
const ENGLISH: [&str; 10] = ["the", "and", "this", "your", "you", "with", "from", "which", "when", "that"];

/// Words that English has often; other languages have some of them too.
const ALSO_ENGLISH: [&str; 14] =
    ["of", "to", "is", "in", "for", "are", "be", "can", "or", "an", "by", "not", "if", "have"];

/// So many bytes show whether prose is English.
const SAMPLE: usize = 800;

/// The language of prose. Plain English is told by its small words, forty times faster than by the detector.
pub(super) fn of_prose(prose: &str) -> Option<Language> {
    if is_plain_english(prose) { Some(Language::ENGLISH) } else { Language::detect(prose) }
}

fn is_plain_english(prose: &str) -> bool {
    let bytes = &prose.as_bytes()[..prose.len().min(SAMPLE)];
    let (mut words, mut sure, mut all) = (0, 0, 0);
    for word in bytes.split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()) {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let is = |small: &&'static str| small.as_bytes().eq_ignore_ascii_case(word);
        if word.len() > 5 {
            continue;
        }
        if ENGLISH.iter().any(is) {
            sure += 1;
            all += 1;
        } else if ALSO_ENGLISH.iter().any(is) {
            all += 1;
        }
    }
    words >= 12 && sure >= 2 && all * 6 >= words
}

/// The language of a path, and the path without it, by which translations find each other.
pub(super) fn of_path(path: &str) -> Option<(Language, String)> {
    let parts: Vec<&str> = path.split('/').collect();
    let (name, folders) = parts.split_last()?;
    if let Some((language, name)) = suffix(name) {
        let mut rest = folders.to_vec();
        rest.push(&name);
        return Some((language, rest.join("/")));
    }
    for (at, folder) in folders.iter().enumerate() {
        let marked = at > 0 && MARKERS.contains(&folders[at - 1].to_ascii_lowercase().as_str());
        let language = folder
            .strip_prefix("content.")
            .map_or_else(|| code(folder).filter(|_| marked || (at < 2 && !is_ambiguous(folder))), code);
        if let Some(language) = language {
            let mut rest = parts.clone();
            rest.remove(at);
            return Some((language, rest.join("/")));
        }
    }
    None
}

/// `reset.fr.md`: French, `reset.md`.
fn suffix(name: &str) -> Option<(Language, String)> {
    let (stem, extension) = name.rsplit_once('.')?;
    let (stem, tag) = stem.rsplit_once('.')?;
    let domain = ["com", "co", "org", "net", "me", "gov", "edu", "ac", ""].contains(&stem);
    let language = code(tag).filter(|_| !domain)?;
    Some((language, format!("{stem}.{extension}")))
}

/// A tag of two letters with or without region or script, and nothing that only begins like one.
fn code(tag: &str) -> Option<Language> {
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next()?;
    let short = matches!(primary.len(), 2 | 3) && primary.chars().all(|c| c.is_ascii_alphabetic());
    let regions =
        parts.all(|part| matches!(part.len(), 2 | 4) && part.chars().all(|c| c.is_ascii_alphabetic()));
    if short && regions { Language::parse(tag) } else { None }
}

fn is_ambiguous(folder: &str) -> bool {
    AMBIGUOUS.contains(&folder.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{is_plain_english, of_path};

    #[test]
    fn plain_english_is_told_by_its_small_words() {
        assert!(is_plain_english(
            "If you cannot log in with your password, open the portal and choose to reset it from there."
        ));
        let dutch = "Als u niet kunt inloggen, is het wachtwoord of de gebruikersnaam in het portaal verkeerd: kies een nieuw wachtwoord.";
        assert!(!is_plain_english(dutch));
        assert!(!is_plain_english(
            "Wenn der Drucker nicht antwortet, schalten Sie ihn aus und warten Sie zehn Sekunden."
        ));
        assert!(!is_plain_english("the and the"));
    }

    #[track_caller]
    fn check(path: &str, expected: &str) {
        let read = of_path(path).map(|(language, rest)| format!("{language} {rest}"));
        assert_eq!(read.unwrap_or_default(), expected, "{path}");
    }

    #[test]
    fn folders_and_suffixes_tell_the_language() {
        check("fr/vpn/reset.md", "fr vpn/reset.md");
        check("docs/pt-BR/reset.md", "pt docs/reset.md");
        check("docs/i18n/it/reset.md", "it docs/i18n/reset.md");
        check("a/b/content/es/reset.md", "es a/b/content/reset.md");
        check("content.de/reset.md", "de reset.md");
        check("vpn/reset.fr.md", "fr vpn/reset.md");
        check("vpn/reset.zh-Hant.md", "zh vpn/reset.md");
    }

    #[test]
    fn departments_and_words_are_no_languages() {
        for path in [
            "it/printers.md",
            "hr/leave.md",
            "kb/uk/offices.md",
            "a/b/de/x.md",
            "no/x.md",
            "de-facto/x.md",
            "en-route/x.md",
            "reset.md",
            "v1.2.md",
            "docs/to/do.md",
            ".fr.md",
            "dns/co.uk.md",
        ] {
            check(path, "");
        }
    }
}
