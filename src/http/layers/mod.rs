//! What happens to every request on its way in and to every reply on its way out?
//!
//! From the outside: `trace` gives the request its number and writes down what became of it, `headers` tells
//! browsers what they may do, `compression` shrinks large replies, `problems` writes out what went wrong,
//! `panics` makes a problem of a panic, `network` says where the request comes from and refuses what was meant for
//! another host, `limits` refuses what is too large, too much, too often or too long, `who` says who asks (by token, by
//! the session in a `cookie`, or by network), `same_site` refuses forms of other sites, `framed` knows which of them may show
//! our pages inside of theirs.
//!
//! It must not know what is asked.

pub(super) mod compression;
pub(super) mod cookie;
pub(super) mod framed;
pub(super) mod headers;
pub(super) mod limits;
pub(super) mod panics;
pub(super) mod network;
pub(super) mod problems;
pub(super) mod trace;
pub(super) mod who;
pub(super) mod same_site;

pub use framed::Site;
pub(super) use network::Origin;
pub(super) use trace::Number;
pub(super) use who::{Asking, from_network};
