//! What does the desk say to a query, to a ticket, of an article, and of what it said before, or when it was shown?

mod explain;
mod explained;
mod open;
mod search;
mod show;
mod suggest;

pub(super) use explain::explain;
pub(super) use open::open;
pub(super) use search::search;
pub(super) use show::show;
pub(super) use suggest::suggest;
