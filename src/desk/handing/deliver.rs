//! How is a request carried to where it is answered?

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use crate::{
    access::Reader,
    desk::{Desk, Error, LookedUp, tasks::note},
    learn::EventId,
    request::{self, Came, Delivery, Packet, Request, ShownArticle, Suggested, Tried, wait},
};

/// So many are carried in one round.
const ROUND: usize = 16;
/// No longer reason is kept, in characters.
const LONGEST_WHY: usize = 300;

impl Desk {
    /// Carries what is due at this moment, each once, and keeps what came of it. How many were tried.
    ///
    /// One process does so, for its store: the one that serves. What is taken and not written down as taken, because the
    /// machine stopped between the two, is carried again under the same number.
    ///
    /// # Errors
    /// When store or index cannot be read or written.
    pub fn deliver(&self, now: Timestamp) -> Result<usize, Error> {
        self.round(now, &AtomicBool::new(false))
    }

    /// The same until nothing is due, or somebody says stop.
    pub(super) fn deliver_until(&self, stop: &AtomicBool) -> Result<(), Error> {
        while self.round(self.now(), stop)? > 0 && !stop.load(Ordering::Acquire) {}
        Ok(())
    }

    fn round(&self, now: Timestamp, stop: &AtomicBool) -> Result<usize, Error> {
        let due = self.requests.due(now, ROUND)?;
        for (delivery, request) in due.iter().take_while(|_| !stop.load(Ordering::Acquire)) {
            let came = self.carry(delivery, request, now)?;
            self.requests.tried(delivery.id, &came, now)?;
        }
        self.note_undelivered()?;
        Ok(due.len())
    }

    /// Whether requests are carried anywhere.
    pub fn has_couriers(&self) -> bool {
        !self.couriers.is_empty()
    }

    fn carry(&self, delivery: &Delivery, request: &Request, now: Timestamp) -> Result<Came, Error> {
        let (name, way, tries) = (request.name(), delivery.way.word(), delivery.tries + 1);
        let Some(courier) = self.couriers.iter().find(|courier| courier.way() == delivery.way) else {
            tracing::warn!(request = name, way, "a request is not delivered: this way is configured no more");
            return Ok(Came::Failed { again: None, why: "this way is configured no more".to_owned() });
        };
        let packet = self.packet(request)?;
        let Err(refused) = courier.carry(&packet, delivery.id, now) else {
            tracing::info!(request = name, way, tries, "a request was delivered");
            return Ok(Came::Delivered);
        };
        let why: String = refused.why.chars().take(LONGEST_WHY).collect();
        let again = wait(request.at, tries, now, chance(delivery.id, tries));
        if let Some(again) = again {
            tracing::warn!(request = name, way, tries, why, %again, "a request waits to be delivered");
        } else {
            let hint = "agents find it in their list";
            tracing::error!(
                request = name,
                way,
                tries,
                why,
                hint,
                "a request could not be delivered and is tried no more"
            );
        }
        Ok(Came::Failed { again, why })
    }

    /// What travels: with what was shown, as whoever sent it sees it.
    fn packet(&self, request: &Request) -> Result<Packet, Error> {
        let sender = if request.audiences.is_empty() {
            Reader::at_terminal([])
        } else {
            Reader::agent("handover", request.audiences.iter().map(String::as_str))
        };
        let looked = request.shown.map(|shown| self.look_again(shown, &sender)).transpose();
        let looked = match looked {
            Err(Error::NotShown) => None,
            looked => looked?,
        };
        Ok(Packet {
            name: request.name(),
            id: request.id,
            at: request.at,
            ticket: request.ticket.clone(),
            channel: request.channel.clone(),
            subject: request.subject.clone(),
            text: request.text.clone(),
            reply_to: request.reply_to.clone(),
            suggested: looked.map(suggested),
        })
    }

    pub(super) fn note_undelivered(&self) -> Result<(), Error> {
        let request::Figures { given_up, .. } = self.requests.figures()?;
        let words = "could not be delivered; agents find them under `/agent/requests`, and closing them there ends this";
        let trouble = (given_up > 0).then(|| format!("{given_up} requests {words}"));
        note(self, "handover", trouble);
        Ok(())
    }
}

/// What spreads the tries of deliveries that failed together.
fn chance(delivery: EventId, tries: u32) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&delivery.0.to_be_bytes()).update(&tries.to_be_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_be_bytes(first)
}

fn suggested(looked: LookedUp) -> Suggested {
    let shown = looked.places.into_iter().map(|place| ShownArticle {
        id: place.id,
        title: place.article.title.clone(),
        probability: place.probability,
    });
    let tried = looked.said.into_iter().map(|said| Tried {
        article: said.article,
        verdict: said.verdict,
        stands: said.stands,
        at: said.at,
    });
    Suggested {
        id: looked.id,
        decision: looked.decision.word(),
        shown: shown.collect(),
        tried: tried.collect(),
    }
}
