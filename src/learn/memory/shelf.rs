//! What does the memory hold for one set of audiences?

use rustc_hash::FxHashMap;

use super::kept::{DocNo, SlotNo};
use crate::learn::{PersonNo, WordNo, numbered::room};

/// The cases and titles of the articles of one set of audiences.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// By word: the documents that hold it, by number.
    pub(super) postings: FxHashMap<WordNo, Vec<DocNo>>,
    /// By word: the articles whose cases hold it, by number, each with how much.
    pub(super) field: FxHashMap<WordNo, Vec<Held>>,
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
    /// How many articles have cases.
    pub(super) spoken: u32,
    /// Who spoke here.
    pub(super) speakers: FxHashMap<PersonNo, Speaker>,
    /// The one who is nearly alone here, if there is one: there is nobody to be outweighed.
    pub(super) alone: Option<PersonNo>,
}

/// How much of a word an article's cases hold, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) slot: SlotNo,
    pub(super) much: u32,
}

/// Of how many articles somebody spoke, and of how many nobody else did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) articles: u32,
    pub(super) only: u32,
}

/// Somebody is nearly alone when all others together spoke of fewer than one in so many of the articles that this
/// person spoke of.
const NEARLY: u32 = 4;

impl Shelf {
    pub(super) fn add(&mut self, doc: DocNo, words: &[WordNo]) {
        for word in words {
            let docs = self.postings.entry(*word).or_default();
            let at = match docs.last() {
                Some(last) if *last > doc => docs.partition_point(|other| *other < doc),
                _ => docs.len(),
            };
            room(docs, 1);
            docs.insert(at, doc);
        }
        self.documents += 1;
        self.words += words.len() as u64;
    }

    pub(super) fn remove(&mut self, doc: DocNo, words: &[WordNo]) {
        for word in words {
            let Some(docs) = self.postings.get_mut(word) else { continue };
            if let Ok(at) = docs.binary_search(&doc) {
                docs.remove(at);
            }
            if docs.is_empty() {
                self.postings.remove(word);
            }
        }
        self.documents -= 1;
        self.words -= words.len() as u64;
    }

    /// Adds to what an article's cases hold of these words; `by` may be negative.
    pub(super) fn hold(&mut self, slot: SlotNo, words: &[WordNo], by: i32) {
        for word in words {
            let articles = self.field.entry(*word).or_default();
            match articles.binary_search_by_key(&slot, |held| held.slot) {
                Ok(at) => {
                    articles[at].much = articles[at].much.saturating_add_signed(by);
                    if articles[at].much == 0 {
                        articles.remove(at);
                    }
                }
                Err(at) => {
                    room(articles, 1);
                    articles.insert(at, Held { slot, much: by.unsigned_abs() });
                }
            }
            if articles.is_empty() {
                self.field.remove(word);
            }
        }
        self.held += i64::from(by) * i64::try_from(words.len()).unwrap_or(i64::MAX);
    }

    /// Who is nearly alone now. After something was added only whoever was alone or `spoke` can be; after
    /// something was taken away (`None`) anybody.
    pub(super) fn who_is_alone(&self, spoke: Option<PersonNo>) -> Option<PersonNo> {
        let alone = |person: &PersonNo| {
            let speaker = self.speakers.get(person).copied().unwrap_or_default();
            NEARLY * (self.spoken - speaker.only) < speaker.articles
        };
        match spoke {
            Some(spoke) => [Some(spoke), self.alone].into_iter().flatten().find(alone),
            None => self.speakers.keys().copied().find(alone),
        }
    }
}
