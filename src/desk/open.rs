//! How is a desk opened?

use std::{
    collections::{BTreeMap, HashMap},
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use arc_swap::ArcSwap;
use jiff::{Timestamp, Zoned};

use super::{
    Changing, Settings, View, answers,
    hand::Hand,
    handing::keep::Bell,
    meaning::Meanings,
    readers::{CredentialError, Readers},
    reports::{follow::Followed, sketches},
    tickets::{calibrating::Calibrated, evidence, lately::Lately, learning, pace::Paces},
    turns::Turns,
};
use crate::{
    access::{self, KeyringError, Scope},
    history::{self, History},
    index::{
        Index,
        tantivy::{Opened, TantivyIndex},
        vectors,
    },
    kb,
    learn::{self, Cursor, Ledger, Lessons},
    library::{self, Library, Pins, Synonyms},
    post,
    processor::both,
    provider,
    request::{Courier, Requests},
    search::{self, EmbedError},
    store::{self, Store},
};

/// A knowledge base, opened: what every face talks to.
pub struct Desk {
    pub(super) settings: Settings,
    /// What of them may change meanwhile.
    pub(super) changing: ArcSwap<Changing>,
    pub(super) index: Arc<dyn Index>,
    pub(super) view: ArcSwap<View>,
    /// The hand that publishes: one at a time.
    pub(super) hand: Mutex<Hand>,
    pub(super) ready: AtomicBool,
    /// Whether a loss of many articles is not believed yet: then somebody must look again.
    pub(super) doubtful: AtomicBool,
    /// What the folder said before, where that is known.
    pub(super) history: Option<History>,
    /// The embedding model and its vectors, if there is one.
    pub(super) meanings: Option<Meanings>,
    /// What was shown and what came of it.
    pub(super) ledger: Arc<dyn Ledger>,
    /// What was sent to the help desk.
    pub(super) requests: Arc<dyn Requests>,
    /// Who carries it to the people who answer.
    pub(super) couriers: Vec<Box<dyn Courier>>,
    /// Rings when something was sent.
    pub(super) has_post: Bell,
    /// Who may ask, and how they prove it.
    pub(super) readers: Readers,
    /// What that teaches.
    pub(super) lessons: RwLock<Lessons>,
    /// What it says of the probabilities, for each scope.
    pub(super) calibrations: Mutex<HashMap<Scope, Calibrated>>,
    /// What is known of tickets that were asked about lately, in memory alone.
    pub(super) lately: Lately,
    /// How long tickets took that articles resolved.
    pub(super) paces: Mutex<Paces>,
    /// What reports are made from.
    pub(super) followed: RwLock<Followed>,
    /// What is remembered of articles' texts.
    pub(super) sketches: Mutex<sketches::Kept>,
    /// One text is tried at a time: each needs a copy of the index.
    pub(super) trying: Turns,
    /// Under which epoch of the ledger that was learned.
    pub(super) epoch: AtomicU64,
    /// Whether this desk keeps what follows from articles and ledger; else another process does.
    pub(super) may_write: bool,
    /// Up to where it is kept beside the index.
    pub(super) kept_upto: Mutex<Cursor>,
    /// How many numbers were given, and when counting began: no two are the same.
    pub(super) given: AtomicU64,
    pub(super) started: i128,
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
    /// What was before cannot be told.
    #[error(transparent)]
    History(#[from] history::Error),
    /// Nothing is known of what was before.
    #[error("nothing is known of what articles said before")]
    NoHistory,
    /// The index failed.
    #[error(transparent)]
    Index(#[from] library::Error),
    /// A search failed.
    #[error(transparent)]
    Search(#[from] search::Error),
    /// The store failed.
    #[error(transparent)]
    Ledger(#[from] learn::Error),
    /// The credentials cannot be read or written.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// Something that only others may do.
    #[error(transparent)]
    Denied(#[from] access::Denied),
    /// A credential cannot be made or changed as was asked.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// Somebody is not signed in by another program.
    #[error(transparent)]
    Provider(#[from] provider::Error),
    /// An outcome is about something that was not shown to whoever reports it.
    #[error("nothing was shown to you under that number")]
    NotShown,
    /// An outcome is about an article that whoever reports it does not see there.
    #[error("no such article was shown to you")]
    NoArticle,
    /// The embedding model failed.
    #[error(transparent)]
    Model(#[from] EmbedError),
    /// The vectors of the articles cannot be kept.
    #[error(transparent)]
    Vectors(#[from] vectors::Error),
    /// What was learned cannot be kept.
    #[error("what was learned cannot be kept at `{path}`")]
    Lessons {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Folder(error) => error.hint(),
            Error::History(error) => error.hint(),
            Error::NoHistory => {
                "keep the knowledge base in a Git repository and commit what is changed; `git = true` in `[kb]`"
            }
            Error::Index(error) => error.hint(),
            Error::Ledger(error) => error.hint(),
            Error::Keyring(error) => error.hint(),
            Error::Denied(_) => "ask somebody who may, or sign in as one",
            Error::Credential(error) => error.hint(),
            Error::Provider(error) => error.hint(),
            Error::Model(_) => {
                "install it again with `firstline model install`, or remove it; words answer meanwhile"
            }
            Error::Vectors(error) => error.hint(),
            Error::NotShown => {
                "give the `suggestion_id` or `query_id` of a reply, and its `token` if it was another's"
            }
            Error::NoArticle => "name an article of the list that was shown",
            Error::Lessons { .. } => "nothing is lost, the next start is slower; free some space",
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
        let store = store::open(&settings.store())?;
        let meanings = Meanings::open(&settings);
        let couriers = post::couriers(&settings.handover);
        let mut desk = Desk::with(settings, Arc::new(index), store)?.carried_by(couriers);
        desk.may_write = !opened.read_only;
        if let Some(meanings) = meanings {
            // An index that is begun anew does not know yet of which articles the vectors are: the first look at the
            // folder tells.
            if opened.quarantined.is_empty() && !desk.view().library.is_empty() {
                meanings.begin(&desk.view().library);
                desk.begin_tickets(&meanings);
            }
            desk.meanings = Some(meanings);
            desk.show((*desk.view()).clone());
        }
        if desk.remembers_what_was_forgotten()? {
            desk.clean()?;
        }
        Ok((desk, opened))
    }

    /// A desk over an index and a store that are open already.
    ///
    /// # Errors
    /// When the index or the store cannot be read.
    pub fn with(settings: Settings, index: Arc<dyn Index>, store: Store) -> Result<Desk, Error> {
        let readers = Readers::with(&settings, &store);
        let (ledger, requests) = (store.ledger, store.requests);
        let epoch = AtomicU64::new(ledger.epoch()?);
        let (remembered, cards) = both(|| learning::remembered(&settings, &*ledger), || index.cards());
        let (mut lessons, kept_upto) = remembered?;
        let library = Library::of(cards?);
        let hand = Hand::knowing(&library);
        let view = View {
            library: Arc::new(library),
            engine: index.engine(),
            synonyms: Arc::new(Synonyms::default()),
            pins: Arc::new(Pins::default()),
            beside: Arc::default(),
            known: Arc::default(),
            meaning: None,
            remembered: Arc::default(),
        };
        evidence::settle(&mut lessons, &view, &*ledger);
        let kept_upto = Mutex::new(kept_upto);
        let history = answers::history(&settings);
        let followed = Followed::nothing_of(&*ledger);
        let desk = Desk {
            changing: ArcSwap::from_pointee(settings.changing()),
            settings,
            index,
            view: ArcSwap::from_pointee(view),
            hand: Mutex::new(hand),
            ready: AtomicBool::new(false),
            doubtful: AtomicBool::new(false),
            history,
            meanings: None,
            ledger,
            requests,
            couriers: Vec::new(),
            has_post: Bell::default(),
            readers,
            lessons: RwLock::new(lessons),
            followed,
            sketches: Mutex::default(),
            trying: Turns::of(1),
            epoch,
            may_write: true,
            calibrations: Mutex::default(),
            lately: Lately::default(),
            paces: Mutex::default(),
            kept_upto,
            given: AtomicU64::new(0),
            started: now().as_nanosecond(),
            waiting: Mutex::default(),
            troubles: Mutex::default(),
        };
        desk.relearn()?;
        Ok(desk)
    }

    /// The same desk, whose requests these carry.
    #[must_use]
    pub fn carried_by(self, couriers: Vec<Box<dyn Courier>>) -> Desk {
        Desk { couriers, ..self }
    }

    /// The present state.
    pub fn view(&self) -> Arc<View> {
        self.view.load_full()
    }

    /// Whether the articles have been compared with the folder since the desk was opened.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }

    /// Who may ask, and how they prove it.
    pub fn readers(&self) -> &Readers {
        &self.readers
    }

    /// What is kept of tickets, and when there is an answer, as it is now.
    pub fn changing(&self) -> Arc<Changing> {
        self.changing.load_full()
    }

    /// From now on it is this.
    pub fn change(&self, changing: Changing) {
        self.changing.store(Arc::new(changing));
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
