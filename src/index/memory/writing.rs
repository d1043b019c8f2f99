//! How do changes become visible, all or none?

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::{index::MemoryIndex, kept::Kept};
use crate::{
    access::Readership,
    index::history::{Entry, seen},
    library::{Card, ChangeKind, Document, Error as ShelfError, Key, Transaction},
};

/// A transaction under way.
pub(super) struct Writing<'a> {
    pub(super) index: &'a MemoryIndex,
    pub(super) changes: Mutex<Vec<(Key, Vec<Document>)>>,
    pub(super) _turn: MutexGuard<'a, ()>,
}

impl Writing<'_> {
    fn note(&self, key: Key, readings: Vec<Document>) {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).push((key, readings));
    }
}

impl Transaction for Writing<'_> {
    fn put(&self, readings: Vec<Document>) -> Result<(), ShelfError> {
        if let Some(key) = readings.first().map(|document| document.card.key) {
            self.note(key, readings);
        }
        Ok(())
    }

    fn remove(&self, key: Key) -> Result<(), ShelfError> {
        self.note(key, Vec::new());
        Ok(())
    }

    fn restamp(&self, _key: Key, _stamp: [i64; 5]) -> Result<(), ShelfError> {
        Ok(())
    }

    fn commit(self: Box<Self>, at: Timestamp) -> Result<(), ShelfError> {
        let mut next = (*self.index.state()).clone();
        let mut entries: Vec<Entry> = Vec::new();
        let changes = std::mem::take(&mut *self.changes.lock().unwrap_or_else(PoisonError::into_inner));
        for (key, readings) in changes {
            let old: Vec<Arc<Kept>> =
                next.articles.extract_if(.., |(known, _), _| *known == key).map(|(_, kept)| kept).collect();
            let new: Vec<Arc<Kept>> = readings.into_iter().map(|one| Arc::new(Kept::of(one))).collect();
            for (readership, kind) in seen(&old, &new, who, said) {
                let told = if kind == ChangeKind::Retired { &old } else { &new };
                let Some(card) = told.first().map(|kept| &kept.document.card) else { continue };
                let (path, title) = (card.path.clone(), card.title.clone());
                entries.push(Entry { readership, at, path, title, kind });
            }
            let places = new.into_iter().map(|kept| ((key, kept.document.card.readership.clone()), kept));
            next.articles.extend(places);
        }
        {
            let mut history = self.index.history();
            history.publish(entries);
            next.generations = history.generations().clone();
        }
        *self.index.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        Ok(())
    }
}

/// Who sees a reading.
fn who(kept: &Arc<Kept>) -> &Readership {
    &kept.document.card.readership
}

/// What it says.
fn said(kept: &Arc<Kept>) -> Card {
    kept.document.card.said()
}
