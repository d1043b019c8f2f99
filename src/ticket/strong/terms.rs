//! In which order do the strong terms stand?

use rustc_hash::FxHashSet;

use super::{codes, products, traces, versions};
use crate::ticket::{Known, Strong, StrongKind};

/// More than this are a log file, and say nothing more.
const MOST: usize = 64;

/// A word of a line, bare of what surrounds it, and where it begins in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    /// Whether a sentence ends with it, or a sign stands behind it.
    pub(super) stopped: bool,
}

/// The strong terms of a text, in order, each once.
pub(in crate::ticket) fn terms(text: &str, known: &Known) -> Vec<Strong> {
    let mut found: Vec<(usize, &str, StrongKind)> = Vec::new();
    let names = products::Names::of(&known.products);
    let mut frames = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if found.len() > MOST * 4 {
            break;
        }
        let trace = traces::telling(line, &mut frames);
        found.extend(trace.map(|range| (at + range.start, &line[range], StrongKind::Trace)));
        let words = words(line);
        for (number, word) in words.iter().enumerate() {
            let kind = if codes::is_code(&words, number) {
                StrongKind::Code
            } else if versions::is_version(line, &words, number, &names) {
                StrongKind::Version
            } else {
                continue;
            };
            found.push((at + word.start, word.text, kind));
        }
        found.extend(
            names
                .find(line, &words)
                .into_iter()
                .map(|range| (at + range.start, &line[range], StrongKind::Product)),
        );
        at += line.len();
    }
    found.sort_by_key(|(start, _, _)| *start);
    let mut seen = FxHashSet::default();
    let mut terms = Vec::new();
    for (_, text, kind) in found {
        if terms.len() < MOST && seen.insert(text.to_lowercase()) {
            terms.push(Strong { text: text.to_owned(), kind });
        }
    }
    terms
}

/// Whether a line tells of an error by itself: a line of a stack trace, or one with an unmistakable code.
pub(in crate::ticket) fn is_telling(line: &str) -> bool {
    traces::is_trace(line) || words(line).iter().any(|word| codes::is_unmistakable(word.text))
}

/// The words of a line between spaces, bare of brackets, quotes and punctuation.
fn words(line: &str) -> Vec<Word<'_>> {
    let outer =
        |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '\u{20ac}' | '\u{a3}' | '%'));
    let mut words = Vec::new();
    let mut start = 0;
    let splits = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | '"' | '\'' | ',' | ';' | '[' | ']' | '=' | '<' | '>' | '|')
    };
    for raw in line.split_inclusive(splits) {
        let text = raw.trim_end_matches(outer);
        let bare = text.trim_start_matches(outer);
        if !bare.is_empty() {
            let stopped = raw[text.len()..].contains(['.', ',', ';', '!', '?', ':']);
            words.push(Word { text: bare, start: start + text.len() - bare.len(), stopped });
        }
        start += raw.len();
    }
    words
}
