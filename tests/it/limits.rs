//! Who asks too often, and who is answered all the same.

use std::{net::SocketAddr, num::NonZero, thread, time::Duration};

use axum::Router;
use firstline::{
    access::Role,
    desk::NewToken,
    http::{Range, Settings, router},
};
use tokio::task::{self, JoinSet};

use crate::{
    desk::{Reply, encoded, send, small},
    engines,
    readers::{PASSWORD, account, permit, sign_in, token},
    serving::{rest, sent, served_with},
};

/// Behind a proxy on this machine, five searches at once for each network, and one more each minute.
fn few() -> Settings {
    Settings {
        trusted_proxies: vec![Range::parse("127.0.0.1").expect("an address")],
        anonymous_per_minute: 1,
        ..Settings::default()
    }
}

/// The status of a search, and the whole reply, with these lines in its head.
async fn search(address: SocketAddr, path: &str, lines: &str) -> (u16, String) {
    let ask = format!("GET {path} HTTP/1.1\r\nhost: desk\r\n{lines}connection: close\r\n\r\n");
    let reply = rest(sent(address, &ask).await).await;
    let status = reply.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or_else(|| panic!("no status: {reply}")), reply)
}

fn of<'a>(reply: &'a str, name: &str) -> Option<&'a str> {
    let head = reply.split("\r\n\r\n").next()?;
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value)
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back_and_others_are_answered() {
    let desk = small().open();
    let agent = token(&desk, "chat", Role::Agent, &[]);
    let (_server, address, _end) = served_with(desk.desk.clone(), few()).await;
    let from = |network: &str| format!("x-forwarded-for: {network}\r\n");
    let vpn = "/api/v1/search?q=vpn";
    for _ in 0..5 {
        assert_eq!(search(address, vpn, &from("203.0.113.9")).await.0, 200);
    }
    let (status, refused) = search(address, vpn, &from("203.0.113.9")).await;
    assert!(status == 429 && refused.contains("\"code\":\"too_many_requests\""), "{refused}");
    let wait: u64 = of(&refused, "retry-after").expect("a time").parse().expect("seconds");
    assert!((1..=61).contains(&wait), "{wait}");
    // It is one network, however it calls itself, and one budget.
    for same in
        ["203.0.113.77", "192.0.2.1, 203.0.113.9", "[::ffff:203.0.113.5]:80", "203.0.113.9, 127.0.0.1"]
    {
        for path in [vpn, "/", "/openapi.json"] {
            assert_eq!(search(address, path, &from(same)).await.0, 429, "{same}");
        }
    }
    let (status, page) =
        search(address, "/search?q=vpn", &(from("203.0.113.9") + "accept: text/html\r\n")).await;
    assert!(status == 429 && page.contains("That was very often"), "{page}");

    for other in ["203.0.114.9", "2001:db8::1", "203.0.113.9, 203.0.114.9"] {
        assert_eq!(search(address, vpn, &from(other)).await.0, 200, "{other}");
    }
    let known = format!("{}authorization: {agent}\r\n", from("203.0.113.9"));
    assert_eq!(search(address, vpn, &known).await.0, 200, "an agent behind the same address");
    assert_eq!(search(address, "/health/ready", &from("203.0.113.9")).await.0, 200);
    let (_, metrics) = search(address, "/metrics", "").await;
    assert!(metrics.contains("firstline_problems_total{code=\"too_many_requests\"} 14"), "{metrics}");
}

#[tokio::test]
async fn the_holder_of_a_token_has_a_budget_of_their_own() {
    let desk = small().open();
    let (chat, shop) = (token(&desk, "chat", Role::Agent, &[]), token(&desk, "shop", Role::Customer, &[]));
    let (_server, address, _end) =
        served_with(desk.desk.clone(), Settings { known_per_minute: 1, ..few() }).await;
    let asked = async |network: &str, token: &str| {
        let lines = format!("x-forwarded-for: {network}\r\nauthorization: {token}\r\n");
        search(address, "/api/v1/search?q=vpn", &lines).await.0
    };
    for _ in 0..5 {
        assert_eq!(asked("203.0.113.9", &chat).await, 200);
    }
    assert_eq!(asked("203.0.113.9", &chat).await, 429);
    assert_eq!(asked("198.51.100.9", &chat).await, 429, "wherever they ask from");
    assert_eq!(asked("203.0.113.9", &shop).await, 200, "another is another");
    let customer = search(address, "/api/v1/search?q=vpn", "x-forwarded-for: 203.0.113.9\r\n").await;
    assert_eq!(customer.0, 200, "and takes nothing from those without one");
}

#[tokio::test]
async fn whoever_is_no_trusted_proxy_is_not_believed() {
    let desk = small().open();
    let settings = Settings { trusted_proxies: vec![Range::parse("10.0.0.0/8").expect("a range")], ..few() };
    let (_server, address, _end) = served_with(desk.desk.clone(), settings).await;
    for _ in 0..10 {
        let (status, _) = search(address, "/api/v1/search?q=vpn", "x-forwarded-for: 203.0.113.9\r\n").await;
        assert_eq!(status, 200, "it is this machine itself that asks");
    }
}

#[tokio::test]
async fn tokens_that_are_guessed_are_counted() {
    let desk = small().open();
    let (_server, address, _end) = served_with(desk.desk.clone(), few()).await;
    let guess = "x-forwarded-for: 203.0.113.9\r\nauthorization: Bearer fl_000000000000_0\r\n";
    let (first, _) = search(address, "/api/v1/search?q=vpn", guess).await;
    let (second, refused) = search(address, "/api/v1/search?q=vpn", guess).await;
    assert_eq!((first, second), (401, 429));
    assert!(of(&refused, "retry-after").is_some());
}

#[tokio::test]
async fn passwords_are_tried_a_few_times_and_an_account_says_no_more_than_none() {
    let desk = small().open();
    for name in ["ana", "ben"] {
        account(&desk, name, Role::Agent);
    }
    let mut refused: Vec<Reply> = Vec::new();
    for name in ["ana", "nobody"] {
        for _ in 0..10 {
            assert_eq!(sign_in(&desk, name, "a wrong password").await.status, 422);
        }
        refused.push(sign_in(&desk, name, "a wrong password").await);
    }
    for reply in &refused {
        assert_eq!(reply.status, 429);
        assert!((1..=41).contains(&reply.header("retry-after").parse::<u64>().expect("seconds")));
        assert!(reply.text().contains("That was very often") && reply.header("set-cookie").is_empty());
    }
    let without_id = |reply: &Reply| reply.text().replace(reply.header("x-request-id"), "");
    assert_eq!(without_id(&refused[0]), without_id(&refused[1]));
    assert_eq!(sign_in(&desk, "ana", PASSWORD).await.status, 429, "the right one is no way to tell");
    assert_eq!(sign_in(&desk, "ben", PASSWORD).await.status, 303, "others sign in");
}

/// A desk whose engine hangs, a token of an agent for it, what it says when it is asked, and what lets it go.
fn hanging(
    settings: &Settings,
) -> (Router, String, std::sync::mpsc::Receiver<()>, std::sync::mpsc::Sender<()>) {
    let (does, asked, let_go) = engines::hanging();
    let desk = engines::desk(does);
    let wanted =
        NewToken { name: "chat".to_owned(), role: Role::Agent, audiences: Vec::new(), expires: None };
    let (_, token) = desk.readers().add_token(wanted, &permit()).expect("a token");
    (router(desk, settings), format!("Bearer {}", token.shown()), asked, let_go)
}

fn asking(
    router: &Router,
    number: usize,
    headers: &[(&'static str, &str)],
) -> impl Future<Output = Reply> + use<> {
    let (router, path) = (router.clone(), format!("/api/v1/search?q=number{number}"));
    let headers: Vec<(&str, String)> =
        headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    async move {
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        send(&router, "GET", &path, &headers).await
    }
}

/// Customers take every place and every thread, and an agent is heard all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agents_have_places_and_threads_that_customers_cannot_take() {
    let settings = Settings { max_concurrent: 8, timeout: Duration::from_secs(60), ..Settings::default() };
    let (router, agent, asked, let_go) = hanging(&settings);
    let mut customers: JoinSet<Reply> = (0..9).map(|number| asking(&router, number, &[])).collect();
    // Nobody is answered, so the first reply is for whoever found all places taken.
    let refused = customers.join_next().await.expect("more").expect("a reply");
    refused.problem(503, "overloaded");
    let hands = (2 * thread::available_parallelism().map_or(2, NonZero::get)).min(8);
    let asked = task::spawn_blocking(move || {
        for _ in 0..hands {
            asked.recv().expect("a customer");
        }
        asked
    });
    let asked = asked.await.expect("customers at every thread");
    let agent = tokio::spawn(asking(&router, 100, &[("authorization", &agent)]));
    let asked = task::spawn_blocking(move || asked.recv().map(|()| asked)).await.expect("a thread");
    assert!(asked.is_ok(), "the agent's search is being answered");
    drop(let_go);
    assert_eq!(agent.await.expect("an answer").status, 200);
    assert!(customers.join_all().await.iter().all(|reply| reply.status == 200));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_at_once_are_answered_or_told_when_to_come_back() {
    let settings = Settings { timeout: Duration::from_secs(60), ..Settings::default() };
    let (router, _, _asked, let_go) = hanging(&settings);
    let mut all: JoinSet<Reply> = (0..10_000).map(|number| asking(&router, number, &[])).collect();
    for _ in 0..10_000 - 64 {
        let refused = all.join_next().await.expect("more").expect("a reply");
        refused.problem(503, "overloaded");
        assert_eq!(refused.header("retry-after"), "1");
    }
    drop(let_go);
    assert!(all.join_all().await.iter().all(|reply| reply.status == 200), "those that had a place");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_too_long_for_a_thread_is_told_to_come_back() {
    let settings = Settings { timeout: Duration::from_millis(200), ..Settings::default() };
    let (router, agent, _asked, let_go) = hanging(&settings);
    let hands = 2 * thread::available_parallelism().map_or(2, NonZero::get);
    for header in [None, Some(("authorization", agent.as_str()))] {
        let headers: Vec<_> = header.into_iter().collect();
        let all: JoinSet<Reply> = (0..hands + 3).map(|number| asking(&router, number, &headers)).collect();
        let mut statuses: Vec<u16> = all.join_all().await.iter().map(|reply| reply.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses.iter().filter(|status| **status == 503).count(), 3, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 504).count(), hands, "begun, and given up");
    }
    drop(let_go);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_who_sign_in_keep_nobody_from_searching() {
    let desk = small().open();
    let body = format!("name=ana&password={}", encoded(PASSWORD));
    let router = router(desk.desk.clone(), &Settings::default());
    let signing_in: JoinSet<Reply> = (0..1000)
        .map(|_| {
            let (router, body) = (router.clone(), body.clone());
            async move {
                let headers = [
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("sec-fetch-site", "same-origin"),
                ];
                crate::desk::send_body(&router, "POST", "/login", &headers, body.into()).await
            }
        })
        .collect();
    for _ in 0..20 {
        assert_eq!(send(&router, "GET", "/api/v1/search?q=vpn", &[]).await.status, 200);
    }
    let replies = signing_in.join_all().await;
    let honest = |reply: &Reply| match reply.status.as_u16() {
        429 | 503 => !reply.header("retry-after").is_empty(),
        status => status == 422,
    };
    assert!(replies.iter().all(honest));
    assert!(replies.iter().filter(|reply| reply.status == 422).count() <= 11, "only so many were tried");
}

/// FAULTS 45: one client that says ten thousand times that an article solved it.
#[tokio::test]
async fn who_stuffs_the_ballot_is_stopped_and_counts_once() {
    let desk = small().open();
    let (_server, address, _end) = served_with(desk.desk.clone(), few()).await;
    let post = async |path: &str, body: &str| {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: desk\r\nx-forwarded-for: 203.0.113.9\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        rest(sent(address, &(head + body)).await).await
    };
    let shown = post("/api/v1/suggest", "{\"text\": \"vpn token\"}").await;
    assert!(shown.starts_with("HTTP/1.1 200"), "{shown}");
    for _ in 0..100 {
        let refused = post("/api/v1/outcomes", "{}").await;
        assert!(refused.starts_with("HTTP/1.1 429") && of(&refused, "retry-after").is_some(), "{refused}");
    }
}
