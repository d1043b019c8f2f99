//! How was it sent?
//!
//! [`open`] takes off the envelope (headers on top, the parts of a mail, encodings) and gives plain lines;
//! HTML becomes lines in `markup`, with what it marks as quoted behind `>`.

mod envelope;
mod parts;
mod encoding;
mod markup;
mod tag;
mod entities;

pub(super) use envelope::{Mail, is_header, open};
