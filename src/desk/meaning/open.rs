//! Is there a model, and what has it read already?

use std::{
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use arc_swap::ArcSwap;

use super::{Followed, Patient, hands};
use crate::{
    desk::Settings,
    index::vectors::{self, VectorIndex},
    model,
    search::{Embedder, Meaning, Vectors, meaning::Centres},
};

/// A model and what it made, as one answer sees it.
#[derive(Clone)]
pub(in crate::desk) struct Counted {
    pub(in crate::desk) embedder: Arc<dyn Embedder>,
    articles: Arc<dyn Vectors>,
    tickets: Arc<dyn Vectors>,
    centres: Arc<Centres>,
}

impl Counted {
    /// For a search.
    pub(in crate::desk) fn meaning(&self) -> Meaning<'_> {
        Meaning {
            embedder: &*self.embedder,
            articles: &*self.articles,
            tickets: &*self.tickets,
            centres: &self.centres,
        }
    }
}

/// A model, and the vectors that it made of articles and tickets.
pub(in crate::desk) struct Meanings {
    /// For whoever has time.
    pub(super) model: Arc<dyn Embedder>,
    /// For answers.
    pub(super) patient: Arc<Patient>,
    /// The vectors of articles.
    pub(super) index: VectorIndex,
    /// Those of resolved tickets, on the shelves of their articles.
    pub(super) tickets: VectorIndex,
    pub(super) centres: ArcSwap<Centres>,
    followed: Mutex<Followed>,
    /// So many sections of an article have vectors.
    pub(super) sections: usize,
    /// Whether another process keeps the vectors.
    pub(super) read_only: bool,
    /// Whether every article had its vectors once: only then do they count.
    pub(super) complete: AtomicBool,
}

impl Meanings {
    /// The installed model with its vectors; none without one. What cannot be used is told in the log, and words
    /// answer alone.
    pub(in crate::desk) fn open(settings: &Settings) -> Option<Meanings> {
        let installed = match model::find(settings.model()) {
            Ok(Some(installed)) => installed,
            Ok(None) => {
                tracing::info!(
                    "no embedding model is installed: words alone rank; with one, more tickets find their article at \
                     once (`firstline model install`)"
                );
                return None;
            }
            Err(error) => {
                tracing::warn!(%error, hint = error.hint(), "words alone rank: the embedding model cannot be used");
                return None;
            }
        };
        let model = installed
            .open()
            .inspect_err(|error| {
                let hint = error.hint();
                tracing::warn!(%error, hint, "words alone rank: the embedding model cannot be used");
            })
            .ok()?;
        Meanings::with(model, settings)
    }

    /// A model that is open already.
    pub(in crate::desk) fn with(model: Arc<dyn Embedder>, settings: &Settings) -> Option<Meanings> {
        let [articles, tickets] = &settings.vectors();
        let open = |root: &Path| {
            let opened = VectorIndex::open(root, model.id(), model.dimensions());
            let (index, opened) = opened
                .inspect_err(|error| {
                    tracing::warn!(%error, hint = error.hint(), "words alone rank: the vectors cannot be used");
                })
                .ok()?;
            for damage in &opened.damaged {
                tracing::warn!(file = %damage.display(), "vectors were damaged; they are made anew");
            }
            Some((index, opened))
        };
        let ((index, opened), (tickets, others)) = (open(articles)?, open(tickets)?);
        Some(Meanings {
            patient: Arc::new(Patient::of(model.clone(), hands())),
            model,
            index,
            tickets,
            centres: ArcSwap::default(),
            followed: Mutex::default(),
            sections: settings.sections,
            read_only: opened.read_only || others.read_only,
            complete: AtomicBool::new(false),
        })
    }

    pub(super) fn followed(&self) -> MutexGuard<'_, Followed> {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_complete(&self) -> bool {
        self.complete.load(Ordering::Acquire)
    }

    /// Vectors of withdrawn texts leave the disk, as the texts do.
    ///
    /// # Errors
    /// When the files cannot be written; nothing is lost then.
    pub(in crate::desk) fn tidy(&self) -> Result<(), vectors::Error> {
        if self.read_only {
            return Ok(());
        }
        self.index.tidy()?;
        self.tickets.tidy()
    }

    /// Vectors of forgotten tickets leave the disk.
    pub(in crate::desk) fn tidy_tickets(&self) -> Result<(), vectors::Error> {
        if self.read_only { Ok(()) } else { self.tickets.tidy() }
    }

    /// For answers: the model, and the vectors as they are now; none before every article has some.
    pub(in crate::desk) fn shown(&self) -> Option<Counted> {
        self.is_complete().then(|| Counted {
            embedder: self.patient.clone(),
            articles: self.index.vectors(),
            tickets: self.tickets.vectors(),
            centres: self.centres.load_full(),
        })
    }

    /// Removes what other models made.
    pub(super) fn forget_others(&self, settings: &Settings) {
        for root in settings.vectors() {
            let others = vectors::models(&root).unwrap_or_default().into_iter();
            for other in others.filter(|other| *other != self.model.id()) {
                if let Err(error) = vectors::remove(&root, other) {
                    tracing::warn!(%error, hint = error.hint(), "the vectors of another model could not be removed");
                }
            }
        }
    }
}
