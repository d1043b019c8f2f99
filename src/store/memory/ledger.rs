//! How is the ledger kept as long as the program runs?

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

use super::requests::Sent;
use crate::{
    access::{Permit, Record},
    learn::{
        Appended, Cursor, Error, EventId, Forgotten, Ledger, Outcome, Person, Shown, Sketch, Told, Which,
        Words,
    },
};

/// A ledger in memory, for tests and trials: naive, and the oracle of the suite.
///
/// Its secret is no secret and always the same, so that a trial repeated says the same.
#[derive(Debug, Default)]
pub struct MemoryLedger {
    kept: Mutex<Kept>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) sent: Sent,
    shown: BTreeMap<EventId, Shown>,
    /// The numbers of what was shown, in the order in which it was written down.
    order: Vec<EventId>,
    outcomes: Vec<Outcome>,
    /// Where outcomes stand, by number and by key.
    places: HashMap<EventId, usize>,
    keys: HashMap<(Person, String), usize>,
    /// What was shown for tickets that were forgotten.
    forgotten: HashSet<EventId>,
    epoch: u64,
    sketches: BTreeMap<u64, Sketch>,
}

impl Ledger for MemoryLedger {
    fn show(&self, shown: &[Shown]) -> Result<(), Error> {
        let mut kept = self.kept();
        for shown in shown {
            let shown = Shown { at: to_microseconds(shown.at), ..shown.clone() };
            if !kept.shown.contains_key(&shown.id) {
                kept.order.push(shown.id);
                kept.shown.insert(shown.id, shown);
            }
        }
        Ok(())
    }

    fn append(&self, outcomes: &[Outcome], _permit: &Permit<Record>) -> Result<Vec<Appended>, Error> {
        let mut kept = self.kept();
        let before = kept.outcomes.len();
        let appended: Result<_, _> = outcomes.iter().map(|outcome| kept.append(outcome)).collect();
        if appended.is_err() {
            kept.outcomes.truncate(before);
            kept.places.retain(|_, place| *place < before);
            kept.keys.retain(|_, place| *place < before);
        }
        appended
    }

    fn shown(&self, id: EventId) -> Result<Option<Shown>, Error> {
        Ok(self.kept().shown.get(&id).cloned())
    }

    fn outcome(&self, id: EventId) -> Result<Option<Outcome>, Error> {
        let kept = self.kept();
        Ok(kept.places.get(&id).map(|place| kept.outcomes[*place].clone()))
    }

    fn outcomes_of(&self, shown: EventId) -> Result<Vec<Outcome>, Error> {
        let kept = self.kept();
        Ok(kept.outcomes.iter().filter(|outcome| outcome.shown == shown).cloned().collect())
    }

    fn told_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Told)>, Error> {
        let kept = self.kept();
        let secret = self.secret();
        let since = usize::try_from(since.0).unwrap_or(usize::MAX);
        let told = |(place, outcome): (usize, &Outcome)| {
            let shown = kept.shown.get(&outcome.shown)?;
            let told = Told {
                outcome: outcome.clone(),
                ticket: shown.ticket.clone(),
                words: shown.words.keys(&secret),
                forecast: shown.forecast.clone(),
            };
            Some((Cursor(place as u64 + 1), told))
        };
        Ok(kept.outcomes.iter().enumerate().skip(since).take(limit).filter_map(told).collect())
    }

    fn shown_after(&self, after: Option<EventId>, limit: usize) -> Result<Vec<Shown>, Error> {
        let kept = self.kept();
        let later = kept.shown.values().filter(|shown| after.is_none_or(|after| shown.id > after));
        Ok(later.take(limit).cloned().collect())
    }

    fn shown_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Shown)>, Error> {
        let kept = self.kept();
        let since = usize::try_from(since.0).unwrap_or(usize::MAX);
        let later = kept.order.iter().enumerate().skip(since).take(limit);
        let shown =
            later.filter_map(|(place, id)| Some((Cursor(place as u64 + 1), kept.shown.get(id)?.clone())));
        Ok(shown.collect())
    }

    fn end(&self) -> Result<Cursor, Error> {
        Ok(Cursor(self.kept().outcomes.len() as u64))
    }

    fn shown_for(&self, ticket: &str) -> Result<Vec<Shown>, Error> {
        let kept = self.kept();
        let is_it = |name: &Option<String>| name.as_deref() == Some(ticket);
        let told: HashSet<EventId> =
            kept.outcomes.iter().filter(|one| is_it(&one.ticket)).map(|one| one.shown).collect();
        let shown = kept.shown.values().filter(|one| is_it(&one.ticket) || told.contains(&one.id));
        Ok(shown.cloned().collect())
    }

    fn sketch(&self, sketches: &[(u64, Sketch)]) -> Result<(), Error> {
        let mut kept = self.kept();
        for (section, sketch) in sketches {
            kept.sketches.entry(*section).or_insert_with(|| sketch.clone());
        }
        Ok(())
    }

    fn sketches(&self, sections: &[u64]) -> Result<Vec<(u64, Sketch)>, Error> {
        let (kept, sections) = (self.kept(), BTreeSet::from_iter(sections));
        Ok(sections.into_iter().filter_map(|one| Some((*one, kept.sketches.get(one)?.clone()))).collect())
    }

    fn forget(&self, which: &Which, instead: &str) -> Result<Forgotten, Error> {
        Ok(self.kept().forget(which, instead))
    }

    fn epoch(&self) -> Result<u64, Error> {
        Ok(self.kept().epoch)
    }

    fn secret(&self) -> [u8; 32] {
        *b"kept in memory, and known to all"
    }

    fn verify(&self) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }
}

impl MemoryLedger {
    pub(super) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn append(&mut self, outcome: &Outcome) -> Result<Appended, Error> {
        if !self.shown.contains_key(&outcome.shown) || self.forgotten.contains(&outcome.shown) {
            return Err(Error::NotShown(outcome.shown));
        }
        if let Some(place) = self.places.get(&outcome.id) {
            return Ok(self.known(*place));
        }
        let key = outcome.key.clone().map(|key| (outcome.person.clone(), key));
        if let Some(place) = key.as_ref().and_then(|key| self.keys.get(key)) {
            return match &outcome.key {
                Some(key) if !outcome.repeats(&self.outcomes[*place]) => Err(Error::KeyTaken(key.clone())),
                _ => Ok(self.known(*place)),
            };
        }
        let place = self.outcomes.len();
        self.places.insert(outcome.id, place);
        self.keys.extend(key.map(|key| (key, place)));
        self.outcomes.push(Outcome { at: to_microseconds(outcome.at), ..outcome.clone() });
        Ok(Appended { new: true, ..self.known(place) })
    }

    fn forget(&mut self, which: &Which, instead: &str) -> Forgotten {
        let (mut names, mut shown) = self.meant(which);
        let sent = loop {
            let before = (names.len(), shown.len());
            let is_named = |ticket: &Option<String>| ticket.as_ref().is_some_and(|name| names.contains(name));
            shown.extend(self.shown.values().filter(|one| is_named(&one.ticket)).map(|one| one.id));
            shown.extend(self.outcomes.iter().filter(|one| is_named(&one.ticket)).map(|one| one.shown));
            let sent = self.sent.meant(&mut names, &mut shown);
            shown.retain(|id| self.shown.contains_key(id));
            if (names.len(), shown.len()) == before {
                break sent;
            }
        };
        self.sent.forget(&sent);
        let mut forgotten = Forgotten { shown: shown.len(), outcomes: 0, requests: sent.len() };
        for id in &shown {
            let Some(one) = self.shown.get_mut(id) else { continue };
            (one.words, one.excerpt) = (Words::Terms(Vec::new()), None);
            one.ticket = one.ticket.take().map(|name| renamed(name, &names, instead));
        }
        for one in self.outcomes.iter_mut().filter(|one| shown.contains(&one.shown)) {
            (one.note, one.key) = (None, None);
            one.ticket = one.ticket.take().map(|name| renamed(name, &names, instead));
            forgotten.outcomes += 1;
        }
        let outcomes = &self.outcomes;
        self.keys.retain(|_, place| !shown.contains(&outcomes[*place].shown));
        self.epoch += u64::from(!forgotten.is_empty());
        self.forgotten.extend(shown);
        forgotten
    }

    /// The numbers of the ticket that is meant, and what was shown for it without one.
    fn meant(&self, which: &Which) -> (BTreeSet<String>, BTreeSet<EventId>) {
        let id = match which {
            Which::Ticket(name) => return (BTreeSet::from([name.clone()]), BTreeSet::new()),
            Which::Shown(id) => id,
        };
        let Some(shown) = self.shown.get(id) else { return Default::default() };
        let of_outcomes =
            || self.outcomes.iter().filter(|one| one.shown == *id).map(|one| one.ticket.clone());
        let names: Vec<Option<String>> = match named(shown.ticket.clone()) {
            Some(name) => vec![Some(name)],
            None => of_outcomes().collect(),
        };
        (names.into_iter().filter_map(named).collect(), BTreeSet::from([*id]))
    }

    fn known(&self, place: usize) -> Appended {
        Appended { id: self.outcomes[place].id, cursor: Cursor(place as u64 + 1), new: false }
    }
}

/// A ticket's number, if that is one.
fn named(ticket: Option<String>) -> Option<String> {
    ticket.filter(|name| !name.is_empty())
}

fn renamed(name: String, names: &BTreeSet<String>, instead: &str) -> String {
    if names.contains(&name) { instead.to_owned() } else { name }
}

/// A moment as every store keeps it.
pub(super) fn to_microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}
