//! What programs can ask over HTTP.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::desk::{Base, Opened, small};

#[tokio::test]
async fn a_search_says_all_that_it_promises() {
    let desk = small().open();
    let reply = desk.get("/api/v1/search?q=token+code&explain=true&unknown=1").await.json();
    assert_eq!(reply["total"], 1);
    assert_eq!(reply["generation"], 1);
    assert_eq!(reply["nearest"], false);
    assert_eq!(reply["cut"], false);
    assert_eq!(reply["correction"], Value::Null);
    assert!(reply["took_ms"].is_number() && reply["query_id"].as_str().is_some_and(|id| id.len() == 26));
    let hit = &reply["hits"][0];
    assert_eq!(
        hit["article"],
        json!({
            "id": "vpn/reset", "path": "vpn/reset.md", "title": "Reset the VPN token", "url": "/articles/vpn/reset",
            "updated": "2026-11-02", "state": "validated", "lang": "en", "tags": ["vpn", "phone"],
            "products": ["tunnel"], "description": "When the phone shows no code.",
        })
    );
    assert_eq!(hit["section"], json!({"heading": "No code arrives?", "anchor": "no-code-arrives"}));
    assert_eq!(hit["title_html"], "Reset the VPN <mark>token</mark>");
    assert!(hit["snippet"].as_str().is_some_and(|html| html.contains("<mark>token</mark>")));
    assert_eq!(hit["pinned"], false);
    let parts: f64 = hit["reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| reason["score"].as_f64().expect("a score"))
        .sum();
    assert!((parts - hit["score"].as_f64().expect("a score")).abs() < 0.001);
    assert_eq!(reply["facets"]["tag"][0], json!({"value": "phone", "count": 1}));
}

#[tokio::test]
async fn snippets_are_escaped() {
    let desk = Base::new().file("a.md", "# <img src=x> & \"needle\"\n\n`<script>` needle & 'more'").open();
    let hit = desk.get("/api/v1/search?q=needle").await.json()["hits"][0].clone();
    for html in [&hit["snippet"], &hit["title_html"]] {
        let without_marks = html.as_str().expect("HTML").replace("<mark>", "").replace("</mark>", "");
        assert!(!without_marks.contains(['<', '>', '"', '\'']), "{without_marks}");
    }
}

#[tokio::test]
async fn filters_narrow_and_pages_follow_each_other() {
    let desk = (0..25)
        .fold(Base::new(), |base, number| {
            let tag = if number % 5 == 0 { "tags: [five]" } else { "tags: [other]" };
            base.file(&format!("n/{number:02}.md"), &format!("---\n{tag}\n---\n# Number {number}\n\nprinter"))
        })
        .open();
    let ids = |reply: &Value| -> Vec<String> {
        let hits = reply["hits"].as_array().expect("hits");
        hits.iter().map(|hit| hit["article"]["id"].as_str().expect("an id").to_owned()).collect()
    };
    let mut seen = BTreeSet::new();
    for offset in [0, 10, 20, 30] {
        let reply = desk.get(&format!("/api/v1/search?q=printer&offset={offset}")).await.json();
        assert_eq!(reply["total"], 25);
        for id in ids(&reply) {
            assert!(seen.insert(id), "an article on two pages");
        }
    }
    assert_eq!(seen.len(), 25);
    assert_eq!(ids(&desk.get("/api/v1/search?q=printer&limit=50").await.json()).len(), 25);
    assert_eq!(desk.get("/api/v1/search?q=printer&tag=five").await.json()["total"], 5);
    assert_eq!(desk.get("/api/v1/search?tag=FIVE").await.json()["total"], 5);
    assert_eq!(desk.get("/api/v1/search?q=printer&tag=five&tag=other").await.json()["total"], 25);
    assert_eq!(desk.get("/api/v1/search?q=printer&state=wip").await.json()["total"], 0);
    assert_eq!(desk.get("/api/v1/search?q=printer&lang=en-GB&limit=1").await.json()["total"], 25);
    assert_eq!(desk.get("/api/v1/search").await.json()["total"], 0);
}

#[tokio::test]
async fn archived_articles_are_found_by_those_who_ask_for_them() {
    let desk = small().open();
    let total =
        async |query: &str| desk.get(&format!("/api/v1/search?{query}")).await.json()["total"].clone();
    assert_eq!(total("q=mailbox").await, 1);
    assert_eq!(total("q=mailbox&state=archived").await, 1);
    assert_eq!(total("q=mailbox&state=archived&state=validated").await, 2);
}

#[tokio::test]
async fn a_wrong_letter_is_corrected_and_said() {
    let desk = small().open();
    let reply = desk.get("/api/v1/search?q=tokken").await.json();
    assert_eq!(
        reply["correction"],
        json!({"query": "token", "words": [{"typed": "tokken", "meant": "token"}]})
    );
    assert_eq!(reply["hits"][0]["article"]["id"], "vpn/reset");
}

#[tokio::test]
async fn completion_offers_titles_and_questions() {
    let desk = small().open();
    let reply = desk.get("/api/v1/complete?q=no+co").await.json();
    assert_eq!(
        reply,
        json!({"generation": 1, "completions": [{
            "text": "No code arrives?", "url": "/articles/vpn/reset#no-code-arrives",
            "id": "vpn/reset", "anchor": "no-code-arrives",
        }]})
    );
    assert_eq!(desk.get("/api/v1/complete").await.json()["completions"], json!([]));
    assert_eq!(desk.get("/api/v1/complete?q=secret").await.json()["completions"], json!([]));
}

#[tokio::test]
async fn articles_are_listed_in_the_order_of_their_paths() {
    let desk = small().open();
    let all = desk.get("/api/v1/articles").await.json();
    assert_eq!(all["total"], 5);
    let ids = |reply: &Value| -> Vec<Value> {
        reply["articles"].as_array().expect("articles").iter().map(|article| article["id"].clone()).collect()
    };
    assert_eq!(ids(&all), ["de/vpn", "mail/full", "mail/old", "vpn/reset", "vpn/setup"]);
    assert_eq!(ids(&desk.get("/api/v1/articles?offset=1&limit=2").await.json()), ["mail/full", "mail/old"]);
    assert_eq!(ids(&desk.get("/api/v1/articles?offset=100000000").await.json()), Vec::<Value>::new());
}

#[tokio::test]
async fn an_article_comes_in_the_form_that_is_asked_for() {
    let desk = small().open();
    let whole = desk.get("/api/v1/articles/vpn/reset").await.json();
    assert_eq!(whole["id"], "vpn/reset");
    assert_eq!(whole["owner"], Value::Null, "owners are not for everybody");
    assert_eq!(whole["sections"][1]["question"], "No code arrives?");
    assert_eq!(
        whole["translations"],
        json!([{"id": "de/vpn", "title": "VPN zurücksetzen", "url": "/articles/de/vpn", "lang": "de"}])
    );
    assert!(
        whole["html"].as_str().is_some_and(|html| html.contains(r#"<a href="/articles/vpn/setup#steps">"#))
    );

    let source = desk.get_as("/api/v1/articles/vpn/reset", &[("accept", "text/markdown")]).await;
    assert_eq!(source.header("content-type"), "text/markdown; charset=utf-8");
    assert!(source.text().starts_with("---\ntitle: Reset the VPN token\n"));

    let html = desk.get_as("/api/v1/articles/vpn/reset", &[("accept", "text/html")]).await;
    assert_eq!(html.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(html.text(), whole["html"]);
    assert_eq!(html.header("vary"), "Accept");

    let old = desk.get("/api/v1/articles/mail/old").await.json();
    assert_eq!(
        old["superseded_by"],
        json!({"id": "mail/full", "title": "The mailbox is full", "url": "/articles/mail/full"})
    );
}

#[tokio::test]
async fn old_names_lead_to_the_article() {
    let desk = small().open();
    for name in ["old/token", "vpn/reset.md"] {
        let reply = desk.get(&format!("/api/v1/articles/{name}")).await;
        assert_eq!(reply.status, 308);
        assert_eq!(reply.header("location"), "/api/v1/articles/vpn/reset");
    }
}

#[tokio::test]
async fn an_article_that_is_as_it_was_is_not_sent_again() {
    let desk = small().open();
    let ask = async |etag: &str| desk.get_as("/api/v1/articles/vpn/reset", &[("if-none-match", etag)]).await;
    let etag = desk.get("/api/v1/articles/vpn/reset").await.header("etag").to_owned();
    assert!(etag.starts_with("W/\""));
    let again = ask(&format!("\"other\", {etag}")).await;
    assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, etag.as_str()));
    assert_eq!(ask("\"other\"").await.status, 200);
    desk.write("vpn/setup.md", "# Another title\n");
    desk.catch_up();
    assert_eq!(ask(&etag).await.status, 200, "a title that it links to may have changed");
}

#[tokio::test]
async fn changes_tell_what_was_added_changed_and_retired() {
    let desk = small().open();
    let first = desk.get("/api/v1/changes").await.json();
    assert_eq!((first["generation"].clone(), first["cursor"].clone()), (json!(1), json!(1)));
    let changes = first["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 5);
    assert!(changes.iter().all(|change| change["kind"] == "added" && change["at"].is_string()));

    desk.write("vpn/setup.md", "# Set up, anew\n");
    desk.remove("mail/full.md");
    desk.catch_up();
    let next = desk.get("/api/v1/changes?since=1").await.json();
    let told: Vec<Value> = next["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| json!([change["kind"], change["path"], change["id"], change["title"], change["url"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["retired", "mail/full.md", null, "The mailbox is full", null]),
            json!(["changed", "vpn/setup.md", "vpn/setup", "Set up, anew", "/articles/vpn/setup"]),
        ]
    );
    assert_eq!(next["cursor"], 2);
    let nothing = desk.get("/api/v1/changes?since=2").await.json();
    assert_eq!((nothing["changes"].clone(), nothing["cursor"].clone()), (json!([]), json!(2)));
    assert_eq!(desk.get("/api/v1/changes?since=9999-01-01").await.json()["changes"], json!([]));
    let all = desk.get("/api/v1/changes?since=2020-01-01T00:00:00Z").await.json();
    assert_eq!(all["changes"].as_array().map(Vec::len), Some(7));
    let some = desk.get("/api/v1/changes?limit=1").await.json();
    assert_eq!((some["cursor"].clone(), some["generation"].clone()), (json!(1), json!(2)));
}

#[tokio::test]
async fn health_says_how_the_desk_is() {
    let cold = small().open_cold();
    for root in ["", "/api/v1"] {
        assert_eq!(cold.get(&format!("{root}/health/live")).await.json(), json!({"status": "live"}));
        let reply = cold.get(&format!("{root}/health/ready")).await;
        let problem = reply.problem(503, "not_ready");
        assert_eq!((problem["ready"].clone(), problem["articles"].clone()), (json!(false), json!(0)));
        assert_eq!(reply.header("retry-after"), "1");
    }
    // What is there already is answered meanwhile.
    assert_eq!(cold.get("/api/v1/search?q=vpn").await.json()["total"], 0);
    assert_eq!(cold.page("/").await.status, 200);
    cold.catch_up();
    let ready = cold.get("/health/ready").await.json();
    assert_eq!(ready["ready"], true);
    assert_eq!(ready["articles"], 5);
    assert_eq!(ready["degraded"], false);
}

#[tokio::test]
async fn figures_count_requests_and_what_everybody_may_read() {
    let desk = small().open();
    desk.get("/api/v1/search?q=vpn").await;
    desk.get("/api/v1/search?limit=x").await;
    desk.get("/nowhere").await;
    desk.send("BREW", "/api/v1/search", &[]).await;
    let reply = desk.get("/metrics").await;
    assert!(reply.header("content-type").starts_with("application/openmetrics-text"));
    for line in [
        "firstline_http_requests_total{route=\"/api/v1/search\",method=\"GET\",status=\"200\"} 1",
        "firstline_http_requests_total{route=\"/api/v1/search\",method=\"GET\",status=\"400\"} 1",
        "firstline_http_requests_total{route=\"/api/v1/search\",method=\"other\",status=\"405\"} 1",
        "firstline_http_requests_total{route=\"other\",method=\"GET\",status=\"404\"} 1",
        "firstline_http_request_duration_seconds_count{route=\"/api/v1/search\"} 3",
        "firstline_articles 5",
        "firstline_generation 1",
        "firstline_ready 1",
        "# EOF",
    ] {
        assert!(reply.text().lines().any(|other| other == line), "{line}\n{}", reply.text());
    }
}

#[tokio::test]
async fn the_description_is_that_of_the_calls_that_there_are() {
    let desk = small().open();
    let described = desk.get("/openapi.json").await.json();
    let paths = described["paths"].as_object().expect("paths");
    let known: BTreeSet<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(
        known,
        BTreeSet::from([
            "/api/v1/articles",
            "/api/v1/articles/{id}",
            "/api/v1/changes",
            "/api/v1/complete",
            "/api/v1/handover/{id}",
            "/api/v1/outcomes",
            "/api/v1/reports",
            "/api/v1/reports/{name}",
            "/api/v1/requests",
            "/api/v1/requests/{number}",
            "/api/v1/revisions/{id}",
            "/api/v1/search",
            "/api/v1/shift",
            "/api/v1/shown/{id}",
            "/api/v1/suggest",
            "/api/v1/tokens",
            "/api/v1/tokens/{id}",
            "/feed.atom",
            "/health/live",
            "/health/ready",
            "/metrics",
            "/openapi.json",
        ])
    );
    // Those are not for everybody: see `readers.rs`, `reporting.rs`, `looking_back.rs`, `changing.rs`, `answering.rs` and `sending.rs`.
    let for_few = |path: &str| {
        [
            "/api/v1/tokens",
            "/api/v1/reports",
            "/api/v1/revisions",
            "/api/v1/shift",
            "/api/v1/shown",
            "/api/v1/handover",
            "/api/v1/requests",
        ]
        .iter()
        .any(|few| path.starts_with(few))
    };
    for path in known.into_iter().filter(|path| !for_few(path)) {
        let (good, operation) = match paths[path].get("post") {
            Some(operation) => (understood(&desk, path, operation, &described).await, operation),
            None => ("200", &paths[path]["get"]),
        };
        if good == "200" && paths[path].get("get").is_some() {
            let reply = desk.get(&path.replace("{id}", "vpn/reset")).await;
            assert_eq!(reply.status, 200, "{path}");
        }
        let responses = operation["responses"].as_object().expect("responses");
        assert!([good, "405", "500", "504"].iter().all(|status| responses.contains_key(*status)), "{path}");
    }
}

/// Sends the example of a call that takes a body; the status that it promises.
async fn understood(desk: &Opened, path: &str, operation: &Value, described: &Value) -> &'static str {
    let body = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let name = body.as_str().and_then(|name| name.rsplit('/').next()).expect("a schema");
    let reply = desk.post(path, &described["components"]["schemas"][name]["example"]).await;
    // Nobody was shown what the outcome is about.
    assert!(reply.status == 200 || reply.problem(404, "not_shown").is_object(), "{path}");
    if name == "Outcome" { "201" } else { "200" }
}

#[tokio::test]
async fn the_description_has_every_form_and_every_bound() {
    let desk = small().open();
    let described = desk.get("/openapi.json").await.json();
    let limit = described["paths"]["/api/v1/search"]["get"]["parameters"]
        .as_array()
        .expect("parameters")
        .iter()
        .find(|parameter| parameter["name"] == "limit")
        .cloned()
        .expect("`limit`");
    assert_eq!(
        (
            limit["schema"]["minimum"].as_f64(),
            limit["schema"]["maximum"].as_f64(),
            limit["schema"]["default"].as_f64()
        ),
        (Some(1.0), Some(50.0), Some(10.0)),
    );
    for name in [
        "Answer",
        "Hit",
        "Suggestions",
        "Outcome",
        "Verdict",
        "Problem",
        "Completions",
        "Changes",
        "WholeArticle",
        "Health",
    ] {
        assert!(described["components"]["schemas"][name].is_object(), "{name}");
    }
    assert!(!desk.get("/openapi.json").await.text().contains("canary"));
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let desk = small().open();
    for address in
        ["/api/v1/search?q=vpn", "/", "/search?q=vpn", "/articles/vpn/reset", "/nowhere", "/health/live"]
    {
        let head = desk.send("HEAD", address, &[]).await;
        let get = desk.get(address).await;
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{address}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{address}");
    }
}

#[tokio::test]
async fn every_reply_has_a_number() {
    let desk = small().open();
    let own = desk.get("/health/live").await.header("x-request-id").to_owned();
    assert_eq!(own.len(), 26);
    assert_ne!(desk.get("/health/live").await.header("x-request-id"), own);
    let asked = async |id: &str| {
        let reply = desk.get_as("/api/v1/search?q=vpn", &[("x-request-id", id)]).await;
        (
            reply.header("x-request-id").to_owned(),
            reply.json()["query_id"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let (shown, query) = asked("ticket-4711_a.b").await;
    assert_eq!(shown, "ticket-4711_a.b");
    assert_eq!(query.len(), 26, "the number of a search is never the caller's");
    for odd in ["", "a b", "a\u{1b}[31m", "<script>", &"x".repeat(65), "ü"] {
        if let Ok(value) = axum::http::HeaderValue::from_bytes(odd.as_bytes()) {
            let value = value.to_str().unwrap_or("ü");
            assert_eq!(asked(value).await.0.len(), 26, "{odd}");
        }
    }
}

#[tokio::test]
async fn every_reply_tells_browsers_to_be_careful() {
    let desk = small().open();
    for address in [
        "/",
        "/search?q=%3Cscript%3E",
        "/articles/vpn/reset",
        "/nowhere",
        "/api/v1/search?limit=x",
        "/metrics",
    ] {
        let reply = desk.page(address).await;
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{address}");
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert!(reply.header("permissions-policy").contains("camera=()"));
        assert_eq!(reply.header("cache-control"), "private, no-cache", "{address}");
    }
}

#[tokio::test]
async fn large_replies_are_compressed_for_those_who_accept_it() {
    let desk =
        Base::new().file("long.md", &format!("# Long\n\n{}", "needle and thread. ".repeat(3000))).open();
    let gzip = [("accept-encoding", "gzip")];
    let reply = desk.get_as("/api/v1/articles/long", &gzip).await;
    assert_eq!(reply.header("content-encoding"), "gzip");
    assert!(reply.body.len() < 10_000 && reply.body.starts_with(&[0x1f, 0x8b]));
    assert_eq!(desk.get("/api/v1/articles/long").await.header("content-encoding"), "");
    assert_eq!(desk.get_as("/api/v1/search?q=needle", &gzip).await.header("content-encoding"), "");
}

/// What cannot be said member by member: what is refused is described as what it is, and what is taken too.
#[tokio::test]
async fn the_description_says_which_members_go_together() {
    let desk = small().open();
    let described = desk.get("/openapi.json").await.json();
    let schema = |name: &str| described["components"]["schemas"][name].clone();
    for body in ["Ticket", "Outcome", "NewToken"] {
        assert_eq!(schema(body)["additionalProperties"], json!(false), "{body}");
    }
    let ticket = schema("Ticket");
    let names = |rule: &Value| -> Vec<String> {
        let parts = rule.as_array().expect("parts").iter();
        parts.map(|part| part["required"][0].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names(&ticket["anyOf"]), ["text", "body", "subject"]);
    assert_eq!(names(&ticket["not"]["allOf"]), ["text", "body"]);
    assert_eq!(names(&schema("Outcome")["anyOf"]), ["suggestion_id", "query_id"]);
    for (body, status) in [
        (json!({"subject": "vpn"}), 200),
        (json!({"text": "vpn", "body": null, "limit": 5.0, "context": {"product": null}}), 200),
        (json!({"text": "vpn", "body": "vpn"}), 400),
        (json!({"channel": "mail"}), 400),
        (json!({"text": "vpn", "limit": 5.5}), 400),
        (json!({"text": "vpn", "more": 1}), 400),
    ] {
        assert_eq!(desk.post("/api/v1/suggest", &body).await.status, status, "{body}");
    }
    let parameters = described["paths"]["/api/v1/changes"]["get"]["parameters"].clone();
    let since = parameters.as_array().expect("parameters").iter().find(|one| one["name"] == "since");
    assert_eq!(since.expect("`since`")["schema"]["anyOf"].as_array().map(Vec::len), Some(3));
}
