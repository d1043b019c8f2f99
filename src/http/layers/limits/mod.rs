//! What is too large, too much, too often or too long?
//!
//! `sizes` refuses what is too large before anything of it is looked at, `rates` who asks too often, by `budget`s of
//! which they count the cost, `room` what is too much at once or takes too long, where `body` tells whether it is the
//! caller who is slow.

mod body;
mod budget;
mod rates;
mod room;
mod sizes;

pub(in crate::http) use rates::{Rates, rate};
pub(in crate::http) use room::{Rooms, limit};
pub(in crate::http) use sizes::{largest, refuse};
