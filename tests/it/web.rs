//! What browsers, proxies and logs are told, whatever a request says.

use firstline::{
    access::Role,
    http::{Range, Settings},
};
use serde_json::{Value, json};

use crate::{
    command_line::{Place, Server},
    desk::{Opened, Reply, small},
    readers::{PASSWORD, account, cookie, sign_in, token},
    serving::{rest, sent, served_with},
};

/// Every kind of reply that there is.
async fn every_kind(desk: &Opened) -> Vec<(&'static str, Reply)> {
    let style = desk
        .page("/")
        .await
        .text()
        .split('"')
        .find(|word| word.ends_with("style.css"))
        .expect("a style")
        .to_owned();
    let tag = desk.page("/articles/vpn/reset").await.header("etag").to_owned();
    let json = [("content-type", "application/json")];
    vec![
        ("a page", desk.page("/").await),
        ("results", desk.page("/search?q=vpn").await),
        ("an article", desk.page("/articles/vpn/reset").await),
        ("the same", desk.get_as("/articles/vpn/reset", &[("if-none-match", &tag)]).await),
        ("an old address", desk.page("/articles/old/token").await),
        ("an asset", desk.get(&style).await),
        ("a picture", desk.get("/favicon.svg").await),
        ("robots", desk.get("/robots.txt").await),
        ("a feed", desk.get("/feed.atom").await),
        ("JSON", desk.get("/api/v1/search?q=vpn").await),
        ("Markdown", desk.get_as("/api/v1/articles/vpn/reset", &[("accept", "text/markdown")]).await),
        ("HTML of an article", desk.get_as("/api/v1/articles/vpn/reset", &[("accept", "text/html")]).await),
        ("figures", desk.get("/metrics").await),
        ("health", desk.get("/health/live").await),
        ("a description", desk.get("/openapi.json").await),
        ("a form", desk.page("/login").await),
        ("a suggestion", desk.post_as("/api/v1/suggest", &json, "{\"text\":\"vpn\"}").await),
        ("a wrong parameter", desk.get("/api/v1/search?limit=x").await),
        ("a wrong token", desk.get_as("/", &[("authorization", "Bearer x")]).await),
        ("not for everybody", desk.get("/api/v1/tokens").await),
        ("another site", desk.post_as("/ask", &[("sec-fetch-site", "cross-site")], "text=x").await),
        ("nothing", desk.page("/nowhere").await),
        ("another method", desk.send("PUT", "/", &[]).await),
        ("another form", desk.post_as("/api/v1/suggest", &[("content-type", "text/plain")], "x").await),
        ("a long address", desk.get(&format!("/{}", "a/".repeat(5_000))).await),
        ("signed out", desk.fill("/logout", &[]).await),
    ]
}

#[tokio::test]
async fn no_kind_of_reply_is_without_its_headers() {
    let desk = small().open();
    for (kind, reply) in every_kind(&desk).await {
        let policy = reply.header("content-security-policy");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.split("; ").any(|one| one == part), "{kind}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{kind}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{kind}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{kind}");
        let control = reply.header("cache-control");
        let public = control.starts_with("public");
        assert!(public || control.starts_with("private") || control == "no-store", "{kind}: {control}");
        let for_all = ["an asset", "a picture", "robots"];
        assert!(!public || for_all.contains(&kind), "{kind}: {control}");
        let vary: Vec<_> =
            reply.headers.get_all("vary").iter().map(|vary| vary.to_str().expect("text")).collect();
        assert!(vary.join(", ").contains("authorization, cookie"), "{kind}: {vary:?}");
        assert!(!reply.header("x-request-id").is_empty(), "{kind}");
        assert!(
            reply.header("strict-transport-security").is_empty(),
            "nothing says that {kind} came over HTTPS"
        );
    }
}

#[tokio::test]
async fn pages_and_limits_without_end_are_refused() {
    let desk = small().open();
    for wrong in [
        "limit=1000000000",
        "limit=-1",
        "limit=0",
        "limit=NaN",
        "limit=1e3",
        "limit=",
        "limit=99999999999999999999",
        "offset=1000000000",
        "offset=1001",
        "offset=-1",
        "offset=0x10",
        "offset=%EF%BC%91",
    ] {
        let problem =
            desk.get(&format!("/api/v1/search?q=vpn&{wrong}")).await.problem(400, "invalid_parameter");
        let name = wrong.split('=').next().expect("a name");
        assert_eq!(problem["errors"][0]["parameter"], name, "{wrong}");
    }
    for page in ["0", "-1", "101", "1000000000", "NaN", "1e3"] {
        assert_eq!(desk.page(&format!("/search?q=vpn&page={page}")).await.status, 400, "{page}");
    }
    assert_eq!(
        desk.get("/api/v1/search?q=vpn&limit=50&offset=1000").await.status,
        200,
        "that far and no further"
    );
}

/// A poisoned cache, a link to a false host: nothing of it is said again.
#[tokio::test]
async fn a_false_host_is_in_no_reply() {
    let desk = small().open();
    for address in [
        "/",
        "/search?q=vpn",
        "/articles/vpn/reset",
        "/articles/old/token",
        "/ask",
        "/login",
        "/robots.txt",
        "/nowhere",
        "/api/v1/search?q=vpn",
        "/openapi.json",
    ] {
        let headers =
            [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("accept", "text/html,*/*")];
        let reply = desk.get_as(address, &headers).await;
        assert!(!reply.text().contains("evil.example"), "{address}");
        assert!(
            reply.headers.values().all(|value| !value.as_bytes().ends_with(b"evil.example")),
            "{address}"
        );
        let location = reply.header("location");
        assert!(
            location.is_empty() || (location.starts_with('/') && !location.starts_with("//")),
            "{location}"
        );
    }
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_by_signing_in() {
    let desk = small().open();
    account(&desk, "ana", Role::Agent);
    for next in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/%0d%0aset-cookie:x=y\r\nx: y",
        "javascript:alert(1)",
    ] {
        let fields = [("name", "ana"), ("password", PASSWORD), ("next", next)];
        let reply = desk.fill("/login", &fields).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "/"), "{next}");
        let form = desk.page(&format!("/login?next={}", crate::desk::encoded(next))).await;
        assert!(!form.text().contains("evil.example") && !form.text().contains("javascript:"), "{next}");
    }
}

#[tokio::test]
async fn requests_for_another_host_are_refused() {
    let hosts = vec!["help.example.org".to_owned(), "[::1]".to_owned()];
    let desk = small().open().served(&Settings { hosts, ..Settings::default() });
    let status = async |host: &str, path: &str| desk.get_as(path, &[("host", host)]).await.status.as_u16();
    for ours in ["help.example.org", "Help.Example.Org:8443", "help.example.org.", "[::1]:8080"] {
        assert_eq!(status(ours, "/api/v1/search?q=vpn").await, 200, "{ours}");
    }
    for other in ["evil.example", "127.0.0.1", "help.example.org.evil.example", ""] {
        let reply = desk.get_as("/api/v1/search?q=vpn", &[("host", other)]).await;
        reply.problem(421, "wrong_host");
        assert!(!reply.text().contains("evil"), "{}", reply.text());
        assert_eq!(status(other, "/health/ready").await, 200, "whoever looks after it uses its address");
    }
    let page = desk.get_as("/", &[("host", "evil.example"), ("accept", "text/html")]).await;
    assert!(page.status == 421 && page.text().contains("This is not the page you meant"));
    desk.get("/api/v1/search?q=vpn").await.problem(421, "wrong_host");
    desk.get_as("/", &[("host", "help.example.org"), ("host", "evil.example")])
        .await
        .problem(400, "invalid_parameter");
}

#[tokio::test]
async fn only_what_came_over_https_says_so() {
    let desk = small().open();
    for (trusted, proto, said) in [
        ("127.0.0.1", "https", true),
        ("127.0.0.1", "http", false),
        ("127.0.0.1", "https, http", false),
        ("10.0.0.1", "https", false),
    ] {
        let trusted_proxies = vec![Range::parse(trusted).expect("an address")];
        let settings = Settings { trusted_proxies, ..Settings::default() };
        let (_server, address, _end) = served_with(desk.desk.clone(), settings).await;
        let ask = format!(
            "GET / HTTP/1.1\r\nhost: desk\r\nx-forwarded-proto: {proto}\r\nconnection: close\r\n\r\n"
        );
        let reply = rest(sent(address, &ask).await).await;
        assert_eq!(
            reply.contains("strict-transport-security: max-age=31536000\r\n"),
            said,
            "{trusted} {proto}"
        );
    }
}

/// Every call that changes something, with every way in which a browser says, or does not say, that another site sent it.
#[tokio::test]
async fn no_other_site_acts_for_whoever_is_signed_in() {
    let desk = small().open();
    account(&desk, "ana", Role::Admin);
    let session = cookie(&sign_in(&desk, "ana", PASSWORD).await);
    let bearer = token(&desk, "program", Role::Admin, &[]);
    let calls = [
        ("POST", "/api/v1/suggest"),
        ("POST", "/api/v1/outcomes"),
        ("POST", "/api/v1/tokens"),
        ("DELETE", "/api/v1/tokens/program"),
        ("POST", "/ask"),
        ("POST", "/ask/outcome"),
        ("POST", "/ask/draft"),
        ("POST", "/ask/send"),
        ("POST", "/agent/requests"),
        ("POST", "/api/v1/requests"),
        ("DELETE", "/api/v1/requests/R-1"),
        ("POST", "/logout"),
        ("POST", "/login"),
    ];
    let elsewhere: [&[(&str, &str)]; 11] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "SAME-ORIGIN ")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://desk.example")],
        &[("origin", "null")],
        &[("origin", "https://desk.example:8443")],
        &[("origin", "https://evil.example")],
        &[("origin", "https://desk.example.evil.example")],
        &[("origin", "desk.example")],
        // A proxy that says another host than the browser saw.
        &[("origin", "https://help.example.org"), ("x-forwarded-host", "help.example.org")],
    ];
    for (method, path) in calls {
        for said in elsewhere {
            let mut headers =
                vec![("cookie", session.as_str()), ("host", "desk.example"), ("content-type", "text/plain")];
            headers.extend(said);
            desk.send(method, path, &headers).await.problem(403, "cross_site");
        }
    }
    let still = desk.get_as("/", &[("cookie", &session), ("accept", "text/html")]).await;
    assert!(still.text().contains("Signed in as ana"), "nobody was signed out");
    // A page of ours may, however the host is written; a program with a token needs to say nothing.
    for ours in
        [("origin", "https://DESK.example"), ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none")]
    {
        let headers = [
            ("cookie", session.as_str()),
            ("host", "Desk.Example"),
            ("content-type", "application/json"),
            ours,
        ];
        assert_eq!(
            desk.post_as("/api/v1/suggest", &headers, "{\"text\":\"vpn\"}").await.status,
            200,
            "{ours:?}"
        );
    }
    let program = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let made = json!({"name": "another", "role": "agent"}).to_string();
    assert_eq!(desk.post_as("/api/v1/tokens", &program, made).await.status, 201);
}

/// What callers write stands in no line of the log but as JSON, short, and without secrets.
#[test]
fn nothing_that_a_caller_writes_breaks_the_log() {
    let place = Place::with(&[("vpn.md", "# The VPN\n\nReset the token.\n")]);
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("FIRSTLINE_LOG", "debug,tantivy=off").env("FIRSTLINE_LOG_FORMAT", "json");
    let mut server = Server::start(&mut command);
    server.wait_until_ready();
    let long = "L".repeat(20_000);
    let secret = "fl_0123456789ab_5ec1235ec1235ec1235ec1235ec1235ec1235ec1235ec1235ec1235ec1235ec123ff";
    for (path, lines) in [
        ("/api/v1/search?q=%1b%5b31mINJECTED%0d%0alevel=error", String::new()),
        ("/%1b%5b31mINJECTED%0d%0a", String::new()),
        ("/api/v1/search?q=vpn", "x-request-id: \u{1b}[31mINJECTED\r\n".to_owned()),
        ("/api/v1/search?q=vpn", format!("x-request-id: {long}\r\n")),
        ("/api/v1/search?q=vpn", "x-forwarded-for: \u{1b}[31mINJECTED\r\n".to_owned()),
        ("/api/v1/search?q=vpn", format!("user-agent: INJECTED{long}\r\nreferer: INJECTED\r\n")),
        ("/api/v1/search?q=vpn", format!("authorization: Bearer {secret}\r\n")),
        ("/api/v1/search?q=vpn", format!("cookie: __Host-firstline={secret}\r\n")),
    ] {
        let (status, body) = server.get_with(path, &lines);
        assert!(status < 500 && !body.contains('\u{1b}') && !body.contains(secret), "{path}: {body}");
    }
    let odd = format!("{long} / HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n");
    let mut stream = std::net::TcpStream::connect(server.address()).expect("a connection");
    std::io::Write::write_all(&mut stream, odd.as_bytes()).expect("to send");
    let _ = std::io::Read::read_to_end(&mut stream, &mut Vec::new());
    server.get_with("/api/v1/search?q=vpn", "x-request-id: the-last-one\r\n");
    let mut lines = Vec::new();
    loop {
        let line = server.line("");
        let last = line.contains("the-last-one");
        lines.push(line);
        if last {
            break;
        }
    }
    assert!(lines.iter().filter(|line| line.contains("answered")).count() >= 8, "{lines:?}");
    for line in &lines {
        let parsed: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
        assert!(parsed["level"].is_string() && line.len() < 1_000, "{line}");
        for never in ["\u{1b}", "INJECTED", "5ec123", "0123456789ab"] {
            assert!(!line.contains(never), "{line}");
        }
    }
}

#[tokio::test]
async fn a_number_that_a_caller_gives_is_taken_only_if_it_can_be_written_anywhere() {
    let desk = small().open();
    for bad in ["a b", "<script>", "a\tb", "x;y", &"x".repeat(65), &"x".repeat(30_000)] {
        let reply = send_number(&desk, bad).await;
        assert!(reply.header("x-request-id") != bad && reply.header("x-request-id").len() == 26, "{bad:.20}");
    }
    assert_eq!(send_number(&desk, "ticket-4711").await.header("x-request-id"), "ticket-4711");
}

async fn send_number(desk: &Opened, number: &str) -> Reply {
    desk.get_as("/api/v1/search?q=vpn", &[("x-request-id", number)]).await
}
