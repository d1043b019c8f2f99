//! A question in, a ranked answer out.
//!
//! [`Query::parse`] reads what a person typed and never fails; [`plan()`] turns it into the words, fields and
//! weights to look for, with the corrections, synonyms and unfinished words that the [`Engine`]'s own words
//! suggest; the engine finds; [`answer()`] ranks, cuts snippets and gives reasons. [`complete()`] finishes what
//! is being typed.
//!
//! It must not know tickets, tantivy, HTTP or HTML.

mod alike;
mod answer;
pub mod bm25;
mod complete;
mod field;
mod lift;
pub mod meaning;
mod ports;
mod plan;
mod query;
mod reason;
mod related;
mod snippet;
mod vocabulary;

pub use answer::{Answer, Context, Correction, Facets, Hit, Request, SectionRef, answer};
pub use complete::{Completion, complete};
pub use field::Field;
pub use meaning::{Meaning, Used};
pub use plan::{Compared, Group, Phrase, Plan, TicketWords, Variant, Why, plan, ticket_words};
pub use ports::{
    Candidate, EmbedError, Embedder, Engine, Error, Found, Meant, ModelId, Part, Passage, Passages, Place,
    Vectors, WordCount,
};
pub use query::{Filter, FilterField, Query};
pub use reason::{Because, By, Fields, Reason};
pub use related::related;
pub use snippet::{Piece, Snippet};

pub(crate) use answer::hits;
pub(crate) use lift::unfound;
pub(crate) use vocabulary::LONGEST_BEGINNING;
