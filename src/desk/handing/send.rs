//! How does somebody send a request?

use crate::{
    access::{Reader, Role},
    desk::{
        Ask, Desk, Error,
        open::now,
        tickets::{audiences, person},
    },
    learn::EventId,
    request::{Delivery, Progress, Request, Sent},
    ticket,
};

/// A longer text than this is cut, in characters; so long is no ticket that is read, either.
const LONGEST: usize = 100_000;

/// What somebody sends to the help desk.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// Its subject, where it has one apart from the text.
    pub subject: Option<String>,
    /// What they wrote; redacted before it is kept.
    pub text: String,
    /// The mail address at which they want to be reached.
    pub reply_to: Option<String>,
    /// What was shown to them before.
    pub shown: Option<EventId>,
    /// The token that came with it.
    pub token: Option<String>,
    /// The help desk's own number of the ticket.
    pub ticket: Option<String>,
    /// Where it came from.
    pub channel: Option<String>,
    /// What the caller knows it by: the same key again is the same request.
    pub key: Option<String>,
}

impl Desk {
    /// Keeps a request for the people who answer: durable when this returns, and on its way where one is configured.
    ///
    /// # Errors
    /// [`Error::NotShown`] when it names something that was not shown to this reader; [`Error::Ledger`] when it cannot be
    /// kept, or its key stands for another one.
    pub fn send(&self, sending: &Sending, reader: &Reader) -> Result<Sent, Error> {
        if let Some(shown) = sending.shown {
            self.was_shown(shown, sending.token.as_deref(), reader)?;
        }
        let (subject, text) = self.words(sending);
        let at = now();
        let request = Request {
            number: 0,
            id: self.next_id(),
            at,
            person: person(reader),
            audiences: audiences(reader),
            key: sending.key.clone(),
            shown: sending.shown,
            ticket: sending.ticket.clone(),
            channel: sending.channel.clone(),
            subject,
            text,
            reply_to: sending.reply_to.clone(),
        };
        let ways = self.couriers.iter().map(|courier| Delivery {
            id: self.next_id(),
            way: courier.way(),
            tries: 0,
            progress: Progress::Waiting(at),
            why: None,
        });
        let sent = self.requests.send(&request, &ways.collect::<Vec<_>>())?;
        if sent.new {
            self.has_post.notify();
        }
        Ok(sent)
    }

    /// What a form that is shown is known by from then on.
    pub fn number_of_form(&self) -> String {
        self.next_id().to_string()
    }

    /// Subject and text without greeting, signature and history, redacted.
    fn words(&self, sending: &Sending) -> (Option<String>, String) {
        let ask = Ask { subject: sending.subject.clone(), text: sending.text.clone(), ..Ask::default() };
        let ticket = self.read_ticket(&ask);
        let subject = ticket.subject.clone().unwrap_or_default();
        let body = ticket.text.strip_prefix(subject.as_str()).unwrap_or(&ticket.text).trim();
        let mut text: String = body.chars().take(LONGEST).collect();
        if ticket.text.is_empty() {
            // A mere greeting, or nothing but what is cut away: a person reads it all the same.
            let known = self.view();
            let known = known.known(self.changing().privacy.redact_addresses);
            text = ticket::redact(sending.text.trim(), known).0.chars().take(LONGEST).collect();
        }
        (Some(subject).filter(|subject| !subject.is_empty()), text)
    }

    /// Whether something was shown to this reader, or they hold its token, or are an agent who may look at it.
    fn was_shown(&self, id: EventId, token: Option<&str>, reader: &Reader) -> Result<(), Error> {
        let shown = self.ledger.shown(id)?.ok_or(Error::NotShown)?;
        let by_token = token.is_some_and(|token| self.token_is_good(token, id));
        let may_look = reader.role() >= Role::Agent && reader.scope().holds(&shown.audiences);
        let own = person(reader) == shown.person;
        if own || by_token || may_look { Ok(()) } else { Err(Error::NotShown) }
    }
}
