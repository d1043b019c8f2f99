//! Which gaps is a question like, of some hundred, for a million questions?
//!
//! A question is like a gap when the cosine of both is at least as high as the gap asks for. All gaps are summed up at once, word
//! by word of the question: most words stand in few gaps, which are listed; of those that stand in many there is a row over all gaps,
//! which a processor adds up many at a time. The order of the sums is that of the question's words, so that the answer is the same as
//! of one gap after the other.

use crate::report::record::NONE;

/// A word that stands in more than one of so many gaps has a row over all.
const MANY: usize = 8;

/// So many gaps are looked at together.
const PORTION: usize = 32;

/// The middle of a gap.
pub(super) struct Middle {
    /// Its words and what they weigh.
    pub(super) words: Vec<(u32, f32)>,
    /// How high the cosine has to be, times the length of the middle.
    pub(super) close: f32,
}

/// The middles of all gaps, by their words.
pub(super) struct Gaps {
    /// By the numbers of words: the place of each in the next; [`NONE`] for those that stand in no gap.
    places: Vec<u32>,
    holding: Vec<Holding>,
    close: Vec<f32>,
}

/// What a word weighs in which gaps.
enum Holding {
    Few(Vec<(u32, f32)>),
    Many(Box<[f32]>),
}

/// One look after the other, each with the room of the last.
pub(super) struct Looking<'a> {
    gaps: &'a Gaps,
    alike: Vec<f32>,
    like: Vec<u32>,
}

impl Gaps {
    /// `words` is how many words there are in all.
    pub(super) fn of(middles: &[Middle], words: usize) -> Gaps {
        let mut places = vec![NONE; words];
        let mut few: Vec<Vec<(u32, f32)>> = Vec::new();
        for (gap, middle) in (0..).zip(middles) {
            for (word, weight) in &middle.words {
                let place = &mut places[*word as usize];
                if *place == NONE {
                    *place = u32::try_from(few.len()).unwrap_or(NONE);
                    few.push(Vec::new());
                }
                few[*place as usize].push((gap, *weight));
            }
        }
        let holding = |few: Vec<(u32, f32)>| {
            if few.len() <= middles.len() / MANY {
                return Holding::Few(few);
            }
            let mut row = vec![0.0; middles.len()];
            for (gap, weight) in few {
                row[gap as usize] = weight;
            }
            Holding::Many(row.into())
        };
        let holding = few.into_iter().map(holding).collect();
        Gaps { places, holding, close: middles.iter().map(|middle| middle.close).collect() }
    }

    pub(super) fn looking(&self) -> Looking<'_> {
        Looking { gaps: self, alike: vec![0.0; self.close.len()], like: Vec::new() }
    }
}

impl Looking<'_> {
    /// The gaps that a question of these words is like, in their order.
    pub(super) fn like(&mut self, words: &[(u32, f32)]) -> &[u32] {
        let Looking { gaps, alike, like } = self;
        alike.fill(0.0);
        let mut length = 0.0;
        for (word, weight) in words.iter().filter(|(_, weight)| *weight > 0.0) {
            length += weight * weight;
            match gaps.holding.get(gaps.places[*word as usize] as usize) {
                Some(Holding::Few(few)) => {
                    for (gap, their) in few {
                        alike[*gap as usize] += weight * their;
                    }
                }
                Some(Holding::Many(row)) => {
                    for (alike, their) in alike.iter_mut().zip(row) {
                        *alike += weight * their;
                    }
                }
                None => {}
            }
        }
        let length = length.sqrt();
        let is_close = |(alike, close): (&f32, &f32)| *alike >= close * length;
        like.clear();
        let portions = alike.chunks(PORTION).zip(gaps.close.chunks(PORTION));
        for (first, (alike, close)) in (0..).step_by(PORTION).zip(portions) {
            let both = || alike.iter().zip(close);
            // Of most portions none is: to see that, nothing is decided one by one.
            if both().fold(false, |any, both| any | is_close(both)) {
                let like_it = |(_, both): &(u32, (&f32, &f32))| *both.0 > 0.0 && is_close(*both);
                like.extend((first..).zip(both()).filter(like_it).map(|(gap, _)| gap));
            }
        }
        like
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::{Gaps, Middle};

    const WORDS: u32 = 40;

    fn words(most: usize) -> impl Strategy<Value = Vec<(u32, f32)>> {
        // Words with small numbers stand almost everywhere, and weigh little.
        let word = prop_oneof![0..4_u32, 0..WORDS];
        vec(word, 1..most).prop_map(|mut words| {
            words.sort_unstable();
            words.dedup();
            words
                .into_iter()
                .map(|word| {
                    (
                        word,
                        if word < 4 {
                            0.2
                        } else {
                            0.5 + f32::from(u8::try_from(word % 7).unwrap_or(0)) / 7.0
                        },
                    )
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn all_gaps_at_once_are_the_same_as_one_after_the_other(
            middles in vec((words(12), 0.05_f32..1.2), 1..30),
            questions in vec(words(8), 1..20),
        ) {
            let naive = |question: &[(u32, f32)], (middle, close): &(Vec<(u32, f32)>, f32)| {
                let theirs = |word: u32| middle.iter().find(|(other, _)| *other == word).map_or(0.0, |(_, weight)| *weight);
                let alike: f32 = question.iter().map(|(word, weight)| weight * theirs(*word)).sum();
                let length = question.iter().fold(0.0, |sum, (_, weight)| sum + weight * weight).sqrt();
                alike > 0.0 && alike >= close * length
            };
            let all = middles.iter().map(|(words, close)| Middle { words: words.clone(), close: *close });
            let gaps = Gaps::of(&all.collect::<Vec<_>>(), WORDS as usize);
            let mut looking = gaps.looking();
            for question in &questions {
                let expected: Vec<u32> =
                    (0..).zip(&middles).filter(|(_, middle)| naive(question, middle)).map(|(place, _)| place).collect();
                prop_assert_eq!(looking.like(question), expected.as_slice());
            }
        }
    }
}
