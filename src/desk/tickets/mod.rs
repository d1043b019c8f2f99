//! How does the desk suggest, and learn what came of it?
//!
//! [`suggest`] answers a ticket and writes down what was shown, [`searched`] does the same for a search, [`record`]
//! takes what came of it, [`import`] what came of tickets of the past, and [`learning`] folds all of it into
//! lessons for the next answer; [`forget`] takes what was said in a ticket away again. [`evidence`] holds what outcomes rest on against what
//! articles say by now. [`calibrating`] holds what was said against what came of it.
//! [`looked_up`] is a list for whoever looks at it again, with what [`lately`] remembers of it; [`pace`] says how often
//! and how fast articles resolved something.

mod looked_up;
pub(super) mod calibrating;
pub(super) mod evidence;
mod forget;
mod import;
pub(super) mod lately;
pub(super) mod learning;
pub(super) mod pace;
mod record;
mod searched;
mod suggest;

pub use import::{Imported, Past};
pub use looked_up::{LookedUp, Place, Said};
pub use pace::Pace;
pub use record::{Recorded, Report};
pub use searched::Read;
pub use suggest::{Ask, Similar, Suggested};
pub(super) use suggest::{audiences, line_of, person};
