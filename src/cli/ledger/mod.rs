//! How does what people did come into the ledger, and out of it?
//!
//! `record` says what came of one suggestion. `import` reads tickets of the past, as JSON lines ([`tickets`]) or as
//! a table ([`table`]), and events ([`events`]) that `export` wrote; `ubi` is another form of the latter.
//! `forget` takes what was said in one ticket out again.

mod events;
mod export;
mod forget;
mod import;
mod record;
mod source;
mod store;
mod table;
mod tickets;
mod ubi;

pub(super) use export::export;
pub(super) use forget::forget;
pub(super) use import::import;
pub(super) use record::record;
pub(super) use store::existing;
pub(super) use table::read as read_table;
