//! Which commits changed which files?

use gix::{ObjectId, Repository, hash::Prefix};
use rustc_hash::FxHashMap;

use super::tree::{self, Differs};

/// So many commits are looked at; what is older is not told.
const MOST: usize = 100_000;

/// The commits from the oldest to the one that is checked out, and what each changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Mainline {
    pub(super) commits: Vec<Commit>,
    /// By path, from the oldest on.
    changes: FxHashMap<String, Vec<Change>>,
}

/// A commit of the main line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Commit {
    pub(super) id: ObjectId,
    /// When it was made, as whole seconds since 1970.
    pub(super) at: i64,
    /// The tree of the knowledge base.
    tree: Option<ObjectId>,
}

/// What a commit made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// The number of the commit.
    commit: usize,
    /// The bytes; none when it removed them.
    blob: Option<ObjectId>,
    /// Where the same bytes lay until then, when it moved them.
    from: Option<String>,
}

/// A file as one commit left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version<'m> {
    /// The number of the commit.
    pub(super) commit: usize,
    pub(super) blob: ObjectId,
    /// Where it lay then.
    pub(super) path: &'m str,
}

impl Mainline {
    /// That which ends with a commit, as far as it concerns a folder; goes on from `known` where that is a part of it.
    pub(super) fn of(
        repository: &Repository,
        head: ObjectId,
        folder: &str,
        known: Option<&Mainline>,
    ) -> Result<Mainline, String> {
        let known_head = known.and_then(|known| known.commits.last()).map(|commit| commit.id);
        let (mut ids, mut next, mut goes_on) = (Vec::new(), Some(head), false);
        while let Some(id) = next.filter(|_| ids.len() < MOST) {
            goes_on = known_head == Some(id);
            if goes_on {
                break;
            }
            // What a shallow clone left out is not there: its history begins later.
            let Ok(commit) = repository.find_commit(id) else { break };
            next = commit.parent_ids().next().map(gix::Id::detach);
            ids.push(id);
        }
        let mut line = known.filter(|_| goes_on).cloned().unwrap_or_default();
        for id in ids.into_iter().rev() {
            line.add(repository, id, folder)?;
        }
        Ok(line)
    }

    fn add(&mut self, repository: &Repository, id: ObjectId, folder: &str) -> Result<(), String> {
        let commit = repository.find_commit(id).map_err(|error| error.to_string())?;
        let root = commit.tree_id().map_err(|error| error.to_string())?.detach();
        let at = commit.time().map_err(|error| error.to_string())?.seconds;
        let tree = tree::below(repository, root, folder)?;
        let before = self.commits.last().and_then(|commit| commit.tree);
        let mut differing = Vec::new();
        tree::compare(repository, before, tree, &mut differing)?;
        let number = self.commits.len();
        let mut gone: FxHashMap<ObjectId, Vec<String>> = FxHashMap::default();
        for Differs { path, before, now } in &differing {
            if let (Some(before), None) = (before, now) {
                gone.entry(*before).or_default().push(path.clone());
            }
        }
        for Differs { path, before, now } in differing {
            let from = now.filter(|_| before.is_none()).and_then(|blob| gone.get_mut(&blob)?.pop());
            self.changes.entry(path).or_default().push(Change { commit: number, blob: now, from });
        }
        self.commits.push(Commit { id, at, tree });
        Ok(())
    }

    /// The number of the last commit that was made until then.
    pub(super) fn last_until(&self, at: i64) -> Option<usize> {
        self.commits.iter().rposition(|commit| commit.at <= at)
    }

    /// The number of the only commit whose hash begins so.
    pub(super) fn beginning(&self, prefix: Prefix) -> Option<usize> {
        let mut found =
            (0..self.commits.len()).filter(|number| prefix.cmp_oid(&self.commits[*number].id).is_eq());
        found.next().filter(|_| found.next().is_none())
    }

    /// The number of a commit.
    pub(super) fn number(&self, id: ObjectId) -> Option<usize> {
        self.commits.iter().rposition(|commit| commit.id == id)
    }

    /// The last version of a file; none when it was removed or never there.
    pub(super) fn version(&self, path: &str) -> Option<Version<'_>> {
        let (path, changes) = self.changes.get_key_value(path)?;
        let change = changes.last()?;
        Some(Version { commit: change.commit, blob: change.blob?, path })
    }

    /// What commits left at a path, whatever became of it: up to a moment, the latest first, then what came later.
    pub(super) fn at_path(&self, path: &str, until: i64) -> Vec<Version<'_>> {
        let Some((path, changes)) = self.changes.get_key_value(path) else { return Vec::new() };
        let version = |change: &Change| Some(Version { commit: change.commit, blob: change.blob?, path });
        let (mut before, later): (Vec<_>, Vec<_>) =
            changes.iter().filter_map(version).partition(|version| self.commits[version.commit].at <= until);
        before.reverse();
        before.into_iter().chain(later).collect()
    }

    /// The versions of a file that lies there now, the latest first, also from before it was moved there.
    pub(super) fn versions<'m>(&'m self, path: &'m str) -> Vec<Version<'m>> {
        let (mut versions, mut path, mut end) = (Vec::new(), path, usize::MAX);
        while let Some((known, changes)) = self.changes.get_key_value(path) {
            let mut from = None;
            for change in changes.iter().rev().filter(|change| change.commit < end) {
                // Before it was removed, another file lay there.
                let Some(blob) = change.blob else { break };
                versions.push(Version { commit: change.commit, blob, path: known });
                if let Some(moved) = &change.from {
                    from = Some((moved.as_str(), change.commit));
                    break;
                }
            }
            // Each step goes back in time.
            let Some((before, commit)) = from else { break };
            (path, end) = (before, commit);
        }
        versions
    }
}
