//! What changed, as each reader may know it?

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    access::{AudienceSet, Scope},
    library::{Change, ChangeKind, Since},
};

/// So many changes are remembered; older ones are for whoever reads everything again.
const REMEMBERED: usize = 10_000;

/// The changes of all shelves, oldest first.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: Vec<Entry>,
    /// The generation of each shelf before its first entry here.
    before: BTreeMap<AudienceSet, u64>,
}

/// One change of one shelf.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) shelf: AudienceSet,
    /// The generation of the shelf that it brought.
    pub(super) generation: u64,
    pub(super) at: Timestamp,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) kind: ChangeKind,
}

impl History {
    /// Remembers what was published at once.
    pub(super) fn publish(&mut self, entries: impl IntoIterator<Item = Entry>) {
        for entry in entries {
            self.before.entry(entry.shelf.clone()).or_insert(entry.generation.saturating_sub(1));
            self.entries.push(entry);
        }
        if self.entries.len() > 2 * REMEMBERED {
            let forgotten = self.entries.len() - REMEMBERED;
            for entry in self.entries.drain(..forgotten) {
                self.before.insert(entry.shelf, entry.generation);
            }
        }
    }

    /// Forgets the last change of an article: it never came to be.
    pub(super) fn forget(&mut self, path: &str) {
        if let Some(last) = self.entries.iter().rposition(|entry| entry.path == path) {
            self.entries.remove(last);
        }
    }

    /// Says that a shelf had a generation before anything remembered here.
    pub(super) fn begin_at(&mut self, shelf: AudienceSet, generation: u64) {
        self.before.insert(shelf, generation);
    }

    /// When something was last published.
    pub(super) fn last_time(&self) -> Option<Timestamp> {
        self.entries.last().map(|entry| entry.at)
    }

    /// What changed for a scope. An article that moved between two shelves it opens has changed.
    pub(super) fn since(&self, scope: &Scope, since: Since, limit: usize) -> Vec<Change> {
        let mut generations: BTreeMap<&AudienceSet, u64> = self
            .before
            .iter()
            .filter(|(shelf, _)| scope.opens(shelf))
            .map(|(shelf, at)| (shelf, *at))
            .collect();
        let mut changes = Vec::new();
        let visible: Vec<&Entry> = self.entries.iter().filter(|entry| scope.opens(&entry.shelf)).collect();
        for published in visible.chunk_by(|a, b| a.at == b.at) {
            for entry in published {
                generations.insert(&entry.shelf, entry.generation);
            }
            let generation = generations.values().sum();
            let wanted = match since {
                Since::Cursor(cursor) => generation > cursor,
                Since::Time(time) => published.first().is_some_and(|entry| entry.at >= time),
            };
            if wanted {
                changes.extend(together(published, generation));
            }
            if changes.len() >= limit {
                break;
            }
        }
        changes
    }
}

/// What was published at once, an article at a time, in the order of paths.
fn together(published: &[&Entry], generation: u64) -> Vec<Change> {
    let mut by_path: BTreeMap<&str, Change> = BTreeMap::new();
    for entry in published {
        let change = Change {
            generation,
            at: entry.at,
            path: entry.path.clone(),
            title: entry.title.clone(),
            kind: entry.kind,
        };
        by_path
            .entry(&entry.path)
            .and_modify(|known| {
                let title =
                    if entry.kind == ChangeKind::Retired { known.title.clone() } else { entry.title.clone() };
                *known = Change { kind: ChangeKind::Changed, title, ..known.clone() };
            })
            .or_insert(change);
    }
    by_path.into_values().collect()
}
