//! How does an answer use a model that others use too?

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rustc_hash::FxHashMap;

use crate::{
    desk::turns::Turns,
    search::{EmbedError, Embedder, ModelId},
    text::Language,
    vector::Vector,
};

/// An answer waits so long for its turn; then words answer alone.
const PATIENCE: Duration = Duration::from_millis(40);
/// So many texts are remembered, half a kilobyte each; then it begins anew.
const KEPT: usize = 2_048;

/// A model, asked by many at once: as many as there are processors have it at a time, and the vectors of the last
/// texts are remembered.
pub(in crate::desk) struct Patient {
    model: Arc<dyn Embedder>,
    turns: Turns,
    known: Mutex<FxHashMap<Box<str>, Option<Vector>>>,
}

impl Patient {
    /// At most so many use it at a time.
    pub(in crate::desk) fn of(model: Arc<dyn Embedder>, turns: usize) -> Patient {
        Patient { model, turns: Turns::of(turns), known: Mutex::default() }
    }
}

impl Embedder for Patient {
    fn id(&self) -> ModelId {
        self.model.id()
    }

    fn dimensions(&self) -> usize {
        self.model.dimensions()
    }

    fn reads(&self, language: Language) -> bool {
        self.model.reads(language)
    }

    fn embed(&self, texts: &[&str], tokens: usize) -> Result<Vec<Option<Vector>>, EmbedError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut vectors: Vec<Option<Option<Vector>>> = {
            let known = known();
            texts.iter().map(|text| known.get(*text).cloned()).collect()
        };
        let wanted: Vec<usize> = (0..texts.len()).filter(|place| vectors[*place].is_none()).collect();
        if !wanted.is_empty() {
            let turn = self.turns.wait(PATIENCE).ok_or_else(|| EmbedError("it is busy".to_owned()))?;
            let asked: Vec<&str> = wanted.iter().map(|place| texts[*place]).collect();
            let made = self.model.embed(&asked, tokens)?;
            drop(turn);
            let mut known = known();
            if known.len() + made.len() > KEPT {
                known.clear();
            }
            for ((place, text), vector) in wanted.into_iter().zip(asked).zip(made) {
                known.insert(text.into(), vector.clone());
                vectors[place] = Some(vector);
            }
        }
        Ok(vectors.into_iter().map(Option::flatten).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Counts what it is asked, and waits until it may answer.
    #[derive(Default)]
    struct Slow {
        asked: AtomicUsize,
        held: Mutex<()>,
    }

    impl Embedder for Slow {
        fn id(&self) -> ModelId {
            ModelId(1)
        }

        fn dimensions(&self) -> usize {
            2
        }

        fn reads(&self, _: Language) -> bool {
            true
        }

        fn embed(&self, texts: &[&str], _: usize) -> Result<Vec<Option<Vector>>, EmbedError> {
            self.asked.fetch_add(texts.len(), Ordering::SeqCst);
            let _held = self.held.lock();
            Ok(texts
                .iter()
                .map(|text| Vector::of(&[f32::from(u8::try_from(text.len()).unwrap_or(9)), 1.0]))
                .collect())
        }
    }

    #[test]
    fn what_was_asked_is_not_asked_again() {
        let slow = Arc::new(Slow::default());
        let patient = Patient::of(slow.clone(), 1);
        let first = patient.embed(&["vpn", "printer", "vpn"], 128).expect("vectors");
        assert_eq!(first[0], first[2]);
        assert_eq!(patient.embed(&["printer", "token"], 128).expect("vectors")[0], first[1]);
        assert_eq!(slow.asked.load(Ordering::SeqCst), 4);
    }

    #[test]
    fn who_would_wait_too_long_goes_without() {
        let slow = Arc::new(Slow::default());
        let patient = Arc::new(Patient::of(slow.clone(), 1));
        let held = slow.held.lock().expect("nobody has it");
        let other = patient.clone();
        let busy = std::thread::spawn(move || other.embed(&["vpn"], 128).map(|all| all.len()));
        while slow.asked.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
        assert!(patient.embed(&["printer"], 128).is_err());
        drop(held);
        assert_eq!(busy.join().expect("no panic"), Ok(1));
        assert!(patient.embed(&["printer"], 128).is_ok(), "the turn was given back");
    }
}
