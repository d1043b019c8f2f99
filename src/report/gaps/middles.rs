//! Which gaps is a question like, of some hundred, for a million questions?
//!
//! A question is like a gap when the cosine of both is at least as high as the gap asks for. Most words stand in few gaps;
//! those that stand in many weigh little. So only the first are summed up; of the others it is known how much they can add at
//! most (Cauchy and Schwarz: no more than their two lengths multiplied), and where that is not enough nothing is reckoned.
//! What is left is summed up word by word, so that the answer is the same as without the short cut.

/// A word that stands in more than one of so many gaps is summed up last.
const MANY: usize = 8;

/// The middle of a gap.
pub(super) struct Middle {
    /// Its words and what they weigh.
    pub(super) words: Vec<(u32, f32)>,
    /// How high the cosine has to be, times the length of the middle.
    pub(super) close: f32,
}

/// The middles of all gaps, by their words.
pub(super) struct Gaps {
    /// By the numbers of words: which gaps have it, in their order, and what it weighs there.
    of_word: Vec<Vec<(u32, f32)>>,
    close: Vec<f32>,
    /// How long the part of each middle is whose words stand in many gaps.
    common: Vec<f32>,
    /// How long that part of a question must be at least, beside the whole of it, to be like any gap by that alone.
    least: f32,
    /// A word in more gaps than this stands in many.
    many: usize,
}

/// One look after the other, each with the room of the last.
pub(super) struct Looking<'a> {
    gaps: &'a Gaps,
    alike: Vec<f32>,
    touched: Vec<u32>,
    like: Vec<u32>,
}

impl Gaps {
    /// `words` is how many words there are in all.
    pub(super) fn of(middles: &[Middle], words: usize) -> Gaps {
        let many = middles.len() / MANY;
        let mut of_word = vec![Vec::new(); words];
        for (place, middle) in (0..).zip(middles) {
            for (word, weight) in &middle.words {
                of_word[*word as usize].push((place, *weight));
            }
        }
        let common = |middle: &Middle| {
            let words = middle.words.iter().filter(|(word, _)| of_word[*word as usize].len() > many);
            // A little more, for sums of numbers with fractions are not exact.
            words.map(|(_, weight)| weight * weight).sum::<f32>().sqrt() * 1.001
        };
        let common: Vec<f32> = middles.iter().map(common).collect();
        let close: Vec<f32> = middles.iter().map(|middle| middle.close).collect();
        let reach = common.iter().zip(&close).map(|(common, close)| common / close.max(f32::MIN_POSITIVE));
        let least = 1.0 / reach.fold(f32::MIN_POSITIVE, f32::max);
        Gaps { of_word, close, common, least, many }
    }

    pub(super) fn looking(&self) -> Looking<'_> {
        Looking { gaps: self, alike: vec![0.0; self.close.len()], touched: Vec::new(), like: Vec::new() }
    }

    /// What a question and a gap have in common.
    fn alike(&self, words: &[(u32, f32)], place: u32) -> f32 {
        let theirs = |word: u32| {
            let gaps = &self.of_word[word as usize];
            gaps.binary_search_by_key(&place, |(place, _)| *place).map_or(0.0, |at| gaps[at].1)
        };
        words.iter().map(|(word, weight)| weight * theirs(*word)).sum()
    }
}

impl Looking<'_> {
    /// The gaps that a question of these words is like, in their order.
    pub(super) fn like(&mut self, words: &[(u32, f32)]) -> &[u32] {
        let gaps = self.gaps;
        self.like.clear();
        let (mut all, mut common) = (0.0, 0.0);
        for (word, weight) in words.iter().filter(|(_, weight)| *weight > 0.0) {
            all += weight * weight;
            let theirs = &gaps.of_word[*word as usize];
            if theirs.len() > gaps.many {
                common += weight * weight;
                continue;
            }
            for (place, their) in theirs {
                let alike = &mut self.alike[*place as usize];
                if *alike == 0.0 {
                    self.touched.push(*place);
                }
                *alike += weight * their;
            }
        }
        let (length, common) = (all.sqrt(), common.sqrt());
        let is_like = |place: u32| {
            let alike = gaps.alike(words, place);
            alike > 0.0 && alike >= gaps.close[place as usize] * length
        };
        if common >= gaps.least * length * 0.999 {
            // By what stands in many gaps alone it may be like any of them.
            self.like.extend((0..).take(gaps.close.len()).filter(|place| is_like(*place)));
        } else {
            for place in &self.touched {
                let at = *place as usize;
                let most = self.alike[at] * 1.001 + common * gaps.common[at];
                if most >= gaps.close[at] * length * 0.999 && is_like(*place) {
                    self.like.push(*place);
                }
            }
            self.like.sort_unstable();
        }
        for place in self.touched.drain(..) {
            self.alike[place as usize] = 0.0;
        }
        &self.like
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
        fn the_short_cut_finds_the_same(
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
