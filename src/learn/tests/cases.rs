//! What cases must do.

use std::{collections::BTreeMap, num::NonZeroI32};

use jiff::Timestamp;
use proptest::prelude::*;

use crate::learn::{
    ArticleName, Basis, CaseKey, Cases, EventId, Forecast, Found, Outcome, Person, Told, Verdict, WordKey,
    WordNo, cases::weight,
};

/// What happened at a second: a verdict on an article for a ticket.
pub(super) fn told(id: u128, second: i64, ticket: &str, path: &str, verdict: Verdict) -> Told {
    Told {
        outcome: Outcome {
            id: EventId(id),
            key: None,
            at: Timestamp::from_second(second).expect("a moment"),
            shown: EventId(1_000 + id),
            article: ArticleName { path: path.to_owned(), id: path.trim_end_matches(".md").to_owned() },
            verdict,
            found: Found::Searched,
            person: Person(format!("agent:{}", id % 3)),
            ticket: Some(ticket.to_owned()),
            note: None,
            assumed: false,
            basis: None,
        },
        ticket: None,
        words: vec![WordKey(id.try_into().expect("small")), WordKey(7)],
        forecast: Some(Forecast {
            article: ArticleName { path: "0.md".to_owned(), id: String::new() },
            made_of: vec![0.5],
            audiences: vec!["public".to_owned()],
            ranking: 1,
            at: 5,
        }),
    }
}

/// Outcomes of few tickets, articles and moments, so that they meet; their ids are their places.
pub(super) fn outcomes() -> impl Strategy<Value = Vec<Told>> {
    let one = (0..3_u8, 0..2_u8, 0..6_i64, 0..6_usize, 0..4_u8, any::<bool>(), 0..4_u64);
    prop::collection::vec(one, 0..24).prop_map(|all| {
        let one = |(id, (ticket, article, at, verdict, found, assumed, word)): (usize, _)| {
            let mut told = told(id as u128, at, "", &format!("{article}.md"), Verdict::ALL[verdict]);
            // Known by its own ticket, by that of what was shown, or by what was shown.
            told.outcome.ticket = (ticket == 0).then(|| "T-1".to_owned());
            told.ticket = Some(["T-9", "T-1", ""][usize::from(ticket)].to_owned());
            told.outcome.shown = EventId(u128::from(word % 2));
            told.outcome.found =
                [Found::Listed(1), Found::Listed(3), Found::Searched, Found::Known][usize::from(found)];
            told.outcome.assumed = assumed;
            told.outcome.basis = (word > 0).then_some(Basis { content: word, section: u64::from(found) });
            told.words = vec![WordKey(word), WordKey(word + 1), WordKey(word)];
            told
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

pub(super) fn fold<'a>(all: impl IntoIterator<Item = &'a Told>) -> Cases {
    let mut cases = Cases::default();
    for told in all {
        cases.tell(told);
    }
    cases
}

fn weights(cases: &Cases) -> Vec<i32> {
    cases.votes().map(|(_, vote)| vote.weight).collect()
}

/// The rule as it is written, for one case: what is taken back is left out, the last of the rest decides.
fn by_the_book(of_one_case: &[&Told]) -> Option<(i32, EventId)> {
    let moment = |told: &&&Told| (told.outcome.at, told.outcome.id);
    let takes_back = |told: &&&Told| matches!(told.outcome.verdict, Verdict::Reopened | Verdict::Retracted);
    let taken = of_one_case.iter().filter(takes_back).map(|told| moment(&told)).max();
    let remaining = of_one_case.iter().filter(|told| !takes_back(told));
    let last = remaining.filter(|told| taken.is_none_or(|taken| moment(told) > taken)).max_by_key(moment)?;
    let outcome = &last.outcome;
    Some((weight(outcome.verdict, outcome.found, outcome.assumed)?.get(), outcome.shown))
}

proptest! {
    #[test]
    fn the_order_of_arrival_and_repetitions_change_nothing(
        (all, shuffled) in outcomes().prop_flat_map(|all| {
            let twice = [all.clone(), all.clone()].concat();
            (Just(all), Just(twice).prop_shuffle())
        })
    ) {
        prop_assert_eq!(fold(&all), fold(&shuffled));
    }

    #[test]
    fn every_case_says_what_the_rule_says(all in outcomes()) {
        let cases = fold(&all);
        let mut by_case: BTreeMap<CaseKey, Vec<&Told>> = BTreeMap::new();
        for told in &all {
            by_case.entry(CaseKey::of(told)).or_default().push(told);
        }
        prop_assert_eq!(by_case.len(), cases.len());
        for (key, of_one_case) in by_case {
            let vote = cases.find(key).and_then(|case| cases.vote(case));
            prop_assert_eq!(vote.map(|vote| (vote.weight, vote.shown)), by_the_book(&of_one_case));
        }
    }

    #[test]
    fn whoever_follows_the_changes_knows_the_votes_and_their_words(all in outcomes()) {
        let mut cases = Cases::default();
        let mut known = BTreeMap::new();
        for told in &all {
            let Some(change) = cases.tell(told) else { continue };
            let before = known.remove(&change.case);
            prop_assert_eq!(before, change.before.map(|vote| (vote, change.words_before)));
            if let Some(vote) = change.now {
                known.insert(change.case, (vote, cases.words(change.case).to_vec()));
            }
        }
        let now: BTreeMap<_, _> =
            cases.votes().map(|(case, vote)| (case, (vote, cases.words(case).to_vec()))).collect();
        prop_assert_eq!(known, now);
    }
}

#[test]
fn a_verdict_weighs_what_was_measured() {
    for (verdict, found, assumed, expected) in [
        (Verdict::Resolved, Found::Listed(1), false, Some(500)),
        (Verdict::Resolved, Found::Listed(2), false, Some(1_000)),
        (Verdict::Resolved, Found::Searched, false, Some(2_000)),
        (Verdict::Resolved, Found::Known, false, Some(1_000)),
        (Verdict::Resolved, Found::Searched, true, Some(100)),
        (Verdict::Helped, Found::Listed(1), false, Some(150)),
        (Verdict::Helped, Found::Searched, false, Some(600)),
        (Verdict::NotHelpful, Found::Listed(1), false, Some(-250)),
        (Verdict::NotHelpful, Found::Listed(4), true, Some(-100)),
        (Verdict::Wrong, Found::Known, false, Some(-1_000)),
        (Verdict::Reopened, Found::Known, false, None),
        (Verdict::Retracted, Found::Known, true, None),
    ] {
        assert_eq!(weight(verdict, found, assumed).map(NonZeroI32::get), expected, "{verdict:?} {found:?}");
    }
}

#[test]
fn what_is_taken_back_never_happened_whoever_said_it_and_can_be_said_again() {
    let mut cases = fold(&[told(1, 10, "T", "a.md", Verdict::Resolved)]);
    assert_eq!(weights(&cases), [2_000]);
    let change = cases.tell(&told(2, 20, "T", "a.md", Verdict::Retracted)).expect("a change");
    assert_eq!((change.before.map(|vote| vote.weight), change.now), (Some(2_000), None));
    assert_eq!((change.words_before.len(), cases.words(change.case)), (2, &[][..]));
    assert_eq!(cases.tell(&told(3, 15, "T", "a.md", Verdict::Helped)), None, "it happened before");
    assert_eq!(cases.tell(&told(2, 20, "T", "a.md", Verdict::Retracted)), None);
    let change = cases.tell(&told(4, 30, "T", "a.md", Verdict::Wrong)).expect("a change");
    assert_eq!((change.before, change.now.map(|vote| vote.weight)), (None, Some(-2_000)));
    let vote = change.now.expect("a vote");
    assert_eq!((vote.at, vote.shown), (30, EventId(1_004)));
    assert_eq!(cases.article(vote.article).path, "a.md");
    assert_eq!(cases.person(vote.person).0, "agent:1");
}

#[test]
fn one_ticket_and_article_count_once_and_others_for_themselves() {
    let all = [
        told(1, 10, "T", "a.md", Verdict::Resolved),
        told(2, 11, "T", "a.md", Verdict::Helped),
        told(3, 12, "T", "b.md", Verdict::Wrong),
        told(4, 13, "U", "a.md", Verdict::NotHelpful),
    ];
    assert_eq!(weights(&fold(&all)), [600, -2_000, -1_000]);
}

#[test]
fn the_words_are_those_of_what_decides() {
    let mut cases = fold(&[told(1, 10, "T", "a.md", Verdict::Resolved)]);
    let mut again = told(2, 11, "T", "a.md", Verdict::Resolved);
    again.words = vec![WordKey(5), WordKey(7), WordKey(5)];
    let change = cases.tell(&again).expect("a change");
    let keys = |words: &[WordNo]| words.iter().map(|word| cases.word(*word).0).collect::<Vec<_>>();
    assert_eq!(keys(&change.words_before), [1, 7]);
    assert_eq!(keys(cases.words(change.case)), [7, 5]);
    assert_eq!(cases.word_no(WordKey(5)), Some(WordNo(2)));
    assert_eq!(cases.word_no(WordKey(6)), None);
}

#[test]
fn words_that_nobody_has_any_more_take_no_room() {
    let mut cases = Cases::default();
    for id in 0..20_000 {
        let mut told = told(id, id.try_into().expect("small"), "T", "a.md", Verdict::Resolved);
        told.words = (0..10).map(|word| WordKey(word + u64::try_from(id).expect("small") % 2)).collect();
        cases.tell(&told);
    }
    let vote = cases.votes().next().expect("a vote").0;
    assert_eq!((cases.len(), cases.words(vote).len()), (1, 10));
    assert!(cases.lists.room() < 20_000, "{} words", cases.lists.room());
}

#[test]
fn a_ticket_without_a_number_is_known_by_what_was_shown() {
    let of = |ticket: Option<&str>, shown_ticket: Option<&str>, shown: u128| {
        let mut told = told(1, 1, "", "a.md", Verdict::Resolved);
        told.outcome.ticket = ticket.map(str::to_owned);
        told.ticket = shown_ticket.map(str::to_owned);
        told.outcome.shown = EventId(shown);
        CaseKey::of(&told)
    };
    assert_eq!(of(Some("T"), Some("U"), 1), of(None, Some("T"), 2));
    assert_eq!(of(Some(""), Some("T"), 1), of(None, Some("T"), 2));
    assert_ne!(of(None, None, 1), of(None, None, 2));
    assert_eq!(of(None, Some(""), 1), of(None, None, 1));
}
