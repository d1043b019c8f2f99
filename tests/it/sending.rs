//! What somebody sends to the help desk because no article solved it, and what agents see of it.

use firstline::{
    access::{AudienceSet, Reader, Role},
    desk::{Ask, Sending},
    learn::Which,
    store,
};
use serde_json::{Value, json};

use crate::{
    desk::{Base, Opened, Reply, small},
    readers::token,
};

#[track_caller]
fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
}

#[track_caller]
fn good(reply: &Reply) -> &str {
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.text()
}

/// The value of a field.
fn field(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a field");
    rest.split_once('"').expect("its end").0.to_owned()
}

/// The number that a page says a request has.
fn number(page: &str) -> String {
    let (_, rest) = page.split_once("<strong class=\"number\">").expect("a number");
    rest.split_once('<').expect("its end").0.to_owned()
}

async fn requests(desk: &Opened, agent: &str) -> Value {
    desk.get_as("/api/v1/requests", &[("authorization", agent)]).await.json()
}

const TEXT: &str = "Hello,\r\n\r\nmy VPN token shows no code. Call +49 30 1234567.\r\n\r\nThanks\r\nAnn";

#[tokio::test]
async fn what_was_shown_and_tried_goes_to_the_help_desk_with_the_text() {
    let desk = small().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let page = desk.fill("/ask", &[("subject", "No code"), ("text", TEXT)]).await;
    let page = good(&page).to_owned();
    has(
        &page,
        &["formaction=\"/ask/send\"", "How can we reach you?", "until your request is closed or handed on"],
    );
    let (id, secret) = (field(&page, "suggestion_id"), field(&page, "token"));
    let ticket = [("subject", "No code"), ("text", TEXT), ("suggestion_id", &*id), ("token", &*secret)];
    let rejected = [&ticket[..], &[("not_helpful", "vpn/reset")]].concat();
    let thanks = desk.fill("/ask/outcome", &rejected).await;
    has(good(&thanks), &["Thank you, recorded", "formaction=\"/ask/send\""]);
    // Back at the question is the same list, and what was said of it.
    let back = desk.fill("/ask", &[&ticket[..], &[("again", "1")]].concat()).await;
    let back = good(&back).to_owned();
    has(&back, &["Noted: it did not help", "vpn/reset\">This solved it"]);
    assert_eq!((field(&back, "suggestion_id"), field(&back, "sending")), (id.clone(), id.clone()));
    let form = [&ticket[..], &[("sending", &*id), ("reply_to", " ann@example.org ")]].concat();
    let sent = desk.fill("/ask/send", &form).await;
    has(good(&sent), &["Nothing else is needed from you", "ann@example.org", "What we showed you"]);
    assert_eq!(sent.header("cache-control"), "no-store");
    assert_eq!(number(sent.text()), "R-1");

    let listed = requests(&desk, &agent).await;
    assert_eq!(listed["total"], 1);
    let request = &listed["requests"][0];
    let kept =
        ["number", "subject", "text", "reply_to", "channel", "upset", "ticket"].map(|name| &request[name]);
    let text = "my VPN token shows no code. Call [phone].";
    let expected = json!(["R-1", "No code", text, "ann@example.org", "web", false, null]);
    assert_eq!(json!(kept), expected);
    let handover = &request["handover"];
    assert_eq!(handover["suggestion_id"], id.as_str());
    assert_eq!(handover["shown"][0]["article"]["id"], "vpn/reset");
    assert!(handover["shown"][0]["probability"].as_f64().is_some_and(|one| one > 0.0));
    let tried = &handover["tried"][0];
    assert_eq!((&tried["article"]["id"], &tried["verdict"]), (&json!("vpn/reset"), &json!("not_helpful")));
    assert_eq!(request["deliveries"], json!([]), "nothing is configured");
    let same = desk.get_as(&format!("/api/v1/handover/{id}"), &[("authorization", &agent)]).await.json();
    assert_eq!(handover, &same, "it is the packet of the hand-over");
}

#[tokio::test]
async fn the_same_form_is_one_request_however_often_it_is_sent() {
    let desk = small().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let form = desk.page("/ask").await;
    let sending = field(good(&form), "sending");
    assert_ne!(sending, field(desk.page("/ask").await.text(), "sending"), "each form is another");
    let fields = [("text", "It broke."), ("sending", &*sending), ("reply_to", "ann@example.org")];
    for _ in 0..3 {
        assert_eq!(number(good(&desk.fill("/ask/send", &fields).await)), "R-1");
    }
    // With another address in it, it is another one: nobody is to wait in vain.
    let fields = [("text", "It broke."), ("sending", &*sending), ("reply_to", "bob@example.org")];
    assert_eq!(number(good(&desk.fill("/ask/send", &fields).await)), "R-2");
    assert_eq!(requests(&desk, &agent).await["total"], 2);
    let text = desk.get("/metrics").await;
    has(text.text(), &["firstline_requests_sent_total 2"]);
}

#[tokio::test]
async fn what_cannot_be_sent_stays_in_the_form_with_what_was_shown() {
    let desk = small().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let empty = desk.fill("/ask/send", &[("text", " \r\n"), ("reply_to", "ann@example.org")]).await;
    has(good(&empty), &["Write what is wrong first.", "value=\"ann@example.org\""]);
    let page = desk.fill("/ask", &[("text", TEXT)]).await;
    let (id, secret) = (field(page.text(), "suggestion_id"), field(page.text(), "token"));
    for wrong in ["ann", "Ann <ann@example.org>", "ann@example.org\r\nBcc: bob@example.org", "a@b, c@d"] {
        let fields = [("text", TEXT), ("suggestion_id", &*id), ("token", &*secret), ("reply_to", wrong)];
        let page = desk.fill("/ask/send", &fields).await;
        has(good(&page), &["That is no mail address.", "aria-invalid=\"true\"", "no code.", "vpn/reset"]);
        assert_eq!(field(page.text(), "suggestion_id"), id);
    }
    assert_eq!(requests(&desk, &agent).await["total"], 0);
    // What was shown to somebody else does not go along, and does not stop it.
    let fields = [("text", TEXT), ("suggestion_id", "019ab5ce3f7070009d1f0a6c52e8b714")];
    let sent = desk.fill("/ask/send", &fields).await;
    assert!(!good(&sent).contains("What we showed you"), "{}", sent.text());
    assert_eq!(requests(&desk, &agent).await["requests"][0]["handover"], Value::Null);
    // A mere greeting is for people, too.
    let sent = desk.fill("/ask/send", &[("text", "Hello, mail me at bob@example.org!")]).await;
    good(&sent);
    let text = requests(&desk, &agent).await["requests"][1]["text"].clone();
    assert!(text.as_str().is_some_and(|text| text.contains("[mail]")), "{text}");
}

#[tokio::test]
async fn programs_send_requests_once_for_each_key() {
    let desk = small().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let post = async |key: &str, body: Value| {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        desk.post_as("/api/v1/requests", &headers, body.to_string()).await
    };
    let suggested = desk.post("/api/v1/suggest", &json!({"text": "vpn token"})).await.json();
    let body = json!({
        "text": "No code.", "subject": "VPN", "reply_to": "ann@example.org", "ticket": "4711", "channel": "chat",
        "suggestion_id": suggested["suggestion_id"], "token": suggested["token"],
    });
    let first = post("a", body.clone()).await;
    assert_eq!((first.status.as_u16(), first.json()), (201, json!({"number": "R-1"})));
    assert_eq!(post("a", body.clone()).await.json(), json!({"number": "R-1"}));
    post("a", json!({"text": "something else"})).await.problem(409, "idempotency_conflict");
    assert_eq!(post("b", body).await.json(), json!({"number": "R-2"}));
    post("c", json!({"text": " "})).await.problem(400, "invalid_parameter");
    post("c", json!({"text": "x", "reply_to": "a@b\r\nBcc: c@d"})).await.problem(400, "invalid_parameter");
    post("c", json!({"text": "x", "suggestion_id": "0".repeat(32)})).await.problem(404, "not_shown");
    let listed = requests(&desk, &agent).await;
    let request = &listed["requests"][0];
    assert_eq!(listed["total"], 2);
    assert_eq!(json!([request["ticket"], request["channel"]]), json!(["4711", "chat"]));
    assert_eq!(request["handover"]["suggestion_id"], suggested["suggestion_id"]);
    let offset = desk.get_as("/api/v1/requests?offset=1&limit=1", &[("authorization", &agent)]).await.json();
    assert_eq!(offset["requests"][0]["number"], "R-2");
    let closed = desk.send("DELETE", "/api/v1/requests/R-1", &[("authorization", &agent)]).await;
    assert_eq!(closed.status, 204);
    desk.send("DELETE", "/api/v1/requests/R-1", &[("authorization", &agent)]).await.problem(404, "not_found");
    desk.send("DELETE", "/api/v1/requests/R-x", &[("authorization", &agent)]).await.problem(404, "not_found");
    assert_eq!(requests(&desk, &agent).await["total"], 1);
}

#[tokio::test]
async fn an_agent_finds_it_in_the_list_opens_it_and_closes_it() {
    let desk = small()
        .file(
            "calm.md",
            "---\ntitle: Calm words\naudience: agents\ntags: [calm-opening]\n---\nI am sorry that it took so long.\n",
        )
        .open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let as_agent = [("authorization", agent.as_str()), ("accept", "text/html")];
    let list = async || desk.get_as("/agent/requests", &as_agent).await;
    has(good(&list().await), &["Nobody waits for an answer."]);
    let angry = "Unacceptable! This is the third time I write about the mailbox.";
    let page = desk.fill("/ask", &[("text", angry)]).await;
    let id = field(page.text(), "suggestion_id");
    good(
        &desk
            .fill("/ask/send", &[("text", angry), ("suggestion_id", &id), ("reply_to", "ann@example.org")])
            .await,
    );
    good(&desk.fill("/ask/send", &[("text", "<b>Bold</b> & late")]).await);
    has(
        good(&desk.get_as("/agent", &as_agent).await),
        &["<a href=\"/agent/requests\">Requests <span class=\"count\">2"],
    );
    let page = list().await;
    let page = good(&page);
    has(
        page,
        &[
            "2 open",
            "Begin calmly",
            "I am sorry that it took so long.",
            "href=\"mailto:ann@example.org\"",
            "&#60;b&#62;Bold&#60;/b&#62; &#38; late",
            "no address was given",
            "What was shown and tried",
        ],
    );
    assert_eq!(page.matches("Begin calmly").count(), 1, "the other one is calm");
    assert!(page.find("id=\"R-1\"") < page.find("id=\"R-2\""), "whoever waited longest comes first");
    // One press opens it, with its number as the ticket's.
    let form = [("authorization", agent.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let press = async |address: &str, body: &str| desk.post_as(address, &form, body.to_owned()).await;
    let opened = press("/agent", "as=ticket&text=Unacceptable+mailbox&number=R-1&channel=web").await;
    assert_eq!(opened.status, 303);
    let console = desk.get_as(opened.header("location"), &as_agent).await;
    has(good(&console), &["<strong>R-1</strong>"]);
    let closed = press("/agent/requests", "number=R-1").await;
    assert_eq!((closed.status.as_u16(), closed.header("location")), (303, "/agent/requests"));
    let page = list().await;
    assert!(!good(&page).contains("Unacceptable") && page.text().contains("1 open"));
    assert_eq!(press("/agent/requests", "number=R-1").await.status, 303, "pressed twice");
    assert_eq!(press("/agent/requests", "number=nonsense").await.status, 303);
    assert_eq!(desk.get_as("/agent/requests?page=9", &as_agent).await.status, 200);
}

#[tokio::test]
async fn a_request_is_listed_for_those_who_may_read_all_that_its_sender_may() {
    let desk = Base::new()
        .file("open.md", "# The token\n\nPress the token twice.\n")
        .file("deep.md", "---\ntitle: Deep token\naudience: tier2\n---\nThe deep token is pressed once.\n")
        .open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let second = token(&desk, "second", Role::Agent, &["agents", "public", "tier2"]);
    let sender = Reader::with("sender", Role::Agent, AudienceSet::of(["public", "tier2"]));
    let ask = Ask { text: "the deep token is pressed".to_owned(), limit: 5, ..Ask::default() };
    let shown = desk.desk.suggest(&ask, &sender).expect("suggestions");
    let sending = Sending { text: ask.text.clone(), shown: Some(shown.id), ..Sending::default() };
    desk.desk.send(&sending, &sender).expect("a request");
    assert_eq!(requests(&desk, &agent).await["total"], 0, "its sender reads more than this one");
    let listed = requests(&desk, &second).await;
    assert_eq!(listed["requests"][0]["handover"]["shown"][0]["article"]["id"], "deep");
    let refused = desk.send("DELETE", "/api/v1/requests/R-1", &[("authorization", &agent)]).await;
    refused.problem(404, "not_found");
    assert_eq!(requests(&desk, &second).await["total"], 1);
    // Of what is hidden by now nothing is said.
    desk.write(
        "deep.md",
        "---\ntitle: Deep token\naudience: writers\n---\nThe deep token is pressed once.\n",
    );
    desk.catch_up();
    let listed = requests(&desk, &second).await;
    let shown = listed["requests"][0]["handover"]["shown"].as_array().expect("a list").clone();
    assert!(shown.iter().all(|one| one["article"]["id"] != "deep"), "{shown:?}");
}

#[tokio::test]
async fn a_forgotten_ticket_takes_its_request_with_it_and_a_restart_does_not() {
    let desk = small().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    good(
        &desk
            .fill("/ask/send", &[("text", "My zeppelin lost its token."), ("reply_to", "ann@example.org")])
            .await,
    );
    good(&desk.fill("/ask/send", &[("text", "Another one.")]).await);
    let desk = desk.opened_again();
    assert_eq!(requests(&desk, &agent).await["total"], 2, "it is kept");
    let forgotten = desk.desk.forget(&Which::Ticket("R-1".to_owned())).expect("forgotten");
    assert_eq!(forgotten.requests, 1);
    let listed = requests(&desk, &agent).await;
    assert_eq!((&listed["total"], &listed["requests"][0]["number"]), (&json!(1), &json!("R-2")));
    let path = desk.path("index");
    let desk = desk.opened_after(|| {
        let files = std::fs::read_dir(path).expect("a folder").flatten();
        for file in files.map(|entry| entry.path()).filter(|path| path.is_file()) {
            let bytes = std::fs::read(&file).expect("a file");
            let holds = |words: &str| bytes.windows(words.len()).any(|some| some == words.as_bytes());
            assert!(!holds("zeppelin") && !holds("ann@example.org"), "{}", file.display());
        }
    });
    assert_eq!(requests(&desk, &agent).await["total"], 1);
}

#[tokio::test]
async fn a_draft_is_answered_and_nothing_of_it_is_written_down() {
    let desk = small().open();
    let reply = desk.fill("/ask/draft", &[("subject", ""), ("text", "the vpn token shows no code")]).await;
    let part = good(&reply);
    has(part, &["may solve it already", "name=\"solved\" value=\"vpn/reset\"", "form=\"ask-form\""]);
    assert!(!part.contains("<html") && reply.header("cache-control") == "no-store");
    assert_eq!(good(&desk.fill("/ask/draft", &[("text", "zeppelin airworthiness")]).await).trim(), "");
    assert_eq!(good(&desk.fill("/ask/draft", &[]).await).trim(), "");
    let store = desk.path("index/desk.db");
    let ledger = store::open(store.to_str().expect("a name")).expect("the store").ledger;
    assert_eq!(ledger.shown_after(None, 100).expect("what was shown"), []);
}

#[tokio::test]
async fn what_solved_it_while_it_was_written_is_recorded_in_one_go() {
    let desk = small().open();
    let form = desk.page("/ask").await;
    let sending = field(good(&form), "sending");
    let fields = [("text", "the vpn token shows no code"), ("sending", &*sending), ("solved", "vpn/reset")];
    for _ in 0..2 {
        let thanks = desk.fill("/ask/outcome", &fields).await;
        has(
            good(&thanks),
            &["Thank you, recorded", "sees that article sooner", "href=\"/articles/vpn/reset\""],
        );
    }
    let text = desk.get("/metrics").await;
    has(text.text(), &["firstline_outcomes_total{verdict=\"resolved\"} 1"]);
    // An article that is not suggested for it solves nothing: the page says what is.
    let fields = [("text", "the vpn token shows no code"), ("solved", "mail/nothing")];
    has(good(&desk.fill("/ask/outcome", &fields).await), &["This solved it", "vpn/reset"]);
    let fields = [("text", "the vpn token shows no code"), ("solved", "secret/keys")];
    assert!(!good(&desk.fill("/ask/outcome", &fields).await).contains("Secret keys"));
}
