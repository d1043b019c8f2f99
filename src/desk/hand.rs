//! Who publishes, and what do they know?

use std::sync::{Arc, MutexGuard};

use super::{Desk, Error, View};
use crate::{
    kb::{ContentHash, Guard, Known, Stamp},
    library::{Library, Source},
};

/// The one that publishes, and what it knows of the folder.
pub(super) struct Hand {
    pub(super) known: Known,
    pub(super) guard: Guard,
}

impl Hand {
    pub(super) fn knowing(library: &Library) -> Hand {
        let whole = library.iter().filter(|card| library.is_complete(card));
        let known = whole.map(|card| (card.path.clone(), of_source(&card.source))).collect();
        Hand { known, guard: Guard::default() }
    }
}

impl Desk {
    /// The hand, when nobody else has it. After a panic of whoever had it, what it knows may be half of something: then it
    /// knows what the index holds, and that is shown, before anything else is done.
    ///
    /// # Errors
    /// When the index cannot be looked at; then the next one tries.
    pub(super) fn hand(&self) -> Result<MutexGuard<'_, Hand>, Error> {
        self.hand.lock().or_else(|poisoned| {
            let mut hand = poisoned.into_inner();
            self.reload(&mut hand)?;
            self.hand.clear_poison();
            Ok(hand)
        })
    }

    /// Shows what the index holds, whatever was under way.
    pub(super) fn reload(&self, hand: &mut Hand) -> Result<(), Error> {
        let library = Library::of(self.index.cards()?);
        hand.known = Hand::knowing(&library).known;
        let before = self.view();
        self.show(View {
            library: Arc::new(library),
            engine: self.index.engine(),
            known: Arc::default(),
            remembered: Arc::default(),
            ..(*before).clone()
        });
        Ok(())
    }
}

pub(super) fn of_source(source: &Source) -> (Stamp, ContentHash) {
    let [size, modified_ns, changed_ns, inode, device] = source.stamp;
    let stamp = Stamp {
        size: size.cast_unsigned(),
        modified_ns,
        changed_ns,
        inode: inode.cast_unsigned(),
        device: device.cast_unsigned(),
    };
    (stamp, ContentHash::from_bytes(source.hash))
}
