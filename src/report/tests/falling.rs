//! Is an article found that stops helping, and soon, and is none listed for nothing?

use jiff::civil::date;

use super::world::{BEGAN, Events, Random, library, with_base};
use crate::{
    learn::{Found, Verdict},
    report::{Cell, Name, Rate, Wanted, articles::fall, report},
};

const HOUR: i64 = 60 * 60;

fn uses(random: &mut Random, rate: f64, number: usize) -> Vec<bool> {
    (0..number).map(|_| random.share() < rate).collect()
}

#[test]
fn a_fall_from_80_to_50_is_found_within_40_uses() {
    let mut random = Random(0x5eed_fa11);
    let runs = 400;
    let mut found = 0;
    for _ in 0..runs {
        let mut resolved = uses(&mut random, 0.8, 200);
        let after = uses(&mut random, 0.5, 40);
        found += usize::from(after.into_iter().any(|one| {
            resolved.push(one);
            fall(&resolved, 0).is_some()
        }));
    }
    assert!(found * 100 >= runs * 90, "{found} of {runs}");
}

#[test]
fn of_a_hundred_articles_with_a_thousand_uses_one_is_listed_for_nothing_at_most() {
    let mut random = Random(0x5eed_ca1d);
    let (mut looks, mut listed) = (0, 0);
    for _ in 0..500 {
        let resolved = uses(&mut random, 0.8, 1_000);
        for upto in (600..=1_000).step_by(80) {
            looks += 1;
            listed += usize::from(fall(&resolved[..upto], 0).is_some());
        }
    }
    assert!(listed * 100 <= looks, "{listed} of {looks}");
}

#[test]
fn a_fall_of_long_ago_stays_listed_and_a_rise_is_none() {
    let mut random = Random(0x5eed_0a90);
    for _ in 0..50 {
        let mut resolved = uses(&mut random, 0.8, 200);
        resolved.extend(uses(&mut random, 0.5, 200));
        let fall = fall(&resolved, 0).expect("it fell");
        assert!((100..300).contains(&fall.at), "{fall:?}");
    }
    let mut resolved = uses(&mut random, 0.5, 200);
    resolved.extend(uses(&mut random, 0.8, 200));
    assert_eq!(fall(&resolved, 0), None);
    assert_eq!(fall(&[], 0), None);
    assert_eq!(fall(&[false; 200], 0), None);
}

#[test]
fn the_report_names_the_article_and_a_new_text_begins_anew() {
    let mut random = Random(0x5eed_0001);
    let mut events = Events::default();
    for number in 0..260_i64 {
        for (path, rate) in [("falls.md", if number < 200 { 0.9 } else { 0.3 }), ("stays.md", 0.8)] {
            events.ask(BEGAN + number * HOUR, &["a".to_owned(), "b".to_owned()], &[path]);
            let verdict = if random.share() < rate { Verdict::Resolved } else { Verdict::NotHelpful };
            events.say(Some(path), verdict, Found::Listed(1));
        }
    }
    let record = events.record();
    let told = |updated: &str| {
        let text = |path: &str| (path.to_owned(), format!("---\ntitle: A\nupdated: {updated}\n---\nText.\n"));
        with_base(
            &record,
            &library(&[text("falls.md"), text("stays.md")]),
            &["public", "agents"],
            date(2026, 1, 12),
            |base| report(Name::Stopped, base, Wanted::default()),
        )
    };
    let report = told("2025-06-01");
    assert_eq!(report.rows.len(), 1, "{:?}", report.rows);
    let [Cell::Article(named), Cell::Rate(before), Cell::Rate(after), Cell::Day(day), ..] =
        &report.rows[0][..]
    else {
        panic!("{:?}", report.rows[0])
    };
    assert_eq!(named.path, "falls.md");
    assert_eq!(before.of + after.of, 260);
    assert!(
        before.share() > Rate { part: 7, of: 10 }.share() && after.share() < Rate { part: 5, of: 10 }.share()
    );
    assert!(*day >= date(2026, 1, 7) && *day <= date(2026, 1, 10), "{day}");
    // Changed after all that: nothing speaks against the new text yet.
    assert_eq!(told("2026-01-12").rows, Vec::<Vec<Cell>>::new());
}
