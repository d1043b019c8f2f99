//! What does the desk say to a query, to a ticket, and of what it said before?

mod explain;
mod open;
mod search;
mod suggest;

pub(super) use explain::explain;
pub(super) use open::open;
pub(super) use search::search;
pub(super) use suggest::suggest;
