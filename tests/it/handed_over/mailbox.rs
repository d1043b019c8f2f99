//! A mail server on this machine, as small as one can be, that says what a test wants it to.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

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
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (say, sessions) = mpsc::channel();
        let says = says.to_vec();
        thread::spawn(move || {
            for says in says {
                let (stream, _) = listener.accept().expect("a session");
                // The test may be at its end.
                let _ = say.send(talk(stream, says));
            }
        });
        Mailbox { port, sessions }
    }

    /// The next session, when it is over.
    pub(super) fn session(&self) -> Session {
        self.sessions.recv_timeout(Duration::from_secs(30)).expect("a session")
    }
}

fn talk(stream: TcpStream, says: Says) -> Session {
    let mut session = Session::default();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let answer = |reader: &mut BufReader<TcpStream>, words: &str| {
        // Whoever sends may have gone.
        let _ = reader.get_mut().write_all(format!("{words}\r\n").as_bytes());
    };
    answer(&mut reader, "220 desk.example ready");
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return session;
        }
        session.commands.push(line.trim_end().to_owned());
        match (line.split([' ', '\r']).next().unwrap_or_default(), says) {
            ("EHLO", _) => answer(&mut reader, "250-desk.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN"),
            ("AUTH", _) => answer(&mut reader, "235 welcome"),
            ("RCPT", Says::NotTo) => answer(&mut reader, "550 no such user <ann@example.org>"),
            ("MAIL", Says::Hangup) => return session,
            ("DATA", _) => {
                answer(&mut reader, "354 go on");
                loop {
                    line.clear();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 || line == ".\r\n" {
                        break;
                    }
                    session.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                answer(&mut reader, "250 taken");
            }
            ("QUIT", _) => {
                answer(&mut reader, "221 bye");
                return session;
            }
            _ => answer(&mut reader, "250 well"),
        }
    }
}
