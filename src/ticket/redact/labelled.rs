//! Which words are secrets because the word before says so?
//!
//! "password: hunter2" and "Passwort ist Sommer2024" hold one; "my password is wrong" does not.

use super::{
    keys,
    replace::{Place, is_placeholder, words},
};
use crate::ticket::{
    Sort,
    phrases::{is_little, plain},
    strong,
};

/// Words for a secret; plain.
const LABELS: [&str; 46] = [
    "password",
    "passwords",
    "passwort",
    "kennwort",
    "pwd",
    "passwd",
    "pw",
    "pass",
    "passphrase",
    "passcode",
    "passwords",
    "contrasena",
    "clave",
    "mdp",
    "passe",
    "pin",
    "cvv",
    "cvc",
    "cvv2",
    "tan",
    "otp",
    "token",
    "secret",
    "apikey",
    "geheimnis",
    "puk",
    "secreto",
    "jeton",
    "zugangscode",
    "codewort",
    "losung",
    "kennwortes",
    "motdepasse",
    "username password",
    "userpass",
    "passwordhash",
    "credential",
    "api key",
    "api token",
    "access key",
    "secret key",
    "private key",
    "client secret",
    "api schlussel",
    "cle api",
    "clave api",
];

/// Labels whose secret may be a plain number.
const NUMBERS: [&str; 6] = ["pin", "cvv", "cvc", "cvv2", "puk", "tan"];

/// Words between the label and the secret.
const BETWEEN: [&str; 16] = [
    "is",
    "was",
    "ist",
    "lautet",
    "war",
    "es",
    "est",
    "era",
    "set",
    "to",
    "now",
    "jetzt",
    "ahora",
    "maintenant",
    "auf",
    "still",
];

/// What is said of a password that is none.
const STATES: &str = "wrong incorrect invalid correct right fine ok okay good weak strong required missing empty blank unknown \
    gone lost old new same different case sensitive protected too short long stuck useless broken bad down dead off on \
    abgelaufen falsch gesperrt richtig korrekt ungultig weg verloren vergessen zuruckgesetzt geandert leer alt neu unbekannt \
    incorrecta correcta invalida caducada vencida bloqueada olvidada perdida nueva vieja erronea correcto incorrecto \
    valida valido expire expiree incorrect faux perdu oublie bloque invalide errone correct perdue oubliee refuse";

/// Finds what follows a word for a secret.
pub(super) fn find(text: &str, places: &mut Vec<Place>) {
    let mut words = words(text);
    let mut before = String::new();
    while let Some((start, word)) = words.next() {
        if word.len() > 400 || is_placeholder(word) {
            before.clear();
            continue;
        }
        // "password=hunter2", "pwd:hunter2"
        if let Some(place) = glued(word, start, &before) {
            places.push(place);
            before.clear();
            continue;
        }
        let told = plain(word);
        let is_label = label(&told, &before);
        before.clone_from(&told);
        if let Some(label) = is_label {
            let mut tail = words.clone();
            places.extend(value(text, start, word, label, &mut tail));
        }
    }
}

/// The label that a word is, alone or with the word before it.
fn label(told: &str, before: &str) -> Option<&'static str> {
    let last = told.rsplit(' ').next().unwrap_or_default();
    let pair = format!("{before} {told}");
    LABELS.iter().find(|label| **label == pair || **label == told || **label == last).copied()
}

/// A secret in the same word as its label.
fn glued(word: &str, start: usize, before: &str) -> Option<Place> {
    let at = word.find([':', '='])?;
    let name = plain(&word[..at].replace(['_', '-'], " "));
    let name = if name.is_empty() { return None } else { name };
    label(&name, before)?;
    let after = &word[at..];
    let value = after.trim_start_matches([':', '=', '"', '\'', '`', '>']);
    let from = start + word.len() - value.len();
    let value = value.trim_end_matches(['"', '\'', '`', ',', ';', '>']);
    let is_link = value.starts_with("//") || after.starts_with("://");
    let ok =
        !value.is_empty() && !is_link && !is_placeholder(value) && value.chars().any(char::is_alphanumeric);
    ok.then(|| Place::new(from..from + value.len(), Sort::Secret))
}

/// The secret after a label, which is itself a word of its own.
fn value<'a>(
    text: &str,
    start: usize,
    label: &str,
    kind: &str,
    tail: &mut (impl Iterator<Item = (usize, &'a str)> + Clone),
) -> Option<Place> {
    let mut end = start + label.len();
    let mut sign = label.ends_with([':', '=']);
    if label.ends_with(['.', ',', '?', '!', ';']) {
        return None;
    }
    let mut linked = sign;
    for (at, word) in tail.by_ref().take(4) {
        let told = plain(word);
        let new_line = text[end..at].contains('\n');
        let colon = word.ends_with(':') || word.ends_with('=');
        if told.is_empty() && !is_quote(word) {
            sign |= word.contains([':', '=']);
            linked |= sign || word == "->" || word == "=>";
            if !linked {
                return None;
            }
        } else if BETWEEN.contains(&told.as_str()) && !new_line && !sign {
            linked = true;
            sign |= colon;
        } else {
            let alone = !new_line || line_is(text, at, word);
            return (alone && is_secret(text, at, word, kind, sign, linked)).then(|| place(at, word));
        }
        end = at + word.len();
    }
    None
}

fn is_quote(word: &str) -> bool {
    word.starts_with(['"', '\'', '`', '\u{201e}', '\u{201c}', '\u{ab}']) && word.len() > 2
}

fn line_is(text: &str, at: usize, word: &str) -> bool {
    let mut rest = text[at + word.len()..].chars();
    rest.find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n')
}

/// Whether a word after a label is a secret: `sign` stands for a colon, `linked` for a colon or "is".
fn is_secret(text: &str, at: usize, word: &str, kind: &str, sign: bool, linked: bool) -> bool {
    if is_placeholder(word) || word.starts_with("://") || word.starts_with("http") {
        return false;
    }
    let bare = bare(word);
    let told = plain(bare);
    let number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
    if NUMBERS.contains(&kind) {
        return linked && number && (3..=10).contains(&bare.len());
    }
    if told.is_empty() || is_little(&told) || STATES.split_ascii_whitespace().any(|state| state == told) {
        return false;
    }
    if sign || is_quote(word) && linked {
        return true;
    }
    if strong::is_telling(bare) || kind == "token" && !linked {
        return false;
    }
    let ends =
        word.ends_with(['.', '!']) || line_is(text, at, word) || text[at + word.len()..].trim().is_empty();
    let status = ["ed", "ing", "ert", "ado", "ada", "able", "ible", "ten", "isn", "doesn"];
    let plain_word =
        ends && !number && !status.iter().any(|ending| told.ends_with(ending)) && kind != "token";
    let signed = keys::looks_secret(bare.trim_end_matches('!'))
        && bare.trim_end_matches('!').contains(|c: char| "!@#$%^&*+=~".contains(c));
    if linked { keys::looks_secret(bare) || plain_word } else { signed }
}

fn bare(word: &str) -> &str {
    let word = word.trim_start_matches(['"', '\'', '`', '\u{201e}', '\u{201c}', '\u{ab}', '(']);
    let word = word.trim_end_matches(['"', '\'', '`', '\u{201d}', '\u{201c}', '\u{bb}', ',', ';', ')']);
    word.strip_suffix('.').unwrap_or(word)
}

fn place(at: usize, word: &str) -> Place {
    let bare = bare(word);
    let from = at + word.find(bare).unwrap_or(0);
    Place::new(from..from + bare.len(), Sort::Secret)
}
