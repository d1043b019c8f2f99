//! Which lines are left when everything around the question is gone?

use super::{
    closing, footer, greeting,
    history::{self, Quoted},
    signature,
};
use crate::ticket::{
    Known,
    phrases::{Manners, manners, plain},
};

/// A forwarded mail may itself be a forwarded mail, so often.
const MOST_FORWARDS: usize = 3;

/// Words of whoever only passes a mail on.
const PASSING: &str = "fyi see below please siehe unten weiter unten ver abajo mas voir ci dessous zur info kenntnis kb \
    forwarding forwarded can you could have a look at into take this the mail message from customer our user help handle \
    bitte kummern um and on behalf of him her them ";

/// The lines of a mail that ask.
pub(in crate::ticket) fn body(text: &str, known: &Known) -> String {
    let mut text = text.to_owned();
    for _ in 0..MOST_FORWARDS {
        let lines: Vec<&str> = text.lines().collect();
        let (own, quoted) = history::apart(&lines);
        let cleaned = without_surroundings(own.clone(), known);
        match quoted {
            Some(quoted) if is_passed_on(&own, &cleaned, &quoted) => text = quoted.text,
            _ => return cleaned,
        }
    }
    without_surroundings(text.lines().collect(), known)
}

fn without_surroundings(mut lines: Vec<&str>, known: &Known) -> String {
    footer::take_away(&mut lines);
    greeting::take_away(&mut lines, known);
    closing::take_away(&mut lines);
    signature::take_away(&mut lines);
    let mut text = String::new();
    for line in lines.iter().map(|line| line.trim_end()) {
        if !line.trim().is_empty() || !(text.is_empty() || text.ends_with("\n\n")) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.trim().to_owned()
}

/// Whether the question is in the mail below: nothing was written above it, or only that it is below.
fn is_passed_on(own: &[&str], cleaned: &str, quoted: &Quoted) -> bool {
    if cleaned.is_empty() {
        let thanked = own.iter().any(|line| manners(line) == Some(Manners::Thanks));
        return quoted.forwarded || !thanked;
    }
    let words = plain(cleaned);
    let below = ["below", "fyi", "unten", "abajo", "dessous", "info", "forward", "forwarding", "kenntnis"];
    words.len() < 120
        && words.split(' ').any(|word| below.contains(&word))
        && words.split(' ').all(|word| PASSING.split_ascii_whitespace().any(|passing| passing == word))
}
