//! Which files differ between two trees?

use std::collections::BTreeMap;

use gix::{ObjectId, Repository, objs::tree::EntryKind};

/// Folders within folders: deeper ones are not looked into.
const DEEPEST: usize = 64;

/// A file that one of two trees has, or both with other bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Differs {
    /// Below the trees.
    pub(super) path: String,
    pub(super) before: Option<ObjectId>,
    pub(super) now: Option<ObjectId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    File(ObjectId),
    Folder(ObjectId),
}

impl Entry {
    fn file(self) -> Option<ObjectId> {
        if let Entry::File(id) = self { Some(id) } else { None }
    }

    fn folder(self) -> Option<ObjectId> {
        if let Entry::Folder(id) = self { Some(id) } else { None }
    }
}

/// The tree of a folder below another; none when there is no such folder.
pub(super) fn below(repository: &Repository, root: ObjectId, path: &str) -> Result<Option<ObjectId>, String> {
    let mut tree = root;
    for name in path.split('/').filter(|name| !name.is_empty()) {
        let Some(Entry::Folder(next)) = entries(repository, Some(tree))?.remove(name) else {
            return Ok(None);
        };
        tree = next;
    }
    Ok(Some(tree))
}

/// Adds the files that differ, in the order of their paths. Links, submodules, and names that are no UTF-8 are passed
/// over: such files are no articles.
pub(super) fn compare(
    repository: &Repository,
    before: Option<ObjectId>,
    now: Option<ObjectId>,
    into: &mut Vec<Differs>,
) -> Result<(), String> {
    compare_below(repository, before, now, &mut String::new(), 0, into)
}

fn compare_below(
    repository: &Repository,
    before: Option<ObjectId>,
    now: Option<ObjectId>,
    path: &mut String,
    depth: usize,
    into: &mut Vec<Differs>,
) -> Result<(), String> {
    if before == now || depth > DEEPEST {
        return Ok(());
    }
    let mut both: BTreeMap<String, [Option<Entry>; 2]> = BTreeMap::new();
    for (side, tree) in [before, now].into_iter().enumerate() {
        for (name, entry) in entries(repository, tree)? {
            both.entry(name).or_default()[side] = Some(entry);
        }
    }
    for (name, [before, now]) in both.into_iter().filter(|(_, [before, now])| before != now) {
        let len = path.len();
        path.push_str(&name);
        let [files, folders] =
            [Entry::file, Entry::folder].map(|kind| [before.and_then(kind), now.and_then(kind)]);
        if files != [None, None] {
            into.push(Differs { path: path.clone(), before: files[0], now: files[1] });
        }
        if folders != [None, None] {
            path.push('/');
            compare_below(repository, folders[0], folders[1], path, depth + 1, into)?;
        }
        path.truncate(len);
    }
    Ok(())
}

fn entries(repository: &Repository, tree: Option<ObjectId>) -> Result<BTreeMap<String, Entry>, String> {
    let mut entries = BTreeMap::new();
    let Some(tree) = tree else { return Ok(entries) };
    let tree = repository.find_tree(tree).map_err(|error| error.to_string())?;
    for entry in tree.iter() {
        let entry = entry.map_err(|error| error.to_string())?;
        let Ok(name) = std::str::from_utf8(entry.filename()) else { continue };
        let kind = match entry.kind() {
            EntryKind::Blob | EntryKind::BlobExecutable => Entry::File(entry.object_id()),
            EntryKind::Tree => Entry::Folder(entry.object_id()),
            EntryKind::Link | EntryKind::Commit => continue,
        };
        entries.insert(name.to_owned(), kind);
    }
    Ok(entries)
}
