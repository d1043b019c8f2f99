//! A ticket in, the few articles that resolve it out.
//!
//! [`for_ticket`] reads each question of a ticket (`question`): which of its words tell something among tickets
//! (`telling`), which articles hold them, which resolved tickets are like it. `fuse` makes one order of
//! that, `confidence` says how probable it is that an article resolves the ticket, and whether to be silent;
//! `calibration` holds that against what came of it.
//!
//! It must not know how the engine finds, how outcomes are kept, HTTP or HTML.

mod alike;
mod answer;
mod calibration;
mod model;
mod question;
mod confidence;
mod fuse;
mod reasons;
mod telling;

pub use answer::{ANSWER_FROM, OFFER, configuration, for_ticket};
pub use calibration::Calibration;
pub use confidence::{Features, decide};
pub use model::{Context, Decision, Suggestion, Suggestions};
