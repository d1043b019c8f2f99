//! Is this number a version?

use super::{products::Names, terms::Word};
use crate::ticket::phrases::plain;

/// Words before a version; plain.
const BEFORE: [&str; 14] = [
    "version", "versions", "ver", "v", "release", "build", "firmware", "update", "patch", "rev", "revision",
    "sp", "driver", "ausgabe",
];

/// Words after a number that is a measure; plain.
const UNITS: [&str; 44] = [
    "gb", "mb", "kb", "tb", "ghz", "mhz", "hz", "mm", "cm", "m", "km", "kg", "g", "lb", "lbs", "inch",
    "inches", "in", "ft", "feet", "hours", "hour", "hrs", "h", "min", "minutes", "seconds", "s", "ms",
    "days", "weeks", "months", "years", "percent", "times", "x", "eur", "euro", "euros", "usd", "dollars",
    "pounds", "gbp", "stunden",
];

/// Whether a word of a line is a version.
pub(super) fn is_version(line: &str, words: &[Word<'_>], at: usize, names: &Names) -> bool {
    let word = words[at].text;
    let marked = word.strip_prefix(['v', 'V']);
    let number = marked.unwrap_or(word);
    if word.len() > 32 || !number.starts_with(|c: char| c.is_ascii_digit()) || is_money(line, words[at].start)
    {
        return false;
    }
    let (core, tail) = number.split_at(number.find(['-', '_', '+']).unwrap_or(number.len()));
    let groups: Vec<&str> = core.split('.').collect();
    let numeric = groups.iter().enumerate().all(|(place, group)| {
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && (digits == group.len() || place + 1 == groups.len() && group.len() - digits <= 3)
    });
    if !numeric || groups.len() > 5 || tail.len() > 16 || is_date(&groups) || is_address(&groups) {
        return false;
    }
    let before = at.checked_sub(1).map(|at| (plain(words[at].text), words[at]));
    let told = before.as_ref().is_some_and(|(before, _)| BEFORE.contains(&before.as_str()));
    let measure = words.get(at + 1).is_some_and(|next| UNITS.contains(&plain(next.text).as_str()));
    let named = before.as_ref().is_some_and(|(told, before)| {
        names.holds(told)
            || before.text.starts_with(char::is_uppercase) && !before.stopped && at > 1
            || before.text.chars().filter(|c| c.is_uppercase()).count() > 1
    });
    match groups.len() {
        1 => (told || marked.is_some()) && !measure && number.len() <= 10,
        2 => (told || marked.is_some() || named) && !measure,
        _ => true,
    }
}

fn is_money(line: &str, start: usize) -> bool {
    let before = line[..start].chars().next_back();
    line[start..].starts_with(['$', '\u{20ac}', '\u{a3}'])
        || before.is_some_and(|c| matches!(c, '$' | '\u{20ac}' | '\u{a3}'))
}

/// `24.12.2024`
fn is_date(groups: &[&str]) -> bool {
    let [day, month, year] = groups else { return false };
    let most = |text: &str, most: u32| text.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
    let year_like = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
        || year.len() == 2 && day.len() == 2 && month.len() == 2;
    most(day, 31) && most(month, 12) && year_like
}

/// `192.168.0.1`
fn is_address(groups: &[&str]) -> bool {
    groups.len() == 4 && groups.iter().all(|group| group.parse::<u8>().is_ok()) && groups[0].len() > 1
}
