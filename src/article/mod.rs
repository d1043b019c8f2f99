//! What does this Markdown say?
//!
//! [`parse`] turns the source of one file into an [`Article`] and the [`Finding`]s about it, and never fails:
//! a field that cannot be read costs that field, never the article. [`html`] renders the body, safe by
//! construction. The front matter of every well-known tool is understood (`front_matter`), its body dialects
//! lose their markup and keep their words.
//!
//! It must not know where the file lay, who reads, or how the article is found.

mod finding;
mod model;
mod rules;

pub use finding::{Finding, Severity};
pub use model::{Article, Link, Section, State};
pub use rules::Rules;
