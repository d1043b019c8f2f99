//! Who keeps the desk current?

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{Desk, Error, Progress, Published, Silent, handing::keep::Carrier, hands};
use crate::kb::{Depth, Hint, Watch, WatchHealth};

/// How long the keeper listens before it looks at the clock again.
const BEAT: Duration = Duration::from_millis(200);
/// How long it waits after a failure before it tries again.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// What so many articles say is remembered at each beat, for reports: so few that nobody who searches notices. Whoever asks
/// sooner has the rest made at once.
const SKETCHES: usize = 10;

/// The thread that watches the folder and publishes what changes, until it is stopped.
pub struct Keeper {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    carrier: Option<Carrier>,
}

impl Keeper {
    /// Begins to watch. The watcher listens before the first comparison, so that nothing falls between. Embedding, which
    /// may take long, says how far it is.
    ///
    /// # Errors
    /// When the folder cannot be watched in any way.
    pub fn start(desk: Arc<Desk>, embedding: impl Progress + Send + 'static) -> Result<Keeper, Error> {
        let root = desk.settings.kb.root.clone();
        let watch = Watch::start(desk.settings.kb.clone())?;
        let stop = Arc::new(AtomicBool::new(false));
        let mut keeper = Keeper { stop: stop.clone(), threads: Vec::new(), carrier: None };
        let failed = |source| crate::kb::Error::Thread { path: root.clone(), source };
        if desk.meanings.is_some() {
            let (desk, stopped) = (desk.clone(), stop.clone());
            let embedder = thread::Builder::new().name("embedder".to_owned());
            keeper.threads.push(embedder.spawn(move || embed(&desk, &embedding, &stopped)).map_err(failed)?);
        }
        keeper.carrier = Carrier::start(&desk).map_err(failed)?;
        let thread = thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(move || keep(&desk, &watch, &stop))
            .map_err(failed)?;
        keeper.threads.push(thread);
        Ok(keeper)
    }

    /// Stops watching, after what is being published.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Release);
        for thread in self.threads.drain(..) {
            // A panic in the keeper was logged by the panic hook; there is nothing left to stop.
            thread.thread().unpark();
            let _ = thread.join();
        }
        self.carrier = None;
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.end();
    }
}

/// What is to be done when.
struct Plan {
    /// A full comparison by content.
    compare: Instant,
    /// A full comparison by stamps, to be sure of a loss or after a failure.
    look_again: Option<Instant>,
    /// Withdrawn text must leave the disk.
    tidy: Option<Instant>,
}

/// Whoever looks after the server is told when nobody keeps the desk current any more, whatever ended it.
struct Kept<'a>(&'a Desk, &'a AtomicBool);

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        if !self.1.load(Ordering::Acquire) {
            tracing::error!(
                "the keeper has ended, and nothing that changes is noticed; start the server again"
            );
            note(
                self.0,
                "keeper",
                Some("the keeper has ended, and nothing that changes is noticed".to_owned()),
            );
        }
    }
}

fn keep(desk: &Desk, watch: &Watch, stop: &AtomicBool) {
    let _kept = Kept(desk, stop);
    let mut plan = Plan { compare: Instant::now() + desk.settings.reconcile, look_again: None, tidy: None };
    while !stop.load(Ordering::Acquire) {
        let done = panic::catch_unwind(AssertUnwindSafe(|| beat(desk, watch, &mut plan)));
        if done.is_err() {
            recover(desk, &mut plan);
        } else if plan.look_again.is_none() {
            note(desk, "keeper", None);
        }
    }
    if let Err(error) = desk.keep_lessons(true) {
        tracing::warn!(%error, hint = error.hint(), "what was learned is read again from the store at the next start");
    }
}

/// What the keeper does again and again.
fn beat(desk: &Desk, watch: &Watch, plan: &mut Plan) {
    let heard = watch.next(BEAT);
    let now = Instant::now();
    note_watcher(desk, watch);
    if desk.doubtful.load(Ordering::Acquire) {
        plan.look_again.get_or_insert(now + AFTER_FAILURE);
    }
    if let Some(hint) = heard {
        act(desk, &hint, Depth::Stamps, plan);
    } else if plan.look_again.is_some_and(|at| at <= now) {
        plan.look_again = None;
        act(desk, &Hint::Everything, Depth::Stamps, plan);
    } else if plan.compare <= now {
        plan.compare = now + desk.settings.reconcile;
        act(desk, &Hint::Everything, Depth::Hashes, plan);
    } else if !desk.view().library.turned(super::open::now()).is_empty() {
        act(desk, &Hint::Paths(std::collections::BTreeSet::new()), Depth::Stamps, plan);
    }
    learn(desk);
    desk.sketch(SKETCHES);
    if plan.tidy.is_some_and(|at| at <= now) {
        plan.tidy = None;
        if let Err(error) = desk.tidy() {
            tracing::error!(%error, hint = error.hint(), "withdrawn text could not be removed from the disk yet");
            plan.tidy = Some(now + desk.settings.expunge);
        }
    }
}

/// After a panic: what is shown is what the index holds, somebody is told, and the folder is looked at again.
fn recover(desk: &Desk, plan: &mut Plan) {
    tracing::error!("the keeper panicked; it goes on, and looks at everything again");
    note(desk, "keeper", Some("the keeper panicked, and looks at everything again".to_owned()));
    // An index that panics may do so again: then the next look comes to this, too.
    let started = panic::catch_unwind(AssertUnwindSafe(|| desk.hand().map(drop)));
    if let Ok(Err(error)) = started {
        tracing::error!(%error, hint = error.hint(), "the index could not be looked at");
    }
    plan.look_again = Some(Instant::now() + AFTER_FAILURE);
}

/// Makes vectors of what changed, while words answer; one processor stays free for answers.
fn embed(desk: &Desk, progress: &dyn Progress, stop: &AtomicBool) {
    let hands = hands().saturating_sub(1).max(1);
    while !stop.load(Ordering::Acquire) {
        let begun = Instant::now();
        let work = AssertUnwindSafe(|| desk.embed(hands, progress, &|| stop.load(Ordering::Acquire)));
        let done =
            panic::catch_unwind(work).map_err(|_| "making them panicked".to_owned()).and_then(|done| {
                done.map_err(|error| {
                    tracing::warn!(%error, hint = error.hint(), "vectors could not be made; trying again");
                    error.to_string()
                })
            });
        note(desk, "vectors", done.as_ref().err().map(|why| format!("vectors wait: {why}")));
        let pause = if done.is_err() { AFTER_FAILURE } else { BEAT.max(begun.elapsed()) };
        thread::park_timeout(pause);
    }
}

/// Takes in what another process appended to the ledger, for reports too, and keeps what was learned now and then.
fn learn(desk: &Desk) {
    let done = desk.relearn().and_then(|_| desk.keep_lessons(false)).and_then(|()| desk.follow().map(drop));
    note(desk, "ledger", done.as_ref().err().map(|error| format!("learning waits: {error}")));
}

fn act(desk: &Desk, hint: &Hint, depth: Depth, plan: &mut Plan) {
    let begun = Instant::now();
    waiting(desk, |since| *since = Some(since.unwrap_or(begun)));
    match desk.catch_up(hint, depth, &Silent) {
        Ok(published) => {
            if published.held.is_none() {
                waiting(desk, |since| *since = None);
            }
            note(desk, "index", None);
            report(desk, &published, begun, plan);
        }
        Err(error) => {
            tracing::error!(%error, hint = error.hint(), "the change could not be published; trying again");
            note(desk, "index", Some(format!("the last change could not be published: {error}")));
            plan.look_again = Some(begun + AFTER_FAILURE);
        }
    }
}

fn waiting(desk: &Desk, note: impl FnOnce(&mut Option<Instant>)) {
    note(&mut desk.waiting.lock().unwrap_or_else(PoisonError::into_inner));
}

fn report(desk: &Desk, published: &Published, begun: Instant, plan: &mut Plan) {
    let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if published.put + published.gone > 0 {
        tracing::info!(put = published.put, gone = published.gone, took_ms, "published");
    }
    if published.withdrawn {
        // Half the bound, so that the work itself fits into it.
        plan.tidy.get_or_insert(begun + desk.settings.expunge / 2);
    }
    match &published.held {
        None => note(desk, "held", None),
        Some(held) => {
            tracing::warn!(would_remove = held.would_remove, known = held.known, "{}", held.reason);
            let words = format!(
                "{} of {} articles would be removed and are kept for now: {}",
                held.would_remove, held.known, held.reason
            );
            note(desk, "held", Some(words));
        }
    }
}

fn note_watcher(desk: &Desk, watch: &Watch) {
    let trouble = match watch.health() {
        WatchHealth::Deaf { reason } => Some(format!("changes are noticed late: {reason}")),
        WatchHealth::Native | WatchHealth::Polling => None,
    };
    note(desk, "watch", trouble);
}

pub(super) fn note(desk: &Desk, about: &'static str, trouble: Option<String>) {
    let mut troubles = desk.troubles.lock().unwrap_or_else(PoisonError::into_inner);
    match trouble {
        Some(words) => drop(troubles.insert(about, words)),
        None => drop(troubles.remove(about)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Scope, desk::Settings, index::memory::MemoryIndex, store::Store};

    #[test]
    fn a_keeper_that_ends_before_it_is_told_to_is_a_trouble() {
        let settings = Settings::of("kb", "index");
        let desk =
            Desk::with(settings, Arc::new(MemoryIndex::default()), Store::in_memory()).expect("a desk");
        let troubles = || desk.health(&Scope::everything("test")).troubles;
        drop(Kept(&desk, &AtomicBool::new(true)));
        assert!(troubles().is_empty(), "it was told to");
        drop(Kept(&desk, &AtomicBool::new(false)));
        assert!(troubles()[0].contains("the keeper has ended"), "{:?}", troubles());
    }
}
