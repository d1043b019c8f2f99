//! Which articles does the desk suggest for a ticket?

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::lately::Remembered;
use crate::{
    access::{Reader, Role},
    desk::{
        Desk, Error,
        open::{now, today},
    },
    learn::{ArticleName, EventId, Forecast, Lessons, Listed, Person, Shown, ShownKind, WordKey, Words},
    library::Card,
    suggest::{self, Decision, Suggestion, Suggestions},
    ticket::{self, Ticket},
};

/// So many similar tickets are shown.
const MOST_SIMILAR: usize = 5;
/// A ticket less similar than this is not called similar.
const SIMILAR: f32 = 0.2;
/// A ticket is recognised by so many characters of it.
const EXCERPT: usize = 240;

/// A ticket, and who asks for suggestions.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Its subject, where it has one apart from the text.
    pub subject: Option<String>,
    /// Its raw text.
    pub text: String,
    /// The help desk's own number of it.
    pub ticket: Option<String>,
    /// Where it came from, as the help desk calls it.
    pub channel: Option<String>,
    /// How many articles at most.
    pub limit: usize,
    /// What is declared of its surroundings, for the next tier: not part of the text, and written down nowhere.
    pub context: Vec<(String, String)>,
    /// Whether somebody fills in a form for themselves: then it may be held out.
    pub form: bool,
}

/// What was suggested for a ticket.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// The number under which it was written down.
    pub id: EventId,
    /// Lets its holder report an outcome without a login.
    pub token: String,
    /// The articles.
    pub suggestions: Suggestions,
    /// What the ticket was read as.
    pub ticket: Ticket,
    /// Resolved tickets like it; for agents.
    pub similar: Vec<Similar>,
}

/// A resolved ticket like the one that was asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// One redacted line of it.
    pub excerpt: String,
    /// The article that resolved it: its id for this reader, and its title.
    pub article: (String, String),
    /// How like it is, 0 to 1.
    pub similarity: f32,
    /// When it was resolved.
    pub at: Timestamp,
}

impl Desk {
    /// The articles that may resolve a ticket, written down as shown to this reader.
    ///
    /// # Errors
    /// When the index cannot be read, or the ledger not be written: then nothing was shown.
    pub fn suggest(&self, ask: &Ask, reader: &Reader) -> Result<Suggested, Error> {
        let ticket = self.read_ticket(ask);
        let mut suggestions = self.suggest_for(&ticket, reader, ask.limit)?;
        let id = self.next_id();
        let at = now();
        let kind = self.occasion(ask, id);
        if kind == ShownKind::HeldOut {
            suggestions.list.clear();
            suggestions.near.clear();
            suggestions.offer = None;
            suggestions.decision = Decision::None;
        }
        let lessons = self.lessons();
        let shown = Shown {
            id,
            at,
            kind,
            person: person(reader),
            audiences: audiences(reader),
            ticket: ask.ticket.clone(),
            channel: ask.channel.clone(),
            words: self.kept_words(&suggestions.words, &lessons),
            excerpt: self.excerpt(&ticket),
            listed: suggestions.list.iter().map(listed).collect(),
            ranking: suggestions.ranking,
            generation: suggestions.generation,
            forecast: forecast(&suggestions, audiences(reader), at),
        };
        drop(lessons);
        self.ledger.show(&[shown])?;
        let mut similar = Vec::new();
        if reader.role() >= Role::Agent {
            similar = self.similar(&suggestions, reader)?;
            let what = Remembered {
                decision: suggestions.decision,
                list: suggestions.list.clone(),
                offer: suggestions.offer.clone(),
                similar: similar.clone(),
                context: ask.context.clone(),
                upset: ticket::is_upset(&ticket.text),
            };
            self.lately.remember(id, what);
        }
        Ok(Suggested { id, token: self.token(id), suggestions, ticket, similar })
    }

    /// On what occasion suggestions are asked for. Whether a form is held out is drawn by its number, which nobody can guess.
    fn occasion(&self, ask: &Ask, id: EventId) -> ShownKind {
        let hold_out = self.changing().suggest.hold_out;
        if !ask.form || hold_out <= 0.0 {
            return ShownKind::Suggestion;
        }
        let drawn = u16::try_from(id.0 & 0xffff).unwrap_or(0);
        if f32::from(drawn) < hold_out * 65_536.0 { ShownKind::HeldOut } else { ShownKind::Form }
    }

    /// The ticket that a raw text is.
    pub fn read_ticket(&self, ask: &Ask) -> Ticket {
        let view = self.view();
        let known = view.known(self.changing().privacy.redact_addresses);
        ticket::read_mail(ask.subject.as_deref(), &ask.text, known)
    }

    /// The articles that may resolve a ticket; nothing is written down.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest_for(&self, ticket: &Ticket, reader: &Reader, limit: usize) -> Result<Suggestions, Error> {
        self.suggest_again(ticket, reader, limit, None)
    }

    /// The same for what was shown before under a number, without what came of that.
    pub(in crate::desk) fn suggest_again(
        &self,
        ticket: &Ticket,
        reader: &Reader,
        limit: usize,
        again: Option<EventId>,
    ) -> Result<Suggestions, Error> {
        let view = self.view();
        let (lessons, scope) = (self.lessons(), reader.scope());
        let calibration = self.calibration(&lessons, &scope);
        let context = suggest::Context {
            search: view.context(today(), None),
            lessons: &lessons,
            calibration: calibration.as_deref(),
            answer_from: self.changing().suggest.answer_from,
            none_below: self.changing().suggest.none_below,
            again,
        };
        Ok(suggest::for_ticket(&context, ticket, &scope, limit)?)
    }

    /// The words of a ticket as the privacy setting keeps them.
    pub(in crate::desk) fn kept_words(&self, terms: &[String], lessons: &Lessons) -> Words {
        // In the order of the alphabet: of the order of the sentence only the pairs of neighbours are kept.
        let terms: Vec<String> = terms.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        if self.changing().privacy.keep.terms() {
            Words::Terms(terms)
        } else {
            Words::Keys(terms.iter().map(|term| WordKey::of(term, lessons.secret())).collect())
        }
    }

    pub(in crate::desk) fn excerpt(&self, ticket: &Ticket) -> Option<String> {
        if !self.changing().privacy.keep.excerpt() {
            return None;
        }
        Some(line_of(ticket)).filter(|line| !line.is_empty())
    }

    fn similar(&self, suggestions: &Suggestions, reader: &Reader) -> Result<Vec<Similar>, Error> {
        let (view, scope) = (self.view(), reader.scope());
        let mut similar: Vec<Similar> = Vec::new();
        for near in suggestions.near.iter().filter(|near| near.similarity >= SIMILAR && near.weight > 0.0) {
            let vote = near.case.and_then(|case| self.lessons().case(case).map(|(vote, _)| vote));
            let (Some(vote), Some(card)) = (vote, view.library.get(near.article, &scope)) else { continue };
            // Another's ticket is shown to those alone who may read all that its agent may.
            let shown = self.ledger.shown(vote.shown)?.filter(|shown| scope.holds(&shown.audiences));
            let Some(excerpt) = shown.and_then(|shown| shown.excerpt) else { continue };
            let article = (view.library.id_of(card, &scope).to_owned(), card.title.clone());
            let at = Timestamp::from_second(vote.at).unwrap_or(Timestamp::UNIX_EPOCH);
            similar.push(Similar { excerpt, article, similarity: near.similarity, at });
            if similar.len() == MOST_SIMILAR {
                break;
            }
        }
        Ok(similar)
    }
}

/// One redacted line of a ticket, by which people recognise it.
pub(in crate::desk) fn line_of(ticket: &Ticket) -> String {
    let text = ticket.questions.first().unwrap_or(&ticket.text);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(EXCERPT).collect()
}

/// What a reader is called in the ledger.
pub(in crate::desk) fn person(reader: &Reader) -> Person {
    Person(reader.name().to_owned())
}

pub(in crate::desk) fn audiences(reader: &Reader) -> Vec<String> {
    reader.audiences().map(|audience| audience.name().to_owned()).collect()
}

/// What an article is called in the ledger.
pub(in crate::desk) fn name_of(card: &Card) -> ArticleName {
    ArticleName { path: card.path.clone(), id: card.claimed_id.clone() }
}

/// What the probability of the first article is made of.
pub(super) fn forecast(suggestions: &Suggestions, audiences: Vec<String>, at: Timestamp) -> Option<Forecast> {
    suggestions.list.first().map(|first| Forecast {
        article: name_of(&first.article),
        made_of: first.features.numbers().to_vec(),
        audiences,
        ranking: suggestions.ranking,
        at: at.as_microsecond(),
    })
}

fn listed(suggestion: &Suggestion) -> Listed {
    Listed {
        article: name_of(&suggestion.article),
        probability: Some(suggestion.probability),
        anchor: suggestion.section.as_ref().map_or_else(String::new, |section| section.anchor.clone()),
        section: suggestion.section_hash,
        content: Some(suggestion.article.source.content()),
    }
}
