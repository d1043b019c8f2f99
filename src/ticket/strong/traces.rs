//! Which lines of a stack trace are worth reading?
//!
//! The one that names the exception, every "caused by", and the first frames.

use std::ops::Range;

/// Frames below the first few are the framework's.
const TELLING_FRAMES: usize = 3;

/// A longer line is cut: its end is data.
const LONGEST: usize = 200;

/// The telling part of a line, if it is a line of a stack trace; counts the frames of the trace so far.
pub(super) fn telling(line: &str, frames: &mut usize) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let text = line.trim();
    let kind = kind(text)?;
    match kind {
        Kind::Head => *frames = 0,
        Kind::Frame => *frames += 1,
    }
    let end = start + text.floor_char_boundary(LONGEST);
    (kind == Kind::Head || *frames <= TELLING_FRAMES).then_some(start..end)
}

/// Whether a line belongs to a stack trace.
pub(super) fn is_trace(line: &str) -> bool {
    kind(line.trim()).is_some()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    Frame,
}

fn kind(line: &str) -> Option<Kind> {
    if line.len() < 6 {
        return None;
    }
    let heads = [
        "Caused by: ",
        "Exception in thread ",
        "Unhandled exception",
        "Unhandled Exception",
        "panic: ",
        "Fatal error: ",
    ];
    if heads.iter().any(|head| line.starts_with(head)) || line.contains("' panicked at ") {
        return Some(Kind::Head);
    }
    let frame = line.strip_prefix("at ").is_some_and(is_frame)
        || (line.starts_with("File \"") && line.contains("\", line "))
        || (line.starts_with('#')
            && line[1..].starts_with(|c: char| c.is_ascii_digit())
            && line.contains(" in "));
    if frame {
        return Some(Kind::Frame);
    }
    names_exception(line).then_some(Kind::Head)
}

/// `a.b.C.method(File.java:12)`, `foo (app.js:3:5)`, `System.IO.File.Open(String path)`: no spaces before the bracket
/// but one, and a point or a bracket.
fn is_frame(rest: &str) -> bool {
    let Some(open) = rest.find('(') else {
        return !rest.contains(' ')
            && (rest.contains(".js:") || rest.contains(".ts:") || rest.matches('.').count() >= 2);
    };
    let before = rest[..open].trim_end();
    !before.is_empty()
        && before.split(' ').count() <= 2
        && (before.contains(['.', '/', '$', '<']) || rest[open..].contains(':'))
}

/// `java.lang.NullPointerException: name`, `TypeError: x is undefined`, `System.IO.IOException`
fn names_exception(line: &str) -> bool {
    let name = line.split([':', ' ']).next().unwrap_or_default();
    let class = name.rsplit('.').next().unwrap_or_default();
    let ends = class.ends_with("Exception") || class.ends_with("Error") || class.ends_with("Fault");
    let mixed = class.starts_with(|c: char| c.is_ascii_uppercase()) && class.len() >= 9;
    let whole = name.len() == line.len() || line[name.len()..].starts_with(':');
    ends && mixed && whole && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._$".contains(&byte))
}
