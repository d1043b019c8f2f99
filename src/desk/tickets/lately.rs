//! What is known of tickets that agents asked about lately, and is written down nowhere?
//!
//! Why an article was suggested, with which words, and what somebody declared of the ticket's surroundings helps whoever
//! looks at the list again, and the next tier. It lies in memory alone, is bounded, and goes with whatever is forgotten.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use super::Similar;
use crate::{
    learn::EventId,
    suggest::{Decision, Suggestion},
};

/// So many tickets are remembered, some ten kilobytes each.
const MOST: usize = 500;

/// What was said of one ticket.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) decision: Decision,
    pub(super) list: Vec<Suggestion>,
    pub(super) offer: Option<Suggestion>,
    pub(super) similar: Vec<Similar>,
    /// What somebody declared: `product`, `version`, and whatever else.
    pub(super) context: Vec<(String, String)>,
    /// Whether whoever wrote it needs calm words first.
    pub(super) upset: bool,
}

/// The tickets, latest last.
#[derive(Debug, Default)]
pub(in crate::desk) struct Lately(Mutex<VecDeque<(EventId, Arc<Remembered>)>>);

impl Lately {
    pub(super) fn remember(&self, shown: EventId, what: Remembered) {
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tickets.len() >= MOST {
            tickets.pop_front();
        }
        tickets.push_back((shown, Arc::new(what)));
    }

    pub(super) fn of(&self, shown: EventId) -> Option<Arc<Remembered>> {
        let tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.iter().rev().find(|(id, _)| *id == shown).map(|(_, what)| what.clone())
    }

    /// Remembers nothing any more.
    pub(in crate::desk) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
