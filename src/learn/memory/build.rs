//! How is everything laid out at once?
//!
//! Where a start, or a change of many articles, would put a million documents one by one into the middle of long
//! lists, all lists are written anew from their beginning to their end. What comes out is the same.

use rustc_hash::FxHashMap;

use super::{
    Memory,
    kept::{DocNo, From, Slot, SlotNo},
    shelf::{Held, Shelf},
};
use crate::{
    learn::{WordNo, numbered::push},
    processor::both,
};

/// Fewer documents than this are moved one by one.
const MANY: usize = 5_000;

impl Memory {
    /// Whether it is quicker to lay out everything anew than to move so many documents.
    pub(super) fn is_better_built(&self, moving: usize) -> bool {
        moving > MANY && moving > self.docs.len() / 20
    }

    /// Forgets where everything lies: articles, their titles, and whose cases are where.
    pub(super) fn take_apart(&mut self) {
        for doc in &mut self.docs {
            doc.slot = None;
        }
        let titles: Vec<DocNo> = self.slot_of.values().map(|slot| self.slots[*slot as usize].title).collect();
        self.slots.clear();
        self.free_slots.clear();
        self.slot_of.clear();
        self.shelves.clear();
        self.of_audiences.clear();
        for origin in &mut self.origins {
            origin.slot = None;
        }
        for title in titles {
            self.forget(title);
        }
    }

    /// Forgets where everything lies, but for which articles and whose cases belong where.
    pub(super) fn lift(&mut self) {
        for doc in &mut self.docs {
            doc.slot = None;
        }
        for slot in &mut self.slots {
            (slot.held, slot.resolutions, slot.cases, slot.of_persons) = (0, 0, 0, 0);
            slot.persons.clear();
        }
        for shelf in &mut self.shelves {
            *shelf = Shelf { articles: shelf.articles, ..Shelf::default() };
        }
    }

    /// Lays out the cases of all names and the titles of all articles, none of which has a place yet.
    pub(super) fn lay_out(&mut self) {
        let origins: Vec<(SlotNo, Vec<DocNo>)> =
            self.origins.iter().filter_map(|origin| Some((origin.slot?, origin.docs.clone()))).collect();
        for (slot, docs) in origins {
            for doc in docs {
                if self.docs[doc as usize].weight == 0 {
                    continue;
                }
                self.docs[doc as usize].slot = Some(slot);
                self.note(self.docs[doc as usize].from.person(), slot, true);
            }
        }
        for slot in self.slot_of.values() {
            self.docs[self.slots[*slot as usize].title as usize].slot = Some(*slot);
        }
        for shelf in &mut self.shelves {
            shelf.alone = shelf.who_is_alone(None);
        }
        let (postings, fields) = both(|| self.postings(), || self.fields());
        for (shelf, Postings { of, documents, words, resolutions }) in self.shelves.iter_mut().zip(postings) {
            (shelf.postings, shelf.documents, shelf.words, shelf.resolutions) =
                (of, documents, words, resolutions);
        }
        for (shelf, of) in self.shelves.iter_mut().zip(fields.of_shelves) {
            shelf.field = of;
        }
        for (slot, (held, resolutions)) in self.slots.iter_mut().zip(fields.of_slots) {
            (slot.held, slot.resolutions) = (held, resolutions);
            self.shelves[slot.shelf as usize].held += held;
        }
    }

    /// Which documents hold which words, shelf by shelf.
    fn postings(&self) -> Vec<Postings> {
        let mut all: Vec<Postings> = self.shelves.iter().map(|_| Postings::default()).collect();
        let mut holding: Vec<Vec<u32>> = vec![vec![0; self.words.len()]; self.shelves.len()];
        for doc in &self.docs {
            let Some(slot) = doc.slot else { continue };
            let shelf_no = self.slots[slot as usize].shelf as usize;
            let words = self.lists.get(doc.words);
            for word in words {
                holding[shelf_no][word.0 as usize] += 1;
            }
            let shelf = &mut all[shelf_no];
            shelf.documents += 1;
            shelf.words += words.len() as u64;
            shelf.resolutions += u64::from(doc.from.case().is_some() && doc.weight > 0);
        }
        let mut lists: Vec<Vec<Vec<DocNo>>> = holding
            .into_iter()
            .map(|counts| counts.into_iter().map(|count| Vec::with_capacity(count as usize)).collect())
            .collect();
        for (number, doc) in (0..).zip(&self.docs) {
            let Some(slot) = doc.slot else { continue };
            let lists = &mut lists[self.slots[slot as usize].shelf as usize];
            for word in self.lists.get(doc.words) {
                lists[word.0 as usize].push(number);
            }
        }
        for (shelf, lists) in all.iter_mut().zip(lists) {
            shelf.of = filled(lists);
        }
        all
    }

    /// How much articles hold of which words.
    fn fields(&self) -> Fields {
        let mut held: Vec<Vec<Vec<Held>>> =
            self.shelves.iter().map(|_| vec![Vec::new(); self.words.len()]).collect();
        let mut of_slots = Vec::with_capacity(self.slots.len());
        let mut pairs: Vec<(WordNo, u32)> = Vec::new();
        for (slot, Slot { shelf, title, origins, .. }) in (0..).zip(&self.slots) {
            let cases = origins.iter().flat_map(|origin| &self.origins[origin.0 as usize].docs);
            let (mut whole, mut resolutions) = (0, 0);
            pairs.clear();
            for doc in cases.chain([title]) {
                let by = self.brings(*doc).unsigned_abs();
                let kept = &self.docs[*doc as usize];
                if by == 0 || kept.slot != Some(slot) {
                    continue;
                }
                let words = self.lists.get(kept.words);
                pairs.extend(words.iter().map(|word| (*word, by)));
                whole += i64::from(by) * i64::try_from(words.len()).unwrap_or(i64::MAX);
                resolutions += if kept.from == From::Title { 0 } else { i64::from(by) };
            }
            pairs.sort_unstable();
            let held = &mut held[*shelf as usize];
            for same in pairs.chunk_by(|a, b| a.0 == b.0) {
                let much = same.iter().map(|(_, by)| by).sum();
                push(&mut held[same[0].0.0 as usize], Held { slot, much });
            }
            of_slots.push((whole, resolutions));
        }
        Fields { of_shelves: held.into_iter().map(filled).collect(), of_slots }
    }
}

/// What documents say on one shelf.
#[derive(Default)]
struct Postings {
    of: FxHashMap<WordNo, Vec<DocNo>>,
    documents: u64,
    words: u64,
    resolutions: u64,
}

/// What articles hold.
struct Fields {
    of_shelves: Vec<FxHashMap<WordNo, Vec<Held>>>,
    /// How much each article holds, and how much speaks for it.
    of_slots: Vec<(i64, i64)>,
}

/// By word, where there is anything.
fn filled<T>(lists: Vec<Vec<T>>) -> FxHashMap<WordNo, Vec<T>> {
    (0..).zip(lists).filter(|(_, list)| !list.is_empty()).map(|(word, list)| (WordNo(word), list)).collect()
}
