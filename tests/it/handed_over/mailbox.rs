//! A mail server on this machine, as small as one can be, that says what a test wants it to.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use super::guard::Guard;

/// What it says to a mail.
#[derive(Clone, Copy)]
pub(super) enum Says {
    Yes,
    /// That there is nobody of that name.
    NotTo,
    /// Nothing: it hangs up.
    Hangup,
}

/// What came in one session.
#[derive(Default)]
pub(super) struct Session {
    pub(super) commands: Vec<String>,
    data: String,
}

impl Session {
    /// Headers and text of the mail.
    pub(super) fn mail(&self) -> (String, String) {
        let (head, body) = self.data.split_once("\r\n\r\n").expect("a mail");
        let body = if head.contains("quoted-printable") { unquoted(body) } else { decoded(head, body) };
        (head.to_owned(), body)
    }
}

fn decoded(head: &str, body: &str) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    if !head.contains("base64") {
        return body.to_owned();
    }
    let bytes = STANDARD.decode(body.split_whitespace().collect::<String>()).expect("base64");
    String::from_utf8(bytes).expect("UTF-8")
}

fn unquoted(body: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), body);
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend(before.bytes());
        if let Some(next) = after.strip_prefix("\r\n") {
            rest = next;
        } else {
            bytes.extend(u8::from_str_radix(&after[..2], 16));
            rest = &after[2..];
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).expect("UTF-8")
}

/// A mail server.
pub(super) struct Mailbox {
    pub(super) port: u16,
    sessions: Receiver<Session>,
}

impl Mailbox {
    /// One that takes so many sessions.
    pub(super) fn saying(says: &[Says]) -> Mailbox {
        Mailbox::guarded(Guard::None, says)
    }

    /// One that nobody on the way can listen to.
    pub(super) fn guarded(guard: Guard, says: &[Says]) -> Mailbox {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (say, sessions) = mpsc::channel();
        let says = says.to_vec();
        thread::spawn(move || {
            for says in says {
                let (stream, _) = listener.accept().expect("a session");
                let mut session = Session::default();
                match &guard {
                    Guard::None => talk(&mut BufReader::new(stream), says, Some(""), &mut session),
                    Guard::Tls(_) => {
                        talk(&mut BufReader::new(guard.over(stream)), says, Some(""), &mut session);
                    }
                    Guard::StartTls(_) => {
                        let mut open = BufReader::new(stream);
                        talk(&mut open, says, Some("250-STARTTLS\r\n"), &mut session);
                        if session.commands.last().is_some_and(|last| last == "STARTTLS") {
                            let mut hidden = BufReader::new(guard.over(open.into_inner()));
                            talk(&mut hidden, says, None, &mut session);
                        }
                    }
                }
                // The test may be at its end.
                let _ = say.send(session);
            }
        });
        Mailbox { port, sessions }
    }

    /// The next session, when it is over.
    pub(super) fn session(&self) -> Session {
        self.sessions.recv_timeout(Duration::from_secs(30)).expect("a session")
    }
}

/// Says what a mail server says, beginning with a greeting and more that it offers, if it has not greeted before.
fn talk<S: Read + Write>(
    reader: &mut BufReader<S>,
    says: Says,
    greeting: Option<&str>,
    session: &mut Session,
) {
    let mut line = String::new();
    let answer = |reader: &mut BufReader<S>, words: &str| {
        // Whoever sends may have gone.
        let _ = reader.get_mut().write_all(format!("{words}\r\n").as_bytes());
    };
    if greeting.is_some() {
        answer(reader, "220 desk.example ready");
    }
    let offers = greeting.unwrap_or_default();
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        session.commands.push(line.trim_end().to_owned());
        match (line.split([' ', '\r']).next().unwrap_or_default(), says) {
            ("EHLO", _) => {
                answer(reader, &format!("250-desk.example\r\n{offers}250-8BITMIME\r\n250 AUTH PLAIN LOGIN"));
            }
            ("STARTTLS", _) if !offers.is_empty() => {
                answer(reader, "220 go on");
                return;
            }
            ("AUTH", _) => answer(reader, "235 welcome"),
            ("RCPT", Says::NotTo) => answer(reader, "550 no such user <ann@example.org>"),
            ("MAIL", Says::Hangup) => return,
            ("DATA", _) => {
                answer(reader, "354 go on");
                loop {
                    line.clear();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 || line == ".\r\n" {
                        break;
                    }
                    session.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                answer(reader, "250 taken");
            }
            ("QUIT", _) => {
                answer(reader, "221 bye");
                return;
            }
            _ => answer(reader, "250 well"),
        }
    }
}
