//! Requests that are handed over: by a call to another program, and by mail.

mod guard;
mod mailbox;
mod program;

use std::fs;

use firstline::{
    access::Role,
    desk::Settings,
    post::{MailSettings, Security, WebhookSettings},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use self::{
    guard::{Guard, certificate},
    mailbox::{Mailbox, Says},
    program::{Hook, SECRET, verified},
};
use crate::{
    command_line::{Place, Server},
    desk::{Opened, small},
    readers::token,
};

/// Where the secret lies, below a desk's folders.
const SECRET_FILE: &str = "secret";
const PASSWORD: &str = "a password that is in no message";

/// A desk that calls a program.
fn calling(hook: &Hook) -> Opened {
    let url = hook.url.clone();
    let desk = small().open_with(move |settings| call(settings, &url));
    fs::write(desk.path(SECRET_FILE), format!("{SECRET}\n")).expect("a file");
    desk
}

fn call(settings: &mut Settings, url: &str) {
    let secret = settings.index.parent().expect("a folder").join(SECRET_FILE);
    settings.handover.webhook = Some(WebhookSettings { url: url.to_owned(), secret });
    settings.handover.public_url = Some("https://help.example.org".to_owned());
}

fn mailing(mailbox: &Mailbox, login: bool) -> Opened {
    mailing_by(mailbox, login, Security::None)
}

fn mailing_by(mailbox: &Mailbox, login: bool, security: Security) -> Opened {
    let port = mailbox.port;
    let desk = small().open_with(move |settings| {
        let password = settings.index.parent().expect("a folder").join(SECRET_FILE);
        settings.handover.mail = Some(MailSettings {
            server: "127.0.0.1".to_owned(),
            port,
            security,
            login: login.then(|| ("firstline".to_owned(), password)),
            from: "firstline@example.org".to_owned(),
            to: "help@example.org".to_owned(),
        });
    });
    fs::write(desk.path(SECRET_FILE), format!("{PASSWORD}\n")).expect("a file");
    desk
}

async fn send(desk: &Opened, body: &Value) {
    let sent = desk.post("/api/v1/requests", body).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
}

async fn listed(desk: &Opened, agent: &str) -> Value {
    desk.get_as("/api/v1/requests", &[("authorization", agent)]).await.json()
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now + SignedDuration::from_secs(seconds)
}

#[tokio::test]
async fn a_call_that_was_refused_is_made_again_after_a_restart_under_the_same_number() {
    let hook = Hook::answering(&["503 Later", "204 No Content"]);
    let desk = calling(&hook);
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let suggested = desk.post("/api/v1/suggest", &json!({"text": "vpn token shows no code"})).await.json();
    let (id, secret) = (&suggested["suggestion_id"], &suggested["token"]);
    desk.post(
        "/api/v1/outcomes",
        &json!({"suggestion_id": id, "article": "vpn/reset", "verdict": "not_helpful"}),
    )
    .await
    .json();
    send(
        &desk,
        &json!({
            "text": "My VPN token shows no code. Call +49 30 1234567.", "subject": "No code", "channel": "chat",
            "reply_to": "ann@example.org", "suggestion_id": id, "token": secret,
        }),
    )
    .await;
    let now = desk.desk.now();
    assert_eq!(desk.desk.deliver(now).expect("a try"), 1);
    let first = hook.call();
    verified(&first, now);
    let request = listed(&desk, &agent).await["requests"][0].clone();
    let way = json!({"way": "webhook", "state": "waiting", "tries": 1, "why": "it answered 503"});
    assert_eq!(request["deliveries"], json!([way]));
    assert_eq!(desk.desk.deliver(later(now, 10)).expect("nothing"), 0, "it waits");

    let desk = desk.opened_again_with(|settings| call(settings, &hook.url));
    let then = later(now, 20);
    assert_eq!(desk.desk.deliver(then).expect("a try"), 1);
    let second = hook.call();
    verified(&second, then);
    assert_eq!(second.header("webhook-id"), first.header("webhook-id"));
    assert_ne!(second.header("webhook-timestamp"), first.header("webhook-timestamp"));
    assert_eq!(second.body, first.body);
    assert_eq!(desk.desk.deliver(later(now, 999_999)).expect("nothing"), 0, "it was taken");
    assert_eq!(listed(&desk, &agent).await["total"], 0, "it is done, and its text is gone");

    let said: Value = serde_json::from_slice(&second.body).expect("JSON");
    assert_eq!(said["type"], "request.sent");
    let data = &said["data"];
    let told = ["number", "subject", "text", "reply_to", "channel"].map(|name| data[name].clone());
    let text = "My VPN token shows no code. Call [phone].";
    assert_eq!(json!(told), json!(["R-1", "No code", text, "ann@example.org", "chat"]));
    // It says what agents read of it in their list.
    let handover = &data["handover"];
    assert_eq!(handover["suggestion_id"], *id);
    assert_eq!(handover["decision"], request["handover"]["decision"]);
    let ids = |packet: &Value, list: &str| {
        let list = packet[list].as_array().expect("a list").clone();
        list.iter().map(|one| one["article"]["id"].clone()).collect::<Vec<_>>()
    };
    for list in ["shown", "tried"] {
        assert!(!ids(handover, list).is_empty());
        assert_eq!(ids(handover, list), ids(&request["handover"], list), "{list}");
    }
    assert_eq!(handover["tried"][0]["verdict"], "not_helpful");
    assert_eq!(handover["shown"][0]["article"]["url"], "https://help.example.org/articles/vpn/reset");
}

#[tokio::test]
async fn a_call_follows_nobody_elsewhere_and_reads_no_endless_answer() {
    let elsewhere = Hook::answering(&["200 OK"]);
    let to = format!("302 Found\r\nlocation: {}", elsewhere.url);
    let endless = format!("200 OK\r\nx: {}", "y".repeat(200_000));
    let hook = Hook::answering(&[&to, &endless, "nonsense", "200 OK"]);
    let desk = calling(&hook);
    let agent = token(&desk, "agent", Role::Agent, &[]);
    send(&desk, &json!({"text": "no code"})).await;
    let mut now = desk.desk.now();
    for why in ["it answered 302", "it cannot be reached", "it cannot be reached"] {
        assert_eq!(desk.desk.deliver(now).expect("a try"), 1);
        hook.call();
        let told = listed(&desk, &agent).await["requests"][0]["deliveries"][0]["why"].clone();
        assert!(told.as_str().is_some_and(|told| told.starts_with(why)), "{told}");
        now = later(now, 1_000);
    }
    fs::write(desk.path(SECRET_FILE), "no secret\n").expect("a file");
    assert_eq!(desk.desk.deliver(now).expect("a try"), 1);
    let told = listed(&desk, &agent).await["requests"][0]["deliveries"][0]["why"].clone();
    assert!(
        told.as_str().is_some_and(|told| told.contains("holds no secret") && !told.contains("no secret\n"))
    );
    fs::write(desk.path(SECRET_FILE), SECRET).expect("a file");
    now = later(now, 10_000);
    assert_eq!(desk.desk.deliver(now).expect("a try"), 1);
    verified(&hook.call(), now);
    assert!(elsewhere.calls.try_recv().is_err(), "nobody was followed");
    assert_eq!(listed(&desk, &agent).await["total"], 0);
}

#[tokio::test]
async fn what_cannot_be_delivered_in_three_days_stays_listed_and_somebody_is_told() {
    let nobody = Hook::nobody();
    let desk = calling(&nobody);
    let agent = token(&desk, "agent", Role::Agent, &[]);
    send(&desk, &json!({"text": "no code", "reply_to": "ann@example.org"})).await;
    let degraded = async || desk.get("/health/ready").await.json()["degraded"].clone();
    let (begun, mut tries) = (desk.desk.now(), 0);
    for hour in (0..80).step_by(5) {
        tries += desk.desk.deliver(later(begun, hour * 3_600)).expect("a try");
        if hour < 60 {
            assert_eq!(degraded().await, false, "{hour}");
        }
    }
    assert!((10..20).contains(&tries), "{tries}");
    assert_eq!(degraded().await, true);
    let figures = desk.get("/metrics").await;
    for line in
        ["firstline_deliveries_given_up 1", "firstline_deliveries_waiting 0", "firstline_requests_open 1"]
    {
        assert!(figures.text().contains(line), "{}", figures.text());
    }
    let as_agent = [("authorization", agent.as_str()), ("accept", "text/html")];
    let page = desk.get_as("/agent/requests", &as_agent).await;
    assert!(
        page.text().contains("Webhook: not delivered, and tried no more: it cannot be reached"),
        "{}",
        page.text()
    );
    assert_eq!(
        listed(&desk, &agent).await["requests"][0]["reply_to"],
        "ann@example.org",
        "somebody can answer"
    );
    let closed = desk.send("DELETE", "/api/v1/requests/R-1", &[("authorization", &agent)]).await;
    assert_eq!(closed.status, 204);
    assert_eq!(desk.desk.deliver(later(begun, 999_999)).expect("nothing"), 0);
    assert_eq!(degraded().await, false, "closing it ends this");
}

#[tokio::test]
async fn a_mail_answers_the_customer_and_holds_what_was_tried() {
    let mailbox = Mailbox::saying(&[Says::Yes]);
    let desk = mailing(&mailbox, true);
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let suggested = desk.post("/api/v1/suggest", &json!({"text": "vpn token shows no code"})).await.json();
    let (id, secret) = (&suggested["suggestion_id"], &suggested["token"]);
    let body = json!({
        "text": "My VPN token shows nö code.\n.\nQUIT", "reply_to": "ann@example.org", "suggestion_id": id, "token": secret,
    });
    send(&desk, &body).await;
    assert_eq!(desk.desk.deliver(desk.desk.now()).expect("a try"), 1);
    let got = mailbox.session();
    let wanted = ["AUTH PLAIN ", "MAIL FROM:<firstline@example.org>", "RCPT TO:<help@example.org>", "DATA"];
    for line in wanted {
        assert!(got.commands.iter().any(|one| one.starts_with(line)), "{line}: {:?}", got.commands);
    }
    let (head, text) = got.mail();
    for line in [
        "From: firstline@example.org",
        "To: help@example.org",
        "Reply-To: ann@example.org",
        "Subject: R-1: My VPN",
    ] {
        assert!(head.contains(line), "{line} is not in {head}");
    }
    assert!(head.contains("@example.org>") && head.contains("Message-ID: <"), "{head}");
    for words in
        ["nö code.", "Request R-1", "Answer to: ann@example.org", "Reset the VPN token", "nothing was said"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert_eq!(listed(&desk, &agent).await["total"], 0, "it was taken");
}

#[tokio::test]
async fn a_refused_mail_is_tried_again_and_what_the_server_says_is_in_no_message() {
    let mailbox = Mailbox::saying(&[Says::NotTo, Says::Hangup, Says::Yes]);
    let desk = mailing(&mailbox, false);
    let agent = token(&desk, "agent", Role::Agent, &[]);
    send(&desk, &json!({"text": "no code"})).await;
    let now = desk.desk.now();
    let mut ids = Vec::new();
    for (after, why) in [(0, "the mail server answered 550"), (100, "the mail server cannot be reached")] {
        assert_eq!(desk.desk.deliver(later(now, after)).expect("a try"), 1);
        mailbox.session();
        let told = listed(&desk, &agent).await["requests"][0]["deliveries"][0].clone();
        assert_eq!((&told["why"], &told["state"]), (&json!(why), &json!("waiting")));
    }
    assert_eq!(desk.desk.deliver(later(now, 1_000)).expect("a try"), 1);
    ids.push(mailbox.session().mail().0);
    assert!(!ids[0].contains("Reply-To"), "no address was given");
    assert_eq!(listed(&desk, &agent).await["total"], 0);
}

#[tokio::test]
async fn nobody_adds_to_a_mail_what_is_not_theirs_to_say() {
    let mailbox = Mailbox::saying(&[Says::Yes, Says::Yes, Says::Yes]);
    let desk = mailing(&mailbox, false);
    for reply_to in
        ["a@b.org\r\nBcc: all@example.org", "a@b.org>\nRCPT TO:<c@d.org", "a@b.org, c@d.org", "A <a@b.org>"]
    {
        let body = json!({"text": "no code", "reply_to": reply_to});
        desk.post("/api/v1/requests", &body).await.problem(400, "invalid_parameter");
    }
    let attacks = [
        ("No code\r\nBcc: all@example.org\r\n\r\nspam", "My phone."),
        ("=?utf-8?q?No=0D=0ABcc:_all@example.org?=", "My phone shows no code."),
        (
            "\u{2028}Bcc: all@example.org\u{85}x\u{0}",
            "My phone\r\n.\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<all@example.org>\r\nDATA\r\n",
        ),
    ];
    for (subject, text) in attacks {
        send(&desk, &json!({"subject": subject, "text": text, "reply_to": "ann@example.org"})).await;
        assert_eq!(desk.desk.deliver(desk.desk.now()).expect("a try"), 1);
        let got = mailbox.session();
        let commands = |verb: &str| got.commands.iter().filter(|line| line.starts_with(verb)).count();
        assert_eq!((commands("MAIL"), commands("RCPT"), commands("DATA")), (1, 1, 1), "{:?}", got.commands);
        let (head, _) = got.mail();
        let headers: Vec<&str> = head.lines().filter(|line| !line.starts_with([' ', '\t'])).collect();
        let names: Vec<&str> = headers.iter().filter_map(|line| Some(line.split_once(':')?.0)).collect();
        assert!(!names.contains(&"Bcc") && names.len() == headers.len(), "{head}");
        assert_eq!(names.iter().filter(|name| **name == "Reply-To").count(), 1);
    }
}

#[tokio::test]
async fn nothing_is_said_to_a_mail_server_that_others_could_listen_to() {
    let (config, _) = certificate();
    for (guard, security, why) in [
        (Guard::Tls(config.clone()), Security::Tls, "the mail server cannot be trusted, or speaks no TLS"),
        (Guard::StartTls(config), Security::StartTls, "the mail server cannot be trusted, or speaks no TLS"),
        (Guard::None, Security::StartTls, "the mail server offers no way to sign in or to encrypt"),
    ] {
        let mailbox = Mailbox::guarded(guard, &[Says::Yes]);
        let desk = mailing_by(&mailbox, true, security);
        let agent = token(&desk, "agent", Role::Agent, &[]);
        send(&desk, &json!({"text": "no code"})).await;
        assert_eq!(desk.desk.deliver(desk.desk.now()).expect("a try"), 1);
        let commands = mailbox.session().commands;
        let said = |word: &str| commands.iter().any(|command| command.starts_with(word));
        assert!(!said("AUTH") && !said("MAIL") && !said("DATA"), "{commands:?}");
        let told = listed(&desk, &agent).await["requests"][0]["deliveries"][0].clone();
        assert_eq!((&told["why"], &told["state"]), (&json!(why), &json!("waiting")));
    }
}

#[test]
fn a_mail_goes_to_a_server_that_proves_who_it_is() {
    let (config, authority) = certificate();
    for (guard, security) in [(Guard::Tls(config.clone()), "tls"), (Guard::StartTls(config), "starttls")] {
        let mailbox = Mailbox::guarded(guard, &[Says::Yes]);
        let place = Place::with(&[("reset.md", "# Reset the tunnel token\n\nPress it twice.\n")]);
        place.write("authority.pem", &authority);
        place.write("password", PASSWORD);
        let mail = format!(
            "[handover.mail]\nserver = \"127.0.0.1\"\nport = {}\nsecurity = \"{security}\"\nuser = \"firstline\"\n\
             password_file = \"{}\"\nfrom = \"firstline@example.org\"\nto = \"help@example.org\"\n",
            mailbox.port,
            place.path("password").display(),
        );
        place.write("firstline.toml", &mail);
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut server = Server::start(command.env("SSL_CERT_FILE", place.path("authority.pem")));
        server.wait_until_ready();
        let body = json!({"text": "my token fails", "reply_to": "ann@example.org"});
        let (code, reply) =
            crate::killed::post(server.address(), "/api/v1/requests", None, &body).expect("a reply");
        assert_eq!(code, 201, "{reply}");
        let got = mailbox.session();
        let at = |word: &str| got.commands.iter().position(|command| command.starts_with(word));
        assert!(at("AUTH").is_some() && at("AUTH") > at("STARTTLS"), "{security}: {:?}", got.commands);
        let (head, text) = got.mail();
        assert!(
            head.contains("Reply-To: ann@example.org") && text.contains("my token fails"),
            "{head}{text}"
        );
        server.line("a request was delivered");
        assert_eq!(server.stop(), Some(0));
    }
}

#[test]
fn a_server_delivers_by_itself_and_its_log_tells_no_secret() {
    let hook = Hook::answering(&["500 Broken", "200 OK"]);
    let place = Place::with(&[("reset.md", "# Reset the tunnel token\n\nPress it twice.\n")]);
    place.write("secret", SECRET);
    let secret = place.path("secret");
    let url = format!("{}?key=hush", hook.url);
    place.write(
        "firstline.toml",
        &format!("[handover]\nwebhook = \"{url}\"\nsecret_file = \"{}\"\n", secret.display()),
    );
    let mut server = place.serve();
    let body = json!({"text": "my token fails", "reply_to": "ann@example.org"});
    for (status, logged) in [("500", "a request waits to be delivered"), ("200", "a request was delivered")] {
        let (code, reply) =
            crate::killed::post(server.address(), "/api/v1/requests", None, &body).expect("a reply");
        assert_eq!(code, 201, "{reply}");
        hook.call();
        let told = server.line(logged);
        for hidden in [SECRET, "key=hush", "ann@example.org", "my token"] {
            assert!(!told.contains(hidden), "{status}: {told}");
        }
    }
    assert_eq!(server.stop(), Some(0));
    place.run(&["verify"]).ended(0);
}
