//! What is learned when programs say what came of it.

use firstline::{
    access::Reader,
    desk::{Ask, Desk, Report, Suggested},
    learn::{EventId, Verdict},
};
use serde_json::{Value, json};

use crate::desk::{Base, Opened, Reply, small};

const OUTCOMES: &str = "/api/v1/outcomes";
const TICKET: &str = "The parcel scanner beeps three times and shows nothing.";

/// Two articles of the same words; the one that comes second by its path is what helps.
fn two() -> Base {
    Base::new()
        .file("a.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: charge it.\n")
        .file("b.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: restart the dock.\n")
        .file("c.md", "# Parking\n\nWhere to park.\n")
}

async fn suggested(desk: &Opened, text: &str) -> Value {
    desk.post("/api/v1/suggest", &json!({"text": text})).await.json()
}

async fn told(desk: &Opened, suggestion: &Value, article: &str, verdict: &str) -> Reply {
    let body = json!({"suggestion_id": suggestion["suggestion_id"], "article": article, "verdict": verdict});
    desk.post(OUTCOMES, &body).await
}

async fn keyed(desk: &Opened, key: &str, body: &Value) -> Reply {
    desk.post_as(
        OUTCOMES,
        &[("content-type", "application/json"), ("idempotency-key", key)],
        body.to_string(),
    )
    .await
}

/// The ids, best first.
fn ids(suggestion: &Value) -> Vec<&str> {
    let list = suggestion["suggestions"].as_array().expect("suggestions");
    list.iter().map(|one| one["article"]["id"].as_str().expect("an id")).collect()
}

/// What is said, without what differs each time.
fn steady(mut suggestion: Value) -> Value {
    for member in ["suggestion_id", "token", "took_ms"] {
        suggestion.as_object_mut().expect("an object").remove(member);
    }
    suggestion
}

#[tokio::test]
async fn what_resolved_a_ticket_comes_first_next_time_and_what_is_taken_back_never_happened() {
    let desk = two().open();
    let before = suggested(&desk, TICKET).await;
    assert_eq!(ids(&before)[..2], ["a", "b"]);
    let reply = told(&desk, &before, "b", "resolved").await;
    assert_eq!(reply.status, 201);
    assert_eq!(reply.json()["outcome_id"].as_str().map(str::len), Some(32));

    let next = suggested(&desk, TICKET).await;
    assert_eq!(ids(&next)[0], "b");
    let reasons = next["suggestions"][0]["reasons"].to_string();
    assert!(reasons.contains("resolved 1 of the 1 similar ticket"), "{reasons}");
    assert_eq!(next["similar_resolved"], json!([]), "tickets of others are for agents");

    assert_eq!(told(&desk, &before, "b", "retracted").await.status, 201);
    assert_eq!(steady(suggested(&desk, TICKET).await), steady(before));
    let figures = desk.get("/metrics").await;
    for line in [
        "firstline_outcomes_total{verdict=\"resolved\"} 1",
        "firstline_outcomes_total{verdict=\"retracted\"} 1",
    ] {
        assert!(figures.text().lines().any(|other| other == line), "{line}\n{}", figures.text());
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_the_process() {
    let opened = two().open();
    let before = suggested(&opened, TICKET).await;
    assert_eq!(told(&opened, &before, "b", "resolved").await.status, 201);
    let again = Desk::open(opened.desk.settings().clone());
    let (again, _) = again.expect("a second process that only reads");
    let ask = Ask { text: TICKET.to_owned(), limit: 5, ..Ask::default() };
    let ticket = again.read_ticket(&ask);
    let list = again.suggest_for(&ticket, &Reader::public(), 5).expect("suggestions").list;
    assert_eq!(list[0].id, "b");
}

#[tokio::test]
async fn the_same_key_again_is_the_same_outcome() {
    let desk = two().open();
    let shown = suggested(&desk, TICKET).await;
    let body =
        json!({"suggestion_id": shown["suggestion_id"], "article": "b", "verdict": "helped", "note": "dock"});
    let first = keyed(&desk, "a key, 1", &body).await;
    let second = keyed(&desk, "a key, 1", &body).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert_eq!(first.text(), second.text());
    let other = keyed(&desk, "a key, 2", &body).await;
    assert_ne!(other.json(), first.json());

    let changed = json!({"suggestion_id": shown["suggestion_id"], "article": "b", "verdict": "wrong"});
    let problem = keyed(&desk, "a key, 1", &changed).await.problem(409, "idempotency_conflict");
    assert_eq!(problem["hint"], "make a new key for each outcome");
    for key in ["", "ä", &"k".repeat(201), "a\tb"] {
        let problem = keyed(&desk, key, &body).await.problem(400, "invalid_parameter");
        assert_eq!(problem["errors"][0]["parameter"], "Idempotency-Key", "{key}");
    }
    assert_eq!(keyed(&desk, &"k".repeat(200), &body).await.status, 201);
    let line = "firstline_outcomes_total{verdict=\"helped\"} 3";
    assert!(desk.get("/metrics").await.text().contains(line), "a repetition is none");
}

#[tokio::test]
async fn that_nothing_helped_is_said_of_no_article() {
    let desk = two().open();
    let before = suggested(&desk, TICKET).await;
    let body = |verdict: &str| json!({"suggestion_id": before["suggestion_id"], "verdict": verdict});
    assert_eq!(desk.post(OUTCOMES, &body("not_helpful")).await.status, 201);
    assert_eq!(
        steady(suggested(&desk, TICKET).await),
        steady(before.clone()),
        "it speaks against no article"
    );
    assert_eq!(desk.post(OUTCOMES, &body("retracted")).await.status, 201);
    for verdict in ["resolved", "helped", "wrong"] {
        let problem = desk.post(OUTCOMES, &body(verdict)).await.problem(400, "invalid_parameter");
        assert_eq!(problem["errors"][0]["detail"], "`article` is missing", "{verdict}");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_with_an_outcome_is_named() {
    let desk = two().open();
    let details = async |body: Value| -> Vec<String> {
        let problem = desk.post(OUTCOMES, &body).await.problem(400, "invalid_parameter");
        let errors = problem["errors"].as_array().expect("errors").clone();
        errors.iter().map(|error| error["detail"].as_str().expect("a detail").to_owned()).collect()
    };
    assert_eq!(
        details(json!({"article": "", "verdict": "solved", "at": "yesterday", "assumed": true})).await,
        [
            "`article` is empty; it takes 1 to 4096 characters",
            "`verdict` is `solved`; it takes `resolved`, `helped`, `not_helpful`, `wrong`, `reopened`, `retracted`",
            "`at` is `yesterday`; it takes a time such as `2026-11-20T08:30:00Z`",
            "`suggestion_id` is missing; it takes `suggestion_id`, `query_id`, or both",
            "there is no member `assumed`",
        ]
    );
    assert_eq!(
        details(json!({"suggestion_id": 1, "at": "2999-01-01T00:00:00Z"})).await,
        [
            "`suggestion_id` is a number; it takes a text",
            "`verdict` is missing",
            "`article` is missing",
            "`at` is `2999-01-01T00:00:00Z`, which is still to come",
            "`suggestion_id` is missing; it takes `suggestion_id`, `query_id`, or both",
        ]
    );
    desk.post_as(OUTCOMES, &[], "{}").await.problem(415, "unsupported_media_type");
    let large = json!({"note": "x".repeat(200_000)});
    let problem = desk.post(OUTCOMES, &large).await.problem(413, "payload_too_large");
    assert_eq!(problem["detail"], "the body is larger than 128 kB");
}

#[tokio::test]
async fn only_what_was_shown_can_be_reported_and_only_of_what_is_seen() {
    let desk = small().open();
    let shown = suggested(&desk, "my token shows no code").await;
    for id in [&"0".repeat(32), "01KABCDEFGHJKMNPQRSTVWXYZ0", "x"] {
        let body = json!({"suggestion_id": id, "article": "vpn/reset", "verdict": "resolved"});
        desk.post(OUTCOMES, &body).await.problem(404, "not_shown");
    }
    let nothing = async |name: &str| {
        let reply = told(&desk, &shown, name, "resolved").await;
        reply.problem(404, "not_found");
        reply.text().replace(reply.header("x-request-id"), "").replace("kezs", "keys")
    };
    assert_eq!(nothing("secret/keys").await, nothing("secret/kezs").await);
    // It is there, and seen, but was not in the list.
    nothing("mail/full").await;
    let found_by = json!({"suggestion_id": shown["suggestion_id"], "query_id": "0".repeat(32), "article": "mail/full", "verdict": "resolved"});
    desk.post(OUTCOMES, &found_by).await.problem(404, "not_found");
    // Old names lead to the article.
    for name in ["vpn/reset.md", "old/token"] {
        assert_eq!(told(&desk, &shown, name, "helped").await.status, 201, "{name}");
    }
}

/// What an agent was shown.
fn shown_to(agent: &Reader, desk: &Desk, text: &str) -> Suggested {
    desk.suggest(&Ask { text: text.to_owned(), limit: 5, ..Ask::default() }, agent).expect("suggestions")
}

fn outcome(shown: EventId, article: &str) -> Report {
    Report::of(shown, Some(article), Verdict::Resolved)
}

#[tokio::test]
async fn a_token_lets_others_report_what_it_came_with_and_nothing_else() {
    let desk = two().open();
    let agent = Reader::agent("agent:1", ["agents", "public"]);
    let (one, two) = (shown_to(&agent, &desk.desk, TICKET), shown_to(&agent, &desk.desk, TICKET));
    let report = async |token: Option<&str>| {
        let body = json!({"suggestion_id": one.id.to_string(), "article": "b", "verdict": "resolved", "token": token});
        desk.post(OUTCOMES, &body).await
    };
    report(None).await.problem(404, "not_shown");
    report(Some(&two.token)).await.problem(404, "not_shown");
    report(Some("x")).await.problem(404, "not_shown");
    assert_eq!(report(Some(&one.token)).await.status, 201);
}

#[tokio::test]
async fn agents_may_report_what_they_found_themselves_and_see_tickets_like_theirs() {
    let desk = two().open();
    let agent = Reader::agent("agent:1", ["agents", "public"]);
    let shown = shown_to(&agent, &desk.desk, "Where may visitors leave their bicycles? mail bob@example.org");
    assert!(shown.suggestions.list.iter().all(|one| one.id != "c"), "not by its words");
    desk.desk.record(&outcome(shown.id, "c"), &agent).expect("an outcome");
    let again = shown_to(&agent, &desk.desk, "Where may visitors leave their bicycles?");
    assert_eq!(again.suggestions.list[0].id, "c");
    assert_eq!(again.similar[0].article, ("c".to_owned(), "Parking".to_owned()));
    assert!(again.similar[0].excerpt.contains("[mail]"), "{}", again.similar[0].excerpt);
    // The public learns from it, and sees nobody's ticket.
    let public = suggested(&desk, "Where may visitors leave their bicycles?").await;
    assert_eq!((ids(&public)[0], public["similar_resolved"].clone()), ("c", json!([])));
}

#[tokio::test]
async fn a_hidden_article_is_neither_shown_nor_counted() {
    let hidden =
        "---\naudience: agents\n---\n# The scanner beeps\n\nThe parcel scanner beeps: code canary.\n";
    let (with, without) = (two().file("h.md", hidden).open(), two().open());
    let agent = Reader::agent("agent:1", ["agents", "public"]);
    let shown = shown_to(&agent, &with.desk, TICKET);
    assert!(shown.suggestions.list.iter().any(|one| one.id == "h"));
    for _ in 0..3 {
        with.desk.record(&outcome(shown.id, "h"), &agent).expect("an outcome");
    }
    assert_eq!(shown_to(&agent, &with.desk, TICKET).suggestions.list[0].id, "h");
    for text in [TICKET, "canary", "beeps", "scanner code"] {
        let (a, b) = (suggested(&with, text).await, suggested(&without, text).await);
        assert_eq!(steady(a), steady(b), "{text}");
    }
    // Nor can the public report it, by whatever name.
    let public = suggested(&with, TICKET).await;
    for name in ["h", "h.md"] {
        told(&with, &public, name, "resolved").await.problem(404, "not_found");
    }
}
