//! What does the next one need to know?

use jiff::Timestamp;

use crate::learn::{EventId, Verdict};

/// A request with what was shown and tried before it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Packet {
    /// What people call it: `R-17`.
    pub name: String,
    /// What no other event is called.
    pub id: EventId,
    /// When it was sent.
    pub at: Timestamp,
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
    /// What was shown before, if something was.
    pub suggested: Option<Suggested>,
}

/// What was shown, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggested {
    /// The number under which it was shown.
    pub id: EventId,
    /// What was said of the whole: `answer`, `candidates` or `none`.
    pub decision: &'static str,
    /// The articles, best first.
    pub shown: Vec<ShownArticle>,
    /// What was said of them, in the order in which it happened.
    pub tried: Vec<Tried>,
}

/// An article that was shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownArticle {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How probable it was said to be that it resolves the ticket.
    pub probability: Option<f32>,
}

/// Something that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The article: its id and its title; none when nothing that was shown helped.
    pub article: Option<(String, String)>,
    /// What came of it.
    pub verdict: Verdict,
    /// Whether it still stands.
    pub stands: bool,
    /// When.
    pub at: Timestamp,
}
