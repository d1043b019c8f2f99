//! What of a mail is the question?
//!
//! [`body()`] takes away, in this order: quoted history, footers, the greeting, the sign-off with all below it,
//! and a signature that has none. Each takes lines and gives fewer; a text that has nothing of this is left
//! alone. [`subject()`] does the same for a subject.

mod body;
mod history;
mod footer;
mod greeting;
mod closing;
mod signature;
mod subject;

pub(super) use body::body;
pub(super) use subject::{answers, subject};
