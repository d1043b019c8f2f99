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
        let language = folder.strip_prefix("content.").map_or_else(
            || code(folder).filter(|_| marked || (at < 2 && !is_ambiguous(folder))),
            |rest| code(rest),
        );
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
    let language = code(tag).filter(|_| !stem.is_empty())?;
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
    use super::of_path;

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
        ] {
            check(path, "");
        }
    }
}
