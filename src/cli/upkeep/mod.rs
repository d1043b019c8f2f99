//! How is a desk run, and how is what lies on its disk looked after?

mod backup;
mod check;
mod rebuild;
mod reload;
mod restore;
mod serve;
mod verify;

pub(super) use backup::backup;
pub(super) use check::check;
pub(super) use rebuild::rebuild;
pub(super) use restore::restore;
pub(super) use serve::serve;
pub(super) use verify::verify;
