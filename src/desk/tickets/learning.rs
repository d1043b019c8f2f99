//! How does the desk learn, and remember what it learned?

use std::sync::{Arc, PoisonError, RwLockReadGuard, RwLockWriteGuard, atomic::Ordering};

use super::evidence;
use crate::{
    desk::{Desk, Error, Settings, View},
    learn::{Cases, Cursor, Ledger, Lessons},
    store::Kept,
};

/// So many outcomes are read from the ledger at a time.
const PORTION: usize = 10_000;
/// After so many outcomes what was learned is kept anew.
const KEEP_AFTER: u64 = 20_000;

/// What the ledger teaches: what was kept beside the articles' index, and what came since. The ledger is the truth.
///
/// Cases are told first and the memory is made of all of them at once, which is much quicker than one by one. Says
/// up to where it was kept, too.
pub(in crate::desk) fn remembered(
    settings: &Settings,
    ledger: &dyn Ledger,
) -> Result<(Lessons, Cursor), Error> {
    let (cases, kept_upto) = kept(settings).load(ledger)?.unwrap_or_default();
    Ok((told(ledger, cases, kept_upto)?, kept_upto))
}

/// The lessons of cases and of what the ledger has behind a place.
fn told(ledger: &dyn Ledger, mut cases: Cases, mut cursor: Cursor) -> Result<Lessons, Error> {
    loop {
        let told = ledger.told_since(cursor, PORTION)?;
        for (upto, told) in &told {
            cases.tell(told);
            cursor = cursor.max(*upto);
        }
        if told.len() < PORTION {
            return Ok(Lessons::of(cases, cursor, ledger.secret()));
        }
    }
}

pub(super) fn kept(settings: &Settings) -> Kept {
    Kept::at(settings.index.join("lessons.snapshot"))
}

impl Desk {
    /// Takes in what the ledger has and the lessons do not: what this process appended, and what another one did.
    /// Says how many outcomes that were. When something was forgotten, all is learned anew.
    ///
    /// # Errors
    /// When the ledger cannot be read, or what was learned before not be removed.
    pub fn relearn(&self) -> Result<usize, Error> {
        if self.lessons.is_poisoned() {
            // Somebody panicked half-way through telling them something.
            tracing::error!(
                "what was learned may be half of something; it is learned again from the beginning"
            );
            self.learn_from_the_beginning()?;
            self.lessons.clear_poison();
        }
        if self.ledger.epoch()? != self.epoch.load(Ordering::Acquire) {
            self.learn_anew()?;
        }
        let mut taken = 0;
        loop {
            // Read before the lessons are held: nobody who asks waits for the disk. What two read at once is told
            // twice, which changes nothing.
            let since = self.lessons().cursor();
            let told = self.ledger.told_since(since, PORTION)?;
            if !told.is_empty() {
                let library = &self.view().library;
                let mut lessons = self.lessons_mut();
                for (upto, told) in &told {
                    lessons.tell(told, *upto, library);
                }
            }
            taken += told.len();
            if told.len() < PORTION {
                self.judge();
                return Ok(taken);
            }
        }
    }

    /// Keeps what was learned, if there is much that is not kept yet or `always`, so that the next start is quick.
    ///
    /// What may be half of something is not kept.
    ///
    /// # Errors
    /// When the file cannot be written; nothing is lost then.
    pub fn keep_lessons(&self, always: bool) -> Result<(), Error> {
        if self.lessons.is_poisoned() {
            return Ok(());
        }
        let lessons = self.lessons();
        let mut last = self.kept_upto.lock().unwrap_or_else(PoisonError::into_inner);
        let more = lessons.cursor().0.saturating_sub(last.0);
        if more >= KEEP_AFTER || (always && more > 0) {
            self.keep_now(&lessons)?;
            *last = lessons.cursor();
        }
        Ok(())
    }

    /// Keeps what was learned, whatever is there.
    pub(super) fn keep_now(&self, lessons: &Lessons) -> Result<(), Error> {
        let epoch = self.epoch.load(Ordering::Acquire);
        kept(&self.settings)
            .save(&*self.ledger, epoch, lessons.cases(), lessons.cursor())
            .map_err(|source| Error::Lessons { path: self.settings.index.join("lessons.snapshot"), source })
    }

    /// Learns everything from the ledger's beginning, under its epoch of now.
    pub(super) fn learn_from_the_beginning(&self) -> Result<(), Error> {
        // Read first: what changes meanwhile is noticed by the next look.
        let epoch = self.ledger.epoch()?;
        self.lately.forget();
        let mut anew = told(&*self.ledger, Cases::default(), Cursor::default())?;
        let view = self.view();
        evidence::settle(&mut anew, &view, &*self.ledger);
        let mut lessons = self.lessons_mut();
        *lessons = anew;
        let now = self.view().library.clone();
        if !Arc::ptr_eq(&now, &view.library) {
            lessons.settle(&now);
        }
        self.epoch.store(epoch, Ordering::Release);
        drop(lessons);
        self.judge();
        self.calibrations.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }

    /// What has been learned so far.
    pub fn lessons(&self) -> RwLockReadGuard<'_, Lessons> {
        self.lessons.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::desk) fn lessons_mut(&self) -> RwLockWriteGuard<'_, Lessons> {
        self.lessons.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows another state, and tells the lessons which articles are there now.
    pub(in crate::desk) fn show(&self, mut view: View) {
        let before = self.view();
        let library = view.library.clone();
        let others = !Arc::ptr_eq(&before.library, &library);
        if let Some(meanings) = &self.meanings {
            if others {
                meanings.follow(&library);
            }
            view.meaning = meanings.shown();
            view.remembered = Arc::default();
        }
        self.view.store(Arc::new(view));
        if others {
            self.lessons_mut().settle(&library);
            self.judge();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use super::*;
    use crate::{index::memory::MemoryIndex, store::Store};

    #[test]
    fn lessons_that_may_be_half_of_something_are_learned_again_and_not_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings::of(folder.path().join("kb"), folder.path().join("index"));
        let index = Arc::new(MemoryIndex::default());
        let desk = Arc::new(Desk::with(settings, index, Store::in_memory()).expect("a desk"));
        let telling = desk.clone();
        let told = thread::spawn(move || {
            let mut lessons = telling.lessons_mut();
            *lessons = Lessons::of(Cases::default(), Cursor(7), [1; 32]);
            panic!("of the test");
        });
        assert!(told.join().is_err());
        desk.keep_lessons(true).expect("nothing to do");
        assert!(!desk.settings.index.join("lessons.snapshot").exists());
        assert_eq!(desk.lessons().cursor(), Cursor(7));
        desk.relearn().expect("learned again");
        assert_eq!(desk.lessons().cursor(), Cursor(0));
        assert!(!desk.lessons.is_poisoned());
    }
}
