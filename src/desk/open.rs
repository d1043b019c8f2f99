//! How is a desk opened?

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use arc_swap::ArcSwap;
use jiff::{Timestamp, Zoned};

use super::{Settings, View, publish::Hand};
use crate::{
    index::{
        Index,
        tantivy::{Opened, TantivyIndex},
    },
    kb,
    library::{self, Library, Pins, Synonyms},
    search,
};

/// A knowledge base, opened: what every face talks to.
pub struct Desk {
    pub(super) settings: Settings,
    pub(super) index: Arc<dyn Index>,
    pub(super) view: ArcSwap<View>,
    /// The hand that publishes: one at a time.
    pub(super) hand: Mutex<Hand>,
    pub(super) ready: AtomicBool,
    /// Whether a loss of many articles is not believed yet: then somebody must look again.
    pub(super) doubtful: AtomicBool,
    /// Since when a change of the folder has been waiting to be published.
    pub(super) waiting: Mutex<Option<Instant>>,
    /// What is not as it should be, in words for whoever runs the desk.
    pub(super) troubles: Mutex<BTreeMap<&'static str, String>>,
}

/// Why a desk failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The knowledge base cannot be read.
    #[error(transparent)]
    Folder(#[from] kb::Error),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] library::Error),
    /// A search failed.
    #[error(transparent)]
    Search(#[from] search::Error),
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Folder(error) => error.hint(),
            Error::Index(error) => error.hint(),
            Error::Search(_) => "run `firstline verify`, and `firstline rebuild` if it finds damage",
        }
    }
}

impl Desk {
    /// Opens the index that lies in the settings' directory, or begins one. Nothing of the knowledge base is
    /// read yet: [`Desk::catch_up`] does that.
    ///
    /// # Errors
    /// When the index cannot be used.
    pub fn open(settings: Settings) -> Result<(Desk, Opened), Error> {
        let (index, opened) = TantivyIndex::open(&settings.articles())?;
        for folder in &opened.quarantined {
            tracing::warn!(folder = %folder.display(), "the index was damaged; it was set aside and is built anew");
        }
        Ok((Desk::with(settings, Arc::new(index))?, opened))
    }

    /// A desk over an index that is open already.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn with(settings: Settings, index: Arc<dyn Index>) -> Result<Desk, Error> {
        let library = Library::of(index.cards()?);
        let hand = Hand::knowing(&library);
        let view = View {
            library: Arc::new(library),
            engine: index.engine(),
            synonyms: Arc::new(Synonyms::default()),
            pins: Arc::new(Pins::default()),
            beside: Arc::default(),
            remembered: Arc::default(),
        };
        Ok(Desk {
            settings,
            index,
            view: ArcSwap::from_pointee(view),
            hand: Mutex::new(hand),
            ready: AtomicBool::new(false),
            doubtful: AtomicBool::new(false),
            waiting: Mutex::default(),
            troubles: Mutex::default(),
        })
    }

    /// The present state.
    pub fn view(&self) -> Arc<View> {
        self.view.load_full()
    }

    /// Whether the articles have been compared with the folder since the desk was opened.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }

    /// What it was opened with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

/// The moment.
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// The day, where the desk stands.
pub(super) fn today() -> jiff::civil::Date {
    Zoned::now().date()
}
