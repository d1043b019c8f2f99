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
            Fused { key: *key, score: words + field + cases, words, field, cases }
        })
        .collect();
    let popular = |fused: &Fused| memory.resolutions(fused.key);
    fused.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then_with(|| popular(b).cmp(&popular(a))).then_with(|| a.key.cmp(&b.key))
    });
    fused
}

fn over(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
