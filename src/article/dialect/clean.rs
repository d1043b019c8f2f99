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
}

/// The body in plain Markdown. `first_line` is its first line in the file, `path` tells whether it is MDX.
pub(crate) fn plain<'a>(body: &'a str, first_line: u32, path: &str) -> Clean<'a> {
    let mdx = path.ends_with(".mdx");
    let mut clean = Clean {
        text: Cow::Borrowed(body),
        lines: Vec::new(),
        unclosed: None,
        heading_ids: false,
        first_line,
    };
    if mdx || has_signs(body) {
        Cleaner::new(body, mdx).run(&mut clean);
    }
    clean
}

/// Whether anything in the body may belong to a dialect. Looks at each byte once.
fn has_signs(body: &str) -> bool {
    let bytes = body.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(b' ');
    let mut line_start = true;
    for (index, byte) in bytes.iter().copied().enumerate() {
        let found = match byte {
            b'{' => matches!(at(index + 1), b'{' | b'%' | b'#' | b':'),
            b'[' => matches!(at(index + 1), b'[' | b'!'),
            b'<' => {
                let next = at(index + 1);
                next == b'!' || (line_start && (next.is_ascii_uppercase() || matches!(next, b'/' | b'>')))
            }
            b'!' | b'?' | b':' if line_start => at(index + 1) == byte && at(index + 2) == byte,
            b'=' if line_start => {
                bytes[index..].starts_with(b"=== \"") || bytes[index..].starts_with(b"===! \"")
            }
            b'%' if line_start => at(index + 1) == b'%',
            b'-' if line_start => bytes[index..].starts_with(b"--8<--"),
            b'i' if line_start => bytes[index..].starts_with(b"import "),
            _ => false,
        };
        if found {
            return true;
        }
        line_start = byte == b'\n' || (line_start && matches!(byte, b' ' | b'\t' | b'>'));
    }
    false
}
