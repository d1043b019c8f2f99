//! How probable is it that an article resolves the ticket?

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
