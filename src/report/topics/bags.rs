//! What does each word of a question weigh?

use rustc_hash::FxHashMap;

use crate::{
    learn::WordKey,
    report::seen::{Question, Seen},
};

/// What two neighbours weigh against a word. On banking77 a third to a half is best.
const PAIR: f32 = 0.4;

/// A question as words and what they weigh, in the order of the words; of length 1.
pub(super) type Bag = Vec<(u32, f32)>;

/// How rare each word is among all the questions that somebody sees.
pub(in crate::report) struct Weights {
    /// By the numbers of words.
    rarity: Vec<f32>,
}

impl Weights {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
    pub(in crate::report) fn of(seen: &Seen<'_>) -> Weights {
        let mut holding = vec![0_u32; seen.record.words_len()];
        for question in &seen.questions {
            let Some(asked) = seen.asked(question) else { continue };
            for word in seen.record.words_of(asked) {
                holding[*word as usize] += 1;
            }
        }
        let all = seen.questions.len() as f32;
        let rarity = |(word, holding): (u32, u32)| {
            // A word that nobody else has ties nothing.
            if holding < 2 {
                return 0.0;
            }
            let pair = seen.record.term(word).is_some_and(|term| term.contains(' '));
            let rarity = (1.0 + all / holding as f32).ln();
            if pair { rarity * PAIR } else { rarity }
        };
        Weights { rarity: (0..).zip(holding).map(rarity).collect() }
    }

    /// What the words of a question weigh, in the order in which they are kept.
    pub(in crate::report) fn words<'a>(
        &'a self,
        seen: &'a Seen<'_>,
        question: &Question,
    ) -> impl Iterator<Item = (u32, f32)> + 'a {
        let words = seen.asked(question).map_or(&[][..], |asked| seen.record.words_of(asked));
        words.iter().map(|word| (*word, self.rarity.get(*word as usize).copied().unwrap_or(0.0)))
    }

    /// The same of length 1, in the order of their keys.
    fn bag(&self, seen: &Seen<'_>, question: &Question) -> Bag {
        let mut bag: Bag = self.words(seen, question).filter(|(_, weight)| *weight > 0.0).collect();
        // Sums of numbers with fractions depend on the order.
        bag.sort_unstable_by_key(|(word, _)| seen.record.word_key(*word));
        bag.dedup_by_key(|(word, _)| *word);
        to_length_one(&mut bag);
        bag
    }
}

/// The bags of some questions, and which word of the record each of theirs is. Words have numbers of their own here, in the
/// order of their keys.
pub(super) fn bags(seen: &Seen<'_>, weights: &Weights, questions: &[Question]) -> (Vec<Bag>, Vec<u32>) {
    let mut bags: Vec<Bag> = questions.iter().map(|question| weights.bag(seen, question)).collect();
    let mut words: Vec<u32> = bags.iter().flatten().map(|(word, _)| *word).collect();
    let key = |word: &u32| -> WordKey { seen.record.word_key(*word) };
    words.sort_unstable_by_key(key);
    words.dedup();
    let local: FxHashMap<u32, u32> = words.iter().copied().zip(0..).collect();
    for bag in &mut bags {
        for (word, _) in bag.iter_mut() {
            *word = local[word];
        }
        bag.sort_unstable_by_key(|(word, _)| *word);
    }
    (bags, words)
}

pub(super) fn to_length_one(bag: &mut [(u32, f32)]) {
    let length = bag.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in bag {
            *weight /= length;
        }
    }
}
