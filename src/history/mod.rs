//! What did the folder say before, and who changed it?
//!
//! A knowledge base that lies in a Git repository has a [`History`]: the commits of its main line, which is each
//! commit's first parent, as far as they changed files below it. What was not committed is no revision. The repository
//! is only read, and nothing but its objects and references: no configuration of the machine, no hooks, no filters.
//!
//! It must not know Markdown, readers, or what came of an article.

mod error;
mod mainline;
mod moment;
mod repository;
#[cfg(test)]
mod tests;
mod tree;

pub use error::Error;
pub use moment::{Moment, MomentError};
pub use repository::{Commits, Dates, History, Past, Revision};
