//! How is an article changed so that it is found by words that it lacks?
//!
//! The proposal is a patch (unified diff) of its front matter: words go into `keywords`, which count as much as the title.
//! Nothing is changed by itself; `git apply` does.

use std::collections::BTreeMap;

use crate::{
    library::Card,
    text::{Language, analyzing},
};

/// So many words are proposed.
const MOST: usize = 5;

/// Words of questions that an article lacks, as people wrote them: those of `terms` (stemmed, those that tell most first)
/// that its title, description, tags and questions do not hold. Lines are what people wrote.
pub(super) fn lacking(card: &Card, terms: &[&str], lines: &[String]) -> Vec<String> {
    let own = [card.title.as_str(), card.description.as_deref().unwrap_or_default()]
        .into_iter()
        .chain(card.tags.iter().chain(&card.products).map(String::as_str))
        .chain(card.questions.iter().map(|(text, _)| text.as_str()));
    let mut known: Vec<String> = Vec::new();
    for text in own {
        known.extend(analyzing(card.language, |analyzer| analyzer.terms(text)));
    }
    let written = as_written(card.language, lines);
    let lacking = terms.iter().filter(|term| !known.iter().any(|known| known == *term));
    lacking.take(MOST).map(|term| written.get(*term).cloned().unwrap_or_else(|| (*term).to_owned())).collect()
}

/// How people write each term, most of them.
fn as_written(language: Language, lines: &[String]) -> BTreeMap<String, String> {
    let mut ways: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for line in lines {
        analyzing(language, |analyzer| {
            analyzer.each(line, &mut |term| {
                *ways.entry(term.text.to_owned()).or_default().entry(term.surface.to_owned()).or_default() +=
                    1;
            });
        });
    }
    let most = |ways: BTreeMap<String, usize>| ways.into_iter().rev().max_by_key(|(_, times)| *times);
    ways.into_iter().filter_map(|(term, ways)| Some((term, most(ways)?.0))).collect()
}

/// The patch that gives an article these keywords; none when its front matter is in a form that cannot be added to
/// line by line.
pub(super) fn patch(path: &str, text: &str, keywords: &[String]) -> Option<String> {
    if keywords.is_empty() || text.contains('\r') {
        return None;
    }
    let listed = keywords.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let lines: Vec<&str> = text.lines().collect();
    if lines.first() != Some(&"---") {
        // No front matter, or one of another form.
        let other = lines
            .iter()
            .find(|line| !line.trim().is_empty())
            .is_some_and(|line| line.starts_with(['+', '{', ';']));
        let added = format!("+---\n+keywords: [{listed}]\n+---\n");
        let first = lines.first().filter(|_| !other)?;
        return Some(format!("{}@@ -1 +1,4 @@\n{added} {first}\n", head(path)));
    }
    let end = lines.iter().skip(1).position(|line| matches!(*line, "---" | "..."))? + 1;
    let old = lines[1..end].iter().position(|line| line.starts_with("keywords:")).map(|at| at + 1);
    match old {
        None => {
            let before = lines[end - 1];
            Some(format!(
                "{}@@ -{end},2 +{end},3 @@\n {before}\n+keywords: [{listed}]\n {}\n",
                head(path),
                lines[end]
            ))
        }
        Some(at) => {
            let line = lines[at];
            let inner = line.trim_end().strip_suffix(']')?;
            let comma = if inner.trim_end().ends_with('[') { "" } else { ", " };
            let number = at + 1;
            Some(format!("{}@@ -{number} +{number} @@\n-{line}\n+{inner}{comma}{listed}]\n", head(path)))
        }
    }
}

fn head(path: &str) -> String {
    format!("--- a/{path}\n+++ b/{path}\n")
}

/// A word as YAML has it in a list.
fn quoted(word: &str) -> String {
    let plain = word.chars().all(char::is_alphanumeric) && word.chars().any(char::is_alphabetic);
    let special = ["true", "false", "yes", "no", "on", "off", "null"].contains(&word);
    if plain && !special {
        word.to_owned()
    } else {
        format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests {
    use super::{as_written, patch};
    use crate::text::Language;

    fn words() -> Vec<String> {
        ["tunnel", "no"].map(str::to_owned).into()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let patch = patch("vpn/reset.md", text, &words()).expect("a patch");
        assert_eq!(patch, format!("--- a/vpn/reset.md\n+++ b/vpn/reset.md\n{expected}"));
    }

    #[test]
    fn keywords_are_added_where_they_belong() {
        check(
            "---\ntitle: A\n---\nText.\n",
            "@@ -2,2 +2,3 @@\n title: A\n+keywords: [tunnel, \"no\"]\n ---\n",
        );
        check(
            "---\nkeywords: [vpn]\n---\nText.\n",
            "@@ -2 +2 @@\n-keywords: [vpn]\n+keywords: [vpn, tunnel, \"no\"]\n",
        );
        check("---\nkeywords: []\n---\n", "@@ -2 +2 @@\n-keywords: []\n+keywords: [tunnel, \"no\"]\n");
        check("# A\n\nText.\n", "@@ -1 +1,4 @@\n+---\n+keywords: [tunnel, \"no\"]\n+---\n # A\n");
        for other in [
            "+++\ntitle = 1\n+++\n",
            "---\nkeywords:\n  - vpn\n---\n",
            "",
            "{\"title\": 1}\n",
            "---\r\n---\r\n",
        ] {
            assert_eq!(patch("a.md", other, &words()), None, "{other:?}");
        }
        assert_eq!(patch("a.md", "# A\n", &[]), None);
    }

    #[test]
    fn words_are_proposed_as_people_write_them() {
        let lines = ["my tunnels are down", "Tunnels again", "a tunnel"].map(str::to_owned);
        assert_eq!(as_written(Language::ENGLISH, &lines)["tunnel"], "tunnels");
    }
}
