//! Where does the front matter end and the body begin?

use super::{
    headers, json, known, salvage, toml,
    value::{Broken, Entry, name_of},
    yaml,
};
use crate::article::{finding::Findings, kinds};

/// What stands above the body.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    /// Keys and values, in the author's order.
    pub(crate) entries: Vec<Entry>,
    /// Where the body begins, in bytes.
    pub(crate) body: usize,
    /// An audience is named, and it cannot be read for certain.
    pub(crate) audience_in_doubt: bool,
}

/// A block between two fences.
struct Block<'a> {
    /// What stands between the fences, or down to where an unclosed block seems to end.
    inner: &'a str,
    /// The line of its first line in the file, from 1.
    line: u32,
    /// Where the body begins.
    body: usize,
    closed: bool,
}

/// Finds and reads the front matter; never fails.
pub(crate) fn read(source: &str, findings: &mut Findings) -> FrontMatter {
    let (start, line) = skip_blank(source);
    let rest = &source[start..];
    match rest.as_bytes().first() {
        Some(b'-') if first_line(rest).trim_end() == "---" => {
            fenced(source, start, line, &["---", "..."], yaml::read, findings)
        }
        Some(b'+') if first_line(rest).trim_end() == "+++" => {
            fenced(source, start, line, &["+++"], toml::read, findings)
        }
        Some(b'{') => braced(source, start, line, findings),
        Some(byte) if byte.is_ascii_alphabetic() => match headers::read(rest, line) {
            Some((entries, end)) => FrontMatter { entries, body: start + end, audience_in_doubt: false },
            None => FrontMatter::default(),
        },
        _ => FrontMatter::default(),
    }
}

type Reader = fn(&str, u32) -> Result<Vec<Entry>, Broken>;

fn fenced(
    source: &str,
    start: usize,
    line: u32,
    ends: &[&str],
    reader: Reader,
    findings: &mut Findings,
) -> FrontMatter {
    let block = between(source, start, line, ends);
    let audience = salvage::mentions_audience(block.inner);
    if !looks_like_keys(block.inner) && !audience {
        let blank = block.closed && block.inner.trim().is_empty();
        return FrontMatter { body: if blank { block.body } else { 0 }, ..FrontMatter::default() };
    }
    if !block.closed {
        if !salvage::names(block.inner).any(|name| known::is_known(&name)) {
            return FrontMatter::default();
        }
        findings.error(
            line,
            kinds::UNCLOSED_FRONT_MATTER,
            format!("the front matter begins with `{}` and never ends", ends[0]),
            &format!("write `{}` on a line of its own below the last key", ends[0]),
        );
        return salvaged(&block);
    }
    match reader(block.inner, block.line) {
        Ok(entries) => FrontMatter { entries, body: block.body, audience_in_doubt: false },
        Err(broken) if broken.no_map && !audience => FrontMatter::default(),
        Err(_) if !salvage::names(block.inner).any(|name| known::is_known(&name)) => FrontMatter::default(),
        Err(broken) => {
            report(&broken, findings);
            salvaged(&block)
        }
    }
}

fn braced(source: &str, start: usize, line: u32, findings: &mut Findings) -> FrontMatter {
    let rest = &source[start..];
    if !rest[1..].trim_start().starts_with(['"', '}']) {
        return FrontMatter::default();
    }
    match json::read(rest, line) {
        Ok((entries, end)) if first_line(&rest[end..]).trim().is_empty() => {
            FrontMatter { entries, body: start + end, audience_in_doubt: false }
        }
        Ok(_) => FrontMatter::default(),
        Err(broken) => {
            let mut block = between(source, start, line, &["}"]);
            if !block.closed {
                block = Block { inner: "", body: 0, ..block };
            }
            if !salvage::names(block.inner).any(|name| known::is_known(&name)) {
                return FrontMatter::default();
            }
            report(&broken, findings);
            salvaged(&block)
        }
    }
}

fn report(broken: &Broken, findings: &mut Findings) {
    findings.error(
        broken.line,
        kinds::BROKEN_FRONT_MATTER,
        format!("the front matter cannot be read: {}", broken.message),
        "put values with `:` or quotes in them between quotes, and indent with spaces",
    );
}

fn salvaged(block: &Block<'_>) -> FrontMatter {
    let (entries, audience_in_doubt) = salvage::read(block.inner, block.line);
    FrontMatter { entries, body: block.body, audience_in_doubt }
}

/// The block that starts at this fence. An unclosed one ends before the first blank line or heading.
fn between<'a>(source: &'a str, start: usize, line: u32, ends: &[&str]) -> Block<'a> {
    let opening = first_line(&source[start..]).len();
    let inner_start = start + opening;
    let mut at = inner_start;
    let mut gives_out = None;
    while at < source.len() {
        let text = first_line(&source[at..]);
        let trimmed = text.trim_end();
        if ends.contains(&trimmed) {
            let inner = &source[inner_start..at];
            return Block { inner, line: line + 1, body: at + text.len(), closed: true };
        }
        if gives_out.is_none() && (trimmed.is_empty() || trimmed.starts_with("# ")) {
            gives_out = Some(at);
        }
        at += text.len();
    }
    let body = gives_out.unwrap_or(source.len());
    Block { inner: &source[inner_start..body], line: line + 1, body, closed: false }
}

/// Whether the first line that says something has a key.
fn looks_like_keys(inner: &str) -> bool {
    let mut lines = inner.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
    let first = lines.find(|line| !line.trim_start().starts_with('#'));
    first.is_some_and(|line| line.starts_with(['{', '[', '?', '<', '&', '!']) || key_of(line).is_some())
}

/// The key at the start of a line such as `"review-by": 2026-01-01` or `title = "x"`.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let end = line.find([':', '='])?;
    let after = &line[end + 1..];
    let ends_well = line.as_bytes()[end] == b'=' || after.is_empty() || after.starts_with([' ', '\t', '\r']);
    let key = line[..end].trim().trim_matches(['"', '\'']);
    let sane = !key.is_empty()
        && key.len() <= 64
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':'));
    (ends_well && sane).then_some(key)
}

/// The key of a line as compared.
pub(super) fn name_in(line: &str) -> Option<String> {
    key_of(line).map(name_of)
}

pub(super) fn first_line(text: &str) -> &str {
    text.find('\n').map_or(text, |end| &text[..=end])
}

/// Where the first line that is not blank begins, and its number.
fn skip_blank(source: &str) -> (usize, u32) {
    let (mut at, mut line) = (0, 1);
    while at < source.len() {
        let text = first_line(&source[at..]);
        if !text.trim().is_empty() {
            break;
        }
        at += text.len();
        line += 1;
    }
    (at, line)
}
