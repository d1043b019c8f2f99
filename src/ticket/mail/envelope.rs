//! What stands on top of a mail?

use super::{
    encoding::{self, Encoding},
    markup, parts,
};

/// A mail without its envelope.
#[derive(Debug, Default)]
pub(in crate::ticket) struct Mail {
    pub(in crate::ticket) subject: Option<String>,
    /// Plain lines that end in `\n`.
    pub(in crate::ticket) body: String,
}

/// Headers as mail programs and as people who copy mails write them; lower case, without accents.
const HEADERS: [&str; 50] = [
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "sent",
    "reply-to",
    "sender",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
    "content-disposition",
    "received",
    "return-path",
    "delivered-to",
    "in-reply-to",
    "references",
    "user-agent",
    "importance",
    "priority",
    "thread-topic",
    "thread-index",
    "dkim-signature",
    "authentication-results",
    "list-unsubscribe",
    "accept-language",
    "von",
    "an",
    "betreff",
    "gesendet",
    "datum",
    "antwort an",
    "kopie",
    "de",
    "para",
    "asunto",
    "enviado",
    "enviado el",
    "fecha",
    "a",
    "objet",
    "envoye",
    "expediteur",
    "destinataire",
    "oggetto",
    "inviato",
    "onderwerp",
];

/// The headers that hold the subject.
const SUBJECTS: [&str; 6] = ["subject", "betreff", "asunto", "objet", "oggetto", "onderwerp"];

/// What the headers said.
#[derive(Default)]
struct Head {
    subject: Option<String>,
    html: Option<bool>,
    encoding: Encoding,
    boundary: Option<String>,
}

/// Takes off the envelope.
pub(in crate::ticket) fn open(raw: &str) -> Mail {
    let raw = even(raw);
    let raw = raw.trim_start_matches(['\n', ' ', '\u{feff}']);
    let (head, body) = head(raw);
    let part = head.boundary.as_deref().and_then(|boundary| parts::best(body, boundary));
    let (encoding, html, body) = match part {
        Some(part) => (part.encoding, Some(part.html), part.body),
        None => (head.encoding, head.html, body.to_owned()),
    };
    let body = encoding::decode(&body, encoding);
    let html = html.unwrap_or(false) && body.contains('<') || markup::is_html(&body);
    Mail { subject: head.subject, body: if html { markup::lines(&body) } else { body } }
}

/// Line ends as `\n`, and no character that only a machine sees.
fn even(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => text.push('\n'),
            '\u{a0}' | '\u{202f}' | '\u{2007}' => text.push(' '),
            '\t' | '\n' => text.push(c),
            '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{200e}' | '\u{200f}' => {}
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

/// The name and value of a line that looks like a known header: `Betreff: VPN`, `*De :* Anna`.
pub(in crate::ticket) fn is_header(line: &str) -> Option<(String, &str)> {
    let line = line.trim_start_matches(['*', ' ', '\t', '>', '|']);
    let colon = line.bytes().take(40).position(|byte| byte == b':')?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let name = crate::text::fold(&name.trim_end_matches(['*', ' ']).to_lowercase());
    let known = HEADERS.contains(&name.as_str()) || name.starts_with("x-");
    known.then(|| (name, value.trim_start_matches('*').trim()))
}

/// The headers on top, if they are headers: two of them, or one that is a subject.
fn head(raw: &str) -> (Head, &str) {
    let mut head = Head::default();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let folded = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        match (is_header(line), fields.last_mut()) {
            (_, Some((_, value))) if folded => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (Some((name, value)), _) => fields.push((name, value.to_owned())),
            _ => break,
        }
        at += line.len();
    }
    let subject = fields.iter().find(|(name, _)| SUBJECTS.contains(&name.as_str()));
    if fields.is_empty() || (fields.len() < 2 && subject.is_none()) {
        return (head, raw);
    }
    head.subject = subject.map(|(_, value)| encoding::decode_words(value));
    for (name, value) in &fields {
        head.note(name, value);
    }
    (head, raw[at..].trim_start_matches('\n'))
}

impl Head {
    fn note(&mut self, name: &str, value: &str) {
        match name {
            "content-type" => {
                self.html = Some(value.to_ascii_lowercase().starts_with("text/html"));
                self.boundary = parts::boundary(value);
            }
            "content-transfer-encoding" => self.encoding = Encoding::of(value),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::open;

    #[track_caller]
    fn check(raw: &str, subject: Option<&str>, body: &str) {
        let mail = open(raw);
        assert_eq!((mail.subject.as_deref(), mail.body.as_str()), (subject, body), "{raw}");
    }

    #[test]
    fn headers_on_top_are_taken_off() {
        check("From: a@b.c\nSubject: VPN\n\nNo code.\n", Some("VPN"), "No code.\n");
        check("Von: Anna\r\nGesendet: Montag\r\nBetreff: VPN\r\n\r\nKein Code.", Some("VPN"), "Kein Code.");
        check("Subject: VPN\nNo code.", Some("VPN"), "No code.");
        check("Subject: =?utf-8?Q?K=C3=B6ln_VPN?=\n\nx", Some("Köln VPN"), "x");
        check("Subject: =?UTF-8?B?S8O2bG4=?=\n\nx", Some("Köln"), "x");
    }

    #[test]
    fn a_text_that_begins_with_a_word_and_a_colon_stays() {
        check("Error: no code\nTo: be", None, "Error: no code\nTo: be");
        check("To: nobody in particular", None, "To: nobody in particular");
    }

    #[test]
    fn encodings_are_undone() {
        check(
            "MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\nDas Ger=C3=A4t druckt n=\nicht.",
            None,
            "Das Gerät druckt nicht.",
        );
        check("The scr=\neen stays black =E2=80=94 why?", None, "The screen stays black — why?");
        check("x = 3 and y =\n4", None, "x = 3 and y =\n4");
    }

    #[test]
    fn of_several_parts_the_plain_one_is_read() {
        let raw = "Subject: a\nContent-Type: multipart/alternative; boundary=\"xx\"\n\n--xx\nContent-Type: text/plain; \
                   charset=utf-8\nContent-Transfer-Encoding: base64\n\nTm8gY29kZS4=\n--xx\nContent-Type: text/html\n\n\
                   <p>No code.</p>\n--xx--\n";
        check(raw, Some("a"), "No code.");
        let html = "Subject: a\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\nContent-Type: text/html\n\n\
                    <p>No <b>code</b>.</p>\n--xx--\n";
        check(html, Some("a"), "No code.\n");
    }
}
