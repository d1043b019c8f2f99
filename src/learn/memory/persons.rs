//! How much does one person's word count?
//!
//! One vote for each article, split over all that this person said of it: by their number, rounded up to a power
//! of two so that a case seldom changes. Whoever is nearly alone on a shelf outweighs nobody, and is not split.

use super::{
    Memory,
    kept::{DocNo, ShelfNo, Slot, SlotNo},
};
use crate::learn::PersonNo;

impl Memory {
    /// Among how many cases the vote is divided that a document is part of: 1 when it is whole.
    pub(super) fn shared(&self, doc: DocNo) -> u32 {
        let doc = &self.docs[doc as usize];
        let (Some(person), Some(slot)) = (doc.from.person(), doc.slot) else { return 1 };
        let slot = &self.slots[slot as usize];
        if self.shelves[slot.shelf as usize].alone == Some(person) {
            return 1;
        }
        slot.cases_of(person).max(1).next_power_of_two()
    }

    /// Counts a document among those of its article before it is put there, or after it was taken away.
    pub(super) fn count(&mut self, doc: DocNo, slot_no: SlotNo, add: bool) {
        let from = self.docs[doc as usize].from;
        if from.case().is_none() {
            return;
        }
        let slot = &self.slots[slot_no as usize];
        let shelf_no = slot.shelf;
        let person = from.person();
        let known = person.map_or(0, |person| slot.cases_of(person));
        let now = if add { known + 1 } else { known.saturating_sub(1) };
        let split_anew = known > 0 && now > 0 && now.next_power_of_two() != known.next_power_of_two();
        let mine = match person {
            Some(person) if split_anew => self.placed_of(person, slot_no),
            _ => Vec::new(),
        };
        mine.iter().for_each(|doc| self.hold(*doc, -1));
        let changed = self.note(person, slot_no, add);
        mine.iter().for_each(|doc| self.hold(*doc, 1));
        if changed {
            self.leave_alone(shelf_no, person.filter(|_| add));
        }
    }

    /// Notes one case more or less. Says whether anybody speaks now who did not before, or no longer.
    fn note(&mut self, person: Option<PersonNo>, slot_no: SlotNo, add: bool) -> bool {
        let slot = &mut self.slots[slot_no as usize];
        let shelf = &mut self.shelves[slot.shelf as usize];
        let (cases, only, speakers) = (slot.cases, slot.only(), slot.persons.len());
        slot.cases = if add { cases + 1 } else { cases - 1 };
        if let Some(person) = person {
            change(slot, person, add);
        }
        match (cases, slot.cases) {
            (0, _) => shelf.spoken += 1,
            (_, 0) => shelf.spoken -= 1,
            _ => {}
        }
        let now = slot.only();
        if let Some(person) = person.filter(|_| slot.persons.len() != speakers) {
            let articles = &mut shelf.speakers.entry(person).or_default().articles;
            *articles = if add { *articles + 1 } else { *articles - 1 };
        }
        if now != only {
            if let Some(person) = only {
                shelf.speakers.entry(person).or_default().only -= 1;
            }
            if let Some(person) = now {
                shelf.speakers.entry(person).or_default().only += 1;
            }
        }
        if let Some(person) =
            person.filter(|person| shelf.speakers.get(person).is_some_and(|s| s.articles == 0))
        {
            shelf.speakers.remove(&person);
        }
        now != only || slot.persons.len() != speakers || (cases == 0) != (slot.cases == 0)
    }

    /// Counts in full whoever is nearly alone on a shelf now, and splits whoever was.
    fn leave_alone(&mut self, shelf_no: ShelfNo, spoke: Option<PersonNo>) {
        let shelf = &self.shelves[shelf_no as usize];
        let (before, now) = (shelf.alone, shelf.who_is_alone(spoke));
        if before == now {
            return;
        }
        let slots = (0..).zip(&self.slots).filter(|(_, slot)| slot.shelf == shelf_no && slot.cases > 0);
        let slots: Vec<SlotNo> = slots.map(|(slot, _)| slot).collect();
        let docs: Vec<DocNo> = [before, now]
            .into_iter()
            .flatten()
            .flat_map(|person| slots.iter().map(move |slot| (person, *slot)))
            .flat_map(|(person, slot)| self.placed_of(person, slot))
            .collect();
        docs.iter().for_each(|doc| self.hold(*doc, -1));
        self.shelves[shelf_no as usize].alone = now;
        docs.iter().for_each(|doc| self.hold(*doc, 1));
    }

    /// The cases of a person that are placed at an article.
    fn placed_of(&self, person: PersonNo, slot_no: SlotNo) -> Vec<DocNo> {
        let slot = &self.slots[slot_no as usize];
        if slot.cases_of(person) == 0 {
            return Vec::new();
        }
        let docs = slot.origins.iter().flat_map(|origin| &self.origins[origin.0 as usize].docs).copied();
        docs.filter(|doc| {
            let doc = &self.docs[*doc as usize];
            doc.slot == Some(slot_no) && doc.from.person() == Some(person)
        })
        .collect()
    }
}

fn change(slot: &mut Slot, person: PersonNo, add: bool) {
    match slot.persons.binary_search_by_key(&person, |(person, _)| *person) {
        Ok(at) if add => slot.persons[at].1 += 1,
        Ok(at) if slot.persons[at].1 > 1 => slot.persons[at].1 -= 1,
        Ok(at) => drop(slot.persons.remove(at)),
        Err(at) if add => slot.persons.insert(at, (person, 1)),
        Err(_) => {}
    }
}
