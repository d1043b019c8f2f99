//! *What to do first*: of everything that the reports find, what saves most tickets?
//!
//! `find` takes from each report what somebody can do something about, `saves` says how many tickets that would save in a month, as
//! far as the record can tell, and [`to_do`] puts all of it in one order. A [`Task`] comes with the words of those who asked.

mod task;
mod saves;
mod find;
mod beside;
mod order;

pub use order::first;
pub(super) use order::to_do;
pub use task::{Task, ToDo, What};
