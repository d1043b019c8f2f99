//! What does this Markdown say?
//!
//! [`parse()`] turns the source of one file into an [`Article`] and the [`Finding`]s about it, and never fails:
//! a field that cannot be read costs that field, never the article; [`read`] does so from bytes. [`html()`] renders
//! the body, safe by construction. What those read who do not see all of it, [`readings()`] tells. The way through: the front matter of every well-known tool is read
//! (`front_matter`), what is for some readers alone is cut out (`blocks`), markup of other tools becomes plain Markdown (`dialect`), one walk gathers sections, words
//! and links (`body`).
//!
//! It must not know where the file lay, who reads, or how the article is found.
//!
//! ```
//! use firstline::article::{Rules, parse};
//! let source = "---\ntitle: Reset the token\naudience: agents\n---\n## No code?\nPress it twice.";
//! let (article, _) = parse("vpn/reset.md", source, &Rules::default());
//! assert_eq!(article.audiences.key(), "agents");
//! assert_eq!(article.sections[0].question.as_deref(), Some("No code?"));
//! ```

mod finding;
mod model;
mod rules;
mod kinds;
mod parse;
mod readings;
mod blocks;
mod decode;
mod front_matter;
mod language;
mod dialect;
mod body;
mod words;
mod draft;
mod questions;
mod anchors;
mod tags;
mod links;
mod html;
#[cfg(test)]
mod tests;

pub use decode::{Decoded, Flaw, decode};
pub use finding::{Finding, Severity};
pub use html::{Html, html, html_of};
pub use kinds::KINDS;
pub(crate) use kinds::meaning;
pub use links::target;
pub use model::{Article, Link, Section, State};
pub use parse::{parse, read};
pub use readings::{Reading, Readings, readings};
pub use rules::Rules;
