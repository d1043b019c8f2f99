//! Which searches are written down, and how?

use super::suggest::{audiences, name_of, person};
use crate::{
    access::{Reader, Role},
    desk::{Desk, Error, Searches, open::now},
    learn::{EventId, Listed, Shown, ShownKind},
    search::{self, Answer, Hit, Request},
};

impl Desk {
    /// Whether searches of this reader are written down.
    pub fn writes_down(&self, reader: &Reader) -> bool {
        match self.changing().privacy.searches {
            Searches::Agents => reader.role() >= Role::Agent,
            Searches::Everyone => true,
            Searches::Nobody => false,
        }
    }

    /// Writes down what a search showed, if this reader's searches are, so that an outcome can be reported of it; nothing
    /// that was found is told by reports, too. Its number then.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn searched(
        &self,
        request: &Request,
        answer: &Answer,
        reader: &Reader,
    ) -> Result<Option<EventId>, Error> {
        // A page behind the last one says nothing.
        let says_nothing = answer.total > 0 || request.query.words.trim().is_empty();
        if !self.writes_down(reader) || answer.hits.is_empty() && says_nothing {
            return Ok(None);
        }
        let view = self.view();
        let words =
            search::ticket_words(&request.query.words, None, &|_| 1.0, &*view.engine, &reader.scope())?;
        let terms: Vec<String> = words.compared().into_iter().map(|word| word.term).collect();
        let id = self.next_id();
        let shown = Shown {
            id,
            at: now(),
            kind: ShownKind::Search,
            person: person(reader),
            audiences: audiences(reader),
            ticket: None,
            channel: None,
            words: self.kept_words(&terms, &self.lessons()),
            excerpt: None,
            listed: answer.hits.iter().map(listed).collect(),
            ranking: self.view().ranking(),
            generation: answer.generation,
            forecast: None,
        };
        self.ledger.show(&[shown])?;
        Ok(Some(id))
    }
}

fn listed(hit: &Hit) -> Listed {
    Listed {
        article: name_of(&hit.article),
        probability: None,
        anchor: hit.section.as_ref().map_or_else(String::new, |section| section.anchor.clone()),
        section: hit.section_hash,
        content: Some(hit.article.source.content()),
    }
}
