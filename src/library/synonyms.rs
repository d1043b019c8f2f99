//! Which words mean the same here?

use rustc_hash::FxHashMap;

use crate::{
    article::{Finding, Severity},
    text::{Analyzer, Language},
};

/// The words of `synonyms.toml`: groups whose words find one another, and words that find others one way.
///
/// Looked up by the stems of the words, so that `laptops` finds what was written for `laptop`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    /// The terms of a word or phrase → the words and phrases it also finds, each with the language it is for.
    also: FxHashMap<Vec<String>, Vec<(Option<Language>, String)>>,
    /// The most words a key has.
    longest: usize,
}

/// The file's name, at the root of the knowledge base.
const FILE: &str = "synonyms.toml";

impl Synonyms {
    /// Reads the text of a `synonyms.toml`; what cannot be read becomes a finding and costs only itself.
    pub fn parse(text: &str) -> (Synonyms, Vec<Finding>) {
        let mut synonyms = Synonyms::default();
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => return (synonyms, vec![unreadable(FILE, text, &error)]),
        };
        let mut findings = Vec::new();
        for (name, value) in &table {
            let entries = value.as_array().map_or(&[][..], Vec::as_slice);
            for entry in entries {
                let read = match name.as_str() {
                    "equivalent" => synonyms.equivalent(entry),
                    "one_way" => synonyms.one_way(entry),
                    _ => Err("is neither `[[equivalent]]` nor `[[one_way]]`"),
                };
                findings.extend(read.err().map(|why| wrong(FILE, text, name, why)));
            }
            if entries.is_empty() {
                findings.push(wrong(FILE, text, name, "is neither `[[equivalent]]` nor `[[one_way]]`"));
            }
        }
        (synonyms, findings)
    }

    fn equivalent(&mut self, entry: &toml::Value) -> Result<(), &'static str> {
        let words = strings(entry.get("words")).ok_or("needs `words`, a list of at least two")?;
        if words.len() < 2 {
            return Err("needs `words`, a list of at least two");
        }
        let language = language(entry)?;
        for word in &words {
            for other in words.iter().filter(|other| *other != word) {
                self.add(language, word, other);
            }
        }
        Ok(())
    }

    fn one_way(&mut self, entry: &toml::Value) -> Result<(), &'static str> {
        let from = entry.get("from").and_then(toml::Value::as_str).ok_or("needs `from`, a word")?;
        let to = strings(entry.get("to")).ok_or("needs `to`, a list of words")?;
        let language = language(entry)?;
        for word in &to {
            self.add(language, from, word);
        }
        Ok(())
    }

    fn add(&mut self, language: Option<Language>, from: &str, to: &str) {
        let key = Analyzer::new(language.unwrap_or(Language::ENGLISH)).terms(from);
        self.longest = self.longest.max(key.len());
        let found = self.also.entry(key).or_default();
        let entry = (language, to.to_owned());
        if !found.contains(&entry) {
            found.push(entry);
        }
    }

    /// What a run of terms also finds, in this language: words and phrases as the file has them.
    pub fn of<'a>(&'a self, terms: &[String], language: Language) -> impl Iterator<Item = &'a str> {
        let found = if terms.len() <= self.longest { self.also.get(terms) } else { None };
        found
            .into_iter()
            .flatten()
            .filter(move |(only, _)| only.is_none_or(|only| only == language))
            .map(|(_, words)| words.as_str())
    }

    /// The most words that one entry of the file has on its left.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether the file said nothing.
    pub fn is_empty(&self) -> bool {
        self.also.is_empty()
    }
}

fn language(entry: &toml::Value) -> Result<Option<Language>, &'static str> {
    match entry.get("lang") {
        None => Ok(None),
        Some(value) => value
            .as_str()
            .and_then(Language::parse)
            .map(Some)
            .ok_or("has a `lang` that is no language; write its code, such as `en`"),
    }
}

pub(super) fn strings(value: Option<&toml::Value>) -> Option<Vec<String>> {
    value?.as_array()?.iter().map(|word| word.as_str().map(str::to_owned)).collect()
}

/// The finding for a file that is not TOML at all.
pub(super) fn unreadable(file: &str, text: &str, error: &toml::de::Error) -> Finding {
    let line = error.span().map_or(0, |span| line_of(text, span.start));
    Finding {
        path: file.to_owned(),
        line,
        severity: Severity::Error,
        kind: "unreadable-toml",
        message: format!("cannot be read as TOML: {}", error.message().replace('\n', ", ")),
        hint: "mend the line; until then nothing of the file counts".to_owned(),
    }
}

/// The finding for one entry that means nothing.
pub(super) fn wrong(file: &str, text: &str, name: &str, why: &str) -> Finding {
    Finding {
        path: file.to_owned(),
        line: text.find(name).map_or(1, |at| line_of(text, at)),
        severity: Severity::Error,
        kind: "wrong-entry",
        message: format!("`{name}` {why}"),
        hint: "see `firstline/synonyms-and-pins` in the manual".to_owned(),
    }
}

fn line_of(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Synonyms;
    use crate::text::Language;

    const FILE: &str = r#"
[[equivalent]]
lang = "en"
words = ["laptop", "notebook", "portable computer"]
[[one_way]]
from = "wifi"
to = ["wireless"]
"#;

    fn of(synonyms: &Synonyms, terms: &[&str], language: &str) -> Vec<String> {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        let language = Language::parse(language).expect("known");
        synonyms.of(&terms, language).map(str::to_owned).collect()
    }

    #[test]
    fn groups_work_both_ways_and_one_way_does_not() {
        let (synonyms, findings) = Synonyms::parse(FILE);
        assert_eq!(findings, []);
        assert_eq!(of(&synonyms, &["laptop"], "en"), ["notebook", "portable computer"]);
        assert_eq!(of(&synonyms, &["portabl", "comput"], "en"), ["laptop", "notebook"]);
        assert_eq!(of(&synonyms, &["laptop"], "de"), Vec::<String>::new());
        assert_eq!(of(&synonyms, &["wifi"], "de"), ["wireless"]);
        assert_eq!(of(&synonyms, &["wireless"], "en"), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_entry_costs_only_itself() {
        let text = format!("{FILE}\n[[equivalent]]\nwords = \"laptop\"\n[[equal]]\nwords = []\n");
        let (synonyms, findings) = Synonyms::parse(&text);
        assert_eq!(of(&synonyms, &["laptop"], "en").len(), 2);
        assert_eq!(findings.len(), 2);
        let (nothing, findings) = Synonyms::parse("[[equivalent");
        assert!(nothing.is_empty());
        assert_eq!(findings[0].line, 1);
    }
}
