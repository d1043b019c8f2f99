//! How does the desk suggest, and learn what came of it?
//!
//! [`suggest`] answers a ticket and writes down what was shown, [`searched`] does the same for a search, [`record`]
//! takes what came of it, [`import`] what came of tickets of the past, and [`learning`] folds all of it into
//! lessons for the next answer; [`forget`] takes what was said in a ticket away again. [`evidence`] holds what outcomes rest on against what
//! articles say by now. [`calibrating`] holds what was said against what came of it.

pub(super) mod calibrating;
pub(super) mod evidence;
mod forget;
mod import;
pub(super) mod learning;
mod record;
mod searched;
mod suggest;

pub use import::{Imported, Past};
pub use record::{Recorded, Report};
pub use suggest::{Ask, Similar, Suggested};
