//! Is this an error code, or the number of an update or a model?

use super::terms::Word;
use crate::ticket::phrases::plain;

/// Words after which a bare number or word is a code; plain.
const BEFORE: [&str; 28] = [
    "error",
    "errors",
    "code",
    "codes",
    "fehler",
    "fehlercode",
    "fehlernummer",
    "erreur",
    "codigo",
    "stopcode",
    "status",
    "exception",
    "errno",
    "errorcode",
    "event",
    "eventid",
    "meldung",
    "sqlstate",
    "hresult",
    "exit",
    "number",
    "nummer",
    "nr",
    "no",
    "id",
    "http",
    "bugcheck",
    "kb",
];

/// What may stand between the word and the number.
const BETWEEN: [&str; 8] = ["code", "number", "no", "id", "is", "nr", "nummer", "numero"];

/// Of these a number needs another word before it: "error number 5", not "number 5".
const WEAK: [&str; 6] = ["number", "nummer", "nr", "no", "id", "exit"];

/// Whether a word of a line is a code.
pub(super) fn is_code(words: &[Word<'_>], at: usize) -> bool {
    let word = words[at].text;
    word.len() <= 80 && (is_unmistakable(word) || is_model(word) || is_named(words, at))
}

/// `0x80070005`, `ERR_TIMED_OUT`, `KB5034441`, `ORA-00942`, `-2147024809`
pub(in crate::ticket) fn is_unmistakable(word: &str) -> bool {
    let hex = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"));
    if hex.is_some_and(|hex| {
        hex.len() >= 2 && hex.len() <= 16 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
    }) {
        return true;
    }
    let negative = word.strip_prefix("-2").is_some_and(|rest| rest.len() == 9 && is_number(rest));
    negative || is_constant(word) || is_update(word)
}

/// `ERR_TIMED_OUT`, `E_ACCESSDENIED`: capitals, digits and inner underscores.
fn is_constant(word: &str) -> bool {
    word.len() >= 6
        && word.len() <= 64
        && word.trim_matches('_').contains('_')
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        && word.bytes().filter(u8::is_ascii_uppercase).count() >= 4
}

/// `KB5034441`, `AADSTS50126`, `ORA-00942`, `CVE-2024-1234`, `TS-1042`
fn is_update(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &word[letters..];
    let dashed = rest.starts_with(['-', '_']);
    let number = rest.trim_start_matches(['-', '_']);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let tailed = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    (1..=8).contains(&letters)
        && tailed
        && (digits >= 4 || dashed && digits >= 3 && letters >= 2)
        && word.len() <= 24
}

/// Capitals and digits that are a name: `M365`, `XPS13`, `E42`, `HP-26X`; not `2x`, `1st`, `B2B`.
fn is_model(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let rest = word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'-');
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && rest
        && digits >= 2
        && capitals >= 1
        && word.len() <= 20
}

/// A number or a short code after a word that says so: "error 1603", "Fehler: 42", "code 80004005".
fn is_named(words: &[Word<'_>], at: usize) -> bool {
    let word = words[at].text;
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let code = digits >= 2
        && word.len() <= 20
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._#".contains(&byte))
        && (is_number(word)
            || word.bytes().all(|byte| byte.is_ascii_hexdigit() || b"-.".contains(&byte))
            || !word.starts_with(|c: char| c.is_ascii_digit()));
    if !code || at == 0 {
        return false;
    }
    let before = |back: usize| at.checked_sub(back).map(|at| plain(words[at].text)).unwrap_or_default();
    let (one, two) = (before(1), before(2));
    let strong = |word: &str| BEFORE.contains(&word) && !WEAK.contains(&word);
    strong(&one) || BETWEEN.contains(&one.as_str()) && strong(&two)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}
