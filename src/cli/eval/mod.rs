//! `firstline eval`: how well are known tickets answered?

mod figures;
mod run;
mod tickets;

pub(super) use run::eval;
pub(super) use tickets::{KnownTicket, read};
