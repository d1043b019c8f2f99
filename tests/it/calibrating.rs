//! The desk's own record makes its probabilities honest, and tells nobody what they may not know.

use firstline::{
    access::Reader,
    desk::{Ask, Past, Report},
    learn::Verdict,
};

use crate::desk::{Base, Opened};

const TICKET: &str = "the printer shows a paper jam";

fn base() -> Base {
    let mut base = Base::new()
        .file("jam.md", "# Paper jam\n\nOpen the back of the printer and pull the paper out.\n")
        .file("toner.md", "# Toner\n\nChange the toner of the printer.\n")
        .file(
            "internal/jam.md",
            "---\naudience: agents\n---\n# Paper jam, inside\n\nCall the printer's maker.\n",
        );
    for number in 0..20 {
        base = base.file(&format!("other/{number}.md"), &format!("# Room {number}\n\nHow to book it.\n"));
    }
    base
}

/// Tickets of the past, `len` of them, each third not what the words say.
fn past(len: usize, article: &str) -> Vec<Past> {
    let one = |number: usize| {
        let text = format!("the printer shows a paper jam, case {}", number % 7);
        let article = if number.is_multiple_of(3) { None } else { Some(article.to_owned()) };
        Past { ticket: format!("{article:?}-{number}"), text, article, ..Past::default() }
    };
    (0..len).map(one).collect()
}

fn import(desk: &Opened, past: &[Past]) {
    desk.desk
        .import(past, &Reader::at_terminal([]).permit().expect("the right"), &firstline::desk::Silent)
        .expect("an import");
}

/// The probability of the first article, and what is said of it.
fn said(desk: &Opened, reader: &Reader) -> (f32, &'static str) {
    let ask = Ask { text: TICKET.to_owned(), limit: 5, ..Ask::default() };
    let suggested = desk.desk.suggest(&ask, reader).expect("suggestions").suggestions;
    (suggested.list[0].probability, suggested.decision.word())
}

#[test]
fn a_record_of_tickets_makes_the_probability_what_it_was() {
    let desk = base().open();
    import(&desk, &past(190, "jam.md"));
    let (before, _) = said(&desk, &Reader::public());
    import(&desk, &past(600, "jam.md"));
    let (after, decision) = said(&desk, &Reader::public());
    // Two of three such tickets were resolved by it.
    assert!((after - 2.0 / 3.0).abs() < 0.1, "{before} {after}");
    assert!((before - 2.0 / 3.0).abs() > (after - 2.0 / 3.0).abs(), "{before} {after}");
    assert_eq!(decision, "candidates", "of such answers a third would be wrong");
}

#[test]
fn what_was_hidden_from_a_reader_moves_none_of_their_probabilities() {
    let (with, without) = (base().open(), base().open());
    import(&with, &past(600, "internal/jam.md")[1..]);
    let unanswered: Vec<Past> =
        past(600, "internal/jam.md").into_iter().filter(|past| past.article.is_none()).collect();
    import(&without, &unanswered[1..]);
    assert_eq!(said(&with, &Reader::public()), said(&without, &Reader::public()));
}

#[test]
fn that_nothing_helped_can_be_said_and_be_taken_back() {
    let desk = base().open();
    let agent = Reader::agent("ada", ["public", "agents"]);
    let ask = Ask { text: TICKET.to_owned(), limit: 5, ..Ask::default() };
    let shown = desk.desk.suggest(&ask, &agent).expect("suggestions").id;
    let report = |verdict| Report::of(shown, None, verdict);
    let tested = || {
        let lessons = desk.desk.lessons();
        let cases = lessons.cases();
        let ranking = desk.desk.view().ranking();
        let tested = cases.forecasts().tested(cases, ranking, &|_| true);
        tested.into_iter().map(|tested| tested.came_true).collect::<Vec<_>>()
    };
    let before = said(&desk, &agent);
    desk.desk.record(&report(Verdict::NotHelpful), &agent).expect("a record");
    assert_eq!(tested(), [false]);
    assert_eq!(said(&desk, &agent), before, "it speaks against no article");
    desk.desk.record(&report(Verdict::Retracted), &agent).expect("a record");
    assert!(tested().is_empty());
    assert!(desk.desk.record(&report(Verdict::Resolved), &agent).is_err(), "nothing cannot resolve a ticket");
}
