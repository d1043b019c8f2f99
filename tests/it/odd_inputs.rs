//! What people and attackers send: nothing of it breaks anything. The inputs are in `tests/bad_inputs`.
//!
//! A file says under `usual` where its inputs are sent and what is expected there; an input may say it otherwise.
//! `at` is a method and an address that the input is put behind, escaped; or `POST address` with the input as the
//! body; `TICKET member` of `/api/v1/suggest`; `FORM address field`.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::{Opened, Reply, encoded, small};

const FILES: [(&str, &str); 4] = [
    ("queries", include_str!("../bad_inputs/queries.toml")),
    ("numbers", include_str!("../bad_inputs/numbers.toml")),
    ("tickets", include_str!("../bad_inputs/tickets.toml")),
    ("names", include_str!("../bad_inputs/names.toml")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    usual: Usual,
    input: Vec<Input>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Usual {
    at: Vec<String>,
    expected: u16,
    code: Option<String>,
}

/// A text, so many times; or several.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// The line of the list of faults.
    fault: u8,
    #[serde(default)]
    text: String,
    times: Option<usize>,
    #[serde(default)]
    texts: Vec<String>,
    at: Option<Vec<String>>,
    expected: Option<u16>,
    code: Option<String>,
    /// What the reply says of whether something was left out.
    cut: Option<bool>,
}

async fn sent(desk: &Opened, at: &str, text: &str) -> Reply {
    let json_as = [("content-type", "application/json")];
    match at.split(' ').collect::<Vec<_>>()[..] {
        ["GET", address] => desk.get(&format!("{address}{}", encoded(text))).await,
        ["POST", address] => desk.post_as(address, &json_as, text.to_owned()).await,
        ["TICKET", member] => desk.post("/api/v1/suggest", &json!({ member: text })).await,
        ["FORM", address, field] => desk.fill(address, &[(field, text)]).await,
        _ => panic!("`{at}` is no place"),
    }
}

/// What is wrong with a reply: it is whole, of the class that was said, and no character in it is one that nobody sees.
fn wrong(reply: &Reply, input: &Input, usual: &Usual) -> Option<String> {
    let expected = input.expected.unwrap_or(usual.expected);
    if reply.status.as_u16() != expected {
        let start: String = reply.text().chars().take(300).collect();
        return Some(format!("{} and not {expected}: {start}", reply.status));
    }
    if reply.text().contains("canary") {
        return Some("what is hidden".to_owned());
    }
    if !reply.header("content-type").contains("json") {
        return None;
    }
    let Ok(json) = serde_json::from_slice::<Value>(&reply.body) else { return Some("no JSON".to_owned()) };
    if expected >= 400 {
        let unseen = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        let [detail, hint] = ["detail", "hint"].map(|name| json[name].as_str().unwrap_or_default());
        let told = !hint.is_empty() && !detail.is_empty() && detail.len() < 1000 && !detail.contains(unseen);
        let code = input.code.as_ref().or(usual.code.as_ref()).is_none_or(|code| json["code"] == **code);
        return (!told || !code).then(|| json.to_string());
    }
    input.cut.filter(|cut| json["cut"] != *cut).map(|cut| format!("`cut` is not {cut}"))
}

#[tokio::test]
async fn every_bad_input_gets_what_is_written_beside_it() {
    let mut faults = BTreeSet::new();
    let mut all = Vec::new();
    for (name, corpus) in FILES {
        let desk = small().open();
        let corpus: Corpus = toml::from_str(corpus).unwrap_or_else(|error| panic!("{name}: {error}"));
        for input in &corpus.input {
            faults.insert(input.fault);
            let one = input.text.repeat(input.times.unwrap_or(1));
            let alone = input.texts.is_empty().then_some(one);
            for text in input.texts.iter().chain(&alone) {
                for at in input.at.as_ref().unwrap_or(&corpus.usual.at) {
                    let start: String = text.chars().take(60).collect();
                    let reply = sent(&desk, at, text).await;
                    let wrong = wrong(&reply, input, &corpus.usual);
                    all.extend(wrong.map(|wrong| format!("{name}: {at} {start:?}: {wrong}")));
                }
            }
        }
        // Whatever came before, the next one is answered as if nothing had been.
        let next = desk.get("/api/v1/search?q=token").await.json();
        assert_eq!(next["hits"][0]["article"]["id"], "vpn/reset", "{name}");
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert_eq!(faults.into_iter().collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 24]);
}

#[tokio::test]
async fn parameters_that_cannot_be_read_at_all_are_passed_over() {
    let desk = small().open();
    desk.get("/api/v1/search?q=%ff%fe%00&%zz=%z&&&==&q").await.json();
}

#[tokio::test]
async fn one_text_in_two_ways_of_writing_finds_the_same() {
    let desk = small().open();
    let hits = async |query: &str| {
        let mut reply = desk.get(&format!("/api/v1/search?q={}", encoded(query))).await.json();
        reply["hits"].take()
    };
    for (composed, apart) in
        [("zur\u{fc}cksetzen", "zuru\u{308}cksetzen"), ("VPN", "\u{ff36}\u{ff30}\u{ff2e}")]
    {
        let found = hits(composed).await;
        assert!(found.as_array().is_some_and(|hits| !hits.is_empty()), "{composed}");
        assert_eq!(found, hits(apart).await, "{composed}");
    }
}

#[tokio::test]
async fn what_is_echoed_has_no_character_that_nobody_sees() {
    let desk = small().open();
    let page = desk.page("/search?q=a%1b%5b31m%e2%80%ae%00vpn%0d%0aX").await;
    let unseen =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || ('\u{202a}'..='\u{202e}').contains(&c);
    assert_eq!(page.text().chars().find(|c| unseen(*c)), None);
}

#[tokio::test]
async fn a_query_that_is_too_long_is_cut_and_says_so() {
    let desk = small().open();
    let reply = desk.get(&format!("/api/v1/search?q=token+{}", "y".repeat(2000))).await.json();
    assert_eq!(reply["cut"], true);
}

#[tokio::test]
async fn a_wrong_number_is_named_with_what_it_takes() {
    let desk = small().open();
    for (path, name) in
        [("/api/v1/search?q=vpn", "limit"), ("/api/v1/changes?", "limit"), ("/search?q=vpn", "page")]
    {
        let problem = desk.get(&format!("{path}&{name}=0")).await.problem(400, "invalid_parameter");
        assert_eq!(problem["errors"][0]["parameter"], name);
        assert!(problem["detail"].as_str().is_some_and(|text| text.contains("a whole number from")));
    }
}

/// FAULTS 25: replacements, links and old names that go in a circle.
#[tokio::test]
async fn articles_that_lead_to_each_other_lead_nowhere_for_ever() {
    let article = |id: &str, next: &str| {
        format!(
            "---\ntitle: Circle {id}\nstate: archived\nsuperseded_by: {next}\naliases: [{next}, {id}]\ntranslation_key: c\n---\n\
             See [myself]({id}.md) and [the next]({next}.md).\n"
        )
    };
    let desk = ["a", "b", "c", "self"]
        .into_iter()
        .zip(["b", "c", "a", "self"])
        .fold(small(), |base, (id, next)| base.file(&format!("{id}.md"), &article(id, next)))
        .open();
    for id in ["a", "b", "c", "self"] {
        let page = desk.page(&format!("/articles/{id}")).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains(&format!("Circle {id}")), "its own page, not the next one's");
        assert_eq!(desk.get(&format!("/api/v1/articles/{id}")).await.json()["id"], id);
    }
    let found = desk.get("/api/v1/search?q=circle&state=archived").await.json();
    assert_eq!(found["total"], 4);
    let shown = desk.post("/api/v1/suggest", &json!({"text": "circle of the token"})).await.json();
    assert!(shown["suggestions"].is_array());
}
