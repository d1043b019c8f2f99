//! Which articles are there, what does one say, and what did it say before?

mod list;
mod revisions;
mod whole;

pub(crate) use list::{__path_list, list};
pub(crate) use revisions::{__path_revisions, Told, revisions};
pub(crate) use whole::{__path_article, article};
