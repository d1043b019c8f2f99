//! What is a request, and how far is it on its way?

use jiff::Timestamp;

use crate::learn::{EventId, Person};

/// What stands before the number of a request, so that nobody takes it for a ticket's.
const MARK: &str = "R-";

/// What somebody sent to the help desk. Its words are redacted, and stay until it is closed or delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number, which the store gives: 1, 2, 3 …
    pub number: u64,
    /// What no other event is called.
    pub id: EventId,
    /// When it was sent.
    pub at: Timestamp,
    /// Who sent it.
    pub person: Person,
    /// The audiences that they belonged to; empty for whoever sees everything.
    pub audiences: Vec<String>,
    /// What whoever sends knows it by: the same key again is the same request.
    pub key: Option<String>,
    /// What was shown for it before.
    pub shown: Option<EventId>,
    /// The help desk's own number of the ticket, if it gave one.
    pub ticket: Option<String>,
    /// Where it came from.
    pub channel: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// What they wrote.
    pub text: String,
    /// The mail address at which they want to be reached.
    pub reply_to: Option<String>,
}

impl Request {
    /// What people call it: `R-17`.
    pub fn name(&self) -> String {
        name_of(self.number)
    }

    /// Whether it says what another says: the same form sent again. Of one whose words are gone by now, the key decides.
    pub fn repeats(&self, first: &Request, done: bool) -> bool {
        let said = |one: &Request| (one.shown, one.subject.clone(), one.text.clone(), one.reply_to.clone());
        done || said(self) == said(first)
    }
}

/// What people call the request of a number.
pub fn name_of(number: u64) -> String {
    format!("{MARK}{number}")
}

/// The number of such a name.
pub fn number_of(name: &str) -> Option<u64> {
    let digits = name.trim().strip_prefix(MARK)?;
    let plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// A way to the people who answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// A call to another program.
    Webhook,
    /// A mail.
    Mail,
}

impl Way {
    /// All of them.
    pub const ALL: [Way; 2] = [Way::Webhook, Way::Mail];

    /// The word used in store, API and logs.
    pub fn word(self) -> &'static str {
        match self {
            Way::Webhook => "webhook",
            Way::Mail => "mail",
        }
    }

    /// The way of a word.
    pub fn from_word(word: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.word() == word)
    }
}

/// A request on one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its number, the same however often it is tried: whoever gets it twice sees that.
    pub id: EventId,
    /// Which way.
    pub way: Way,
    /// How often it was tried.
    pub tries: u32,
    /// How far it is.
    pub progress: Progress,
    /// Why the last try failed; no secret and no address of anybody.
    pub why: Option<String>,
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is tried at this moment, or after it.
    Waiting(Timestamp),
    /// It was taken.
    Delivered,
    /// It is tried no more.
    GivenUp,
}

impl Progress {
    /// The word used in store and API.
    pub fn word(self) -> &'static str {
        match self {
            Progress::Waiting(_) => "waiting",
            Progress::Delivered => "delivered",
            Progress::GivenUp => "given_up",
        }
    }
}

/// A request as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What was sent.
    pub request: Request,
    /// Its ways, in the order of their names.
    pub deliveries: Vec<Delivery>,
    /// When somebody closed it, or all its ways had taken it: then its words are gone.
    pub done: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::{name_of, number_of};

    #[test]
    fn a_name_leads_back_to_its_number() {
        for number in [1, 17, u64::MAX] {
            assert_eq!(number_of(&name_of(number)), Some(number));
        }
        for other in ["17", "R-", "R-017", "R-0", "R-x", "R-+1", "r-1", "R-99999999999999999999999", ""] {
            assert_eq!(number_of(other), None, "{other}");
        }
    }
}
