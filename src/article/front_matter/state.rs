//! How far can the article be trusted, as its front matter says?

use super::{
    dates,
    fields::Fields,
    value::{Entry, Value},
};
use crate::article::{State, kinds};

/// Keys that make a draft when they say so, and what they must say.
const DRAFT_WHEN: [(&str, bool); 3] = [("draft", true), ("published", false), ("publish", false)];

/// Keys that keep an article out of lists, and what they must say.
const HIDDEN_WHEN: [(&str, bool); 4] =
    [("unlisted", true), ("insearchindex", false), ("search.exclude", true), ("noindex", true)];

/// Keys that hold a word for the state.
const WORDS: [&str; 4] = ["state", "status", "confidence", "articlestatus"];

/// The state; a flag that cannot be read makes a draft, a word that nobody knows is not to be trusted.
pub(super) fn read(fields: &mut Fields<'_>) -> State {
    let mut state = State::Validated;
    for name in WORDS {
        if let Some(entry) = fields.take(&[name]) {
            state = word(fields, &entry);
            break;
        }
    }
    let hidden = HIDDEN_WHEN.iter().any(|(name, when)| flag(fields, name, *when, false))
        || listed_never(fields)
        || robots(fields);
    if hidden && state != State::Draft {
        state = State::Archived;
    }
    let draft = DRAFT_WHEN.iter().fold(false, |draft, (name, when)| flag(fields, name, *when, true) || draft);
    if draft { State::Draft } else { state }
}

/// Whether a flag says what it takes; an unreadable one does when that is the careful reading.
fn flag(fields: &mut Fields<'_>, name: &str, when: bool, careful: bool) -> bool {
    let Some(entry) = fields.take(&[name]) else { return false };
    if let Some(flag) = entry.value.as_bool() {
        return flag == when;
    }
    if entry.value == Value::Null {
        return false;
    }
    if let Value::Text(text) = &entry.value
        && dates::read_moment(text.trim()).is_some()
    {
        // `published: 2026-01-31` is a date, and read as one.
        fields.give_back(Entry { name: "publishdate".to_owned(), ..entry });
        return false;
    }
    if careful {
        let message = format!("`{}` is neither true nor false", entry.key);
        fields.findings.error(entry.line, kinds::UNREADABLE_STATE, message, "write `true` or `false`");
    }
    careful
}

fn word(fields: &mut Fields<'_>, entry: &Entry) -> State {
    let Some(text) = fields.as_line(entry) else {
        return if entry.value == Value::Null { State::Validated } else { State::NotValidated };
    };
    let word = text.to_ascii_lowercase().replace(['-', ' '], "_");
    if let Some(state) = State::from_word(&word) {
        return state;
    }
    match word.as_str() {
        "published" | "approved" | "final" | "live" | "current" | "active" | "stable" | "verified"
        | "new" | "updated" | "public" | "complete" | "completed" | "done" | "accepted" => State::Validated,
        "archive" | "deprecated" | "retired" | "obsolete" | "outdated" | "superseded" | "withdrawn"
        | "expired" => State::Archived,
        "work_in_progress" | "in_progress" | "open" => State::Wip,
        "unvalidated" | "unverified" | "in_review" | "review" | "needs_review" | "proposed"
        | "experimental" => State::NotValidated,
        "unpublished" | "hidden" | "private" => State::Draft,
        _ => {
            let words = State::ALL.map(State::word).join("`, `");
            fields.findings.warning(
                entry.line,
                kinds::UNKNOWN_STATE,
                format!("unknown state `{text}`; the article counts as not validated"),
                &format!("write one of `{words}`"),
            );
            State::NotValidated
        }
    }
}

/// Hugo: `build: {list: never}`.
fn listed_never(fields: &mut Fields<'_>) -> bool {
    let Some(entry) = fields.take(&["build.list"]) else { return false };
    let never = matches!(entry.value.to_text().as_str(), "never" | "false");
    if !never {
        fields.give_back(entry);
    }
    never
}

/// Microsoft Learn: `ROBOTS: NOINDEX`.
fn robots(fields: &mut Fields<'_>) -> bool {
    let Some(entry) = fields.take(&["robots"]) else { return false };
    let noindex = entry.value.to_text().to_ascii_lowercase().contains("noindex");
    if !noindex {
        fields.give_back(entry);
    }
    noindex
}
