//! What does a packet say, to a program and to a person?

use std::fmt::Write;

use jiff::Timestamp;
use serde::Serialize;

use crate::request::{Packet, ShownArticle, Suggested, Tried};

/// What happened.
const SENT: &str = "request.sent";
/// No subject says more, in characters.
const LONGEST_SUBJECT: usize = 160;

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    number: &'a str,
    at: Timestamp,
    ticket: Option<&'a str>,
    channel: Option<&'a str>,
    subject: Option<&'a str>,
    text: &'a str,
    reply_to: Option<&'a str>,
    handover: Option<Handover<'a>>,
}

#[derive(Serialize)]
struct Handover<'a> {
    suggestion_id: String,
    decision: &'static str,
    shown: Vec<Shown<'a>>,
    tried: Vec<Came<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    article: Article<'a>,
    probability: Option<f32>,
}

#[derive(Serialize)]
struct Came<'a> {
    article: Option<Article<'a>>,
    verdict: &'static str,
    stands: bool,
    at: Timestamp,
}

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
}

/// A packet as JSON. The same packet is the same bytes.
pub(super) fn json(packet: &Packet, base: &str) -> Vec<u8> {
    let event = Event {
        kind: SENT,
        timestamp: packet.at,
        data: Data {
            number: &packet.name,
            at: packet.at,
            ticket: packet.ticket.as_deref(),
            channel: packet.channel.as_deref(),
            subject: packet.subject.as_deref(),
            text: &packet.text,
            reply_to: packet.reply_to.as_deref(),
            handover: packet.suggested.as_ref().map(|suggested| Handover::of(suggested, base)),
        },
    };
    // Texts, numbers and lists can always be written.
    serde_json::to_vec(&event).unwrap_or_default()
}

impl<'a> Handover<'a> {
    fn of(suggested: &'a Suggested, base: &str) -> Handover<'a> {
        let article = |id: &'a str, title: &'a str| Article { id, title, url: page(id, base) };
        let shown = suggested.shown.iter().map(|one: &ShownArticle| Shown {
            article: article(&one.id, &one.title),
            probability: one.probability,
        });
        let tried = suggested.tried.iter().map(|one: &Tried| Came {
            article: one.article.as_ref().map(|(id, title)| article(id, title)),
            verdict: one.verdict.word(),
            stands: one.stands,
            at: one.at,
        });
        Handover {
            suggestion_id: suggested.id.to_string(),
            decision: suggested.decision,
            shown: shown.collect(),
            tried: tried.collect(),
        }
    }
}

/// What a mail is about, on one line.
pub(super) fn subject(packet: &Packet) -> String {
    let about = packet.subject.as_deref().unwrap_or(&packet.text);
    let words = about.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    let line: String = line.chars().take(LONGEST_SUBJECT).collect();
    format!("{}: {line}", packet.name)
}

/// A packet for people.
pub(super) fn text(packet: &Packet, base: &str) -> String {
    let mut text = packet.text.clone();
    let mut line = |words: String| {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{words}");
    };
    line(format!("\n\n-----\nRequest {}, sent {}", packet.name, packet.at.strftime("%-d %B %Y, %H:%M UTC")));
    line(match &packet.reply_to {
        Some(address) => format!("Answer to: {address}"),
        None => "No address was given.".to_owned(),
    });
    if let Some(ticket) = &packet.ticket {
        line(format!("Ticket: {ticket}"));
    }
    let Some(suggested) = &packet.suggested else {
        line("Nothing was shown before.".to_owned());
        return text;
    };
    line("\nShown before, best first".to_owned());
    for (number, one) in (1..).zip(&suggested.shown) {
        let percent = one.probability.map_or_else(String::new, |share| format!(" ({:.0} %)", share * 100.0));
        line(format!("{number}. {}{percent}\n   {}", one.title, page(&one.id, base)));
    }
    if suggested.shown.is_empty() {
        line("- nothing came near it".to_owned());
    }
    line("\nTried".to_owned());
    for one in suggested.tried.iter().filter(|one| one.stands) {
        let title = one.article.as_ref().map_or("all of it", |(_, title)| title);
        line(format!("- {title}: {}", one.verdict.word().replace('_', " ")));
    }
    if !suggested.tried.iter().any(|one| one.stands) {
        line("- nothing was said of it".to_owned());
    }
    text
}

/// The page of an article.
fn page(id: &str, base: &str) -> String {
    let mut address = format!("{base}/articles/");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{page, subject};
    use crate::{learn::EventId, request::Packet};

    #[test]
    fn a_subject_is_one_line_of_bounded_length() {
        let of = |subject: Option<&str>, text: &str| Packet {
            name: "R-1".to_owned(),
            id: EventId(1),
            at: Timestamp::UNIX_EPOCH,
            ticket: None,
            channel: None,
            subject: subject.map(str::to_owned),
            text: text.to_owned(),
            reply_to: None,
            suggested: None,
        };
        assert_eq!(
            subject(&of(Some("No\r\nBcc: all@example.org\0code"), "x")),
            "R-1: No Bcc: all@example.org code"
        );
        assert_eq!(subject(&of(None, "since\n monday")), "R-1: since monday");
        assert!(subject(&of(None, &"ü".repeat(9_000))).chars().count() < 200);
    }

    #[test]
    fn an_article_is_named_by_its_page() {
        assert_eq!(
            page("vpn/réset it", "https://help.example"),
            "https://help.example/articles/vpn/r%C3%A9set%20it"
        );
    }
}
