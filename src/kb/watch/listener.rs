//! What do we make of what we hear?

use super::debounce::Debounce;
use super::handle::{Shared, WatchHealth};
use super::native::{Ears, Native, News, Tell, Trouble};
use super::poll::Poll;
use crate::kb::{Hint, Means, Settings};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::time::{Duration, Instant};

/// How often we mind whether the root is still the same folder.
const MIND_ROOT: Duration = Duration::from_secs(1);
/// How often we look when the system was to tell and cannot.
const FALLBACK: Duration = Duration::from_secs(2);

/// What reaches the listener's thread.
pub(super) enum Message {
    /// What a source said, and which: the number of the watch we began.
    Heard(u64, News),
    Wake,
}

/// The one loop: hears the source, gathers, gives hints.
pub(super) struct Listener {
    settings: Settings,
    ears: Ears,
    outbox: SyncSender<Message>,
    inbox: Receiver<Message>,
    shared: Arc<Shared>,
    source: Source,
    debounce: Debounce,
    /// The root as it was when we began to listen: its device and number.
    root: Option<(u64, u64)>,
    mind_root: Instant,
    /// How often we began to listen.
    begun: u64,
    /// That the system does not tell is said once.
    warned: bool,
}

enum Source {
    Native(Native),
    Poll(Poll),
    Deaf,
}

impl Listener {
    /// Listens from here on, even before the loop runs.
    pub(super) fn open(
        settings: Settings,
        ears: Ears,
        shared: Arc<Shared>,
        outbox: SyncSender<Message>,
        inbox: Receiver<Message>,
    ) -> Listener {
        let mut listener = Listener {
            debounce: Debounce::new(&settings),
            settings,
            ears,
            outbox,
            inbox,
            shared,
            source: Source::Deaf,
            root: None,
            mind_root: Instant::now() + MIND_ROOT,
            begun: 0,
            warned: false,
        };
        listener.listen();
        listener.shared.set_health(listener.health());
        listener
    }

    /// Runs until the watch is dropped.
    pub(super) fn run(&mut self) {
        while !self.shared.is_stopped() {
            if let Source::Poll(poll) = &mut self.source
                && let Some(hint) = poll.look(&self.settings, Instant::now())
            {
                self.debounce.hear(hint, Instant::now());
            }
            self.mind_root(Instant::now());
            self.shared.set_health(self.health());
            if let Some(hint) = self.debounce.take(Instant::now()) {
                self.shared.give(hint);
            }
            match self.inbox.recv_timeout(self.next_deed().saturating_duration_since(Instant::now())) {
                Ok(message) => self.hear(message, Instant::now()),
                Err(RecvTimeoutError::Timeout) => {}
                // cannot be: we hold a sender ourselves
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.shared.overflown.swap(false, Ordering::AcqRel) {
                self.debounce.hear(Hint::Everything, Instant::now());
            }
        }
    }

    fn next_deed(&self) -> Instant {
        let poll = if let Source::Poll(poll) = &self.source { Some(poll.due()) } else { None };
        [self.debounce.due(), poll].into_iter().flatten().fold(self.mind_root, Instant::min)
    }

    fn hear(&mut self, message: Message, now: Instant) {
        let Message::Heard(begun, news) = message else { return };
        if begun != self.begun {
            // an echo of the old root: its folders are not those we watch now
            self.debounce.hear(Hint::Everything, now);
            return;
        }
        let armed = match (&news, &mut self.source) {
            (News::Appeared(path), Source::Native(native)) => native.arm(path),
            (News::Touched(path), Source::Native(native)) => native.arm_anew(path),
            (News::Left(path), Source::Native(native)) => {
                native.disarm(path);
                // the news may be older than a folder of the same name
                native.arm(path)
            }
            (News::Limit, Source::Native(_)) => Err(Trouble::Limit),
            _ => Ok(()),
        };
        let hint = match news {
            News::Appeared(path) | News::Touched(path) | News::Changed(path) | News::Left(path) => {
                Hint::path(path)
            }
            News::Root { lost } => {
                if lost && matches!(self.source, Source::Native(_)) {
                    self.source = Source::Deaf;
                }
                self.mind_root = now;
                Hint::Everything
            }
            News::Everything | News::Limit => Hint::Everything,
        };
        self.debounce.hear(hint, now);
        if let Err(trouble) = armed {
            self.look_instead(&trouble);
        }
    }

    /// A root that was removed, replaced or unmounted tells nothing, so we look whether it is still the same.
    fn mind_root(&mut self, now: Instant) {
        if now < self.mind_root {
            return;
        }
        self.mind_root = now + MIND_ROOT;
        let root = identity(&self.settings);
        let came_back = root.is_some() && matches!(self.source, Source::Deaf);
        if root != self.root || came_back {
            self.listen();
            self.debounce.hear(Hint::Everything, now);
        }
    }

    /// Begins to listen to the root as it is now.
    fn listen(&mut self) {
        self.begun += 1;
        self.root = identity(&self.settings);
        match self.settings.watch {
            Means::Native => {
                // the old watches end before new ones are asked for
                self.source = Source::Deaf;
                match (self.ears)(&self.settings, self.tell()) {
                    Ok(native) => self.source = Source::Native(native),
                    Err(Trouble::Missing) => {}
                    Err(trouble) => self.look_instead(&trouble),
                }
            }
            Means::Poll { every } => {
                self.source = Source::Poll(Poll::new(&self.settings, every, Instant::now()));
            }
        }
    }

    /// The way from the system's thread into the inbox; it never waits.
    fn tell(&self) -> Tell {
        let (outbox, shared, begun) = (self.outbox.clone(), Arc::clone(&self.shared), self.begun);
        Arc::new(move |news| {
            if let Err(TrySendError::Full(_)) = outbox.try_send(Message::Heard(begun, news)) {
                shared.overflown.store(true, Ordering::Release);
            }
        })
    }

    fn look_instead(&mut self, trouble: &Trouble) {
        if !self.warned {
            self.warned = true;
            let every_s = FALLBACK.as_secs();
            tracing::warn!(root = %self.settings.root.display(), every_s, "looking for changes instead of hearing them: {trouble}");
        }
        self.source = Source::Poll(Poll::new(&self.settings, FALLBACK, Instant::now()));
        self.debounce.hear(Hint::Everything, Instant::now());
    }

    fn health(&self) -> WatchHealth {
        match &self.source {
            Source::Native(_) => WatchHealth::Native,
            Source::Poll(poll) if poll.sees() => WatchHealth::Polling,
            Source::Poll(_) | Source::Deaf => {
                let root = &self.settings.root;
                let reason = format!("the folder `{}` is missing or cannot be looked into", root.display());
                WatchHealth::Deaf { reason }
            }
        }
    }
}

fn identity(settings: &Settings) -> Option<(u64, u64)> {
    let metadata = fs::metadata(&settings.root).ok().filter(fs::Metadata::is_dir)?;
    Some((metadata.dev(), metadata.ino()))
}
