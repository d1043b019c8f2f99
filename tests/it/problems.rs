//! What is said when something goes wrong: every code, as JSON and as a page.

use std::time::Duration;

use firstline::http::{Settings, router};
use serde_json::json;

use crate::{
    desk::{send, send_body, small},
    engines::{self, Does},
};

#[tokio::test]
async fn every_wrong_parameter_is_named_with_what_it_takes() {
    let desk = small().open();
    let problem = desk
        .get("/api/v1/search?q=vpn&state=secret&limit=51&explain=maybe")
        .await
        .problem(400, "invalid_parameter");
    assert_eq!(problem["title"], "a parameter cannot be used");
    assert_eq!(problem["instance"], "/api/v1/search");
    assert_eq!(
        problem["errors"],
        json!([
            {
                "parameter": "state",
                "detail": "`state` is `secret`; it takes `draft`, `wip`, `not_validated`, `validated`, `archived`",
            },
            {"parameter": "limit", "detail": "`limit` is `51`; it takes a whole number from 1 to 50"},
            {"parameter": "explain", "detail": "`explain` is `maybe`; it takes `true` or `false`"},
        ])
    );
    let problem = desk.get("/api/v1/changes?since=yesterday").await.problem(400, "invalid_parameter");
    assert!(problem["detail"].as_str().is_some_and(|text| text.starts_with("`since` is `yesterday`")));
    let tags = "tag=x&".repeat(51);
    desk.get(&format!("/api/v1/search?{tags}")).await.problem(400, "invalid_parameter");
}

#[tokio::test]
async fn what_was_sent_is_said_again_without_controls_and_short() {
    let desk = small().open();
    let problem =
        desk.get("/api/v1/search?limit=%1b%5b31m%0d%0a%e2%80%ae7").await.problem(400, "invalid_parameter");
    assert_eq!(problem["errors"][0]["detail"], "`limit` is `[31m7`; it takes a whole number from 1 to 50");
    let long = format!("/api/v1/articles/{}", "x".repeat(5000));
    let problem = desk.get(&long).await.problem(404, "not_found");
    assert!(problem["detail"].as_str().is_some_and(|text| text.len() < 200));
}

#[tokio::test]
async fn hidden_and_missing_articles_are_the_same_nothing() {
    let desk = small().open();
    for (hidden, missing) in [("secret/keys", "secret/kezs"), ("secret/keys.md", "secret/kezs.md")] {
        for root in ["/api/v1/articles/", "/articles/"] {
            let a = desk.get(&format!("{root}{hidden}")).await;
            let b = desk.get(&format!("{root}{missing}")).await;
            a.problem(404, "not_found");
            let masked = |text: &str| text.replace("kezs", "keys");
            let without_id = |text: &str, id: &str| text.replace(id, "");
            assert_eq!(
                without_id(a.text(), a.header("x-request-id")),
                without_id(&masked(b.text()), b.header("x-request-id")),
            );
        }
    }
    for nothing in [
        "/api/v1/articles/%ff",
        "/api/v1/articles/",
        "/articles/",
        "/articles/..%2f..%2fetc%2fpasswd",
        "/api/v2",
    ] {
        desk.get(nothing).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn other_methods_are_refused_and_told_which_there_are() {
    let desk = small().open();
    for address in
        ["/api/v1/search?q=vpn", "/api/v1/articles/vpn/reset", "/health/live", "/", "/articles/vpn/reset"]
    {
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"] {
            let reply = desk.send(method, address, &[]).await;
            reply.problem(405, "method_not_allowed");
            assert_eq!(reply.header("allow"), "GET,HEAD");
        }
    }
}

#[tokio::test]
async fn requests_that_are_too_large_are_refused() {
    let desk = small().open();
    desk.send("POST", "/api/v1/search", &[("content-length", "200000")])
        .await
        .problem(413, "payload_too_large");
    desk.get(&format!("/{}", "a/".repeat(5000))).await.problem(414, "payload_too_large");
    let cookies = "c".repeat(40_000);
    desk.get_as("/api/v1/search", &[("cookie", &cookies)]).await.problem(431, "payload_too_large");
}

#[tokio::test]
async fn bodies_are_never_unpacked() {
    let desk = small().open();
    for coding in ["gzip", "br", "deflate", "gzip, gzip", "identity, gzip"] {
        let headers = [("content-type", "application/json"), ("content-encoding", coding)];
        let packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        for address in ["/api/v1/suggest", "/api/v1/outcomes", "/ask", "/login", "/api/v1/tokens"] {
            desk.post_as(address, &headers, packed.clone()).await.problem(415, "unsupported_media_type");
        }
    }
    let headers = [("content-type", "application/json"), ("content-encoding", "identity")];
    assert_eq!(desk.post_as("/api/v1/suggest", &headers, "{\"text\": \"vpn token\"}").await.status, 200);
}

#[tokio::test]
async fn too_many_at_once_are_refused_at_once_and_health_still_answers() {
    let desk = small().open().served(&Settings { max_concurrent: 0, ..Settings::default() });
    let reply = desk.get("/api/v1/search?q=vpn").await;
    reply.problem(503, "overloaded");
    assert_eq!(reply.header("retry-after"), "1");
    let page = desk.page("/search?q=vpn").await;
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "1"));
    assert!(page.text().contains("Many people are asking right now"));
    for probe in ["/health/live", "/health/ready", "/metrics"] {
        assert_eq!(desk.get(probe).await.status, 200, "{probe}");
    }
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let (does, _asked, let_go) = engines::hanging();
    let router =
        router(engines::desk(does), &Settings { timeout: Duration::from_millis(1), ..Settings::default() });
    send(&router, "GET", "/api/v1/search?q=vpn", &[]).await.problem(504, "timeout");
    drop(let_go);
}

#[tokio::test]
async fn what_breaks_inside_is_not_told_outside() {
    for does in [Does::Fail, Does::Panic] {
        let router = router(engines::desk(does), &Settings::default());
        for address in ["/api/v1/search?q=vpn", "/search?q=vpn"] {
            let reply = send(&router, "GET", address, &[]).await;
            reply.problem(500, "internal");
            assert!(!reply.text().contains("secret"), "{}", reply.text());
            let page = send(&router, "GET", address, &[("accept", "text/html")]).await;
            assert_eq!(page.status, 500);
            assert!(!page.text().contains("/var/secret"));
        }
        // Others are answered as before.
        assert_eq!(send(&router, "GET", "/health/live", &[]).await.status, 200);
        assert_eq!(send(&router, "GET", "/", &[]).await.status, 200);
    }
}

#[tokio::test]
async fn what_cannot_be_written_for_now_is_said_and_may_be_sent_again() {
    let router = router(engines::desk_that_cannot_write(), &Settings::default());
    let outcome = json!({"suggestion_id": "0".repeat(32), "article": "a", "verdict": "helped"});
    for (address, body) in [("/api/v1/suggest", json!({"text": ""})), ("/api/v1/outcomes", outcome)] {
        let headers = [("content-type", "application/json")];
        let reply = send_body(&router, "POST", address, &headers, body.to_string().into()).await;
        reply.problem(503, "store_unavailable");
        assert_eq!(reply.header("retry-after"), "1");
        assert!(!reply.text().contains("secret"), "{}", reply.text());
    }
}

#[tokio::test]
async fn people_get_a_page_and_programs_a_problem() {
    let desk = small().open();
    let page = desk.page("/articles/network/vpm-codes").await;
    assert_eq!(page.status, 404);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("vary"), "Accept");
    for words in
        ["There is nothing here", "value=\"vpm codes\"", "role=\"search\"", "<title>There is nothing here"]
    {
        assert!(page.text().contains(words), "{words}");
    }
    desk.page("/api/v1/articles/nothing").await.problem(404, "not_found");
    let wrong = desk.page("/search?q=vpn&page=0").await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text().contains("it takes a whole number from 1 to 100"));
    let odd = desk.page("/%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(odd.status == 404 && !odd.text().contains("<script>alert"));
}

#[test]
fn every_code_has_its_article_in_the_manual() {
    let manual = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kb/firstline/errors");
    for code in [
        "invalid_parameter",
        "not_found",
        "method_not_allowed",
        "payload_too_large",
        "overloaded",
        "timeout",
        "not_ready",
        "internal",
        "not_shown",
        "idempotency_conflict",
        "store_unavailable",
        "unsupported_media_type",
        "cross_site",
        "credential_needed",
        "invalid_credential",
        "forbidden",
        "name_taken",
        "too_many_requests",
        "wrong_host",
    ] {
        assert!(manual.join(format!("{code}.md")).is_file(), "{code}");
    }
}
