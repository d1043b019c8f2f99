//! Is there anything to translate, and which line came from where?

use std::borrow::Cow;

use super::lines::Cleaner;

/// A body in plain Markdown.
#[derive(Debug)]
pub(crate) struct Clean<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The line of each line of the text in the body, from 0; none when they are the same.
    pub(super) lines: Vec<u32>,
    /// The line of a comment that never ends, in the body from 0.
    pub(super) unclosed: Option<u32>,
    /// The line of a sign of a block for some readers, in the body from 0.
    pub(super) sign: Option<u32>,
    /// Whether headings may end with `{#id}`.
    pub(crate) heading_ids: bool,
    /// The line of the body's first line in the file.
    first_line: u32,
}

impl Clean<'_> {
    /// The line in the file of a line of the text, counted from 0.
    pub(crate) fn line(&self, nth: u32) -> u32 {
        let line = if self.lines.is_empty() {
            nth
        } else {
            let at = usize::try_from(nth).unwrap_or(usize::MAX).min(self.lines.len() - 1);
            self.lines[at]
        };
        self.first_line.saturating_add(line)
    }

    /// The line in the file of a comment that hides everything after it.
    pub(crate) fn unclosed_comment(&self) -> Option<u32> {
        self.unclosed.map(|line| self.first_line.saturating_add(line))
    }

    /// The line in the file of a sign of a block for some readers.
    pub(crate) fn sign(&self) -> Option<u32> {
        self.sign.map(|line| self.first_line.saturating_add(line))
    }
}

/// The body in plain Markdown. `first_line` is its first line in the file, `path` tells whether it is MDX.
pub(crate) fn plain<'a>(body: &'a str, first_line: u32, path: &str) -> Clean<'a> {
    let mdx = path.rsplit('.').next().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx"));
    let mut clean = Clean {
        text: Cow::Borrowed(body),
        lines: Vec::new(),
        unclosed: None,
        sign: None,
        heading_ids: false,
        first_line,
    };
    if mdx || has_signs(body) {
        Cleaner::new(body, mdx).run(&mut clean);
    }
    clean
}

/// The bytes with which a sign can begin.
const FIRST: [bool; 256] = {
    let mut first = [false; 256];
    let signs = b"{[<!?:=%-i\n";
    let mut at = 0;
    while at < signs.len() {
        first[signs[at] as usize] = true;
        at += 1;
    }
    first
};

/// Whether anything in the body may belong to a dialect. Looks at each byte once.
fn has_signs(body: &str) -> bool {
    let bytes = body.as_bytes();
    let mut index = 0;
    while let Some(next) = bytes[index..].iter().position(|byte| FIRST[usize::from(*byte)]) {
        index += next;
        if is_sign(bytes, index) {
            return true;
        }
        index += 1;
    }
    false
}

fn is_sign(bytes: &[u8], index: usize) -> bool {
    let rest = &bytes[index..];
    let second = rest.get(1).copied().unwrap_or(b' ');
    match rest[0] {
        b'{' => matches!(second, b'{' | b'%' | b'#' | b':'),
        b'[' => matches!(second, b'[' | b'!'),
        b'<' if second == b'!' => true,
        b'<' => (second.is_ascii_uppercase() || matches!(second, b'/' | b'>')) && begins_line(bytes, index),
        b'!' | b'?' | b':' => second == rest[0] && rest.get(2) == Some(&rest[0]) && begins_line(bytes, index),
        b'=' => (rest.starts_with(b"=== \"") || rest.starts_with(b"===! \"")) && begins_line(bytes, index),
        b'%' => second == b'%',
        b'-' => rest.starts_with(b"--8<--"),
        b'i' => rest.starts_with(b"import ") && begins_line(bytes, index),
        _ => false,
    }
}

/// Whether only white space and signs of quotes stand before this place on its line.
fn begins_line(bytes: &[u8], index: usize) -> bool {
    let before = bytes[..index].iter().rev().take(64).find(|byte| !matches!(byte, b' ' | b'\t' | b'>'));
    before.is_none_or(|byte| *byte == b'\n')
}
