//! Is every report what a slow and plain recomputation from the ledger says?

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

use super::{
    same::{Line, events, lines},
    world::{BEGAN, Events, Nothing, library, with_evidence},
};
use crate::{
    access::Scope,
    learn::{ArticleName, CaseKey, EventId, Told, Verdict},
    library::{Change, ChangeKind},
    report::{By, Cell, Commits, Evidence, Name, Rate, Record, Report, Wanted, asked_again, gaps_of, report},
};

const DAY: i64 = 24 * 60 * 60;

/// What was said last of a ticket and an article, if it was not taken back.
struct Said {
    question: String,
    path: String,
    verdict: Verdict,
    assumed: bool,
    person: String,
    /// In seconds since 1970.
    at: i64,
    /// When the article was shown.
    shown_at: i64,
}

/// Every question with what was said of it.
fn naive(events: &Events) -> BTreeMap<String, Vec<Said>> {
    let hash = |ticket: &str| {
        let hash = blake3::hash(format!("ticket\n{ticket}").as_bytes());
        u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight"))
    };
    let mut named: BTreeMap<EventId, &String> = BTreeMap::new();
    for told in &events.told {
        if let (None, Some(ticket)) = (&told.ticket, &told.outcome.ticket) {
            let least = named.entry(told.outcome.shown).or_insert(ticket);
            *least = std::cmp::min_by_key(*least, ticket, |ticket| hash(ticket));
        }
    }
    let of_shown = |shown: EventId, own: Option<&String>| {
        own.or(named.get(&shown).copied()).cloned().unwrap_or_else(|| shown.to_string())
    };
    let shown_at: BTreeMap<EventId, i64> =
        events.shown.iter().map(|shown| (shown.id, shown.at.as_second())).collect();
    let mut questions: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for shown in &events.shown {
        questions.entry(of_shown(shown.id, shown.ticket.as_ref())).or_default();
    }
    let mut cases: BTreeMap<CaseKey, Vec<&Told>> = BTreeMap::new();
    for told in &events.told {
        cases.entry(CaseKey::of(told)).or_default().push(told);
    }
    for mut told in cases.into_values() {
        told.sort_by_key(|told| (told.outcome.at, told.outcome.id));
        let last = &told.last().expect("one at least").outcome;
        let own = last.ticket.as_ref().or(told.last().expect("one").ticket.as_ref());
        let question = of_shown(last.shown, own);
        let said = Said {
            path: last.article.path.clone(),
            verdict: last.verdict,
            assumed: last.assumed,
            person: last.person.0.clone(),
            at: last.at.as_second(),
            shown_at: shown_at[&last.shown],
            question: question.clone(),
        };
        if let Some(of) = questions.get_mut(&question).filter(|_| last.verdict != Verdict::Retracted) {
            of.push(said);
        }
    }
    questions
}

fn helps(said: &Said) -> bool {
    matches!(said.verdict, Verdict::Resolved | Verdict::Helped)
}

/// Articles a0 to a2, which nobody validated; `gone` is not there.
fn articles(gone: Option<usize>) -> Vec<(String, String)> {
    let text = |n| format!("---\ntitle: A {n}\nstate: wip\n---\nText {n}.\n");
    (0..3).filter(|n| Some(*n) != gone).map(|n| (format!("a{n}.md"), text(n))).collect()
}

/// What the desk saw change, and nothing more.
struct Seen(Vec<Change>);

impl Evidence for Seen {
    fn excerpt(&self, shown: EventId) -> Option<String> {
        Nothing.excerpt(shown)
    }

    fn notes(&self, shown: EventId) -> Vec<String> {
        Nothing.notes(shown)
    }

    fn text(&self, path: &str) -> Option<String> {
        Nothing.text(path)
    }

    fn ticket(&self, _: EventId) -> Option<String> {
        None
    }

    fn section(&self, _: EventId, _: &ArticleName) -> Option<u64> {
        None
    }

    fn sections(&self, _: &str, _: &Scope) -> Vec<u64> {
        Vec::new()
    }

    fn changes(&self, _: &Scope) -> Vec<Change> {
        self.0.clone()
    }

    fn commits(&self) -> Commits<'_> {
        Box::new(|_| Vec::new())
    }
}

fn change(path: &str, kind: ChangeKind, days: i64) -> Change {
    let at = Timestamp::from_second(BEGAN + days * DAY).expect("a moment");
    Change { generation: 0, at, path: path.to_owned(), title: path.to_owned(), kind }
}

fn told(record: &Record, gone: Option<usize>, changes: Vec<Change>, name: Name, by: Option<By>) -> Report {
    let library = library(&articles(gone));
    with_evidence(record, &library, &["public", "agents"], date(2026, 2, 1), &Seen(changes), |base| {
        report(name, base, Wanted { since: None, by })
    })
}

/// The cells of a column, by the paths of the articles in the first.
fn by_path(report: &Report, key: &str) -> BTreeMap<String, Cell> {
    let at = report.columns.iter().position(|column| column.key == key).expect("a column");
    let path = |row: &[Cell]| match &row[0] {
        Cell::Article(named) => named.path.clone(),
        other => format!("{other:?}"),
    };
    report.rows.iter().map(|row| (path(row), row[at].clone())).collect()
}

fn summed(report: &Report, key: &str) -> Cell {
    let (_, cell) = report.summary.iter().find(|(column, _)| column.key == key).expect("a figure");
    cell.clone()
}

fn check_uses(record: &Record, questions: &BTreeMap<String, Vec<Said>>) {
    let all = || questions.values().flatten();
    let review = told(record, None, Vec::new(), Name::Review, None);
    let (helped, people) = (by_path(&review, "helped"), by_path(&review, "people"));
    let unused = by_path(&told(record, None, Vec::new(), Name::Unused, None), "shown");
    for path in ["a0.md", "a1.md", "a2.md"] {
        let mine = || all().filter(|said| said.path == path && helps(said));
        let persons: BTreeSet<&String> = mine().map(|said| &said.person).collect();
        assert_eq!(helped[path], Cell::Count(mine().count()), "{path}");
        assert_eq!(people[path], Cell::Count(persons.len()), "{path}");
        // Two of the three stood in every list.
        let shown = if path == "a2.md" { 0 } else { questions.len() };
        let expected = (mine().count() == 0).then_some(Cell::Count(shown));
        assert_eq!(unused.get(path).cloned(), expected, "{path}");
    }
    let judges =
        |said: &&Said| said.verdict == Verdict::Reopened || !said.assumed && said.verdict != Verdict::Helped;
    let judged = ["a0.md", "a1.md", "a2.md"]
        .iter()
        .filter(|path| all().filter(|said| said.path == **path).filter(judges).count() >= 15);
    let stopped = told(record, None, Vec::new(), Name::Stopped, None);
    assert_eq!(summed(&stopped, "judged"), Cell::Count(judged.count()));
}

fn check_measures(record: &Record, questions: &BTreeMap<String, Vec<Said>>) {
    let has = |said: &[Said], wanted: &dyn Fn(&Said) -> bool| said.iter().any(wanted);
    let resolved = |said: &[Said]| has(said, &|said| said.verdict == Verdict::Resolved && !said.assumed);
    let reopened = |said: &[Said]| has(said, &|said| said.verdict == Verdict::Reopened);
    let helped = |said: &[Said]| has(said, &|said| said.verdict == Verdict::Helped && !said.assumed);
    let assumed = |said: &[Said]| has(said, &|said| said.verdict == Verdict::Resolved);
    let surely = |said: &[Said]| resolved(said) || reopened(said) || helped(said);
    let closed = |said: &&Vec<Said>| surely(said) || !assumed(said) && has(said, &|said| !said.assumed);
    let rejected = |said: &&Vec<Said>| {
        !resolved(said)
            && (reopened(said) || !helped(said) && !assumed(said) && has(said, &|said| !said.assumed))
    };
    let of = questions.values().filter(closed).count();
    let part = questions.values().filter(|said| has(said, &|said| helps(said) && !said.assumed));
    let measures = told(record, None, Vec::new(), Name::Measures, None);
    assert_eq!(measures.rows[0][1], Cell::Rate(Rate { part: part.filter(closed).count(), of }));
    let known = Rate { part: questions.values().filter(|said| resolved(said)).count(), of };
    assert_eq!(measures.rows[1][1], Cell::Rate(known));
    let unanswered = told(record, None, Vec::new(), Name::Unanswered, None);
    assert_eq!(summed(&unanswered, "rate"), Cell::Rate(known));
    // Whatever is in a group was asked, and no article resolved it.
    let open = questions.values().filter(rejected).count();
    let library = library(&articles(None));
    with_evidence(record, &library, &["public", "agents"], date(2026, 2, 1), &Nothing, |base| {
        let gaps = gaps_of(base, Wanted::default());
        let in_groups: usize = gaps.iter().map(|gap| gap.shown.len()).sum();
        assert!(in_groups <= open, "{in_groups} of {open}");
        let past = asked_again(base, Wanted::default(), usize::MAX);
        assert_eq!(past.iter().map(|one| one.times).sum::<usize>(), questions.len());
        let by = |one: &&crate::report::PastQuestion| one.resolved_by.is_some();
        let some = |said: &&Vec<Said>| {
            has(said, &|said| said.verdict == Verdict::Resolved && !said.assumed && !said.path.is_empty())
        };
        let (asked, told) = (past.iter().filter(by), questions.values().filter(some).count());
        assert!(asked.map(|one| one.times).sum::<usize>() <= told);
    });
}

fn check_recall(record: &Record, questions: &BTreeMap<String, Vec<Said>>) {
    let changes = vec![
        change("a0.md", ChangeKind::Changed, 3),
        change("a0.md", ChangeKind::Changed, 6),
        change("a1.md", ChangeKind::Added, 0),
        change("a2.md", ChangeKind::Retired, 8),
    ];
    let recall = told(record, Some(2), changes, Name::Recall, None);
    let until = |path: &str| match path {
        "a0.md" => BEGAN + 6 * DAY,
        // It was only seen to come.
        "a1.md" => BEGAN,
        "a2.md" => BEGAN + 8 * DAY,
        _ => i64::MIN,
    };
    let is_it = |said: &&Said| helps(said) && !said.assumed && said.at < until(&said.path);
    let mut expected: Vec<(i64, bool)> = questions
        .values()
        .flatten()
        .filter(is_it)
        .map(|said| ((said.at - BEGAN).div_euclid(DAY), said.path == "a2.md"))
        .collect();
    let first = date(2026, 1, 1);
    let mut found: Vec<(i64, bool)> = recall
        .rows
        .iter()
        .map(|row| {
            let Cell::Day(day) = row[1] else { panic!("no day") };
            let gone = row[3].words() == "gone";
            (i64::from((day - first).get_days()), gone)
        })
        .collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
}

fn check_revisions(record: &Record, questions: &BTreeMap<String, Vec<Said>>) {
    let changes = vec![change("a0.md", ChangeKind::Added, 2), change("a0.md", ChangeKind::Changed, 7)];
    let rates = told(record, None, changes, Name::Resolution, Some(By::Revision));
    let [from, rate] = ["from", "rate"]
        .map(|key| rates.columns.iter().position(|column| column.key == key).expect("a column"));
    let version = |at: i64| match at - BEGAN {
        at if at >= 7 * DAY => Cell::Day(date(2026, 1, 8)),
        at if at >= 2 * DAY => Cell::Day(date(2026, 1, 3)),
        _ => Cell::Nothing,
    };
    for path in ["a0.md", "a1.md", "a2.md"] {
        for since in [Cell::Day(date(2026, 1, 8)), Cell::Day(date(2026, 1, 3)), Cell::Nothing] {
            let mine = || {
                questions.values().flatten().filter(|said| {
                    let of = if path == "a0.md" { version(said.shown_at) } else { Cell::Nothing };
                    said.path == path && of == since
                })
            };
            let of = mine().filter(|said| !said.assumed).count();
            let part = mine().filter(|said| !said.assumed && said.verdict == Verdict::Resolved).count();
            let row = rates.rows.iter().find(|row| {
                matches!(&row[0], Cell::Article(named) if named.path == path) && row[from] == since
            });
            let known = mine().any(|said| !said.assumed || said.verdict == Verdict::Resolved);
            let expected = known.then_some(Cell::Rate(Rate { part, of }));
            assert_eq!(row.map(|row| row[rate].clone()), expected, "{path} {since:?}");
        }
    }
}

fn check(lines: &[Line]) {
    let events = events(lines);
    let (record, questions) = (events.record(), naive(&events));
    assert!(questions.iter().all(|(name, said)| said.iter().all(|said| said.question == *name)));
    check_uses(&record, &questions);
    check_measures(&record, &questions);
    check_recall(&record, &questions);
    check_revisions(&record, &questions);
    let kinds = told(&record, None, Vec::new(), Name::Nature, Some(By::Kind));
    assert_eq!(summed(&kinds, "inquiries"), Cell::Count(questions.len()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_report_is_that_of_the_ledger(lines in lines()) {
        check(&lines);
    }
}
