//! Is there a model, and what has it read already?

use std::{
    num::NonZero,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::{Patient, Shares};
use crate::{
    desk::Settings,
    index::vectors::{self, VectorIndex},
    model,
    search::{Embedder, Vectors},
};

/// A model, and the vectors that it made of the articles.
pub(in crate::desk) struct Meanings {
    /// For whoever has time.
    pub(super) model: Arc<dyn Embedder>,
    /// For answers.
    pub(super) patient: Arc<Patient>,
    pub(super) index: VectorIndex,
    /// Whether another process keeps the vectors.
    pub(super) read_only: bool,
    /// Whether every article had its vectors once: only then do they count.
    pub(super) complete: AtomicBool,
    /// How far it is.
    pub(super) shares: Shares,
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
        Meanings::with(model, &settings.index.join("vectors"))
    }

    /// A model that is open already.
    pub(in crate::desk) fn with(model: Arc<dyn Embedder>, root: &Path) -> Option<Meanings> {
        let (index, opened) = VectorIndex::open(root, model.id(), model.dimensions())
            .inspect_err(|error| {
                tracing::warn!(%error, hint = error.hint(), "words alone rank: the vectors cannot be used");
            })
            .ok()?;
        for damage in &opened.damaged {
            tracing::warn!(file = %damage.display(), "vectors were damaged; they were set aside and are made anew");
        }
        let turns = thread::available_parallelism().map_or(1, NonZero::get);
        Some(Meanings {
            patient: Arc::new(Patient::of(model.clone(), turns)),
            model,
            index,
            read_only: opened.read_only,
            complete: AtomicBool::new(false),
            shares: Shares::default(),
        })
    }

    /// For answers: the model, and the vectors as they are now; none before every article has some.
    pub(in crate::desk) fn shown(&self) -> Option<(Arc<dyn Embedder>, Arc<dyn Vectors>)> {
        let complete = self.complete.load(Ordering::Acquire);
        complete.then(|| -> (Arc<dyn Embedder>, Arc<dyn Vectors>) {
            (self.patient.clone(), self.index.vectors())
        })
    }

    /// Removes what other models made.
    pub(super) fn forget_others(&self, root: &Path) {
        let others = vectors::models(root).unwrap_or_default().into_iter();
        for other in others.filter(|other| *other != self.model.id()) {
            if let Err(error) = vectors::remove(root, other) {
                tracing::warn!(%error, hint = error.hint(), "the vectors of another model could not be removed");
            }
        }
    }
}
