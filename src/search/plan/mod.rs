//! Which words, in which fields, at which weight?
//!
//! A [`Plan`] says it in words no engine owns. [`query`] makes one from what a person typed, [`ticket`] one from
//! what a ticket says; both read [`words`] in the same way.

mod model;
mod query;
mod ticket;
mod words;

pub use model::{Group, Phrase, Plan, Variant, Why};
pub use query::plan;
pub use ticket::{Compared, TicketWords, ticket_words};

pub(super) use query::{Planned, planned};
pub(super) use words::Word;
