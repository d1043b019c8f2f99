//! What does the desk answer as things are now?

use std::{sync::Arc, sync::atomic::Ordering};

use jiff::Timestamp;

use crate::{
    access::Scope,
    article::{self, Finding, Html, Section, Severity, State},
    desk::{
        Desk, Error,
        open::{now, today},
    },
    library::{Card, Change, Key, Library, Named, Since},
    search::{self, Answer, Completion, Passages, Request},
};

/// An article as one reader may see it.
#[derive(Clone, Debug)]
pub struct ArticleView {
    /// What is known of it.
    pub card: Arc<Card>,
    /// Its id for this reader.
    pub id: String,
    /// Whether it was asked for by another name: then the face redirects.
    pub moved: bool,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Its source text.
    pub markdown: String,
    /// Its body, rendered; links lead to articles that this reader may see, and nowhere else.
    pub html: Html,
    /// The article that replaces it, if this reader may see it.
    pub superseded_by: Option<(String, String)>,
    /// The same article in other languages: code, id and title.
    pub translations: Vec<(String, String, String)>,
    /// The generation that was read.
    pub generation: u64,
}

/// Articles in the order of their paths.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Those of the page, each with its id for this reader.
    pub articles: Vec<(Arc<Card>, String)>,
    /// How many there are.
    pub total: usize,
    /// The generation that was read.
    pub generation: u64,
}

/// How the desk is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether the articles have been compared with the folder.
    pub ready: bool,
    /// The state of the shelves.
    pub generation: u64,
    /// How many articles there are.
    pub articles: usize,
    /// How many findings of severity error there are in them.
    pub errors: usize,
    /// How many findings of severity warning there are in them.
    pub warnings: usize,
    /// Whether meaning ranks with the words: `none` without an embedding model, `reading` until it has read every
    /// article once, then `ready`.
    pub meaning: &'static str,
    /// How many of the articles the embedding model has read; none without one.
    pub embedded: Option<usize>,
    /// What is not as it should be.
    pub troubles: Vec<String>,
    /// For how long a change of the folder has been waiting to be searchable, in milliseconds; 0 when none is.
    pub lag_ms: u64,
}

impl Desk {
    /// Answers a query.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, request: &Request, scope: &Scope) -> Result<Arc<Answer>, Error> {
        let view = self.view();
        let lessons = self.lessons();
        let asked = (request.clone(), scope.clone(), today(), lessons.state());
        let answer = |(request, scope, day, _): &_| {
            search::answer(&view.context(*day, Some(&lessons)), request, scope)
        };
        Ok(view.remembered.or_find(asked, answer)?)
    }

    /// What else is about the same as an article, best first: id and title.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn related(&self, card: &Card, limit: usize, scope: &Scope) -> Result<Vec<(String, String)>, Error> {
        let view = self.view();
        let related = search::related(&view.context(today(), None), card, limit, scope)?;
        let named = |card: &Arc<Card>| (view.library.id_of(card, scope).to_owned(), card.title.clone());
        Ok(related.iter().map(named).collect())
    }

    /// Finishes what is being typed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn complete(&self, typed: &str, scope: &Scope) -> Result<(Vec<Completion>, u64), Error> {
        let view = self.view();
        let completions = search::complete(&view.context(today(), None), typed, scope)?;
        Ok((completions, view.engine.generation(scope)))
    }

    /// The article of a name: its id, an old one, or its path. `link` says where an article's id leads, in the
    /// words of the face that asks. `None` when there is none that this scope opens.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article(
        &self,
        name: &str,
        scope: &Scope,
        link: &dyn Fn(&str) -> String,
    ) -> Result<Option<ArticleView>, Error> {
        let view = self.view();
        let (card, moved) = match view.library.find(name, scope) {
            None => return Ok(None),
            Some(Named::Article(card)) => (card, false),
            Some(Named::Moved(card)) => (card, true),
        };
        let Some(place) = view.engine.place_of(card.key, scope)? else { return Ok(None) };
        let markdown = view.engine.source(place)?;
        let mut passages = Passages::default();
        view.engine.passages(place, usize::MAX, &mut passages)?;
        let resolve = |target: &str| resolve(&view.library, target, scope, link);
        let titled = |card: &Arc<Card>| (view.library.id_of(card, scope).to_owned(), card.title.clone());
        Ok(Some(ArticleView {
            id: view.library.id_of(&card, scope).to_owned(),
            moved,
            sections: passages.iter().map(Section::from).collect(),
            html: article::html_of(&markdown, &card.path, Some(&card.title), &resolve),
            markdown,
            superseded_by: card.superseded_by.as_deref().and_then(|id| view.library.find(id, scope)).map(
                |named| {
                    let (Named::Article(next) | Named::Moved(next)) = named;
                    titled(&next)
                },
            ),
            translations: view
                .library
                .visible(scope)
                .filter(|other| {
                    card.translation_key.is_some() && other.translation_key == card.translation_key
                })
                .filter(|other| other.key != card.key && other.language != card.language)
                .map(|other| {
                    let (id, title) = titled(other);
                    (other.language.code().to_owned(), id, title)
                })
                .collect(),
            generation: view.engine.generation(scope),
            card,
        }))
    }

    /// The articles that a scope opens, in the order of their paths; archived ones too.
    pub fn list(&self, offset: usize, limit: usize, scope: &Scope) -> Listed {
        let view = self.view();
        let visible: Vec<&Arc<Card>> = view.library.visible(scope).collect();
        let id = |card: &Arc<Card>| view.library.id_of(card, scope).to_owned();
        Listed {
            total: visible.len(),
            articles: visible
                .into_iter()
                .skip(offset)
                .take(limit)
                .map(|card| (card.clone(), id(card)))
                .collect(),
            generation: view.engine.generation(scope),
        }
    }

    /// The articles that changed last, as far as a scope opens them; latest first.
    pub fn latest(&self, limit: usize, scope: &Scope) -> Vec<(Arc<Card>, String)> {
        let view = self.view();
        let mut visible: Vec<&Arc<Card>> =
            view.library.visible(scope).filter(|card| card.state != State::Archived).collect();
        visible.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.path.cmp(&b.path)));
        let id = |card: &Arc<Card>| view.library.id_of(card, scope).to_owned();
        visible.into_iter().take(limit).map(|card| (card.clone(), id(card))).collect()
    }

    /// What was added, changed and retired, as far as a scope opens it, oldest first, each with its id now if
    /// it is there now; and the generation.
    pub fn changes(&self, since: Since, limit: usize, scope: &Scope) -> (Vec<(Change, Option<String>)>, u64) {
        let view = self.view();
        let changes = self.index.changes(scope, since, limit);
        let id = |change: &Change| {
            let card = view.library.get(Key::of(&change.path), scope)?;
            Some(view.library.id_of(card, scope).to_owned())
        };
        let changes = changes
            .into_iter()
            .map(|change| {
                let id = id(&change);
                (change, id)
            })
            .collect();
        (changes, view.engine.generation(scope))
    }

    /// How the desk is, as far as a scope may know.
    pub fn health(&self, scope: &Scope) -> Health {
        let view = self.view();
        let findings = || view.library.visible(scope).flat_map(|card| &card.findings);
        let count = |severity: Severity| findings().filter(|finding| finding.severity == severity).count();
        let waiting = *self.waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let troubles = self.troubles.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Health {
            ready: self.ready.load(Ordering::Acquire),
            generation: view.engine.generation(scope),
            articles: view.library.visible(scope).count(),
            meaning: match (&self.meanings, view.model()) {
                (None, _) => "none",
                (Some(_), None) => "reading",
                (Some(_), Some(_)) => "ready",
            },
            embedded: self.embedded(scope),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            troubles: troubles.values().cloned().collect(),
            lag_ms: waiting.map_or(0, |since| u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)),
        }
    }

    /// Every finding, for writers.
    pub fn findings(&self) -> Vec<Finding> {
        let view = self.view();
        let mut findings = view.library.findings();
        findings.extend(view.beside.values().flatten().cloned());
        findings.sort();
        findings
    }

    /// The moment, for faces that say when something was.
    pub fn now(&self) -> Timestamp {
        now()
    }
}

/// Where a link of an article leads for a reader: `target` is a path below the knowledge base, with or without
/// extension, or an id, and perhaps a fragment.
pub(in crate::desk) fn resolve(
    library: &Library,
    target: &str,
    scope: &Scope,
    link: &dyn Fn(&str) -> String,
) -> Option<String> {
    let (path, fragment) =
        target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let spellings =
        [path.to_owned(), format!("{path}.md"), format!("{path}/index.md"), format!("{path}/README.md")];
    let found = spellings.iter().find_map(|name| library.find(name, scope))?;
    let (Named::Article(card) | Named::Moved(card)) = found;
    let url = link(library.id_of(&card, scope));
    Some(fragment.map_or_else(|| url.clone(), |fragment| format!("{url}#{fragment}")))
}
