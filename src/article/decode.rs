//! Which text do these bytes hold?

use std::borrow::Cow;

use super::{
    finding::{Findings, line_ends},
    kinds,
};

/// The text of a file, and what was wrong with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without byte order mark; empty when the file is no text.
    pub text: Cow<'a, str>,
    /// What was wrong, if anything.
    pub flaw: Option<Flaw>,
}

/// What can be wrong with the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It holds NUL bytes: a picture, a program, no text.
    Binary,
    /// It is not UTF-8; what could not be read became `�`, first on this line.
    Encoding {
        /// The line, from 1.
        line: u32,
    },
}

/// Reads UTF-8, and UTF-16 with a byte order mark; never fails.
///
/// ```
/// use firstline::article::{Flaw, decode};
/// assert_eq!(decode(b"\xEF\xBB\xBF# VPN").text, "# VPN");
/// assert_eq!(decode(b"\x89PNG\0\0").flaw, Some(Flaw::Binary));
/// ```
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

impl Flaw {
    /// Says it to whoever wrote the file.
    pub(super) fn report(self, findings: &mut Findings) {
        match self {
            Flaw::Binary => findings.error(
                0,
                kinds::BINARY,
                "the file holds NUL bytes, it is no text".to_owned(),
                "keep pictures and programs outside of articles, or save the file as UTF-8",
            ),
            Flaw::Encoding { line } => findings.error(
                line,
                kinds::BAD_ENCODING,
                "the file is not UTF-8 from this line on".to_owned(),
                "save the file as UTF-8",
            ),
        }
    }
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.as_bytes().contains(&0) => Decoded { text: Cow::Borrowed(text), flaw: None },
        Err(error) if !bytes.contains(&0) => {
            let line = line_after(&bytes[..error.valid_up_to()]);
            Decoded { text: String::from_utf8_lossy(bytes), flaw: Some(Flaw::Encoding { line }) }
        }
        _ => Decoded { text: Cow::Borrowed(""), flaw: Some(Flaw::Binary) },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded<'_> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut first_bad = None;
    let mut text = String::with_capacity(bytes.len() / 2);
    for read in char::decode_utf16(units) {
        let char = read.unwrap_or_else(|_| {
            first_bad.get_or_insert(text.len());
            char::REPLACEMENT_CHARACTER
        });
        text.push(char);
    }
    if text.contains('\0') {
        return Decoded { text: Cow::Borrowed(""), flaw: Some(Flaw::Binary) };
    }
    if bytes.len() % 2 == 1 {
        first_bad.get_or_insert(text.len());
    }
    let flaw = first_bad.map(|at| Flaw::Encoding { line: line_after(&text.as_bytes()[..at]) });
    Decoded { text: Cow::Owned(text), flaw }
}

fn line_after(bytes: &[u8]) -> u32 {
    line_ends(bytes) + 1
}

#[cfg(test)]
mod tests {
    use super::{Flaw, decode};

    #[track_caller]
    fn check(bytes: &[u8], text: &str, flaw: Option<Flaw>) {
        let decoded = decode(bytes);
        assert_eq!((decoded.text.as_ref(), decoded.flaw), (text, flaw));
    }

    #[test]
    fn bytes_become_text_or_say_why_not() {
        check(b"", "", None);
        check("# Für alle".as_bytes(), "# Für alle", None);
        check(b"\xEF\xBB\xBF---\n", "---\n", None);
        check(b"\xFF\xFEa\0\n\0", "a\n", None);
        check(b"\xFE\xFF\0a\0b", "ab", None);
        check(b"\xFE\xFF\0a\xD8\0", "a\u{FFFD}", Some(Flaw::Encoding { line: 1 }));
        check(b"ok\nf\xFCr", "ok\nf\u{FFFD}r", Some(Flaw::Encoding { line: 2 }));
        check(b"GIF89a\0\0", "", Some(Flaw::Binary));
        check(b"\xFF\xFEa\0\0\0", "", Some(Flaw::Binary));
        check(b"\xFF\xFEa\0b", "a", Some(Flaw::Encoding { line: 1 }));
    }
}
