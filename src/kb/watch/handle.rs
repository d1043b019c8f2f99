//! How does the rest of the program listen?

use super::listener::{Listener, Message};
use super::native::{Ears, Native};
use crate::kb::{Error, Hint, Settings};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// More events than this at once are not told apart.
const MOST_WAITING: usize = 16_384;

/// Waiting longer is waiting for ever.
const LONGEST_WAIT: Duration = Duration::from_secs(86_400);

/// Hears the folder; a hint, never the truth. Dropping it ends its threads.
#[derive(Debug)]
pub struct Watch {
    shared: Arc<Shared>,
    inbox: SyncSender<Message>,
    thread: Option<JoinHandle<()>>,
}

/// How well the folder is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchHealth {
    /// The system tells.
    Native,
    /// We look every few seconds: as the settings say, or because the system does not tell.
    Polling,
    /// Nothing is heard; the watch goes on trying.
    Deaf {
        /// Why.
        reason: String,
    },
}

impl Watch {
    /// Begins to listen; whatever happens after it returns is told. A missing folder is no error: the watch is
    /// deaf until the folder appears.
    ///
    /// # Errors
    /// When the system gives us no thread.
    pub fn start(settings: Settings) -> Result<Watch, Error> {
        Watch::start_with(settings, Native::open)
    }

    pub(in crate::kb) fn start_with(settings: Settings, ears: Ears) -> Result<Watch, Error> {
        let (inbox, messages) = sync_channel(MOST_WAITING);
        let shared = Arc::new(Shared::default());
        let failed = settings.root.clone();
        let mut listener = Listener::open(settings, ears, Arc::clone(&shared), inbox.clone(), messages);
        let for_thread = Arc::clone(&shared);
        let run = move || {
            if catch_unwind(AssertUnwindSafe(|| listener.run())).is_err() {
                for_thread.set_health(WatchHealth::Deaf { reason: "the watch broke down".to_owned() });
                for_thread.give(Hint::Everything);
            }
        };
        let thread = thread::Builder::new().name("kb-watch".to_owned()).spawn(run);
        let thread = thread.map_err(|source| Error::Thread { path: failed, source })?;
        Ok(Watch { shared, inbox, thread: Some(thread) })
    }

    /// The next hint, waiting for it `at_most` this long. Hints that were not fetched become one.
    pub fn next(&self, at_most: Duration) -> Option<Hint> {
        let until = Instant::now() + at_most.min(LONGEST_WAIT);
        let mut state = self.shared.lock();
        loop {
            if let Some(hint) = state.hint.take() {
                return Some(hint);
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            state = self.shared.told.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// How well the folder is heard just now.
    pub fn health(&self) -> WatchHealth {
        self.shared.lock().health.clone()
    }

    /// Ends the threads and waits for them.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Release);
        // a full inbox wakes the listener as well
        let _ = self.inbox.try_send(Message::Wake);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the listener and the watch share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    state: Mutex<State>,
    told: Condvar,
    stopped: AtomicBool,
    /// Set when the inbox was full.
    pub(super) overflown: AtomicBool,
}

#[derive(Debug)]
struct State {
    hint: Option<Hint>,
    health: WatchHealth,
}

impl Default for State {
    fn default() -> State {
        State { hint: None, health: WatchHealth::Deaf { reason: "the watch has not begun".to_owned() } }
    }
}

impl Shared {
    pub(super) fn give(&self, hint: Hint) {
        let mut state = self.lock();
        state.hint = Some(match state.hint.take() {
            Some(before) => before.and(hint),
            None => hint,
        });
        self.told.notify_all();
    }

    pub(super) fn set_health(&self, health: WatchHealth) {
        self.lock().health = health;
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
