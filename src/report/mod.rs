//! What should people of the desk know of all that was asked, and of all that was written?
//!
//! A [`Record`] follows the ledger in so few bytes that a report is one pass over it. [`report`] makes each report from
//! what a reader may see of it (`seen`); there is one file for each: what was `asked`, what the `gaps` are, which
//! `articles` need somebody, what to do `first`, and the `measures` of KCS. A [`Report`]
//! is a table with columns and notes, which [`csv()`], pages, terminal and API write each in their way. Every rate has
//! its n and an interval, and of few nothing is said. What a change of the articles does to what was asked before is
//! `compared`, what changed since somebody's last `shift` another.
//!
//! It must not know how anything is shown, SQL, or names of customers.

mod name;
mod people;
mod phrase;
mod table;
mod sheet;
mod record;
mod seen;
mod topics;
mod evidence;
mod make;
mod asked;
mod gaps;
mod articles;
mod first;
mod measures;
mod compared;
mod shift;
#[cfg(test)]
mod tests;

pub use articles::{Numbers, OfMonth, OfVersion, Sketch, Sketches};
pub use compared::{
    Answered, Answering, Changed, FIRST, Outcome, PastQuestion, Sum, Turn, answers, change, moved_to,
};
pub use evidence::{Commit, Commits, Evidence};
pub use first::{Task, ToDo, What, first};
pub use gaps::{Gap, Say, Why};
pub use make::{
    Base, Wanted, article_numbers, asked_again, changes_used, draft_of, gaps_of, group_asked_again, report,
    to_do,
};
pub use name::{By, Name};
pub use phrase::{Part, Phrase};
pub use record::{Kind, Record};
pub use sheet::csv;
pub use shift::{Used, last_shift};
pub use table::{Cell, Column, Difference, LEAST, Named, Rate, Report};
