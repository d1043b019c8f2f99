//! Which searches are written down, and how? And what is written down of an article that somebody read?

use super::suggest::{audiences, name_of, person};
use crate::{
    access::{Reader, Role},
    desk::{
        Desk, Error, Searches,
        open::{now, today},
    },
    learn::{EventId, Listed, Shown, ShownKind},
    library::Named,
    search::{self, Answer, Hit, Request},
    ticket,
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
        let listed = answer.hits.iter().map(listed).collect();
        let shown = self.shown_for(&request.query.words, listed, answer.generation, reader)?;
        let id = shown.id;
        self.ledger.show(&[shown])?;
        Ok(Some(id))
    }

    /// Writes down that a reader read an article, found by these words if anybody knows, so that they can say what came
    /// of it: the number of that, the token that lets them say it, and a ticket's number, which is the same for this
    /// reader and article all day: however often it is said, the last word counts.
    ///
    /// Words are written down where any reader's searches may be.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when this reader sees no such article; [`Error::Ledger`] when it cannot be kept.
    pub fn read(&self, article: &str, words: &str, reader: &Reader) -> Result<Read, Error> {
        let view = self.view();
        let named = view.library.find(article, &reader.scope()).ok_or(Error::NoArticle)?;
        let (Named::Article(card) | Named::Moved(card)) = named;
        let words = if self.changing().privacy.searches == Searches::Nobody { "" } else { words };
        let (words, _) = ticket::redact(words, view.known(self.changing().privacy.redact_addresses));
        let listed = Listed {
            article: name_of(&card),
            probability: None,
            anchor: String::new(),
            section: 0,
            content: Some(card.source.content()),
        };
        let generation = view.engine.generation(&reader.scope());
        let mut hasher = blake3::Hasher::new_keyed(&self.ledger.secret());
        for part in [reader.name(), &card.path, &today().to_string()] {
            hasher.update(part.as_bytes()).update(b"\n");
        }
        let ticket = format!("page-{}", &hasher.finalize().to_hex()[..16]);
        let shown = Shown {
            ticket: Some(ticket.clone()),
            ..self.shown_for(&words, vec![listed], generation, reader)?
        };
        let id = shown.id;
        self.ledger.show(&[shown])?;
        Ok(Read { shown: id, token: self.token(id), ticket })
    }

    /// What is written down of a list that was found by some words.
    fn shown_for(
        &self,
        words: &str,
        listed: Vec<Listed>,
        generation: u64,
        reader: &Reader,
    ) -> Result<Shown, Error> {
        let view = self.view();
        let words = search::ticket_words(words, None, &|_| 1.0, &*view.engine, &reader.scope())?;
        let terms: Vec<String> = words.compared().into_iter().map(|word| word.term).collect();
        Ok(Shown {
            id: self.next_id(),
            at: now(),
            kind: ShownKind::Search,
            person: person(reader),
            audiences: audiences(reader),
            ticket: None,
            channel: None,
            words: self.kept_words(&terms, &self.lessons()),
            excerpt: None,
            listed,
            ranking: view.ranking(),
            generation,
            forecast: None,
        })
    }
}

/// That somebody read an article.
#[derive(Clone, Debug)]
pub struct Read {
    /// Its number.
    pub shown: EventId,
    /// Lets its holder say what came of it.
    pub token: String,
    /// What counts as one ticket.
    pub ticket: String,
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
