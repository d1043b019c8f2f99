//! What a change of the knowledge base does to what people ask, before it is made.

use std::fs;

use serde_json::Value;

use crate::{
    command_line::{Place, Ran},
    suggest_command::number,
};

const ARTICLES: [(&str, &str); 4] = [
    ("vpn/token.md", "# Reset the tunnel token\n\nWhen the phone shows no code, press the token twice.\n"),
    ("laptop.md", "# The laptop does not wake\n\nHold the power key for ten seconds.\n"),
    ("mail.md", "# The mailbox is full\n\nDelete large mails until the quota has room.\n"),
    ("printer.md", "# The printer prints blank pages\n\nReplace the drum.\n"),
];
const TICKETS: &str = concat!(
    r#"{"id": "T-1", "text": "Hello,\n\nmy phone shows no code. Call +49 30 1234567.\n\nBob", "articles": ["vpn/token.md"]}"#,
    "\n",
    r#"{"id": "T-2", "text": "the laptop does not wake", "articles": ["laptop.md"]}"#,
    "\n",
    r#"{"id": "T-3", "text": "quota of the mailbox exceeded", "articles": ["mail.md"]}"#,
    "\n",
    r#"{"id": "T-4", "text": "xylophone", "articles": []}"#,
    "\n",
);

/// A place with these articles in `kb`, and the same with something changed in `new`.
fn changed(change: &[(&str, &str)], gone: &[&str]) -> Place {
    let place = Place::with(&ARTICLES);
    for (path, text) in ARTICLES.iter().filter(|(path, _)| !gone.contains(path)).chain(change) {
        place.write(&format!("new/{path}"), text);
    }
    place.write("tickets.jsonl", TICKETS);
    place
}

fn compare(place: &Place, more: &[&str]) -> Ran {
    place.run(&[&["compare", "--kb", "new", "--tickets", "tickets.jsonl"], more].concat())
}

fn counts(document: &Value) -> [&Value; 5] {
    ["changed", "worse", "better", "lost", "found"].map(|name| &document[name])
}

#[test]
fn the_same_folder_changes_nothing_and_touches_nothing() {
    let place = changed(&[], &[]);
    let document = compare(&place, &["--json"]).json(0);
    assert_eq!(counts(&document), [0, 0, 0, 0, 0], "{document:#}");
    assert_eq!(
        (&document["asked"], &document["known"], &document["passed"]),
        (&4.into(), &4.into(), &true.into())
    );
    assert_eq!(document["before"]["first_three"]["part"], 3);
    assert!(!place.path("index").exists(), "nothing of one's own is touched");
    let told = compare(&place, &[]);
    assert!(told.ended(0).contains("0 change their first three"), "{}", told.out);
    assert_eq!(compare(&place, &["--json"]).out, compare(&place, &["--json"]).out);
}

#[test]
fn what_loses_its_article_stops_the_change() {
    let place = changed(&[("mail.md", "# Something else\n\nGardening.\n")], &["laptop.md"]);
    let told = compare(&place, &[]);
    let out = told.ended(1);
    for words in [
        "worse: the laptop does not wake  T-2",
        "    resolved by laptop.md: 1 → not found",
        "    before  1. laptop.md",
        "worse: quota of the mailbox exceeded  T-3",
        "(2 of them lose it)",
        "too many: 2 lost, at most 0 may be (`--max-worse`)",
    ] {
        assert!(out.contains(words), "`{words}` in: {out}");
    }
    let document = compare(&place, &["--json", "--max-worse", "2"]).json(0);
    assert_eq!(counts(&document)[3], 2, "{document:#}");
    assert_eq!(document["changes"][0]["turn"], "worse");
    assert_eq!(document["changes"][0]["places"], serde_json::json!([1, null]));
    compare(&place, &["--max-worse", "66%"]).ended(0);
    compare(&place, &["--max-worse", "10%"]).ended(1);
    compare(&place, &["--max-worse", "some"]).ended(2);
}

#[test]
fn a_moved_and_a_superseded_article_is_the_same() {
    let gone = ["vpn/token.md", "laptop.md", "mail.md"];
    let place = changed(
        &[
            // By its old name, by its bytes, and by what takes its place.
            (
                "net/token.md",
                "---\naliases: [vpn/token]\n---\n# Reset the tunnel token\n\nWhen the phone shows no code, press the token twice.\n",
            ),
            ("hardware/laptop.md", ARTICLES[1].1),
            ("mail.md", "---\nstate: archived\nsuperseded_by: post\n---\n# The mailbox is full\n\nGone.\n"),
            ("post.md", "# The mailbox is full\n\nDelete large mails until the quota has room.\n"),
        ],
        &gone,
    );
    let document = compare(&place, &["--json"]).json(0);
    // The successor stands where it stood, and what was moved is the same. Equals are told apart by their paths.
    assert_eq!(counts(&document)[1..], [0, 0, 0, 0], "{document:#}");
    let changes = document["changes"].as_array().expect("changes");
    let resolved = |change: &&Value| change["resolved_by"][0] == "mail.md";
    assert_eq!(changes.iter().find(resolved).expect("the mailbox")["turn"], "same", "{document:#}");
    assert_eq!(document["after"]["first_three"]["part"], 3);
}

#[test]
fn synonyms_and_configuration_are_part_of_it() {
    let place = changed(&[], &[]);
    let ticket = r#"{"id": "T-9", "text": "my notebook is dark", "articles": ["laptop.md"]}"#;
    place.write("tickets.jsonl", ticket);
    place.write("new/synonyms.toml", "[[equivalent]]\nwords = [\"notebook\", \"laptop\"]\n");
    let document = compare(&place, &["--json"]).json(0);
    assert_eq!(counts(&document), [1, 0, 1, 0, 1], "{document:#}");
    let told = compare(&place, &[]);
    assert!(told.ended(0).contains("better: my notebook is dark  T-9"), "{}", told.out);
    // The same folder under another configuration.
    place.write("tickets.jsonl", TICKETS);
    place.write("new.toml", "[kb]\nexclude = [\"mail.md\"]\n");
    let ran = place.run(&["compare", "--new-config", "new.toml", "--tickets", "tickets.jsonl", "--json"]);
    assert_eq!(counts(&ran.json(1))[3], 1, "{}", ran.out);
    place.write("new.toml", "[kb]\nexclud = []\n");
    place.run(&["compare", "--new-config", "new.toml"]).complained(2, "exclud");
}

#[test]
fn personal_data_are_in_nothing_that_is_told() {
    let place = changed(&[], &["vpn/token.md"]);
    for told in [compare(&place, &[]), compare(&place, &["--json"])] {
        let out = told.ended(1);
        assert!(out.contains("my phone shows no code. Call [phone]."), "{out}");
        assert!(!out.contains("1234567"), "{out}");
    }
}

#[test]
fn wrong_use_is_told_before_anything_is_done() {
    let place = changed(&[], &[]);
    place.run(&["compare", "--tickets", "tickets.jsonl"]).complained(2, "there is nothing to compare with");
    place.run(&["compare", "--kb", "nowhere", "--tickets", "tickets.jsonl"]).complained(3, "nowhere");
    place
        .run(&["compare", "--kb", "new", "--tickets", "none.jsonl"])
        .complained(3, "cannot read `none.jsonl`");
    place.write("broken.csv", "id,text\n1,x\n");
    place.run(&["compare", "--kb", "new", "--tickets", "broken.csv"]).complained(2, "no column `article`");
    place.write("short.csv", "id,text,article\n,x,mail\n");
    place
        .run(&["compare", "--kb", "new", "--tickets", "short.csv"])
        .complained(3, "`short.csv` line 2: has no `id`");
    place.run(&["compare", "--kb", "new", "--limit", "0"]).ended(2);
    // Nothing was ever asked: nothing gets worse.
    let nothing = place.run(&["compare", "--kb", "new"]);
    assert!(nothing.ended(0).contains("0 questions asked again"), "{}", nothing.out);
    assert!(!place.path("index").exists());
}

#[test]
fn a_table_is_read_as_import_reads_it() {
    let place = changed(&[], &["laptop.md"]);
    let table = "Number;Words;Closed by\n7;the laptop does not wake;laptop\n8;quota of the mailbox;\n";
    place.write("past.csv", table);
    let columns =
        ["--id-column", "Number", "--text-column", "Words", "--article-column", "Closed by", "--json"];
    let ran = place.run(&[&["compare", "--kb", "new", "--tickets", "past.csv"], &columns[..]].concat());
    let document = ran.json(1);
    assert_eq!((&document["asked"], &document["lost"]), (&2.into(), &1.into()), "{document:#}");
    assert_eq!(document["changes"][0]["ticket"], "7");
}

#[test]
fn the_ledger_is_asked_again_as_far_as_its_words_are_kept() {
    let place = changed(&[], &["laptop.md"]);
    for (ticket, text, article) in [
        ("A-1", "the laptop does not wake", "laptop"),
        ("A-2", "quota of the mailbox exceeded", "mail"),
        ("A-3", "the laptop does not wake", "laptop"),
    ] {
        let id = number(&place.tell(&["suggest", "--ticket", ticket], text));
        place.run(&["record", &id, article, "resolved"]).ended(0);
    }
    place.write("firstline.toml", "[privacy]\nkeep = \"hashes\"\n");
    place.tell(&["suggest", "--ticket", "A-4"], "blank pages of the printer\n").ended(0);
    fs::remove_file(place.path("firstline.toml")).expect("the configuration");
    let before = fs::read(place.path("index/desk.db")).expect("a store");
    let document = place.run(&["compare", "--kb", "new", "--json"]).json(1);
    assert_eq!(
        (&document["asked"], &document["known"], &document["lost"]),
        (&3.into(), &3.into(), &2.into())
    );
    assert_eq!(document["left_out"]["hashed"], 1, "{document:#}");
    // Those who ask the same count as one question.
    assert_eq!(document["changes"][0]["times"], 2);
    assert_eq!(fs::read(place.path("index/desk.db")).expect("a store"), before, "the store is only read");
    let told = place.run(&["compare", "--kb", "new", "--max-worse", "9"]);
    assert!(told.ended(0).contains("left out: 1 question, because only hashes"), "{}", told.out);
    assert_eq!(place.run(&["compare", "--kb", "new", "--json", "--since", "2999-01-01"]).json(0)["asked"], 0);
    let few = place.run(&["compare", "--kb", "new", "--json", "--limit", "2", "--max-worse", "9"]).json(0);
    assert_eq!(few["asked"], 2, "the latest two different ones, of which one cannot be asked");
}

#[test]
fn lessons_may_cover_up_what_a_change_breaks() {
    let place =
        changed(&[("laptop.md", "# Hardware\n\nHold the power key for ten seconds.\n")], &["laptop.md"]);
    for (ticket, when) in [("B-1", "morning"), ("B-2", "night"), ("B-3", "week")] {
        let text = format!("the notebook stays dark since this {when}, my laptop");
        let id = number(&place.tell(&["suggest", "--ticket", ticket], &text));
        place.run(&["record", &id, "laptop", "resolved"]).ended(0);
    }
    let with = place.run(&["compare", "--kb", "new", "--json"]).json(0);
    assert_eq!(with["lost"], 0, "{with:#}");
    let without = place.run(&["compare", "--kb", "new", "--json", "--without-lessons"]).json(1);
    assert_eq!(without["lost"], 3, "{without:#}");
}

#[test]
fn what_came_of_a_ticket_does_not_speak_for_itself() {
    let place =
        changed(&[("laptop.md", "# Hardware\n\nHold the power key for ten seconds.\n")], &["laptop.md"]);
    let id = number(&place.tell(&["suggest", "--ticket", "B-1"], "the notebook stays dark, my laptop"));
    place.run(&["record", &id, "laptop", "resolved"]).ended(0);
    // Nothing but its own outcome says that the changed article resolves it.
    let document = place.run(&["compare", "--kb", "new", "--json"]).json(1);
    assert_eq!((&document["known"], &document["lost"]), (&1.into(), &1.into()), "{document:#}");
    // Asked by somebody else, it is what was learned.
    let again = place.tell(
        &["suggest", "--kb", "new", "--index", "other", "--store", "index/desk.db", "--json"],
        "the notebook stays dark, my laptop",
    );
    assert_eq!(again.json(0)["suggestions"][0]["article"]["path"], "laptop.md", "{}", again.out);
}

/// Tickets about a machine that no article is about; the group of the report.
fn lacking() -> (Place, String, Vec<String>) {
    let place = Place::with(&ARTICLES);
    let texts: Vec<String> = ["leaks", "is dirty", "swallows coins", "beeps"]
        .iter()
        .map(|what| format!("the espresso maker in the kitchen {what}"))
        .collect();
    for (text, place_of) in texts.iter().zip(1..) {
        let id = number(&place.tell(&["suggest", "--ticket", &format!("E-{place_of}")], text));
        place.run(&["record", &id, "-", "not_helpful"]).ended(0);
    }
    let told = place.run(&["report", "unanswered", "--json"]).json(0);
    assert_eq!(told["rows"][0]["questions"], 4, "{told:#}");
    let group = told["rows"][0]["group"].as_str().expect("a group").to_owned();
    (place, group, texts)
}

#[test]
fn a_new_article_answers_the_group_and_eval_agrees() {
    let (place, group, texts) = lacking();
    for (path, text) in ARTICLES {
        place.write(&format!("new/{path}"), text);
    }
    place.write(
        "new/espresso.md",
        "# Cleaning the espresso maker\n\nDescale the maker when it leaks or beeps.\n",
    );
    let replayed = place.run(&["replay", &group, "--kb", "new", "--article", "espresso", "--json"]).json(0);
    let now = &replayed["articles"][0];
    assert_eq!((&replayed["asked"], &now["path"]), (&4.into(), &"espresso.md".into()), "{replayed:#}");
    // The same tickets, measured.
    let line = |(text, number): (&String, usize)| {
        serde_json::json!({"id": format!("E-{number}"), "text": text, "articles": ["espresso.md"]})
            .to_string()
    };
    let lines: Vec<String> = texts.iter().zip(1..).map(line).collect();
    place.write("tickets.jsonl", &(lines.join("\n") + "\n"));
    let measured = place
        .run(&["eval", "--kb", "new", "--tickets", "tickets.jsonl", "--each", "each.jsonl", "--json"])
        .json(0);
    let of_all = |count: &Value| count.as_f64().expect("a count") / 4.0;
    assert!((of_all(&now["first"]) - measured["success_at_1"].as_f64().expect("a figure")).abs() < 1e-9);
    assert!(
        (of_all(&now["first_three"]) - measured["success_at_3"].as_f64().expect("a figure")).abs() < 1e-9
    );
    assert_eq!(replayed["answered"], measured["decision"]["answer"]);
    assert_eq!(now["first_three"], 4, "{replayed:#}");
    let each = fs::read_to_string(place.path("each.jsonl")).expect("each ticket");
    for (line, question) in each.lines().zip(replayed["questions"].as_array().expect("questions")) {
        let line: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!((&line["id"], &line["top"]), (&question["ticket"], &question["articles"]));
        assert_eq!(line["decision"], question["decision"]);
        let place = question["place"].as_u64().expect("a place");
        assert_eq!(line["ranks"][0].as_u64().map(|rank| rank + 1), Some(place));
    }
}

#[test]
fn a_group_is_replayed_where_one_is_and_elsewhere() {
    let (place, group, _) = lacking();
    let ran = place.run(&["replay", &group]);
    assert!(ran.out.contains("0 of 4 questions are answered now"), "{}", ran.out);
    assert!(ran.out.contains("none: the espresso maker in the kitchen leaks  E-1"), "{}", ran.out);
    place.write("kb/espresso.md", "# Cleaning the espresso maker\n\nDescale it when it leaks or beeps.\n");
    let ran = place.run(&["replay", &group]);
    assert!(
        ran.ended(0).contains("espresso.md stands in the first three of 4 of 4, first of 4"),
        "{}",
        ran.out
    );
    place.run(&["replay", "nothing"]).complained(1, "no group of unanswered questions is called `nothing`");
    place.run(&["replay", &group, "--article", "nothing"]).complained(2, "no article `nothing`");
    place.run(&["replay", &group, "--since", "2999-01-01"]).complained(1, "no group of unanswered questions");
}
