//! Which languages does a model read?
//!
//! What its README says in `language` counts first: codes, or `multilingual`. Else the kind decides: `XLM-RoBERTa` was made
//! of a hundred languages, and whoever knows more tokens than any one language needs reads many; all others read
//! English.

use std::path::Path;

use super::config::text;
use crate::text::Language;

/// More tokens than this are those of many languages: English models know 30,522 (BERT) or 50,265 (`RoBERTa`), the
/// smallest one of many 105,879.
const ONE_LANGUAGE: usize = 80_000;

/// The kinds of model that can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Family {
    /// BERT and `MiniLM`.
    Bert,
    /// `RoBERTa`.
    Roberta,
    /// `XLM-RoBERTa`.
    ManyRoberta,
}

/// What a model reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Languages {
    /// As good as all of them.
    Many,
    /// These.
    Only(Vec<Language>),
}

impl Languages {
    /// Whether a language is among them.
    pub fn include(&self, language: Language) -> bool {
        match self {
            Languages::Many => true,
            Languages::Only(some) => some.contains(&language),
        }
    }

    /// Those of the model in a directory.
    pub(in crate::model) fn read(folder: &Path, family: Family, words: usize) -> Languages {
        let readme = text(folder, "README.md").ok().flatten().unwrap_or_default();
        if let Some(told) = told(&readme) {
            return told;
        }
        let many = family == Family::ManyRoberta || words > ONE_LANGUAGE;
        if many { Languages::Many } else { Languages::Only(vec![Language::ENGLISH]) }
    }
}

/// What the front matter says; none when it says nothing that is known.
fn told(readme: &str) -> Option<Languages> {
    let mut lines = readme.lines();
    if lines.next()?.trim_end() != "---" {
        return None;
    }
    let mut named: Vec<String> = Vec::new();
    let mut inside = false;
    for line in lines.take_while(|line| line.trim_end() != "---") {
        if let Some(value) = line.strip_prefix("language:") {
            inside = true;
            named.extend(value.trim().trim_matches(['[', ']']).split(',').map(word));
        } else if inside && let Some(item) = line.trim_start().strip_prefix("- ") {
            named.push(word(item));
        } else {
            inside = false;
        }
    }
    if named.iter().any(|name| ["multilingual", "multi"].contains(&name.as_str())) {
        return Some(Languages::Many);
    }
    let mut known: Vec<Language> = named.iter().filter_map(|name| Language::parse(name)).collect();
    known.sort_unstable();
    known.dedup();
    (!known.is_empty()).then_some(Languages::Only(known))
}

fn word(item: &str) -> String {
    item.trim().trim_matches(['"', '\'']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readme_says_counts_and_else_the_kind() {
        let folder = tempfile::tempdir().expect("a folder");
        let codes = |readme: &str, family, words| {
            std::fs::write(folder.path().join("README.md"), readme).expect("a file");
            match Languages::read(folder.path(), family, words) {
                Languages::Many => "many".to_owned(),
                Languages::Only(some) => some.iter().map(Language::code).collect::<Vec<_>>().join(" "),
            }
        };
        assert_eq!(codes("---\nlanguage: de\n---\n", Family::Bert, 31_102), "de");
        assert_eq!(
            codes("---\nlicense: mit\nlanguage:\n- en\n- de\ntags:\n- fr\n---\n", Family::Bert, 1),
            "de en"
        );
        assert_eq!(codes("---\nlanguage: [en, \"nl\"]\n---\n", Family::ManyRoberta, 250_002), "en nl");
        assert_eq!(codes("---\nlanguage:\n  - multilingual\n  - en\n---\n", Family::Bert, 1), "many");
        assert_eq!(codes("---\nlanguage: klingon\n---\n", Family::ManyRoberta, 250_002), "many");
        assert_eq!(codes("language: de\n", Family::Bert, 30_522), "en");
        assert_eq!(codes("", Family::Roberta, 50_265), "en");
        assert_eq!(codes("", Family::Bert, 119_547), "many");
    }
}
