//! Which words of a text are addresses, keys, or links that carry them?

use super::{
    keys,
    replace::{Place, is_placeholder, words},
};
use crate::ticket::{Sort, phrases::plain};

/// Parameters of links whose value is a secret.
const PARAMETERS: [&str; 26] = [
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "auth",
    "auth_token",
    "authtoken",
    "key",
    "api_key",
    "apikey",
    "api-key",
    "secret",
    "client_secret",
    "password",
    "passwd",
    "pwd",
    "pass",
    "sig",
    "signature",
    "session",
    "sessionid",
    "sid",
    "jwt",
    "otp",
    "ticket",
    "x-amz-signature",
];

/// Words after which a key stands.
const SCHEMES: [&str; 4] = ["bearer", "basic", "token", "apikey"];

/// Finds mail addresses, keys, and what is secret in links.
pub(super) fn find(text: &str, places: &mut Vec<Place>) {
    let mut before = "";
    for (start, word) in words(text) {
        if let Some(at) = word.find("://") {
            link(word, start, at + 3, places);
        } else if word.contains('@') {
            addresses(word, start, places);
        }
        let scheme = before.trim_matches(['"', '\'', ':']).to_ascii_lowercase();
        let digit = word.bytes().any(|byte| byte.is_ascii_digit());
        let capital = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
        let secret_follows = SCHEMES.contains(&scheme.as_str())
            && (digit || capital && matches!(scheme.as_str(), "basic" | "bearer"));
        if word.len() >= 12 {
            pieces(word, start, secret_follows, places);
        }
        before = if word.len() <= 12 { word } else { "" };
    }
}

/// Parts of a word between quotes, brackets, `=` and the like, each of which may be a key.
fn pieces(word: &str, start: usize, secret_follows: bool, places: &mut Vec<Place>) {
    let is_link = word.contains("://");
    let splits = |c: char| "\"'`<>()[]{},;:|&?".contains(c) || (is_link && c == '/');
    let mut at = 0;
    for piece in word.split(|c: char| splits(c) || c == '=') {
        let bare = piece.trim_end_matches(['.', '!']);
        let long = secret_follows && bare.len() >= 12 && bare.bytes().all(|b| b.is_ascii_graphic());
        if long || keys::is_key(bare) {
            let end = start + at + bare.len();
            let padding = word[at + bare.len()..].bytes().take_while(|byte| *byte == b'=').count();
            places.push(Place::new(start + at..end + padding.min(2), Sort::Secret));
        }
        at += piece.len() + word[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
    }
}

/// `https://user:password@host/path?token=abc`: the user's part and the values of telling parameters.
fn link(word: &str, start: usize, rest: usize, places: &mut Vec<Place>) {
    let authority_end = word[rest..].find(['/', '?', '#']).map_or(word.len(), |end| rest + end);
    if let Some(at) = word[rest..authority_end].rfind('@')
        && at > 0
    {
        let user = &word[rest..rest + at];
        if !is_placeholder(user) {
            places.push(Place::new(start + rest..start + rest + at, Sort::Secret));
        }
    } else if word[..rest].to_ascii_lowercase().ends_with("mailto://") {
        addresses(word, start, places);
    }
    let mut at = authority_end;
    for pair in word[authority_end..].split(['?', '&', '#', ';']) {
        if let Some((name, value)) = pair.split_once('=') {
            let told = name.trim_start_matches(['/', '.']).to_ascii_lowercase();
            let value = if is_placeholder(value) {
                value
            } else {
                value.trim_end_matches([')', ']', '>', '"', '\'', ',', '.'])
            };
            if value.len() >= 4 && PARAMETERS.contains(&told.as_str()) && !is_placeholder(value) {
                let from = start + at + name.len() + 1;
                places.push(Place::new(from..from + value.len(), Sort::Secret));
            } else if value.contains('@') || value.contains("%40") {
                addresses(value, start + at + name.len() + 1, places);
            }
        }
        at += pair.len() + 1;
    }
}

/// The mail addresses in a word: `<anna@example.com>,tom@example.com`.
fn addresses(word: &str, start: usize, places: &mut Vec<Place>) {
    let bytes = word.as_bytes();
    let local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte) || byte >= 0x80;
    let host = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte) || byte >= 0x80;
    let mut floor = 0;
    for at in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'@').map(|(at, _)| at) {
        if at < floor {
            continue;
        }
        let before = bytes[floor..at].iter().rev().take_while(|byte| local(**byte)).count();
        let after = bytes[at + 1..].iter().take_while(|byte| host(**byte)).count();
        let domain = word.get(at + 1..at + 1 + after).map(|domain| domain.trim_end_matches(['.', '-']));
        let Some((from, domain)) = Some(at - before).zip(domain) else { continue };
        let Some(name) = word.get(from..at).map(|name| name.trim_start_matches(['.', '-', '%'])) else {
            continue;
        };
        let dotted = domain
            .rsplit_once('.')
            .is_some_and(|(_, top)| (2..=18).contains(&top.len()) && top.chars().all(char::is_alphabetic));
        if dotted && !name.is_empty() && !plain(domain).is_empty() {
            places.push(Place::new(start + at - name.len()..start + at + 1 + domain.len(), Sort::Mail));
            floor = at + 1 + domain.len();
        }
    }
}
