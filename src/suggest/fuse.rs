//! How do words and resolved tickets become one order?

use rustc_hash::FxHashMap;

use crate::{
    learn::memory::{Memory, Recall},
    library::Key,
};

/// What the nearest cases may bring at most.
const NEAREST_SHARE: f32 = 0.7;
/// What an article's cases weigh against its own words.
const FIELD: f32 = 2.0;

/// What words and the words of cases weigh against meaning.
const LEXICAL: f32 = 0.2;

/// An article's place in the order, and what brought it there. The parts sum to the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fused {
    pub(super) key: Key,
    /// 0 to 1.
    pub(super) score: f32,
    /// What its own words brought.
    pub(super) words: f32,
    /// What the words of the tickets that it resolved brought.
    pub(super) field: f32,
    /// What the nearest cases brought.
    pub(super) cases: f32,
    /// What meaning brought.
    pub(super) meaning: f32,
}

/// `LEX = (1 − 0.7ρ)·[(1 − g)·L/max L + g·(L + 2·MF)/max(L + 2·MF)] + 0.7ρ·V/ΣV` (RANKING section 4), best
/// first; equals in the order of how often they resolved anything, then by key.
pub(super) fn fuse(found: &FxHashMap<Key, f32>, recall: &Recall, memory: &Memory) -> Vec<Fused> {
    let field = |key: &Key| FIELD * recall.field.get(key).copied().unwrap_or(0.0);
    let most = found.values().copied().fold(0.0, f32::max);
    let most_both = found.iter().map(|(key, words)| words + field(key)).fold(0.0, f32::max);
    let gate = NEAREST_SHARE * recall.gate;
    let votes: FxHashMap<Key, f32> = recall.votes.iter().copied().collect();
    let mut fused: Vec<Fused> = found
        .iter()
        .map(|(key, words)| {
            let closed = (1.0 - recall.field_gate) * over(*words, most);
            let open = recall.field_gate * over(*words, most_both);
            let field = recall.field_gate * over(field(key), most_both);
            let cases = gate * over(votes.get(key).copied().unwrap_or(0.0), recall.sum);
            let (words, field) = ((1.0 - gate) * (closed + open), (1.0 - gate) * field);
            Fused { key: *key, score: words + field + cases, words, field, cases, meaning: 0.0 }
        })
        .collect();
    order(&mut fused, memory);
    fused
}

/// Best first; equals in the order of how often they resolved anything, then by key.
fn order(fused: &mut [Fused], memory: &Memory) {
    let popular = |fused: &Fused| memory.resolutions(fused.key);
    fused.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then_with(|| popular(b).cmp(&popular(a))).then_with(|| a.key.cmp(&b.key))
    });
}

/// `HYB = E + 0.2·LEX` (RANKING section 4), over the most that it can be, so that it stays within 1. An article whose
/// vectors are not there yet means as much as the others do on average.
pub(super) fn with_meaning(fused: &mut [Fused], likeness: &FxHashMap<Key, f32>, memory: &Memory) {
    let known = fused.iter().filter_map(|fused| likeness.get(&fused.key));
    let (sum, many) = known.fold((0.0, 0_u16), |(sum, many), likeness| (sum + likeness, many + 1));
    let usual = over(sum, f32::from(many));
    for fused in fused.iter_mut() {
        let likeness = likeness.get(&fused.key).copied().unwrap_or(usual).max(0.0);
        let scale = LEXICAL / (1.0 + LEXICAL);
        for part in [&mut fused.words, &mut fused.field, &mut fused.cases] {
            *part *= scale;
        }
        fused.meaning = likeness / (1.0 + LEXICAL);
        fused.score = fused.meaning + fused.words + fused.field + fused.cases;
    }
    order(fused, memory);
}

fn over(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
