//! What is a report based on?

use std::collections::BTreeSet;

use super::seen::{Question, Seen};
use crate::learn::EventId;

/// What the ledger and the folder hold of single things, for the few that a report shows. Whoever asks has made
/// sure that the reader may see them.
pub trait Evidence {
    /// The redacted line of a ticket that is kept, if one is.
    fn excerpt(&self, shown: EventId) -> Option<String>;

    /// The redacted notes of those who said what came of something.
    fn notes(&self, shown: EventId) -> Vec<String>;

    /// The text of an article's file.
    fn text(&self, path: &str) -> Option<String>;
}

/// Lines of the first of these questions that have one, each once, at most so many.
pub(super) fn lines(
    seen: &Seen<'_>,
    evidence: &dyn Evidence,
    questions: &[Question],
    most: usize,
) -> Vec<String> {
    let mut known = BTreeSet::new();
    let lines = questions.iter().take(4 * most).filter_map(|question| evidence.excerpt(seen.shown(question)));
    lines.filter(|line| known.insert(line.to_lowercase())).take(most).collect()
}
