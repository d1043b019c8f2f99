//! How does tantivy keep and find articles?
//!
//! One tantivy index per audience set (`shelf`), one journal of everything on all of them (`journal`). A
//! transaction (`transaction`) writes the journal, then commits each shelf it touched, then shows the next
//! `snapshot`. Opening verifies every checksum and sets damage aside (`open`).
//!
//! It must not know files of the knowledge base, readers beyond their scope, or ranking.

mod filter;
pub(in crate::index) mod find;
mod journal;
mod open;
mod packed;
mod record;
mod schema;
mod segment;
mod shelf;
mod snapshot;
mod tokenizer;
mod transaction;
mod words;

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use arc_swap::ArcSwap;
use rustc_hash::FxHashMap;

use self::{journal::Journal, schema::Fields, shelf::ShelfIndex, snapshot::Snapshot, transaction::Turns};
use super::{Index, history::History};
use crate::{
    access::{AudienceSet, Scope},
    library::{Card, Change, Error, Key, Shelf, Since, Transaction},
    search::Engine,
};

pub use open::{Opened, Verified, verify};

/// Articles in tantivy, under one directory.
pub struct TantivyIndex {
    root: PathBuf,
    fields: Arc<Fields>,
    /// The right to write; without it another process has it.
    lock: Option<File>,
    turns: Turns,
    state: Mutex<State>,
    shown: ArcSwap<Snapshot>,
}

/// What only the one who writes may touch.
struct State {
    shelves: BTreeMap<AudienceSet, ShelfIndex>,
    journal: Journal,
    history: History,
    /// What is on the shelves, and on which.
    kept: FxHashMap<Key, Kept>,
}

/// One article on a shelf.
struct Kept {
    shelf: AudienceSet,
    version: u64,
    record: record::CardRecord,
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
        open::open(root)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic while writing left the files in a state that the next transaction rolls back.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn may_write(&self) -> Result<(), Error> {
        if self.lock.is_some() { Ok(()) } else { Err(Error::Busy { path: self.root.clone() }) }
    }

    fn failed(&self, shelf: &AudienceSet, error: &tantivy::TantivyError) -> Error {
        self.failed_in(&self.lock(), shelf, error)
    }

    fn failed_in(&self, state: &State, shelf: &AudienceSet, error: &tantivy::TantivyError) -> Error {
        match state.shelves.get(shelf) {
            Some(shelf) => shelf.failed(error),
            None => Error::Engine { path: self.root.clone(), what: error.to_string() },
        }
    }
}

impl Shelf for TantivyIndex {
    fn cards(&self) -> Result<Vec<Card>, Error> {
        Ok(self.lock().kept.values().map(|kept| kept.record.clone().into_card()).collect())
    }

    fn begin(&self) -> Result<Box<dyn Transaction + '_>, Error> {
        self.may_write()?;
        Ok(Box::new(transaction::Writing::begin(self)))
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
        for shelf in state.shelves.values_mut() {
            shelf.expunge()?;
        }
        let snapshot = open::snapshot(&mut state, &self.fields)?;
        self.shown.store(Arc::new(snapshot));
        state.shelves.values_mut().try_for_each(ShelfIndex::collect_garbage)
    }
}
