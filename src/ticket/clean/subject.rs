//! What does a subject say?

use crate::ticket::phrases::plain;

/// What mail programs set before a subject that is answered or passed on, lower case.
const ANSWER: [&str; 7] = ["re", "aw", "sv", "antw", "rif", "r\u{e9}f", "r\u{e9}p"];
const FORWARD: [&str; 7] = ["fwd", "fw", "wg", "tr", "rv", "i", "enc"];

/// Subjects that mail programs and forms write when nobody did.
const NONE: [&str; 10] = [
    "",
    "no subject",
    "none",
    "kein betreff",
    "ohne betreff",
    "sin asunto",
    "sans objet",
    "pas dobjet",
    "untitled",
    "aucun objet",
];

/// The words of a subject: without `Re:`, ticket numbers and marks of a gateway; `None` when there are none.
pub(in crate::ticket) fn subject(raw: &str) -> Option<String> {
    let mut rest = raw.trim();
    loop {
        let next = without_mark(rest).or_else(|| without_brackets(rest)).map(str::trim_start);
        match next {
            Some(next) if next.len() < rest.len() => rest = next,
            _ => break,
        }
    }
    let line = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    (!NONE.contains(&plain(&line).as_str())).then_some(line)
}

/// Whether a subject answers an earlier mail.
pub(in crate::ticket) fn answers(raw: &str) -> bool {
    let head = raw.split(':').next().unwrap_or_default().trim().to_lowercase();
    raw.contains(':') && ANSWER.contains(&head.as_str())
}

/// `Re: `, `AW[2]: `
fn without_mark(text: &str) -> Option<&str> {
    let colon = text.bytes().take(12).position(|byte| byte == b':')?;
    let mark = text.get(..colon)?.trim_end().to_lowercase();
    let mark = mark.split(['[', '(']).next().unwrap_or_default();
    let known = ANSWER.contains(&mark) || FORWARD.contains(&mark);
    known.then(|| &text[colon + 1..])
}

/// `[EXTERNAL]`, `[Ticket #4711]`, `(#4711)`: brackets on top that hold a number or a gateway's word.
fn without_brackets(text: &str) -> Option<&str> {
    let close = if text.starts_with('[') { ']' } else { return None };
    let end = text.find(close).filter(|end| *end < 40)?;
    let inner = text[1..end].to_lowercase();
    let known = ["ext", "ticket", "case", "spam", "#", "request", "incident", "bulk", "helpdesk", "support"];
    known.iter().any(|word| inner.starts_with(word)).then(|| &text[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::{answers, subject};

    #[track_caller]
    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(subject(raw).as_deref(), expected, "{raw}");
    }

    #[test]
    fn marks_before_a_subject_go() {
        check("Re: AW: [EXTERNAL] Fwd: no  code", Some("no code"));
        check("[Ticket #4711] [0x80070005] on start", Some("[0x80070005] on start"));
        check("Error: no code", Some("Error: no code"));
        check("(no subject)", None);
        check("RE:", None);
        assert!(answers("AW: VPN") && !answers("Fwd: VPN") && !answers("Re"));
    }
}
