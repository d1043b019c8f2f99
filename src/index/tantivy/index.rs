//! What does the index hold, and who may touch it?

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use arc_swap::ArcSwap;
use rustc_hash::FxHashMap;

use super::{
    disk::Disk,
    finding::snapshot::Snapshot,
    open::{self, Opened},
    schema::Fields,
    shelf::ShelfIndex,
    writing::{
        journal::Journal,
        record,
        transaction::{self, Turns},
    },
};
use crate::{
    access::{Readership, Scope},
    index::{Index, history::History},
    library::{Card, Change, Error, Key, Shelf, Since, Transaction},
    search::Engine,
};

/// Articles in tantivy, under one directory.
pub struct TantivyIndex {
    pub(in crate::index::tantivy) root: PathBuf,
    pub(in crate::index::tantivy) fields: Arc<Fields>,
    /// The right to write; without it another process has it.
    pub(in crate::index::tantivy) lock: Option<File>,
    pub(in crate::index::tantivy) turns: Turns,
    pub(in crate::index::tantivy) state: Mutex<State>,
    pub(in crate::index::tantivy) shown: ArcSwap<Snapshot>,
}

/// What only the one who writes may touch.
pub(in crate::index::tantivy) struct State {
    pub(in crate::index::tantivy) shelves: BTreeMap<Readership, ShelfIndex>,
    pub(in crate::index::tantivy) journal: Journal,
    pub(in crate::index::tantivy) history: History,
    /// What is on the shelves, and on which: each article with its readings, of which most have one.
    pub(in crate::index::tantivy) kept: FxHashMap<Key, Vec<Kept>>,
    /// Whether a transaction failed half-way and was not taken back yet: shelves and journal may not agree.
    pub(in crate::index::tantivy) unsure: bool,
    pub(in crate::index::tantivy) disk: Disk,
}

/// One reading of an article on a shelf.
pub(in crate::index::tantivy) struct Kept {
    pub(in crate::index::tantivy) shelf: Readership,
    pub(in crate::index::tantivy) version: u64,
    pub(in crate::index::tantivy) record: record::CardRecord,
}

impl State {
    /// The reading of an article that lies on a shelf.
    pub(in crate::index::tantivy) fn on(&self, key: Key, shelf: &Readership) -> Option<&Kept> {
        self.kept.get(&key)?.iter().find(|kept| kept.shelf == *shelf)
    }
}

impl TantivyIndex {
    /// Opens what lies in a directory, or begins anew.
    ///
    /// Every file's checksum is verified; what is damaged is set aside under `quarantine/` and its articles
    /// are left out of the cards, so that they are read from the knowledge base again. Nothing is parsed.
    ///
    /// # Errors
    /// When the directory cannot be used, or another process is writing in it.
    pub fn open(root: &Path) -> Result<(TantivyIndex, Opened), Error> {
        open::open(root, &Disk::default())
    }

    pub(in crate::index::tantivy) fn lock(&self) -> MutexGuard<'_, State> {
        // A panic while writing left the files in a state that the next transaction rolls back.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::index::tantivy) fn may_write(&self) -> Result<(), Error> {
        if self.lock.is_some() { Ok(()) } else { Err(Error::Busy { path: self.root.clone() }) }
    }

    pub(in crate::index::tantivy) fn failed(
        &self,
        shelf: &Readership,
        error: &tantivy::TantivyError,
    ) -> Error {
        self.failed_in(&self.lock(), shelf, error)
    }

    pub(in crate::index::tantivy) fn failed_in(
        &self,
        state: &State,
        shelf: &Readership,
        error: &tantivy::TantivyError,
    ) -> Error {
        match state.shelves.get(shelf) {
            Some(shelf) => shelf.failed(error),
            None => Error::Engine { path: self.root.clone(), what: error.to_string() },
        }
    }
}

impl Shelf for TantivyIndex {
    fn cards(&self) -> Result<Vec<Card>, Error> {
        Ok(self.lock().kept.values().flatten().map(|kept| kept.record.clone().into_card()).collect())
    }

    fn begin(&self) -> Result<Box<dyn Transaction + '_>, Error> {
        self.may_write()?;
        Ok(Box::new(transaction::Writing::begin(self)?))
    }

    fn changes(&self, scope: &Scope, after: Since, limit: usize) -> Vec<Change> {
        self.lock().history.since(scope, after, limit)
    }
}

impl Index for TantivyIndex {
    fn engine(&self) -> Arc<dyn Engine> {
        self.shown.load_full()
    }

    fn tidy(&self) -> Result<(), Error> {
        self.may_write()?;
        let _turn = self.turns.take();
        let mut state = self.lock();
        open::be_sure(&mut state, &self.root, &self.fields)?;
        for shelf in state.shelves.values_mut() {
            shelf.expunge()?;
        }
        let snapshot = open::snapshot(&mut state, &self.fields, true)?;
        self.shown.store(Arc::new(snapshot));
        state.shelves.values_mut().try_for_each(ShelfIndex::collect_garbage)
    }
}
