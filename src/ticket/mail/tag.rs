//! Where does a tag begin and end, and what is it called?

/// A tag of HTML.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    /// Lower case.
    pub(super) name: String,
    pub(super) closing: bool,
    /// Ends in `/>`.
    pub(super) empty: bool,
    pub(super) attributes: &'a str,
    /// How many bytes it takes.
    pub(super) len: usize,
}

/// More than this is no tag, whoever wrote the `<`; a picture may stand in an attribute.
const LONGEST_NAME: usize = 24;

/// The tag at the start of a text that begins with `<`; `None` when it is only a `<`.
pub(super) fn at<'a>(text: &'a str, ends: &mut Ends) -> Option<Tag<'a>> {
    let closing = text.starts_with("</");
    let start = if closing { 2 } else { 1 };
    let after = text.get(start..)?;
    let name_len = after
        .bytes()
        .take(LONGEST_NAME + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'!'))
        .count();
    let named = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    let next = after.as_bytes().get(name_len).copied().unwrap_or(b' ');
    if !named || name_len > LONGEST_NAME || !(next.is_ascii_whitespace() || matches!(next, b'>' | b'/')) {
        return None;
    }
    let attributes = &after[name_len..];
    let end = ends.of_tag(attributes)?;
    let attributes = &attributes[..end];
    Some(Tag {
        name: after[..name_len].to_ascii_lowercase(),
        closing,
        empty: attributes.ends_with('/'),
        attributes,
        len: start + name_len + end + 1,
    })
}

/// What a text is known to lack, so that a search that failed once is not made again and again.
#[derive(Debug, Default)]
pub(super) struct Ends {
    no_tag_ends: bool,
    missing: Vec<&'static str>,
}

impl Ends {
    /// Where the `>` is; quotes hide it, unless they are odd ones.
    fn of_tag(&mut self, attributes: &str) -> Option<usize> {
        if self.no_tag_ends {
            return None;
        }
        let plain = attributes.find('>');
        self.no_tag_ends = plain.is_none();
        let plain = plain?;
        if !attributes[..plain].contains(['"', '\'']) {
            return Some(plain);
        }
        let mut quote = None;
        for (at, byte) in attributes.bytes().enumerate().take(plain + LONGEST_QUOTED) {
            match (quote, byte) {
                (Some(open), _) => quote = quote.filter(|_| open != byte),
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'>') => return Some(at),
                _ => {}
            }
        }
        Some(plain)
    }

    /// Where a text holds a mark, in any case, unless it is known to hold it no more.
    pub(super) fn find(&mut self, text: &str, mark: &'static str) -> Option<usize> {
        if self.missing.contains(&mark) {
            return None;
        }
        let found = text
            .as_bytes()
            .windows(mark.len())
            .position(|window| window.eq_ignore_ascii_case(mark.as_bytes()));
        if found.is_none() {
            self.missing.push(mark);
        }
        found
    }
}

/// So far a quoted `>` is looked for: a longer attribute is an odd quote.
const LONGEST_QUOTED: usize = 400;
