//! A ticket that is forgotten: not a word of it is left anywhere, and everything else is as if it had had none.

use std::{
    fs,
    path::{Path, PathBuf},
};

use firstline::{
    access::Reader,
    desk::{Ask, Desk, Past, Report, Settings, Silent},
    learn::{Cases, Cursor, EventId, Told, Verdict, Which},
    store,
};
use serde_json::json;

use crate::{
    command_line::{Place, Server},
    killed::post,
};

const ARTICLES: [(&str, &str); 2] = [
    ("scanner.md", "# The scanner beeps\n\nCharge the scanner.\n"),
    ("dock.md", "# The dock is dark\n\nRestart it.\n"),
];
/// Everything of the ticket that must not be found: its number, a word, a part of the excerpt, of the note, and the key.
const CANARIES: [&str; 4] = ["T-canary-4711", "zebrawood", "quetzalnote", "canarykey"];

fn settings(place: &Place) -> Settings {
    Settings::of(place.path("kb"), place.path("index"))
}

/// Every file below a folder that holds one of these words.
fn holding(folder: &Path, words: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let bytes = fs::read(entry.path()).expect("a file");
                let holds = |word: &&str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
                if words.iter().any(holds) {
                    found.push(entry.path());
                }
            }
        }
    }
    found.sort();
    found
}

/// Suggests for the ticket and says what came of it, over HTTP.
fn reported(server: &Server) -> String {
    let text = "the zebrawood scanner beeps since we moved it";
    let ask = json!({"text": text, "ticket": "T-canary-4711"});
    let (status, shown) = post(server.address(), "/api/v1/suggest", None, &ask).expect("an answer");
    assert_eq!(status, 200, "{shown}");
    let outcome = json!({"suggestion_id": shown["suggestion_id"], "token": shown["token"], "article": "scanner",
        "verdict": "resolved", "note": "quetzalnote it works", "ticket": "T-canary-4711"});
    let said = post(server.address(), "/api/v1/outcomes", Some("canarykey-1"), &outcome).expect("an answer");
    assert_eq!(said.0, 201, "{}", said.1);
    shown["suggestion_id"].as_str().expect("a number").to_owned()
}

fn told(place: &Place) -> Vec<Told> {
    let ledger = store::open(&settings(place).store()).expect("a store").ledger;
    ledger.told_since(Cursor(0), usize::MAX).expect("outcomes").into_iter().map(|(_, told)| told).collect()
}

#[test]
fn not_a_word_of_it_is_left_in_any_file_beside_a_running_server() {
    let place = Place::with(&ARTICLES);
    let mut server = place.serve();
    for number in 0..60 {
        let ask =
            json!({"text": format!("the dock of floor{number} is dark"), "ticket": format!("T-{number}")});
        post(server.address(), "/api/v1/suggest", None, &ask).expect("an answer");
    }
    let id = reported(&server);
    assert!(!holding(&place.path("index"), &CANARIES[..1]).is_empty());
    let ran = place.run(&["forget", "T-canary-4711", "--json"]);
    assert_eq!(ran.json(0), json!({"shown": 1, "outcomes": 1, "requests": 0, "set_aside": []}));
    assert_eq!(holding(&place.path("index"), &CANARIES), Vec::<PathBuf>::new());
    // The server knows: what was shown takes no more outcomes, and a ticket like it is like none.
    let again = json!({"suggestion_id": id, "article": "scanner", "verdict": "resolved"});
    assert_eq!(post(server.address(), "/api/v1/outcomes", None, &again).expect("an answer").0, 404);
    assert_eq!(server.stop(), Some(0));
    assert_eq!(holding(&place.path("index"), &CANARIES), Vec::<PathBuf>::new(), "nor at its end");
    assert_eq!(told(&place).len(), 1, "it still counts");
    place.run(&["verify"]).ended(0);
    place.run(&["forget", "T-canary-4711"]).complained(1, "nothing is on record");
    let ran = place.run(&["explain", &id]);
    assert!(!ran.ended(0).contains("zebrawood"), "{}", ran.out);
}

#[test]
fn without_a_server_by_the_number_of_what_was_shown() {
    let place = Place::with(&ARTICLES);
    let mut server = place.serve();
    let id = reported(&server);
    assert_eq!(server.stop(), Some(0));
    assert!(place.path("index/lessons.snapshot").exists());
    let out = place.run(&["forget", &id]).ended(0).to_owned();
    assert!(out.contains("what was said in 1 thing shown and 1 outcome"), "{out}");
    assert!(out.contains("backups from before still hold it"), "{out}");
    assert_eq!(holding(&place.path("index"), &CANARIES), Vec::<PathBuf>::new());
    assert_eq!(told(&place)[0].words, []);
    for nothing in ["T-other", "00000000000000000000000000000001"] {
        place.run(&["forget", nothing]).complained(1, "nothing is on record");
    }
    Place::with(&ARTICLES).run(&["forget", "T-1"]).complained(1, "nothing is on record");
    place.run(&["forget", ""]).ended(2);
}

/// A desk with some resolved tickets, of which one may have no words and another number.
fn desk(place: &Place) -> Desk {
    let (desk, _) = Desk::open(settings(place)).expect("a desk");
    desk
}

fn agent(name: &str) -> Reader {
    Reader::agent(name, ["public", "agents"])
}

fn resolve(desk: &Desk, ticket: &str, text: &str, article: &str, who: &str) -> EventId {
    let ask = Ask { text: text.to_owned(), ticket: Some(ticket.to_owned()), limit: 5, ..Ask::default() };
    let shown = desk.suggest(&ask, &agent(who)).expect("suggestions").id;
    desk.record(&Report::of(shown, Some(article), Verdict::Resolved), &agent(who)).expect("a record");
    shown
}

#[test]
fn lessons_are_those_of_a_ledger_in_which_it_had_no_words() {
    let place = Place::with(&ARTICLES);
    place.run(&["rebuild"]).ended(0);
    let desk = desk(&place);
    for (number, text) in ["beeping after lunch", "screen stays black", "beeps and blinks"].iter().enumerate()
    {
        resolve(&desk, &format!("T-{number}"), text, "scanner", &format!("agent {number}"));
    }
    // Two suggestions and two outcomes of one ticket are one case, before and after.
    resolve(&desk, "T-gone", "the zebrawood scanner", "dock", "ada");
    resolve(&desk, "T-gone", "the zebrawood scanner, still", "dock", "bo");
    let before = told(&place);
    let cases = desk.lessons().cases().len();
    desk.forget(&Which::Ticket("T-gone".to_owned())).expect("forgotten");
    let after = told(&place);
    let instead = after[3].ticket.clone().expect("another number");
    assert!(instead.starts_with("forgotten-") && instead.len() == 26, "{instead}");
    let mut expected = Cases::default();
    for told in &before {
        let gone = told.ticket.as_deref() == Some("T-gone");
        let mut told = told.clone();
        if gone {
            (told.words, told.ticket) = (Vec::new(), Some(instead.clone()));
        }
        expected.tell(&told);
    }
    let lessons = desk.lessons();
    assert_eq!(*lessons.cases(), expected);
    assert_eq!((lessons.cases().len(), lessons.cases().votes().count()), (cases, 4));
    drop(lessons);
    // A restart says the same, from what was kept and without it.
    let index = place.path("index/lessons.snapshot");
    drop(desk);
    assert!(index.exists());
    assert_eq!(*self::desk(&place).lessons().cases(), expected);
    fs::remove_file(index).expect("to remove");
    assert_eq!(*self::desk(&place).lessons().cases(), expected);
}

#[test]
fn what_is_imported_again_stays_forgotten() {
    let place = Place::with(&ARTICLES);
    place.run(&["rebuild"]).ended(0);
    let desk = desk(&place);
    let past = |number: usize| Past {
        ticket: format!("T-{number}"),
        text: format!("the scanner beeps number{number}"),
        article: Some("scanner.md".to_owned()),
        ..Past::default()
    };
    let all = [past(1), past(2), past(3)];
    let permit = Reader::at_terminal([]).permit().expect("the right");
    desk.import(&all, &permit, &Silent).expect("an import");
    desk.forget(&Which::Ticket("T-2".to_owned())).expect("forgotten");
    let again = desk.import(&all, &permit, &Silent).expect("an import");
    assert_eq!((again.new, again.known, again.forgotten), (0, 2, 1));
    assert_eq!(told(&place)[1].words, []);
    drop(desk);
    // Nor does an export from before bring it back.
    let other = Place::with(&ARTICLES);
    other.write(
        "past.jsonl",
        "{\"id\": \"T-canary-4711\", \"text\": \"zebrawood\", \"articles\": [\"dock.md\"]}\n",
    );
    other.run(&["import", "past.jsonl"]).ended(0);
    other.run(&["export", "--output", "before.jsonl"]).ended(0);
    other.run(&["forget", "T-canary-4711"]).ended(0);
    other.run(&["import", "before.jsonl"]).ended(1);
    other.run(&["import", "past.jsonl"]).ended(0);
    assert_eq!(holding(&other.path("index"), &CANARIES), Vec::<PathBuf>::new());
    let exported = other.run(&["export"]).ended(0).to_owned();
    assert!(exported.contains("forgotten-") && !exported.contains("zebrawood"), "{exported}");
}

#[cfg(feature = "model")]
#[test]
fn its_vector_leaves_the_disk() {
    let place = Place::with(&ARTICLES);
    crate::tiny_model::Tiny::default().write(&place.path("tiny"));
    place.run(&["model", "install", "tiny"]).ended(0);
    let mut server = place.serve();
    reported(&server);
    let vectors = || -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        let mut folders = vec![place.path("index/vectors/tickets")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.path() {
                    path if path.is_dir() => folders.push(path),
                    path if path.extension().is_some_and(|end| end == "v1") => {
                        found.push(fs::read(path).expect("a file"));
                    }
                    _ => {}
                }
            }
        }
        found
    };
    crate::watching::until("the ticket has a vector", || vectors().iter().any(|bytes| bytes.len() > 150));
    place.run(&["forget", "T-canary-4711"]).ended(0);
    assert_eq!(vectors(), Vec::<Vec<u8>>::new());
    assert_eq!(server.stop(), Some(0));
    let verified = place.run(&["verify", "--json"]).json(0);
    assert_eq!(verified["vectors"], 4, "those of the articles alone");
}
