//! What is promised about tickets?

mod cleaning;
mod asking;
mod telling;
mod redacting;
mod hostile;

use super::{Known, read};

#[track_caller]
fn check(raw: &str, expected: &str) {
    assert_eq!(read(raw, &Known::default()).text, expected, "{raw}");
}

/// A text that must be left alone.
#[track_caller]
fn stays(text: &str) {
    check(text, text);
}
