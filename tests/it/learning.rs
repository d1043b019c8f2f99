//! What a desk learned is the same after a restart, in another process, and for readers to whom part of it is hidden.

use std::fmt::Write;

use firstline::{
    access::Reader,
    desk::{Ask, Desk, Report},
    learn::{EventId, Verdict},
};

use crate::desk::{Base, Opened};

const TICKETS: [&str; 4] = [
    "the parcel scanner beeps three times",
    "beeping scanner, display stays black",
    "the dock does not charge the canary scanner",
    "scanner shows nothing since monday",
];

/// Two articles of the same words; the one that comes second by its path is what helps.
fn base() -> Base {
    Base::new()
        .file("a.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: charge it.\n")
        .file(
            "scan/b.md",
            "---\nid: dock\n---\n# The scanner beeps\n\nThe parcel scanner beeps: restart the dock.\n",
        )
        .file("c.md", "# Parking\n\nWhere to park.\n")
}

fn agent(name: &str) -> Reader {
    Reader::agent(name, ["public", "agents"])
}

/// Suggests for a ticket, and says that an article resolved it.
fn resolved(desk: &Desk, text: &str, article: &str, who: &str) -> (EventId, EventId) {
    let ask = Ask { text: text.to_owned(), limit: 5, ..Ask::default() };
    let shown = desk.suggest(&ask, &agent(who)).expect("suggestions").id;
    (shown, said(desk, shown, article, Verdict::Resolved, who))
}

fn said(desk: &Desk, shown: EventId, article: &str, verdict: Verdict, who: &str) -> EventId {
    let report = Report::of(shown, Some(article), verdict);
    desk.record(&report, &agent(who)).expect("a record").id
}

/// Everything that is suggested, to the last bit.
fn everything(desk: &Desk, reader: &Reader) -> String {
    suggested(desk, reader, &TICKETS)
}

/// The same for other tickets.
pub(crate) fn suggested(desk: &Desk, reader: &Reader, tickets: &[&str]) -> String {
    let mut all = String::new();
    for text in tickets {
        let ticket = desk.read_ticket(&Ask { text: (*text).to_owned(), ..Ask::default() });
        let suggestions = desk.suggest_for(&ticket, reader, 10).expect("suggestions");
        let _ = writeln!(all, "{text}: {:?} {:?}", suggestions.decision, suggestions.words);
        for listed in suggestions.list {
            let bits = (listed.score.to_bits(), listed.probability.to_bits());
            let features = format!("{:?}", listed.features);
            let _ = writeln!(all, "  {} {bits:?} {features} {:?}", listed.id, listed.reasons);
        }
    }
    all
}

pub(crate) fn first(desk: &Desk, text: &str) -> String {
    let ticket = desk.read_ticket(&Ask { text: text.to_owned(), ..Ask::default() });
    let list = desk.suggest_for(&ticket, &Reader::public(), 3).expect("suggestions").list;
    list[0].article.path.clone()
}

/// Another process over the same place.
pub(crate) fn again(opened: &Opened) -> Desk {
    Desk::open(opened.desk.settings().clone()).expect("a desk that only reads").0
}

#[test]
fn what_is_taken_back_never_happened() {
    let opened = base().open();
    resolved(&opened.desk, TICKETS[0], "a", "eve");
    let before = everything(&opened.desk, &Reader::public());
    let told: Vec<EventId> =
        TICKETS.iter().map(|text| resolved(&opened.desk, text, "dock", "ada").0).collect();
    assert_ne!(everything(&opened.desk, &Reader::public()), before);
    assert_eq!(first(&opened.desk, TICKETS[1]), "scan/b.md");
    for (number, shown) in told.into_iter().enumerate() {
        let verdict = if number % 2 == 0 { Verdict::Retracted } else { Verdict::Reopened };
        said(&opened.desk, shown, "dock", verdict, "ada");
    }
    assert_eq!(everything(&opened.desk, &Reader::public()), before);
}

#[test]
fn hidden_outcomes_change_nothing_for_the_public() {
    let hidden =
        "---\naudience: agents\n---\n# The scanner beeps, secretly\n\nThe canary scanner of the dock.\n";
    let with = base().file("secret.md", hidden).open();
    let without = base().open();
    for desk in [&with, &without] {
        resolved(&desk.desk, TICKETS[0], "dock", "ada");
        resolved(&desk.desk, TICKETS[3], "a", "bob");
    }
    for text in TICKETS.iter().cycle().take(40) {
        resolved(&with.desk, text, "secret", "ada");
    }
    let public = Reader::public();
    assert_eq!(everything(&with.desk, &public), everything(&without.desk, &public));
    assert!(everything(&with.desk, &agent("ada")).contains("secret"));
    let (again, anew) = (again(&with), again(&without));
    assert_eq!(everything(&again, &public), everything(&anew, &public));
}

#[test]
fn a_restart_forgets_nothing_with_or_without_what_was_kept() {
    let opened = base().open();
    for (text, who) in TICKETS.iter().zip(["ada", "bob", "ada", "eve"]) {
        resolved(&opened.desk, text, "dock", who);
    }
    let before = everything(&opened.desk, &Reader::public());
    assert_eq!(everything(&again(&opened), &Reader::public()), before);
    opened.desk.keep_lessons(true).expect("to be kept");
    assert_eq!(everything(&again(&opened), &Reader::public()), before);
    resolved(&opened.desk, TICKETS[1], "a", "bob");
    let later = everything(&opened.desk, &Reader::public());
    assert_eq!(everything(&again(&opened), &Reader::public()), later);
}

#[test]
fn two_processes_learn_from_each_other() {
    let opened = base().open();
    let other = again(&opened);
    assert_ne!(first(&other, TICKETS[1]), "c.md");
    resolved(&opened.desk, TICKETS[1], "c", "ada");
    assert_eq!(other.relearn().expect("to be learned"), 1);
    assert_eq!(other.relearn().expect("to be learned"), 0);
    resolved(&other, TICKETS[0], "dock", "bob");
    assert_eq!(opened.desk.relearn().expect("to be learned"), 1);
    assert_eq!(everything(&opened.desk, &Reader::public()), everything(&other, &Reader::public()));
    assert_eq!(first(&other, TICKETS[1]), "c.md");
}

#[test]
fn lessons_rest_with_their_article_and_move_with_it() {
    let opened = base().open();
    let untaught = everything(&opened.desk, &Reader::public());
    for who in ["ada", "bob"] {
        resolved(&opened.desk, TICKETS[1], "dock", who);
    }
    let taught = everything(&opened.desk, &Reader::public());
    let text = "---\nid: dock\n---\n# The scanner beeps\n\nThe parcel scanner beeps: restart the dock.\n";

    opened.write("scan/b.md", &text.replace("id: dock", "id: dock\nstate: archived"));
    opened.catch_up();
    assert_eq!(first(&opened.desk, TICKETS[1]), "a.md", "the lessons of a retired article rest");
    opened.write("scan/b.md", &text.replace("id: dock", "id: dock\nstate: archived\nsuperseded_by: c"));
    opened.catch_up();
    assert_eq!(first(&opened.desk, TICKETS[1]), "c.md", "they are its successor's");
    opened.write("scan/b.md", text);
    opened.catch_up();
    assert_eq!(everything(&opened.desk, &Reader::public()), taught, "it came back");

    opened.remove("scan/b.md");
    opened.catch_up();
    opened.write("z/moved.md", text);
    opened.catch_up();
    assert_eq!(first(&opened.desk, TICKETS[1]), "z/moved.md", "the id leads to it");
    opened.write("z/moved.md", &text.replace("id: dock", "id: other\naliases: [scan/b]"));
    opened.catch_up();
    assert_eq!(first(&opened.desk, TICKETS[1]), "z/moved.md", "the old path leads to it");
    opened.remove("z/moved.md");
    opened.write("scan/b.md", text);
    opened.catch_up();
    assert_eq!(everything(&opened.desk, &Reader::public()), taught);
    assert_ne!(taught, untaught);
}
