//! What is the customer asking?
//!
//! [`read()`] turns the raw text of a ticket into a [`Ticket`] and never fails: how it was sent (headers, parts,
//! HTML) is undone in `mail`; greeting, sign-off, signature, footers and quoted history go in `clean`; personal
//! data and secrets go in [`redact()`], before anything is kept; what is left is told apart into `questions`,
//! and its telling words are found by `strong`. What
//! somebody wants is a [`Kind`]; whether they need calm words first says [`is_upset`]. The cost is linear in the text.
//!
//! It must not know articles, search, or who sent the ticket.
//!
//! ```
//! use firstline::ticket::{Known, read};
//! let raw = "Hi team,\n\nmy printer says 0x80070005. Call me on +49 30 1234567.\n\nBest regards\nAnna Meier";
//! let ticket = read(raw, &Known::default());
//! assert_eq!(ticket.text, "my printer says 0x80070005. Call me on [phone].");
//! assert_eq!(ticket.strong[0].text, "0x80070005");
//! ```

mod model;
mod read;
mod mail;
mod phrases;
mod clean;
mod redact;
mod questions;
mod strong;
mod kind;
mod mood;
#[cfg(test)]
mod tests;

pub use kind::Kind;
pub use model::{Known, Sort, Strong, StrongKind, Ticket};
pub use mood::is_upset;
pub use read::{read, read_mail};
pub use redact::redact;
