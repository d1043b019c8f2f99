//! What programs are told when they send a ticket.

use axum::body::Body;
use firstline::desk::Searches;
use serde_json::{Value, json};

use crate::desk::{Base, Opened, small};

const SUGGEST: &str = "/api/v1/suggest";

async fn suggested(desk: &Opened, body: Value) -> Value {
    let reply = desk.post(SUGGEST, &body).await;
    assert_eq!(reply.status, 200);
    reply.json()
}

/// The details of what is wrong, in order.
async fn mistakes(desk: &Opened, body: &str) -> Vec<String> {
    let reply = desk.post_as(SUGGEST, &[("content-type", "application/json")], body.to_owned()).await;
    let problem = reply.problem(400, "invalid_parameter");
    let errors = problem["errors"].as_array().expect("errors").clone();
    errors.iter().map(|error| error["detail"].as_str().expect("a detail").to_owned()).collect()
}

#[tokio::test]
async fn a_ticket_gets_the_articles_that_may_resolve_it() {
    let desk = small().open();
    let reply = suggested(
        &desk,
        json!({
            "subject": "VPN token",
            "body": "Hello,\n\nmy token shows no code. Write to bob@example.org.\n\nBest regards\nBob",
            "channel": "mail", "ticket": "4711", "context": {"product": "tunnel", "locale": "en-GB"},
        }),
    )
    .await;
    let id = reply["suggestion_id"].as_str().expect("a number");
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    assert_eq!(reply["token"].as_str().map(str::len), Some(40));
    assert!(["answer", "candidates"].contains(&reply["decision"].as_str().expect("a word")), "{reply}");
    assert_eq!((reply["questions"].clone(), reply["cut"].clone()), (json!(1), json!(false)));
    assert_eq!(reply["redacted"], json!({"mail": 1}));
    assert_eq!(reply["similar_resolved"], json!([]));
    assert_eq!(reply["generation"], 1);
    assert!(reply["took_ms"].is_number());
    let first = &reply["suggestions"][0];
    assert_eq!(first["article"]["id"], "vpn/reset");
    assert_eq!(first["article"]["url"], "/articles/vpn/reset");
    assert_eq!(first["section"], json!({"heading": "No code arrives?", "anchor": "no-code-arrives"}));
    assert!(first["snippet"].as_str().is_some_and(|html| html.contains("<mark>token</mark>")), "{first}");
    let probability = first["probability"].as_f64().expect("a probability");
    assert!((0.0..=1.0).contains(&probability));
    let reasons = first["reasons"].as_array().expect("reasons");
    let sum: f64 = reasons.iter().map(|reason| reason["score"].as_f64().expect("a score")).sum();
    assert!((sum - first["score"].as_f64().expect("a score")).abs() < 0.001, "{first}");
    assert!(reasons[0]["words"].as_str().is_some_and(|words| words.contains("token")));
}

#[tokio::test]
async fn as_many_are_suggested_as_are_asked_for() {
    let desk = (0..12)
        .fold(Base::new(), |base, n| base.file(&format!("{n:02}.md"), "# Printer jam\n\nOpen the lid."))
        .open();
    let count = async |body: Value| suggested(&desk, body).await["suggestions"].as_array().map(Vec::len);
    assert_eq!(count(json!({"text": "printer jam"})).await, Some(5));
    assert_eq!(count(json!({"text": "printer jam", "limit": 1})).await, Some(1));
    assert_eq!(count(json!({"text": "printer jam", "limit": 50})).await, Some(12));
}

#[tokio::test]
async fn what_asks_nothing_gets_nothing() {
    let desk = small().open();
    for body in [
        json!({"text": ""}),
        json!({"subject": "", "body": ""}),
        json!({"text": "  \r\n\t "}),
        json!({"body": "zeppelin airworthiness"}),
        json!({"text": "\u{0}\u{202e}", "context": {}, "ticket": null, "limit": null}),
    ] {
        let reply = suggested(&desk, body).await;
        assert_eq!(reply["decision"], "none", "{reply}");
        assert!(reply["suggestion_id"].is_string());
    }
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_body_is_named() {
    let desk = small().open();
    assert_eq!(
        mistakes(
            &desk,
            r#"{"subject": 1, "text": null, "channel": "", "ticket": ["x"], "limit": 51, "context": {"product": 2}, "titel": "x"}"#
        )
        .await,
        [
            "`subject` is a number; it takes a text",
            "`text` is missing; it takes `text`, or `subject` and `body`",
            "`context.product` is not what it takes: a text of 200 characters at most",
            "`ticket` is a list; it takes a text",
            "`channel` is empty; it takes 1 to 200 characters",
            "`limit` is `51`; it takes a whole number from 1 to 50",
            "there is no member `titel`",
        ]
    );
    for (body, detail) in [
        ("{}", "`text` is missing; it takes `text`, or `subject` and `body`"),
        (r#"{"text": "a", "body": "b"}"#, "there are `text` and `body`; it takes one of them"),
        (r#"{"text": "a", "limit": "5"}"#, "`limit` is a text; it takes a whole number from 1 to 50"),
        (r#"{"text": "a", "limit": 1.5}"#, "`limit` is `1.5`; it takes a whole number from 1 to 50"),
        (r#"{"text": "a", "limit": 0}"#, "`limit` is `0`; it takes a whole number from 1 to 50"),
        (r#"{"text": "a", "context": "x"}"#, "`context` is a text; it takes an object"),
        ("[]", "the body is a list; it takes an object"),
        ("\"text\"", "the body is a text; it takes an object"),
    ] {
        assert_eq!(mistakes(&desk, body).await, [detail], "{body}");
    }
    for body in ["", "{", "{\"text\": }", "text=x", &"[".repeat(5000), "{\"text\": \"\\ud800\"}"] {
        let told = mistakes(&desk, body).await;
        assert!(told.len() == 1 && told[0].starts_with("the body is no JSON: "), "{told:?}");
    }
    let bytes = Body::from(vec![b'{', b'"', 0xff, 0xfe]);
    desk.post_as(SUGGEST, &[("content-type", "application/json")], bytes)
        .await
        .problem(400, "invalid_parameter");
}

#[tokio::test]
async fn bodies_in_other_forms_and_too_large_ones_are_refused() {
    let desk = small().open();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let reply = desk.post_as(SUGGEST, &[("content-type", kind)], r#"{"text": "vpn"}"#).await;
        let problem = reply.problem(415, "unsupported_media_type");
        assert_eq!(problem["detail"], "the `Content-Type` of the body is not `application/json`");
    }
    desk.post_as(SUGGEST, &[], "{}").await.problem(415, "unsupported_media_type");
    for kind in ["Application/JSON; charset=utf-8", "application/ticket+json"] {
        let reply = desk.post_as(SUGGEST, &[("content-type", kind)], r#"{"text": "vpn"}"#).await;
        assert_eq!(reply.status, 200, "{kind}");
    }
    // Said by the header, and found out while reading.
    let large = json!({"text": "x".repeat(1_100_000)}).to_string();
    let length = large.len().to_string();
    for headers in [
        &[("content-type", "application/json"), ("content-length", length.as_str())][..],
        &[("content-type", "application/json")],
    ] {
        let problem = desk.post_as(SUGGEST, headers, large.clone()).await.problem(413, "payload_too_large");
        assert_eq!(problem["detail"], "the body is larger than 1 MB");
    }
    let reply = desk.get(SUGGEST).await;
    reply.problem(405, "method_not_allowed");
    assert_eq!(reply.header("allow"), "POST");
}

#[tokio::test]
async fn a_long_ticket_is_cut_and_says_so() {
    let desk = small().open();
    let text = format!("My token shows no code.\n{}", "It is really annoying me a lot.\n".repeat(25_000));
    let reply = suggested(&desk, json!({"text": text})).await;
    assert_eq!(reply["cut"], true);
}

#[tokio::test]
async fn snippets_of_suggestions_are_escaped() {
    let desk = Base::new().file("a.md", "# <img src=x> & \"needle\"\n\n`<script>` needle & 'more'").open();
    let reply = suggested(&desk, json!({"text": "needle <script>alert(1)</script>"})).await;
    let html = reply["suggestions"][0]["snippet"].as_str().expect("HTML").to_owned();
    let html = html.replace("<mark>", "").replace("</mark>", "");
    assert!(!html.contains(['<', '>', '"', '\'']), "{html}");
}

#[tokio::test]
async fn figures_count_suggestions_by_decision() {
    let desk = small().open();
    suggested(&desk, json!({"text": ""})).await;
    suggested(&desk, json!({"text": ""})).await;
    let figures = desk.get("/metrics").await;
    let line = "firstline_suggestions_total{decision=\"none\"} 2";
    assert!(figures.text().lines().any(|other| other == line), "{}", figures.text());
}

#[tokio::test]
async fn a_search_that_is_written_down_can_be_reported() {
    let desk = small().open_with(|settings| settings.privacy.searches = Searches::Everyone);
    let reply = desk.get("/api/v1/search?q=token").await.json();
    let id = reply["query_id"].as_str().expect("a number");
    assert_eq!(id.len(), 32);
    let outcome = json!({"query_id": id, "article": "vpn/reset", "verdict": "resolved"});
    let recorded = desk.post("/api/v1/outcomes", &outcome).await;
    assert_eq!(recorded.status, 201, "{}", recorded.text());
    // What found nothing is written down, too: reports tell what is missing. A page behind the last one is not.
    let reply = desk.get("/api/v1/search?q=zeppelin").await.json();
    assert_eq!((&reply["total"], reply["query_id"].as_str().map(str::len)), (&0.into(), Some(32)));
    let reply = desk.get("/api/v1/search?q=token&offset=900").await.json();
    assert_eq!(reply["query_id"].as_str().map(str::len), Some(26));
}
