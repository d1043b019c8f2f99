//! What evidence must do.

use jiff::Timestamp;

use super::{Judged, Kept, Present, Sketch, sketch::add_pairs};
use crate::{
    article::{self, Rules},
    learn::{
        ArticleName, Basis, Cursor, EventId, Found, Lessons, Outcome, Person, Told, Verdict, WordKey,
        memory::Question,
    },
    library::{Card, Key, Library, Source},
    text::Language,
};

const SECRET: [u8; 32] = *b"a secret that only tests know of";
/// A step of twenty words.
const STEP: &str = "Press the button of the token twice, wait until it shows six digits, \
    and type them into the login window.";

fn present(sections: &[&str]) -> Present {
    Present::of(sections.iter().copied(), Language::ENGLISH, &SECRET)
}

/// How much of a text still stands.
fn kept(text: &str, now: &[&str]) -> u16 {
    kept_of(&[text], now)
}

/// How much of the first of these sections still stands.
fn kept_of(then: &[&str], now: &[&str]) -> u16 {
    let text = then[0];
    let sketch = Sketch::of(text, then.iter().copied(), Language::ENGLISH, &SECRET);
    present(now).kept(Key::of(text).0, Some(&sketch)).thousandths
}

#[test]
fn a_typo_is_nothing_and_a_step_that_is_written_anew_is_another() {
    assert_eq!(STEP.split_whitespace().count(), 20);
    let other = "The printer is stuck: open its lid and take the paper out.";
    assert_eq!(kept(STEP, &[other, STEP]), 1_000, "it stands there, whatever it is called");
    assert_eq!(kept(STEP, &[&STEP.replace("digits", "diggits"), other]), 1_000, "a typo");
    assert_eq!(kept(STEP, &[&STEP.replace("button", "key").replace("login window", "form"), other]), 864);
    let (first, second) = STEP.split_once("wait").expect("two halves");
    assert!(kept(STEP, &[first, other, second]) >= 950, "parted in two");
    assert!(kept(STEP, &[&format!("{other} {STEP}")]) == 1_000, "put together with another");
    let anew = "Open the app on your phone, choose the account of the desk and type the six digits that it \
        shows into the login window.";
    assert!(kept(STEP, &[anew, other]) < 50, "written anew: {}", kept(STEP, &[anew, other]));
    assert_eq!(kept(STEP, &[other]), 0, "taken out");
    assert_eq!(kept(STEP, &[]), 0, "with everything else");
    assert_eq!((kept("Restart!", &["restart"]), kept("Restart!", &["Reinstall"])), (1_000, 0));
    assert_eq!(kept("", &["Something"]), 1_000, "where nothing stood, nothing is missing");
}

#[test]
fn sections_that_say_much_of_the_same_are_told_apart() {
    let of = |system: &str, place: &str| {
        format!(
            "Open the settings, choose the network, find the gateway that is called {system}, and restart the program by its icon in the {place}."
        )
    };
    let [windows, mac, linux] = [of("west", "tray"), of("north", "dock"), of("east", "panel")];
    let then = [windows.as_str(), &mac, &linux];
    assert_eq!(kept_of(&then, &[&mac, &linux]), 0, "taken out");
    assert_eq!(kept_of(&then, &["Ask for help.", &mac, &linux]), 0, "written anew");
    assert_eq!(kept_of(&then, &[&windows.replace("settings", "setings"), &mac, &linux]), 1_000, "a typo");
    let own = kept_of(&then, &[&windows.replace("west", "weest"), &mac, &linux]);
    assert!((500..800).contains(&own), "one of the two words that are its own: {own}");
    // Of one that says nothing of its own it is not known what stands by chance.
    let same = ["Press it twice, then wait.", "Press it twice, then wait. And again."];
    assert_eq!(kept_of(&same, &[same[1]]), 1_000);
    assert_eq!(kept_of(&same, &["Nothing of it."]), 0);
}

#[test]
fn of_a_long_section_a_sample_tells() {
    let words: Vec<String> = (0..2_000).map(|word| format!("word{}", word * 7_919 % 10_007)).collect();
    let with = |changed: usize| -> String {
        let one = |(at, word): (usize, &String)| {
            if at * changed / 2_000 == (at + 1) * changed / 2_000 { word.clone() } else { format!("new{at}") }
        };
        words.iter().enumerate().map(one).collect::<Vec<_>>().join(" ")
    };
    let text = words.join(" ");
    let sketch = Sketch::of(&text, [], Language::ENGLISH, &SECRET);
    assert_eq!(sketch.to_bytes().len(), 4 + 4 * 128);
    assert_eq!(kept(&text, &[&with(40)]), 1_000, "a word of fifty");
    let half = kept(&text, &[&with(330)]);
    assert!((300..800).contains(&half), "a word of six: {half}");
    assert!(kept(&text, &[&with(1_000)]) < 50, "every other word");
}

#[test]
fn a_sketch_is_read_as_it_was_written_and_tells_no_word() {
    let sketch = Sketch::of(STEP, [STEP, "Press the button."], Language::ENGLISH, &SECRET);
    let bytes = sketch.to_bytes();
    assert_eq!(Sketch::from_bytes(&bytes), Some(sketch.clone()));
    assert_eq!(Sketch::from_bytes(&[0; 4]), Some(Sketch::default()));
    assert_eq!(Sketch::from_bytes(&[]), None);
    assert_eq!(Sketch::from_bytes(&[1, 0, 0, 0]), None, "more elsewhere than there are");
    assert_eq!(Sketch::from_bytes(&bytes[1..]), None);
    assert_eq!(Sketch::from_bytes(&[bytes.as_slice(), &bytes].concat()), None, "not in order");
    assert_eq!(Sketch::from_bytes(&vec![7; 4 * 130]), None);
    let mut others = rustc_hash::FxHashSet::default();
    add_pairs(STEP, Language::ENGLISH, &[9; 32], &mut others);
    assert_eq!(sketch.kept(&others), 0, "under another secret it says nothing");
}

/// An article at a state, with the front matter that it has.
fn library(state: u8, front: &str) -> Library {
    let text = format!("---\nid: a\n{front}---\n# A\n");
    let (article, findings) = article::parse("a.md", &text, &Rules::default());
    let source = Source { hash: [state; 32], stamp: [0; 5], modified: None };
    Library::of([Card::of(&article, findings, source, Timestamp::UNIX_EPOCH)])
}

fn resolved(id: u128, basis: Option<Basis>) -> Told {
    Told {
        outcome: Outcome {
            id: EventId(id),
            key: None,
            at: Timestamp::UNIX_EPOCH,
            shown: EventId(id),
            article: ArticleName { path: "a.md".to_owned(), id: "a".to_owned() },
            verdict: Verdict::Resolved,
            found: Found::Known,
            person: Person(String::new()),
            ticket: Some(format!("T-{id}")),
            note: None,
            assumed: false,
            basis,
        },
        ticket: None,
        words: vec![WordKey(1)],
        forecast: None,
    }
}

const THEN: Basis = Basis { content: u64::from_ne_bytes([1; 8]), section: 77 };

/// Judges everything that is pending alike.
fn judge(lessons: &mut Lessons, thousandths: u16, is_known: bool) -> usize {
    let mut judged = Judged::default();
    let pending = lessons.pending();
    for wanted in &pending {
        judged.add(wanted, |_| Kept { thousandths, is_known });
    }
    lessons.judge(&judged);
    pending.len()
}

fn evidence(lessons: &Lessons) -> i64 {
    lessons.memory().resolutions(Key::of("a.md"))
}

#[test]
fn evidence_follows_the_article_as_it_is_and_nothing_in_between() {
    let mut lessons = Lessons::new(SECRET);
    let [first, second] = [library(1, ""), library(2, "")];
    lessons.settle(&first);
    lessons.tell(&resolved(1, Some(THEN)), Cursor(1), &first);
    lessons.tell(&resolved(2, None), Cursor(2), &first);
    assert_eq!((evidence(&lessons), judge(&mut lessons, 0, true)), (2_000, 0), "nothing is to be judged");
    lessons.settle(&second);
    assert_eq!(evidence(&lessons), 2_000, "not judged yet");
    assert_eq!(judge(&mut lessons, 250, true), 1);
    assert_eq!(evidence(&lessons), 1_250, "what is not known counts in full");
    lessons.tell(&resolved(3, Some(THEN)), Cursor(3), &second);
    assert_eq!((evidence(&lessons), judge(&mut lessons, 0, true)), (1_500, 0), "it is known how that stands");
    lessons.settle(&library(3, ""));
    assert_eq!(judge(&mut lessons, 0, true), 1);
    assert_eq!(evidence(&lessons), 1_000);
    let question = Question { words: vec![(WordKey(1), 1.0)] };
    let scope = crate::access::Scope::everything("test");
    let near = lessons.memory().cases_near(&question, &scope, &Some);
    assert_eq!(near.len(), 1, "what counts for nothing is not there");
    lessons.settle(&library(3, "superseded_by: b\n"));
    assert_eq!((evidence(&lessons), judge(&mut lessons, 0, true)), (3_000, 0), "its successor has it all");
    lessons.settle(&library(3, ""));
    assert_eq!(judge(&mut lessons, 0, true), 1);
    assert_eq!(evidence(&lessons), 1_000);
    lessons.settle(&first);
    assert_eq!((evidence(&lessons), judge(&mut lessons, 0, true)), (3_000, 0), "the edit was taken back");
}

#[test]
fn what_is_remembered_later_counts_from_then_on() {
    let (mut lessons, now) = (Lessons::new(SECRET), library(2, ""));
    lessons.settle(&now);
    lessons.tell(&resolved(1, Some(THEN)), Cursor(1), &now);
    assert_eq!(judge(&mut lessons, 1_000, false), 1);
    let other = Basis { content: 5, ..THEN };
    lessons.tell(&resolved(2, Some(other)), Cursor(2), &now);
    assert_eq!(lessons.pending()[0].sections, [77, 77], "both, for it is the same section");
    assert_eq!(judge(&mut lessons, 0, true), 1);
    assert_eq!(evidence(&lessons), 0);
    // What is found out of another state of the article is passed over.
    lessons.settle(&library(3, ""));
    let mut judged = Judged::default();
    let [wanted] = lessons.pending().try_into().expect("one");
    judged.add(&super::Wanted { content: 9, ..wanted }, |_| Kept { thousandths: 1_000, is_known: true });
    lessons.judge(&judged);
    assert_eq!((evidence(&lessons), lessons.pending().len()), (0, 1));
}

#[test]
fn much_that_counts_for_less_is_laid_out_at_once_as_one_by_one() {
    let [first, second] = [library(1, ""), library(2, "")];
    let told: Vec<Told> = (0..6_000)
        .map(|id| {
            let mut told =
                resolved(id, (id % 3 > 0).then_some(Basis { section: u64::from(id % 3 > 1), ..THEN }));
            told.outcome.person = Person(format!("agent:{}", id % 7));
            told.words = vec![WordKey(1), WordKey(u64::try_from(id % 50).expect("small"))];
            told
        })
        .collect();
    let judge = |lessons: &mut Lessons| {
        let mut judged = Judged::default();
        for wanted in lessons.pending() {
            judged.add(&wanted, |section| Kept { thousandths: 500 * u16::from(section > 0), is_known: true });
        }
        lessons.judge(&judged);
    };
    let mut at_once = Lessons::new(SECRET);
    at_once.settle(&first);
    for told in &told {
        at_once.tell(told, Cursor(1), &first);
    }
    at_once.settle(&second);
    judge(&mut at_once);
    let mut one_by_one = Lessons::new(SECRET);
    one_by_one.settle(&second);
    for told in &told {
        one_by_one.tell(told, Cursor(1), &second);
        judge(&mut one_by_one);
    }
    let said = |lessons: &Lessons| {
        let question = Question { words: vec![(WordKey(1), 1.0), (WordKey(7), 0.5)] };
        let scope = crate::access::Scope::everything("test");
        let recall = lessons.memory().recall(&question, &scope, &Some);
        let near: Vec<_> = recall
            .near
            .iter()
            .map(|near| (near.case, near.weight.to_bits(), near.shared.to_bits()))
            .collect();
        (near, recall.sum.to_bits(), recall.field, recall.resolutions, evidence(lessons))
    };
    assert_eq!(said(&at_once), said(&one_by_one));
    assert_eq!(said(&at_once).3, 4_000, "those that count for nothing are not there");
    at_once.settle(&first);
    let mut before = Lessons::new(SECRET);
    before.settle(&first);
    for told in &told {
        before.tell(told, Cursor(1), &first);
    }
    assert_eq!(said(&at_once), said(&before), "the edit was taken back");
}
