//! Which characters stand behind an encoding of mails?

/// How a body was written for the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it is, or nobody said.
    #[default]
    Plain,
    QuotedPrintable,
    Base64,
}

/// Escapes that stand in real mails, and hardly elsewhere.
const TELLING: [&str; 7] = ["=3D", "=20", "=C3=", "=E2=80", "=C2=", "=0A", "=09"];

impl Encoding {
    /// The encoding that a header names.
    pub(super) fn of(name: &str) -> Encoding {
        match name.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => Encoding::QuotedPrintable,
            "base64" => Encoding::Base64,
            _ => Encoding::Plain,
        }
    }
}

/// The text behind an encoding; quoted-printable is undone where nobody named it, but it is plain to see.
pub(super) fn decode(body: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Base64 => from_base64(body).map_or_else(|| body.to_owned(), |bytes| text_of(&bytes)),
        Encoding::QuotedPrintable => text_of(&quoted_printable(body, false)),
        Encoding::Plain if is_quoted_printable(body) => text_of(&quoted_printable(body, false)),
        Encoding::Plain => body.to_owned(),
    }
}

fn is_quoted_printable(body: &str) -> bool {
    body.contains("=\n") && TELLING.iter().any(|escape| body.contains(escape))
}

/// `=C3=A4` is `ä`, and a `=` at a line end joins the lines; in headers `_` is a space.
fn quoted_printable(text: &str, header: bool) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (byte, width) = match rest {
            [b'=', b'\n', ..] => {
                at += 2;
                continue;
            }
            [b'=', high, low, ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, 3),
                _ => (b'=', 1),
            },
            [b'_', ..] if header => (b' ', 1),
            [byte, ..] => (*byte, 1),
            [] => break,
        };
        out.push(byte);
        at += width;
    }
    out
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((held >> bits) & 0xFF).unwrap_or_default());
            held &= (1 << bits) - 1;
        }
    }
    Some(out)
}

/// UTF-8, or what most others are.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A header with its encoded words read: `=?utf-8?Q?K=C3=B6ln?=`.
pub(super) fn decode_words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        let mut fields = after.splitn(4, '?');
        let (Some(_), Some(way), Some(text), Some(tail)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            break;
        };
        let Some(after) = tail.strip_prefix('=') else { break };
        let bytes = match way {
            "Q" | "q" => Some(quoted_printable(text, true)),
            "B" | "b" => from_base64(text),
            _ => None,
        };
        let Some(bytes) = bytes else { break };
        if !before.trim().is_empty() {
            out.push_str(before);
        }
        out.push_str(&text_of(&bytes));
        rest = after;
    }
    out.push_str(rest);
    out
}
