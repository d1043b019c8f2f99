//! Tickets of the past, and the articles that closed them, come in.

use std::fmt::Write;

use serde_json::Value;

use crate::{command_line::Place, suggest_command::place};

const LINES: &str = concat!(
    r#"{"id": "1", "text": "the notebook stays dark in the morning", "articles": ["laptop.md"]}"#,
    "\n\n",
    r#"{"id": 2, "subject": "dark again", "text": "", "article": "laptop", "at": "2026-01-31", "person": "Anna"}"#,
    "\n",
    r#"{"id": "3", "text": "what is for lunch", "articles": []}"#,
    "\n",
    r#"{"id": "4", "text": "the roof leaks", "articles": ["gone/roof.md"]}"#,
    "\n",
);

fn import(place: &Place, arguments: &[&str], code: i32) -> Value {
    place.run(&[&["import", "--json"], arguments].concat()).json(code)
}

#[test]
fn tickets_as_json_lines_are_learned_once() {
    let place = place();
    place.write("past.jsonl", LINES);
    let ran = place.run(&["import", "past.jsonl"]);
    let wanted = "2 outcomes new, 0 known\n1 ticket names no article\n\
                  1 ticket names an article that is not in the knowledge base: `gone/roof.md`\n";
    assert_eq!(ran.ended(0), wanted);
    let again = import(&place, &["past.jsonl"], 0);
    assert_eq!((&again["new"], &again["known"], &again["lost"]), (&0.into(), &2.into(), &1.into()));
    let suggested = place.tell(&["suggest", "--json"], "a notebook that stays dark").json(0);
    assert_eq!(suggested["suggestions"][0]["article"]["path"], "laptop.md", "{suggested:#}");
    assert!(!place.run(&["export"]).ended(0).contains("Anna"), "names are not kept");
}

#[test]
fn tickets_come_from_stdin_too() {
    let place = place();
    let ran = place.tell(&["import", "-"], LINES);
    assert!(ran.ended(0).starts_with("2 outcomes new"), "{}", ran.out);
}

#[test]
fn a_broken_line_is_told_with_its_number_and_the_rest_goes_on() {
    let place = place();
    let broken = "{\"id\": \"9\"\n{\"text\": \"x\", \"article\": \"laptop\"}\n{\"id\": \"8\"}\n\
                  {\"id\": \"7\", \"text\": \"x\", \"at\": \"soon\"}\n\
                  {\"id\": \"6\", \"text\": \"x\", \"verdict\": \"good\"}\n[]\n";
    place.write("past.jsonl", &format!("{LINES}{broken}"));
    let ran = place.run(&["import", "past.jsonl"]);
    assert!(
        ran.ended(1).contains("2 outcomes new") && ran.out.contains("6 lines could not be read"),
        "{}",
        ran.out
    );
    for told in [
        "line 6: EOF",
        "line 7: has no `id`",
        "line 8: has no `text`",
        "line 9: `soon` is no moment",
        "line 10: `good` is no verdict",
    ] {
        ran.complained(1, &format!("error: `past.jsonl` {told}"));
    }
    let bytes = [b"{\"id\":\"\xff\"}\n", LINES.as_bytes()].concat();
    std::fs::write(place.path("bytes.jsonl"), bytes).expect("a file");
    place.run(&["import", "bytes.jsonl"]).complained(1, "line 1: is not UTF-8");
    place.run(&["import", "nowhere.jsonl"]).complained(3, "`nowhere.jsonl`");
    place.run(&["import", "kb"]).complained(3, "`kb`");
}

#[test]
fn a_table_says_by_its_header_what_stands_where() {
    let place = place();
    place.write(
        "past.csv",
        "\u{feff}ID,Text,Article,Person\n1,\"dark, all\nday\",laptop.md,Anna\n2,dark,laptop,Anna\n,x,y,z\n",
    );
    let done = import(&place, &["past.csv"], 1);
    assert_eq!((&done["new"], &done["broken"]), (&2.into(), &1.into()));
    place.run(&["import", "past.csv"]).complained(1, "error: `past.csv` line 5: has no `id`");
    place.write("other.csv", "Nummer;Betreff;Text;Artikel\n3;dunkel;der Laptop;laptop\n");
    let missing = place.run(&["import", "other.csv"]);
    missing.complained(2, "error: the table has no column `id`");
    missing.complained(2, "`--id-column`; there are `Nummer`, `Betreff`, `Text`, `Artikel`");
    let columns =
        ["other.csv", "--id-column", "nummer", "--article-column", "Artikel", "--subject-column", "Betreff"];
    assert_eq!(import(&place, &columns, 0)["new"], 1);
    let wrong = [&["import"], &columns[..], &["--at-column", "Datum"]].concat();
    place.run(&wrong).complained(2, "no column `Datum`");
    assert_eq!(import(&place, &["--format", "jsonl", "past.csv"], 1)["new"], 0);
}

#[test]
fn persons_count_as_persons_under_names_that_say_nothing() {
    let place = place();
    let mut lines = String::new();
    for (id, person) in [(1, "Anna"), (2, "Anna"), (3, "Bob"), (4, "")] {
        let _ = writeln!(
            lines,
            r#"{{"id": {id}, "text": "dark {id}", "article": "laptop", "person": "{person}"}}"#
        );
    }
    place.tell(&["import", "-"], &lines).ended(0);
    let exported = place.run(&["export"]).ended(0).to_owned();
    let mut persons: Vec<String> = exported
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .filter(|line| line["kind"] == "outcome")
        .map(|line| line["person"].as_str().expect("a name").to_owned())
        .collect();
    persons.sort();
    assert_eq!(persons[0], "");
    let hashed = persons[1].strip_prefix("person:").expect("a hash");
    assert!(hashed.len() == 12 && hashed.bytes().all(|byte| byte.is_ascii_hexdigit()), "{persons:?}");
    persons.dedup();
    assert_eq!(persons.len(), 3, "{persons:?}");
}
