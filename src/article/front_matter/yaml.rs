//! What does this YAML say?
//!
//! The parser's events are read, and not values that serde made of them: `1.10` must stay `1.10`, `no` must
//! stay a word, and each key must know its line.

use std::collections::HashMap;

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle};

use super::value::{Broken, Entry, Value};

const MOST_NODES: usize = 5_000;
const DEEPEST: usize = 32;
/// Longer anchored texts are not repeated, so that a small file cannot become a large one.
const LONGEST_ANCHORED: usize = 1_000;

/// The keys and values of a block whose first line is this one in the file. Tabs before words, which YAML forbids
/// and other tools let pass, count as spaces when the block cannot be read otherwise.
pub(super) fn read(block: &str, first_line: u32) -> Result<Vec<Entry>, Broken> {
    strictly(block, first_line).or_else(|broken| {
        let Some(spaced) = without_tabs(block) else { return Err(broken) };
        strictly(&spaced, first_line).map_err(|_| broken)
    })
}

fn without_tabs(block: &str) -> Option<String> {
    let starts = |line: &str| line.trim_start_matches(' ').starts_with('\t');
    if !block.lines().any(starts) {
        return None;
    }
    let mut out = String::with_capacity(block.len() + 64);
    for line in block.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t']);
        line[..line.len() - words.len()]
            .chars()
            .for_each(|c| out.push_str(if c == '\t' { "    " } else { " " }));
        out.push_str(words);
    }
    Some(out)
}

fn strictly(block: &str, first_line: u32) -> Result<Vec<Entry>, Broken> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    let mut reader = Reader { nodes: 0, open: Vec::new(), anchored: HashMap::new(), root: None };
    let mut ended = false;
    for step in Parser::new_from_str_with_options(block, options) {
        let (event, span) = match step {
            Ok(step) => step,
            Err(error) => {
                let line = first_line + line_number(error.marker().line());
                return Err(Broken { line, message: error.info().clone(), no_map: false });
            }
        };
        let line = first_line + line_number(span.start.line());
        if ended && !matches!(event, Event::StreamEnd) {
            // What stands at another depth may be read as a second document, and must not be lost.
            return Err(Broken { line, message: "the keys do not line up".to_owned(), no_map: false });
        }
        ended |= matches!(event, Event::DocumentEnd);
        reader.take(event, line)?;
    }
    match reader.root {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Map(entries)) => Ok(entries),
        Some(_) => {
            let message = "no keys with values".to_owned();
            Err(Broken { line: first_line, message, no_map: true })
        }
    }
}

struct Reader {
    nodes: usize,
    open: Vec<Open>,
    anchored: HashMap<usize, String>,
    root: Option<Value>,
}

enum Open {
    List(Vec<Value>),
    Map { entries: Vec<Entry>, key: Option<(String, u32)> },
}

impl Reader {
    fn take(&mut self, event: Event<'_>, line: u32) -> Result<(), Broken> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.open.len() > DEEPEST {
            let message = format!("more than {MOST_NODES} values or {DEEPEST} levels");
            return Err(Broken { line, message, no_map: false });
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                if anchor > 0 && text.len() <= LONGEST_ANCHORED {
                    self.anchored.insert(anchor, text.clone().into_owned());
                }
                let null =
                    style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                self.put(if null { Value::Null } else { Value::Text(text.into_owned()) }, line);
            }
            Event::Alias(anchor) => {
                let value = self.anchored.get(&anchor).cloned().map_or(Value::Null, Value::Text);
                self.put(value, line);
            }
            Event::SequenceStart(..) => self.open.push(Open::List(Vec::new())),
            Event::MappingStart(..) => self.open.push(Open::Map { entries: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(values)) => self.put(Value::List(values), line),
                Some(Open::Map { entries, .. }) => self.put(Value::Map(entries), line),
                None => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, value: Value, line: u32) {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open::List(values)) => values.push(value),
            Some(Open::Map { entries, key }) => match key.take() {
                Some((key, line)) => entries.push(Entry::new(key, value, line)),
                None => match value {
                    Value::Text(text) => *key = Some((text, line)),
                    Value::Null => *key = Some((String::new(), line)),
                    other => *key = Some((other.to_text(), line)),
                },
            },
        }
    }
}

fn line_number(line: usize) -> u32 {
    u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX / 2)
}
