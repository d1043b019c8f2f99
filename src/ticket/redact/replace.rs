//! How do placeholders take the place of what must not be kept?

use std::{collections::BTreeMap, ops::Range};

use super::{addresses, keys, labelled, numbers, phones, tokens};
use crate::ticket::{Known, Sort};

/// A text is looked at so often at most; twice is nearly always enough.
const MOST_PASSES: usize = 16;

/// A place in a text, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) range: Range<usize>,
    pub(super) sort: Sort,
}

impl Place {
    pub(super) fn new(range: Range<usize>, sort: Sort) -> Place {
        Place { range, sort }
    }
}

/// Removes personal data and secrets from any text that will be kept, and counts them.
///
/// ```
/// use firstline::ticket::{Known, redact};
/// let (text, counts) = redact("Write to anna@example.com, password: hunter2", &Known::default());
/// assert_eq!(text, "Write to [mail], password: [secret]");
/// assert_eq!(counts.len(), 2);
/// ```
pub fn redact(text: &str, known: &Known) -> (String, BTreeMap<Sort, usize>) {
    let mut counts = BTreeMap::new();
    let mut text = once(text, known, &mut counts);
    // What was hidden beside something may be a secret of its own now: looked at again until nothing is found.
    for _ in 1..MOST_PASSES {
        let again = once(&text, known, &mut counts);
        if again == text {
            break;
        }
        text = again;
    }
    (text, counts)
}

fn once(text: &str, known: &Known, counts: &mut BTreeMap<Sort, usize>) -> String {
    let mut places = Vec::new();
    keys::blocks(text, &mut places);
    tokens::find(text, &mut places);
    labelled::find(text, &mut places);
    numbers::find(text, &mut places);
    phones::find(text, &mut places);
    if known.redact_addresses {
        addresses::find(text, &mut places);
    }
    // Of two that begin together the one that was found first wins, and takes in what the other covers.
    places.sort_by_key(|place| place.range.start);
    let mut apart: Vec<Place> = Vec::new();
    for place in places {
        match apart.last_mut() {
            Some(last) if place.range.start < last.range.end => {
                last.range.end = last.range.end.max(place.range.end);
            }
            _ => apart.push(place),
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for place in apart {
        out.push_str(&text[at..place.range.start]);
        out.push_str(place.sort.placeholder());
        *counts.entry(place.sort).or_default() += 1;
        at = place.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Whether a placeholder stands here already.
pub(super) fn is_placeholder(text: &str) -> bool {
    Sort::ALL.iter().any(|sort| text.starts_with(sort.placeholder()))
}

/// The words of a text between spaces, with where they begin.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// See [`words`].
#[derive(Clone)]
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let len = self.text[start..].find(char::is_whitespace).unwrap_or(self.text.len() - start);
        self.at = start + len;
        Some((start, &self.text[start..self.at]))
    }
}
