//! Where does the mail say goodbye?
//!
//! A farewell ends the question, and so do thanks with a name below. Thanks in the middle are only a line.
//! Below a farewell a postscript and a pasted error are kept.

use super::footer::paragraphs;
use crate::ticket::{
    phrases::{Manners, is_name, last_sentence, manners, plain},
    strong,
};

/// How a postscript begins; plain.
const POSTSCRIPTS: [&str; 10] =
    ["ps", "p s", "pps", "nachtrag", "edit", "addendum", "posdata", "p d", "post scriptum", "update"];

/// A signature has no more lines than this.
const LONGEST_SIGNATURE: usize = 16;

/// Takes the sign-off and all below it.
pub(super) fn take_away(lines: &mut Vec<&str>) {
    let mut gone = vec![false; lines.len()];
    let mut end = lines.len();
    let mut seen = false;
    for at in 0..lines.len() {
        let line = lines[at].trim();
        let below = &lines[at + 1..];
        if seen && lines[at].trim_end() == "--" {
            end = at;
            break;
        }
        match manners(line) {
            Some(Manners::Farewell) => {
                end = at;
                break;
            }
            Some(Manners::Thanks) if is_signature(below) => {
                end = at;
                break;
            }
            Some(Manners::Thanks) => gone[at] = true,
            None => seen |= !line.is_empty(),
        }
    }
    gone[end..].fill(true);
    if end < lines.len() {
        let below = &lines[end + 1..];
        for paragraph in paragraphs(below).into_iter().filter(|paragraph| tells(&below[paragraph.clone()])) {
            let start = end + paragraph.start;
            // The blank line before it stays, so that it is a paragraph still.
            gone[start.max(end)..=end + paragraph.end].fill(false);
            gone[end] = true;
        }
    }
    let mut gone = gone.into_iter();
    lines.retain(|_| !gone.next().unwrap_or(false));
    last_sentences(lines);
}

/// Whether a paragraph below the farewell belongs to the question.
fn tells(paragraph: &[&str]) -> bool {
    let first =
        paragraph.first().map(|line| plain(&line[..line.floor_char_boundary(40)])).unwrap_or_default();
    let postscript = POSTSCRIPTS
        .iter()
        .any(|ps| first.strip_prefix(ps).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    postscript || paragraph.iter().any(|line| strong::is_telling(line))
}

/// Whether what is below is nothing, or a name first and short lines after it.
fn is_signature(below: &[&str]) -> bool {
    let lines: Vec<&str> = below
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .take(LONGEST_SIGNATURE + 1)
        .collect();
    let Some(first) = lines.first() else { return true };
    let dashed = first.trim_start_matches(['-', '\u{2013}', '\u{2014}', '~', '*', ' ']);
    let words: Vec<&str> = dashed.split_whitespace().take(6).collect();
    let named = (1..=5).contains(&words.len()) && words.iter().all(|word| is_name(word));
    let initials = first.len() <= 3 && first.chars().all(char::is_alphabetic);
    let polite = manners(first) == Some(Manners::Farewell) || *first == "--";
    (named || initials || polite)
        && lines.len() <= LONGEST_SIGNATURE
        && lines.iter().all(|line| {
            line.len() <= 100
                && !line.ends_with(['?', ':'])
                && !strong::is_telling(line)
                && !is_sentence(line)
        })
}

/// A long line that ends as sentences do, with small words between: no title and no address is so.
fn is_sentence(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let small = line.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    words >= 5 && small * 2 > words
}

/// "It does not print. Thanks, Anna": the last sentences of the last line.
fn last_sentences(lines: &mut Vec<&str>) {
    for _ in 0..4 {
        while lines.last().is_some_and(|line| line.trim().is_empty()) {
            lines.pop();
        }
        let Some(last) = lines.last_mut() else { return };
        let at = last_sentence(last);
        if manners(last[at..].trim()).is_none() {
            return;
        }
        *last = last[..at].trim_end();
        if at == 0 {
            lines.pop();
        }
    }
}
