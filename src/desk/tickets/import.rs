//! How do tickets of the past become lessons?

use jiff::Timestamp;

use super::{
    Ask,
    suggest::{audiences, forecast, name_of},
};
use crate::{
    access::{Audience, Permit, Reader, Record, Scope},
    desk::{self, Desk, Error, Progress, Silent, open::now},
    learn::{self, Appended, EventId, Found, Outcome, Person, Shown, ShownKind, Verdict},
    library::{Card, Named},
    search,
};

/// So many tickets are made durable at a time: a broken import goes on from there when it is run again.
const PORTION: usize = 500;

/// So many of the tickets are asked before they are learned from, spread over all of them: that tells how honest the
/// probabilities are.
const ASKED: usize = 1_000;

/// A ticket of the past, and the article that closed it.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The help desk's own number of it: the same number and article again are the same outcome.
    pub ticket: String,
    /// Its raw text.
    pub text: String,
    /// Its subject, where it has one apart from the text.
    pub subject: Option<String>,
    /// The article, by path or id; none when nothing answered it.
    pub article: Option<String>,
    /// When it was closed; now when unknown.
    pub at: Option<Timestamp>,
    /// Who closed it, by any name: only a keyed hash of it is kept. Nobody in particular when unknown.
    pub person: Option<String>,
    /// What came of it; resolved when unknown.
    pub verdict: Option<Verdict>,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Outcomes that were written now.
    pub new: usize,
    /// Outcomes that were there already.
    pub known: usize,
    /// Tickets that no article answered: they teach when to be silent.
    pub unanswered: usize,
    /// Tickets whose article is not in the knowledge base.
    pub lost: usize,
    /// Tickets that were to be forgotten, and stay so.
    pub forgotten: usize,
}

impl Desk {
    /// Writes tickets of the past into the ledger and learns from them. Running it again with the same tickets
    /// changes nothing; one that was interrupted goes on where it was.
    ///
    /// # Errors
    /// When the ledger cannot be written: what came before is there then.
    pub fn import(
        &self,
        past: &[Past],
        permit: &Permit<Record>,
        progress: &dyn Progress,
    ) -> Result<Imported, Error> {
        let mut imported = Imported::default();
        progress.begin(past.len());
        let every = past.len().div_ceil(ASKED);
        for (number, portion) in past.chunks(PORTION).enumerate() {
            let mut shown = Vec::with_capacity(portion.len());
            let mut outcomes = Vec::with_capacity(portion.len());
            for (place, past) in portion.iter().enumerate() {
                progress.step();
                let asks = (number * PORTION + place).is_multiple_of(every);
                let Some((one, outcome)) = self.as_events(past, asks)? else {
                    imported.lost += 1;
                    continue;
                };
                imported.unanswered += usize::from(outcome.article.is_none());
                shown.push(one);
                outcomes.push(outcome);
            }
            self.ledger.show(&shown)?;
            let appended = self.append_known(&mut outcomes, permit, &mut imported)?;
            for (appended, _) in
                appended.iter().zip(&outcomes).filter(|(_, outcome)| !outcome.article.is_none())
            {
                imported.new += usize::from(appended.new);
                imported.known += usize::from(!appended.new);
            }
            self.relearn()?;
            // What is asked next is compared with these too.
            self.embed(desk::hands(), &Silent, &|| false)?;
        }
        progress.finish();
        Ok(imported)
    }

    /// Appends outcomes, but for those of tickets that were forgotten: they are not to come back.
    fn append_known(
        &self,
        outcomes: &mut Vec<Outcome>,
        permit: &Permit<Record>,
        imported: &mut Imported,
    ) -> Result<Vec<Appended>, Error> {
        loop {
            match self.ledger.append(outcomes, permit) {
                Err(learn::Error::NotShown(id)) => {
                    let before = outcomes.len();
                    outcomes.retain(|outcome| outcome.shown != id);
                    imported.forgotten += before - outcomes.len();
                }
                appended => return Ok(appended?),
            }
        }
    }

    /// Writes events of a ledger into this one as they are, and learns from them: what was shown first, then what
    /// came of it. Says of each outcome whether it is new.
    ///
    /// # Errors
    /// When an outcome names something that was never shown, or takes a key that is taken: then what was shown is
    /// there, and no outcome; when the ledger cannot be written.
    pub fn take_in(
        &self,
        shown: &[Shown],
        outcomes: &[Outcome],
        permit: &Permit<Record>,
    ) -> Result<Vec<bool>, Error> {
        self.ledger.show(shown)?;
        self.remember_present(outcomes);
        let appended = self.ledger.append(outcomes, permit)?;
        self.relearn()?;
        Ok(appended.iter().map(|appended| appended.new).collect())
    }

    /// What a person is called in the ledger: the same for the same name, and nobody can tell the name from it.
    fn pseudonym(&self, name: &str) -> Person {
        if name.is_empty() {
            return Person(String::new());
        }
        let key = blake3::derive_key("firstline person", &self.ledger.secret());
        Person(format!("person:{}", &blake3::keyed_hash(&key, name.as_bytes()).to_hex()[..12]))
    }

    /// A ticket of the past as events; none when its article is not in the knowledge base.
    fn as_events(&self, past: &Past, asks: bool) -> Result<Option<(Shown, Outcome)>, Error> {
        let view = self.view();
        let all = Scope::everything("import what the help desk knows");
        let card = match past.article.as_ref().map(|name| view.library.find(name, &all)) {
            Some(Some(Named::Article(card) | Named::Moved(card))) => Some(card),
            Some(_) => return Ok(None),
            None => None,
        };
        let ticket = self.read_ticket(&Ask {
            subject: past.subject.clone(),
            text: past.text.clone(),
            ..Ask::default()
        });
        // What is kept must not depend on what was learned before: the same in whatever order.
        let asked = ticket.questions.join("\n");
        let words = search::ticket_words(&asked, ticket.language, &|_| 1.0, &*view.engine, &all)?.compared();
        let terms: Vec<String> = words.into_iter().map(|word| word.term).collect();
        let article = card.as_ref().map(|card| name_of(card)).unwrap_or_default();
        let at = past.at.unwrap_or_else(now);
        let person = self.pseudonym(past.person.as_deref().unwrap_or_default());
        let id = number("shown", &past.ticket, "");
        let reader = reader_of(card.as_deref());
        let forecast = if asks && self.ledger.shown(id)?.is_none() {
            forecast(&self.suggest_for(&ticket, &reader, 1)?, audiences(&reader), at)
        } else {
            None
        };
        let shown = Shown {
            id,
            at,
            kind: ShownKind::Import,
            person: person.clone(),
            audiences: audiences(&reader),
            ticket: Some(past.ticket.clone()),
            channel: None,
            words: self.kept_words(&terms, &self.lessons()),
            excerpt: self.excerpt(&ticket),
            listed: Vec::new(),
            ranking: self.view().ranking(),
            generation: view.engine.generation(&all),
            forecast,
        };
        let nothing = if card.is_none() { Verdict::NotHelpful } else { Verdict::Resolved };
        let verdict = past.verdict.filter(|_| card.is_some()).unwrap_or(nothing);
        let outcome = Outcome {
            id: number(verdict.word(), &past.ticket, &article.path),
            key: None,
            at,
            shown: shown.id,
            article,
            verdict,
            found: Found::Known,
            person,
            ticket: Some(past.ticket.clone()),
            note: None,
            assumed: false,
            // What the article said then is not known.
            basis: None,
        };
        Ok(Some((shown, outcome)))
    }
}

/// Who may know that an article resolved a ticket: whoever may read it, beside what is public.
fn reader_of(card: Option<&Card>) -> Reader {
    let own = card.into_iter().flat_map(|card| card.readership.article().iter().map(Audience::name));
    Reader::agent("import", own.chain([Audience::PUBLIC]))
}

/// The number of something imported: the same for the same ticket and article.
fn number(what: &str, ticket: &str, article: &str) -> EventId {
    let mut hasher = blake3::Hasher::new();
    for part in [what, ticket, article] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    EventId(u128::from_be_bytes(first))
}
