//! How probable is it that an article resolves the ticket?
//!
//! A logistic regression over a few features that every desk has (RANKING section 6). Its coefficients were fitted
//! on public sets with a third of the answers taken away and strange questions mixed in (banking77's training
//! tickets, stackfaq, officedocs; never on banking77-oos or hint3): one for a desk that has learned nothing, one
//! for a desk with some resolutions for each article, each with and without an embedding model. In between they are
//! mixed, and [`Calibration`] shifts them by the desk's own record.

use super::{Calibration, Decision};

/// What the probability is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Its score over the best of the others; negative when another is before it.
    pub margin: f32,
    /// The idf-weighted share of the question's words that the article or its cases hold, 0 to 1.
    pub coverage: f32,
    /// The logarithm of one more than the number of words of the question that say something.
    pub length: f32,
    /// Its share of what the nearest cases say, times how far they are to be trusted: 0 to 1.
    pub evidence: f32,
    /// Its score by words alone over the best of all, 0 to 1: whether words and cases mean the same article.
    pub agreement: f32,
    /// How many resolutions there are for each article.
    pub experience: f32,
    /// How like the question it is in meaning, -1 to 1; 0 without a model.
    pub likeness: f32,
    /// How much more alike it is than the best of the others; 0 without a model.
    pub nearest: f32,
}

/// What each feature counts: margin, coverage, length, evidence, agreement, likeness and nearest.
struct Coefficients {
    terms: [f32; TERMS],
    constant: f32,
}

/// For a desk that has learned nothing.
const FRESH: Coefficients = Coefficients { terms: [3.51, 3.87, 0.65, 4.36, 0.0, 0.0, 0.0], constant: -4.41 };
/// For a desk with resolutions for most articles.
const LEARNED: Coefficients =
    Coefficients { terms: [2.46, 2.48, 1.37, 5.15, 2.09, 0.0, 0.0], constant: -7.91 };

/// For a desk that has learned nothing and has an embedding model (fitted with all-MiniLM-L6-v2).
const FRESH_MEANING: Coefficients =
    Coefficients { terms: [0.0, 1.29, -0.36, 0.0, 2.59, 9.49, 2.96], constant: -8.21 };
/// For a desk with resolutions for most articles and an embedding model.
const LEARNED_MEANING: Coefficients =
    Coefficients { terms: [7.56, 2.66, 1.05, 3.0, -1.14, 5.99, 4.44], constant: -9.07 };

/// A greater margin tells no more.
const MOST_MARGIN: f32 = 0.25;
/// So many resolutions for each article are half of what it takes to have learned.
const HALF_LEARNED: f32 = 1.0;

/// How many terms the logit has beside its constant.
pub(super) const TERMS: usize = 7;

impl Features {
    /// As numbers to be kept.
    pub fn numbers(&self) -> [f32; 8] {
        let Features { margin, coverage, length, evidence, agreement, experience, likeness, nearest } = *self;
        [margin, coverage, length, evidence, agreement, experience, likeness, nearest]
    }

    /// What was kept; none when it is something else.
    pub fn kept(numbers: &[f32]) -> Option<Features> {
        let [margin, coverage, length, evidence, agreement, experience, likeness, nearest] = *numbers else {
            return None;
        };
        let all = Features { margin, coverage, length, evidence, agreement, experience, likeness, nearest };
        numbers.iter().all(|number| number.is_finite()).then_some(all)
    }
}

/// What the coefficients are multiplied with, in their order.
pub(super) fn terms(features: &Features) -> [f32; TERMS] {
    let margin = features.margin.clamp(-MOST_MARGIN, MOST_MARGIN);
    let Features { coverage, length, evidence, agreement, likeness, nearest, .. } = *features;
    [margin, coverage, length, evidence, agreement, likeness, nearest.clamp(-MOST_MARGIN, MOST_MARGIN)]
}

/// The probability, 0 to 1: by the desk's own record if it has one.
pub(super) fn probability(features: &Features, record: Option<&Calibration>) -> f32 {
    let logit = record.map_or_else(|| logit(features), |record| record.logit(features));
    1.0 / (1.0 + (-logit).exp())
}

/// The logit by the built-in coefficients.
pub(super) fn logit(features: &Features) -> f32 {
    let learned = features.experience / (features.experience + HALF_LEARNED);
    let terms = terms(features);
    let of = |coefficients: &Coefficients| {
        coefficients.terms.iter().zip(terms).map(|(by, term)| by * term).sum::<f32>() + coefficients.constant
    };
    let meant = features.likeness > 0.0;
    let (fresh, late) = if meant { (&FRESH_MEANING, &LEARNED_MEANING) } else { (&FRESH, &LEARNED) };
    (1.0 - learned) * of(fresh) + learned * of(late)
}

/// What to say when the best article has this probability.
pub fn decide(probability: f32, answer_from: f32, none_below: f32) -> Decision {
    if probability >= answer_from {
        Decision::Answer
    } else if probability >= none_below {
        Decision::Candidates
    } else {
        Decision::None
    }
}
