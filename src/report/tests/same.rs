//! Is a report the same however the ledger was followed, and the same as a naive recomputation?

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;

use super::world::{BEGAN, Events, library, with_base};
use crate::{
    learn::{CaseKey, Cursor, Found, Told, Verdict},
    report::{By, Cell, Name, Rate, Record, Report, Wanted, report},
};

const DAY: i64 = 24 * 60 * 60;

/// A ticket, its words, whether it has a number, and what was said of which article when.
pub(super) type Line = (u8, u8, bool, Vec<(u8, u8, u8)>);

pub(super) fn lines() -> impl Strategy<Value = Vec<Line>> {
    let said = prop::collection::vec((0..4_u8, 0..6_u8, 0..40_u8), 0..4);
    prop::collection::vec((0..12_u8, 0..5_u8, any::<bool>(), said), 0..40)
}

pub(super) fn events(lines: &[Line]) -> Events {
    let mut events = Events::default();
    for (ticket, words, numbered, said) in lines {
        let word = |at: u8| format!("w{}", (words + at) % 7);
        events.ask(BEGAN + i64::from(*ticket) * DAY, &[word(0), word(1), word(2)], &["a0.md", "a1.md"]);
        let shown = events.shown.last_mut().expect("shown");
        shown.ticket = numbered.then(|| format!("T-{ticket}"));
        for (article, verdict, later) in said {
            let path = format!("a{article}.md");
            events.say(
                Some(&path).filter(|_| *article < 3).map(String::as_str),
                Verdict::ALL[usize::from(*verdict)],
                Found::Known,
            );
            let told = events.told.last_mut().expect("told");
            told.outcome.at += jiff::SignedDuration::from_secs(i64::from(*later));
            told.outcome.assumed = later % 5 == 0;
            if later % 7 == 0 {
                told.outcome.ticket = Some(format!("T-{}", later % 3));
            }
        }
    }
    events
}

fn every_report(record: &Record) -> Vec<Report> {
    let articles: Vec<(String, String)> = (0..3)
        .map(|n| (format!("a{n}.md"), format!("---\ntitle: A {n}\ntags: [t{}]\n---\n", n % 2)))
        .collect();
    with_base(record, &library(&articles), &["public", "agents"], date(2026, 2, 1), |base| {
        let mut all = Vec::new();
        for name in Name::ALL {
            let ways = name.by().iter().map(|by| Some(*by)).chain([None]);
            all.extend(ways.map(|by| report(name, base, Wanted { since: None, by })));
            all.push(report(name, base, Wanted { since: Some(date(2026, 1, 4)), by: None }));
        }
        all
    })
}

/// What came of each ticket, the slow and plain way.
fn naive(events: &Events) -> BTreeMap<String, Vec<(Verdict, bool)>> {
    let mut named: BTreeMap<u128, String> = BTreeMap::new();
    for told in &events.told {
        if let (None, Some(ticket)) = (&told.ticket, &told.outcome.ticket) {
            let hash = |ticket: &str| {
                let text = format!("ticket\n{ticket}");
                u64::from_le_bytes(blake3::hash(text.as_bytes()).as_bytes()[..8].try_into().expect("eight"))
            };
            let least = named.entry(told.outcome.shown.0).or_insert_with(|| ticket.clone());
            if hash(ticket) < hash(least) {
                *least = ticket.clone();
            }
        }
    }
    let mut tickets: BTreeMap<String, Vec<(Verdict, bool)>> = BTreeMap::new();
    for shown in &events.shown {
        let own = shown.ticket.clone().or_else(|| named.get(&shown.id.0).cloned());
        tickets.entry(own.unwrap_or_else(|| shown.id.to_string())).or_default();
    }
    let mut cases: BTreeMap<u128, Vec<&Told>> = BTreeMap::new();
    for told in &events.told {
        cases.entry(CaseKey::of(told).0).or_default().push(told);
    }
    for told in cases.values_mut() {
        told.sort_by_key(|told| (told.outcome.at, told.outcome.id));
        let last = told.last().expect("one at least");
        let ticket = last.outcome.ticket.clone().or(last.ticket.clone());
        let ticket = ticket.or_else(|| named.get(&last.outcome.shown.0).cloned());
        let ticket = ticket.unwrap_or_else(|| last.outcome.shown.to_string());
        let said = (last.outcome.verdict, last.outcome.assumed);
        if let Some(verdicts) = tickets.get_mut(&ticket).filter(|_| said.0 != Verdict::Retracted) {
            verdicts.push(said);
        }
    }
    tickets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_report_is_the_same_in_whatever_order_and_portions(lines in lines(), seed in any::<u64>()) {
        let events = events(&lines);
        let at_once = events.record();
        // Mixed, twice, outcomes before what they are about.
        let mut mixed = Record::new([7; 32]);
        let mut random = super::world::Random(seed | 1);
        for _ in 0..2 {
            let mut order: Vec<usize> = (0..events.shown.len() + events.told.len()).collect();
            for at in (1..order.len()).rev() {
                order.swap(at, random.below(at + 1));
            }
            for place in order {
                match events.shown.get(place) {
                    Some(shown) => mixed.show(shown, Cursor(place as u64)),
                    None => mixed.tell(&events.told[place - events.shown.len()], Cursor(place as u64)),
                }
            }
        }
        prop_assert_eq!(every_report(&at_once), every_report(&mixed));
    }

    #[test]
    fn the_rate_of_resolution_is_that_of_the_ledger(lines in lines()) {
        let events = events(&lines);
        let tickets = naive(&events);
        let ends = |verdicts: &&Vec<(Verdict, bool)>| {
            let has = |wanted: &dyn Fn(&(Verdict, bool)) -> bool| verdicts.iter().any(wanted);
            let surely = has(&|(verdict, assumed)| {
                *verdict == Verdict::Reopened
                    || !assumed && matches!(verdict, Verdict::Resolved | Verdict::Helped)
            });
            let perhaps = has(&|said| *said == (Verdict::Resolved, true));
            surely || !perhaps && has(&|(_, assumed)| !assumed)
        };
        let known = tickets.values().filter(ends).count();
        let resolved = tickets.values().filter(|said| said.contains(&(Verdict::Resolved, false))).count();
        let told = every_report(&events.record());
        let rate = told.iter().find(|report| report.name == Name::Resolution && report.by == Some(By::Month)).expect("a report");
        prop_assert_eq!(&rate.summary[0].1, &Cell::Rate(Rate { part: resolved, of: known }));
        let frequency = told.iter().find(|report| report.name == Name::Frequency).expect("a report");
        prop_assert_eq!(&frequency.summary[0].1, &Cell::Count(tickets.len()));
        // The days of the rows add up.
        let by_day = told.iter().find(|report| report.name == Name::Frequency && report.by == Some(By::Day)).expect("a report");
        let count = |row: &Vec<Cell>| if let Cell::Count(count) = row[1] { count } else { 0 };
        prop_assert_eq!(by_day.rows.iter().map(count).sum::<usize>(), tickets.len());
        let days: BTreeSet<String> = by_day.rows.iter().map(|row| format!("{:?}", row[0])).collect();
        prop_assert_eq!(days.len(), by_day.rows.len());
    }
}

#[test]
fn an_article_that_was_moved_is_one() {
    let mut events = Events::default();
    for (at, path) in [(BEGAN, "new.md"), (BEGAN + 60, "old/a.md"), (BEGAN + 120, "new.md")] {
        events.ask(at, &["a".to_owned()], &[path]);
        events.say(Some(path), Verdict::Resolved, Found::Listed(1));
    }
    let text = "---\ntitle: A\naliases: [old/a]\ntags: [t]\nreview_by: 2026-01-01\n---\nText.\n";
    let library = library(&[("new.md".to_owned(), text.to_owned())]);
    let record = events.record();
    let only = |name: Name, by: Option<By>, key: &str| {
        with_base(&record, &library, &["public", "agents"], date(2026, 2, 1), |base| {
            let report = report(name, base, Wanted { since: None, by });
            let at = report.columns.iter().position(|column| column.key == key).expect("a column");
            assert_eq!(report.rows.len(), 1, "{name:?}: {:?}", report.rows);
            report.rows[0][at].clone()
        })
    };
    for (name, by, key) in [
        (Name::Frequency, Some(By::Article), "inquiries"),
        (Name::Frequency, Some(By::Tag), "inquiries"),
        (Name::Resolution, Some(By::Article), "resolved"),
        (Name::Resolution, Some(By::Revision), "resolved"),
        (Name::Review, None, "helped"),
    ] {
        assert_eq!(only(name, by, key), Cell::Count(3), "{name:?}");
    }
}
