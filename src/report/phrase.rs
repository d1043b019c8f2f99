//! What does a report say in words?
//!
//! In English, as terminal, API and tables have it. Whoever speaks another language knows a phrase by its name, and puts the same
//! parts into it.

use std::fmt;

use jiff::civil::Date;

/// Something that is said: a note, a reason, a word for a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// What it is called.
    pub name: String,
    /// It in English, with `{part}` where a part is put in.
    english: &'static str,
    /// What is put in.
    pub parts: Vec<(&'static str, Part)>,
}

/// What is put into a phrase.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// So many.
    Count(usize),
    /// A number that is reckoned.
    Number(f64),
    /// A day.
    Day(Date),
    /// Words that are the same in every language.
    Words(String),
}

impl Phrase {
    /// One that is always the same.
    pub(super) fn plain(name: &str, english: &'static str) -> Phrase {
        Phrase::with(name, english, [])
    }

    /// One into which something is put.
    pub(super) fn with<const PARTS: usize>(
        name: &str,
        english: &'static str,
        parts: [(&'static str, Part); PARTS],
    ) -> Phrase {
        Phrase { name: name.to_owned(), english, parts: parts.into() }
    }

    /// One of the words that there are of a kind: `Not found, yet` of `gap` is called `gap-not-found-yet`.
    pub fn word(kind: &str, english: &'static str) -> Phrase {
        let letters = english.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        let name: String = letters.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect();
        Phrase::plain(&format!("{kind}-{name}"), english)
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.english;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            f.write_str(before)?;
            if let Some((_, part)) = self.parts.iter().find(|(known, _)| *known == name) {
                part.fmt(f)?;
            }
            rest = behind;
        }
        f.write_str(rest)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Count(count) => count.fmt(f),
            Part::Number(number) => write!(f, "{number:.1}"),
            Part::Day(day) => day.fmt(f),
            Part::Words(words) => f.write_str(words),
        }
    }
}

impl From<usize> for Part {
    fn from(count: usize) -> Part {
        Part::Count(count)
    }
}

impl From<&str> for Part {
    fn from(words: &str) -> Part {
        Part::Words(words.to_owned())
    }
}

/// A part of all, in whole hundredths.
pub(super) fn percent(share: f64) -> Part {
    Part::Words(format!("{:.0}", share * 100.0))
}

/// Several in one line.
pub(super) fn in_a_line(phrases: &[Phrase]) -> String {
    phrases.iter().map(Phrase::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Part, Phrase, in_a_line, percent};

    #[test]
    fn parts_are_put_where_they_belong() {
        let parts = [("of", "{of} {".into()), ("saved", Part::Number(1.25)), ("share", percent(0.5))];
        let phrase = Phrase::with("a-name", "{saved} of {of}, {share} %", parts);
        assert_eq!(phrase.to_string(), "1.2 of {of} {, 50 %");
        let words = [Phrase::word("gap", "Not found, it's lost"), Phrase::plain("x", "missing")];
        assert_eq!(in_a_line(&words), "Not found, it's lost, missing");
        assert_eq!(words[0].name, "gap-not-found-its-lost");
    }
}
