//! What is kept of every case?

use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::{near::Sums, shelf::Shelf};
use crate::{
    access::AudienceSet,
    learn::{
        ArticleNo, CaseKey, CaseNo, PersonNo, Vote, WordKey, WordNo,
        numbered::{Numbered, push},
        word_lists::{WordList, WordLists},
    },
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
/// No document.
const NO_DOC: DocNo = DocNo::MAX;
/// A longer document counts as one of so many words.
pub(super) const LONGEST: usize = 255;

/// The resolved tickets, ready to be compared with a new one.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) words: Numbered<WordKey>,
    pub(super) shelves: Vec<Shelf>,
    pub(super) of_audiences: FxHashMap<AudienceSet, ShelfNo>,
    pub(super) docs: Vec<Doc>,
    /// How many words each document has: apart, because finding the nearest looks at nothing else.
    pub(super) lengths: Vec<u8>,
    /// The words of the documents, those of each in the order of their numbers in this memory.
    pub(super) lists: WordLists,
    free: Vec<DocNo>,
    /// By [`CaseNo`].
    pub(super) of_case: Vec<DocNo>,
    /// The articles that are there, each with its title as a document, and places for others.
    pub(super) slots: Vec<Slot>,
    pub(super) free_slots: Vec<SlotNo>,
    pub(super) slot_of: FxHashMap<Key, SlotNo>,
    /// By [`ArticleNo`]: where its cases are now.
    pub(super) origins: Vec<Origin>,
    /// What is summed up over the documents, for as many as ask at once.
    pub(super) sums: Mutex<Vec<Sums>>,
}

/// A case or a title. Kept small: there are a million of them.
#[derive(Clone, Debug)]
pub(super) struct Doc {
    pub(super) words: WordList,
    /// What orders equals, whatever the order of arrival.
    pub(super) tie: u64,
    pub(super) from: From,
    /// The article that it is about; none while that is away or rests.
    pub(super) slot: Option<SlotNo>,
    /// In thousandths; negative when it speaks against its article.
    pub(super) weight: i32,
}

/// Where a document came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Title,
    /// The word of a person.
    Person(CaseNo, ArticleNo, PersonNo),
    /// The word of nobody in particular.
    Nobody(CaseNo, ArticleNo),
    Nothing,
}

/// An article that is there.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) key: Key,
    pub(super) shelf: ShelfNo,
    pub(super) title: DocNo,
    pub(super) titled: String,
    /// Whether its lessons may belong to another article for some readers, or rest.
    pub(super) led_away: bool,
    /// The names in the ledger whose cases are here.
    pub(super) origins: Vec<ArticleNo>,
    /// How much its cases and its title hold, in thousandths.
    pub(super) held: i64,
    /// The weights of the cases that speak for it, in thousandths.
    pub(super) resolutions: i64,
    /// How many cases it has.
    pub(super) cases: u32,
    /// How many of them are the word of somebody in particular.
    pub(super) of_persons: u32,
    /// How many of each person, by number.
    pub(super) persons: Vec<(PersonNo, u32)>,
}

/// An article as the ledger names it.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// The key of its path.
    pub(super) key: Option<Key>,
    pub(super) docs: Vec<DocNo>,
    pub(super) slot: Option<SlotNo>,
}

impl From {
    pub(super) fn case(self) -> Option<(CaseNo, ArticleNo)> {
        match self {
            From::Person(case, article, _) | From::Nobody(case, article) => Some((case, article)),
            From::Title | From::Nothing => None,
        }
    }

    pub(super) fn person(self) -> Option<PersonNo> {
        if let From::Person(_, _, person) = self { Some(person) } else { None }
    }
}

impl Slot {
    /// How many cases of a person there are.
    pub(super) fn cases_of(&self, person: PersonNo) -> u32 {
        let at = self.persons.binary_search_by_key(&person, |(person, _)| *person);
        at.map_or(0, |at| self.persons[at].1)
    }

    /// The person who said all that was said.
    pub(super) fn only(&self) -> Option<PersonNo> {
        match self.persons.as_slice() {
            [(person, cases)] if *cases == self.cases => Some(*person),
            _ => None,
        }
    }
}

impl Memory {
    /// Remembers nothing yet, and gives words the numbers that they have elsewhere.
    pub(in crate::learn) fn with_words(words: Numbered<WordKey>) -> Memory {
        Memory { words, ..Memory::default() }
    }

    /// The number of a word, given now if it has none.
    pub(super) fn word(&mut self, key: WordKey) -> WordNo {
        WordNo(self.words.give(key).0)
    }

    /// The number of a word, if it has one.
    pub(super) fn word_no(&self, key: WordKey) -> Option<WordNo> {
        self.words.number_of(&key).map(WordNo)
    }

    /// The document that a case is, while it says something.
    pub(super) fn document_of(&self, case: CaseNo) -> Option<DocNo> {
        self.of_case.get(case.0 as usize).copied().filter(|doc| *doc != NO_DOC)
    }

    /// Takes in what a case says now, or that it never happened. `words` are those of its ticket; `named` says
    /// whether the person is somebody in particular, whose cases share one vote.
    pub fn learn(&mut self, case: CaseNo, key: CaseKey, vote: Option<Vote>, words: &[WordKey], named: bool) {
        let words = self.numbers(words);
        self.learn_numbered(case, key, vote, &words, named);
    }

    /// The same of words by their numbers here, in their order.
    pub(in crate::learn) fn learn_numbered(
        &mut self,
        case: CaseNo,
        key: CaseKey,
        vote: Option<Vote>,
        words: &[WordNo],
        named: bool,
    ) {
        let number = case.0 as usize;
        if self.of_case.len() <= number {
            self.of_case.resize(number + 1, NO_DOC);
        }
        let before = std::mem::replace(&mut self.of_case[number], NO_DOC);
        if before != NO_DOC {
            self.forget(before);
        }
        let Some(vote) = vote else { return };
        let words = self.lists.add(words);
        let origin = vote.article.0 as usize;
        if self.origins.len() <= origin {
            self.origins.resize_with(origin + 1, Origin::default);
        }
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
        let tie = key.0 as u64;
        let from = if named {
            From::Person(case, vote.article, vote.person)
        } else {
            From::Nobody(case, vote.article)
        };
        let doc = self.keep(Doc { words, tie, from, slot: None, weight: vote.weight });
        self.of_case[number] = doc;
        push(&mut self.origins[origin].docs, doc);
        self.place(doc, self.origins[origin].slot);
    }

    /// The numbers of the words of a document, each once, in their order.
    fn numbers(&mut self, words: &[WordKey]) -> Vec<WordNo> {
        let mut words: Vec<WordNo> = words.iter().map(|word| self.word(*word)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Keeps the words of a document.
    pub(super) fn list(&mut self, words: &[WordKey]) -> WordList {
        let words = self.numbers(words);
        self.lists.add(&words)
    }

    pub(super) fn forget(&mut self, doc: DocNo) {
        self.place(doc, None);
        if let Some((_, article)) = self.docs[doc as usize].from.case() {
            self.origins[article.0 as usize].docs.retain(|other| *other != doc);
        }
        let gone = &mut self.docs[doc as usize];
        self.lists.leave(std::mem::take(&mut gone.words));
        gone.from = From::Nothing;
        self.free.push(doc);
        if self.lists.wasteful() {
            let mut lists = WordLists::default();
            for doc in &mut self.docs {
                doc.words = lists.add(self.lists.get(doc.words));
            }
            self.lists = lists;
        }
    }

    pub(super) fn keep(&mut self, doc: Doc) -> DocNo {
        let length = u8::try_from(self.lists.get(doc.words).len().min(LONGEST)).unwrap_or(u8::MAX);
        if let Some(free) = self.free.pop() {
            self.docs[free as usize] = doc;
            self.lengths[free as usize] = length;
            return free;
        }
        push(&mut self.docs, doc);
        push(&mut self.lengths, length);
        DocNo::try_from(self.docs.len() - 1).unwrap_or(DocNo::MAX)
    }

    /// Puts a document where it belongs now, or takes it away.
    pub(super) fn place(&mut self, doc: DocNo, slot: Option<SlotNo>) {
        let before = self.docs[doc as usize].slot;
        // What counts for nothing is as if nobody had said it.
        let slot = slot.filter(|_| self.docs[doc as usize].weight != 0);
        if before == slot {
            return;
        }
        if let Some(slot) = before {
            self.hold(doc, -1);
            self.lay(doc, slot, false);
            self.docs[doc as usize].slot = None;
            self.count(doc, slot, false);
        }
        if let Some(slot) = slot {
            self.count(doc, slot, true);
            self.lay(doc, slot, true);
            self.docs[doc as usize].slot = Some(slot);
            self.hold(doc, 1);
        }
    }

    /// Lays a document on the shelf of its article, or takes it away.
    fn lay(&mut self, doc: DocNo, slot: SlotNo, add: bool) {
        let shelf = &mut self.shelves[self.slots[slot as usize].shelf as usize];
        let Doc { words, weight, from, .. } = &self.docs[doc as usize];
        let words = self.lists.get(*words);
        let speaks_for = u64::from(from.case().is_some() && *weight > 0);
        if add {
            shelf.add(doc, words);
            shelf.resolutions += speaks_for;
        } else {
            shelf.remove(doc, words);
            shelf.resolutions -= speaks_for;
        }
    }

    /// Adds what a document brings to its article, or takes it away again: a vote against brings nothing.
    pub(super) fn hold(&mut self, doc: DocNo, sign: i32) {
        let by = sign * self.brings(doc);
        let doc = &self.docs[doc as usize];
        let Some(slot_no) = doc.slot.filter(|_| by != 0) else { return };
        let words = self.lists.get(doc.words);
        let slot = &mut self.slots[slot_no as usize];
        slot.held += i64::from(by) * i64::try_from(words.len()).unwrap_or(i64::MAX);
        slot.resolutions += if doc.from == From::Title { 0 } else { i64::from(by) };
        self.shelves[slot.shelf as usize].hold(slot_no, words, by);
    }

    pub(super) fn brings(&self, doc: DocNo) -> i32 {
        self.docs[doc as usize].weight.max(0) / i32::try_from(self.shared(doc)).unwrap_or(i32::MAX)
    }
}
