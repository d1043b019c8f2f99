//! What does the memory hold for one set of audiences?

use rustc_hash::FxHashMap;

use super::kept::{DocNo, SlotNo};

/// The cases and titles of the articles of one set of audiences.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// By word: the documents that hold it.
    pub(super) postings: FxHashMap<u32, Vec<DocNo>>,
    /// By word: the articles whose cases hold it, by number, each with how much, in thousandths.
    pub(super) field: FxHashMap<u32, Vec<(SlotNo, i64)>>,
    /// How many documents.
    pub(super) documents: u64,
    /// How many words in all of them.
    pub(super) words: u64,
    /// How many of the documents are cases that speak for their article.
    pub(super) resolutions: u64,
    /// How many articles.
    pub(super) articles: u64,
    /// How much all articles hold, in thousandths.
    pub(super) held: i64,
}

impl Shelf {
    pub(super) fn add(&mut self, doc: DocNo, words: &[u32]) {
        for word in words {
            self.postings.entry(*word).or_default().push(doc);
        }
        self.documents += 1;
        self.words += words.len() as u64;
    }

    pub(super) fn remove(&mut self, doc: DocNo, words: &[u32]) {
        for word in words {
            if let Some(docs) = self.postings.get_mut(word) {
                docs.retain(|other| *other != doc);
                if docs.is_empty() {
                    self.postings.remove(word);
                }
            }
        }
        self.documents -= 1;
        self.words -= words.len() as u64;
    }

    /// Adds to what an article's cases hold of these words; `by` may be negative.
    pub(super) fn hold(&mut self, slot: SlotNo, words: &[u32], by: i64) {
        for word in words {
            let articles = self.field.entry(*word).or_default();
            match articles.binary_search_by_key(&slot, |(slot, _)| *slot) {
                Ok(at) => {
                    articles[at].1 += by;
                    if articles[at].1 == 0 {
                        articles.remove(at);
                    }
                }
                Err(at) => articles.insert(at, (slot, by)),
            }
            if articles.is_empty() {
                self.field.remove(word);
            }
        }
        self.held += by * i64::try_from(words.len()).unwrap_or(i64::MAX);
    }
}
