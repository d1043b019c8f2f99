//! Where does each question begin and end?

use std::ops::Range;

use super::signs::{begins_another, begins_asking, is_own_question, is_trouble};
use crate::ticket::phrases::plain;

/// Nobody asks more at once; the rest goes to the last.
const MOST: usize = 10;

/// How people say that several things come, or that the list is of steps; plain.
const SEVERAL: [&str; 30] = [
    "questions",
    "problems",
    "issues",
    "things",
    "requests",
    "fragen",
    "probleme",
    "anliegen",
    "punkte",
    "preguntas",
    "dudas",
    "problemas",
    "consultas",
    "cosas",
    "problemes",
    "demandes",
    "choses",
    "two points",
    "a few points",
    "couple of points",
    "queries",
    "concerns",
    "topics",
    "themen",
    "temas",
    "points",
    "puntos",
    "sujets",
    "soucis",
    "bugs",
];
const STEPS: [&str; 22] = [
    "steps",
    "step",
    "tried",
    "following to",
    "i did",
    "reproduce",
    "i do the following",
    "already",
    "what i did",
    "schritte",
    "schritten",
    "versucht",
    "vorgehen",
    "gemacht",
    "pasos",
    "intentado",
    "hice",
    "etapes",
    "essaye",
    "procedure",
    "options",
    "like this",
];

/// The questions of a text, each a part of it. A subject on top belongs to the first.
pub(in crate::ticket) fn apart(text: &str, subject: bool) -> Vec<String> {
    if !text.contains(char::is_alphanumeric) {
        return Vec::new();
    }
    let body = if subject { text.find("\n\n").map_or(0, |end| end + 2) } else { 0 };
    let parts = listed(text, body).unwrap_or_else(|| told(text, body));
    match parts.as_slice() {
        [] | [_] => vec![text.trim().to_owned()],
        several => several
            .iter()
            .map(|part| text[part.clone()].trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect(),
    }
}

/// The lines of a text with where they begin.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    text[from..].split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

/// How long the mark of a list at the start of a line is: `1.`, `b)`, `-`.
fn list_mark(line: &str) -> Option<usize> {
    let bare = line.trim_start();
    let indent = line.len() - bare.len();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && bare.starts_with(|c: char| c.is_ascii_lowercase()));
    let mark = if (1..=2).contains(&digits) || letter == 1 {
        let after = bare[digits + letter..].chars().next();
        let sign = after.filter(|c| *c == ')' || (*c == '.' && digits > 0) || (*c == ':' && digits > 0))?;
        digits + letter + sign.len_utf8()
    } else {
        bare.chars()
            .next()
            .filter(|c| matches!(c, '-' | '*' | '\u{2022}' | '\u{b7}' | '\u{2013}'))?
            .len_utf8()
    };
    bare[mark..].starts_with([' ', '\t']).then_some(indent + mark + 1)
}

/// The items of a list that asks several things, with what is asked before and after it.
fn listed(text: &str, body: usize) -> Option<Vec<Range<usize>>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let (mut blank, mut end) = (false, body);
    for (at, line) in lines(text, body) {
        if let Some(mark) = list_mark(line) {
            items.push(at + mark..at + line.len());
        } else if line.trim().is_empty() {
            blank = true;
            continue;
        } else if let Some(last) = items.last_mut().filter(|_| !blank || line.starts_with([' ', '\t'])) {
            last.end = at + line.len();
        } else if !items.is_empty() {
            break;
        }
        blank = false;
        end = at + line.len();
    }
    let first = items.first()?.start;
    if items.len() < 2 || items.len() > MOST {
        return None;
    }
    let intro_end = text[..first].rfind('\n').unwrap_or(body).max(body);
    let intro = text[body..intro_end].trim();
    let intro_last = plain(&intro[intro.ceil_char_boundary(intro.len().saturating_sub(200))..]);
    let several = SEVERAL.iter().any(|word| intro_last.contains(word));
    let steps = STEPS.iter().any(|word| intro_last.contains(word));
    let asking = items
        .iter()
        .filter(|item| text[(*item).clone()].contains('?') || begins_asking(&text[(*item).clone()]))
        .count();
    let troubled = items.iter().filter(|item| is_trouble(&text[(*item).clone()])).count();
    let asks = if several {
        asking + troubled > 0 || items.len() <= 5
    } else {
        asking == items.len() || troubled + asking >= items.len() * 2
    };
    let asks = asks || (!steps && intro.is_empty() && troubled.max(asking) == items.len());
    if !asks || (steps && asking < items.len()) {
        return None;
    }
    let mut parts = Vec::new();
    let sets_up = several || intro.ends_with(':') || !intro.contains('?');
    if !sets_up && is_own_question(intro) {
        parts.push(0..intro_end);
    }
    parts.extend(items);
    if text[end..].contains('?') && is_own_question(&text[end..]) {
        parts.push(end..text.len());
    }
    Some(parts)
}

/// The parts of a running text that ask for different things.
fn told(text: &str, body: usize) -> Vec<Range<usize>> {
    let whole = 0..text.len();
    let mut parts = vec![whole];
    let mut asked = false;
    let mut before = false;
    let mut starts = paragraph_starts(text, body).into_iter().peekable();
    while let Some(start) = starts.next() {
        let end = starts.peek().copied().unwrap_or(text.len());
        let mut first = true;
        for sentence in sentences(text, start..end) {
            let said = &text[sentence.clone()];
            let new = before && begins_another(said, first, asked);
            let asks = said.contains('?') && is_own_question(said);
            // A paragraph with a question of its own, after one that asked already, begins where it begins.
            let other = first && asked && paragraph_asks(&text[start..end]);
            if (new || other) && parts.len() < MOST {
                if let Some(last) = parts.last_mut() {
                    last.end = sentence.start;
                }
                parts.push(sentence.start..text.len());
                asked = false;
            }
            asked |= asks;
            before |= said.contains(char::is_alphanumeric);
            first = false;
        }
    }
    parts
}

fn paragraph_asks(paragraph: &str) -> bool {
    sentences(paragraph, 0..paragraph.len())
        .into_iter()
        .any(|sentence| paragraph[sentence.clone()].contains('?') && is_own_question(&paragraph[sentence]))
}

fn paragraph_starts(text: &str, body: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut blank = true;
    for (at, line) in lines(text, body) {
        let empty = line.trim().is_empty();
        if blank && !empty {
            starts.push(at);
        }
        blank = empty;
    }
    starts
}

/// The sentences of a paragraph.
fn sentences(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = within.start;
    let part = &text[within.clone()];
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let spaced = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if (matches!(c, '.' | '!' | '?') && spaced) || matches!(c, '\u{3002}' | '\u{ff1f}') {
            let end = within.start + at + c.len_utf8();
            found.push(start..end);
            start = end;
        }
    }
    if text[start..within.end].contains(|c: char| !c.is_whitespace()) {
        found.push(start..within.end);
    }
    found
}
