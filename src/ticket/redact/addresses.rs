//! Which words are network addresses?

use super::replace::Place;
use crate::ticket::Sort;

/// Finds IPv4 and IPv6 addresses.
pub(super) fn find(text: &str, places: &mut Vec<Place>) {
    let mut at = 0;
    for word in text.split(|c: char| !(c.is_ascii_hexdigit() || matches!(c, '.' | ':'))) {
        let bare = word.trim_end_matches(['.', ':']);
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let (bare, port) = match bare.rsplit_once(':') {
            Some((host, port)) if is_v4(host) && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (host, true)
            }
            _ => (bare, false),
        };
        let after = text[at + bare.len()..].chars().next().is_some_and(char::is_alphanumeric) && !port;
        if !before && !after && (is_v4(bare) || is_v6(bare)) {
            places.push(Place::new(at..at + bare.len(), Sort::Address));
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
}

fn is_v4(word: &str) -> bool {
    let octet = |part: &str| part.len() <= 3 && part.parse::<u8>().is_ok();
    word.len() <= 15 && word.split('.').count() == 4 && word.split('.').all(octet)
}

fn is_v6(word: &str) -> bool {
    if word.len() < 4 || word.len() > 39 || word.contains('.') {
        return false;
    }
    let groups: Vec<&str> = word.split(':').collect();
    let short = word.matches("::").count() == 1 && !word.contains(":::");
    let full = groups.len() == 8 && groups.iter().all(|group| !group.is_empty());
    let hex = groups.iter().all(|group| group.len() <= 4);
    let letters = word.bytes().any(|byte| byte.is_ascii_alphabetic()) || full;
    hex && (full || (short && groups.len() <= 8 && groups.len() >= 3)) && letters
}
