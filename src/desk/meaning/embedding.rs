//! How do the vectors become what the articles are?

use std::{
    num::NonZero,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::Meanings;
use crate::{
    access::Scope,
    desk::{Desk, Error, Progress, View},
    index::vectors::{Put, Wanted},
    library::{Card, Library},
    search::{Passages, meaning},
};

/// So many articles are made durable at a time: what was interrupted goes on from there.
const PORTION: usize = 64;
/// What decides which texts of an article are read: another number reads all of them again.
const TEXTS: u64 = 1;

/// As many threads as there are processors: who has nothing else to do embeds with all of them.
pub fn hands() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

impl Meanings {
    /// What the vectors of an article depend on: its file, and how many of its sections have some.
    pub(super) fn texts_of(&self, card: &Card) -> u64 {
        let mut first = [0; 8];
        first.copy_from_slice(&card.source.hash[..8]);
        u64::from_le_bytes(first).wrapping_add(TEXTS + ((self.sections as u64) << 8))
    }

    fn wanted<'l>(&self, library: &'l Library) -> Vec<Wanted<'l>> {
        library.all().map(|card| self.wanted_of(card)).collect()
    }

    fn wanted_of<'c>(&self, card: &'c Card) -> Wanted<'c> {
        Wanted { key: card.key, readership: &card.readership, texts: self.texts_of(card) }
    }

    /// Looks at what is there already: all of it may be.
    pub(in crate::desk) fn begin(&self, library: &Library) {
        self.follow(library);
        let wanted = self.wanted(library);
        let all = !wanted.is_empty() && self.index.missing(&wanted).is_empty();
        self.complete.store(all, Ordering::Release);
    }

    /// Takes away what is gone, hidden or moved, before the state in which it is so is shown.
    pub(in crate::desk) fn follow(&self, library: &Library) {
        if self.read_only {
            return;
        }
        if let Err(error) = self.index.keep_only(&self.wanted(library)) {
            tracing::warn!(%error, hint = error.hint(), "vectors of withdrawn articles could not be removed yet");
        }
    }
}

impl Desk {
    /// How many of the articles that a scope opens the embedding model has read; none without a model.
    pub fn embedded(&self, scope: &Scope) -> Option<usize> {
        let meanings = self.meanings.as_ref()?;
        let view = self.view();
        let wanted: Vec<Wanted<'_>> =
            view.library.visible(scope).map(|card| meanings.wanted_of(card)).collect();
        Some(wanted.len() - meanings.index.missing(&wanted).len())
    }

    /// Makes the vectors of articles that have none of their present texts, and those of resolved tickets, with so
    /// many threads, until `stop` says so or the articles are others. Says how many that were. Without a model there
    /// is nothing to do.
    ///
    /// # Errors
    /// When the model or the index fails, or the vectors cannot be written. What was made before is kept.
    pub fn embed(
        &self,
        hands: usize,
        progress: &dyn Progress,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<usize, Error> {
        let Some(meanings) = self.meanings.as_ref().filter(|meanings| !meanings.read_only) else {
            return Ok(0);
        };
        let view = self.view();
        // Before the folder was looked at, an index that is begun anew says nothing of what is to be kept.
        let is_unknown = view.library.is_empty() && !self.is_ready();
        if is_unknown || self.is_embedded(meanings, &view) {
            return Ok(0);
        }
        let wanted = meanings.wanted(&view.library);
        let missing: Vec<Wanted<'_>> = meanings.index.missing(&wanted).into_iter().copied().collect();
        let mut left = missing.len();
        if !missing.is_empty() {
            progress.begin(missing.len());
            for portion in missing.chunks(PORTION) {
                if stop() {
                    break;
                }
                let puts = put_all(portion, hands, progress, &|wanted| put(meanings, &view, wanted))?;
                meanings.index.put(&puts)?;
                left -= portion.len();
                let now = self.view();
                if !Arc::ptr_eq(&now.library, &view.library) {
                    // What was hidden meanwhile leaves the shelf at once; whoever calls again does the rest.
                    meanings.follow(&now.library);
                    break;
                }
            }
            progress.finish();
        }
        let was = meanings.is_complete();
        if left == 0 && !was && self.is_ready() {
            meanings.complete.store(true, Ordering::Release);
            meanings.forget_others(&self.settings);
            tracing::info!(articles = wanted.len(), "meaning counts from now on");
        }
        let tickets = self.embed_tickets(meanings, &view, hands, progress, stop)?;
        if tickets.is_some() || !missing.is_empty() || was != meanings.is_complete() {
            let _hand = self.hand()?;
            let view = self.view();
            // An article that was hidden meanwhile is on no shelf any more.
            meanings.follow(&view.library);
            self.show((*view).clone());
        }
        Ok(missing.len() - left + tickets.unwrap_or(0))
    }
}

/// Makes the vectors of a portion, with so many threads; those that are gone meanwhile get none.
pub(super) fn put_all(
    portion: &[Wanted<'_>],
    hands: usize,
    progress: &dyn Progress,
    put: &(dyn Fn(&Wanted<'_>) -> Result<Option<Put>, Error> + Sync),
) -> Result<Vec<Put>, Error> {
    let (next, puts) = (AtomicUsize::new(0), Mutex::new(Ok(Vec::with_capacity(portion.len()))));
    let work = || {
        while let Some(wanted) = portion.get(next.fetch_add(1, Ordering::Relaxed)) {
            let put = put(wanted);
            progress.step();
            let mut puts = puts.lock().unwrap_or_else(PoisonError::into_inner);
            match (&mut *puts, put) {
                (Ok(puts), Ok(put)) => puts.extend(put),
                (Ok(_), Err(error)) => *puts = Err(error),
                (Err(_), _) => return,
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..hands {
            scope.spawn(work);
        }
        work();
    });
    puts.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The vectors of an article; none when it is gone.
fn put(meanings: &Meanings, view: &View, wanted: &Wanted<'_>) -> Result<Option<Put>, Error> {
    let Some(card) = view.library.reading(wanted.key, wanted.readership) else { return Ok(None) };
    let reader = Scope::of_reading(wanted.readership);
    let Some(place) = view.engine.place_of(wanted.key, &reader)? else { return Ok(None) };
    let vectors = if meanings.model.reads(card.language) {
        let mut passages = Passages::default();
        view.engine.passages(place, meaning::enough(meanings.sections), &mut passages)?;
        let texts = meaning::texts(card, &passages, meanings.sections);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        meanings.model.embed(&texts, meaning::TOKENS)?.into_iter().flatten().collect()
    } else {
        Vec::new()
    };
    let (readership, texts) = (wanted.readership.clone(), wanted.texts);
    Ok(Some(Put { key: wanted.key, readership, texts, vectors }))
}
