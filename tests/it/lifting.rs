//! A search finds first what resolved tickets like it, and never what only others may know.

use firstline::{
    access::Reader,
    desk::{Ask, Report},
    learn::{EventId, Verdict},
};
use serde_json::Value;

use crate::desk::{Base, Opened};

const TICKETS: [&str; 3] =
    ["the display of my scanner stays black", "scanner display black again", "black display on the scanner"];

fn base() -> Base {
    Base::new()
        .file("dock.md", "# Restart the dock\n\nWhen the display of a device such as a scanner stays black, hold the key for ten seconds.\n")
        .file("scanner.md", "# Scanner\n\nThe display of a scanner, black or white, shows parcels.\n")
        .file("parking.md", "# Parking\n\nWhere to park.\n")
}

/// Three agents say that an article resolved their tickets; the numbers of what they were shown.
fn resolved(desk: &Opened, article: &str) -> Vec<EventId> {
    let mut all = Vec::new();
    for (number, text) in TICKETS.into_iter().enumerate() {
        let agent = agent(number);
        let ask = Ask { text: text.to_owned(), limit: 5, ..Ask::default() };
        let shown = desk.desk.suggest(&ask, &agent).expect("suggestions").id;
        said(desk, shown, article, Verdict::Resolved, &agent);
        all.push(shown);
    }
    all
}

fn agent(number: usize) -> Reader {
    Reader::agent(["ada", "bob", "cleo"][number], ["public", "agents"])
}

fn said(desk: &Opened, shown: EventId, article: &str, verdict: Verdict, who: &Reader) {
    let report = Report::of(shown, Some(article), verdict);
    desk.desk.record(&report, who).expect("a record");
}

/// What a search gives, without what differs from call to call.
async fn found(desk: &Opened, query: &str) -> Value {
    let address = format!("/api/v1/search?q={}", crate::desk::encoded(query));
    let mut answer = desk.get(&address).await.json();
    for changing in ["query_id", "took_ms"] {
        answer[changing] = Value::Null;
    }
    answer
}

fn ids(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().expect("hits");
    hits.iter().map(|hit| hit["article"]["id"].as_str().expect("an id")).collect()
}

#[tokio::test]
async fn what_is_pinned_and_resolved_such_tickets_stands_there_once() {
    let pins = "[[pin]]\nquery = \"black display\"\narticle = \"dock\"\n";
    let desk = base().file("pins.toml", pins).open();
    let before = found(&desk, "black display").await;
    assert_eq!(ids(&before), ["dock", "scanner"]);
    resolved(&desk, "dock");
    let after = found(&desk, "black display").await;
    assert_eq!((ids(&after), &after["total"]), (ids(&before), &before["total"]));
}

#[tokio::test]
async fn what_resolved_such_tickets_is_lifted_says_so_and_falls_back_when_that_is_taken_back() {
    let desk = base().open();
    let before = found(&desk, "black display").await;
    assert_eq!(ids(&before), ["scanner", "dock"]);
    let shown = resolved(&desk, "dock");
    let after = found(&desk, "black display").await;
    assert_eq!(ids(&after), ["dock", "scanner"], "{after:#}");
    assert_eq!(after["total"], before["total"]);
    let reasons = after["hits"][0]["reasons"].as_array().expect("reasons");
    assert!(reasons.iter().any(|reason| reason["words"] == "resolved 3 of the 3 most similar cases"));
    let sum: f64 = reasons.iter().map(|reason| reason["score"].as_f64().expect("a score")).sum();
    let score = after["hits"][0]["score"].as_f64().expect("a score");
    assert!((sum - score).abs() < score * 0.01, "{sum} {score}");
    for (number, shown) in shown.into_iter().enumerate() {
        said(&desk, shown, "dock", Verdict::Retracted, &agent(number));
    }
    assert_eq!(found(&desk, "black display").await, before);
}

#[tokio::test]
async fn words_that_are_still_being_typed_are_lifted_too() {
    let desk = base().open();
    resolved(&desk, "dock");
    let after = found(&desk, "black displ").await;
    let dock =
        after["hits"].as_array().and_then(|hits| hits.iter().find(|hit| hit["article"]["id"] == "dock"));
    let reasons = dock.expect("the dock")["reasons"].as_array().expect("reasons");
    let lifted = reasons.iter().find(|reason| reason["words"] == "resolved 3 of the 3 most similar cases");
    assert!(lifted.is_some_and(|reason| reason["score"].as_f64() > Some(0.0)), "{after:#}");
}

#[tokio::test]
async fn an_article_that_the_words_did_not_find_is_put_in_and_counted() {
    let desk = base().open();
    let before = found(&desk, "scanner display black").await;
    resolved(&desk, "parking");
    let after = found(&desk, "scanner display black").await;
    assert!(!ids(&before).contains(&"parking") && ids(&after).contains(&"parking"));
    assert_eq!(after["total"].as_u64(), before["total"].as_u64().map(|total| total + 1));
    // What a filter leaves out stays out.
    let german = found(&desk, "scanner display black lang:de").await;
    assert!(ids(&german).is_empty(), "{german:#}");
}

#[tokio::test]
async fn an_exact_title_stays_first() {
    let desk = base().open();
    resolved(&desk, "dock");
    assert_eq!(ids(&found(&desk, "scanner").await)[0], "scanner");
}

#[tokio::test]
async fn what_resolved_tickets_in_secret_moves_nothing_for_the_public() {
    let hidden = "---\naudience: agents\n---\n# Canary\n\nThe display of the scanner stays black.\n";
    let (with, without) = (base().file("canary.md", hidden).open(), base().open());
    resolved(&with, "canary");
    for query in ["scanner display black", "scanner", "black displ"] {
        assert_eq!(found(&with, query).await, found(&without, query).await, "{query}");
    }
}

#[test]
fn an_agent_is_shown_the_tickets_of_those_alone_who_may_read_no_more() {
    let desk = base().open();
    let second = Reader::agent("tess", ["public", "agents", "tier2"]);
    let ask = Ask { text: TICKETS[0].to_owned(), limit: 5, ..Ask::default() };
    let shown = desk.desk.suggest(&ask, &second).expect("suggestions").id;
    said(&desk, shown, "dock", Verdict::Resolved, &second);
    let similar = |reader: &Reader| desk.desk.suggest(&ask, reader).expect("suggestions").similar.len();
    assert_eq!((similar(&second), similar(&agent(0))), (1, 0));
}
