//! How does the desk remember what articles say, for reports?

use std::sync::{Arc, MutexGuard, PoisonError, Weak};

use rustc_hash::FxHashMap;

use crate::{
    article,
    desk::Desk,
    kb,
    library::{Card, Key, Library},
    report::{Sketch, Sketches},
};

/// The sketches of articles, each with the hash of the file that it was made of.
#[derive(Debug, Default)]
pub(in crate::desk) struct Kept {
    sketches: FxHashMap<Key, ([u8; 32], Sketch)>,
    /// Of which articles they are, and how many of these were looked at.
    library: Weak<Library>,
    looked_at: usize,
}

impl Sketches for Kept {
    fn sketch(&self, key: Key) -> Option<&Sketch> {
        self.sketches.get(&key).map(|(_, sketch)| sketch)
    }
}

impl Desk {
    /// Makes the sketches of at most so many articles that have none as they are now, and says whether those were all.
    pub(in crate::desk) fn sketch(&self, most: usize) -> bool {
        let library = self.view().library.clone();
        let mut kept = self.sketches.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.library.as_ptr() != Arc::as_ptr(&library) {
            (kept.library, kept.looked_at) = (Arc::downgrade(&library), 0);
            kept.sketches.retain(|key, _| library.whole(*key).is_some());
        }
        let mut made = 0;
        for card in library.iter().skip(kept.looked_at) {
            let is_known = kept.sketches.get(&card.key).is_some_and(|(hash, _)| *hash == card.source.hash);
            // What has blocks for some readers alone is not compared.
            if !is_known && card.readership.is_plain() {
                if made == most {
                    return false;
                }
                made += 1;
                if let Some(sketch) = self.sketch_of(card) {
                    kept.sketches.insert(card.key, (card.source.hash, sketch));
                } else {
                    kept.sketches.remove(&card.key);
                }
            }
            kept.looked_at += 1;
        }
        true
    }

    /// The sketches of all articles.
    pub(super) fn sketches(&self) -> MutexGuard<'_, Kept> {
        while !self.sketch(usize::MAX) {}
        self.sketches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// That of one article; none when its file says something else by now.
    fn sketch_of(&self, card: &Card) -> Option<Sketch> {
        let file = kb::read(&self.settings.kb, &card.path).ok()?;
        let same = file.hash.to_bytes() == card.source.hash;
        same.then(|| Sketch::of(&article::read(&card.path, &file.bytes, &self.settings.rules).0))
    }
}
