//! What the next ones need to know: the packet of a ticket, and what was sent to the help desk.

pub(in crate::http) mod handover;
pub(in crate::http) mod requests;
