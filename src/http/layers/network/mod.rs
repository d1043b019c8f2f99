//! Where does a request come from, and where did it mean to go?
//!
//! `origin` says from which address it comes, through proxies that are trusted; `range` are those. `hosts` refuses
//! what was meant for another host. `places` are the connections that each network may have, and `patient` ends
//! those on which nothing moves.

pub(in crate::http) mod hosts;
mod origin;
mod patient;
mod places;
mod range;

pub(in crate::http) use origin::{FromPeer, Origin, Peer};
pub(in crate::http) use patient::Patient;
pub(in crate::http) use places::{Places, Room, network_of};
pub use range::Range;
