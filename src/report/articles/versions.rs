//! Which versions did an article have, and since when?

use std::collections::HashMap;

use crate::{
    access::Scope,
    library::{Card, ChangeKind},
    report::{Commit, Commits, Evidence},
};

/// What an article said from a moment on, until the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Version {
    /// The commit that brought it; none when only the desk saw that it changed.
    pub(in crate::report) commit: Option<String>,
    /// Seconds since 1970.
    pub(in crate::report) since: i64,
}

/// The versions of all articles, as far as a scope may know of them.
pub(in crate::report) struct Versions<'a> {
    commits: Commits<'a>,
    /// When each article was published, by its path, the latest first.
    published: HashMap<String, Vec<i64>>,
    /// Articles that are gone: since when, and what they were called.
    gone: HashMap<String, (i64, String)>,
}

impl<'a> Versions<'a> {
    pub(in crate::report) fn of(evidence: &'a dyn Evidence, scope: &Scope) -> Versions<'a> {
        let mut versions =
            Versions { commits: evidence.commits(), published: HashMap::new(), gone: HashMap::new() };
        for change in evidence.changes(scope) {
            let at = change.at.as_second();
            if change.kind == ChangeKind::Retired {
                versions.gone.insert(change.path, (at, change.title));
            } else {
                versions.gone.remove(&change.path);
                versions.published.entry(change.path).or_default().insert(0, at);
            }
        }
        versions
    }

    /// Those of an article that is there, the latest first: by the commits that changed its file, else by what the desk
    /// saw. Of an article with blocks for some readers alone a commit may have changed what others see.
    pub(in crate::report) fn of_article(&self, card: &Card) -> Vec<Version> {
        let commits = if card.readership.is_plain() { (self.commits)(&card.path) } else { Vec::new() };
        if !commits.is_empty() {
            let version = |commit: Commit| Version { commit: Some(commit.name), since: commit.at };
            return commits.into_iter().map(version).collect();
        }
        let published = self.published.get(&card.path).map_or(&[][..], Vec::as_slice);
        published.iter().map(|at| Version { commit: None, since: *at }).collect()
    }

    /// When an article went, and what it was called.
    pub(in crate::report) fn gone(&self, path: &str) -> Option<(i64, &str)> {
        self.gone.get(path).map(|(at, title)| (*at, title.as_str()))
    }
}
