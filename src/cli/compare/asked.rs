//! What do questions get?

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::{
    cli::{progress::Bar, run::Failure},
    desk::{self, Again, Desk, Error, Progress},
    library::Card,
    suggest::Decision,
};

/// So many articles are looked at: what resolves a question may stand lower than the first.
const LOOKED_AT: usize = 10;

/// What a question gets: what is said of it, and the articles, best first.
pub(super) type Got = (Decision, Vec<Arc<Card>>);

/// Asks all questions, several at a time; the model one at a time, for it answers nobody who does not wait.
pub(super) fn ask_all(desk: &Desk, questions: &[&Again], what: &'static str) -> Result<Vec<Got>, Failure> {
    let bar = Bar::of_questions(what);
    bar.begin(questions.len());
    let (next, got) = (AtomicUsize::new(0), Mutex::new(vec![Got::default(); questions.len()]));
    let failed: Mutex<Option<Error>> = Mutex::default();
    let ask = || {
        while let Some((place, again)) = take(&next, questions) {
            match desk.ask_again(again, LOOKED_AT) {
                Ok(one) => got.lock().unwrap_or_else(PoisonError::into_inner)[place] = one,
                Err(error) => {
                    *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                    next.store(questions.len(), Ordering::Relaxed);
                }
            }
            bar.step();
        }
    };
    let threads = if desk.view().model().is_some() { 1 } else { desk::hands() };
    thread::scope(|scope| (0..threads.max(1)).for_each(|_| drop(scope.spawn(ask))));
    bar.finish();
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error.into()),
        None => Ok(got.into_inner().unwrap_or_else(PoisonError::into_inner)),
    }
}

fn take<'a>(next: &AtomicUsize, questions: &[&'a Again]) -> Option<(usize, &'a Again)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    Some((place, *questions.get(place)?))
}
