//! Is this a picture that browsers show?

use std::sync::Arc;

/// A picture, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    pub(in crate::http) bytes: Arc<[u8]>,
    /// How a file of its kind ends: `svg`, `png`, `jpg` or `webp`.
    pub(in crate::http) ending: &'static str,
}

impl Logo {
    /// A larger one would be waited for.
    pub const LARGEST: u64 = 256 * 1024;

    /// The picture that these bytes are, whatever its file is called; none when they are no picture.
    pub fn of(bytes: Vec<u8>) -> Option<Logo> {
        let begins = |with: &[u8]| bytes.starts_with(with);
        let ending = if begins(b"\x89PNG\r\n\x1a\n") {
            "png"
        } else if begins(b"\xff\xd8\xff") {
            "jpg"
        } else if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            "webp"
        } else if std::str::from_utf8(&bytes).is_ok_and(is_svg) {
            "svg"
        } else {
            return None;
        };
        Some(Logo { bytes: bytes.into(), ending })
    }
}

/// Whether the first element of a text is `svg`.
fn is_svg(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            return rest.starts_with("<svg") && rest[4..].starts_with([' ', '>', '\n', '\r', '\t']);
        };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::Logo;

    #[test]
    fn its_bytes_tell_what_a_picture_is() {
        for (bytes, ending) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], "png"),
            (b"\xff\xd8\xff\xe0....", "jpg"),
            (b"RIFF....WEBPVP8 ", "webp"),
            (b"<?xml version='1.0'?>\n<!-- a > b -->\n<svg xmlns='x'></svg>", "svg"),
            (b"<svg>", "svg"),
        ] {
            assert_eq!(Logo::of(bytes.to_vec()).map(|logo| logo.ending), Some(ending));
        }
        for wrong in [&b""[..], b"GIF89a", b"<html><svg></html>", b"<svgx>", b"<!-- <svg>", b"\xff\xfe<svg>"]
        {
            assert_eq!(Logo::of(wrong.to_vec()), None);
        }
    }
}
