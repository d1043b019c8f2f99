//! Are these lines at the top headers, as `MultiMarkdown` and `MkDocs` have them?
//!
//! They have no fence, so prose must not be taken for them: every line up to the first blank one must be a
//! header or go on with the one above, and the keys must be ones that such headers have.

use super::{
    fence::{first_line, key_of},
    known,
    value::{Entry, Value},
};

/// The headers, and where they end; `None` when the lines are prose.
pub(super) fn read(text: &str, mut line: u32) -> Option<(Vec<Entry>, usize)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let whole = first_line(&text[at..]);
        let trimmed = whole.trim();
        if trimmed.is_empty() {
            break;
        }
        if whole.starts_with("    ") || whole.starts_with('\t') {
            let Value::Text(value) = &mut entries.last_mut()?.value else { return None };
            value.push(' ');
            value.push_str(trimmed);
        } else {
            let colon = trimmed.find(':').filter(|colon| !trimmed[..*colon].contains('='))?;
            let key = key_of(trimmed)?;
            let value = Value::Text(trimmed[colon + 1..].trim().to_owned());
            entries.push(Entry::new(key.to_owned(), value, line));
        }
        if entries.len() > 100 {
            return None;
        }
        at += whole.len();
        line += 1;
    }
    believable(&entries).then_some((entries, at))
}

fn believable(entries: &[Entry]) -> bool {
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    let known = entries.iter().filter(|entry| known::is_known(&entry.name)).count();
    let audience = entries.iter().any(|entry| known::is_audience(&entry.name));
    let first = entries.first().is_some_and(|entry| known::is_known(&entry.name));
    first && known * 2 >= entries.len() && (has("title") || known >= 2 || (audience && entries.len() == 1))
}
