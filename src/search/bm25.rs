//! What is it worth that a word stands in a field?
//!
//! Okapi BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
//! 2009), each field with its own statistics. Both engines score with these functions, so that the naive one
//! can be the oracle of the fast one.

/// How soon more occurrences stop to matter.
pub const K1: f32 = 1.2;
/// How much a long field counts against its words.
pub const B: f32 = 0.75;

/// What finding a word tells: the fewer of `articles` hold it (`holding`), the more.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^24 matter; above, the logarithm is flat")]
pub fn idf(holding: u64, articles: u64) -> f32 {
    let holding = holding.min(articles) as f32;
    let articles = articles as f32;
    (1.0 + (articles - holding + 0.5) / (holding + 0.5)).ln()
}

/// What `length` does to the score of a word in a field of `average` length: the denominator's second term.
#[expect(clippy::cast_precision_loss, reason = "lengths of fields are far below 2^24")]
pub fn norm(length: u32, average: f32) -> f32 {
    K1 * (1.0 - B + B * length as f32 / average.max(1.0))
}

/// The part of the score that grows with occurrences, from 0 to k1 + 1.
#[expect(clippy::cast_precision_loss, reason = "occurrences in a field are far below 2^24")]
pub fn saturation(occurrences: u32, norm: f32) -> f32 {
    let occurrences = occurrences as f32;
    occurrences * (K1 + 1.0) / (occurrences + norm)
}

/// A length as engines keep it, in one byte: exact up to 40, then within an eighth (Lucene's `SmallFloat`).
pub fn rounded_length(length: u32) -> u32 {
    const EXACT: u32 = 24;
    if length < EXACT {
        return length;
    }
    let above = length - EXACT;
    let bits = 32 - above.leading_zeros();
    if bits < 4 { length } else { EXACT + (above >> (bits - 4) << (bits - 4)) }
}

#[cfg(test)]
mod tests {
    use super::{idf, norm, rounded_length, saturation};

    #[test]
    fn rare_words_and_short_fields_count_more() {
        assert!(idf(1, 100) > idf(50, 100) && idf(100, 100) > 0.0 && idf(200, 100) > 0.0);
        assert!(saturation(1, norm(5, 10.0)) > saturation(1, norm(50, 10.0)));
        assert!(saturation(3, norm(5, 10.0)) > saturation(1, norm(5, 10.0)));
        assert!(saturation(u32::MAX, norm(0, 0.0)) <= 2.2);
    }

    #[test]
    fn lengths_round_down_by_less_than_an_eighth() {
        for length in 0..100_000 {
            let rounded = rounded_length(length);
            assert!(rounded <= length && u64::from(length - rounded) * 8 <= u64::from(length));
            assert!(length > 40 || rounded == length);
        }
    }
}
