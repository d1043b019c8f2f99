//! Requests of odd shapes, and clients that take more than they need: they are refused, and others are served.

use std::{io::Read, net::SocketAddr};

use rustix::process::{Resource, Rlimit};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task, time,
};

use crate::{
    desk::small,
    serving::{rest, sent, served},
};

const HEALTH: &str = "GET /health/live HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n";

/// Sends as much as is taken, and tells all that comes back.
async fn answered(address: SocketAddr, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // It may be refused before it has been sent.
    let _ = stream.write_all(sent).await;
    let _ = stream.shutdown().await;
    rest(stream).await
}

async fn is_served(address: SocketAddr) {
    let answer = rest(sent(address, HEALTH).await).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "others are served: {answer}");
}

#[tokio::test]
async fn what_two_servers_could_read_in_two_ways_is_refused() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    let smuggled = "GET /health/live HTTP/1.1\r\nhost: smuggled\r\n\r\n";
    for head in [
        "host: desk\r\nhost: desk",
        "host: desk\r\nhost: evil.example",
        "x: y",
        "host: desk\r\ncontent-length: 5\r\ncontent-length: 50",
        "host: desk\r\ncontent-length: 5, 50",
        "host: desk\r\ncontent-length: +5",
        "host: desk\r\ncontent-length: -1",
        "host: desk\r\ncontent-length: 0x5",
        "host: desk\r\ncontent-length: 99999999999999999999",
        "host: desk\r\ncontent-length : 5",
        "host: desk\r\ntransfer-encoding : chunked",
        "host: desk\r\ntransfer-encoding: chunked, identity",
        "host: desk\r\ntransfer-encoding: xchunked",
        "host: desk\r\nx: a\u{0}b",
        "host: desk\r\nx: a\rb",
        "host: desk\r\nx y: z",
        "host: desk\r\n: z",
    ] {
        let request = format!("POST /api/v1/suggest HTTP/1.1\r\n{head}\r\n\r\n{smuggled}");
        let answer = answered(address, request.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{head:?}: {answer}");
        assert!(!answer.contains("HTTP/1.1 200"), "{head:?}: {answer}");
    }
    for line in
        ["GET  / HTTP/1.1", "GET / HTTP/9.9", "GET /\u{0} HTTP/1.1", "GET /\u{1b}[31m HTTP/1.1", "/ HTTP/1.1"]
    {
        let answer = answered(address, format!("{line}\r\nhost: desk\r\n\r\n").as_bytes()).await;
        assert!(!answer.contains("HTTP/1.1 200"), "{line:?}: {answer}");
    }
    is_served(address).await;
}

#[tokio::test]
async fn too_much_of_anything_is_refused() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    let many = (0..10_000).map(|number| format!("x-{number}: y\r\n")).collect::<Vec<_>>().concat();
    let large = format!("x: {}\r\n", "b".repeat(1 << 20));
    for lines in [many, large] {
        let request = format!("GET /api/v1/search?q=vpn HTTP/1.1\r\nhost: desk\r\n{lines}\r\n");
        let answer = answered(address, request.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    let head = "POST /api/v1/suggest HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\n";
    let chunk = format!("10000\r\n{}\r\n", "c".repeat(0x10000));
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n{}0\r\n\r\n", chunk.repeat(20));
    let answer = answered(address, chunked.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    for chunks in
        ["-1\r\nx\r\n", "ffffffffffffffffff\r\nx\r\n", "5;\u{0}\r\nx\r\n", "zz\r\n", &"5;x".repeat(50_000)]
    {
        let request = format!("{head}transfer-encoding: chunked\r\n\r\n{chunks}");
        let answer = answered(address, request.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{chunks:.20}: {answer}");
    }
    // A small body that would be a huge one.
    let packed = "content-encoding: gzip\r\ncontent-length: 5\r\nconnection: close\r\n\r\nabcde";
    assert!(answered(address, format!("{head}{packed}").as_bytes()).await.starts_with("HTTP/1.1 415"));
    is_served(address).await;
}

#[tokio::test]
async fn whoever_stops_sending_still_gets_the_answer() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    let ask = "GET /api/v1/search?q=vpn HTTP/1.1\r\nhost: desk\r\n\r\n";
    let answer = answered(address, ask.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 200"), "{answer}");
    // And whoever hangs up in the middle of a body harms nobody.
    let half = "POST /api/v1/suggest HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    let answer = answered(address, half.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    is_served(address).await;
}

/// A frame of HTTP/2.
fn frame(kind: u8, flags: u8, stream: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("a short frame").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), body].concat()
}

/// What kinds of frames came back.
fn kinds(mut all: &[u8]) -> Vec<u8> {
    let mut kinds = Vec::new();
    let mut head = [0; 9];
    while Read::read_exact(&mut all, &mut head).is_ok() {
        kinds.push(head[3]);
        let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
        all = all.get(length..).unwrap_or_default();
    }
    kinds
}

#[tokio::test]
async fn asking_and_taking_back_at_once_ends_the_connection() {
    const HEADERS: u8 = 1;
    const RESET: u8 = 3;
    const SETTINGS: u8 = 4;
    const GO_AWAY: u8 = 7;
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    // GET, /, http and the authority `desk`, as HPACK writes them.
    let ask = [&[0x82, 0x84, 0x86, 0x41, 4][..], b"desk"].concat();
    let mut flood = [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], &frame(SETTINGS, 0, 0, &[])].concat();
    for number in 0..5_000 {
        flood.extend(frame(HEADERS, 5, 2 * number + 1, &ask));
        flood.extend(frame(RESET, 0, 2 * number + 1, &8_u32.to_be_bytes()));
    }
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let (mut from, mut to) = stream.split();
    let mut all = Vec::new();
    let (_, _) = tokio::join!(to.write_all(&flood), from.read_to_end(&mut all));
    assert!(kinds(&all).contains(&GO_AWAY), "{:?}", kinds(&all));
    is_served(address).await;
}

/// Every address of 127.0.0.0/8 is this machine, so a client can come from several networks.
async fn idle_from(network: &str, address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(SocketAddr::new(network.parse().expect("an address"), 0)).expect("an address to come from");
    socket.connect(address).await.expect("a connection")
}

#[tokio::test]
async fn one_network_does_not_take_all_connections() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    let mut idle = Vec::new();
    for _ in 0..256 {
        idle.push(idle_from("127.0.1.1", address).await);
    }
    // One more is told so, or let go at once; whoever comes from elsewhere is served.
    let ask = async || {
        let mut stream = idle_from("127.0.1.2", address).await;
        let _ =
            stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n").await;
        rest(stream).await
    };
    let answer = ask().await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after: 1") && answer.contains("connection: close"), "{answer}");
    assert!(answer.contains("\"code\":\"overloaded\""), "{answer}");
    is_served(address).await;
    idle.truncate(200);
    while !ask().await.starts_with("HTTP/1.1 200") {
        task::yield_now().await;
    }
}

/// Ten thousand, or as many as this process may have descriptors for, beside those of other tests.
#[expect(clippy::print_stdout, reason = "whoever runs the tests should know what was left out")]
fn idle_connections() -> u64 {
    let limit = rustix::process::getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let may = match rustix::process::setrlimit(Resource::Nofile, raised) {
        Ok(()) => raised.current,
        Err(_) => limit.current,
    };
    let most = may.map_or(10_000, |may| may.saturating_sub(5_000).clamp(500, 10_000));
    if most < 10_000 {
        println!("only {most} connections instead of 10000: {may:?} descriptors may be open here");
    }
    most
}

/// The clock jumps ahead when nobody has anything to do, so nothing is waited for but the system, which lets clients try
/// again where more come than are accepted.
#[tokio::test(start_paused = true)]
async fn ten_thousand_idle_connections_are_let_go() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    let mut idle = Vec::new();
    for number in 0..idle_connections() {
        let network = format!("127.0.{}.1", number % 200);
        idle.push(idle_from(&network, address).await);
    }
    let mut first = idle.swap_remove(0);
    let mut nothing = Vec::new();
    let _ = first.read_to_end(&mut nothing).await;
    assert!(nothing.is_empty(), "it is closed");
    drop(idle);
    time::resume();
    is_served(address).await;
}
