//! How is a value taken out of the configuration, or what is wrong with it?

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Mistake;
use crate::{access::AudienceSet, text::spelling};

pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A text that is being read, and what is wrong with it so far.
pub(super) struct Reading<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) mistakes: Vec<Mistake>,
}

impl Reading<'_> {
    pub(super) fn mistake(&mut self, at: usize, message: impl Into<String>, hint: impl Into<String>) {
        let line = self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        self.mistakes.push(Mistake {
            path: self.path.to_owned(),
            line,
            message: message.into(),
            hint: hint.into(),
        });
    }

    pub(super) fn wrong(&mut self, name: &str, value: &Value<'_>, wanted: &str) {
        let found = value.get_ref().type_str();
        self.mistake(
            value.span().start,
            format!("`{name}` is {found} that does not fit"),
            format!("write {wanted}"),
        );
    }

    pub(super) fn unknown(&mut self, at: usize, name: &str, known: &[&str]) {
        let nearest = known.iter().find(|known| spelling::distance(name, known, 2).is_some());
        let hint = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        self.mistake(at, format!("unknown key `{name}`"), hint);
    }

    pub(super) fn string(&mut self, section: &DeTable<'_>, name: &str) -> Option<String> {
        let value = section.get(name)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(name, value, "text in quotation marks");
        }
        text
    }

    pub(super) fn number(&mut self, section: &DeTable<'_>, name: &str, least: u64, most: u64) -> Option<u64> {
        let value = section.get(name)?;
        let number = value.get_ref().as_integer().and_then(|number| {
            u64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .filter(|number| (least..=most).contains(number))
        });
        if number.is_none() {
            self.wrong(name, value, &format!("a number from {least} to {most}"));
        }
        number
    }

    pub(super) fn switch(&mut self, section: &DeTable<'_>, name: &str) -> Option<bool> {
        let value = section.get(name)?;
        let on = value.get_ref().as_bool();
        if on.is_none() {
            self.wrong(name, value, "`true` or `false`");
        }
        on
    }

    /// A number from 0 to 1.
    pub(super) fn share(&mut self, section: &DeTable<'_>, name: &str) -> Option<f32> {
        let value = section.get(name)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse::<f32>().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let share = number.filter(|number| (0.0..=1.0).contains(number));
        if share.is_none() {
            self.wrong(name, value, "a number from 0 to 1");
        }
        share
    }

    /// One of a few words, each with what it means.
    pub(super) fn word<T: Copy>(
        &mut self,
        section: &DeTable<'_>,
        name: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let value = section.get(name)?;
        let written = value.get_ref().as_str();
        let meant = words.iter().find(|(word, _)| Some(*word) == written).map(|(_, meant)| *meant);
        if meant.is_none() {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("`\"{word}\"`")).collect();
            let (last, others) = words.split_last().map_or(("", &[][..]), |(last, others)| (last, others));
            self.wrong(name, value, &format!("{} or {last}", others.join(", ")));
        }
        meant
    }

    pub(super) fn strings(&mut self, section: &DeTable<'_>, name: &str) -> Option<Vec<String>> {
        let value = section.get(name)?;
        let list = value.get_ref().as_array().and_then(|list| {
            list.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        if list.is_none() {
            self.wrong(name, value, "a list of texts, such as `[\"a\", \"b\"]`");
        }
        list
    }

    /// The entries of a table in the order in which they are written.
    pub(super) fn entries<'t, 'i>(
        &mut self,
        section: &'t DeTable<'i>,
        name: &str,
    ) -> Vec<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Value<'i>)> {
        let Some(value) = section.get(name) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(name, value, "a table, such as `{ \"internal/**\" = [\"agents\"] }`");
            return Vec::new();
        };
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    /// One audience or a list of them.
    pub(super) fn set(&mut self, name: &str, value: &Value<'_>, known: &[String]) -> Option<AudienceSet> {
        let names: Option<Vec<&str>> = match value.get_ref() {
            DeValue::String(name) => Some(vec![name.as_ref()]),
            DeValue::Array(list) => list.iter().map(|item| item.get_ref().as_str()).collect(),
            _ => None,
        };
        let names = names.filter(|names| names.iter().all(|name| known.iter().any(|known| known == name)));
        if names.is_none() {
            self.wrong(name, value, &format!("one or a list of: {}", known.join(", ")));
        }
        names.map(AudienceSet::of)
    }
}
