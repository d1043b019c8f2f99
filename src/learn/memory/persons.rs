//! How much does one person's word count?
//!
//! As much for each article as the others who spoke of it do on average, at least one vote: split over all that
//! this person said of it, by a power of two so that a case seldom changes. Whoever is nearly alone on a shelf
//! outweighs nobody, and is not split.

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
        slot.split(slot.cases_of(person))
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
        let mine: Vec<DocNo> = slot
            .split_anew(person, add)
            .into_iter()
            .flat_map(|person| self.placed_of(person, slot_no))
            .collect();
        for doc in &mine {
            self.hold(*doc, -1);
        }
        let changed = self.note(person, slot_no, add);
        for doc in &mine {
            self.hold(*doc, 1);
        }
        if changed {
            self.leave_alone(shelf_no, person.filter(|_| add));
        }
    }

    /// Notes one case more or less. Says whether anybody speaks now who did not before, or no longer.
    pub(super) fn note(&mut self, person: Option<PersonNo>, slot_no: SlotNo, add: bool) -> bool {
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
        for doc in &docs {
            self.hold(*doc, -1);
        }
        self.shelves[shelf_no as usize].alone = now;
        for doc in &docs {
            self.hold(*doc, 1);
        }
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

impl Slot {
    /// How many cases persons have here, and how many persons.
    fn said(&self) -> (u32, u32) {
        let persons = u32::try_from(self.persons.len()).unwrap_or(u32::MAX);
        (self.of_persons, persons)
    }

    fn split(&self, cases: u32) -> u32 {
        split(cases, self.said())
    }

    /// Whose cases are split in another way when a person has one more or less.
    fn split_anew(&self, person: Option<PersonNo>, add: bool) -> Vec<PersonNo> {
        let Some(person) = person else { return Vec::new() };
        let (mut said, mut persons) = self.said();
        let known = self.cases_of(person);
        let now = if add { known + 1 } else { known - 1 };
        let before = (said, persons);
        said = said + now - known;
        persons = persons + u32::from(now > 0) - u32::from(known > 0);
        let differs = |other: &PersonNo, cases: u32| {
            let cases_now = if *other == person { now } else { cases };
            cases_now > 0 && split(cases, before) != split(cases_now, (said, persons))
        };
        self.persons.iter().filter(|(other, cases)| differs(other, *cases)).map(|(other, _)| *other).collect()
    }
}

/// Among how many the vote of a person with so many cases is divided, where so many were `said` by so many `persons`.
fn split(cases: u32, (said, persons): (u32, u32)) -> u32 {
    let others = persons.saturating_sub(1).max(1);
    let usual = said.saturating_sub(cases).div_ceil(others).max(1);
    cases.div_ceil(usual).max(1).next_power_of_two()
}

fn change(slot: &mut Slot, person: PersonNo, add: bool) {
    slot.of_persons = if add { slot.of_persons + 1 } else { slot.of_persons - 1 };
    match slot.persons.binary_search_by_key(&person, |(person, _)| *person) {
        Ok(at) if add => slot.persons[at].1 += 1,
        Ok(at) if slot.persons[at].1 > 1 => slot.persons[at].1 -= 1,
        Ok(at) => drop(slot.persons.remove(at)),
        Err(at) if add => slot.persons.insert(at, (person, 1)),
        Err(_) => {}
    }
}
