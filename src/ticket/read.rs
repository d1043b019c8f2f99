//! How does a raw text become a ticket?

use std::collections::BTreeMap;

use super::{
    Known, Sort, Ticket, clean,
    mail::{self, Mail},
    questions, redact, strong,
};
use crate::text::Language;

/// More text than this is not read: 100 kB.
const LONGEST: usize = 100 * 1024;

/// No subject says more.
const LONGEST_SUBJECT: usize = 4 * 1024;

/// More than this is not even looked at, whatever of it is markup, pictures and encoding.
const LONGEST_RAW: usize = 10 * LONGEST;

/// Reads a ticket: plain text, HTML, or a mail with headers on top. Never fails; the cost is linear in the text.
///
/// ```
/// use firstline::ticket::{Known, read};
/// let ticket = read("Subject: VPN\n\nHello,\nno code on my phone.\n\nThanks\nBob", &Known::default());
/// assert_eq!(ticket.text, "VPN\n\nno code on my phone.");
/// assert_eq!(ticket.questions.len(), 1);
/// ```
pub fn read(raw: &str, known: &Known) -> Ticket {
    let (raw, cut) = beginning(raw, LONGEST_RAW);
    let mail = mail::open(raw);
    written(&mail, known, cut)
}

/// Reads a ticket from a form that has a subject of its own.
pub fn read_mail(subject: Option<&str>, body: &str, known: &Known) -> Ticket {
    let (body, cut) = beginning(body, LONGEST_RAW);
    let mut mail = mail::open(body);
    if let Some(subject) = subject {
        mail.subject = Some(subject.to_owned());
    }
    written(&mail, known, cut)
}

fn written(mail: &Mail, known: &Known, cut_before: bool) -> Ticket {
    let (body, cut) = beginning(&mail.body, LONGEST);
    let mut redacted = BTreeMap::new();
    let (subject, cut_subject) = beginning(mail.subject.as_deref().unwrap_or_default(), LONGEST_SUBJECT);
    let subject = clean::subject(subject);
    let subject = subject.map(|subject| redacting(&subject, known, &mut redacted));
    let body = redacting(&clean::body(body, known), known, &mut redacted);
    let body_is_empty = body.is_empty();
    let text = match &subject {
        Some(subject) if !repeats(&body, subject) => {
            let text = format!("{subject}\n\n{body}");
            text.trim_end().to_owned()
        }
        _ => body,
    };
    let thanked = body_is_empty && mail.subject.as_deref().is_some_and(clean::answers);
    Ticket {
        questions: if thanked { Vec::new() } else { questions::apart(&text, subject.is_some()) },
        strong: strong::terms(&text, known),
        language: Language::detect(&text),
        subject,
        text,
        redacted,
        cut: cut || cut_before || cut_subject,
    }
}

fn redacting(text: &str, known: &Known, redacted: &mut BTreeMap<Sort, usize>) -> String {
    let (text, counts) = redact(text, known);
    for (sort, count) in counts {
        *redacted.entry(sort).or_default() += count;
    }
    text
}

/// Whether a body begins with its subject, as the mails of some forms do.
fn repeats(body: &str, subject: &str) -> bool {
    body.get(..subject.len()).is_some_and(|head| head.eq_ignore_ascii_case(subject))
        && !body[subject.len()..].starts_with(char::is_alphanumeric)
}

/// The beginning of a text, up to a line end or a space, and whether something was left out.
fn beginning(text: &str, most: usize) -> (&str, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let head = &text[..text.floor_char_boundary(most)];
    let at = head.rfind('\n').filter(|at| *at > most / 2);
    let at = at.or_else(|| head.rfind(' ').filter(|at| *at > most / 2));
    (&head[..at.unwrap_or(head.len())], true)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, beginning, read, read_mail};
    use crate::ticket::Known;

    #[test]
    fn a_long_text_is_cut_at_a_line_end() {
        assert_eq!(beginning("abc def\nghi", 10), ("abc def", true));
        assert_eq!(beginning("abc def", 10), ("abc def", false));
        assert_eq!(beginning("äääääääää", 5), ("ää", true));
        let ticket = read(&"The printer is broken.\n".repeat(100_000), &Known::default());
        assert!(ticket.cut && ticket.text.len() <= LONGEST && ticket.text.ends_with("broken."));
    }

    #[test]
    fn a_subject_is_part_of_what_is_asked() {
        let ticket = read_mail(Some("Re: AW: VPN"), "Hi,\nno code.", &Known::default());
        assert_eq!(ticket.subject.as_deref(), Some("VPN"));
        assert_eq!(ticket.text, "VPN\n\nno code.");
        assert_eq!(read_mail(Some("No code"), "no code.", &Known::default()).text, "no code.");
        assert_eq!(read_mail(Some("No code"), "", &Known::default()).questions, ["No code"]);
    }
}
