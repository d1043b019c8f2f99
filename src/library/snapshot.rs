//! Which articles are there, and what are they called?

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::{Card, Key};
use crate::{
    access::{Readership, Scope},
    article::{Finding, Severity, State},
};

/// A chain of articles that supersede each other is followed no further.
const LONGEST_CHAIN: usize = 8;

/// Every article's card, at one moment. Cheap to clone cards from, never changed.
#[derive(Debug, Default)]
pub struct Library {
    /// The whole article; another reading of it while the whole one is missing.
    cards: FxHashMap<Key, Arc<Card>>,
    /// The other readings of articles that have some.
    others: FxHashMap<Key, Vec<Arc<Card>>>,
    /// Every name by which somebody may ask for an article, and who answers to it.
    names: FxHashMap<Arc<str>, Vec<Key>>,
    in_order: OnceLock<Vec<Arc<Card>>>,
}

/// What a name leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Named {
    /// The article of this id.
    Article(Arc<Card>),
    /// An article that has another id now: redirect there.
    Moved(Arc<Card>),
}

impl Library {
    /// The library of these cards.
    pub fn of(cards: impl IntoIterator<Item = Card>) -> Library {
        Library::default().with(cards.into_iter().map(Arc::new), &[])
    }

    /// The next snapshot: these cards in place of all those of the same paths, those gone left out.
    ///
    /// Pure, and the same in steps as at once.
    #[must_use]
    pub fn with(&self, put: impl IntoIterator<Item = Arc<Card>>, gone: &[Key]) -> Library {
        let mut next = Library {
            cards: self.cards.clone(),
            others: self.others.clone(),
            names: self.names.clone(),
            in_order: OnceLock::new(),
        };
        let put: Vec<Arc<Card>> = put.into_iter().collect();
        for key in gone.iter().copied().chain(put.iter().map(|card| card.key)) {
            next.forget(key);
        }
        for card in put {
            next.take(card);
        }
        next
    }

    fn take(&mut self, mut card: Arc<Card>) {
        let Some(known) = self.cards.get_mut(&card.key) else {
            for name in names(&card) {
                self.names.entry(Arc::from(name)).or_default().push(card.key);
            }
            self.cards.insert(card.key, card);
            return;
        };
        if card.readership.is_whole() {
            std::mem::swap(known, &mut card);
        }
        self.others.entry(card.key).or_default().push(card);
    }

    fn forget(&mut self, key: Key) {
        let Some(card) = self.cards.remove(&key) else { return };
        self.others.remove(&key);
        for name in names(&card) {
            if let Some(keys) = self.names.get_mut(name) {
                keys.retain(|other| *other != key);
                if keys.is_empty() {
                    self.names.remove(name);
                }
            }
        }
    }

    /// How many articles there are, for all readers together.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// The article of a key as a reader sees it.
    pub fn get(&self, key: Key, scope: &Scope) -> Option<&Arc<Card>> {
        self.readings(key).find(|card| scope.sees(&card.readership))
    }

    /// The whole article of a key, for the program's own work.
    pub fn whole(&self, key: Key) -> Option<&Arc<Card>> {
        self.cards.get(&key)
    }

    /// All readings of an article; of most there is one.
    pub fn readings(&self, key: Key) -> impl Iterator<Item = &Arc<Card>> {
        self.cards.get(&key).into_iter().chain(self.others.get(&key).into_iter().flatten())
    }

    /// One reading of an article.
    pub fn reading(&self, key: Key, readership: &Readership) -> Option<&Arc<Card>> {
        self.readings(key).find(|card| card.readership == *readership)
    }

    /// The reading of an article with the least in it: what is for all its readers.
    pub fn least(&self, key: Key) -> Option<&Arc<Card>> {
        let opened = |card: &Card| card.readership.opened().count();
        self.readings(key)
            .min_by(|a, b| opened(a).cmp(&opened(b)).then_with(|| a.readership.cmp(&b.readership)))
    }

    /// Whether every reading of an article is there that somebody may see.
    pub fn is_complete(&self, card: &Card) -> bool {
        card.readership.is_plain()
            || card.readership.others().iter().all(|one| self.reading(card.key, one).is_some())
    }

    /// The cards of all whole articles, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Card>> {
        let in_order = self.in_order.get_or_init(|| {
            let mut cards: Vec<_> = self.cards.values().cloned().collect();
            cards.sort_unstable_by(|a, b| a.path.cmp(&b.path));
            cards
        });
        in_order.iter()
    }

    /// Of each article what is for all its readers, in the order of their paths.
    pub fn common(&self) -> impl Iterator<Item = &Arc<Card>> {
        self.iter().map(|card| self.least(card.key).unwrap_or(card))
    }

    /// Every reading of every article.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Card>> {
        self.cards.values().chain(self.others.values().flatten())
    }

    /// The cards that a scope opens, in the order of their paths.
    pub fn visible<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = &'a Arc<Card>> {
        let other =
            |card: &Card| self.others.get(&card.key)?.iter().find(|card| scope.sees(&card.readership));
        self.iter().filter_map(move |card| {
            Some(card).filter(|card| scope.sees(&card.readership)).or_else(|| other(card))
        })
    }

    /// The id of an article for a reader: the one it asks for, unless another that this reader sees has it.
    ///
    /// An article that the reader may not see takes no name away: hidden means absent.
    pub fn id_of<'a>(&self, card: &'a Card, scope: &Scope) -> &'a str {
        [card.claimed_id.as_str(), card.path_id()]
            .into_iter()
            .find(|id| self.owner(id, scope).is_some_and(|owner| owner.key == card.key))
            .unwrap_or(&card.path)
    }

    /// What a name leads to, for a reader: an id, else a path, an old id or an old path.
    pub fn find(&self, name: &str, scope: &Scope) -> Option<Named> {
        if let Some(card) = self.get(Key::of(name), scope) {
            return Some(self.named(card, name, scope));
        }
        if let Some(owner) = self.owner(name, scope) {
            return Some(self.named(owner, name, scope));
        }
        let redirected = self.answering(name, scope).min_by(|a, b| a.path.cmp(&b.path))?;
        Some(Named::Moved(redirected.clone()))
    }

    /// Where what was learned of an article belongs for a reader: to what supersedes it if the reader sees that, else
    /// to itself, unless it is archived.
    pub fn follow(&self, key: Key, scope: &Scope) -> Option<Key> {
        let mut card = self.get(key, scope)?;
        for _ in 0..LONGEST_CHAIN {
            let Some(next) = card.superseded_by.as_deref().and_then(|id| self.find(id, scope)) else { break };
            let (Named::Article(next) | Named::Moved(next)) = next;
            card = self.get(next.key, scope)?;
        }
        (card.state != State::Archived).then_some(card.key)
    }

    fn named(&self, card: &Arc<Card>, name: &str, scope: &Scope) -> Named {
        if self.id_of(card, scope) == name {
            Named::Article(card.clone())
        } else {
            Named::Moved(card.clone())
        }
    }

    /// Who has this id: the file that lies there, else the first that claims it, else a file whose path it is.
    fn owner<'a>(&'a self, id: &str, scope: &Scope) -> Option<&'a Arc<Card>> {
        self.answering(id, scope).filter(|card| card.claimed_id == id || card.path_id() == id).min_by_key(
            |card| {
                let rank = match (card.claimed_id == id, card.path_id() == id) {
                    (true, true) => 0,
                    (true, false) => 1,
                    _ => 2,
                };
                (rank, card.path.clone())
            },
        )
    }

    fn answering<'a>(&'a self, name: &str, scope: &Scope) -> impl Iterator<Item = &'a Arc<Card>> {
        let keys = self.names.get(name).map_or(&[][..], Vec::as_slice);
        keys.iter().filter_map(|key| self.get(*key, scope))
    }

    /// The articles whose audience or state changes by itself at or before a moment.
    pub fn turned(&self, now: Timestamp) -> Vec<String> {
        self.cards
            .values()
            .filter(|card| card.turns_at.is_some_and(|at| at <= now))
            .map(|card| card.path.clone())
            .collect()
    }

    /// Every finding about the articles themselves and about two that want the same id, by path and line.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            self.cards.values().flat_map(|card| card.findings.iter().cloned()).collect();
        let all = Scope::everything("tell writers which articles want the same id");
        for card in self.cards.values() {
            let id = self.id_of(card, &all);
            if id != card.claimed_id {
                let owner = self.owner(&card.claimed_id, &all).map_or("", |owner| owner.path.as_str());
                findings.push(Finding {
                    path: card.path.clone(),
                    line: 1,
                    severity: Severity::Warning,
                    kind: "duplicate-id",
                    message: format!(
                        "the id `{}` belongs to `{owner}`; this article is `{id}`",
                        card.claimed_id
                    ),
                    hint: "give one of them another `id`".to_owned(),
                });
            }
        }
        findings.sort();
        findings
    }
}

/// Every name by which somebody may ask for an article.
fn names(card: &Card) -> impl Iterator<Item = &str> {
    let path_id = Some(card.path_id()).filter(|id| *id != card.claimed_id);
    std::iter::once(card.claimed_id.as_str()).chain(path_id).chain(card.redirects.iter().map(String::as_str))
}
