//! How well known tickets are answered, measured in the terminal.

use serde_json::Value;

use crate::{command_line::Place, suggest_command::place};

const TICKETS: &str = concat!(
    r#"{"id": "1", "text": "no code on my tunnel token", "articles": ["vpn/token.md"]}"#,
    "\n",
    r#"{"id": "2", "text": "a notebook that stays dark", "articles": ["laptop.md"]}"#,
    "\n",
    r#"{"id": "3", "text": "xylophone", "articles": []}"#,
    "\n",
);
const LEARN: &str = concat!(
    r#"{"id": "a", "text": "the notebook is dark", "articles": ["laptop.md"]}"#,
    "\n",
    r#"{"id": "b", "text": "notebook dark since today", "articles": ["laptop.md"]}"#,
    "\n",
);

fn measure(arguments: &[&str]) -> (Place, crate::command_line::Ran) {
    let place = place();
    place.write("tickets.jsonl", TICKETS);
    place.write("learn.jsonl", LEARN);
    let ran =
        place.run(&[&["eval", "--tickets", "tickets.jsonl", "--learn", "learn.jsonl"], arguments].concat());
    (place, ran)
}

fn keys(of: &Value) -> Vec<&str> {
    of.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// The same names, in whatever order.
#[track_caller]
fn same(of: &Value, names: &str) {
    let mut wanted: Vec<&str> = names.split(' ').collect();
    let mut found = keys(of);
    wanted.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, wanted);
}

#[test]
fn the_figures_are_one_document() {
    let (place, ran) = measure(&["--json"]);
    let figures = ran.json(0);
    same(
        &figures,
        "tickets answerable learned articles embedder success_at_1 success_at_3 success_at_5 mrr_at_10 ndcg_at_10 \
         recall_at_10 decision confidence index_seconds learn_seconds latency_ms",
    );
    same(&figures["decision"], "answer candidates none precision_of_answer coverage_of_answer");
    same(&figures["confidence"], "auroc ece");
    same(&figures["latency_ms"], "p50 p95 p99");
    assert_eq!((&figures["tickets"], &figures["answerable"]), (&3.into(), &2.into()));
    assert_eq!((&figures["learned"], &figures["articles"]), (&2.into(), &3.into()));
    assert!(!place.path("index").exists(), "nothing of one's own is touched");
}

#[test]
fn a_curve_is_a_list() {
    let (_, ran) = measure(&["--json", "--curve", "0,2"]);
    let curve = ran.json(0);
    let learned: Vec<&Value> = curve.as_array().expect("a list").iter().map(|of| &of["learned"]).collect();
    assert_eq!(learned, [0, 2]);
}

#[test]
fn people_get_a_table() {
    let (place, ran) = measure(&["--curve", "0,2"]);
    let out = ran.ended(0);
    assert!(out.starts_with("learned  success@1  @3"), "{out}");
    assert!(out.ends_with("3 tickets, 2 of them answerable, 3 articles\n"), "{out}");
    assert_eq!(out.lines().count(), 4, "{out}");
    place.write("broken.jsonl", "{\"id\": 1}\n");
    place.run(&["eval", "--tickets", "broken.jsonl"]).complained(3, "`broken.jsonl` line 1: ");
}
