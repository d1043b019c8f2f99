//! How are requests kept as long as the program runs?

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{MemoryLedger, ledger::to_microseconds};
use crate::{
    learn::{Error, EventId},
    request::{self, Came, Delivery, Figures, Kept, Progress, Request, Requests, name_of, number_of},
};

/// What was sent, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    requests: BTreeMap<u64, Kept>,
    last: u64,
}

impl Requests for MemoryLedger {
    fn send(&self, request: &Request, deliveries: &[Delivery]) -> Result<request::Sent, Error> {
        let sent = &mut self.kept().sent;
        let same = |kept: &&Kept| kept.request.id == request.id;
        let same_key = |kept: &&Kept| {
            request.key.is_some()
                && (&kept.request.key, &kept.request.person) == (&request.key, &request.person)
        };
        let of_id = sent.requests.values().find(same);
        if let Some(first) = of_id.or_else(|| sent.requests.values().find(same_key)) {
            return match &request.key {
                Some(key)
                    if first.request.id != request.id
                        && !request.repeats(&first.request, first.done.is_some()) =>
                {
                    Err(Error::KeyTaken(key.clone()))
                }
                _ => Ok(request::Sent { number: first.request.number, id: first.request.id, new: false }),
            };
        }
        sent.last += 1;
        let number = sent.last;
        let request = Request { number, at: to_microseconds(request.at), ..request.clone() };
        let mut deliveries: Vec<Delivery> = deliveries.iter().cloned().map(rounded).collect();
        deliveries.sort_by_key(|one| (one.way.word(), one.id));
        let id = request.id;
        sent.requests.insert(number, Kept { request, deliveries, done: None });
        Ok(request::Sent { number, id, new: true })
    }

    fn request(&self, number: u64) -> Result<Option<Kept>, Error> {
        Ok(self.kept().sent.requests.get(&number).cloned())
    }

    fn open(&self) -> Result<Vec<(u64, Vec<String>)>, Error> {
        let kept = self.kept();
        let open = kept.sent.open();
        Ok(open.map(|one| (one.request.number, one.request.audiences.clone())).collect())
    }

    fn close(&self, number: u64, at: Timestamp) -> Result<bool, Error> {
        let sent = &mut self.kept().sent;
        let Some(kept) = sent.requests.get_mut(&number).filter(|kept| kept.done.is_none()) else {
            return Ok(false);
        };
        kept.deliveries.retain(|one| one.progress == Progress::Delivered);
        blank(kept, at);
        Ok(true)
    }

    fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<(Delivery, Request)>, Error> {
        let kept = self.kept();
        let mut due = Vec::new();
        for one in kept.sent.open() {
            for delivery in &one.deliveries {
                if let Progress::Waiting(next) = delivery.progress
                    && next <= now
                {
                    due.push((next, delivery.clone(), one.request.clone()));
                }
            }
        }
        due.sort_by_key(|(next, delivery, _)| (*next, delivery.id));
        Ok(due.into_iter().take(limit).map(|(_, delivery, request)| (delivery, request)).collect())
    }

    fn tried(&self, delivery: EventId, came: &Came, at: Timestamp) -> Result<(), Error> {
        let sent = &mut self.kept().sent;
        for kept in sent.requests.values_mut() {
            let is_it = |one: &&mut Delivery| one.id == delivery && one.progress != Progress::Delivered;
            let Some(one) = kept.deliveries.iter_mut().find(is_it) else { continue };
            one.tries += 1;
            (one.progress, one.why) = match came {
                Came::Delivered => (Progress::Delivered, None),
                Came::Failed { again, why } => {
                    let next = again.map_or(Progress::GivenUp, |at| Progress::Waiting(to_microseconds(at)));
                    (next, Some(why.clone()))
                }
            };
            if kept.deliveries.iter().all(|one| one.progress == Progress::Delivered) {
                blank(kept, at);
            }
        }
        Ok(())
    }

    fn figures(&self) -> Result<Figures, Error> {
        let kept = self.kept();
        let mut figures = Figures::default();
        for one in kept.sent.open() {
            figures.open += 1;
            for delivery in &one.deliveries {
                match delivery.progress {
                    Progress::Waiting(_) => figures.waiting += 1,
                    Progress::GivenUp => figures.given_up += 1,
                    Progress::Delivered => {}
                }
            }
        }
        Ok(figures)
    }
}

impl Sent {
    fn open(&self) -> impl Iterator<Item = &Kept> {
        self.requests.values().filter(|kept| kept.done.is_none())
    }

    /// The requests of a ticket's names and of what was shown for it; what they are called, and what was shown for them,
    /// is of the same ticket.
    pub(super) fn meant(&self, names: &mut BTreeSet<String>, shown: &mut BTreeSet<EventId>) -> BTreeSet<u64> {
        let numbers: BTreeSet<u64> = names.iter().filter_map(|name| number_of(name)).collect();
        let is_it = |one: &&Request| {
            numbers.contains(&one.number)
                || one.ticket.as_ref().is_some_and(|ticket| names.contains(ticket))
                || one.shown.is_some_and(|id| shown.contains(&id))
        };
        let meant: Vec<&Request> = self.requests.values().map(|kept| &kept.request).filter(is_it).collect();
        for one in &meant {
            names.insert(name_of(one.number));
            names.extend(one.ticket.clone().filter(|ticket| !ticket.is_empty()));
            shown.extend(one.shown);
        }
        meant.iter().map(|one| one.number).collect()
    }

    pub(super) fn forget(&mut self, numbers: &BTreeSet<u64>) {
        self.requests.retain(|number, _| !numbers.contains(number));
    }
}

fn blank(kept: &mut Kept, at: Timestamp) {
    let request = &mut kept.request;
    (request.subject, request.text, request.reply_to) = (None, String::new(), None);
    kept.done = Some(to_microseconds(at));
}

fn rounded(delivery: Delivery) -> Delivery {
    match delivery.progress {
        Progress::Waiting(at) => Delivery { progress: Progress::Waiting(to_microseconds(at)), ..delivery },
        Progress::Delivered | Progress::GivenUp => delivery,
    }
}
