//! What people did comes out of the ledger, and in again.

use std::{fs, os::unix::fs::PermissionsExt};

use serde_json::Value;

use crate::{
    command_line::Place,
    suggest_command::{number, place},
};

const TICKET: &str = "my tunnel token shows no code";

/// A place where something was suggested, recorded and imported.
fn used() -> Place {
    let place = place();
    let shown = number(&place.tell(&["suggest", "--ticket", "T-1"], TICKET));
    place.run(&["record", &shown, "vpn/token", "resolved", "--note", "at once", "--key", "k"]).ended(0);
    place.run(&["record", &shown, "laptop", "not_helpful"]).ended(0);
    let past = r#"{"id": "7", "text": "dark in the morning", "article": "laptop", "at": "2025-06-01", "person": "Anna"}"#;
    place.tell(&["import", "-"], past).ended(0);
    place
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn an_export_read_back_teaches_the_same() {
    let (first, second) = (used(), place());
    first.run(&["export", "--output", "out.jsonl"]).ended(0);
    let mode = fs::metadata(first.path("out.jsonl")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "tickets' words are for nobody else");
    let exported = fs::read_to_string(first.path("out.jsonl")).expect("a file");
    assert_eq!(lines(&exported).len(), 5);
    second.write("in.jsonl", &exported);
    let done = second.run(&["import", "--json", "in.jsonl"]).json(0);
    assert_eq!((&done["new"], &done["shown"], &done["broken"]), (&3.into(), &2.into(), &0.into()));
    assert_eq!(second.run(&["import", "--json", "in.jsonl"]).json(0)["known"], 3);
    assert_eq!(second.run(&["export"]).ended(0), exported, "the same, byte for byte");
    let asked = |place: &Place| {
        let suggested = place.tell(&["suggest", "--json"], "no code on the token, and dark");
        let suggested: Value = serde_json::from_str(&suggested.out).expect("JSON");
        (suggested["suggestions"].clone(), suggested["similar_resolved"].clone())
    };
    assert_eq!(asked(&first), asked(&second), "the same lessons");
}

#[test]
fn an_event_that_fits_nowhere_is_told_and_the_rest_goes_on() {
    let (first, second) = (used(), place());
    let exported = first.run(&["export"]).ended(0).to_owned();
    let twice = exported.lines().last().expect("an outcome");
    let unknown = r#"{"kind": "outcome", "id": "1"}"#;
    let mut values = lines(&exported);
    let last = values.last_mut().expect("an outcome");
    last["shown"] = "f".repeat(32).into();
    last["id"] = "e".repeat(32).into();
    second.write("in.jsonl", &format!("{exported}{last}\n{twice}\n{unknown}\n"));
    let ran = second.run(&["import", "in.jsonl"]);
    assert!(ran.ended(1).contains("3 outcomes new, 1 known"), "{} {}", ran.out, ran.err);
    ran.complained(1, "line 6: nothing was shown under the number ffff");
    ran.complained(1, "line 8: missing field");
}

#[test]
fn only_what_happened_since_a_day_and_what_it_is_about() {
    let place = used();
    let recent = lines(place.run(&["export", "--since", "2025-06-02"]).ended(0));
    assert_eq!(recent.len(), 3, "{recent:?}");
    let old = recent.iter().any(|line| line["occasion"] == "import" || line["found"] == "known");
    assert!(!old, "{recent:?}");
    assert_eq!(place.run(&["export", "--since", "2999-01-01T00:00:00Z"]).ended(0), "");
    // What is said today of something shown before brings it along.
    let shown = lines(place.run(&["export"]).ended(0));
    let import = shown.iter().find(|line| line["occasion"] == "import").expect("the imported ticket");
    place.run(&["record", import["id"].as_str().expect("a number"), "laptop", "reopened"]).ended(0);
    let recent = lines(place.run(&["export", "--since", "2025-06-02"]).ended(0));
    let along = recent.iter().position(|line| line["occasion"] == "import").expect("the record");
    assert_eq!(recent[along + 1]["verdict"], "reopened");
}

#[test]
fn tools_that_measure_search_get_its_words() {
    let place = used();
    let written = lines(place.run(&["export", "--format", "ubi"]).ended(0));
    let (events, queries): (Vec<&Value>, Vec<&Value>) =
        written.iter().partition(|line| line.get("action_name").is_some());
    assert_eq!((queries.len(), events.len()), (2, 3));
    let query =
        queries.iter().find(|query| query["query_attributes"]["ticket"] == "T-1").expect("the ticket");
    assert_eq!(query["user_query"], "code my no show token tunnel");
    assert_eq!(query["application"], "firstline");
    assert_eq!(query["query_response_hit_ids"][0], "vpn/token.md");
    assert!(query["timestamp"].as_str().is_some_and(|at| at.ends_with('Z')));
    let event = events
        .iter()
        .find(|event| event["action_name"] == "resolved" && event["query_id"] == query["query_id"]);
    let event = event.expect("what came of it");
    assert_eq!(event["client_id"], query["client_id"]);
    assert_eq!((&event["message_type"], &event["message"]), (&"OUTCOME".into(), &"at once".into()));
    let about = &event["event_attributes"];
    assert_eq!(
        (&about["object"]["object_id"], &about["object"]["object_id_field"]),
        (&"vpn/token.md".into(), &"path".into())
    );
    assert_eq!(about["position"]["ordinal"], 1);
    assert!(events.iter().all(|event| event["event_attributes"]["position"]["ordinal"].is_u64()));
}

#[test]
fn no_ledger_is_an_empty_export_and_the_ledger_is_not_written_over() {
    let place = used();
    assert_eq!(Place::with(&[]).run(&["export"]).ended(0), "");
    place.run(&["export", "--output", "index/desk.db"]).complained(3, "it is the store itself");
    assert_eq!(place.run(&["verify", "--json"]).json(0)["outcomes"], 3);
    place.run(&["export", "--output", "nowhere/out.jsonl"]).complained(3, "`nowhere/out.jsonl`");
}
