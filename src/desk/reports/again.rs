//! What was asked before, and what comes of it when it is asked again?

use std::sync::Arc;

use jiff::Timestamp;

use super::sketches::Kept;
use crate::{
    access::{Oversee, Permit, Reader},
    desk::{Ask, Desk, Error, tickets::line_of},
    learn::{ArticleName, EventId, Shown, Words},
    library::Card,
    report::{self, PastQuestion, Wanted},
    search::{self, Query, Request},
    suggest::Decision,
    ticket::Ticket,
};

/// Something that was asked, as it can be asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Under which number it was shown; none when it comes from elsewhere.
    pub shown: Option<EventId>,
    /// The help desk's own number of its ticket, if it has one.
    pub ticket: Option<String>,
    /// When it was asked first; none when nobody says.
    pub at: Option<Timestamp>,
    /// What was asked: of the ledger's tickets the line that is kept, with the words that it lacks.
    pub text: String,
    /// Whether somebody searched; else it is a ticket.
    pub is_search: bool,
    /// The audiences of who asked; none for whoever sees everything.
    pub audiences: Vec<String>,
    /// How often the same was asked.
    pub times: usize,
    /// The article that resolved it, if somebody said so.
    pub resolved_by: Option<ArticleName>,
    /// The articles that were shown then.
    pub listed: Vec<ArticleName>,
}

/// What was asked, as far as it can be asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedBefore {
    /// What can be asked again, in the order in which it was looked for.
    pub questions: Vec<Again>,
    /// How many cannot be, because only hashes of their words are kept.
    pub hashed: usize,
    /// How many cannot be, because no word of them is kept: they were forgotten, or had none.
    pub wordless: usize,
}

impl Desk {
    /// What was asked before, of what this reader may see, the latest first; so many different ones at most.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn asked_before(
        &self,
        wanted: Wanted,
        most: usize,
        reader: &Reader,
        _permit: &Permit<Oversee>,
    ) -> Result<AskedBefore, Error> {
        let past = self.based(reader, &Kept::default(), |base| report::asked_again(base, wanted, most))?;
        self.as_asked(past)
    }

    /// The questions of a group of unanswered ones, the earliest first; none when there is no such group.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn group_asked_before(
        &self,
        group: &str,
        wanted: Wanted,
        reader: &Reader,
        _permit: &Permit<Oversee>,
    ) -> Result<Option<AskedBefore>, Error> {
        let of = |base: report::Base<'_>| report::group_asked_again(base, wanted, group);
        self.based(reader, &Kept::default(), of)?.map(|past| self.as_asked(past)).transpose()
    }

    /// What comes of something that is asked again: what is said, and the articles, best first. What was
    /// recorded of this very ticket does not speak for it. Nothing is written down.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn ask_again(&self, again: &Again, most: usize) -> Result<(Decision, Vec<Arc<Card>>), Error> {
        let reader = Reader::at_terminal(again.audiences.iter().map(String::as_str));
        if again.is_search {
            // Words alone: what was typed around them is not kept.
            let query = Query { text: again.text.clone(), words: again.text.clone(), ..Query::default() };
            let answer =
                self.search(&Request { query, limit: most, ..Request::default() }, &reader.scope())?;
            let says = if answer.hits.is_empty() { Decision::None } else { Decision::Candidates };
            return Ok((says, answer.hits.iter().map(|hit| hit.article.clone()).collect()));
        }
        let suggestions = self.suggest_again(&self.asked_ticket(again), &reader, most, again.shown)?;
        let articles = suggestions.list.into_iter().map(|one| one.article).collect();
        Ok((suggestions.decision, articles))
    }

    /// One redacted line by which people recognise what is asked again.
    pub fn line_of(&self, again: &Again) -> String {
        if again.is_search { again.text.clone() } else { line_of(&self.asked_ticket(again)) }
    }

    fn asked_ticket(&self, again: &Again) -> Ticket {
        self.read_ticket(&Ask { text: again.text.clone(), ..Ask::default() })
    }

    pub(super) fn as_asked(&self, past: Vec<PastQuestion>) -> Result<AskedBefore, Error> {
        let mut before = AskedBefore::default();
        for PastQuestion { shown, is_search, times, resolved_by } in past {
            let Some(shown) = self.ledger.shown(shown)? else { continue };
            if matches!(shown.words, Words::Keys(_)) && shown.excerpt.is_none() {
                before.hashed += times;
                continue;
            }
            let text = self.text_of(&shown)?;
            if text.is_empty() {
                before.wordless += times;
                continue;
            }
            before.questions.push(Again {
                shown: Some(shown.id),
                ticket: shown.ticket,
                at: Some(shown.at),
                text,
                is_search,
                audiences: shown.audiences,
                times,
                resolved_by,
                listed: shown.listed.into_iter().map(|listed| listed.article).collect(),
            });
        }
        Ok(before)
    }

    /// What is kept of something that was asked: the line, and below it the words that it lacks.
    fn text_of(&self, shown: &Shown) -> Result<String, Error> {
        let line = shown.excerpt.clone().unwrap_or_default();
        let Words::Terms(terms) = &shown.words else { return Ok(line) };
        let (view, scope) = (self.view(), Reader::at_terminal([]).scope());
        let ticket = self.read_ticket(&Ask { text: line.clone(), ..Ask::default() });
        let held = search::ticket_words(&ticket.text, ticket.language, &|_| 1.0, &*view.engine, &scope)?;
        let held: Vec<String> = held.compared().into_iter().map(|word| word.term).collect();
        // Pairs of neighbours say nothing more.
        let lacking = terms.iter().filter(|term| !term.contains(' ') && !held.contains(term));
        let lacking = lacking.map(String::as_str).collect::<Vec<_>>().join(" ");
        Ok([line, lacking].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"))
    }
}
