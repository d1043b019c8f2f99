//! Does a model make sense, and how fast is it?

use std::{
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use crate::{
    model::{Error, Model},
    search::Embedder,
    vector::Vector,
};

/// Pairs that mean the same, in words that even a model of another language has in common.
const PAIRS: [[&str; 2]; 5] = [
    ["How do I reset my password?", "I forgot my password, please reset it."],
    ["The printer prints blank pages.", "Blank pages come out of the printer."],
    ["Where is my parcel?", "My parcel has not arrived, where is it?"],
    ["I want my money back for the order.", "Please send the money for this order back."],
    ["The laptop battery is empty after one hour.", "Battery of the laptop lasts one hour."],
];
/// By so much pairs must be nearer than others.
const NEARER: f32 = 0.05;
/// So many texts are run at most to measure.
const TEXTS: usize = 400;
/// And no longer than this.
const LONGEST: Duration = Duration::from_secs(3);
/// So many tokens of a text are read, as of a short ticket.
const TOKENS: usize = 128;

/// How fast a model was.
pub(super) struct Figures {
    /// With all processors.
    pub(super) texts_per_second: f64,
    /// For one text at a time, half of them less.
    pub(super) milliseconds: f64,
}

/// Tries a model: what means the same must be nearer than what does not. Says how far it is: texts done, texts in all.
pub(super) fn try_out(model: &Model, step: &(dyn Fn(usize, usize) + Sync)) -> Result<Figures, Error> {
    let texts: Vec<&str> = PAIRS.iter().flatten().copied().collect();
    let failed = |error: crate::search::EmbedError| Error::Senseless { what: error.to_string() };
    let vectors = model.embed(&texts, TOKENS).map_err(failed)?;
    let vectors: Option<Vec<Vector>> = vectors.into_iter().collect();
    let vectors = vectors.ok_or_else(|| Error::Senseless { what: "a sentence has no vector".to_owned() })?;
    let (like, unlike) = compared(&vectors);
    if like < unlike + NEARER {
        let what = format!("sentences that mean the same are {like:.2} alike on average, others {unlike:.2}");
        return Err(Error::Senseless { what });
    }
    measured(model, &texts, step).map_err(failed)
}

/// How alike the pairs are, and all others, on average.
#[expect(clippy::cast_precision_loss, reason = "a few sentences")]
fn compared(vectors: &[Vector]) -> (f32, f32) {
    let (mut like, mut unlike) = (Vec::new(), Vec::new());
    for (i, one) in vectors.iter().enumerate() {
        for (j, other) in vectors.iter().enumerate().skip(i + 1) {
            let to = if i / 2 == j / 2 { &mut like } else { &mut unlike };
            to.push(one.cosine(other));
        }
    }
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    (mean(&like), mean(&unlike))
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred texts")]
fn measured(
    model: &Model,
    texts: &[&str],
    step: &(dyn Fn(usize, usize) + Sync),
) -> Result<Figures, crate::search::EmbedError> {
    let begun = Instant::now();
    let mut times = Vec::new();
    for text in texts.iter().cycle().take(TEXTS / 10) {
        let before = Instant::now();
        model.embed(&[text], TOKENS)?;
        times.push(before.elapsed());
        if begun.elapsed() > LONGEST / 3 {
            break;
        }
    }
    times.sort_unstable();
    let milliseconds = times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let (done, failure, begun) = (Mutex::new(0), Mutex::new(None), Instant::now());
    let held = |done: &Mutex<usize>| *done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while held(&done) < TEXTS && begun.elapsed() < LONGEST {
                    if let Err(error) = model.embed(texts, TOKENS) {
                        *failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(error);
                        return;
                    }
                    let mut done = done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    *done += texts.len();
                    step(*done, TEXTS);
                }
            });
        }
    });
    if let Some(error) = failure.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(error);
    }
    let texts_per_second = held(&done) as f64 / begun.elapsed().as_secs_f64().max(1e-9);
    Ok(Figures { texts_per_second, milliseconds })
}
