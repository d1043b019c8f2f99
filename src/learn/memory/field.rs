//! Which articles' cases hold the words of a question?

use rustc_hash::FxHashMap;

use super::{
    Memory, Question,
    recall::{Follow, K1, idf, number, saturated, thousandths},
    shelf::Shelf,
};
use crate::{learn::WordKey, library::Key};

/// BM25's b for what an article's cases hold together.
const B_FIELD: f32 = 0.75;
/// How much it counts against an article that it has resolved many tickets: with 0 those that have resolved none
/// are buried (banking77, 20 tickets for each of the others: success@5 of the rest .68, with this .78).
const CROWD: f32 = 0.25;

impl Memory {
    /// What the articles' cases hold of a question.
    pub(super) fn field(
        &self,
        question: &Question,
        open: &[&Shelf],
        follow: Follow<'_>,
    ) -> FxHashMap<Key, f32> {
        let articles: u64 = open.iter().map(|shelf| shelf.articles).sum();
        let held: i64 = open.iter().map(|shelf| shelf.held).sum();
        let average = (thousandths(held) / number(articles.max(1))).max(1.0);
        self.summing(|sums| {
            let slots = self.slots.len();
            sums.scores.resize(slots.max(sums.scores.len()), 0.0);
            sums.lengths.resize(slots.max(sums.lengths.len()), 0.0);
            for (key, weight) in &question.words {
                let word = self.word_no(*key);
                let lists = || open.iter().filter_map(|shelf| shelf.field.get(&word?));
                let scale =
                    weight * idf(number(lists().map(|list| list.len() as u64).sum()), number(articles));
                for held in lists().flatten() {
                    let slot = held.slot as usize;
                    if sums.scores[slot] == 0.0 {
                        sums.reached.push(held.slot);
                        let length = thousandths(self.slots[slot].held);
                        sums.lengths[slot] = K1 * (1.0 - B_FIELD + B_FIELD * length / average);
                    }
                    let much = thousandths(i64::from(held.much));
                    sums.scores[slot] += scale * saturated(much, sums.lengths[slot]);
                }
            }
            let mut field: FxHashMap<Key, f32> = FxHashMap::default();
            field.reserve(sums.reached.len());
            for slot in sums.reached.drain(..) {
                let crowd = (1.0 + thousandths(self.slots[slot as usize].resolutions) / 5.0).powf(-CROWD);
                let score = crowd * std::mem::take(&mut sums.scores[slot as usize]);
                if let Some(key) = self.leads_to(slot, follow) {
                    let best = field.entry(key).or_default();
                    *best = best.max(score);
                }
            }
            field
        })
    }

    /// Whether the cases of an article, or its title, hold a word.
    pub fn holds(&self, article: Key, word: WordKey) -> bool {
        let Some((slot, word)) = self.slot_of.get(&article).zip(self.word_no(word)) else { return false };
        let held = self.shelves[self.slots[*slot as usize].shelf as usize].field.get(&word);
        held.is_some_and(|held| held.binary_search_by_key(slot, |held| held.slot).is_ok())
    }
}
