//! How do a shelf's file and what is shown of it agree?

use std::{io, sync::Arc};

use rustc_hash::FxHashSet;

use super::{
    file::{End, ShelfFile},
    form::Portion,
    live::Live,
};
use crate::{library::Key, vector::Vector};

/// So many bytes may be dead whatever lives.
const MAY_BE_DEAD: u64 = if cfg!(test) { 2 << 10 } else { 64 << 10 };

/// The vectors of the articles of one audience set.
pub(super) struct Shelf {
    pub(super) file: ShelfFile,
    pub(super) live: Arc<Live>,
    /// Articles that are gone and stand in the file still: the disk would not take it.
    owed: Vec<Key>,
}

impl Shelf {
    pub(super) fn new(file: ShelfFile, live: Live) -> Shelf {
        Shelf { file, live: Arc::new(live), owed: Vec::new() }
    }

    /// Takes articles away from what is shown; the file is told when it is [paid](Shelf::pay).
    pub(super) fn take_away(&mut self, keys: &FxHashSet<Key>) {
        self.owed.extend(keys.iter().filter(|key| self.live.find(**key).is_some()));
        self.live = Arc::new(self.live.with(keys, &[]));
    }

    /// Tells the file what is gone.
    pub(super) fn pay(&mut self) -> io::Result<()> {
        if self.owed.is_empty() {
            return Ok(());
        }
        let mut portion = Portion::empty();
        for key in &self.owed {
            portion.gone(*key);
        }
        self.file.append(portion, &self.live)?;
        self.owed.clear();
        Ok(())
    }

    /// Appends articles to the file, and says where it ended before. They are not shown yet.
    pub(super) fn append(&mut self, put: &[(Key, u64, &[Vector])]) -> io::Result<End> {
        self.pay()?;
        let mut portion = Portion::empty();
        for (key, texts, vectors) in put {
            portion.put(*key, *texts, vectors.iter().map(Vector::values));
        }
        let before = self.file.end();
        self.file.append(portion, &self.live)?;
        Ok(before)
    }

    /// Whether more than half of the file is dead.
    pub(super) fn is_half_dead(&self) -> bool {
        self.file.end().len > 2 * self.live.bytes() + MAY_BE_DEAD
    }

    /// Whether anything in the file is dead.
    pub(super) fn holds_dead(&self) -> bool {
        self.file.end().records > self.live.articles() as u64 || !self.owed.is_empty()
    }

    /// Leaves in the file what lives.
    pub(super) fn compact(&mut self) -> io::Result<()> {
        self.file.write_anew(&self.live)?;
        self.owed.clear();
        Ok(())
    }
}
