//! What does each line become?

use super::{
    clean::Clean,
    container::{Container, Form, Until, indent, outdented},
};

/// More open blocks than this are not told apart.
const MOST_CONTAINERS: usize = 16;

/// Goes through a body line by line.
#[allow(clippy::struct_excessive_bools, reason = "where the walk is, and each of these can be true alone")]
pub(super) struct Cleaner<'a> {
    pub(super) source: &'a str,
    pub(super) mdx: bool,
    /// Where the next line begins.
    pub(super) at: usize,
    /// The number of the next line, from 0.
    pub(super) line: u32,
    /// The number of the line that is being read.
    current: u32,
    out: String,
    lines: Vec<u32>,
    pub(super) containers: Vec<Container>,
    /// What stands before each line because of the open containers.
    prefix: String,
    /// The fence of the open code block, and how many containers were open around it.
    fence: Option<(u8, usize, usize)>,
    /// The line that is being put together.
    pub(super) scratch: String,
    pub(super) unclosed: Option<u32>,
    /// The line of a sign of a block for some readers: none was to be left.
    pub(super) sign: Option<u32>,
    pub(super) heading_ids: bool,
    /// Searches through the whole rest that may still be made.
    pub(super) searches_left: u32,
    pub(super) no_comment_end: bool,
    /// The last ending that was searched in vain, and up to where.
    pub(super) absent: (&'static str, usize),
    last_was_row: bool,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(source: &'a str, mdx: bool) -> Cleaner<'a> {
        Cleaner {
            source,
            mdx,
            at: 0,
            line: 0,
            current: 0,
            out: String::with_capacity(source.len() + source.len() / 16),
            lines: Vec::new(),
            containers: Vec::new(),
            prefix: String::new(),
            fence: None,
            scratch: String::new(),
            unclosed: None,
            sign: None,
            heading_ids: false,
            searches_left: 500,
            no_comment_end: false,
            absent: ("", 0),
            last_was_row: false,
        }
    }

    pub(super) fn run(mut self, clean: &mut Clean<'a>) {
        while self.at < self.source.len() {
            let rest = &self.source[self.at..];
            let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
            self.current = self.line;
            self.at += end;
            self.line += 1;
            self.one(rest[..end].trim_end_matches(['\n', '\r']));
        }
        self.close_from(0);
        clean.text = self.out.into();
        clean.lines = self.lines;
        clean.unclosed = self.unclosed;
        clean.sign = self.sign;
        clean.heading_ids = self.heading_ids;
    }

    fn one(&mut self, line: &'a str) {
        let blank = line.trim().is_empty();
        if !blank {
            self.close_outdented(line);
        }
        let rest = self.inside(line, blank);
        if let Some((byte, length, depth)) = self.fence {
            let trimmed = unquoted(rest);
            let run = trimmed.bytes().take_while(|b| *b == byte).count();
            if run >= length && trimmed[run..].trim().is_empty() {
                self.fence = None;
            }
            debug_assert!(depth <= self.containers.len());
            self.emit(rest);
            return;
        }
        if blank {
            self.emit("");
            return;
        }
        let trimmed = unquoted(rest);
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            let byte = trimmed.as_bytes()[0];
            let run = trimmed.bytes().take_while(|b| *b == byte).count();
            if byte == b'~' || !trimmed[run..].contains('`') {
                self.fence = Some((byte, run, self.containers.len()));
                self.emit(rest);
                return;
            }
        }
        if !self.marker(rest) {
            self.words(rest);
        }
    }

    /// A line that is no marker: cleaned inside, and dropped when nothing is left of a table's line.
    pub(super) fn words(&mut self, rest: &'a str) {
        self.scratch.clear();
        self.inline(rest);
        let line = std::mem::take(&mut self.scratch);
        if line.trim().is_empty() && self.last_was_row {
            self.scratch = line;
            return;
        }
        self.emit(&line);
        self.scratch = line;
    }

    /// Writes one line, inside of the open containers.
    pub(super) fn emit(&mut self, text: &str) {
        self.last_was_row = text.trim_start().starts_with('|');
        self.lines.push(self.current);
        if text.is_empty() {
            self.out.push_str(self.prefix.trim_end());
        } else {
            self.out.push_str(&self.prefix);
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    /// Opens a container; its first line stands at this indentation.
    pub(super) fn open(&mut self, form: Form, until: Until, indent: usize) -> bool {
        if self.containers.len() >= MOST_CONTAINERS {
            return false;
        }
        // Content is usually indented below `!!! note` and `<Tab>`, and is not below `:::note`.
        let step = if matches!(until, Until::Colons(..)) { Some(0) } else { None };
        self.containers.push(Container { form, until, indent, step });
        self.set_prefix();
        true
    }

    /// Closes the container at this place and all inside of it.
    pub(super) fn close_from(&mut self, place: usize) {
        while self.containers.len() > place {
            let Some(closed) = self.containers.pop() else { return };
            if self.fence.is_some_and(|(_, _, depth)| depth > self.containers.len()) {
                self.fence = None;
            }
            self.set_prefix();
            let indent = " ".repeat(closed.indent.min(40));
            match closed.form {
                Form::Quote => self.emit(""),
                Form::Details => {
                    self.emit("");
                    self.emit(&format!("{indent}</details>"));
                    self.emit("");
                }
                Form::Plain => {}
            }
        }
    }

    fn close_outdented(&mut self, line: &str) {
        let mut rest = line;
        for place in 0..self.containers.len() {
            let container = &mut self.containers[place];
            let has = indent(rest);
            if container.until == Until::Outdent && has < container.indent + container.step.unwrap_or(2) {
                let enough = has >= container.indent + 2;
                if !enough {
                    self.close_from(place);
                    return;
                }
            }
            if container.step.is_none() {
                let most = if container.until == Until::Outdent { 4 } else { 16 };
                container.step = Some(has.saturating_sub(container.indent).min(most));
            }
            rest = outdented(rest, container.indent + container.step.unwrap_or(0));
        }
    }

    /// Remembers that a sign of a block for some readers stands on this line.
    pub(super) fn note_sign(&mut self, is_sign: bool) {
        if is_sign && self.sign.is_none() {
            self.sign = Some(self.current);
        }
    }

    /// The line as it stands inside of the open containers.
    fn inside(&self, line: &'a str, blank: bool) -> &'a str {
        if blank && self.fence.is_none() {
            return "";
        }
        self.containers
            .iter()
            .fold(line, |rest, container| outdented(rest, container.indent + container.step.unwrap_or(0)))
    }

    fn set_prefix(&mut self) {
        self.prefix.clear();
        for container in &self.containers {
            self.prefix.extend(std::iter::repeat_n(' ', container.indent.min(40)));
            if container.form == Form::Quote {
                self.prefix.push_str("> ");
            }
        }
    }
}

/// The line without white space, signs of quotes and list markers before its first word.
pub(in crate::article) fn unquoted(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let after = rest.trim_start_matches(['>', ' ', '\t']);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match digits {
            0 => after.strip_prefix(['-', '*', '+']),
            1..=9 => after[digits..].strip_prefix(['.', ')']),
            _ => None,
        };
        match marker.filter(|inner| inner.starts_with([' ', '\t'])) {
            Some(inner) => rest = inner.trim_start(),
            None => return after,
        }
    }
}
