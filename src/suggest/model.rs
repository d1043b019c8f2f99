//! What is said of a ticket?

use std::sync::Arc;

use super::{calibration::Calibration, confidence::Features};
use crate::{
    learn::{EventId, Lessons, memory::Near},
    library::Card,
    search::{self, SectionRef, Snippet, Used},
};

/// What suggesting needs to know, at one moment.
pub struct Context<'a> {
    /// What searching needs.
    pub search: search::Context<'a>,
    /// What has been learned.
    pub lessons: &'a Lessons,
    /// What the desk's own record says of its probabilities, if it is long enough.
    pub calibration: Option<&'a Calibration>,
    /// From this probability on the first article is called the answer, 0 to 1; by the record, or from 0.7 on, when
    /// left out.
    pub answer_from: Option<f32>,
    /// Below this probability of the first article there is none, 0 to 1.
    pub none_below: f32,
    /// What was shown before, when it is asked again: what came of it must not speak for itself.
    pub again: Option<EventId>,
}

impl Context<'_> {
    /// Whether a case is what came of the very thing that is asked again.
    pub(super) fn is_own(&self, near: &Near) -> bool {
        let Some(again) = self.again else { return false };
        near.case.and_then(|case| self.lessons.case(case)).is_some_and(|(vote, _)| vote.shown == again)
    }
}

/// What is said of a ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// The first article resolves it, most probably.
    Answer,
    /// One of these may.
    Candidates,
    /// Nothing here does.
    #[default]
    None,
}

impl Decision {
    /// The word used in API, terminal and pages.
    pub fn word(self) -> &'static str {
        match self {
            Decision::Answer => "answer",
            Decision::Candidates => "candidates",
            Decision::None => "none",
        }
    }
}

/// The few articles that may resolve a ticket.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    /// What is said of the whole.
    pub decision: Decision,
    /// The articles, best first.
    pub list: Vec<Suggestion>,
    /// An article that offers something (`kind: offer`) and comes near: never among the others.
    pub offer: Option<Suggestion>,
    /// The most telling words, as terms.
    pub words: Vec<String>,
    /// The nearest resolved tickets, nearest first.
    pub near: Vec<Near>,
    /// Whether meaning decided with the words.
    pub meaning: Used,
    /// The hash of the ranking's configuration.
    pub ranking: u64,
    /// The number of the state of the shelves that was searched.
    pub generation: u64,
}

/// An article that may resolve a ticket.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// What is known of it.
    pub article: Arc<Card>,
    /// Its id, for this reader.
    pub id: String,
    /// The section that answers best, if it is not the article's beginning.
    pub section: Option<SectionRef>,
    /// The first eight bytes of BLAKE3 of that section's text.
    pub section_hash: u64,
    /// A few words of that section.
    pub snippet: Snippet,
    /// How well it fits, 0 to 1: the sum of its reasons.
    pub score: f32,
    /// The probability that it resolves the ticket, 0 to 1.
    pub probability: f32,
    /// What the probability is made of.
    pub features: Features,
    /// Why it stands here, greatest first.
    pub reasons: Vec<search::Reason>,
}
