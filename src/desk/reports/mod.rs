//! How does the desk report?
//!
//! [`follow`] keeps the record that reports are made from up to the ledger, [`sketches`] what is remembered of articles' texts, [`make`] answers from it for one reader,
//! [`again`] asks again what was asked before, [`answered`] knows what was missing and is written since, [`shift`] tells what
//! changed since somebody's last shift.

pub(super) mod follow;
pub(super) mod sketches;
mod make;
mod again;
mod answered;
mod shift;

pub use again::{Again, AskedBefore};
pub use shift::{ChangeSince, Shift};
