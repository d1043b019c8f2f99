//! How does the record of reports follow the ledger?

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::{
    desk::{Desk, Error},
    learn::Ledger,
    report::Record,
};

/// So much is read from the ledger at a time.
const PORTION: usize = 5_000;

/// The record, and the epoch of the ledger under which it was read. It is kept in memory alone: what is forgotten is gone
/// from it as soon as somebody looks.
#[derive(Debug)]
pub(in crate::desk) struct Followed {
    record: Record,
    epoch: u64,
}

impl Followed {
    /// Nothing of a ledger yet.
    pub(in crate::desk) fn nothing_of(ledger: &dyn Ledger) -> RwLock<Followed> {
        // No ledger begins with this epoch: the first look reads its own.
        RwLock::new(Followed { record: Record::new(ledger.secret()), epoch: u64::MAX })
    }

    pub(super) fn record(&self) -> &Record {
        &self.record
    }
}

impl Desk {
    /// Takes in the next portion of what the ledger has and reports do not know, and says whether that was all.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(in crate::desk) fn follow(&self) -> Result<bool, Error> {
        let epoch = self.ledger.epoch()?;
        if self.followed().epoch != epoch {
            *self.followed.write().unwrap_or_else(PoisonError::into_inner) =
                Followed { record: Record::new(self.ledger.secret()), epoch };
        }
        // Read before the record is held: nobody who asks waits for the disk. What two read at once is taken twice,
        // which changes nothing.
        let [shown_upto, told_upto] = self.followed().record.upto();
        let shown = self.ledger.shown_since(shown_upto, PORTION)?;
        let told = self.ledger.told_since(told_upto, PORTION)?;
        let all = shown.len() < PORTION && told.len() < PORTION;
        if shown.is_empty() && told.is_empty() {
            return Ok(all);
        }
        let mut followed = self.followed.write().unwrap_or_else(PoisonError::into_inner);
        if followed.epoch != epoch {
            return Ok(false);
        }
        for (upto, shown) in &shown {
            followed.record.show(shown, *upto);
        }
        for (upto, told) in &told {
            followed.record.tell(told, *upto);
        }
        Ok(all)
    }

    pub(super) fn followed(&self) -> RwLockReadGuard<'_, Followed> {
        self.followed.read().unwrap_or_else(PoisonError::into_inner)
    }
}
