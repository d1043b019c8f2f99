//! What does this TOML say?

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::value::{Broken, Entry, MOST_KEYS, Value};
use crate::article::finding::line_ends;

/// The keys and values of a block whose first line is this one in the file, in the author's order.
pub(super) fn read(block: &str, first_line: u32) -> Result<Vec<Entry>, Broken> {
    let place = Place { block, first_line };
    match DeTable::parse(block) {
        Ok(table) if table.get_ref().len() > MOST_KEYS => {
            Err(Broken { line: first_line, message: format!("more than {MOST_KEYS} keys"), no_map: false })
        }
        Ok(table) => Ok(place.entries(table.get_ref())),
        Err(error) => {
            let line = error.span().map_or(first_line, |span| place.line(span.start));
            Err(Broken { line, message: error.message().to_owned(), no_map: false })
        }
    }
}

struct Place<'a> {
    block: &'a str,
    first_line: u32,
}

impl Place<'_> {
    fn entries(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let mut pairs: Vec<_> = table.iter().collect();
        pairs.sort_by_key(|(key, _)| key.span().start);
        pairs
            .into_iter()
            .map(|(key, value)| {
                let line = self.line(key.span().start);
                Entry::new(key.get_ref().to_string(), self.value(value), line)
            })
            .collect()
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Value {
        match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => Value::Text(number.as_str().to_owned()),
            DeValue::Float(number) => Value::Text(number.as_str().to_owned()),
            DeValue::Boolean(flag) => Value::Text(flag.to_string()),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Array(values) => Value::List(values.iter().map(|value| self.value(value)).collect()),
            DeValue::Table(table) => Value::Map(self.entries(table)),
        }
    }

    fn line(&self, offset: usize) -> u32 {
        let before = &self.block.as_bytes()[..offset.min(self.block.len())];
        self.first_line.saturating_add(line_ends(before))
    }
}
