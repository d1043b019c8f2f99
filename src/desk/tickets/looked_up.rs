//! What was shown of a ticket, and what came of it, for whoever looks at it again?

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;

use super::{
    Similar,
    lately::Remembered,
    suggest::{name_of, person},
};
use crate::{
    access::{Reader, Role, Scope},
    desk::{Desk, Error, View},
    learn::{ArticleName, EventId, Listed, Outcome, Shown, ShownKind, Verdict},
    library::{Card, Key, Named},
    search::{Passages, Piece, Reason, SectionRef, Snippet},
    suggest::{self, Decision},
    ticket,
};

/// Of a section whose telling words are not known any more, so many characters are shown.
const BEGINNING: usize = 220;

/// What was shown under a number, as a reader sees it now.
#[derive(Clone, Debug)]
pub struct LookedUp {
    /// The number.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// On what occasion.
    pub kind: ShownKind,
    /// Whether it was shown to this reader.
    pub own: bool,
    /// The help desk's own number of the ticket.
    pub ticket: Option<String>,
    /// Where the ticket came from.
    pub channel: Option<String>,
    /// One redacted line of it, where the privacy setting keeps it.
    pub excerpt: Option<String>,
    /// What was declared of its surroundings; known for a while only.
    pub context: Vec<(String, String)>,
    /// What is said of the whole.
    pub decision: Decision,
    /// Whether whoever wrote it needs calm words first.
    pub upset: bool,
    /// Whether it is still known why each article was suggested.
    pub why: bool,
    /// The articles that this reader sees, best first.
    pub places: Vec<Place>,
    /// Something that could be offered beside; never to whoever is upset, and known for a while only. Its id for this
    /// reader, and its title.
    pub offer: Option<(String, String)>,
    /// What came of it, in the order in which it happened.
    pub said: Vec<Said>,
    /// Resolved tickets like it; for agents, and known for a while only.
    pub similar: Vec<Similar>,
}

/// An article of a list.
#[derive(Clone, Debug)]
pub struct Place {
    /// What is known of it.
    pub article: Arc<Card>,
    /// Its id, for this reader.
    pub id: String,
    /// The probability that was said.
    pub probability: Option<f32>,
    /// The section that was shown, if it is not the beginning.
    pub section: Option<SectionRef>,
    /// A few words of that section.
    pub snippet: Snippet,
    /// Why it stands here, greatest first.
    pub reasons: Vec<Reason>,
}

/// What somebody said came of it.
#[derive(Clone, Debug)]
pub struct Said {
    /// The article: its id for this reader, and its title; none when it was said of none.
    pub article: Option<(String, String)>,
    /// What came of it.
    pub verdict: Verdict,
    /// Whether it still stands: it was not taken back, and nothing later was said of the same.
    pub stands: bool,
    /// Whether this reader said so.
    pub own: bool,
    /// When.
    pub at: Timestamp,
    /// A note of this reader's, or of whoever the list was shown to.
    pub note: Option<String>,
}

impl Desk {
    /// What was shown under a number, for whoever it was shown to, and for agents who may read all that that reader may.
    ///
    /// # Errors
    /// [`Error::NotShown`] when nothing was, or to somebody whose list this reader may not see; when store or index
    /// cannot be read.
    pub fn look_again(&self, id: EventId, reader: &Reader) -> Result<LookedUp, Error> {
        self.look_again_by(id, "", reader)
    }

    /// The same for whoever holds the token that came with it, too.
    ///
    /// # Errors
    /// As before.
    pub fn look_again_by(&self, id: EventId, token: &str, reader: &Reader) -> Result<LookedUp, Error> {
        let shown = self.ledger.shown(id)?.ok_or(Error::NotShown)?;
        let own = person(reader) == shown.person || self.token_is_good(token, id);
        let scope = reader.scope();
        reader.permit_for_own(own).map_err(|_| Error::NotShown)?;
        if !own && !scope.holds(&shown.audiences) {
            return Err(Error::NotShown);
        }
        let (view, known) = (self.view(), self.lately.of(id));
        let mut places = Vec::new();
        for listed in &shown.listed {
            places.extend(place(&view, listed, known.as_deref(), &scope)?);
        }
        let agent = reader.role() >= Role::Agent;
        let similar = known.iter().filter(|_| agent).flat_map(|known| &known.similar);
        let excerpt = shown.excerpt.clone();
        let upset = match &known {
            Some(known) => known.upset,
            None => excerpt.as_deref().is_some_and(ticket::is_upset),
        };
        let offer = known.as_ref().and_then(|known| known.offer.as_ref()).filter(|_| !upset);
        Ok(LookedUp {
            id,
            at: shown.at,
            kind: shown.kind,
            own,
            decision: self.decided(known.as_deref(), &shown, &places),
            upset,
            offer: offer.and_then(|offer| {
                let card = view.library.get(offer.article.key, &scope)?;
                Some((view.library.id_of(card, &scope).to_owned(), card.title.clone()))
            }),
            why: known.is_some() || shown.kind != ShownKind::Suggestion,
            places,
            said: said(&view, &shown, self.ledger.outcomes_of(id)?, reader),
            similar: similar.filter_map(|one| still_there(&view, one, &scope)).collect(),
            context: known.as_ref().map(|known| known.context.clone()).unwrap_or_default(),
            ticket: shown.ticket,
            channel: shown.channel,
            excerpt,
        })
    }

    fn decided(&self, known: Option<&Remembered>, shown: &Shown, places: &[Place]) -> Decision {
        if let Some(known) = known {
            return known.decision;
        }
        let best = places.first().and_then(|place| place.probability).unwrap_or_default();
        let threshold = &self.changing().suggest;
        let from = threshold.answer_from.unwrap_or(suggest::ANSWER_FROM);
        match shown.kind {
            ShownKind::Search | ShownKind::Import if !places.is_empty() => Decision::Candidates,
            _ => suggest::decide(best, from, threshold.none_below),
        }
    }
}

/// An article by what it is called in the ledger.
fn card_of(view: &View, name: &ArticleName, scope: &Scope) -> Option<Arc<Card>> {
    if let Some(card) = view.library.get(Key::of(&name.path), scope) {
        return Some(card.clone());
    }
    let (Named::Article(card) | Named::Moved(card)) = view.library.find(&name.id, scope)?;
    Some(card)
}

fn place(
    view: &View,
    listed: &Listed,
    known: Option<&Remembered>,
    scope: &Scope,
) -> Result<Option<Place>, Error> {
    let Some(article) = card_of(view, &listed.article, scope) else { return Ok(None) };
    let id = view.library.id_of(&article, scope).to_owned();
    let is_it = |one: &&suggest::Suggestion| one.article.key == article.key;
    let suggestion = known.and_then(|known| known.list.iter().find(is_it));
    let reasons = suggestion.map(|one| one.reasons.clone()).unwrap_or_default();
    // An article that was changed meanwhile may have lost the words that were shown.
    let same = suggestion.filter(|one| one.article.source.hash == article.source.hash);
    let (section, snippet) = match same {
        Some(one) => (one.section.clone(), one.snippet.clone()),
        None => beginning(view, &article, &listed.anchor, scope)?,
    };
    Ok(Some(Place { article, id, probability: listed.probability, section, snippet, reasons }))
}

/// A section by its anchor, and how it begins.
fn beginning(
    view: &View,
    card: &Card,
    anchor: &str,
    scope: &Scope,
) -> Result<(Option<SectionRef>, Snippet), Error> {
    let Some(place) = view.engine.place_of(card.key, scope)? else { return Ok((None, Snippet::default())) };
    let mut passages = Passages::default();
    view.engine.passages(place, usize::MAX, &mut passages)?;
    let named = |anchor: &str| passages.iter().find(|passage| passage.anchor == anchor);
    let Some(passage) = named(anchor).or_else(|| passages.iter().next()) else {
        return Ok((None, Snippet::default()));
    };
    let words = passage.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = words.chars().take(BEGINNING).collect();
    let cut_after = text.len() < words.len();
    let section = (!passage.anchor.is_empty())
        .then(|| SectionRef { heading: passage.title().to_owned(), anchor: passage.anchor.to_owned() });
    let pieces = vec![Piece { text, marked: false }];
    Ok((section, Snippet { pieces, cut_before: false, cut_after }))
}

/// What came of it, as far as it is about articles that this reader sees.
fn said(view: &View, shown: &Shown, mut outcomes: Vec<Outcome>, reader: &Reader) -> Vec<Said> {
    outcomes.sort_by_key(|outcome| (outcome.at, outcome.id));
    let (me, scope) = (person(reader), reader.scope());
    let mut later = BTreeSet::new();
    let mut all: Vec<Said> = Vec::new();
    for outcome in outcomes.into_iter().rev() {
        let card = card_of(view, &outcome.article, &scope);
        if card.is_none() && !outcome.article.is_none() {
            continue;
        }
        let last = later.insert(card.as_ref().map(|card| name_of(card)));
        let taken_back = matches!(outcome.verdict, Verdict::Retracted | Verdict::Reopened);
        let shows_note = outcome.person == me || outcome.person == shown.person;
        all.push(Said {
            article: card.map(|card| (view.library.id_of(&card, &scope).to_owned(), card.title.clone())),
            verdict: outcome.verdict,
            stands: last && !taken_back,
            own: outcome.person == me,
            at: outcome.at,
            note: outcome.note.filter(|_| shows_note),
        });
    }
    all.reverse();
    all
}

/// A resolved ticket, if this reader still sees what resolved it.
fn still_there(view: &View, similar: &Similar, scope: &Scope) -> Option<Similar> {
    let (Named::Article(card) | Named::Moved(card)) = view.library.find(&similar.article.0, scope)?;
    let article = (view.library.id_of(&card, scope).to_owned(), card.title.clone());
    Some(Similar { article, ..similar.clone() })
}
