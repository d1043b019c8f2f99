//! Which numbers are those of cards and accounts?
//!
//! Both carry a checksum, so an order number of the same length is told from them.

use super::replace::Place;
use crate::ticket::Sort;

const CARD: std::ops::RangeInclusive<usize> = 13..=19;
const LONGEST_IBAN: usize = 34;
const SHORTEST_IBAN: usize = 15;

/// Finds cards and accounts.
pub(super) fn find(text: &str, places: &mut Vec<Place>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = at == 0 || !is_inner(bytes[at - 1]);
        if !begins || !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let found = if bytes[at].is_ascii_digit() {
            if follows_account(bytes, at) {
                at += 1;
                continue;
            }
            card(&bytes[at..]).map(|len| (len, Sort::Card))
        } else {
            iban(&bytes[at..]).map(|len| (len, Sort::Iban))
        };
        if let Some((len, sort)) = found {
            places.push(Place::new(at..at + len, sort));
            at += len;
        } else {
            at += 1;
        }
    }
}

/// Whether `DE89 ` stands before: the digits of a mistyped account are no card.
fn follows_account(bytes: &[u8], at: usize) -> bool {
    let head = at.checked_sub(5).and_then(|from| bytes.get(from..at));
    head.is_some_and(|head| {
        head[..2].iter().all(u8::is_ascii_uppercase)
            && head[2..4].iter().all(u8::is_ascii_digit)
            && head[4] == b' '
    })
}

fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"_.-/#".contains(&byte)
}

/// How long the card number at the start is: digits in groups, a valid checksum, a first digit that is given out.
fn card(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes.first()?, b'2'..=b'6') {
        return None;
    }
    let mut digits = Vec::with_capacity(20);
    let mut best = None;
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() {
            digits.push(byte - b'0');
            let last = !bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'_');
            if last && CARD.contains(&digits.len()) && luhn(&digits) {
                best = Some(at + 1);
            }
        } else if !(matches!(byte, b' ' | b'-') && at > 0 && bytes[at - 1].is_ascii_digit()) {
            break;
        }
        if digits.len() > *CARD.end() {
            break;
        }
    }
    best
}

fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0_u32;
    for (at, digit) in digits.iter().rev().enumerate() {
        let value = u32::from(*digit) * if at % 2 == 1 { 2 } else { 1 };
        sum += value / 10 + value % 10;
    }
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != digits[0])
}

/// How long the account number at the start is: two letters, two digits, groups, a checksum of 97.
fn iban(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..4)?;
    if !(head[..2].iter().all(u8::is_ascii_alphabetic)) {
        return None;
    }
    let mut taken = Vec::with_capacity(LONGEST_IBAN);
    let mut best = None;
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_alphanumeric() {
            taken.push(byte.to_ascii_uppercase());
            if (3..=4).contains(&taken.len()) && !byte.is_ascii_digit() {
                return None;
            }
            let last = !bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'_');
            if last && taken.len() >= SHORTEST_IBAN && is_account(&taken) {
                best = Some(at + 1);
            }
        } else if !(matches!(byte, b' ' | b'-') && at > 0 && bytes[at - 1].is_ascii_alphanumeric()) {
            break;
        }
        if taken.len() >= LONGEST_IBAN {
            break;
        }
    }
    best
}

/// The checksum: the first four go last, letters are numbers from 10, the rest of the division by 97 is 1.
fn is_account(taken: &[u8]) -> bool {
    let digits = taken.iter().filter(|byte| byte.is_ascii_digit()).count();
    let rest = taken[4..].iter().chain(&taken[..4]).fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    rest == 1 && digits >= 10
}
