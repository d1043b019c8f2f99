//! What can be saved of front matter that cannot be read?
//!
//! Line by line, only what is certain: `key: word` at the left edge. Nothing is guessed, least of all who may
//! read the article.

use super::{
    fence::{key_of, name_in},
    known,
    value::{Entry, Value},
};

/// The readable lines, and whether an audience is named that cannot be read for certain.
pub(super) fn read(block: &str, first_line: u32) -> (Vec<Entry>, bool) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut audience_lines = 0;
    let mut lines = block.lines().peekable();
    let mut line_number = first_line;
    while let Some(line) = lines.next() {
        let goes_on = lines.peek().is_some_and(|next| next.starts_with([' ', '\t', '-']));
        audience_lines += usize::from(mentions(line));
        if let (Some(key), false) = (key_of(line), goes_on || line.starts_with([' ', '\t'])) {
            let after = line.find([':', '=']).map_or("", |at| &line[at + 1..]);
            if let Some(text) = certain(after.trim().trim_end_matches(',')) {
                entries.push(Entry::new(key.to_owned(), Value::Text(text.to_owned()), line_number));
            }
        }
        line_number += 1;
    }
    let audiences: Vec<&Entry> = entries.iter().filter(|entry| known::is_audience(&entry.name)).collect();
    let sure = audience_lines == audiences.len()
        && audiences.len() <= 1
        && audiences.iter().all(|entry| is_word(&entry.value.to_text()));
    if !sure {
        entries.retain(|entry| !known::is_audience(&entry.name));
    }
    (entries, !sure)
}

/// Whether any line of the block seems to name an audience, at any depth.
pub(super) fn mentions_audience(block: &str) -> bool {
    block.lines().any(mentions)
}

/// The keys of the block, as compared.
pub(super) fn names(block: &str) -> impl Iterator<Item = String> {
    block.lines().filter_map(name_in)
}

/// Whether a line begins with an audience key, or with one that has a mistake in it.
fn mentions(line: &str) -> bool {
    let start = line.trim_start_matches([' ', '\t', '-', '{', '"', '\'', '[', ',', '\u{FEFF}']);
    let end = start.find([':', '=', '"', '\'', ' ', '\t']).unwrap_or(start.len());
    let key = &start[..end];
    if key.is_empty() || key.len() > 24 || !start[end..].contains([':', '=']) {
        return false;
    }
    let entry = Entry::new(key.to_owned(), Value::Null, 0);
    known::is_audience(&entry.name) || known::meant(&entry).is_some_and(known::is_audience)
}

/// A value that means the same in every reading.
fn certain(value: &str) -> Option<&str> {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return (!inner.contains([quote, '\\'])).then_some(inner);
        }
    }
    let plain = !value.starts_with(['[', '{', '&', '*', '!', '|', '>', '"', '\'', '%', '@', '`', '#'])
        && !value.contains(": ")
        && !value.contains(" #");
    (plain && !value.is_empty()).then_some(value)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}
