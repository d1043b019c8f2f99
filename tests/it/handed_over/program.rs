//! A program on this machine that takes calls, and answers as a test wants it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use ring::hmac;

pub(super) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A call that came.
pub(super) struct Call {
    head: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Call {
    pub(super) fn header(&self, name: &str) -> &str {
        let found = self.head.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }
}

/// A program that takes calls.
pub(super) struct Hook {
    pub(super) url: String,
    pub(super) calls: Receiver<Call>,
}

impl Hook {
    /// One that answers so many calls, each with these words behind the version.
    pub(super) fn answering(answers: &[&str]) -> Hook {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/hooks/desk", listener.local_addr().expect("an address"));
        let (say, calls) = mpsc::channel();
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        thread::spawn(move || {
            for answer in answers {
                let (stream, _) = listener.accept().expect("a call");
                let mut reader = BufReader::new(stream);
                let call = read(&mut reader);
                let reply = format!("HTTP/1.1 {answer}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
                // Whoever calls may have heard enough.
                let _ = reader.get_mut().write_all(reply.as_bytes());
                // The test may be at its end.
                let _ = say.send(call);
            }
        });
        Hook { url, calls }
    }

    /// Where nobody is.
    pub(super) fn nobody() -> Hook {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        Hook { url, calls: mpsc::channel().1 }
    }

    /// The next call.
    pub(super) fn call(&self) -> Call {
        self.calls.recv_timeout(Duration::from_secs(30)).expect("a call")
    }
}

fn read(reader: &mut BufReader<std::net::TcpStream>) -> Call {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(": ") {
            head.push((name.to_ascii_lowercase(), value.to_owned()));
        }
    }
    let mut call = Call { head, body: Vec::new() };
    let length = call.header("content-length").parse().expect("a length");
    call.body.resize(length, 0);
    reader.read_exact(&mut call.body).expect("a body");
    call
}

/// Checks a call as the standard says that its receiver does.
#[track_caller]
pub(super) fn verified(call: &Call, now: Timestamp) {
    let (id, second) = (call.header("webhook-id"), call.header("webhook-timestamp"));
    assert_eq!(second.parse::<i64>().expect("a second"), now.as_second());
    assert_eq!(call.header("content-type"), "application/json");
    assert!(id.starts_with("msg_") && id.len() == 36, "{id}");
    let key = STANDARD.decode(&SECRET["whsec_".len()..]).expect("base64");
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let signed = [format!("{id}.{second}.").as_bytes(), &call.body].concat();
    let signature = call.header("webhook-signature").strip_prefix("v1,").expect("version 1");
    let signature = STANDARD.decode(signature).expect("base64");
    hmac::verify(&key, &signed, &signature).expect("a signature of ours");
}
