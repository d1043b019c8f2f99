//! How probable is it that an article resolves the ticket?
//!
//! A logistic regression over a few features that every desk has (RANKING section 6). Its coefficients were fitted
//! on public sets with a third of the answers taken away and strange questions mixed in (banking77's training
//! tickets, stackfaq, officedocs; never on banking77-oos or hint3): one for a desk that has learned nothing, one
//! for a desk with some resolutions for each article. In between they are mixed.

use super::Decision;

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
}

/// What each feature counts.
struct Coefficients {
    margin: f32,
    coverage: f32,
    length: f32,
    evidence: f32,
    agreement: f32,
    constant: f32,
}

/// For a desk that has learned nothing.
const FRESH: Coefficients = Coefficients {
    margin: 3.51,
    coverage: 3.87,
    length: 0.65,
    evidence: 4.36,
    agreement: 0.0,
    constant: -4.41,
};
/// For a desk with resolutions for most articles.
const LEARNED: Coefficients = Coefficients {
    margin: 2.46,
    coverage: 2.48,
    length: 1.37,
    evidence: 5.15,
    agreement: 2.09,
    constant: -7.91,
};

/// A greater margin tells no more.
const MOST_MARGIN: f32 = 0.25;
/// So many resolutions for each article are half of what it takes to have learned.
const HALF_LEARNED: f32 = 1.0;

/// The probability, 0 to 1.
pub(super) fn probability(features: &Features) -> f32 {
    let learned = features.experience / (features.experience + HALF_LEARNED);
    let margin = features.margin.clamp(-MOST_MARGIN, MOST_MARGIN);
    let logit = |of: &Coefficients| {
        of.margin * margin
            + of.coverage * features.coverage
            + of.length * features.length
            + of.evidence * features.evidence
            + of.agreement * features.agreement
            + of.constant
    };
    let logit = (1.0 - learned) * logit(&FRESH) + learned * logit(&LEARNED);
    1.0 / (1.0 + (-logit).exp())
}

/// What to say when the best article has this probability.
pub(super) fn decide(probability: f32, answer_from: f32, none_below: f32) -> Decision {
    if probability >= answer_from {
        Decision::Answer
    } else if probability >= none_below {
        Decision::Candidates
    } else {
        Decision::None
    }
}
