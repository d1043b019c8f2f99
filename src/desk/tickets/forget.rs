//! How is a ticket forgotten everywhere?
//!
//! The store blanks what was said in it. What was learned from that is learned anew; its vector leaves the disk, and what was
//! kept of the lessons is replaced, last of all: whoever sees that it is of the ledger as it is knows that nothing
//! of the ticket is left. Who serves does this within a moment of another process that forgets.

use std::sync::PoisonError;

use super::learning::kept;
use crate::{
    desk::{Desk, Error},
    learn::{Forgotten, Which},
};

impl Desk {
    /// Forgets a ticket: what was said in it is gone for good when this returns, from the store, and from everything that
    /// this desk may write. The counts stay; nothing on record is no failure.
    ///
    /// # Errors
    /// When the store cannot be written, or what follows from it: then the next call, or the next start, goes on.
    pub fn forget(&self, which: &Which) -> Result<Forgotten, Error> {
        let instead = format!("forgotten-{}", &self.next_id().to_string()[16..]);
        let forgotten = self.ledger.forget(which, &instead)?;
        self.relearn()?;
        Ok(forgotten)
    }

    /// Whether nothing of what was forgotten is left in what was learned, on the disk too.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has_forgotten(&self) -> Result<bool, Error> {
        Ok(kept(&self.settings).is_of(&*self.ledger)?)
    }

    /// Whether files from before something was forgotten lie here: whoever should have taken them away was killed.
    pub(in crate::desk) fn remembers_what_was_forgotten(&self) -> Result<bool, Error> {
        let kept = kept(&self.settings);
        Ok(self.ledger.epoch()? > 0 && !kept.is_of(&*self.ledger)?)
    }

    /// Learns everything anew after something was forgotten, and takes what the files held of it away.
    pub(super) fn learn_anew(&self) -> Result<(), Error> {
        self.learn_from_the_beginning()?;
        self.clean()
    }

    /// Takes away what the files beside the store hold of tickets that were forgotten, if this desk may.
    pub(in crate::desk) fn clean(&self) -> Result<(), Error> {
        if !self.may_write {
            return Ok(());
        }
        if let Some(meanings) = &self.meanings {
            self.begin_tickets(meanings);
            meanings.tidy_tickets()?;
        }
        let lessons = self.lessons();
        let mut last = self.kept_upto.lock().unwrap_or_else(PoisonError::into_inner);
        self.keep_now(&lessons)?;
        *last = lessons.cursor();
        tracing::info!("what was forgotten is gone from what was learned");
        Ok(())
    }
}
