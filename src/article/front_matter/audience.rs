//! Who may read the article, as its front matter says?
//!
//! Everything here fails closed: what is not understood lets nobody in, and an article that names nobody who
//! exists is for writers alone.

use super::{
    fields::Fields,
    known,
    value::{Entry, Value},
};
use crate::{
    access::{Audience, AudienceSet},
    article::{Rules, finding::Findings, kinds},
};

const HINT: &str = "declare it in `names` under `[audiences]` in firstline.toml, or map it: \
    `aliases = { \"ITPro\" = \"public\" }`";

/// The audiences that the front matter names; `None` when it says nothing about them.
pub(super) fn read(fields: &mut Fields<'_>, rules: &Rules) -> Option<AudienceSet> {
    let mut granted: Option<Vec<String>> = None;
    for entry in fields.take_all(&known::AUDIENCE) {
        let Some(names) = one(fields, &entry, rules) else { continue };
        granted = Some(match granted {
            None => names,
            Some(before) => {
                let both: Vec<String> = before.iter().filter(|name| names.contains(name)).cloned().collect();
                if both.is_empty() && !before.is_empty() && !names.is_empty() {
                    let message = format!("`{}` contradicts another key about who may read this", entry.key);
                    fields.findings.error(
                        entry.line,
                        kinds::CONFLICTING_AUDIENCE,
                        message,
                        "keep one of the keys",
                    );
                }
                both
            }
        });
    }
    if misspelt(fields) {
        return Some(AudienceSet::writers());
    }
    granted.map(|names| AudienceSet::of(names.iter().map(String::as_str)))
}

/// What one key grants; `None` when it says nothing: `internal: false`.
fn one(fields: &mut Fields<'_>, entry: &Entry, rules: &Rules) -> Option<Vec<String>> {
    if let ("internal" | "restricted" | "private", Some(flag)) = (entry.name.as_str(), entry.value.as_bool())
    {
        return match (flag, entry.name.as_str()) {
            (false, _) => None,
            (true, "internal") => Some(granted(fields, entry, &["internal".to_owned()], rules)),
            (true, _) => Some(vec![Audience::WRITERS.to_owned()]),
        };
    }
    let names: Option<Vec<String>> = match &entry.value {
        Value::Text(text) if lookup(text.trim(), rules).is_some() => Some(vec![text.trim().to_owned()]),
        Value::Text(text) => Some(text.split([',', ';']).map(|name| name.trim().to_owned()).collect()),
        Value::List(values) => values
            .iter()
            .map(|value| match value {
                Value::Text(text) => Some(text.trim().to_owned()),
                _ => None,
            })
            .collect(),
        Value::Null | Value::Map(_) => None,
    };
    if let Some(names) = names {
        return Some(granted(fields, entry, &names, rules));
    }
    let message = format!("`{}` is {}, names of audiences were expected", entry.key, entry.value.sort());
    fields.findings.error(entry.line, kinds::UNREADABLE_AUDIENCE, message, HINT);
    Some(Vec::new())
}

/// The names of a key that exist.
fn granted(fields: &mut Fields<'_>, entry: &Entry, names: &[String], rules: &Rules) -> Vec<String> {
    let key = format!("`{}`", entry.key);
    if names.iter().all(String::is_empty) {
        fields.findings.error(entry.line, kinds::UNREADABLE_AUDIENCE, format!("{key} is empty"), HINT);
    }
    known_audiences(fields.findings, (entry.line, &key), names, rules)
}

/// The names that exist; the others grant nothing and make a finding: on this line, in this place.
pub(in crate::article) fn known_audiences(
    findings: &mut Findings,
    (line, place): (u32, &str),
    names: &[String],
    rules: &Rules,
) -> Vec<String> {
    let mut granted = Vec::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        if let Some(known) = lookup(name, rules) {
            granted.push(known.to_owned());
        } else {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            findings.error(
                line,
                kinds::UNKNOWN_AUDIENCE,
                format!("unknown audience `{shown}` in {place}"),
                HINT,
            );
        }
    }
    granted
}

/// The declared audience that a word stands for.
fn lookup<'r>(word: &str, rules: &'r Rules) -> Option<&'r str> {
    let declared =
        |word: &str| rules.audiences.iter().find(|name| name.eq_ignore_ascii_case(word)).map(String::as_str);
    let alias = rules.audience_aliases.iter().find(|(from, _)| from.eq_ignore_ascii_case(word));
    if let Some((_, to)) = alias {
        return declared(to)
            .or_else(|| to.eq_ignore_ascii_case(Audience::WRITERS).then_some(Audience::WRITERS));
    }
    declared(word).or_else(|| match word.to_ascii_lowercase().as_str() {
        Audience::WRITERS | "private" => Some(Audience::WRITERS),
        "internal" => declared("agents"),
        _ => None,
    })
}

/// Whether a key was probably meant to name the audience; the finding about it is made with the other keys.
fn misspelt(fields: &Fields<'_>) -> bool {
    fields.left().any(|entry| known::meant(entry).is_some_and(known::is_audience))
}
