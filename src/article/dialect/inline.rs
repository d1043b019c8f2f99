//! What does a sign inside of a line become?

use super::lines::Cleaner;
use crate::article::{
    blocks::{begins_line, is_sign},
    finding::line_ends,
    tags,
};

/// How far the end of a template tag may lie from its beginning.
const WINDOW: usize = 2_000;

/// Parameters of shortcodes and components that people read.
const VISIBLE: [&str; 11] = [
    "title",
    "label",
    "header",
    "heading",
    "caption",
    "alt",
    "text",
    "content",
    "summary",
    "description",
    "question",
];

impl<'a> Cleaner<'a> {
    /// Cleans the rest of a line into the scratch; a sign may reach over the end of the line.
    pub(super) fn inline(&mut self, line: &'a str) {
        let mut at = line.as_ptr() as usize - self.source.as_ptr() as usize;
        let mut end = at + line.len();
        let mut missing: u64 = 0;
        while at < end {
            let rest = &self.source[at..end];
            let plain = rest.find(['`', '{', '<', '[', '!', '%', '\\']).unwrap_or(rest.len());
            self.scratch.push_str(&rest[..plain]);
            at += plain;
            if at >= end {
                break;
            }
            let rest = &self.source[at..end];
            let taken = match rest.as_bytes()[0] {
                b'`' => self.code(rest, &mut missing),
                b'\\' => self.keep(rest, 1 + rest[1..].chars().next().map_or(0, char::len_utf8)),
                b'{' => self.brace(at),
                b'<' if rest.starts_with("<!--") => self.comment(at),
                b'[' if rest.starts_with("[[") => self.wiki(rest, ""),
                b'!' if rest.starts_with("![[") => self.wiki(&rest[1..], "!").map(|taken| taken + 1),
                b'[' if rest.starts_with("[!") => self.learn(rest),
                b'%' if rest.starts_with("%%") => self.percents(rest),
                _ => None,
            };
            at += taken.unwrap_or_else(|| {
                self.scratch.push_str(&rest[..1]);
                1
            });
            if at > end {
                end = self.skip_to(at);
            }
            if taken.is_some() && self.scratch.ends_with(' ') && self.source[at..end].starts_with(' ') {
                at += 1;
            }
        }
    }

    /// Goes on behind this place: the lines up to its end are read. Gives the end of its line.
    pub(super) fn skip_to(&mut self, place: usize) -> usize {
        if place <= self.at.saturating_sub(1) && place < self.source.len() {
            return place;
        }
        let end = self.source[place..].find('\n').map_or(self.source.len(), |end| place + end);
        let next = (end + 1).min(self.source.len());
        if next > self.at {
            // What was code to others may be a comment here, with a sign in it.
            self.note_sign(begins_line(&self.source[self.at..next]));
            self.line += line_ends(&self.source.as_bytes()[self.at..next]);
            self.at = next;
        }
        if self.source[..end].ends_with('\r') { (end - 1).max(place) } else { end }
    }

    #[allow(clippy::unnecessary_wraps, reason = "one arm among others that may find nothing")]
    fn keep(&mut self, rest: &str, length: usize) -> Option<usize> {
        self.scratch.push_str(&rest[..length]);
        Some(length)
    }

    /// A code span keeps every byte.
    fn code(&mut self, rest: &str, missing: &mut u64) -> Option<usize> {
        let run = rest.bytes().take_while(|byte| *byte == b'`').count();
        let bit = 1_u64 << run.min(63);
        if *missing & bit == 0 {
            let mut at = run;
            while let Some(found) = rest[at..].find('`') {
                let start = at + found;
                let length = rest[start..].bytes().take_while(|byte| *byte == b'`').count();
                if length == run {
                    return self.keep(rest, start + length);
                }
                at = start + length;
            }
            *missing |= bit;
        }
        self.keep(rest, run)
    }

    /// `{{ … }}`, `{% … %}`, `{: … }` and `{/* … */}`.
    fn brace(&mut self, at: usize) -> Option<usize> {
        let rest = &self.source[at..];
        self.note_sign(rest.starts_with("{/*") && is_sign(rest));
        let mut stop = rest.len().min(WINDOW);
        while !rest.is_char_boundary(stop) {
            stop -= 1;
        }
        let window = &rest[..stop];
        let (close, opening) = match rest.as_bytes().get(1)? {
            b'{' => ("}}", 2),
            b'%' => ("%}", 2),
            b':' => ("}", 2),
            b'/' if self.mdx && rest.starts_with("{/*") => ("*/}", 3),
            _ => return None,
        };
        let inner_end = self.closing(at, window, opening, close)?;
        let inner = &window[opening..inner_end];
        let mut taken = inner_end + close.len();
        match close {
            "}" => {
                let sane =
                    !inner.is_empty() && !inner.contains(['{', '\n']) && inner.contains(['#', '.', '=']);
                return sane.then_some(taken);
            }
            "%}" => {
                let word = inner.trim_matches(['-', ' ']);
                if word == "comment" {
                    let end = rest[taken..].find("endcomment")?;
                    let close = rest[taken + end..].find("%}")?;
                    taken += end + close + 2;
                } else {
                    self.shortcode(inner);
                }
            }
            "}}" => self.shortcode(inner),
            _ => {}
        }
        // `}}}` of a triple brace.
        if close == "}}" && rest[taken..].starts_with('}') && rest.starts_with("{{{") {
            taken += 1;
        }
        Some(taken)
    }

    /// Where a sign ends; what was searched in vain is not searched again, so that `{{{{{{` stays cheap.
    fn closing(&mut self, at: usize, window: &str, opening: usize, close: &'static str) -> Option<usize> {
        let searched =
            if self.absent.0 == close { self.absent.1.saturating_sub(at + close.len()) } else { 0 };
        let mut from = opening.max(searched).min(window.len());
        while !window.is_char_boundary(from) {
            from -= 1;
        }
        let found = window[from..].find(close).map(|end| from + end);
        if found.is_none() {
            self.absent = (close, at + window.len());
        }
        found
    }

    /// What remains of a shortcode: the page it refers to inside of a link, and parameters that people read.
    fn shortcode(&mut self, inner: &str) {
        let inner = inner.trim_matches(['<', '>', '%', '-', ' ', '\t', '\n', '\r']);
        let (name, parameters) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        if matches!(name, "ref" | "relref" | "link" | "post_url") {
            let page = parameters.split_whitespace().next().unwrap_or_default();
            self.scratch.push_str(page.trim_matches(['"', '\'', '`']));
            return;
        }
        let first = parameters.trim_start();
        if matches!(name, "tab" | "details" | "expand" | "accordion") && first.starts_with('"') {
            self.scratch.push_str(first[1..].split('"').next().unwrap_or_default());
        }
        if parameters.contains('=') && !name.contains(['(', '|', '.']) {
            for (key, value) in tags::attributes(parameters) {
                if VISIBLE.contains(&key) && !value.contains(['{', '<']) {
                    if !self.scratch.is_empty() && !self.scratch.ends_with(' ') {
                        self.scratch.push(' ');
                    }
                    self.scratch.push_str(value);
                }
            }
        }
    }

    /// Comments are never read; one that never ends hides the rest.
    fn comment(&mut self, at: usize) -> Option<usize> {
        self.note_sign(is_sign(&self.source[at..]));
        if !self.no_comment_end {
            if let Some(end) = self.source[at + 4..].find("-->") {
                self.scratch.push_str("<!---->");
                return Some(4 + end + 3);
            }
            self.no_comment_end = true;
        }
        if !self.scratch.trim().is_empty() {
            return None;
        }
        self.unclosed = Some(self.line.saturating_sub(1));
        Some(self.source.len() - at)
    }

    /// `words %%a comment%% words` of Obsidian; `%%i` of a batch file is none.
    fn percents(&self, rest: &str) -> Option<usize> {
        let length = rest[2..].find("%%").filter(|length| rest[2..2 + length].contains(' '))?;
        let after = rest[2 + length + 2..].chars().next();
        let alone = !after.is_some_and(char::is_alphanumeric)
            && !self.scratch.ends_with(|c: char| c.is_alphanumeric() || c == '%');
        alone.then_some(2 + length + 2)
    }

    /// `[[page|words]]` and `![[picture.png]]` of Obsidian.
    fn wiki(&mut self, rest: &str, sign: &str) -> Option<usize> {
        let end = rest.bytes().skip(2).take(300).position(|byte| byte == b']')? + 2;
        let inner = &rest[2..end];
        let after = rest[end..].strip_prefix("]]")?;
        let odd = inner.starts_with([' ', '!', '-', '^', '$']) || inner.contains(['[', '<', '>', '`']);
        if inner.is_empty() || odd || after.starts_with(['(', '[']) {
            return None;
        }
        let (page, words) = inner.split_once('|').unwrap_or((inner, inner));
        let page = page.trim_end_matches('\\');
        let picture = sign == "!" && page.rsplit_once('.').is_some_and(|(_, extension)| extension.len() <= 4);
        let link = match (picture, words.is_empty()) {
            (true, _) => format!("![](<{page}>)"),
            (false, true) => format!("[{page}](<{page}>)"),
            (false, false) => format!("[{}](<{page}>)", words.trim_start_matches('#')),
        };
        self.scratch.push_str(&link);
        Some(end + 2)
    }

    /// `[!INCLUDE [name](path)]` and its like of Microsoft Learn.
    fn learn(&mut self, rest: &str) -> Option<usize> {
        let word_len = rest[2..].bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
        let word = rest[2..2 + word_len].to_ascii_uppercase();
        if word.is_empty() {
            return None;
        }
        let mut depth = 0_u32;
        let close = rest.bytes().take(600).position(|byte| {
            depth = match byte {
                b'[' => depth + 1,
                b']' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0
        })?;
        let keeps = matches!(word.as_str(), "UICONTROL" | "DNL" | "BADGE" | "TAB");
        let drops = matches!(word.as_str(), "INCLUDE" | "VIDEO" | "DIV" | "LIST") || word.starts_with("CODE");
        if keeps {
            self.scratch.push_str(rest[2 + word_len..close].trim());
        } else if !drops {
            return None;
        }
        let after = &rest[close + 1..];
        let target = after.strip_prefix('(').and_then(|inner| inner.find(')')).map_or(0, |end| end + 2);
        Some(close + 1 + target)
    }
}
