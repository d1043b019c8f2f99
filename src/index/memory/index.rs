//! What does the naive index hold?

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use super::{kept::Kept, writing::Writing};
use crate::{
    access::{Readership, Scope},
    index::{
        Index,
        history::{Generations, History},
    },
    library::{Card, Change, Error as ShelfError, Key, Shelf, Since, Transaction},
    search::Engine,
};

/// Articles in memory.
#[derive(Default)]
pub struct MemoryIndex {
    pub(super) shown: RwLock<Arc<State>>,
    history: Mutex<History>,
    writing: Mutex<()>,
}

/// One state of the shelves.
#[derive(Clone, Default)]
pub(super) struct State {
    /// By article, each of its readings.
    pub(super) articles: BTreeMap<(Key, Readership), Arc<Kept>>,
    pub(super) generations: Generations,
}

impl MemoryIndex {
    pub(super) fn state(&self) -> Arc<State> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for MemoryIndex {
    fn cards(&self) -> Result<Vec<Card>, ShelfError> {
        Ok(self.state().articles.values().map(|kept| (*kept.document.card).clone()).collect())
    }

    fn begin(&self) -> Result<Box<dyn Transaction + '_>, ShelfError> {
        let turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Box::new(Writing { index: self, changes: Mutex::default(), _turn: turn }))
    }

    fn changes(&self, scope: &Scope, after: Since, limit: usize) -> Vec<Change> {
        self.history().since(scope, after, limit)
    }
}

impl Index for MemoryIndex {
    fn engine(&self) -> Arc<dyn Engine> {
        self.state()
    }

    fn tidy(&self) -> Result<(), ShelfError> {
        Ok(())
    }
}
