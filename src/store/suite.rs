//! What every ledger must do. Each behaviour is stated once and runs on both.

use std::{path::Path, thread};

use jiff::Timestamp;
use proptest::prelude::*;

use super::{memory::MemoryLedger, sqlite::SqliteLedger};
use crate::{
    access::{Permit, Reader, Record},
    learn::{
        Appended, ArticleName, Basis, Cases, Cursor, Error, EventId, Forecast, Forgotten, Found, Ledger,
        Listed, Outcome, Person, Shown, ShownKind, Sketch, Verdict, Which, WordKey, Words,
    },
    text::Language,
};

/// What was shown under a number, with every field filled.
pub(super) fn shown(id: u128) -> Shown {
    Shown {
        id: EventId(id),
        at: Timestamp::from_microsecond(1_700_000_000_123_456).expect("a moment"),
        kind: ShownKind::Suggestion,
        person: Person("agent:7f3a".to_owned()),
        audiences: vec!["agents".to_owned(), "billing".to_owned()],
        ticket: Some(format!("T-{id}")),
        channel: Some("mail".to_owned()),
        words: Words::Terms(vec!["token".to_owned(), "zurücksetz".to_owned(), "0x80070005".to_owned()]),
        excerpt: Some("since monday my phone shows no code — \"why\"?\nthanks".to_owned()),
        listed: vec![
            Listed {
                article: article("vpn/reset.md"),
                probability: Some(0.731_234_5),
                anchor: "what-to-do".to_owned(),
                section: u64::MAX - 7,
                content: Some(u64::MAX),
            },
            Listed {
                article: article("b.md"),
                probability: None,
                anchor: String::new(),
                section: 0,
                content: None,
            },
        ],
        ranking: u64::MAX,
        generation: 17,
        forecast: Some(Forecast {
            article: article("vpn/reset.md"),
            made_of: vec![0.25, -1.5, 3.0],
            audiences: vec!["agents".to_owned(), "public".to_owned()],
            ranking: u64::MAX - 1,
            at: -1,
        }),
    }
}

fn article(path: &str) -> ArticleName {
    ArticleName { path: path.to_owned(), id: format!("id of {path}") }
}

/// What came of it.
pub(super) fn outcome(id: u128, shown: u128) -> Outcome {
    Outcome {
        id: EventId(id),
        key: Some(format!("key {id}")),
        at: Timestamp::from_microsecond(1_700_000_100_000_001).expect("a moment"),
        shown: EventId(shown),
        article: article("vpn/reset.md"),
        verdict: Verdict::Resolved,
        found: Found::Listed(1),
        person: Person("agent:7f3a".to_owned()),
        ticket: Some("T-77".to_owned()),
        note: Some("worked at once".to_owned()),
        assumed: false,
        basis: Some(Basis { content: u64::MAX, section: 1 << 63 }),
    }
}

/// Whoever runs the program may say what came of anything.
pub(super) fn permit() -> Permit<Record> {
    Reader::at_terminal([]).permit().expect("the right")
}

/// Runs a behaviour on each ledger.
fn each(behaviour: impl Fn(&dyn Ledger)) {
    behaviour(&MemoryLedger::default());
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    behaviour(&ledger);
    assert_eq!(ledger.verify().expect("a look"), Vec::<String>::new());
}

fn open(folder: &Path) -> SqliteLedger {
    SqliteLedger::open(&folder.join("desk.db")).expect("a ledger")
}

fn all(ledger: &dyn Ledger) -> Vec<Outcome> {
    let told = ledger.told_since(Cursor(0), usize::MAX).expect("outcomes");
    told.into_iter().map(|(_, told)| told.outcome).collect()
}

fn new(id: u128, place: u64) -> Appended {
    Appended { id: EventId(id), cursor: Cursor(place), new: true }
}

fn known(id: u128, place: u64) -> Appended {
    Appended { new: false, ..new(id, place) }
}

#[test]
fn what_was_shown_is_there_as_it_was_and_stays_so() {
    each(|ledger| {
        let search = Shown {
            kind: ShownKind::Search,
            audiences: Vec::new(),
            ticket: None,
            channel: None,
            words: Words::Keys(vec![WordKey(u64::MAX), WordKey(1)]),
            excerpt: None,
            listed: Vec::new(),
            ..shown(2)
        };
        let nothing = Shown { kind: ShownKind::Import, words: Words::Terms(Vec::new()), ..shown(3) };
        let three = [shown(1), search, nothing];
        ledger.show(&three).expect("written");
        ledger.show(&[Shown { excerpt: None, ..shown(1) }]).expect("known");
        ledger.show(&[]).expect("nothing");
        for one in &three {
            assert_eq!(ledger.shown(one.id).expect("read").as_ref(), Some(one));
        }
        assert_eq!(ledger.shown(EventId(4)).expect("read"), None);
        assert_eq!(ledger.end().expect("an end"), Cursor(0));
    });
}

#[test]
fn what_came_of_one_thing_is_found_by_its_number() {
    each(|ledger| {
        ledger.show(&[shown(1), shown(2)]).expect("written");
        let last = Outcome { verdict: Verdict::Retracted, ..outcome(3, 1) };
        ledger.append(&[outcome(9, 1), outcome(4, 2), last.clone()], &permit()).expect("appended");
        assert_eq!(ledger.outcomes_of(EventId(1)).expect("read"), [outcome(9, 1), last]);
        assert_eq!(ledger.outcomes_of(EventId(2)).expect("read"), [outcome(4, 2)]);
        assert_eq!(ledger.outcomes_of(EventId(3)).expect("read"), []);
    });
}

#[test]
fn outcomes_come_back_in_the_order_in_which_they_were_appended() {
    each(|ledger| {
        ledger.show(&[shown(1), Shown { ticket: None, ..shown(2) }]).expect("written");
        let plain =
            Outcome { key: None, ticket: None, note: None, assumed: true, basis: None, ..outcome(3, 2) };
        let searched = Outcome { found: Found::Searched, verdict: Verdict::Wrong, ..outcome(2, 1) };
        let before_1970 = Timestamp::from_microsecond(-1).expect("a moment");
        let past = Outcome { found: Found::Known, at: before_1970, ..outcome(7, 1) };
        let four = [outcome(9, 1), plain, searched, past];
        assert_eq!(ledger.append(&four[..1], &permit()).expect("written"), [new(9, 1)]);
        assert_eq!(ledger.append(&four[1..], &permit()).expect("written"), [new(3, 2), new(2, 3), new(7, 4)]);
        assert_eq!(ledger.append(&[], &permit()).expect("nothing"), []);
        assert_eq!(all(ledger), four);
        assert_eq!(ledger.end().expect("an end"), Cursor(4));
        assert_eq!(ledger.outcome(EventId(2)).expect("read").as_ref(), Some(&four[2]));
        assert_eq!(ledger.outcome(EventId(1)).expect("read"), None);
        let some = ledger.told_since(Cursor(1), 2).expect("outcomes");
        assert_eq!(some.iter().map(|(cursor, _)| cursor.0).collect::<Vec<_>>(), [2, 3]);
        assert_eq!((&some[0].1.ticket, &some[1].1.ticket), (&None, &Some("T-1".to_owned())));
        assert_eq!(some[0].1.words, shown(2).words.keys(&ledger.secret()));
        assert_eq!(ledger.told_since(Cursor(4), 10).expect("outcomes"), []);
        assert_eq!(ledger.told_since(Cursor(u64::MAX), 10).expect("outcomes"), []);
        assert_eq!(ledger.told_since(Cursor(0), 0).expect("outcomes"), []);
    });
}

#[test]
fn every_verdict_and_every_way_of_finding_is_kept() {
    each(|ledger| {
        ledger.show(&[shown(1)]).expect("written");
        let ways = [Found::Listed(1), Found::Listed(u32::MAX), Found::Searched, Found::Known];
        let mut every = Vec::new();
        for (id, verdict) in (0..).zip(Verdict::ALL) {
            for (more, found) in (0..).zip(ways) {
                every.push(Outcome { verdict, found, ..outcome(id * 10 + more, 1) });
            }
        }
        ledger.append(&every, &permit()).expect("written");
        assert_eq!(all(ledger), every);
    });
}

#[test]
fn the_same_again_is_written_once() {
    each(|ledger| {
        ledger.show(&[shown(1), shown(2)]).expect("written");
        let first = outcome(1, 1);
        // The same request sent again: another number, another moment, the same key.
        let later = Timestamp::from_second(2_000_000_000).expect("a moment");
        let again = Outcome { id: EventId(2), at: later, ..first.clone() };
        let moved = ArticleName { path: "new/place.md".to_owned(), ..first.article.clone() };
        let moved = Outcome { id: EventId(3), article: moved, ..first.clone() };
        let appended = ledger.append(&[first.clone(), again.clone()], &permit()).expect("written");
        assert_eq!(appended, [new(1, 1), known(1, 1)]);
        assert_eq!(
            ledger.append(&[again, first.clone(), moved], &permit()).expect("known"),
            [known(1, 1); 3]
        );
        // Somebody else's key is another key; no key is no key.
        let other = Outcome { id: EventId(4), person: Person("agent:other".to_owned()), ..first.clone() };
        let free = [5, 6].map(|id| Outcome { id: EventId(id), key: None, ..first.clone() });
        let appended = ledger.append(&[other, free[0].clone(), free[1].clone()], &permit()).expect("written");
        assert_eq!(appended, [new(4, 2), new(5, 3), new(6, 4)]);
        assert_eq!(ledger.append(&free[..1], &permit()).expect("known"), [known(5, 3)]);
        assert_eq!(ledger.end().expect("an end"), Cursor(4));
    });
}

#[test]
fn a_key_that_was_used_for_another_outcome_is_refused_with_all_that_came_with_it() {
    each(|ledger| {
        ledger.show(&[shown(1), shown(2)]).expect("written");
        let first = outcome(1, 1);
        ledger.append(std::slice::from_ref(&first), &permit()).expect("written");
        let same_key = |id| Outcome { id: EventId(id), ..first.clone() };
        for other in [
            Outcome { verdict: Verdict::Wrong, ..same_key(3) },
            Outcome { shown: EventId(2), ..same_key(3) },
            Outcome { article: article("other.md"), ..same_key(3) },
            Outcome { found: Found::Searched, ..same_key(3) },
            Outcome { note: None, ..same_key(3) },
            Outcome { ticket: None, ..same_key(3) },
            Outcome { assumed: true, ..same_key(3) },
        ] {
            let refused = ledger.append(&[outcome(2, 1), other], &permit()).expect_err("another outcome");
            assert!(matches!(&refused, Error::KeyTaken(key) if key == "key 1"), "{refused}");
        }
        assert_eq!(all(ledger), [first]);
        assert_eq!(ledger.append(&[outcome(2, 1)], &permit()).expect("written"), [new(2, 2)]);
    });
}

#[test]
fn what_was_never_shown_has_no_outcome() {
    each(|ledger| {
        ledger.show(&[shown(1)]).expect("written");
        let refused = ledger.append(&[outcome(1, 1), outcome(2, 9)], &permit()).expect_err("never shown");
        assert!(matches!(refused, Error::NotShown(EventId(9))), "{refused}");
        assert_eq!((all(ledger), ledger.outcome(EventId(1)).expect("read")), (Vec::new(), None));
        assert_eq!(ledger.append(&[outcome(1, 1)], &permit()).expect("written"), [new(1, 1)]);
    });
}

#[test]
fn what_was_shown_is_read_page_by_page_in_the_order_of_numbers() {
    each(|ledger| {
        let ids = [5, 1, u128::MAX, 3, 0, 1 << 100];
        ledger.show(&ids.map(shown)).expect("written");
        let mut seen = Vec::new();
        loop {
            let page = ledger.shown_after(seen.last().copied(), 2).expect("a page");
            if page.is_empty() {
                break;
            }
            seen.extend(page.into_iter().map(|shown| shown.id));
        }
        assert_eq!(seen, [0, 1, 3, 5, 1 << 100, u128::MAX].map(EventId));
    });
}

#[test]
fn what_was_shown_for_a_ticket_is_found_by_its_number() {
    each(|ledger| {
        ledger.show(&[shown(3), shown(1), Shown { ticket: None, ..shown(2) }]).expect("written");
        ledger
            .append(&[outcome(9, 2), Outcome { ticket: None, ..outcome(8, 3) }], &permit())
            .expect("written");
        let numbers = |ticket: &str| -> Vec<u128> {
            ledger.shown_for(ticket).expect("read").into_iter().map(|shown| shown.id.0).collect()
        };
        assert_eq!((numbers("T-1"), numbers("T-77"), numbers("T-2")), (vec![1], vec![2], vec![]));
        assert_eq!(ledger.shown_for("T-3").expect("read"), [shown(3)]);
    });
}

#[test]
fn what_is_remembered_of_a_section_stays_as_it_was_first() {
    each(|ledger| {
        let sketch = |text: &str| Sketch::of(text, ["press it"], Language::ENGLISH, &ledger.secret());
        let long = (0..400).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
        let three = [(u64::MAX, sketch("press it twice")), (1 << 63, sketch("")), (1, sketch(&long))];
        ledger.sketch(&three).expect("written");
        ledger.sketch(&[(1, sketch("another")), (2, sketch("the second"))]).expect("written");
        ledger.sketch(&[]).expect("nothing");
        let [last, middle, first] = three;
        let found = ledger.sketches(&[u64::MAX, 7, 1, 1 << 63, 1]).expect("read");
        assert_eq!(found, [first, middle, last]);
        assert_eq!(ledger.sketches(&[]).expect("read"), []);
        assert_eq!(ledger.sketches(&[2]).expect("read"), [(2, sketch("the second"))]);
    });
}

#[test]
fn what_was_shown_can_be_followed_in_the_order_of_writing() {
    each(|ledger| {
        let mut seen = Vec::new();
        let mut since = Cursor(0);
        for ids in [[5, u128::MAX], [0, 5], [1 << 100, 3]] {
            ledger.show(&ids.map(shown)).expect("written");
            for (cursor, one) in ledger.shown_since(since, 1).expect("a page") {
                assert_eq!(one, shown(one.id.0));
                since = cursor;
                seen.push(one.id.0);
            }
        }
        for (cursor, one) in ledger.shown_since(since, 9).expect("the rest") {
            assert!(cursor > since);
            since = cursor;
            seen.push(one.id.0);
        }
        assert_eq!(seen, [5, u128::MAX, 0, 1 << 100, 3]);
        assert!(ledger.shown_since(since, 9).expect("nothing").is_empty());
    });
}

#[test]
fn many_at_once_lose_nothing_and_share_nothing() {
    each(|ledger| {
        ledger.show(&[shown(1)]).expect("written");
        let mut appended: Vec<Appended> = thread::scope(|scope| {
            let one = |thread: u128| {
                move || -> Vec<Appended> {
                    let one = |n| {
                        let key = Some(format!("shared {n}"));
                        let shared = Outcome { id: EventId(10_000 + thread * 100 + n), key, ..outcome(0, 1) };
                        ledger
                            .append(&[outcome(1 + thread * 100 + n, 1), shared], &permit())
                            .expect("written")
                    };
                    (0..12).flat_map(one).collect()
                }
            };
            let threads: Vec<_> = (0..6).map(|thread| scope.spawn(one(thread))).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
        });
        appended.retain(|appended| appended.new);
        appended.sort_by_key(|appended| appended.cursor);
        let places: Vec<u64> = appended.iter().map(|appended| appended.cursor.0).collect();
        assert_eq!(places, (1..=6 * 12 + 12).collect::<Vec<_>>(), "each key once, no place twice");
        let ids: Vec<EventId> = appended.iter().map(|appended| appended.id).collect();
        assert_eq!(all(ledger).iter().map(|outcome| outcome.id).collect::<Vec<_>>(), ids);
    });
}

#[test]
fn odd_text_is_kept_as_it_is() {
    each(|ledger| {
        let odd = "\0 '; DROP TABLE shown; -- \u{202e}\u{fffd} 🦀 \"\\\n".to_owned();
        let record = Shown {
            person: Person(odd.clone()),
            audiences: vec![odd.clone(), String::new()],
            ticket: Some(odd.clone()),
            channel: Some(String::new()),
            excerpt: Some(odd.repeat(1_000)),
            ..shown(1)
        };
        ledger.show(std::slice::from_ref(&record)).expect("written");
        let told = Outcome {
            key: Some(odd.clone()),
            note: Some(odd.clone()),
            article: article(&odd),
            ..outcome(1, 1)
        };
        ledger.append(std::slice::from_ref(&told), &permit()).expect("written");
        assert_eq!(ledger.shown(EventId(1)).expect("read"), Some(record));
        assert_eq!(all(ledger), [told]);
    });
}

#[test]
fn what_was_said_in_a_ticket_is_forgotten_and_still_counts() {
    each(|ledger| {
        let ticket = |name: &str| Some(name.to_owned());
        let records = [
            Shown { ticket: ticket("T-1"), ..shown(1) },
            Shown { ticket: None, ..shown(2) },
            Shown { ticket: ticket("T-2"), ..shown(3) },
            Shown { ticket: None, ..shown(4) },
        ];
        ledger.show(&records).expect("written");
        let came = [
            Outcome { ticket: None, ..outcome(1, 1) },
            Outcome { ticket: ticket("T-1"), ..outcome(2, 2) },
            Outcome { ticket: ticket("T-2"), ..outcome(3, 3) },
            Outcome { ticket: None, ..outcome(4, 4) },
        ];
        ledger.append(&came, &permit()).expect("written");
        let other = Which::Ticket("T-9".to_owned());
        assert!(ledger.forget(&other, "x").expect("nothing").is_empty());
        assert_eq!(ledger.epoch().expect("an epoch"), 0);

        let forgotten = ledger.forget(&Which::Ticket("T-1".to_owned()), "gone").expect("forgotten");
        assert_eq!(forgotten, Forgotten { shown: 2, outcomes: 2, requests: 0 });
        assert_eq!(ledger.epoch().expect("an epoch"), 1);
        let blank = |one: &Shown, name: Option<&str>| Shown {
            words: Words::Terms(Vec::new()),
            excerpt: None,
            ticket: name.map(str::to_owned),
            ..one.clone()
        };
        let records = [
            blank(&records[0], Some("gone")),
            blank(&records[1], None),
            records[2].clone(),
            records[3].clone(),
        ];
        assert_eq!(ledger.shown_after(None, 9).expect("read"), records);
        let silent = |one: &Outcome, name: Option<&str>| Outcome {
            note: None,
            key: None,
            ticket: name.map(str::to_owned),
            ..one.clone()
        };
        let came = [silent(&came[0], None), silent(&came[1], Some("gone")), came[2].clone(), came[3].clone()];
        assert_eq!(all(ledger), came);
        assert!(ledger.forget(&Which::Ticket("T-1".to_owned()), "x").expect("nothing").is_empty());

        // Nothing brings it back.
        ledger.show(&[shown(1)]).expect("known");
        assert_eq!(ledger.shown(EventId(1)).expect("read").as_ref(), Some(&records[0]));
        for again in [outcome(1, 1), outcome(9, 1)] {
            assert!(matches!(ledger.append(&[again], &permit()), Err(Error::NotShown(EventId(1)))));
        }
        assert_eq!(ledger.end().expect("an end"), Cursor(4));

        let one = ledger.forget(&Which::Shown(EventId(4)), "x").expect("forgotten");
        assert_eq!(one, Forgotten { shown: 1, outcomes: 1, requests: 0 });
        assert_eq!(ledger.shown(EventId(4)).expect("read"), Some(blank(&records[3], None)));
        let of_ticket = ledger.forget(&Which::Shown(EventId(3)), "other").expect("forgotten");
        assert_eq!(of_ticket, Forgotten { shown: 1, outcomes: 1, requests: 0 });
        assert_eq!(all(ledger)[2].ticket.as_deref(), Some("other"));
        assert!(ledger.forget(&Which::Shown(EventId(77)), "x").expect("nothing").is_empty());
    });
}

/// What a caller might do.
#[derive(Clone, Debug)]
enum Op {
    Show(u128),
    Forget(Which),
    Append(Vec<(u128, u128, u8, bool)>),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let append = prop::collection::vec((0..12_u128, 0..4_u128, 0..3_u8, any::<bool>()), 1..4);
    let which = prop_oneof![
        (0..4_u128).prop_map(|id| Which::Ticket(format!("T-{id}"))),
        Just(Which::Ticket("T-77".to_owned())),
        (0..4_u128).prop_map(|id| Which::Shown(EventId(id))),
    ];
    let op = prop_oneof![
        8 => (0..4_u128).prop_map(Op::Show),
        8 => append.prop_map(Op::Append),
        1 => which.prop_map(Op::Forget),
    ];
    prop::collection::vec(op, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_answer_the_same_whatever_is_done(ops in ops(), limit in 1..5_usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let (memory, file) = (MemoryLedger::default(), open(folder.path()));
        for op in &ops {
            match op {
                Op::Show(id) => {
                    let record = [Shown { generation: 1, ..shown(*id) }];
                    prop_assert!(memory.show(&record).is_ok() && file.show(&record).is_ok());
                }
                Op::Forget(which) => {
                    let answers = (memory.forget(which, "gone"), file.forget(which, "gone"));
                    prop_assert_eq!(format!("{:?}", answers.0), format!("{:?}", answers.1));
                    prop_assert_eq!(memory.epoch().expect("an epoch"), file.epoch().expect("an epoch"));
                }
                Op::Append(all) => {
                    let made = |(id, shown, key, helped): &(u128, u128, u8, bool)| Outcome {
                        key: (*key > 0).then(|| format!("key {key}")),
                        verdict: if *helped { Verdict::Helped } else { Verdict::Resolved },
                        ..outcome(*id, *shown)
                    };
                    let all: Vec<Outcome> = all.iter().map(made).collect();
                    let answers = (memory.append(&all, &permit()), file.append(&all, &permit()));
                    prop_assert_eq!(format!("{:?}", answers.0), format!("{:?}", answers.1));
                }
            }
        }
        prop_assert_eq!(all(&memory), all(&file));
        let shown = |ledger: &dyn Ledger| ledger.shown_after(None, usize::MAX).expect("what was shown");
        prop_assert_eq!(shown(&memory), shown(&file));
        prop_assert_eq!(memory.end().expect("an end"), file.end().expect("an end"));
        // Lessons are the same at once, in steps, and read again from the file.
        drop(file);
        let file = open(folder.path());
        let (mut at_once, mut in_steps) = (Cases::default(), Cases::default());
        for (_, told) in file.told_since(Cursor(0), usize::MAX).expect("outcomes") {
            at_once.tell(&told);
        }
        let mut since = Cursor(0);
        while since < file.end().expect("an end") {
            for (cursor, told) in file.told_since(since, limit).expect("outcomes") {
                in_steps.tell(&told);
                since = cursor;
            }
        }
        prop_assert_eq!(at_once, in_steps);
    }
}
