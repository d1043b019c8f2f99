//! What happens on the network: ending in order, and clients that are slow on purpose.

use std::{net::SocketAddr, sync::Arc};

use firstline::{
    desk::Desk,
    http::{Settings, serve},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::{self, JoinHandle},
};

use crate::{desk::small, engines};

/// A server, where it listens, and what ends it.
pub(crate) async fn served(desk: Arc<Desk>) -> (JoinHandle<()>, SocketAddr, oneshot::Sender<()>) {
    served_with(desk, Settings::default()).await
}

/// The same with other settings than usual.
pub(crate) async fn served_with(
    desk: Arc<Desk>,
    settings: Settings,
) -> (JoinHandle<()>, SocketAddr, oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (end, ended) = oneshot::channel();
    let server = tokio::spawn(async move {
        serve(desk, &settings, listener, async {
            let _ = ended.await;
        })
        .await;
    });
    (server, address, end)
}

pub(crate) async fn sent(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(text.as_bytes()).await.expect("to send");
    stream
}

pub(crate) async fn rest(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    // An error ends the connection as well.
    let _ = stream.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_being_answered_are_finished_at_the_end() {
    let (does, asked, let_go) = engines::hanging();
    let (server, address, end) = served(engines::desk(does)).await;
    let idle = sent(address, "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let busy = sent(address, "GET /api/v1/search?q=vpn HTTP/1.1\r\nhost: x\r\n\r\n").await;
    task::spawn_blocking(move || asked.recv()).await.expect("a thread").expect("the request to be there");

    end.send(()).expect("a server");
    assert!(rest(idle).await.starts_with("HTTP/1.1 200"), "an idle connection is closed");
    while TcpStream::connect(address).await.is_ok() {
        task::yield_now().await;
    }
    let_go.send(()).expect("an engine that waits");
    let answer = rest(busy).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    server.await.expect("an orderly end");
}

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let desk = small().open();
    let (server, address, end) = served(desk.desk.clone()).await;
    let ask = "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
    let last = "GET /api/v1/search?q=vpn HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answers = rest(sent(address, &format!("{ask}{ask}{last}")).await).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 3, "{answers}");
    end.send(()).expect("a server");
    server.await.expect("an orderly end");
}

#[tokio::test]
async fn nonsense_is_refused_and_others_are_served() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    let many = (0..500).map(|number| format!("x-{number}: y\r\n")).collect::<Vec<_>>().concat();
    for nonsense in [
        "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked, x\r\n\r\n".to_owned(),
        "\u{1}\u{2}\u{3}\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\n{many}\r\n"),
        format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(70_000)),
        format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "b".repeat(1_000_000)),
    ] {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        // It may be refused before it has been sent.
        let _ = stream.write_all(nonsense.as_bytes()).await;
        let answer = rest(stream).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    let ask = "GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    assert!(rest(sent(address, ask).await).await.starts_with("HTTP/1.1 200"));
}

/// It is the caller who is slow, and is told so; the clock jumps as below.
#[tokio::test(start_paused = true)]
async fn a_body_that_comes_too_slowly_is_told_apart_from_an_answer_that_does() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    for part in ["", "{\"text\": \"vpn"] {
        for path in ["/api/v1/suggest", "/ask"] {
            let kind = if path == "/ask" { "application/x-www-form-urlencoded" } else { "application/json" };
            let head = format!(
                "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\ncontent-length: 99\r\n\r\n"
            );
            let answer = rest(sent(address, &(head + part)).await).await;
            assert!(answer.starts_with("HTTP/1.1 408"), "{path} {part}: {answer}");
            assert!(answer.contains("\"code\":\"slow_request\""), "{answer}");
        }
    }
}

/// The clock stands still and jumps to the next alarm when nobody has anything to do, so nothing is waited for.
#[tokio::test(start_paused = true)]
async fn clients_that_send_nothing_or_little_are_let_go() {
    let desk = small().open();
    let (_server, address, _end) = served(desk.desk.clone()).await;
    for little in ["", "GE", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: ", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let answer = rest(sent(address, little).await).await;
        assert!(!answer.starts_with("HTTP/1.1 2"), "{little}: {answer}");
    }
}
