//! Who may use one index and one store at the same time, and who may not.

use std::fs;

use crate::{command_line::Place, killed::post};

const RESET: (&str, &str) = ("reset.md", "# Reset the tunnel token\n\nPress it twice.\n");

#[test]
fn a_second_server_is_refused_by_the_index_or_by_the_store() {
    let place = Place::with(&[RESET]);
    let mut server = place.serve();
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let ran = place.run(&serve);
    ran.complained(3, "another firstline serves with the store `index/desk.db`: process ");
    assert!(ran.err.contains("give this one its own `--index` and `--store`"), "{}", ran.err);
    // The same store under another index, and the same index with another store.
    let other = [&["--index", "other", "--store", "index/desk.db"], &serve[..]].concat();
    place.run(&other).complained(3, "another firstline serves with the store");
    assert!(!place.path("other").exists(), "nothing was begun");
    let other = [&["--store", "other.db"], &serve[..]].concat();
    place.run(&other).complained(3, "another firstline is writing the index at ");
    assert_eq!(server.search("tunnel"), ["reset.md"], "the first goes on");
    assert_eq!(server.stop(), Some(0));
    assert_eq!(place.serve().search("tunnel"), ["reset.md"]);
}

#[test]
fn a_server_that_was_killed_is_in_nobodys_way() {
    let place = Place::with(&[RESET]);
    place.serve().kill();
    assert!(place.path("index/desk.db.serving").exists());
    assert_eq!(place.serve().search("tunnel"), ["reset.md"]);
}

#[test]
fn every_command_goes_on_beside_a_server() {
    let place = Place::with(&[RESET]);
    place.write("past.jsonl", "{\"id\": \"T-1\", \"text\": \"no code\", \"articles\": [\"reset.md\"]}\n");
    let server = place.serve();
    place.run(&["search", "tunnel"]).ended(0);
    let suggested = place.tell(&["suggest", "-", "--json"], "my tunnel token fails");
    let id = suggested.json(suggested.code.expect("a code"))["suggestion_id"]
        .as_str()
        .expect("a number")
        .to_owned();
    place.run(&["record", &id, "reset.md", "resolved"]).ended(0);
    place.run(&["import", "past.jsonl"]).ended(0);
    assert!(place.run(&["export"]).ended(0).lines().count() >= 4);
    place.run(&["explain", &id]).ended(0);
    place.run(&["verify"]).ended(0);
    place.run(&["backup", "backup.tar"]).ended(0);
    place.run(&["forget", "T-1"]).ended(0);
    place.run(&["restore", "backup.tar", "--force"]).complained(3, "is in use by another firstline");
    assert_eq!(server.search("tunnel"), ["reset.md"]);
}

#[test]
fn a_store_without_its_log_is_refused_and_none_is_begun_in_its_place() {
    let place = Place::with(&[RESET]);
    let mut server = place.serve();
    let body = serde_json::json!({"text": "my tunnel token fails"});
    let (_, shown) = post(server.address(), "/api/v1/suggest", None, &body).expect("a reply");
    let id = shown["suggestion_id"].as_str().expect("a number").to_owned();
    let outcome = serde_json::json!({"suggestion_id": id, "token": shown["token"], "article": "reset", "verdict": "resolved"});
    assert_eq!(post(server.address(), "/api/v1/outcomes", None, &outcome).expect("a reply").0, 201);
    server.kill();
    let log = place.path("index/desk.db-wal");
    assert!(fs::metadata(&log).expect("a log").len() > 0);
    fs::rename(&log, place.path("elsewhere")).expect("to move");
    let before = fs::read(place.path("index/desk.db")).expect("a store");
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["search", "tunnel"], &["export"]] {
        place.run(command).complained(3, "its log `index/desk.db-wal` is gone");
    }
    assert!(place.run(&["verify"]).ended(1).contains("its log `index/desk.db-wal` is gone"));
    assert_eq!(fs::read(place.path("index/desk.db")).expect("a store"), before);
    fs::rename(place.path("elsewhere"), &log).expect("to move");
    place.run(&["explain", &id]).ended(0);
    assert!(place.run(&["export"]).ended(0).contains("resolved"));
}
