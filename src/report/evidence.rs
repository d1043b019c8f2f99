//! What is a report based on?

use std::collections::BTreeSet;

use super::seen::{Question, Seen};
use crate::{
    access::Scope,
    learn::{ArticleName, EventId},
    library::Change,
};

/// What the ledger and the folder hold of single things, for the few that a report shows. Whoever asks has made
/// sure that the reader may see them.
pub trait Evidence {
    /// The redacted line of a ticket that is kept, if one is.
    fn excerpt(&self, shown: EventId) -> Option<String>;

    /// The redacted notes of those who said what came of something.
    fn notes(&self, shown: EventId) -> Vec<String>;

    /// The text of an article's file.
    fn text(&self, path: &str) -> Option<String>;

    /// The help desk's own number of a ticket, if somebody told it.
    fn ticket(&self, shown: EventId) -> Option<String>;

    /// The section of an article that was shown, as the first eight bytes of its hash; none when the article was not.
    fn section(&self, shown: EventId, article: &ArticleName) -> Option<u64>;

    /// The sections that an article has now for a scope, the same way.
    fn sections(&self, path: &str, scope: &Scope) -> Vec<u64>;

    /// What was added, changed and retired, as far as a scope opens it and it is remembered, oldest first.
    fn changes(&self, scope: &Scope) -> Vec<Change>;

    /// What tells the commits that changed an article's file, the latest first; none where there is no Git.
    fn commits(&self) -> Commits<'_>;
}

/// The commits that changed an article's file, by its path, the latest first.
pub type Commits<'a> = Box<dyn Fn(&str) -> Vec<Commit> + 'a>;

/// A commit that changed an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The beginning of its hash.
    pub name: String,
    /// When it was made, in seconds since 1970.
    pub at: i64,
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
