//! What does the front matter say under any of these keys?
//!
//! Each field is taken out once; what nobody took is the rest. A value of the wrong sort costs its field and
//! makes a finding.

use super::{
    known,
    value::{Entry, Value},
};
use crate::article::{finding::Findings, kinds};

/// The longest text of a field that is a line: titles, names, owners.
const LONGEST_LINE: usize = 500;

/// So many items of a list are read.
const MOST_ITEMS: usize = 2_000;

pub(super) struct Fields<'f> {
    entries: Vec<Option<Entry>>,
    pub(super) findings: &'f mut Findings,
}

/// How a text stands for several.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// `vpn, remote access`.
    Commas,
    /// `vpn, remote access`, or `vpn remote` when there is no comma.
    CommasOrSpaces,
}

impl<'f> Fields<'f> {
    /// Maps that only group keys are opened; a key that stands twice counts once.
    pub(super) fn new(entries: Vec<Entry>, findings: &'f mut Findings) -> Fields<'f> {
        let mut flat: Vec<Option<Entry>> = Vec::with_capacity(entries.len());
        let mut inner: Vec<Option<Entry>> = Vec::new();
        for entry in entries {
            let twice = flat.iter().flatten().any(|other| other.name == entry.name);
            if twice && !known::is_audience(&entry.name) {
                let message = format!("`{}` stands here twice", entry.key);
                findings.warning(
                    entry.line,
                    kinds::DUPLICATE_KEY,
                    message,
                    "keep one of them; the first counts",
                );
                continue;
            }
            match entry.value {
                Value::Map(children) if groups(&entry.name) => {
                    inner.extend(
                        children.into_iter().map(|child| Some(lifted(&entry.name, &entry.key, child))),
                    );
                }
                _ => flat.push(Some(entry)),
            }
        }
        flat.append(&mut inner);
        Fields { entries: flat, findings }
    }

    /// The first entry under one of these names, in the order of the names.
    pub(super) fn take(&mut self, names: &[&str]) -> Option<Entry> {
        names.iter().find_map(|name| {
            self.entries.iter_mut().find(|entry| entry.as_ref().is_some_and(|e| e.name == *name))?.take()
        })
    }

    /// All entries under any of these names, in the author's order.
    pub(super) fn take_all(&mut self, names: &[&str]) -> Vec<Entry> {
        let wanted = self
            .entries
            .iter_mut()
            .filter(|entry| entry.as_ref().is_some_and(|entry| names.contains(&entry.name.as_str())));
        wanted.filter_map(Option::take).collect()
    }

    /// What nobody took so far.
    pub(super) fn left(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// Puts back what turned out to mean something else.
    pub(super) fn give_back(&mut self, entry: Entry) {
        self.entries.push(Some(entry));
    }

    /// One line of text, without control characters, spaces made even.
    pub(super) fn line(&mut self, names: &[&str]) -> Option<String> {
        while let Some(entry) = self.take(names) {
            if let Some(text) = self.as_line(&entry) {
                if text.len() <= LONGEST_LINE {
                    return Some(text);
                }
                let message = format!("`{}` is {} bytes long", entry.key, text.len());
                self.findings.error(entry.line, kinds::TOO_LONG, message, "keep it to one short line");
            }
        }
        None
    }

    /// A text of any length, spaces made even.
    pub(super) fn text(&mut self, names: &[&str]) -> Option<String> {
        while let Some(entry) = self.take(names) {
            if let Some(text) = self.as_line(&entry) {
                return Some(text);
            }
        }
        None
    }

    /// Several texts under all of these names, each once, in the author's order.
    pub(super) fn list(&mut self, names: &[&str], between: Between) -> Vec<String> {
        let mut all = Vec::new();
        for entry in self.take_all(names) {
            self.spread(&entry, between, &mut all);
        }
        all
    }

    /// Like `list`, for keys that other tools also use for something else: what is no list of texts is left.
    pub(super) fn list_if_texts(&mut self, names: &[&str], between: Between) -> Vec<String> {
        let mut all = Vec::new();
        for entry in self.take_all(names) {
            let other = |value: &Value| matches!(value, Value::Map(_) | Value::List(_));
            if matches!(&entry.value, Value::List(values) if values.iter().any(other))
                || matches!(entry.value, Value::Map(_))
            {
                self.give_back(entry);
            } else {
                self.spread(&entry, between, &mut all);
            }
        }
        all
    }

    /// The text of an entry, when it is one.
    pub(super) fn as_line(&mut self, entry: &Entry) -> Option<String> {
        let text = match &entry.value {
            Value::Text(text) => text,
            Value::Null => return None,
            other => {
                let message = format!("`{}` is {}, a text was expected", entry.key, other.sort());
                self.findings.error(entry.line, kinds::WRONG_TYPE, message, "write the text between quotes");
                return None;
            }
        };
        self.visible(entry, text)
    }

    fn spread(&mut self, entry: &Entry, between: Between, all: &mut Vec<String>) {
        match &entry.value {
            Value::Text(text) => {
                let Some(text) = self.visible(entry, text) else { return };
                if between == Between::CommasOrSpaces && !text.contains(',') {
                    text.split(' ').for_each(|part| add(all, part));
                } else {
                    text.split([',', ';']).for_each(|part| add(all, part));
                }
            }
            Value::List(values) => {
                values.iter().take(MOST_ITEMS).for_each(|value| self.item(entry, value, all));
            }
            value => self.item(entry, value, all),
        }
    }

    /// One of several: a text, or a map that names itself, as Docusaurus has them.
    fn item(&mut self, entry: &Entry, value: &Value, all: &mut Vec<String>) {
        let text = match value {
            Value::Null => return,
            Value::Text(text) => Some(text),
            Value::List(_) => None,
            Value::Map(fields) => {
                let named =
                    ["label", "name", "title"].iter().find_map(|key| fields.iter().find(|f| f.name == *key));
                named.and_then(|field| if let Value::Text(text) = &field.value { Some(text) } else { None })
            }
        };
        match text {
            Some(text) => {
                if let Some(text) = self.visible(entry, text) {
                    add(all, &text);
                }
            }
            None => self.wrong_item(entry, value),
        }
    }

    fn wrong_item(&mut self, entry: &Entry, value: &Value) {
        let message = format!("`{}` holds {}, texts were expected", entry.key, value.sort());
        self.findings.error(entry.line, kinds::WRONG_TYPE, message, "write a list of words");
    }

    fn visible(&mut self, entry: &Entry, text: &str) -> Option<String> {
        if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            let message = format!("`{}` holds control characters", entry.key);
            self.findings.error(entry.line, kinds::CONTROL_CHARACTERS, message, "type the value again");
            return None;
        }
        let even = even(text);
        (!even.is_empty()).then_some(even)
    }

    /// What nobody took, as text, in the author's order; near misses are pointed out.
    pub(super) fn rest(self) -> Vec<(String, String)> {
        let mut rest: Vec<Entry> = self.entries.into_iter().flatten().collect();
        rest.sort_by_key(|entry| entry.line);
        for entry in &rest {
            let Some(meant) = known::meant(entry) else { continue };
            let (key, hint) = (&entry.key, format!("did you mean `{}`?", spelt(meant)));
            if known::is_audience(meant) {
                let message = format!("unknown key `{key}`; only writers see the article until it is clear");
                self.findings.error(entry.line, kinds::MISSPELT_KEY, message, &hint);
            } else {
                self.findings.warning(entry.line, kinds::MISSPELT_KEY, format!("unknown key `{key}`"), &hint);
            }
        }
        rest.into_iter().map(|entry| (entry.key, entry.value.to_text())).collect()
    }
}

/// One space between words, none around them.
pub(in crate::article) fn even(text: &str) -> String {
    let mut even = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !even.is_empty() {
            even.push(' ');
        }
        even.push_str(word);
    }
    even
}

/// Adds a text that is not there yet in any case.
pub(super) fn add(all: &mut Vec<String>, text: &str) {
    let text = text.trim();
    let known = |other: &String| other.eq_ignore_ascii_case(text);
    if !text.is_empty() && all.len() < 1_000 && !all.iter().any(known) {
        all.push(text.to_owned());
    }
}

/// A key as writers know it.
fn spelt(name: &str) -> &str {
    match name {
        "reviewby" => "review_by",
        "usersegment" => "user_segment",
        "expirydate" => "expiryDate",
        "publishdate" => "publishDate",
        "supersededby" => "superseded_by",
        other => other,
    }
}

/// Maps whose keys count as if they stood outside.
fn groups(name: &str) -> bool {
    matches!(name, "params" | "extra" | "taxonomies" | "lastupdate" | "search" | "build")
}

fn lifted(group: &str, key: &str, child: Entry) -> Entry {
    let name = match group {
        "params" | "extra" => child.name,
        "taxonomies" => "tags".to_owned(),
        _ => format!("{group}.{}", child.name),
    };
    Entry { name, key: format!("{key}.{}", child.key), ..child }
}
