//! What came of what was shown?

use std::sync::atomic::Ordering;

use jiff::{SignedDuration, Timestamp};

use super::suggest::{name_of, person};
use crate::{
    access::{Reader, Role},
    desk::{Desk, Error, open::now},
    learn::{ArticleName, Basis, EventId, Found, Listed, Outcome, Person, Shown, ShownKind, Verdict},
    library::{Key, Named},
    ticket,
};

/// A token is good for so many days after what was shown.
const TOKEN_DAYS: i64 = 90;
/// A longer note is cut, in characters.
const LONGEST_NOTE: usize = 2000;

/// What somebody says came of something that was shown.
#[derive(Clone, Debug)]
pub struct Report {
    /// The number of the suggestion or the search.
    pub shown: EventId,
    /// The search by which the article was found, when the ticket's own suggestions did not hold it.
    pub found_by: Option<EventId>,
    /// The article, by any name that this reader may use; none when nothing that was shown helped.
    pub article: Option<String>,
    /// What came of it.
    pub verdict: Verdict,
    /// The help desk's own number of the ticket.
    pub ticket: Option<String>,
    /// A note; redacted before it is kept.
    pub note: Option<String>,
    /// When it happened; now when left out.
    pub at: Option<Timestamp>,
    /// Whether it is concluded from silence.
    pub assumed: bool,
    /// What the caller knows it by.
    pub key: Option<String>,
    /// The token that came with what was shown.
    pub token: Option<String>,
}

impl Report {
    /// That something was shown, and came to this for an article (by any name), or for none; nothing else is known.
    pub fn of(shown: EventId, article: Option<&str>, verdict: Verdict) -> Report {
        Report {
            shown,
            found_by: None,
            article: article.map(str::to_owned),
            verdict,
            ticket: None,
            note: None,
            at: None,
            assumed: false,
            key: None,
            token: None,
        }
    }
}

/// An article of which something is said.
struct FoundSo {
    article: ArticleName,
    found: Found,
    basis: Option<Basis>,
}

/// Whoever holds the token of something that was shown: one person for each token, whoever it is.
fn holder(shown: EventId) -> Person {
    Person(format!("token:{shown}"))
}

/// What the holder of a token says is said once: another word later has the same key, and is refused. It can be
/// taken back.
fn word_of_holder(report: &Report) -> String {
    let taken_back = matches!(report.verdict, Verdict::Reopened | Verdict::Retracted);
    if taken_back { "taken back" } else { "said" }.to_owned()
}

/// What was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The outcome's number.
    pub id: EventId,
    /// Whether it was known already.
    pub repeated: bool,
}

impl Desk {
    /// Records what came of something that was shown: durable when this returns, and learned.
    ///
    /// # Errors
    /// [`Error::NotShown`] when nothing was shown to this reader under that number, [`Error::NoArticle`] when the
    /// reader sees no such article or, as a customer, was not shown it; [`Error::Ledger`] when it cannot be kept.
    pub fn record(&self, report: &Report, reader: &Reader) -> Result<Recorded, Error> {
        let shown = self.ledger.shown(report.shown)?.ok_or(Error::NotShown)?;
        let by_token = report.token.as_deref().is_some_and(|token| self.token_is_good(token, report.shown));
        let own = person(reader) == shown.person;
        let permit = reader.permit_for_own(own || by_token).map_err(|_| Error::NotShown)?;
        let as_holder = by_token && !own && reader.role() < Role::Agent;
        let FoundSo { article, found, basis } = match &report.article {
            Some(name) => self.found(name, &shown, report, reader)?,
            // That nothing helped can be said and be taken back.
            None if matches!(report.verdict, Verdict::Resolved | Verdict::Helped | Verdict::Wrong) => {
                return Err(Error::NoArticle);
            }
            None => FoundSo { article: ArticleName::default(), found: Found::Known, basis: None },
        };
        let note = report.note.as_deref().map(|note| {
            let (redacted, _) =
                ticket::redact(note, self.view().known(self.changing().privacy.redact_addresses));
            redacted.chars().take(LONGEST_NOTE).collect()
        });
        let outcome = Outcome {
            id: self.next_id(),
            key: if as_holder { Some(word_of_holder(report)) } else { report.key.clone() },
            at: report.at.unwrap_or_else(now),
            shown: shown.id,
            article,
            verdict: report.verdict,
            found,
            person: if as_holder { holder(shown.id) } else { person(reader) },
            ticket: report.ticket.clone(),
            note,
            assumed: report.assumed,
            basis,
        };
        let appended = self.ledger.append(&[outcome], &permit)?;
        let appended = appended.first().ok_or(Error::NotShown)?;
        // It is durable, and whoever keeps the desk current takes it in as soon as it can be read again.
        if let Err(error) = self.relearn() {
            tracing::error!(%error, hint = error.hint(), "an outcome was recorded and is learned later");
        }
        Ok(Recorded { id: appended.id, repeated: !appended.new })
    }

    /// An article by its name, how it was found, and what it said.
    fn found(&self, name: &str, shown: &Shown, report: &Report, reader: &Reader) -> Result<FoundSo, Error> {
        let view = self.view();
        let named = view.library.find(name, &reader.scope()).ok_or(Error::NoArticle)?;
        let (Named::Article(card) | Named::Moved(card)) = named;
        let is_it = |listed: &Listed| {
            Key::of(&listed.article.path) == card.key || listed.article.id == card.claimed_id
        };
        let place = shown.listed.iter().position(is_it);
        let search = self.found_by_search(report, reader)?;
        let searched = shown.kind == ShownKind::Search || search.is_some();
        let found = match place {
            Some(place) if !searched => Found::Listed(u32::try_from(place + 1).unwrap_or(u32::MAX)),
            None if reader.role() < Role::Agent => return Err(Error::NoArticle),
            _ => Found::Searched,
        };
        let by = search.as_ref().unwrap_or(shown);
        let listed = by.listed.iter().find(|listed| is_it(listed)).map(|listed| (listed, by.at));
        let basis = self.basis(&card, listed, &view).unwrap_or_else(|error| {
            tracing::warn!(%error, "an outcome will count in full, whatever becomes of its article");
            None
        });
        let basis = basis.map(|(basis, sketch)| {
            self.remember(basis, sketch);
            basis
        });
        Ok(FoundSo { article: name_of(&card), found, basis })
    }

    /// The search of an agent's own by which they found the article, if they say so.
    fn found_by_search(&self, report: &Report, reader: &Reader) -> Result<Option<Shown>, Error> {
        let Some(search) = report.found_by.filter(|_| reader.role() >= Role::Agent) else { return Ok(None) };
        let shown = self.ledger.shown(search)?.filter(|shown| shown.person == person(reader));
        Ok(Some(shown.ok_or(Error::NotShown)?).filter(|shown| shown.kind == ShownKind::Search))
    }

    /// A token that lets its holder say what came of one thing that was shown.
    pub(in crate::desk) fn token(&self, shown: EventId) -> String {
        let key = blake3::derive_key("firstline outcome token", &self.ledger.secret());
        blake3::keyed_hash(&key, &shown.0.to_be_bytes()).to_hex()[..40].to_owned()
    }

    pub(in crate::desk) fn token_is_good(&self, token: &str, shown: EventId) -> bool {
        // Compared by their hashes, so that the time it takes tells nothing.
        let same = blake3::hash(token.as_bytes()) == blake3::hash(self.token(shown).as_bytes());
        let made = i64::try_from(shown.0 >> 80).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let fresh = made.is_some_and(|made| now() <= made + SignedDuration::from_hours(24 * TOKEN_DAYS));
        same && fresh
    }

    /// The next number: the moment in milliseconds, a count, and what nobody can guess (UUID version 7).
    pub(in crate::desk) fn next_id(&self) -> EventId {
        let count = self.given.fetch_add(1, Ordering::Relaxed);
        let mut hasher = blake3::Hasher::new_keyed(&self.ledger.secret());
        hasher.update(&self.started.to_be_bytes());
        hasher.update(&count.to_be_bytes());
        let mut random = [0; 16];
        random.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        let random = u128::from_be_bytes(random);
        let ms = u128::try_from(now().as_millisecond()).unwrap_or(0) & ((1 << 48) - 1);
        let low = (random & ((1 << 62) - 1)) | (0b10 << 62);
        EventId((ms << 80) | (0x7 << 76) | ((u128::from(count) & 0xfff) << 64) | low)
    }
}
