//! A ticket in a terminal: what is suggested, what is said of it, and that the next suggestion knows.

use std::fs;

use serde_json::Value;

use crate::{
    command_line::{Place, Ran},
    watching::until,
};

const TOKEN: &str =
    "# Reset the tunnel token\n\nPress it twice.\n\n## No code arrives?\n\nWait for `FP-121`.\n";
const KEYS: &str = "---\naudience: agents\n---\n# Where the spare keys hang\n\nBehind the zebrawood door.\n";
const LAPTOP: &str = "# The laptop does not wake\n\nHold the power key for ten seconds.\n";
const TICKET: &str =
    "Hello,\n\nmy tunnel token shows no code. Call me on +49 30 1234567.\n\nBest regards\nAnna Meier\n";

pub(crate) fn place() -> Place {
    Place::with(&[("vpn/token.md", TOKEN), ("secret/keys.md", KEYS), ("laptop.md", LAPTOP)])
}

/// The number of what was suggested.
pub(crate) fn number(suggested: &Ran) -> String {
    let line = suggested.out.lines().find_map(|line| line.strip_prefix("suggestion "));
    line.unwrap_or_else(|| panic!("no number in: {} {}", suggested.out, suggested.err)).to_owned()
}

/// The probability of an article, 0 when it is not suggested.
fn probability(of: &Value, path: &str) -> f64 {
    let list = of["suggestions"].as_array().expect("suggestions");
    let one = list.iter().find(|one| one["article"]["path"] == path);
    one.map_or(0.0, |one| one["probability"].as_f64().expect("a probability"))
}

#[test]
fn a_ticket_is_answered_in_words_and_what_is_private_is_not_kept() {
    let place = place();
    let ran = place.tell(&["suggest"], TICKET);
    let out = ran.ended(0);
    assert!(out.contains("\n 1. Reset the tunnel token\n    vpn/token.md"), "{out}");
    assert!(out.contains(" %  words: "), "{out}");
    assert!(out.contains("taken out before anything was kept: 1 × phone\n"), "{out}");
    let id = number(&ran);
    assert!(out.contains(&format!("firstline record {id} vpn/token resolved\n")), "{out}");
    assert_eq!(ran.err, "");
    place.write("ticket.eml", &format!("Subject: token\n\n{TICKET}"));
    let explained = place.run(&["suggest", "ticket.eml", "--explain", "--limit", "1"]);
    assert!(explained.ended(0).contains("  words: "), "{}", explained.out);
    assert!(!explained.out.contains(" 2. "), "{}", explained.out);
    let told = place.run(&["explain", &id]);
    assert!(told.ended(0).contains("no code. Call me on [phone]."), "{}", told.out);
    assert!(!told.out.contains("1234567") && !told.out.contains("Meier"), "{}", told.out);
    place.run(&["suggest", "nowhere.txt"]).complained(3, "cannot read the ticket `nowhere.txt`");
}

#[test]
fn a_ticket_that_nothing_resolves_is_exit_code_1() {
    let place = place();
    for nothing in ["", "Thank you!\n", "xylophone zither"] {
        let ran = place.tell(&["suggest", "-"], nothing);
        assert!(ran.ended(1).contains("noth"), "{nothing:?}: {}", ran.out);
        assert_eq!(place.tell(&["suggest", "--json"], nothing).json(1)["decision"], "none");
    }
}

#[test]
fn programs_get_a_document() {
    let place = place();
    let suggested = place.tell(&["suggest", "--json", "--ticket", "T-1"], TICKET).json(0);
    let mut keys: Vec<&String> = suggested.as_object().expect("an object").keys().collect();
    keys.sort();
    let wanted = [
        "cut",
        "decision",
        "generation",
        "meaning",
        "questions",
        "redacted",
        "similar_resolved",
        "suggestion_id",
        "suggestions",
        "token",
        "took_ms",
    ];
    assert_eq!(keys, wanted);
    let first = &suggested["suggestions"][0];
    assert_eq!(first["article"]["url"], "/articles/vpn/token");
    assert_eq!(suggested["redacted"]["phone"], 1);
    assert!(first["reasons"][0]["words"].is_string() && first["snippet"].is_string(), "{first}");
}

#[test]
fn an_audience_gets_what_it_may_read() {
    let place = place();
    let found = |who: &[&str]| {
        let ran = place.tell(&[&["suggest", "--json"], who].concat(), "where is the zebrawood door");
        probability(&serde_json::from_str(&ran.out).expect("JSON"), "secret/keys.md") > 0.0
    };
    assert!(found(&[]) && found(&["--as", "agents"]) && !found(&["--as", "public"]));
    let shown = number(&place.tell(&["suggest", "--as", "public"], TICKET));
    place.run(&["record", &shown, "secret/keys", "resolved", "--as", "public"]).complained(3, "article");
}

#[test]
fn what_came_of_it_counts_for_the_next_ticket_and_can_be_taken_back() {
    let place = place();
    let again = |text| place.tell(&["suggest", "--json"], text);
    let ticket = "my notebook token shows no code";
    let before: Value = serde_json::from_str(&again(ticket).out).expect("JSON");
    let shown = number(&place.tell(&["suggest", "--ticket", "T-1"], ticket));
    let record = |verdict: &str| {
        place.run(&["record", &shown, "laptop.md", verdict, "--ticket", "T-1", "--note", "ask a@b.example"])
    };
    assert!(record("resolved").ended(0).starts_with("recorded: `laptop.md` resolved; outcome "));
    let after = again(ticket).json(0);
    assert!(probability(&after, "laptop.md") > probability(&before, "laptop.md"), "{before:#} {after:#}");
    assert_eq!(after["similar_resolved"][0]["article"]["id"], "laptop");
    let told = place.run(&["explain", &shown, "laptop"]);
    assert!(told.ended(0).contains("resolved  laptop.md by terminal"), "{}", told.out);
    assert!(told.out.contains("ask [mail]"), "{}", told.out);
    assert!(record("retracted").ended(0).contains("never happened"));
    let taken_back: Value = serde_json::from_str(&again(ticket).out).expect("JSON");
    let exactly = |of: &Value| probability(of, "laptop.md").to_bits();
    assert_eq!(exactly(&taken_back), exactly(&before));
    let document = place.run(&["explain", &shown, "--json"]).json(0);
    assert_eq!(document["outcomes"].as_array().map(Vec::len), Some(2));
    assert_eq!(document["ticket"], "T-1");
}

#[test]
fn the_same_key_is_the_same_outcome() {
    let place = place();
    let shown = number(&place.tell(&["suggest"], TICKET));
    let with_key = ["record", &shown, "vpn/token", "resolved", "--key", "k", "--at", "2026-01-31", "--json"];
    let first = place.run(&with_key).json(0);
    let second = place.run(&with_key).json(0);
    assert_eq!(first["outcome_id"], second["outcome_id"]);
    assert_eq!((&first["repeated"], &second["repeated"]), (&false.into(), &true.into()));
    place.run(&["record", &shown, "laptop", "wrong", "--key", "k"]).complained(3, "key `k`");
    let nobody = "0".repeat(32);
    place.run(&["record", &nobody, "laptop", "wrong"]).complained(3, "nothing was shown");
    place.run(&["explain", &nobody]).complained(1, "nothing was shown");
    assert!(place.run(&["explain", &shown, "secret/keys"]).ended(1).contains("was not in the list"));
}

#[test]
fn a_running_server_and_the_terminal_share_one_ledger() {
    let place = place();
    let mut server = place.serve();
    let shown = number(&place.tell(&["suggest"], TICKET));
    place.run(&["record", &shown, "vpn/token", "resolved"]).ended(0);
    assert_eq!(place.run(&["verify", "--json"]).json(0)["outcomes"], 1);
    assert_eq!(server.stop(), Some(0));
    let _server = place.serve();
    until("the outcome is there", || {
        place.run(&["explain", &shown, "--json"]).json(0)["outcomes"][0].is_object()
    });
}

#[test]
fn the_store_lies_where_it_is_said_to_lie_and_its_damage_is_found() {
    let place = place();
    place.tell(&["--store", "elsewhere/desk.db", "suggest"], TICKET).ended(0);
    assert!(place.path("elsewhere/desk.db").exists() && !place.path("index/desk.db").exists());
    place.write("firstline.toml", "[store]\nurl = \"third/desk.db\"\n[privacy]\nkeep = \"hashes\"\n");
    let shown = number(&place.tell(&["suggest"], TICKET));
    let told = place.run(&["explain", &shown, "--json"]).json(0);
    assert_eq!((&told["words"], &told["excerpt"]), (&Value::Null, &Value::Null));
    fs::remove_file(place.path("firstline.toml")).expect("to remove it");
    place.run(&["verify"]).ended(0);
    assert!(!place.path("index/desk.db").exists(), "verifying makes nothing");
    place.write("broken.db", "this is no database, and long enough to be none: 0123456789");
    let ran = place.run(&["--store", "broken.db", "verify"]);
    assert!(ran.ended(1).contains("damaged: `broken.db`: "), "{}", ran.out);
    place.run(&["--store", "postgres://db/desk", "suggest", "-"]).complained(3, "store");
}
