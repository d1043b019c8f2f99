//! Which articles are there, and what are they called?

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::{Card, Key};
use crate::{
    access::Scope,
    article::{Finding, Severity, State},
};

/// A chain of articles that supersede each other is followed no further.
const LONGEST_CHAIN: usize = 8;

/// Every article's card, at one moment. Cheap to clone cards from, never changed.
#[derive(Debug, Default)]
pub struct Library {
    cards: FxHashMap<Key, Arc<Card>>,
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

    /// The next snapshot: these cards in place of those of the same path, those gone left out.
    ///
    /// Pure, and the same in steps as at once.
    #[must_use]
    pub fn with(&self, put: impl IntoIterator<Item = Arc<Card>>, gone: &[Key]) -> Library {
        let mut next =
            Library { cards: self.cards.clone(), names: self.names.clone(), in_order: OnceLock::new() };
        for key in gone {
            next.forget(*key);
        }
        for card in put {
            next.forget(card.key);
            for name in names(&card) {
                next.names.entry(Arc::from(name)).or_default().push(card.key);
            }
            next.cards.insert(card.key, card);
        }
        next
    }

    fn forget(&mut self, key: Key) {
        let Some(card) = self.cards.remove(&key) else { return };
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

    /// The card of a key.
    pub fn get(&self, key: Key) -> Option<&Arc<Card>> {
        self.cards.get(&key)
    }

    /// All cards, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Card>> {
        let in_order = self.in_order.get_or_init(|| {
            let mut cards: Vec<_> = self.cards.values().cloned().collect();
            cards.sort_unstable_by(|a, b| a.path.cmp(&b.path));
            cards
        });
        in_order.iter()
    }

    /// The cards that a scope opens, in the order of their paths.
    pub fn visible<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = &'a Arc<Card>> {
        self.iter().filter(|card| scope.opens(&card.audiences))
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
        if let Some(card) = self.cards.get(&Key::of(name)).filter(|card| scope.opens(&card.audiences)) {
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
        let mut card = self.get(key).filter(|card| scope.opens(&card.audiences))?;
        for _ in 0..LONGEST_CHAIN {
            let Some(next) = card.superseded_by.as_deref().and_then(|id| self.find(id, scope)) else { break };
            let (Named::Article(next) | Named::Moved(next)) = next;
            card = self.get(next.key)?;
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
        keys.iter().filter_map(|key| self.cards.get(key)).filter(|card| scope.opens(&card.audiences))
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
