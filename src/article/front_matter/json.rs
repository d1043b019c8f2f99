//! What does this JSON say?

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::value::{Broken, Entry, MOST_KEYS, Value};
use crate::article::finding::line_ends;

/// The keys and values of the object at the start of this text, and where it ends.
pub(super) fn read(text: &str, first_line: u32) -> Result<(Vec<Entry>, usize), Broken> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match stream.next() {
        Some(Ok(Value::Map(entries))) if entries.len() > MOST_KEYS => {
            Err(Broken { line: first_line, message: format!("more than {MOST_KEYS} keys"), no_map: false })
        }
        Some(Ok(Value::Map(mut entries))) => {
            let end = stream.byte_offset();
            number(&mut entries, &text[..end], first_line);
            Ok((entries, end))
        }
        Some(Err(error)) => {
            let line = first_line + u32::try_from(error.line().saturating_sub(1)).unwrap_or(u32::MAX / 2);
            Err(Broken { line, message: "not valid JSON".to_owned(), no_map: false })
        }
        _ => Err(Broken { line: first_line, message: "no object".to_owned(), no_map: true }),
    }
}

/// Finds the line of each key; serde does not tell.
fn number(entries: &mut [Entry], text: &str, first_line: u32) {
    let (mut at, mut line) = (0, first_line);
    for entry in entries {
        let Some(found) = text[at..].find(&format!("\"{}\"", entry.key)) else { continue };
        line = line.saturating_add(line_ends(&text.as_bytes()[at..at + found]));
        at += found;
        entry.line = line;
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Text(flag.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            entries.push(Entry::new(key, value, 0));
        }
        Ok(Value::Map(entries))
    }
}
