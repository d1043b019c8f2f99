//! What a forecast is worth once it is known what came of it.

use crate::learn::{Cases, EventId, Told, Verdict, tests::cases::told};

const FIRST: &str = "0.md";

/// What happened at a second to what was shown under a number.
fn tested(second: i64, shown: u128, path: &str, verdict: Verdict) -> Told {
    let mut told = told(second.unsigned_abs().into(), second, &format!("T-{shown}"), path, verdict);
    told.outcome.shown = EventId(shown);
    told
}

fn came_true(all: &[Told]) -> Vec<bool> {
    let mut cases = Cases::default();
    for told in all {
        cases.tell(told);
    }
    let tested = cases.forecasts().tested(&cases, 1, &|_| true);
    tested.into_iter().map(|tested| tested.came_true).collect()
}

#[test]
fn it_came_true_when_the_first_article_resolved_the_ticket() {
    assert_eq!(came_true(&[tested(1, 1, FIRST, Verdict::Resolved)]), [true]);
    assert_eq!(came_true(&[tested(1, 1, "1.md", Verdict::Resolved)]), [false]);
    assert_eq!(came_true(&[tested(1, 1, FIRST, Verdict::NotHelpful)]), [false]);
    assert_eq!(came_true(&[tested(1, 1, "", Verdict::NotHelpful)]), [false], "nothing helped");
    let both = [tested(1, 1, "1.md", Verdict::Resolved), tested(2, 1, FIRST, Verdict::Resolved)];
    assert_eq!(came_true(&both), [true], "each resolved it");
}

#[test]
fn what_says_nothing_of_the_first_article_tests_nothing() {
    assert_eq!(came_true(&[tested(1, 1, FIRST, Verdict::Helped)]), [false; 0]);
    assert_eq!(came_true(&[tested(1, 1, "1.md", Verdict::Wrong)]), [false; 0]);
    let mut assumed = tested(1, 1, FIRST, Verdict::Resolved);
    assumed.outcome.assumed = true;
    assert_eq!(came_true(&[assumed]), [false; 0]);
    let mut without = tested(1, 1, FIRST, Verdict::Resolved);
    without.forecast = None;
    assert_eq!(came_true(&[without]), [false; 0]);
}

#[test]
fn what_was_taken_back_never_happened() {
    let back = |path| [tested(1, 1, path, Verdict::Resolved), tested(2, 1, path, Verdict::Retracted)];
    assert_eq!(came_true(&back(FIRST)), [false; 0]);
    assert_eq!(came_true(&back("1.md")), [false; 0]);
    let none = [tested(1, 1, "", Verdict::NotHelpful), tested(2, 1, "", Verdict::Retracted)];
    assert_eq!(came_true(&none), [false; 0]);
    // The latest word on it counts.
    let turned = [tested(1, 1, FIRST, Verdict::Resolved), tested(2, 1, FIRST, Verdict::NotHelpful)];
    assert_eq!(came_true(&turned), [false]);
}

#[test]
fn they_are_kept_apart_by_whom_they_rest_on_and_by_their_ranking() {
    let mut cases = Cases::default();
    let mut hidden = tested(1, 1, FIRST, Verdict::Resolved);
    hidden.forecast.as_mut().expect("a forecast").audiences = vec!["agents".to_owned()];
    cases.tell(&hidden);
    let public = |audiences: &[String]| audiences == ["public"];
    assert!(cases.forecasts().tested(&cases, 1, &public).is_empty());
    assert_eq!(cases.forecasts().changes(&public), 0);
    cases.tell(&tested(2, 2, FIRST, Verdict::Resolved));
    assert_eq!(cases.forecasts().tested(&cases, 1, &public).len(), 1);
    assert_eq!(cases.forecasts().changes(&public), 1);
    assert_eq!(cases.forecasts().tested(&cases, 1, &|_| true).len(), 2);
    assert!(cases.forecasts().tested(&cases, 2, &|_| true).is_empty(), "another ranking");
}

#[test]
fn the_latest_two_thousand_are_remembered() {
    let mut cases = Cases::default();
    for number in 0..2_100_u32 {
        let mut told = tested(1, number.into(), FIRST, Verdict::Resolved);
        let forecast = told.forecast.as_mut().expect("a forecast");
        forecast.at = number.into();
        cases.tell(&told);
    }
    let tested = cases.forecasts().tested(&cases, 1, &|_| true);
    assert_eq!((tested.len(), tested[0].at), (2_000, 100));
}
