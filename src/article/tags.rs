//! What do these HTML tags say?
//!
//! No HTML parser: a reader of tags, attributes and the words between them, for text and for deciding which
//! tags are let through. What it lets through goes through ammonia after it.

use std::borrow::Cow;

/// A piece of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Open(Tag<'a>),
    Close(&'a str),
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    attributes: &'a str,
    pub(super) empty: bool,
}

/// The pieces of raw HTML; comments, declarations and processing instructions are no pieces.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < html.len() {
            let rest = &html[at..];
            if !rest.starts_with('<') {
                let end = rest.find('<').unwrap_or(rest.len());
                at += end;
                return Some(Piece::Text(&rest[..end]));
            }
            let (piece, taken) = tag(rest);
            at += taken;
            if let Some(piece) = piece {
                return Some(piece);
            }
        }
        None
    })
}

impl<'a> Tag<'a> {
    /// The value of an attribute, entities resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        attributes(self.attributes)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| resolved(value))
    }

    /// Its attributes as written.
    #[cfg(test)]
    pub(super) fn raw_attributes(&self) -> &'a str {
        self.attributes
    }

    /// Whether it has this name in any case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The fragment by which it can be reached.
    pub(super) fn anchor(&self) -> Option<String> {
        let id = self.attribute("id").or_else(|| self.attribute("name").filter(|_| self.is("a")))?;
        let sane =
            !id.is_empty() && id.len() <= 200 && !id.contains(|c: char| c.is_whitespace() || c.is_control());
        sane.then(|| id.into_owned())
    }
}

/// The tag or comment at the start, and how long it is.
fn tag(rest: &str) -> (Option<Piece<'_>>, usize) {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return (None, comment.find("-->").map_or(rest.len(), |end| end + 7));
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return (None, rest.find('>').map_or(rest.len(), |end| end + 1));
    }
    let closing = rest.starts_with("</");
    let name_start = if closing { 2 } else { 1 };
    let after = &rest[name_start..];
    let name_len = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':')))
        .unwrap_or(after.len());
    if name_len == 0 || !after.as_bytes()[0].is_ascii_alphabetic() {
        return (Some(Piece::Text("<")), 1);
    }
    let name = &after[..name_len];
    let attributes = &after[name_len..];
    let Some(end) = tag_end(attributes) else { return (None, rest.len()) };
    let taken = name_start + name_len + end + 1;
    let attributes = &attributes[..end];
    let piece = if closing {
        Piece::Close(name)
    } else {
        Piece::Open(Tag { name, attributes, empty: attributes.trim_end().ends_with('/') })
    };
    (Some(piece), taken)
}

/// Where the `>` is that ends a tag; quotes and the braces of JSX hide it.
pub(super) fn tag_end(attributes: &str) -> Option<usize> {
    let (mut quote, mut braces) = (None, 0_u32);
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) => quote = quote.filter(|_| open != byte),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => braces += 1,
            (None, b'}') => braces = braces.saturating_sub(1),
            (None, b'>') if braces == 0 => return Some(at),
            _ => {}
        }
    }
    // An odd quote or brace would swallow the rest: the plain reading then.
    attributes.find('>')
}

/// Names and raw values, in order; braces of JSX count as quotes.
pub(super) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let (name, after) = rest.split_at(end.max(rest.chars().next().map_or(1, char::len_utf8)));
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, after) = match value.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => until(&value[1..], char::from(*quote)),
            Some(b'{') => {
                let (inner, after) = until(&value[1..], '}');
                (inner.trim_matches(['"', '\'', '`']), after)
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

fn until(text: &str, end: char) -> (&str, &str) {
    text.split_once(end).unwrap_or((text, ""))
}

/// The text with its entities resolved: `&amp;` is `&`.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = &rest.as_bytes()[..rest.len().min(32)];
        let entity =
            window.iter().position(|byte| *byte == b';').and_then(|end| Some((entity(&rest[1..end])?, end)));
        if let Some((char, end)) = entity {
            out.push(char);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "rarr" => '→',
        "larr" => '←',
        "times" => '×',
        "deg" => '°',
        "euro" => '€',
        "bull" => '•',
        "middot" => '·',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        _ => return None,
    })
}
