//! Is this a key, a token, a certificate's secret?

use super::replace::Place;
use crate::ticket::Sort;

/// How the keys of well-known services begin, and how many characters must follow.
const BEGINNINGS: [(&str, usize); 38] = [
    ("sk-", 16),
    ("sk_live_", 10),
    ("sk_test_", 10),
    ("pk_live_", 10),
    ("pk_test_", 10),
    ("rk_live_", 10),
    ("rk_test_", 10),
    ("whsec_", 10),
    ("ghp_", 16),
    ("gho_", 16),
    ("ghu_", 16),
    ("ghs_", 16),
    ("ghr_", 16),
    ("github_pat_", 16),
    ("glpat-", 12),
    ("gldt-", 12),
    ("AKIA", 16),
    ("ASIA", 16),
    ("xoxb-", 8),
    ("xoxp-", 8),
    ("xoxa-", 8),
    ("xoxr-", 8),
    ("xoxs-", 8),
    ("xapp-", 8),
    ("AIza", 30),
    ("ya29.", 16),
    ("SG.", 20),
    ("npm_", 20),
    ("pypi-", 20),
    ("hf_", 20),
    ("dop_v1_", 20),
    ("shpat_", 20),
    ("shpss_", 20),
    ("hvs.", 20),
    ("lin_api_", 20),
    ("NRAK-", 16),
    ("dckr_pat_", 16),
    ("key-", 28),
];

/// A shorter word is no key, however wild it looks.
const SHORTEST_WILD: usize = 20;

/// Blocks between `-----BEGIN … KEY-----` and their end.
pub(super) fn blocks(text: &str, places: &mut Vec<Place>) {
    let last_end = text.rfind("-----END ").unwrap_or(0);
    let mut at = 0;
    while let Some(found) = text[at..].find("-----BEGIN ") {
        let start = at + found;
        let head_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let end = Some(&text[start..])
            .filter(|_| start < last_end)
            .and_then(|rest| rest.find("-----END "))
            .map(|end| {
                let end = start + end + "-----END ".len();
                text[end..].find("-----").filter(|dashes| *dashes < 60).map_or(end, |dashes| end + dashes + 5)
            });
        // One without an end reaches as far as lines look like it.
        let end = end.unwrap_or_else(|| {
            let mut end = head_end;
            for line in text[head_end..].split_inclusive('\n') {
                let bare = line.trim();
                if !bare.is_empty() && (bare.contains(' ') || bare.len() < 16) {
                    break;
                }
                end += line.len();
            }
            head_end.max(end)
        });
        places.push(Place::new(start..text[..end].trim_end().len().max(start + 1), Sort::Secret));
        at = end;
    }
}

/// Whether a word is a key: by how it begins, by its form, or because nobody writes such words by hand.
pub(super) fn is_key(word: &str) -> bool {
    if !word.is_ascii() || word.len() < 12 {
        return false;
    }
    let known = BEGINNINGS.iter().any(|(beginning, least)| {
        word.strip_prefix(beginning).is_some_and(|rest| {
            rest.len() >= *least
                && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.=".contains(&byte))
        })
    });
    known || is_web_token(word) || is_wild(word)
}

/// `eyJhbGciOi….eyJzdWIiOi….signature`
fn is_web_token(word: &str) -> bool {
    word.starts_with("eyJ")
        && word.len() >= 24
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.=".contains(&byte))
}

/// Small and large letters and digits that change places all the time.
fn is_wild(word: &str) -> bool {
    let bytes = word.trim_end_matches('=').as_bytes();
    if bytes.len() < SHORTEST_WILD || bytes.len() > 4_096 {
        return false;
    }
    if !bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-+/".contains(byte)) {
        return false;
    }
    let class = |byte: &u8| match byte {
        b'0'..=b'9' => 0,
        b'a'..=b'z' => 1,
        b'A'..=b'Z' => 2,
        _ => 3,
    };
    let mut counts = [0_usize; 4];
    let mut changes = 0;
    for pair in bytes.windows(2) {
        let (one, two) = (class(&pair[0]), class(&pair[1]));
        counts[one] += 1;
        // "Token": a capital before small letters is no change worth counting.
        changes += usize::from(one != two && !(one == 2 && two == 1));
    }
    let [digits, small, large, signs] = counts;
    let named = bytes
        .windows(4)
        .filter(|four| four[0].is_ascii_uppercase() && four[1..].iter().all(u8::is_ascii_lowercase));
    named.count() < 3
        && digits >= 3
        && small >= 3
        && large >= 3
        && signs * 8 <= bytes.len()
        && changes * 4 >= bytes.len()
}

/// Whether what follows a word for a secret looks like one: letters and digits or signs, no word and no number.
pub(super) fn looks_secret(value: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let signs = value.chars().filter(|c| "!@#$%^&*+=?~_<>".contains(*c)).count();
    let inner_capital =
        value.chars().skip(1).any(char::is_uppercase) && value.chars().any(char::is_lowercase);
    value.chars().count() >= 4 && (letters > 0 && digits + signs > 0 || digits >= 4 || inner_capital)
}
