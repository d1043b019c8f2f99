//! Is the end a signature that nobody announced?

use super::footer::paragraphs;
use crate::ticket::{
    phrases::{is_name, plain},
    strong,
};

/// What stands before a number or an address by which somebody is reached; plain.
const WAYS: [&str; 32] = [
    "tel",
    "t",
    "phone",
    "p",
    "mobile",
    "mob",
    "m",
    "cell",
    "c",
    "fax",
    "f",
    "office",
    "direct",
    "o",
    "d",
    "telefon",
    "fon",
    "mobil",
    "handy",
    "telefono",
    "movil",
    "telephone",
    "portable",
    "email",
    "e mail",
    "mail",
    "e",
    "web",
    "w",
    "website",
    "skype",
    "url",
];

/// Takes a name with ways to reach it from the end.
pub(super) fn take_away(lines: &mut Vec<&str>) {
    for _ in 0..2 {
        let paragraphs = paragraphs(lines);
        let Some(last) = paragraphs.last().filter(|_| paragraphs.len() > 1).cloned() else { return };
        let block = &lines[last.clone()];
        if !is_contact_block(block) && !is_dashed_name(block) {
            return;
        }
        lines.truncate(last.start);
    }
}

fn is_contact_block(block: &[&str]) -> bool {
    let (Some(first), true) = (block.first(), block.len() <= 12) else { return false };
    if block.iter().any(|line| line.len() > 120 || line.ends_with(['?', ':']) || strong::is_telling(line)) {
        return false;
    }
    let barred = first.matches('|').count() >= 2;
    let before = if barred { first.split('|').next().unwrap_or_default() } else { first };
    let words: Vec<&str> = before.split_whitespace().take(6).collect();
    let named = (2..=4).contains(&words.len()) && words.iter().all(|word| is_name(word));
    let reached = block.iter().flat_map(|line| line.split('|')).any(is_way);
    named && reached && (barred || block.len() > 1)
}

/// `Tel: +49 30 1234567`, `anna@example.com`, `www.example.com`
fn is_way(line: &str) -> bool {
    let line = line.trim();
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let label = line.split([':', '.', '+']).next().map(plain).unwrap_or_default();
    let labelled = WAYS.contains(&label.as_str()) && (digits >= 6 || line.contains(['@', '/']));
    let number = digits >= 7 && line.bytes().all(|byte| byte.is_ascii_digit() || b" +-()./".contains(&byte));
    let address =
        !line.contains(' ') && (line.contains('@') || line.starts_with("www.") || line.starts_with("http"));
    labelled || number || address
}

/// `- Anna`, `~Tom` on a line of its own.
fn is_dashed_name(block: &[&str]) -> bool {
    let [line] = block else { return false };
    let name = line.trim().trim_start_matches(['-', '\u{2013}', '\u{2014}', '~', '/']);
    let dashed = name.len() < line.trim().len();
    let words: Vec<&str> = name.split_whitespace().take(3).collect();
    dashed && (1..=2).contains(&words.len()) && words.iter().all(|word| is_name(word))
}
