//! How does an answer use a model that others use too?

use std::{
    panic,
    sync::{Arc, Mutex, PoisonError},
    thread,
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

/// A token has about so many bytes.
const BYTES_A_TOKEN: usize = 5;
/// Texts of so many tokens are work enough for a second processor.
const WORTH_ANOTHER: usize = 64;

/// A model, asked by many at once: as many as there are processors have it at a time, and the vectors of the last
/// texts are remembered. A long ticket takes two turns if nobody else wants the second.
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

    /// Asks the model, by two threads where that is worth it and nobody else wants the second turn.
    fn made(&self, texts: &[&str], tokens: usize) -> Result<Vec<Option<Vector>>, EmbedError> {
        let cost = |text: &str| (text.len() / BYTES_A_TOKEN).min(tokens);
        let worth = texts.len() > 1 && texts.iter().map(|text| cost(text)).sum::<usize>() >= WORTH_ANOTHER;
        let Some(_turn) = worth.then(|| self.turns.wait(Duration::ZERO)).flatten() else {
            return self.model.embed(texts, tokens);
        };
        let shares = halves(texts, cost);
        let [mine, others] = shares.each_ref().map(|share| share.iter().map(|at| texts[*at]).collect());
        let embed = |texts: &Vec<&str>| self.model.embed(texts, tokens);
        let made = thread::scope(|scope| {
            let other = thread::Builder::new().spawn_scoped(scope, || embed(&others));
            let mine = embed(&mine);
            let other = match other.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(made)) => made,
                Ok(Err(panicked)) => panic::resume_unwind(panicked),
                // The system has no thread to spare.
                Err(_) => embed(&others),
            };
            [mine, other]
        });
        let mut vectors = vec![None; texts.len()];
        for (share, made) in shares.into_iter().zip(made) {
            share.into_iter().zip(made?).for_each(|(at, vector)| vectors[at] = vector);
        }
        Ok(vectors)
    }
}

/// The places of texts, so divided that both shares cost about the same.
fn halves(texts: &[&str], cost: impl Fn(&str) -> usize) -> [Vec<usize>; 2] {
    let mut places: Vec<usize> = (0..texts.len()).collect();
    places.sort_by_key(|at| std::cmp::Reverse(cost(texts[*at])));
    let (mut shares, mut sums) = ([Vec::new(), Vec::new()], [0, 0]);
    for at in places {
        let less = usize::from(sums[1] < sums[0]);
        sums[less] += cost(texts[at]);
        shares[less].push(at);
    }
    shares
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
            let made = self.made(&asked, tokens)?;
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
    fn a_long_ticket_takes_two_turns_if_nobody_wants_the_second() {
        let slow = Arc::new(Slow::default());
        let texts: Vec<String> = (1..9_usize).map(|number| "printer ".repeat(number * 4)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let alone = Patient::of(slow.clone(), 1).embed(&texts, 128).expect("vectors");
        let patient = Patient::of(slow.clone(), 2);
        assert_eq!(patient.embed(&texts, 128), Ok(alone));
        let free = || patient.turns.wait(Duration::ZERO);
        let (one, other) = (free(), free());
        assert!(one.is_some() && other.is_some(), "both were given back");
        drop((one, other));
        let [one, other] = halves(&texts, str::len);
        assert_eq!((one.len(), other.len()), (4, 4));
        let mut all = [one, other].concat();
        all.sort_unstable();
        assert_eq!(all, (0..8).collect::<Vec<_>>());
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
