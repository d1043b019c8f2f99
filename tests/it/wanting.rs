//! Which articles need somebody: those to review, those that nobody uses, those that say the same, those that lead nowhere.

use firstline::{
    access::Reader,
    learn::Verdict,
    report::{Cell, Name, Report, Wanted},
};

use crate::{
    desk::{Base, Opened},
    reporting::{ask, report, tell},
};

fn desk() -> Opened {
    let long = "Unplug the grey box behind the desk, wait until every light is dark, then plug it in again and \
                count slowly to sixty before you open the browser and sign in as usual.";
    Base::new()
        .file("due.md", "---\ntitle: Due long ago\nreview_by: 2020-01-01\nowner: network\n---\nThe grey box.\n")
        .file("due-too.md", "---\ntitle: Due as well\nreview_by: 2021-01-01\n---\nThe blue box.\n")
        .file("wip.md", "---\ntitle: Work in progress\nstate: wip\n---\nNobody knows.\n")
        .file("box.md", &format!("---\ntitle: The grey box\n---\n{long}\n"))
        .file("copy.md", &format!("---\ntitle: Restart the box\n---\n{long} Thanks.\n"))
        .file("links.md", "---\ntitle: Links\nupdated: someday\n---\nSee [one](box.md), [two](gone.md) and [three](https://e.org/x.md).\n")
        .file("secret.md", "---\ntitle: Secret\naudience: tier2\nreview_by: 2019-01-01\n---\n[gone](nowhere.md)\n")
        .open()
}

fn paths(report: &Report) -> Vec<String> {
    let path = |row: &Vec<Cell>| match &row[0] {
        Cell::Article(named) => named.path.clone(),
        other => panic!("{other:?}"),
    };
    report.rows.iter().map(path).collect()
}

#[test]
fn what_most_rely_on_is_reviewed_first() {
    let desk = desk();
    let told = report(&desk, Name::Review);
    assert_eq!(paths(&told), ["secret.md", "due.md", "due-too.md", "wip.md"]);
    let agent = Reader::agent("ada", ["public"]);
    let shown = ask(&desk, &agent, "T-1", "the blue box");
    tell(&desk, &agent, shown, Some("due-too"), Verdict::Resolved);
    let told = report(&desk, Name::Review);
    assert_eq!(paths(&told)[0], "due-too.md");
    assert_eq!(told.rows[0][1].words(), "review is due, no owner");
    assert_eq!(told.rows[0][6], Cell::Count(1));
}

#[test]
fn what_nobody_uses_is_told_with_how_often_it_is_in_the_way() {
    let desk = desk();
    let agent = Reader::agent("ada", ["public"]);
    for number in 0..2 {
        let shown = ask(&desk, &agent, &format!("T-{number}"), "restart the grey box");
        tell(&desk, &agent, shown, Some("box"), Verdict::Resolved);
    }
    let told = report(&desk, Name::Unused);
    let unused = paths(&told);
    assert!(!unused.contains(&"box.md".to_owned()) && unused.len() == 6, "{unused:?}");
    assert_eq!(unused[0], "copy.md");
    assert_eq!(told.rows[0][1], Cell::Count(2));
}

#[test]
fn what_says_the_same_or_resolves_the_same_is_told() {
    let desk = desk();
    let told = report(&desk, Name::Duplicates);
    assert_eq!(paths(&told), ["box.md"]);
    let Cell::Article(other) = &told.rows[0][1] else { panic!("{:?}", told.rows) };
    assert_eq!(other.path, "copy.md");
    let agent = Reader::agent("ada", ["public"]);
    for number in 0..3 {
        for article in ["due", "wip"] {
            let shown = ask(&desk, &agent, &format!("T-{number}"), "the grey box, nobody knows");
            tell(&desk, &agent, shown, Some(article), Verdict::Resolved);
        }
    }
    let told = report(&desk, Name::Duplicates);
    assert_eq!(paths(&told), ["box.md", "due.md"]);
    assert_eq!(told.rows[1][3], Cell::Count(3));
    // An article that says something else by now is compared anew.
    desk.write("copy.md", "---\ntitle: Restart the box\n---\nSomething else.\n");
    desk.catch_up();
    assert_eq!(paths(&report(&desk, Name::Duplicates)), ["due.md"]);
}

#[test]
fn links_that_lead_nowhere_and_what_is_wrong_in_files_is_told_to_whoever_may_read_them() {
    let desk = desk();
    let told = report(&desk, Name::Links);
    assert_eq!(paths(&told), ["links.md", "secret.md"]);
    assert_eq!(told.rows[0][3], Cell::Text("gone.md".to_owned()));
    let told = report(&desk, Name::Findings);
    assert!(told.rows.iter().any(|row| format!("{row:?}").contains("someday")), "{:?}", told.rows);
    let few = Reader::at_terminal(["public"]);
    let permit = few.permit().expect("the right");
    for name in [Name::Links, Name::Review, Name::Unused, Name::Duplicates, Name::Findings] {
        let told = desk.desk.report(name, Wanted::default(), &few, &permit).expect("a report");
        assert!(!format!("{told:?}").contains("ecret"), "{told:?}");
    }
}

#[test]
fn measures_keep_apart_what_is_confirmed_and_what_is_assumed() {
    let desk = desk();
    let customer = Reader::from("somewhere");
    for number in 0..8 {
        let shown = ask(&desk, &customer, "", &format!("the grey box {number}"));
        if number < 3 {
            tell(&desk, &customer, shown, Some("box"), Verdict::Resolved);
        } else if number < 5 {
            let told = firstline::desk::Report {
                assumed: true,
                ..firstline::desk::Report::of(shown, Some("box"), Verdict::Resolved)
            };
            desk.desk.record(&told, &customer).expect("an outcome");
        }
    }
    let told = report(&desk, Name::Measures);
    let rate = |name: &str| {
        let row = told.rows.iter().find(|row| row[0].words() == name).expect("a measure");
        let Cell::Rate(rate) = row[1] else { panic!("{row:?}") };
        (rate.part, rate.of)
    };
    assert_eq!(rate("self-service, confirmed"), (3, 8));
    assert_eq!(rate("self-service, assumed"), (2, 8));
    assert_eq!(rate("link rate"), (3, 3));
    assert_eq!(rate("validated"), (6, 7));
}

#[tokio::test]
async fn forms_that_are_held_out_tell_how_many_tickets_suggestions_avoid() {
    let desk = Base::new()
        .file("box.md", "---\ntitle: The grey box\n---\nUnplug the grey box, then plug it in again.\n")
        .open_with(|settings| settings.suggest.hold_out = 0.5);
    let agent = Reader::agent("ada", ["public"]);
    let (mut shown, mut held) = (0, 0);
    for number in 0..60 {
        let page = desk.fill("/ask", &[("text", &format!("the grey box is dark {number}"))]).await;
        let is_held = page.text().contains("We found nothing that solves this");
        assert_eq!(is_held, !page.text().contains("The grey box</a>"), "{}", page.text());
        let id =
            page.text().split("name=\"suggestion_id\" value=\"").nth(1).map(|rest| rest[..32].to_owned());
        let ledger = report(&desk, Name::Frequency);
        assert_eq!(ledger.summary[0].1, Cell::Count(number + 1));
        if is_held {
            held += 1;
        } else {
            shown += 1;
            assert!(id.is_some());
        }
        // An agent opens a ticket for every fifth.
        if let Some(id) = id.filter(|_| number % 5 == 0) {
            let told = firstline::desk::Report {
                ticket: Some(format!("T-{number}")),
                ..firstline::desk::Report::of(
                    firstline::learn::EventId::parse(&id).expect("a number"),
                    None,
                    Verdict::NotHelpful,
                )
            };
            desk.desk.record(&told, &agent).expect("an outcome");
        }
    }
    assert!(shown > 10 && held > 10, "{shown} shown, {held} held out");
    let told = report(&desk, Name::Measures);
    let row = |name: &str| {
        told.rows.iter().find(|row| row[0].words() == name).unwrap_or_else(|| panic!("{:?}", told.rows))
    };
    let Cell::Rate(with) = row("became a ticket, with suggestions")[1] else { panic!("no rate") };
    let Cell::Rate(without) = row("became a ticket, held out")[1] else { panic!("no rate") };
    assert_eq!((with.of, without.of), (shown, held));
    let Cell::Difference(avoided) = row("tickets avoided")[1] else { panic!("no difference") };
    assert!(avoided.low < avoided.by && avoided.by < avoided.high && avoided.of == 60);
}
