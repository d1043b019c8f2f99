//! What may stand in front matter, whatever it is written in?

/// More keys are nobody's front matter.
pub(super) const MOST_KEYS: usize = 1_000;

/// A value, as it was written: `1.10` stays `1.10`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, or nothing that could be read.
    Null,
    /// A word, a number, a date, true or false.
    Text(String),
    List(Vec<Value>),
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The key as written, with the keys of the maps around it: `params.reviewBy`.
    pub(crate) key: String,
    /// The key as compared: `reviewby`.
    pub(crate) name: String,
    pub(crate) value: Value,
    /// The line of the key in the file, from 1.
    pub(crate) line: u32,
}

impl Entry {
    pub(crate) fn new(key: String, value: Value, line: u32) -> Entry {
        Entry { name: name_of(&key), key, value, line }
    }
}

impl Value {
    /// `true`, `yes`, `on` and their opposites, in any case.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        let Value::Text(text) = self else { return None };
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        }
    }

    /// `a list`, for messages.
    pub(crate) fn sort(&self) -> &'static str {
        match self {
            Value::Null => "empty",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// The value as one text: lists with commas, maps as `key: value`.
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Value::Null => {}
            Value::Text(text) => out.push_str(text.trim()),
            Value::List(values) => {
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    value.write(out);
                }
            }
            Value::Map(entries) => {
                for (at, entry) in entries.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    out.push_str(&entry.key);
                    out.push_str(": ");
                    entry.value.write(out);
                }
            }
        }
    }
}

/// A key as compared: without case, spaces, dashes and underscores.
pub(crate) fn name_of(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '\t')).flat_map(char::to_lowercase).collect()
}

/// Why a block could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The line in the file, from 1.
    pub(crate) line: u32,
    /// What the parser of the format says.
    pub(crate) message: String,
    /// Whether it can be read, only not as keys with values: prose between two rules.
    pub(crate) no_map: bool,
}
