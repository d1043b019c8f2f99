//! What is kept of every case?

use rustc_hash::FxHashMap;

use super::shelf::Shelf;
use crate::{
    access::AudienceSet,
    learn::{ArticleNo, CaseKey, CaseNo, PersonNo, Vote, WordKey},
    library::Key,
};

/// The number of a document of the memory: a case or a title.
pub(super) type DocNo = u32;
/// The number of an article that is there.
pub(super) type SlotNo = u32;
/// The number of a shelf.
pub(super) type ShelfNo = u32;

/// What a title weighs as a ticket that its article resolved (RANKING section 4).
pub(super) const TITLE_WEIGHT: i32 = 2000;

/// The resolved tickets, ready to be compared with a new one.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) words: FxHashMap<WordKey, u32>,
    pub(super) shelves: Vec<Shelf>,
    pub(super) of_audiences: FxHashMap<AudienceSet, ShelfNo>,
    pub(super) docs: Vec<Doc>,
    free: Vec<DocNo>,
    of_case: FxHashMap<CaseNo, DocNo>,
    /// The articles that are there, each with its title as a document, and places for others.
    pub(super) slots: Vec<Slot>,
    pub(super) free_slots: Vec<SlotNo>,
    pub(super) slot_of: FxHashMap<Key, SlotNo>,
    /// By [`ArticleNo`]: where its cases are now.
    pub(super) origins: Vec<Origin>,
    /// Of one person, for one article: the cases, so that they share one vote.
    by_person: FxHashMap<(PersonNo, ArticleNo), Vec<DocNo>>,
}

/// A case or a title.
#[derive(Clone, Debug)]
pub(super) struct Doc {
    pub(super) words: Box<[u32]>,
    /// What orders equals, whatever the order of arrival.
    pub(super) tie: u64,
    pub(super) from: From,
    /// Where it is; nowhere while its article is away or rests.
    pub(super) at: Option<(ShelfNo, SlotNo)>,
    /// In thousandths; negative when it speaks against its article.
    pub(super) weight: i32,
    /// Whether the person is somebody in particular.
    pub(super) named: bool,
    /// How many cases share this person's vote, rounded up to a power of two.
    pub(super) shared: u32,
}

/// Where a document came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Title,
    Case(CaseNo, ArticleNo, PersonNo),
    Nothing,
}

/// An article that is there.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) key: Key,
    pub(super) shelf: ShelfNo,
    pub(super) title: DocNo,
    pub(super) titled: String,
    /// How much its cases and its title hold, in thousandths.
    pub(super) held: i64,
    /// The weights of the cases that speak for it, in thousandths.
    pub(super) resolutions: i64,
}

/// An article as the ledger names it.
#[derive(Debug, Default)]
pub(super) struct Origin {
    pub(super) docs: Vec<DocNo>,
    pub(super) at: Option<(ShelfNo, SlotNo)>,
}

impl Doc {
    /// What it adds to what its article holds: a vote against adds nothing.
    pub(super) fn holds(&self) -> i64 {
        i64::from(self.weight.max(0)) / i64::from(self.shared.max(1))
    }
}

impl Memory {
    /// The number of a word, given now if it has none.
    pub(super) fn word(&mut self, key: WordKey) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        *self.words.entry(key).or_insert(next)
    }

    /// Takes in what a case says now, or that it never happened. `words` are those of its ticket; `named` says
    /// whether the person is somebody in particular, whose cases share one vote.
    pub fn learn(&mut self, case: CaseNo, key: CaseKey, vote: Option<Vote>, words: &[WordKey], named: bool) {
        if let Some(doc) = self.of_case.remove(&case) {
            self.forget(doc);
        }
        let Some(vote) = vote else { return };
        let words = words.iter().map(|word| self.word(*word)).collect();
        let origin = vote.article.0 as usize;
        if self.origins.len() <= origin {
            self.origins.resize_with(origin + 1, Origin::default);
        }
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
        let tie = key.0 as u64;
        let from = From::Case(case, vote.article, vote.person);
        let doc = self.keep(Doc { words, tie, from, at: None, weight: vote.weight, named, shared: 1 });
        self.of_case.insert(case, doc);
        self.origins[origin].docs.push(doc);
        if named {
            let shared = self.by_person.entry((vote.person, vote.article)).or_default();
            shared.push(doc);
            let shared = shared.clone();
            self.share(&shared);
        }
        self.place(doc, self.origins[origin].at);
    }

    pub(super) fn forget(&mut self, doc: DocNo) {
        self.place(doc, None);
        if let From::Case(_, article, person) = self.docs[doc as usize].from {
            self.origins[article.0 as usize].docs.retain(|other| *other != doc);
            if let Some(shared) = self.by_person.get_mut(&(person, article)) {
                shared.retain(|other| *other != doc);
                let shared = shared.clone();
                self.share(&shared);
            }
        }
        let gone = &mut self.docs[doc as usize];
        gone.words = Box::default();
        gone.from = From::Nothing;
        self.free.push(doc);
    }

    /// Divides one vote among the cases of a person and article: by their number, rounded up to a power of two so
    /// that a case seldom changes.
    fn share(&mut self, docs: &[DocNo]) {
        let shared = u32::try_from(docs.len().next_power_of_two()).unwrap_or(u32::MAX);
        for doc in docs.iter().copied() {
            if self.docs[doc as usize].shared != shared {
                self.hold(doc, -1);
                self.docs[doc as usize].shared = shared;
                self.hold(doc, 1);
            }
        }
    }

    /// Adds what a document brings to its article, or takes it away again.
    fn hold(&mut self, doc: DocNo, sign: i64) {
        let doc = &self.docs[doc as usize];
        let Some((shelf, slot)) = doc.at else { return };
        let by = sign * doc.holds();
        if by != 0 {
            let slot_kept = &mut self.slots[slot as usize];
            slot_kept.held += by * i64::try_from(doc.words.len()).unwrap_or(i64::MAX);
            slot_kept.resolutions += if doc.from == From::Title { 0 } else { by };
            self.shelves[shelf as usize].hold(slot, &doc.words, by);
        }
    }

    pub(super) fn keep(&mut self, doc: Doc) -> DocNo {
        if let Some(free) = self.free.pop() {
            self.docs[free as usize] = doc;
            return free;
        }
        self.docs.push(doc);
        u32::try_from(self.docs.len() - 1).unwrap_or(u32::MAX)
    }

    /// Puts a document where it belongs now, or takes it away.
    pub(super) fn place(&mut self, doc: DocNo, at: Option<(ShelfNo, SlotNo)>) {
        let number = doc as usize;
        if self.docs[number].at == at {
            return;
        }
        self.hold(doc, -1);
        let Doc { words, weight, from, .. } = &self.docs[number];
        let speaks_for = u64::from(matches!(from, From::Case(..)) && *weight > 0);
        if let Some((shelf, _)) = self.docs[number].at {
            let shelf = &mut self.shelves[shelf as usize];
            shelf.remove(doc, words);
            shelf.resolutions -= speaks_for;
        }
        if let Some((shelf, _)) = at {
            let shelf = &mut self.shelves[shelf as usize];
            shelf.add(doc, words);
            shelf.resolutions += speaks_for;
        }
        self.docs[number].at = at;
        self.hold(doc, 1);
    }
}
