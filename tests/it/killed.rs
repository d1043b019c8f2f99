//! The server is killed at random moments while outcomes are reported to it, again and again: every outcome that
//! was acknowledged is there afterwards, exactly once, and counts.
//!
//! Run more of them, with a release, and see what was done:
//! `FIRSTLINE_KILLS=200 FIRSTLINE_BIN=target/release/firstline cargo test --test it killed -- --nocapture`.

use std::{
    collections::BTreeMap,
    env,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
    thread,
    time::Duration,
};

use firstline::{
    desk::{Desk, Settings},
    learn::{Cursor, EventId},
    store,
};
use serde_json::{Value, json};

use crate::command_line::Place;

const KILLS: usize = 4;
/// So many clients report at once.
const CLIENTS: u64 = 3;
/// So many are answered at most before the power fails.
const MOST: u64 = 40;
/// Longer than anything takes.
const LONG: Duration = Duration::from_secs(60);
pub(crate) const TOPICS: [&str; 4] = ["scanner", "printer", "mailbox", "tunnel"];

/// An outcome as a client knows it: what it sent, and what it was answered if it was.
#[derive(Clone, Debug)]
pub(crate) struct Reported {
    key: String,
    body: Value,
    id: Option<String>,
}

#[test]
#[expect(clippy::print_stdout, reason = "whoever runs two hundred of them wants to know what was done")]
fn what_was_acknowledged_is_there_exactly_once_and_counts() {
    let kills = env::var("FIRSTLINE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let articles: Vec<(String, String)> = TOPICS
        .iter()
        .map(|topic| {
            (format!("{topic}.md"), format!("# The {topic} fails\n\nWhat to do with the {topic}.\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> =
        articles.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let place = Place::with(&files);
    let (mut all, mut unanswered) = (Vec::new(), 0);
    for kill in 0..kills {
        let mut server = place.serve();
        send_again(server.address(), &mut all, &mut unanswered);
        let storm = storm(&mut server, kill);
        server.kill();
        all.extend(storm);
        check(&place, &all, kill);
    }
    let mut server = place.serve();
    send_again(server.address(), &mut all, &mut unanswered);
    assert_eq!(server.stop(), Some(0));
    let there = check(&place, &all, kills);
    assert_eq!(there, all.len(), "those sent again were written once");
    place.run(&["verify"]).ended(0);
    println!(
        "{kills} kills, {} outcomes, {unanswered} of them not answered when the power failed",
        all.len()
    );
}

/// Clients report until the server is killed.
fn storm(server: &mut crate::command_line::Server, kill: usize) -> Vec<Reported> {
    let address = server.address();
    let over = AtomicBool::new(false);
    let random = (kill as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 17;
    let (say, said) = mpsc::channel();
    thread::scope(|scope| {
        let over = &over;
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| (client, say.clone()))
            .map(|(client, say)| scope.spawn(move || report(address, (kill, client), over, &say)))
            .collect();
        for _ in 0..random % MOST {
            said.recv_timeout(LONG).expect("an answer");
        }
        // Somewhere between this answer and the next.
        let _ = said.recv_timeout(Duration::from_micros(random / MOST % 5_000));
        server.kill();
        over.store(true, Ordering::Relaxed);
        clients.into_iter().flat_map(|client| client.join().expect("a client")).collect()
    })
}

pub(crate) fn report(
    address: SocketAddr,
    (kill, client): (usize, u64),
    over: &AtomicBool,
    say: &Sender<()>,
) -> Vec<Reported> {
    let mut reported = Vec::new();
    for number in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let topic = TOPICS[number % TOPICS.len()];
        let text = format!("the {topic} of floor {client} fails since {number}");
        let Some((200, shown)) = post(address, "/api/v1/suggest", None, &json!({"text": text})) else {
            break;
        };
        let body = json!({
            "suggestion_id": shown["suggestion_id"], "token": shown["token"], "article": topic, "verdict": "resolved",
        });
        let mut one = Reported { key: format!("{kill}-{client}-{number}"), body, id: None };
        one.send(address);
        let answered = one.id.is_some();
        reported.push(one);
        // Nobody need listen.
        let _ = say.send(());
        if !answered {
            break;
        }
    }
    reported
}

impl Reported {
    /// What its sender knows it by.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// The number under which it was acknowledged, if it was.
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn send(&mut self, address: SocketAddr) {
        if let Some((status, reply)) = post(address, "/api/v1/outcomes", Some(&self.key), &self.body) {
            assert_eq!(status, 201, "{reply}");
            let id = reply["outcome_id"].as_str().expect("an id").to_owned();
            assert!(self.id.as_ref().is_none_or(|first| *first == id), "another id for `{}`", self.key);
            self.id = Some(id);
        }
    }
}

/// As clients do that were not answered; those that were get the same answer.
pub(crate) fn send_again(address: SocketAddr, all: &mut [Reported], unanswered: &mut usize) {
    let late = all.len().saturating_sub(20);
    for (number, reported) in all.iter_mut().enumerate() {
        if reported.id.is_none() || number >= late {
            *unanswered += usize::from(reported.id.is_none());
            reported.send(address);
            assert!(reported.id.is_some(), "`{}` is not answered", reported.key);
        }
    }
}

/// Sees that everything that was acknowledged is in the store, once, and says something. How many outcomes there are.
fn check(place: &Place, all: &[Reported], kill: usize) -> usize {
    let settings = Settings::of(place.path("kb"), place.path("index"));
    let ledger = store::open(&settings.store()).expect("the store").ledger;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, told) in ledger.told_since(Cursor(0), usize::MAX).expect("the outcomes") {
        *times.entry(told.outcome.id.to_string()).or_default() += 1;
    }
    let (desk, _) = Desk::open(settings).expect("a desk");
    let lessons = desk.lessons();
    let votes: Vec<EventId> = lessons.cases().votes().map(|(_, vote)| vote.shown).collect();
    assert_eq!(votes.len(), times.len(), "after kill {kill}: each says something");
    for reported in all {
        if let Some(id) = &reported.id {
            assert_eq!(times.get(id), Some(&1), "after kill {kill}: `{}` was acknowledged", reported.key);
        }
    }
    times.len()
}

/// What a server answers, if it does.
pub(crate) fn post(address: SocketAddr, path: &str, key: Option<&str>, body: &Value) -> Option<(u16, Value)> {
    let mut stream = TcpStream::connect(address).ok()?;
    let body = body.to_string();
    let key = key.map_or_else(String::new, |key| format!("idempotency-key: {key}\r\n"));
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n{key}\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply).ok()?;
    let status = reply.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(reply.split_once("\r\n\r\n")?.1).ok()?))
}
