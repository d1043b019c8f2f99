//! What no article resolved: which groups there are, why, and how the missing article begins.

use std::{fs, process::Command};

use firstline::{
    access::{Reader, Role},
    desk::Report as Told,
    learn::Verdict,
    report::{Cell, Name, Phrase, Wanted, Why},
};
use serde_json::Value;

use crate::{
    command_line::Place,
    desk::{Opened, small},
    readers::token,
    reporting::{ask, report, tell},
    suggest_command::number,
};

/// Tickets of three kinds: nothing on the coffee machine; an article on the mailbox that people find when they search; one on the
/// VPN that does not help.
pub(crate) fn lacking() -> Opened {
    let desk = small()
        .file("office/kitchen.md", "---\ntitle: The kitchen\n---\nWhere the cups are.\n")
        .file("hr/leave.md", "---\ntitle: Annual leave\n---\nAsk your manager.\n")
        .open();
    let agents = ["ada", "bob", "cyd"].map(|name| Reader::agent(name, ["public", "agents"]));
    let makers = ["leaks", "is dirty", "swallows coins", "beeps", "stays cold"];
    for (place, what) in makers.iter().enumerate() {
        let text = format!("The espresso maker on floor {place} {what}");
        let shown = ask(&desk, &agents[place % 3], &format!("C-{place}"), &text);
        tell(&desk, &agents[place % 3], shown, None, Verdict::NotHelpful);
    }
    let quotas = [
        "since monday",
        "again",
        "on my laptop",
        "at night",
        "today",
        "for a week",
        "at home",
        "in the train",
    ];
    for (place, when) in quotas.iter().enumerate() {
        let text = format!("Outlook quota exceeded bounce {when}");
        let shown = ask(&desk, &agents[place % 3], &format!("M-{place}"), &text);
        if place % 2 == 0 {
            tell(&desk, &agents[place % 3], shown, Some("mail/full"), Verdict::Resolved);
        } else {
            tell(&desk, &agents[place % 3], shown, None, Verdict::NotHelpful);
        }
    }
    for place in 0..4 {
        let shown = ask(
            &desk,
            &agents[place % 3],
            &format!("V-{place}"),
            "The phone shows no VPN code from the token",
        );
        tell(&desk, &agents[place % 3], shown, Some("vpn/reset"), Verdict::NotHelpful);
    }
    desk
}

fn cell<'a>(report: &'a firstline::report::Report, row: usize, key: &str) -> &'a Cell {
    let place = report.columns.iter().position(|column| column.key == key).expect("a column");
    &report.rows[row][place]
}

fn row_of(report: &firstline::report::Report, why: Why) -> usize {
    (0..report.rows.len())
        .find(|row| cell(report, *row, "why").words() == why.word())
        .unwrap_or_else(|| panic!("nothing is {}: {:#?}", why.word(), report.rows))
}

#[test]
fn what_is_missing_is_told_from_what_was_not_found_and_what_did_not_help() {
    let desk = lacking();
    let report = report(&desk, Name::Unanswered);
    assert_eq!(report.rows.len(), 3, "{:#?}", report.rows);
    let missing = row_of(&report, Why::Missing);
    assert_eq!(*cell(&report, missing, "questions"), Cell::Count(5));
    assert_eq!(*cell(&report, missing, "article"), Cell::Nothing);
    let Cell::Lines(examples) = cell(&report, missing, "examples") else { panic!("no examples") };
    assert!(examples.iter().all(|line| line.starts_with("The espresso maker")), "{examples:?}");
    let hidden = row_of(&report, Why::NotFound);
    let Cell::Article(named) = cell(&report, hidden, "article") else { panic!("no article") };
    assert_eq!(named.path, "mail/full.md");
    let todo = cell(&report, hidden, "todo").words();
    assert!(todo.contains("`mail/full.md` resolved") && todo.contains("quota"), "{todo}");
    let bad = row_of(&report, Why::NotGoodEnough);
    let Cell::Article(named) = cell(&report, bad, "article") else { panic!("no article") };
    assert_eq!(named.path, "vpn/reset.md");
}

#[test]
fn the_proposed_patch_can_be_applied_and_helps() {
    let desk = lacking();
    let told = report(&desk, Name::Unanswered);
    let Cell::Lines(patch) = cell(&told, row_of(&told, Why::NotFound), "patch") else { panic!("no patch") };
    fs::write(desk.path("words.patch"), patch.join("\n") + "\n").expect("a patch");
    let git = Command::new("git")
        .args(["apply", "--directory=kb", "--unsafe-paths", "words.patch"])
        .current_dir(desk.path(""))
        .output();
    // Where there is no git the lines tell as much.
    if let Ok(git) = git {
        assert!(git.status.success(), "{} {patch:#?}", String::from_utf8_lossy(&git.stderr));
        let text = fs::read_to_string(desk.path("kb/mail/full.md")).expect("the article");
        assert!(text.contains("\nkeywords: [") && text.contains("quota"), "{text}");
        desk.catch_up();
        let card = desk.desk.view().library.iter().find(|card| card.path == "mail/full.md").cloned();
        assert!(card.expect("the article").findings.is_empty());
    } else {
        assert!(patch.iter().any(|line| line.starts_with("+keywords: [")), "{patch:#?}");
    }
}

#[test]
fn a_note_of_whoever_solved_it_stands_in_the_draft() {
    let desk = lacking();
    let agent = Reader::agent("ada", ["public", "agents"]);
    let shown = ask(&desk, &agent, "C-9", "The espresso maker on floor 9 leaks");
    let note = Some("descaled it, mail bob@example.org if it leaks again".to_owned());
    desk.desk
        .record(&Told { note, ..Told::of(shown, None, Verdict::NotHelpful) }, &agent)
        .expect("an outcome");
    let told = report(&desk, Name::Unanswered);
    let Cell::Text(group) = cell(&told, row_of(&told, Why::Missing), "group") else { panic!("no group") };
    let reader = Reader::at_terminal([]);
    let permit = reader.permit().expect("the right");
    let draft = desk
        .desk
        .draft(group, Wanted::default(), &reader, &permit, &Phrase::to_string)
        .expect("read")
        .expect("a draft");
    assert!(draft.contains("\nstate: wip\naudience: agents\n"), "{draft}");
    assert!(draft.contains("> The espresso maker on floor"), "{draft}");
    assert!(draft.contains("descaled it") && !draft.contains("bob@example"), "{draft}");
    assert!(draft.contains("- channel: mail (6)"), "{draft}");
    assert_eq!(
        desk.desk.draft("00000000", Wanted::default(), &reader, &permit, &Phrase::to_string).expect("read"),
        None
    );
}

#[test]
fn a_draft_is_written_to_a_new_file_and_never_over_another() {
    let place = Place::with(&[("vpn/token.md", "# Reset the tunnel token\n\nPress it twice.\n")]);
    for what in ["leaks", "is dirty", "beeps"] {
        let ran = place.tell(&["suggest"], &format!("the espresso maker {what}\n"));
        let id = number(&ran);
        place.run(&["record", &id, "none", "not_helpful"]);
    }
    let told: Value =
        serde_json::from_str(place.run(&["report", "unanswered", "--json"]).ended(0)).expect("JSON");
    let group = told["rows"][0]["group"].as_str().expect("a group");
    assert_eq!(told["rows"][0]["questions"], 3, "{told:#}");
    let draft = place.run(&["draft", group]);
    assert!(draft.ended(0).contains("## Issue\n\n> the espresso maker"), "{}", draft.out);
    place.run(&["draft", group, "--output", "kb/espresso.md"]).ended(0);
    place.run(&["draft", group, "--output", "kb/espresso.md"]).complained(3, "cannot write the draft to");
    assert!(place.run(&["check"]).ended(0).contains("2 articles"));
    assert_eq!(place.run(&["search", "espresso"]).ended(0).matches("espresso.md").count(), 1);
    place.run(&["draft", "nothing"]).complained(1, "no group of unanswered questions is called `nothing`");
}

#[tokio::test]
async fn searches_that_find_nothing_are_told_too() {
    let desk = small().open();
    let agent = token(&desk, "ada", Role::Agent, &[]);
    for words in ["espresso+maker", "espresso+maker+leaks", "leaks+espresso+maker", "maker+espresso"] {
        let found =
            desk.get_as(&format!("/api/v1/search?q={words}"), &[("authorization", &agent)]).await.json();
        assert_eq!(found["total"], 0, "{found}");
        assert_eq!(found["query_id"].as_str().map(str::len), Some(32), "{found}");
    }
    let told = report(&desk, Name::Unanswered);
    assert_eq!(told.rows.len(), 1, "{:?}", told.rows);
    assert_eq!(*cell(&told, 0, "questions"), Cell::Count(4));
    assert_eq!(cell(&told, 0, "why").words(), "missing");
}
