//! How do changes become visible, all or none?

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::{
    index::{MemoryIndex, State},
    kept::Kept,
};
use crate::{
    index::history::Entry,
    library::{Card, ChangeKind, Document, Error as ShelfError, Key, Transaction},
};

/// A transaction under way.
pub(super) struct Writing<'a> {
    pub(super) index: &'a MemoryIndex,
    pub(super) changes: Mutex<Vec<(Key, Option<Document>)>>,
    pub(super) _turn: MutexGuard<'a, ()>,
}

impl Writing<'_> {
    fn note(&self, key: Key, document: Option<Document>) {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).push((key, document));
    }
}

impl Transaction for Writing<'_> {
    fn put(&self, document: Document) -> Result<(), ShelfError> {
        self.note(document.card.key, Some(document));
        Ok(())
    }

    fn remove(&self, key: Key) -> Result<(), ShelfError> {
        self.note(key, None);
        Ok(())
    }

    fn restamp(&self, _key: Key, _stamp: [i64; 5]) -> Result<(), ShelfError> {
        Ok(())
    }

    fn commit(self: Box<Self>, at: Timestamp) -> Result<(), ShelfError> {
        let mut next = (*self.index.state()).clone();
        let before = next.generations.clone();
        let mut entries: Vec<Entry> = Vec::new();
        let mut change = |next: &mut State, card: &Card, kind: ChangeKind| {
            let shelf = card.audiences.clone();
            let generation = before.get(&shelf).copied().unwrap_or(0) + 1;
            next.generations.insert(shelf.clone(), generation);
            let (path, title) = (card.path.clone(), card.title.clone());
            entries.push(Entry { shelf, generation, at, path, title, kind });
        };
        let changes = std::mem::take(&mut *self.changes.lock().unwrap_or_else(PoisonError::into_inner));
        for (key, document) in changes {
            let old = next.articles.remove(&key);
            let moved = old.as_ref().filter(|old| {
                document.as_ref().is_none_or(|new| new.card.audiences != old.document.card.audiences)
            });
            if let Some(moved) = moved {
                change(&mut next, &moved.document.card, ChangeKind::Retired);
            }
            if let Some(document) = document {
                let known = old.is_some() && moved.is_none();
                let kind = if known { ChangeKind::Changed } else { ChangeKind::Added };
                change(&mut next, &document.card, kind);
                next.articles.insert(key, Arc::new(Kept::of(document)));
            }
        }
        self.index.history().publish(entries);
        *self.index.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        Ok(())
    }
}
