//! Which articles mean something like this?

use std::{panic, sync::Arc, thread};

use super::{
    best::Best,
    live::{Article, Block, Live},
};
use crate::{
    access::{Readership, Scope},
    library::Key,
    search::{Meant, ModelId, Vectors},
    vector::{Vector, dot},
};

/// So many vectors, times the vectors that are asked for, are work enough for one more thread.
const WORTH_A_THREAD: usize = if cfg!(test) { 8 } else { 40_000 };

/// One state of all shelves.
pub(super) struct Snapshot {
    pub(super) model: ModelId,
    pub(super) dimensions: usize,
    /// How many threads may scan at once.
    pub(super) hands: usize,
    pub(super) shelves: Vec<(Readership, Arc<Live>)>,
}

impl Snapshot {
    /// The shelves that a scope opens, and no other.
    fn open<'s>(&'s self, scope: &'s Scope) -> impl Iterator<Item = &'s Live> {
        self.shelves.iter().filter(|(readership, _)| scope.sees(readership)).map(|(_, live)| &**live)
    }

    fn find<'s>(&'s self, key: Key, scope: &'s Scope) -> Option<(&'s Block, &'s Article)> {
        self.open(scope).find_map(|live| live.find(key))
    }

    /// Whether what was meant is of the same space.
    fn compares(&self, meant: &Meant) -> bool {
        let same = |vector: &Vector| vector.values().len() == self.dimensions;
        same(&meant.whole) && meant.sentences.iter().all(same)
    }

    /// How like what was meant an article is; none without vectors.
    fn likeness(&self, meant: &Meant, block: &Block, article: &Article) -> Option<f32> {
        let cosine = |asked: &Vector| {
            let mut best = f32::MIN;
            for (values, scale) in block.of(article, self.dimensions) {
                #[expect(clippy::cast_precision_loss, reason = "rounding costs less than whole numbers did")]
                let dot = dot(asked.values(), values) as f32;
                best = best.max(dot * asked.scale() * scale);
            }
            best.clamp(-1.0, 1.0)
        };
        (article.vectors > 0).then(|| meant.likeness(cosine))
    }

    fn scan(&self, meant: &Meant, blocks: &[&Block], limit: usize) -> Best {
        let mut best = Best::of(limit, blocks.iter().map(|block| block.articles().len()).sum());
        for block in blocks {
            for article in block.articles() {
                if let Some(likeness) = self.likeness(meant, block, article) {
                    best.offer(article.key, likeness);
                }
            }
        }
        best
    }

    /// The same, by several threads at once.
    fn scan_together(&self, meant: &Meant, blocks: &[&Block], limit: usize, hands: usize) -> Best {
        thread::scope(|scope| {
            let mut shares = blocks.chunks(blocks.len().div_ceil(hands).max(1));
            let mine = shares.next().unwrap_or_default();
            let others: Vec<_> = shares
                .map(|share| {
                    let work = move || self.scan(meant, share, limit);
                    (share, thread::Builder::new().spawn_scoped(scope, work))
                })
                .collect();
            let mut best = self.scan(meant, mine, limit);
            for (share, other) in others {
                best.join(match other.map(thread::ScopedJoinHandle::join) {
                    Ok(Ok(found)) => found,
                    Ok(Err(panicked)) => panic::resume_unwind(panicked),
                    // The system has no thread to spare.
                    Err(_) => self.scan(meant, share, limit),
                });
            }
            best
        })
    }
}

impl Vectors for Snapshot {
    fn model(&self) -> ModelId {
        self.model
    }

    fn nearest(&self, meant: &Meant, scope: &Scope, limit: usize) -> Vec<(Key, f32)> {
        if limit == 0 || !self.compares(meant) {
            return Vec::new();
        }
        let blocks: Vec<&Block> = self.open(scope).flat_map(Live::blocks).collect();
        let vectors: usize = self.open(scope).map(Live::vectors).sum();
        let hands = (vectors * (1 + meant.sentences.len()) / WORTH_A_THREAD).clamp(1, self.hands.max(1));
        let best = if hands > 1 {
            self.scan_together(meant, &blocks, limit, hands)
        } else {
            self.scan(meant, &blocks, limit)
        };
        best.in_order()
    }

    fn likeness(&self, meant: &Meant, keys: &[Key], scope: &Scope) -> Vec<Option<f32>> {
        let compares = self.compares(meant);
        let one = |key: &Key| {
            let (block, article) = self.find(*key, scope).filter(|_| compares)?;
            self.likeness(meant, block, article)
        };
        keys.iter().map(one).collect()
    }

    fn of(&self, key: Key, scope: &Scope) -> Vec<Vector> {
        let Some((block, article)) = self.find(key, scope) else { return Vec::new() };
        block.of(article, self.dimensions).filter_map(|(values, _)| Vector::kept(values.into())).collect()
    }
}
