//! What did an article say before?

use std::sync::Arc;

use super::{ArticleView, now::resolve};
use crate::{
    access::{LookBack, Permit, Scope},
    article,
    desk::{Desk, Error, Settings, open::now, readings},
    history::{History, Moment, Past, Revision},
    library::{Card, Document, Named, Source},
};

/// The history of the settings' knowledge base. One that cannot be read is told in the log, and nothing else goes
/// without.
pub(in crate::desk) fn history(settings: &Settings) -> Option<History> {
    if !settings.git {
        return None;
    }
    History::open(&settings.kb.root, settings.kb.max_bytes)
        .inspect_err(
            |error| tracing::warn!(%error, hint = error.hint(), "what articles said before is not known"),
        )
        .ok()
        .flatten()
}

impl Desk {
    /// The commits that changed an article, the latest first, so many at most. `None` when there is no such article
    /// that this scope opens.
    ///
    /// # Errors
    /// When nothing is known of what was before, or it cannot be read.
    pub fn revisions(
        &self,
        name: &str,
        most: usize,
        scope: &Scope,
        _may: &Permit<LookBack>,
    ) -> Result<Option<Vec<Revision>>, Error> {
        let Some(card) = self.card_of(name, scope) else { return Ok(None) };
        let Some(history) = &self.history else { return Ok(Some(Vec::new())) };
        // What somebody may not read now may not be told of its past either: where it lay, and what was said of it.
        let versions = history.versions(&card.path, most)?.into_iter();
        let seen = versions.take_while(|past| self.reading_of(past, scope).is_some());
        Ok(Some(seen.map(|past| past.revision).collect()))
    }

    /// An article as it was, and the commit that left it so. `None` when there is no such article that this scope
    /// opens, when there was none then, or when what it said then was not for this scope.
    ///
    /// # Errors
    /// When nothing is known of what was before, or it cannot be read.
    pub fn article_at(
        &self,
        name: &str,
        moment: &Moment,
        scope: &Scope,
        link: &dyn Fn(&str) -> String,
        _may: &Permit<LookBack>,
    ) -> Result<Option<(ArticleView, Revision)>, Error> {
        let Some(card) = self.card_of(name, scope) else { return Ok(None) };
        let history = self.history.as_ref().ok_or(Error::NoHistory)?;
        let Some(past) = history.at(&card.path, moment)? else { return Ok(None) };
        let Some(document) = self.reading_of(&past, scope) else { return Ok(None) };
        let view = self.view();
        let html = article::html_of(
            &document.text,
            &document.card.path,
            Some(&document.card.title),
            &|target: &str| resolve(&view.library, target, scope, link),
        );
        let view = ArticleView {
            id: view.library.id_of(&card, scope).to_owned(),
            moved: false,
            sections: document.sections,
            html,
            markdown: document.text,
            superseded_by: None,
            translations: Vec::new(),
            generation: view.engine.generation(scope),
            card: document.card,
        };
        Ok(Some((view, past.revision)))
    }

    fn card_of(&self, name: &str, scope: &Scope) -> Option<Arc<Card>> {
        let (Named::Article(card) | Named::Moved(card)) = self.view().library.find(name, scope)?;
        Some(card)
    }

    /// What a reader would have seen of a file, under the rules of today.
    pub(super) fn reading_of(&self, past: &Past, scope: &Scope) -> Option<Document> {
        let view = self.view();
        let source = Source {
            hash: *blake3::hash(&past.bytes).as_bytes(),
            stamp: [0; 5],
            modified: Some(past.revision.at),
        };
        let (path, rules) = (&past.revision.path, &self.settings.rules);
        let documents = readings::of_file(path, &past.bytes, source, rules, &view.library, now());
        documents.into_iter().find(|document| scope.sees(&document.card.readership))
    }
}
