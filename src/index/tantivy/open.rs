//! What lies in the directory, and can it be trusted?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::Term;

use super::{
    disk::Disk,
    finding::snapshot::Snapshot,
    index::Kept,
    index::State,
    index::TantivyIndex,
    schema::{self, Fields},
    shelf::ShelfIndex,
    writing::journal::{Event, Journal, Line},
    writing::record::ShelfRecord,
    writing::transaction::{Turns, entry},
};
use crate::{
    access::Readership,
    index::{history::History, shelf_name::shelf_name},
    library::{Error, Key},
};

/// What opening the index met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Directories that were set aside because something in them was damaged.
    pub quarantined: Vec<PathBuf>,
    /// Articles whose documents did not agree with the journal: they must be read again.
    pub repaired: usize,
    /// Whether another process writes here: then this one only reads what is there.
    pub read_only: bool,
}

/// The directory of this version of the index.
pub(super) fn home(root: &Path) -> PathBuf {
    root.join(format!("v{}", schema::VERSION))
}

pub(super) const JOURNAL: &str = "journal.jsonl";

pub(in crate::index::tantivy) fn open(root: &Path, disk: &Disk) -> Result<(TantivyIndex, Opened), Error> {
    let fields = Arc::new(schema::fields());
    let Some(lock) = lock(root)? else { return open_beside(root, fields) };
    let mut opened = Opened::default();
    let mut state = match guarded(|| readable(root, &fields, disk)) {
        Ok(state) => state,
        Err(Trouble::Failed(error)) => return Err(error),
        Err(Trouble::Damaged) => {
            opened.quarantined.push(set_aside(root)?);
            match guarded(|| readable(root, &fields, disk)) {
                Ok(state) => state,
                Err(Trouble::Failed(error)) => return Err(error),
                Err(Trouble::Damaged) => {
                    return Err(Error::Engine {
                        path: root.to_owned(),
                        what: "a new index is damaged".to_owned(),
                    });
                }
            }
        }
    };
    opened.repaired = repair(&mut state, root, &fields)?;
    compact(&mut state, root)?;
    let shown = snapshot(&mut state, &fields, true)?;
    Ok((index(root, fields, Some(lock), state, shown), opened))
}

/// What lies there, once all of it was opened: some damage shows only then.
fn readable(root: &Path, fields: &Arc<Fields>, disk: &Disk) -> Result<State, Trouble> {
    let mut state = load(root, fields, true, disk)?;
    match snapshot(&mut state, fields, true) {
        Ok(_) => Ok(state),
        Err(Error::Engine { .. }) => Err(Trouble::Damaged),
        Err(error) => Err(Trouble::Failed(error)),
    }
}

fn index(
    root: &Path,
    fields: Arc<Fields>,
    lock: Option<File>,
    state: State,
    shown: Snapshot,
) -> TantivyIndex {
    let (state, shown) = (Mutex::new(state), ArcSwap::from_pointee(shown));
    TantivyIndex { root: home(root), fields, lock, turns: Turns::default(), state, shown }
}

/// So often is an index read again that changed while it was read.
const TRIES: usize = 20;

/// Reads an index that another process writes. Its files come and go: what cannot be read whole is read again.
fn open_beside(root: &Path, fields: Arc<Fields>) -> Result<(TantivyIndex, Opened), Error> {
    let mut trouble = Trouble::Damaged;
    for _ in 0..TRIES {
        let read = guarded(|| {
            let mut state = load(root, &fields, false, &Disk::default())?;
            let shown = snapshot(&mut state, &fields, false).map_err(Trouble::Failed)?;
            Ok((state, shown))
        });
        match read {
            Ok((state, shown)) => {
                let opened = Opened { read_only: true, ..Opened::default() };
                return Ok((index(root, fields, None, state, shown), opened));
            }
            Err(met) => trouble = met,
        }
    }
    Err(match trouble {
        Trouble::Failed(error) => error,
        Trouble::Damaged => Error::Busy { path: root.to_owned() },
    })
}

/// The right to write in a directory, for as long as the file is held; `None` when another process has it.
fn lock(root: &Path) -> Result<Option<File>, Error> {
    let place = |source| Error::Place { path: root.to_owned(), source };
    fs::create_dir_all(root).map_err(place)?;
    let file = File::options().create(true).append(true).open(root.join("lock")).map_err(place)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(source)) => Err(place(source)),
    }
}

pub(super) enum Trouble {
    /// The directory cannot be used at all.
    Failed(Error),
    /// What lies there cannot be trusted.
    Damaged,
}

/// Runs what may panic on damaged files: tantivy checks no checksum before it trusts a file.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Trouble::Damaged))
}

pub(super) fn load(root: &Path, fields: &Fields, may_write: bool, disk: &Disk) -> Result<State, Trouble> {
    let home = home(root);
    let place = |source: io::Error| Trouble::Failed(Error::Place { path: home.clone(), source });
    fs::create_dir_all(home.join("shelves")).map_err(place)?;
    let (journal, lines) =
        Journal::open(&home.join(JOURNAL), may_write, disk).map_err(|source| match source.kind() {
            io::ErrorKind::InvalidData => Trouble::Damaged,
            _ => Trouble::Failed(Error::Place { path: home.join(JOURNAL), source }),
        })?;
    let mut known: BTreeMap<String, Readership> = BTreeMap::new();
    for shelf in lines.iter().map(Line::shelf).collect::<BTreeSet<_>>() {
        known.insert(shelf_name(&shelf), shelf);
    }
    let mut shelves = BTreeMap::new();
    for folder in folders(&home.join("shelves")) {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(readership) = known.get(&name) else {
            if may_write {
                fs::remove_dir_all(&folder).map_err(place)?;
            }
            continue;
        };
        if !ShelfIndex::damaged(&folder).is_ok_and(|files| files.is_empty()) {
            return Err(Trouble::Damaged);
        }
        let shelf =
            ShelfIndex::open(&folder, readership.clone(), fields, disk).map_err(|error| match error {
                Error::Engine { .. } => Trouble::Damaged,
                other => Trouble::Failed(other),
            })?;
        if may_write {
            shelf.settle().map_err(Trouble::Failed)?;
        }
        shelves.insert(readership.clone(), shelf);
    }
    let (kept, history) = replay(&lines);
    Ok(State { shelves, journal, history, kept, unsure: false, disk: disk.clone() })
}

pub(super) fn folders(below: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(below).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What the journal's lines say is on the shelves, and what changed.
fn replay(lines: &[Line]) -> (FxHashMap<Key, Vec<Kept>>, History) {
    let mut kept: FxHashMap<Key, Vec<Kept>> = FxHashMap::default();
    let mut history = History::default();
    for together in lines.chunk_by(|a, b| a.at == b.at) {
        for line in together {
            let shelf = line.shelf();
            match &line.event {
                Event::Added(record) | Event::Changed(record) | Event::Kept(record) => {
                    let mut record = (**record).clone();
                    let (key, version) = (Key::of(&record.path), record.version());
                    leave(&mut kept, key, &shelf);
                    let readings = kept.entry(key).or_insert_with(|| Vec::with_capacity(1));
                    readings.push(Kept { shelf, version, record });
                }
                Event::Retired { path, .. } | Event::Left { path } => {
                    leave(&mut kept, Key::of(path), &shelf);
                }
                Event::Forgotten { path } => {
                    leave(&mut kept, Key::of(path), &shelf);
                    history.forget(path, &shelf);
                }
                Event::Reached { generation, with } => {
                    let with = with.iter().map(ShelfRecord::readership);
                    history.begin_at(with.chain([shelf]).collect(), *generation);
                }
                Event::Restamped { path, stamp } => {
                    for kept in kept.get_mut(&Key::of(path)).into_iter().flatten() {
                        kept.record.restamp(*stamp);
                    }
                }
                Event::Seen { .. } => {}
            }
        }
        history.publish(together.iter().filter_map(entry));
    }
    (kept, history)
}

/// Takes the reading of an article away that lies on a shelf.
fn leave(kept: &mut FxHashMap<Key, Vec<Kept>>, key: Key, shelf: &Readership) {
    let Some(readings) = kept.get_mut(&key) else { return };
    readings.retain(|kept| kept.shelf != *shelf);
    if readings.is_empty() {
        kept.remove(&key);
    }
}

/// Makes the shelves agree with the journal: a document that it does not know is deleted, an article whose
/// document is missing or another version is forgotten, so that its file is read again.
pub(in crate::index::tantivy) fn repair(
    state: &mut State,
    root: &Path,
    fields: &Fields,
) -> Result<usize, Error> {
    let mut found: BTreeMap<Readership, FxHashSet<Key>> = BTreeMap::new();
    let mut wrong: Vec<(Readership, Vec<Key>)> = Vec::new();
    let State { shelves, kept, .. } = state;
    for (readership, shelf) in shelves.iter_mut() {
        let (mut right, mut keys) = (FxHashSet::default(), Vec::new());
        for segment in shelf.state(fields, &|_, _| true)?.segments {
            for doc in segment.reader.doc_ids_alive() {
                let key = Key(segment.keys[doc as usize]);
                let version = segment.versions[doc as usize];
                let is_it = |kept: &Kept| kept.shelf == *readership && kept.version == version;
                let agrees = kept.get(&key).is_some_and(|readings| readings.iter().any(is_it));
                if !(agrees && right.insert(key)) {
                    keys.push(key);
                }
            }
        }
        if !keys.is_empty() {
            // Deleting by key takes the good document of this shelf with the bad one.
            for key in &keys {
                right.remove(key);
            }
            wrong.push((readership.clone(), keys));
        }
        found.insert(readership.clone(), right);
    }
    for (readership, keys) in wrong {
        let Some(shelf) = state.shelves.get_mut(&readership) else { continue };
        let mut writer = shelf.take_writer(false)?;
        for key in keys {
            writer.delete_term(Term::from_field_u64(fields.key, key.0));
        }
        writer.commit().map_err(|error| shelf.failed(&error))?;
        shelf.give_back(writer);
    }
    let is_there = |key: &Key, kept: &Kept| found.get(&kept.shelf).is_some_and(|keys| keys.contains(key));
    let missing: Vec<(Key, Readership)> = state
        .kept
        .iter()
        .flat_map(|(key, readings)| readings.iter().map(move |kept| (key, kept)))
        .filter(|(key, kept)| !is_there(key, kept))
        .map(|(key, kept)| (*key, kept.shelf.clone()))
        .collect();
    let mut lines = Vec::new();
    for (key, shelf) in missing {
        let Some(kept) = state.on(key, &shelf) else { continue };
        let path = kept.record.path.clone();
        state.history.forget(&path, &shelf);
        lines.push(Line::of(&shelf, Timestamp::UNIX_EPOCH, Event::Forgotten { path }));
        leave(&mut state.kept, key, &shelf);
    }
    let place = |source| Error::Place { path: root.to_owned(), source };
    state.journal.append(&lines).map_err(place)?;
    Ok(lines.len())
}

/// Takes back what a transaction left that failed half-way, if that is still to be done.
pub(in crate::index::tantivy) fn be_sure(
    state: &mut State,
    root: &Path,
    fields: &Fields,
) -> Result<(), Error> {
    if state.unsure {
        repair(state, root, fields)?;
        state.unsure = false;
    }
    Ok(())
}

/// Writes the journal anew when most of it is history.
fn compact(state: &mut State, root: &Path) -> Result<(), Error> {
    if state.journal.lines <= 2 * state.kept.values().map(Vec::len).sum::<usize>() + 1_000 {
        return Ok(());
    }
    let now = state.history.last_time().unwrap_or(Timestamp::UNIX_EPOCH);
    let reached = state.history.generations().iter().filter_map(|(who, generation)| {
        let (first, rest) = (who.first()?, who.iter().skip(1));
        let with = rest.map(ShelfRecord::of).collect();
        Some(Line::of(first, now, Event::Reached { generation, with }))
    });
    let mut lines: Vec<Line> = reached.collect();
    let mut kept: Vec<&Kept> = state.kept.values().flatten().collect();
    kept.sort_by(|a, b| a.record.path.cmp(&b.record.path).then_with(|| a.shelf.cmp(&b.shelf)));
    lines.extend(
        kept.iter().map(|kept| Line::of(&kept.shelf, now, Event::Kept(Box::new(kept.record.clone())))),
    );
    state.journal.replace(&lines).map_err(|source| Error::Place { path: home(root), source })
}

/// Moves a damaged index out of the way. The last one set aside is kept, earlier ones go.
fn set_aside(root: &Path) -> Result<PathBuf, Error> {
    let aside = root.join("quarantine");
    let place = |source| Error::Place { path: aside.clone(), source };
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(place)?;
    }
    fs::rename(home(root), &aside).map_err(place)?;
    Ok(aside)
}

/// The shelf of a readership, opened or begun.
pub(in crate::index::tantivy) fn shelf<'a>(
    state: &'a mut State,
    home: &Path,
    readership: &Readership,
    fields: &Fields,
) -> Result<&'a mut ShelfIndex, Error> {
    use std::collections::btree_map::Entry;
    match state.shelves.entry(readership.clone()) {
        Entry::Occupied(known) => Ok(known.into_mut()),
        Entry::Vacant(new) => {
            let folder = home.join("shelves").join(shelf_name(readership));
            Ok(new.insert(ShelfIndex::open(&folder, readership.clone(), fields, &state.disk)?))
        }
    }
}

/// The state of all shelves after their last commits. Whoever may not write, and so cannot repair, leaves out
/// what the journal does not know: another process may be in the middle of a commit.
pub(in crate::index::tantivy) fn snapshot(
    state: &mut State,
    fields: &Arc<Fields>,
    may_write: bool,
) -> Result<Snapshot, Error> {
    let State { shelves, kept, history, .. } = state;
    let shelves = shelves.iter_mut().map(|(readership, shelf)| {
        let is_it = |kept: &Kept, version: u64| kept.shelf == *readership && kept.version == version;
        let knows = |key: Key, version: u64| {
            may_write
                || kept.get(&key).is_some_and(|readings| readings.iter().any(|kept| is_it(kept, version)))
        };
        shelf.state(fields, &knows)
    });
    let shelves = shelves.collect::<Result<_, _>>()?;
    Ok(Snapshot { fields: fields.clone(), shelves, generations: history.generations().clone() })
}
