//! Which resolved tickets are like this one, and what resolved them?
//!
//! Every case that says something is kept as the words of its ticket, and so is every article's title, which is
//! the ticket that it was written for. A [`Question`] finds the cases that are nearest to it and the articles
//! whose cases hold its words ([`Recall`]).
//!
//! Cases lie on shelves, one for each set of audiences as articles do: what a scope does not open is not looked
//! at and not counted, so that a hidden article's lessons change nothing. All sums are of whole numbers, or in
//! an order that does not depend on the order of arrival.

mod kept;
mod shelf;
mod persons;
mod settle;
mod weigh;
mod build;
mod recall;
mod near;
mod field;

pub use kept::Memory;
pub use recall::{Near, Question, Recall, idf};

#[cfg(test)]
mod tests;
