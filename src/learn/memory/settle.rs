//! Where do cases belong when articles come, move, change their audiences or go?

use rustc_hash::FxHashMap;

use super::{
    Memory,
    kept::{Doc, From, ShelfNo, Slot, SlotNo, TITLE_WEIGHT},
    shelf::Shelf,
};
use crate::{
    access::{AudienceSet, Scope},
    article::State,
    learn::{ArticleName, ArticleNo, WordKey},
    library::{Card, Key, Library, Named},
    text::{Term, analyzing, pair_term},
};

impl Memory {
    /// Takes the articles as they are now: their titles, their audiences, and which of them are away. `names` are
    /// the articles that the cases name, by number.
    ///
    /// The lessons of an article that is gone or archived rest until it comes back; if it says what supersedes
    /// it, they stay and whoever asks follows them there.
    pub fn settle<'a>(
        &mut self,
        library: &Library,
        names: impl IntoIterator<Item = &'a ArticleName>,
        secret: &[u8; 32],
    ) {
        let there: FxHashMap<Key, &Card> =
            library.common().filter(|card| !rests(card)).map(|card| (card.key, &**card)).collect();
        let moving = self.moving(&there);
        let first = self.slots.is_empty();
        if first || self.is_better_built(moving) {
            self.take_apart();
            for card in library.common().filter(|card| !rests(card)) {
                self.open_slot(card, secret);
            }
            for (number, name) in (0..).zip(names) {
                self.settle_origin(ArticleNo(number), name, library);
            }
            self.lay_out();
            return;
        }
        let gone: Vec<Key> = self.slot_of.keys().copied().filter(|key| !there.contains_key(key)).collect();
        for card in library.common().filter(|card| !rests(card)) {
            self.settle_card(card, secret);
        }
        for key in gone {
            self.leave(key);
        }
        for (number, name) in (0..).zip(names) {
            self.settle_article(ArticleNo(number), name, library);
        }
    }

    /// How many documents lie at articles that are gone, changed their audiences or their titles.
    fn moving(&self, there: &FxHashMap<Key, &Card>) -> usize {
        let stays = |slot: &SlotNo| {
            let slot = &self.slots[*slot as usize];
            let shelf = |card: &&&Card| self.of_audiences.get(card.readership.article()) == Some(&slot.shelf);
            there.get(&slot.key).filter(shelf).is_some_and(|card| card.title == slot.titled)
        };
        let moving = self.slot_of.values().filter(|slot| !stays(slot));
        moving.map(|slot| self.slots[*slot as usize].cases as usize + 1).sum()
    }

    /// Says where the cases of an article belong.
    pub fn settle_article(&mut self, article: ArticleNo, name: &ArticleName, library: &Library) {
        let slot = self.slot_now(article, name, library);
        self.move_origin(article, slot);
    }

    /// The same when nothing has a place yet.
    fn settle_origin(&mut self, article: ArticleNo, name: &ArticleName, library: &Library) {
        if let Some(slot) = self.slot_now(article, name, library) {
            self.slots[slot as usize].origins.push(article);
            self.origins[article.0 as usize].slot = Some(slot);
        }
    }

    fn slot_now(&mut self, article: ArticleNo, name: &ArticleName, library: &Library) -> Option<SlotNo> {
        self.now(article, name, library).and_then(|key| self.slot_of.get(&key).copied())
    }

    /// What an article of the ledger is now.
    pub(in crate::learn) fn now(
        &mut self,
        article: ArticleNo,
        name: &ArticleName,
        library: &Library,
    ) -> Option<Key> {
        let number = article.0 as usize;
        if self.origins.len() <= number {
            self.origins.resize_with(number + 1, Default::default);
        }
        let key = *self.origins[number].key.get_or_insert_with(|| Key::of(&name.path));
        now(key, name, library)
    }

    /// Whether it is known where the cases of an article belong.
    pub(in crate::learn) fn is_settled(&self, article: ArticleNo) -> bool {
        self.origins.get(article.0 as usize).is_some_and(|origin| origin.key.is_some())
    }

    fn move_origin(&mut self, article: ArticleNo, slot: Option<SlotNo>) {
        let number = article.0 as usize;
        let before = self.origins[number].slot;
        if before == slot {
            return;
        }
        // While it moves its cases are of both, so that whoever looks for them finds them.
        if let Some(slot) = slot {
            self.slots[slot as usize].origins.push(article);
        }
        for doc in self.origins[number].docs.clone() {
            self.place(doc, slot);
        }
        if let Some(before) = before {
            self.slots[before as usize].origins.retain(|origin| *origin != article);
        }
        self.origins[number].slot = slot;
    }

    fn settle_card(&mut self, card: &Card, secret: &[u8; 32]) {
        let shelf = self.shelf_of(card.readership.article());
        let led_away = is_led_away(card);
        if let Some(slot) = self.slot_of.get(&card.key) {
            let known = &mut self.slots[*slot as usize];
            if known.shelf == shelf && known.titled == card.title {
                known.led_away = led_away;
                return;
            }
            self.leave(card.key);
        }
        let slot = self.open_slot(card, secret);
        self.place(self.slots[slot as usize].title, Some(slot));
    }

    /// A place for an article that has none. Its title is not laid there yet.
    fn open_slot(&mut self, card: &Card, secret: &[u8; 32]) -> SlotNo {
        let shelf = self.shelf_of(card.readership.article());
        let led_away = is_led_away(card);
        let words = self.list(&title_words(card, secret));
        let title =
            self.keep(Doc { words, tie: card.key.0, from: From::Title, slot: None, weight: TITLE_WEIGHT });
        let slot = Slot {
            key: card.key,
            shelf,
            title,
            titled: card.title.clone(),
            led_away,
            origins: Vec::new(),
            held: 0,
            resolutions: 0,
            cases: 0,
            of_persons: 0,
            persons: Vec::new(),
        };
        let number = if let Some(free) = self.free_slots.pop() {
            self.slots[free as usize] = slot;
            free
        } else {
            self.slots.push(slot);
            SlotNo::try_from(self.slots.len() - 1).unwrap_or(SlotNo::MAX)
        };
        self.slot_of.insert(card.key, number);
        self.shelves[shelf as usize].articles += 1;
        number
    }

    /// Takes an article away; its cases wait to be told where they belong.
    fn leave(&mut self, key: Key) {
        let Some(slot) = self.slot_of.remove(&key) else { return };
        for origin in self.slots[slot as usize].origins.clone() {
            self.move_origin(origin, None);
        }
        let Slot { title, shelf, .. } = self.slots[slot as usize];
        self.forget(title);
        self.shelves[shelf as usize].articles -= 1;
        self.free_slots.push(slot);
    }

    fn shelf_of(&mut self, audiences: &AudienceSet) -> ShelfNo {
        if let Some(shelf) = self.of_audiences.get(audiences) {
            return *shelf;
        }
        self.shelves.push(Shelf::default());
        let number = ShelfNo::try_from(self.shelves.len() - 1).unwrap_or(ShelfNo::MAX);
        self.of_audiences.insert(audiences.clone(), number);
        number
    }
}

/// Whether an article's lessons may belong to another for some readers, or rest.
fn is_led_away(card: &Card) -> bool {
    card.superseded_by.is_some() || card.state == State::Archived
}

/// Whether an article's lessons rest.
fn rests(card: &Card) -> bool {
    card.state == State::Archived && card.superseded_by.is_none()
}

/// What an article of the ledger is now: whatever lies at its path, else whatever has its id or its old path.
fn now(key: Key, name: &ArticleName, library: &Library) -> Option<Key> {
    if library.whole(key).is_some() {
        return Some(key);
    }
    let all =
        Scope::everything("lessons follow an article that was moved; they lie on the shelf of its readers");
    // Old paths are written down without their ending.
    let stem = name.path.rsplit_once('.').map_or(name.path.as_str(), |(stem, _)| stem);
    let named =
        [name.id.as_str(), name.path.as_str(), stem].into_iter().find_map(|name| library.find(name, &all));
    let (Named::Article(card) | Named::Moved(card)) = named?;
    Some(card.key)
}

/// The words of a title and the pairs of neighbours, as a ticket's are kept.
pub(super) fn title_words(card: &Card, secret: &[u8; 32]) -> Vec<WordKey> {
    let mut terms: Vec<String> = Vec::new();
    let mut take = |term: Term<'_>| terms.push(term.text.to_owned());
    analyzing(card.language, |analyzer| analyzer.each(&card.title, &mut take));
    let pairs = terms.windows(2).map(|pair| pair_term(&pair[0], &pair[1]));
    let mut words: Vec<WordKey> =
        terms.iter().cloned().chain(pairs).map(|term| WordKey::of(&term, secret)).collect();
    words.sort_unstable();
    words.dedup();
    words
}
