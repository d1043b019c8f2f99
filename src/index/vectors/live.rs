//! How do the vectors of a shelf lie in memory?
//!
//! In blocks, an article's vectors side by side, living ones only: a scan streams through them and asks nothing. A
//! block never changes; the next state shares those that did not, so that a change costs what it touches.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::form;
use crate::{library::Key, vector::Vector};

/// A block with so many vectors is full: long enough to stream through, short enough to copy. Tests need many blocks
/// of few.
const FULL: usize = if cfg!(test) { 4 } else { 1024 };

/// The articles of a shelf and their vectors, one state of them.
pub(super) struct Live {
    dimensions: usize,
    blocks: Vec<Arc<Block>>,
    places: FxHashMap<Key, Place>,
    vectors: usize,
}

/// Where an article is: its block, and its number there.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) block: usize,
    pub(super) article: usize,
}

/// Some articles and their vectors.
#[derive(Default)]
pub(super) struct Block {
    articles: Vec<Article>,
    /// The values of all vectors, one after the other.
    values: Vec<i8>,
    /// What the values of each vector are multiplied with.
    scales: Vec<f32>,
}

/// An article in a block.
#[derive(Clone, Copy)]
pub(super) struct Article {
    pub(super) key: Key,
    /// The hash of the texts that its vectors stand for.
    pub(super) texts: u64,
    /// The number of its first vector.
    first: usize,
    /// How many it has.
    pub(super) vectors: usize,
}

impl Live {
    /// A shelf without articles.
    pub(super) fn empty(dimensions: usize) -> Live {
        Filling::new(dimensions).finish()
    }

    pub(super) fn blocks(&self) -> impl ExactSizeIterator<Item = &Block> {
        self.blocks.iter().map(|block| &**block)
    }

    /// How many articles there are.
    pub(super) fn articles(&self) -> usize {
        self.places.len()
    }

    /// How many vectors they have together.
    pub(super) fn vectors(&self) -> usize {
        self.vectors
    }

    /// How many bytes a file takes that holds nothing else, but for its header and heads.
    pub(super) fn bytes(&self) -> u64 {
        self.articles() as u64 * form::size(0, 0) + form::size(self.vectors, self.dimensions)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        self.places.keys().copied()
    }

    /// An article, and the block that it is in.
    pub(super) fn find(&self, key: Key) -> Option<(&Block, &Article)> {
        let place = self.places.get(&key)?;
        let block = self.blocks.get(place.block)?;
        Some((block, block.articles.get(place.article)?))
    }

    /// The state after some articles went, and after that others came with the hash of their texts and their
    /// vectors, in place of themselves.
    pub(super) fn with(&self, gone: &FxHashSet<Key>, put: &[(Key, u64, &[Vector])]) -> Live {
        let replaced = put.iter().map(|(key, ..)| key);
        let gone: FxHashSet<Key> = gone.iter().chain(replaced).copied().collect();
        let touched: FxHashSet<usize> =
            gone.iter().filter_map(|key| Some(self.places.get(key)?.block)).collect();
        let mut filling = Filling::new(self.dimensions);
        let mut loose = Vec::new();
        for (number, block) in self.blocks.iter().enumerate() {
            let block = if touched.contains(&number) {
                let mut left = Filling::new(self.dimensions);
                left.pour(block, |_, article| !gone.contains(&article.key));
                Arc::new(left.open)
            } else {
                block.clone()
            };
            if block.is_half_full() { filling.blocks.push(block) } else { loose.push(block) }
        }
        for block in loose {
            filling.pour(&block, |_, _| true);
        }
        for (key, texts, vectors) in put {
            let vectors = vectors.iter().map(|vector| (vector.values(), vector.scale()));
            filling.put(*key, *texts, vectors);
        }
        filling.finish()
    }
}

impl Block {
    pub(super) fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// How many vectors are in it.
    pub(super) fn vectors(&self) -> usize {
        self.scales.len()
    }

    /// The vectors of one of its articles: their values, and what those are multiplied with.
    pub(super) fn of(
        &self,
        article: &Article,
        dimensions: usize,
    ) -> impl ExactSizeIterator<Item = (&[i8], f32)> {
        let end = article.first + article.vectors;
        let values = &self.values[article.first * dimensions..end * dimensions];
        values.chunks_exact(dimensions.max(1)).zip(self.scales[article.first..end].iter().copied())
    }

    fn is_half_full(&self) -> bool {
        self.articles.len().max(self.scales.len()) >= FULL / 2
    }
}

/// Blocks that are being filled.
pub(super) struct Filling {
    dimensions: usize,
    blocks: Vec<Arc<Block>>,
    open: Block,
}

impl Filling {
    pub(super) fn new(dimensions: usize) -> Filling {
        Filling { dimensions, blocks: Vec::new(), open: Block::default() }
    }

    /// Puts an article behind the others, and says where.
    pub(super) fn put<'v>(
        &mut self,
        key: Key,
        texts: u64,
        vectors: impl IntoIterator<Item = (&'v [i8], f32)>,
    ) -> Place {
        if self.open.articles.len().max(self.open.scales.len()) >= FULL {
            self.close();
        }
        let first = self.open.scales.len();
        for (values, scale) in vectors {
            self.open.values.extend_from_slice(values);
            self.open.scales.push(scale);
        }
        let vectors = self.open.scales.len() - first;
        self.open.articles.push(Article { key, texts, first, vectors });
        Place { block: self.blocks.len(), article: self.open.articles.len() - 1 }
    }

    /// Puts the articles of a block that are to be kept: told by their number and what they are.
    fn pour(&mut self, block: &Block, keep: impl Fn(usize, &Article) -> bool) {
        for (number, article) in block.articles.iter().enumerate() {
            if keep(number, article) {
                self.put(article.key, article.texts, block.of(article, self.dimensions));
            }
        }
    }

    /// What was put but for some places, where something was that was replaced.
    pub(super) fn without(mut self, gone: &FxHashSet<(usize, usize)>) -> Live {
        if gone.is_empty() {
            return self.finish();
        }
        self.close();
        let mut left = Filling::new(self.dimensions);
        for (number, block) in self.blocks.into_iter().enumerate() {
            left.pour(&block, |article, _| !gone.contains(&(number, article)));
        }
        left.finish()
    }

    fn close(&mut self) {
        let mut block = std::mem::take(&mut self.open);
        block.articles.shrink_to_fit();
        block.values.shrink_to_fit();
        block.scales.shrink_to_fit();
        self.blocks.push(Arc::new(block));
    }

    fn finish(mut self) -> Live {
        if !self.open.articles.is_empty() {
            self.close();
        }
        let mut places = FxHashMap::default();
        places.reserve(self.blocks.iter().map(|block| block.articles.len()).sum());
        for (block, held) in self.blocks.iter().enumerate() {
            for (article, known) in held.articles.iter().enumerate() {
                places.insert(known.key, Place { block, article });
            }
        }
        let vectors = self.blocks.iter().map(|block| block.vectors()).sum();
        Live { dimensions: self.dimensions, blocks: self.blocks, places, vectors }
    }
}
