//! Which cases are nearest to a question?
//!
//! Words are taken in the order of how much they can bring. As soon as the words that are left cannot bring a new
//! case among the nearest, they are not looked through: those cases that may be among them are held against the
//! question one by one. So a word that every ticket has costs nearly nothing. What comes out is exactly what
//! looking through everything would give, to the last bit.

use std::sync::PoisonError;

use super::{
    Memory, Question,
    kept::{DocNo, LONGEST},
    recall::{idf, number, saturation},
    shelf::Shelf,
};
use crate::learn::WordNo;

/// So many of the nearest cases have a say (RANKING section 4).
const NEAREST: usize = 20;
/// BM25's b for cases.
const B_CASE: f32 = 0.75;
/// Sums in another order differ by less than this part of them.
const SLACK: f32 = 1e-4;
/// A word in fewer cases than this is looked through without thinking.
const FEW: u64 = 512;

/// What is summed up over documents and articles: kept, so that a question allocates little.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) scores: Vec<f32>,
    pub(super) reached: Vec<u32>,
    pub(super) lengths: Vec<f32>,
    best: Vec<f32>,
}

/// To hold a case against a word costs as much as so many cases in its list.
const COMPARING: u64 = 16;

/// A word of the question, and what it brings to a case of each length.
struct Word {
    number: Option<WordNo>,
    holding: u64,
    scale: f32,
}

impl Memory {
    pub(super) fn summing<T>(&self, with: impl FnOnce(&mut Sums) -> T) -> T {
        let kept = || self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sums = kept().pop().unwrap_or_default();
        let done = with(&mut sums);
        kept().push(sums);
        done
    }

    /// The nearest documents of these shelves, nearest first, each with its likeness to the question, 0 to 1.
    pub(super) fn nearest(&self, question: &Question, open: &[&Shelf]) -> Vec<(f32, DocNo)> {
        let documents: u64 = open.iter().map(|shelf| shelf.documents).sum();
        let all_words: u64 = open.iter().map(|shelf| shelf.words).sum();
        let average = number(all_words) / number(documents.max(1));
        let by_length: Vec<f32> =
            (0..=LONGEST).map(|len| saturation(1.0, number(len as u64), average, B_CASE)).collect();
        let words: Vec<Word> = question
            .words
            .iter()
            .map(|(key, weight)| {
                let word = self.word_no(*key);
                let lists = open.iter().filter_map(|shelf| shelf.postings.get(&word?));
                let holding = lists.map(|docs| docs.len() as u64).sum();
                Word { number: word, holding, scale: weight * idf(number(holding), number(documents)) }
            })
            .collect();
        let length = question.words.len().min(LONGEST);
        let whole: f32 = words.iter().map(|word| word.scale * by_length[length]).sum();
        let candidates = self.summing(|sums| self.candidates(&words, open, &by_length, sums));
        let mut nearest: Vec<(f32, u64, DocNo)> = candidates
            .into_iter()
            .map(|doc| (self.score(doc, &words, &by_length), self.docs[doc as usize].tie, doc))
            .collect();
        nearest.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        nearest.truncate(NEAREST);
        nearest.into_iter().map(|(score, _, doc)| ((score / whole).min(1.0), doc)).collect()
    }

    /// The documents that may be among the nearest: all of those that are, and a few more.
    fn candidates(&self, words: &[Word], open: &[&Shelf], by_length: &[f32], sums: &mut Sums) -> Vec<DocNo> {
        let most = |word: &Word| word.scale * by_length[1];
        let mut in_order: Vec<&Word> =
            words.iter().filter(|word| word.holding > 0 && word.scale > 0.0).collect();
        in_order.sort_by(|a, b| most(b).total_cmp(&most(a)));
        let mut left: f32 = in_order.iter().copied().map(most).sum();
        let mut to_look_at: u64 = in_order.iter().map(|word| word.holding).sum();
        let (mut looked_at, mut full) = (0, false);
        sums.scores.resize(self.docs.len().max(sums.scores.len()), 0.0);
        for (done, word) in in_order.iter().enumerate() {
            if word.holding >= FEW && word.holding * 2 >= looked_at {
                let least = sums.least_of_nearest() * (1.0 - SLACK) - left * (1.0 + SLACK);
                full |= least > 0.0;
                let comparing = sums.at_least(least) * (in_order.len() - done) as u64 * COMPARING;
                if full && comparing <= to_look_at {
                    break;
                }
            }
            for doc in open.iter().filter_map(|shelf| shelf.postings.get(&word.number?)).flatten() {
                let score = &mut sums.scores[*doc as usize];
                if *score == 0.0 {
                    // Whatever comes now cannot be among the nearest any more.
                    if full {
                        continue;
                    }
                    sums.reached.push(*doc);
                }
                *score += word.scale * by_length[usize::from(self.lengths[*doc as usize])];
            }
            looked_at += word.holding;
            to_look_at -= word.holding;
            left = (left - most(word)).max(0.0);
        }
        let least = sums.least_of_nearest() * (1.0 - SLACK) - left * (1.0 + SLACK);
        let scores = &mut sums.scores;
        let reached = sums.reached.drain(..);
        reached.filter(|doc| std::mem::take(&mut scores[*doc as usize]) >= least).collect()
    }

    /// How like the question a document is: the sum over its words in the order of the question's.
    fn score(&self, doc: DocNo, words: &[Word], by_length: &[f32]) -> f32 {
        let held = self.lists.get(self.docs[doc as usize].words);
        let saturation = by_length[usize::from(self.lengths[doc as usize])];
        let holds = |word: &&Word| word.number.is_some_and(|number| held.binary_search(&number).is_ok());
        words.iter().filter(holds).map(|word| word.scale * saturation).sum()
    }
}

impl Sums {
    /// How many have at least this score so far.
    fn at_least(&self, least: f32) -> u64 {
        self.reached.iter().filter(|doc| self.scores[**doc as usize] >= least).count() as u64
    }

    /// The score of the last of the nearest so far; nothing when they are not that many yet.
    fn least_of_nearest(&mut self) -> f32 {
        let Sums { scores, reached, best, .. } = self;
        if reached.len() < NEAREST {
            return 0.0;
        }
        best.clear();
        best.extend(reached.iter().map(|doc| scores[*doc as usize]));
        *best.select_nth_unstable_by(NEAREST - 1, |a, b| b.total_cmp(a)).1
    }
}
