//! What did articles say when they were shown?

use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    access::{LookBack, Permit, Reader, Scope},
    article::Section,
    desk::{Desk, Error},
    history::Revision,
    learn::{EventId, Listed, Shown},
    library::{Card, Key, Named},
    search::Passages,
};

/// What became of a section since it was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    /// The article says it still.
    AsShown,
    /// The article says something else.
    Changed,
    /// The article is gone, or no longer for whoever asks.
    Gone,
}

impl Became {
    /// All of them.
    pub const ALL: [Became; 3] = [Became::AsShown, Became::Changed, Became::Gone];

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Became::AsShown => "as_shown",
            Became::Changed => "changed",
            Became::Gone => "gone",
        }
    }
}

/// An article of a list that was shown, with what it said then.
#[derive(Clone, Debug, PartialEq)]
pub struct SaidThen {
    /// How it was listed.
    pub listed: Listed,
    /// Its id now, for whoever asks.
    pub id: Option<String>,
    /// What became of the section.
    pub became: Became,
    /// The section as it was shown; none where the text of then is kept nowhere, or not told.
    pub section: Option<Section>,
    /// The commit that left the article so; none where that is not known, or not told.
    pub revision: Option<Revision>,
}

impl Desk {
    /// What was shown under a number, to somebody who could read no more than this reader. Searches and suggestions of
    /// others are nothing that was shown, to whoever cannot read all that they could.
    ///
    /// # Errors
    /// [`Error::NotShown`]; or the ledger cannot be read.
    pub fn shown(&self, id: EventId, reader: &Reader) -> Result<Shown, Error> {
        let shown = self.ledger.shown(id)?;
        shown.filter(|shown| reader.scope().holds(&shown.audiences)).ok_or(Error::NotShown)
    }

    /// What the articles of a list said when they were shown, in its order. Without the right to look back it is told of
    /// what they say still.
    ///
    /// # Errors
    /// When the index or the history cannot be read.
    pub fn said_then(
        &self,
        shown: &Shown,
        scope: &Scope,
        may: Option<&Permit<LookBack>>,
    ) -> Result<Vec<SaidThen>, Error> {
        shown.listed.iter().map(|listed| self.one_then(listed, shown.at, scope, may)).collect()
    }

    fn one_then(
        &self,
        listed: &Listed,
        at: Timestamp,
        scope: &Scope,
        may: Option<&Permit<LookBack>>,
    ) -> Result<SaidThen, Error> {
        let view = self.view();
        let card = self.card_now(listed, scope);
        let still = match &card {
            Some(card) => self.section_of(card, listed.section, scope)?,
            None => None,
        };
        let became = match (&card, &still) {
            (None, _) => Became::Gone,
            (_, Some(_)) => Became::AsShown,
            (_, None) => Became::Changed,
        };
        // What somebody may not read now may not be told of its past either, and nobody is to notice whether it is gone or
        // hidden.
        let sees_all = scope.holds(&[]);
        let past = match may {
            Some(_) if card.is_some() || sees_all => self.find_then(listed, at, scope)?,
            _ => None,
        };
        let says = |section: &Section| Key::of(&section.text).0 == listed.section;
        let (revision, then) = match past {
            Some((revision, sections)) => (Some(revision), sections.into_iter().find(says)),
            None => (None, None),
        };
        let id = card.map(|card| view.library.id_of(&card, scope).to_owned());
        Ok(SaidThen { listed: listed.clone(), id, became, section: still.or(then), revision })
    }

    /// The commit that left an article as it was shown, and its sections: that which was shown is among them.
    pub(in crate::desk) fn find_then(
        &self,
        listed: &Listed,
        at: Timestamp,
        scope: &Scope,
    ) -> Result<Option<(Revision, Vec<Section>)>, Error> {
        let Some(history) = &self.history else { return Ok(None) };
        let found = history.find(&listed.article.path, at, |past| {
            let document = self.reading_of(past, scope)?;
            // Of old records it is known by the section alone.
            let is_it = listed.content.is_none_or(|content| content == document.card.source.content());
            let says = |section: &Section| Key::of(&section.text).0 == listed.section;
            (is_it && document.sections.iter().any(says)).then_some(document.sections)
        });
        Ok(found?)
    }

    /// The article that was listed, as it is now.
    fn card_now(&self, listed: &Listed, scope: &Scope) -> Option<Arc<Card>> {
        let view = self.view();
        let names = [listed.article.path.as_str(), listed.article.id.as_str()];
        let named = names.into_iter().find_map(|name| view.library.find(name, scope))?;
        let (Named::Article(card) | Named::Moved(card)) = named;
        Some(card)
    }

    /// The section of an article that says something, by its hash.
    fn section_of(&self, card: &Card, hash: u64, scope: &Scope) -> Result<Option<Section>, Error> {
        let view = self.view();
        let Some(place) = view.engine.place_of(card.key, scope)? else { return Ok(None) };
        let mut passages = Passages::default();
        view.engine.passages(place, usize::MAX, &mut passages)?;
        Ok(passages.iter().find(|passage| Key::of(passage.text).0 == hash).map(Section::from))
    }
}
