//! How probable is it that an article resolves the ticket?

use super::Decision;

/// What the probability is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Its score over the best of the others; negative when another is before it.
    pub margin: f32,
    /// The idf-weighted share of the question's words that the article holds, 0 to 1.
    pub coverage: f32,
    /// The logarithm of the number of words of the question.
    pub length: f32,
    /// How far the nearest cases are to be trusted, 0 to 1.
    pub gate: f32,
    /// Its share of what the nearest cases say, 0 to 1.
    pub share: f32,
    /// The highest similarity to a ticket that it resolved, 0 to 1.
    pub similarity: f32,
    /// The share of the question's weight that its cases hold, 0 to 1.
    pub recalled: f32,
    /// How many resolutions there are for each article.
    pub experience: f32,
}

/// The probability, 0 to 1.
pub(super) fn probability(features: &Features) -> f32 {
    let _ = features;
    0.5
}

/// What to say when the best article has this probability.
pub(super) fn decide(probability: f32) -> Decision {
    match probability {
        p if p >= 0.7 => Decision::Answer,
        p if p >= 0.15 => Decision::Candidates,
        _ => Decision::None,
    }
}
