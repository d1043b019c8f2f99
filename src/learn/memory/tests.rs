//! What the memory must do.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;

use super::{
    Question, Recall,
    recall::{idf, number, saturation},
};
use crate::{
    access::{Reader, Scope},
    article::{self, Rules},
    learn::{
        ArticleName, Basis, Cases, Cursor, EventId, Found, Judged, Lessons, Outcome, Person, Present, Sketch,
        Told, Verdict, WordKey,
    },
    library::{Card, Key, Library, Source},
    text::Language,
};

const SECRET: [u8; 32] = *b"a secret that only tests know of";
const WORDS: u64 = 14;

/// An article as it lies in the folder, or not.
#[derive(Clone, Copy, Debug)]
enum Lies {
    Nowhere,
    Public,
    Agents,
    Archived,
    Superseded,
    /// Under another path, with the same id.
    Moved,
    /// With a word mended in its first section.
    Mended,
    /// With part of its first section said otherwise, and all of its second.
    Rewritten,
}

/// What an article says in each of its editions, section by section.
fn edition(number: u8, edition: u8) -> [String; 3] {
    let say = |section: u8, from: u8, to: u8, word: &str| -> String {
        let one = |at: u8| {
            if (from..to).contains(&at) {
                format!("{word}{at} ")
            } else {
                format!("s{section}w{at}n{number} ")
            }
        };
        (0..24).map(one).collect()
    };
    match edition {
        0 => [say(0, 0, 0, ""), say(1, 0, 0, ""), say(2, 0, 0, "")],
        1 => [say(0, 7, 8, "mended"), say(1, 0, 0, ""), say(2, 0, 0, "")],
        _ => [say(0, 9, 18, "another"), say(1, 0, 24, "anew"), say(2, 0, 0, "")],
    }
}

fn card(number: u8, lies: Lies) -> Option<Card> {
    let (path, more) = match lies {
        Lies::Nowhere => return None,
        Lies::Public | Lies::Mended | Lies::Rewritten => ("old", ""),
        Lies::Agents => ("old", "audience: agents\n"),
        Lies::Archived => ("old", "state: archived\n"),
        Lies::Superseded => ("old", "state: archived\nsuperseded_by: id-0\n"),
        Lies::Moved => ("new", ""),
    };
    let edition = match lies {
        Lies::Mended => 1,
        Lies::Rewritten => 2,
        _ => 0,
    };
    let path = format!("{path}/{number}.md");
    let text = format!("---\ntitle: Title of w{number} w{}\nid: id-{number}\n{more}---\nBody.\n", number + 1);
    let (article, findings) = article::parse(&path, &text, &Rules::default());
    let source = Source { hash: [edition; 32], stamp: [0; 5], modified: None };
    Some(Card::of(&article, findings, source, Timestamp::UNIX_EPOCH))
}

fn library(lie: &[Lies]) -> Library {
    Library::of((0..).zip(lie).filter_map(|(number, lies)| card(number, *lies)))
}

fn lies() -> impl Strategy<Value = Lies> {
    prop::sample::select(vec![
        Lies::Nowhere,
        Lies::Public,
        Lies::Public,
        Lies::Public,
        Lies::Agents,
        Lies::Archived,
        Lies::Superseded,
        Lies::Moved,
        Lies::Mended,
        Lies::Mended,
        Lies::Rewritten,
        Lies::Rewritten,
    ])
}

fn libraries() -> impl Strategy<Value = Vec<Vec<Lies>>> {
    prop::collection::vec(prop::collection::vec(lies(), 5), 1..4)
}

fn word(number: u64) -> WordKey {
    WordKey::of(&format!("w{number}"), &SECRET)
}

/// Outcomes of few tickets, articles, persons and moments, so that they meet. Their ids are their places.
fn outcomes(most: usize) -> impl Strategy<Value = Vec<Told>> {
    let words = prop::collection::vec(0..WORDS, 1..6);
    let verdict = prop::sample::select(vec![0_usize, 0, 0, 0, 0, 1, 2, 3, 4, 5]);
    // What it rests on: nothing that is known, or a section of an edition.
    let basis = prop::option::weighted(0.8, (0..3_u8, 0..3_usize));
    let one = (0..12_u8, 0..5_u8, 0..4_u8, verdict, 0..40_i64, (0..4_usize, basis), words);
    prop::collection::vec(one, 0..most).prop_map(|all| {
        let one = |(id, (ticket, article, person, verdict, at, (found, basis), words)): (u128, _)| {
            let (words, basis): (Vec<u64>, Option<(u8, usize)>) = (words, basis);
            let outcome = Outcome {
                id: EventId(id),
                key: None,
                at: Timestamp::from_second(at).expect("a moment"),
                shown: EventId(1_000 + id),
                article: ArticleName { path: format!("old/{article}.md"), id: format!("id-{article}") },
                verdict: Verdict::ALL[verdict],
                found: [Found::Listed(1), Found::Listed(3), Found::Searched, Found::Known][found],
                person: Person(if person == 0 { String::new() } else { format!("agent:{person}") }),
                ticket: Some(format!("T-{ticket}")),
                note: None,
                assumed: false,
                basis: basis.map(|(of, section)| Basis {
                    content: u64::from_ne_bytes([of; 8]),
                    section: Key::of(&edition(article, of)[section]).0,
                }),
            };
            Told { outcome, ticket: None, words: words.into_iter().map(word).collect(), forecast: None }
        };
        (0..).zip(all).map(one).collect()
    })
}

fn question() -> impl Strategy<Value = Question> {
    let weight = prop::sample::select(vec![1.0_f32, 0.3, 0.71]);
    prop::collection::btree_map(0..WORDS + 2, weight, 1..7).prop_map(|words| Question {
        words: words.into_iter().map(|(number, weight)| (word(number), weight)).collect(),
    })
}

/// Lessons that were told outcomes, while the articles became what they are in some steps.
fn taught<'a>(all: impl IntoIterator<Item = &'a Told>, libraries: &[Library]) -> Lessons {
    let mut lessons = Lessons::new(SECRET);
    let last = libraries.last().expect("a library");
    let all: Vec<&Told> = all.into_iter().collect();
    let portion = all.len() / libraries.len() + 1;
    let mut portions = all.chunks(portion);
    for library in libraries {
        lessons.settle(library);
        judge(&mut lessons, library);
        for told in portions.next().into_iter().flatten() {
            lessons.tell(told, Cursor(1), library);
        }
        judge(&mut lessons, library);
    }
    lessons.settle(last);
    judge(&mut lessons, last);
    lessons
}

/// Judges what is pending. Of the third section nothing is remembered.
fn judge(lessons: &mut Lessons, library: &Library) {
    let mut judged = Judged::default();
    let number = |card: &Card| card.path.bytes().find(u8::is_ascii_digit).map_or(0, |digit| digit - b'0');
    for wanted in lessons.pending() {
        let card = library.whole(wanted.article).expect("an article that is there");
        assert_eq!(card.source.content(), wanted.content);
        let present = edition(number(card), card.source.hash[0]);
        let present = Present::of(present.iter().map(String::as_str), Language::ENGLISH, &SECRET);
        let editions: Vec<[String; 3]> = (0..3).map(|of| edition(number(card), of)).collect();
        judged.add(&wanted, |section| {
            let texts = editions.iter().flat_map(|texts| &texts[..2]);
            let text = texts.into_iter().find(|text| Key::of(text).0 == section);
            let sketch = text.map(|text| Sketch::of(text, [], Language::ENGLISH, &SECRET));
            present.kept(section, sketch.as_ref())
        });
    }
    lessons.judge(&judged);
    assert!(lessons.pending().is_empty());
}

/// A recall, with names in place of numbers and every float by its bits.
fn plain(lessons: &Lessons, question: &Question, scope: &Scope, library: &Library) -> String {
    let follow = |key: Key| {
        let card = library.get(key, scope)?;
        let next = card.superseded_by.as_deref().and_then(|id| library.find(id, scope));
        match next {
            Some(crate::library::Named::Article(next) | crate::library::Named::Moved(next)) => Some(next.key),
            None => (card.state != crate::article::State::Archived).then_some(key),
        }
    };
    let recall: Recall = lessons.memory().recall(question, scope, &follow);
    let cases = lessons.cases();
    let near: Vec<_> = recall
        .near
        .iter()
        .map(|near| {
            let case = near.case.map(|case| cases.key(case));
            let person = near.person.map(|person| cases.person(person));
            let bits = [near.similarity, near.weight, near.shared].map(f32::to_bits);
            format!("{case:?} {person:?} {:?} {bits:?}", near.article)
        })
        .collect();
    let votes: Vec<_> = recall.votes.iter().map(|(key, votes)| (*key, votes.to_bits())).collect();
    let field: BTreeMap<_, _> = recall.field.iter().map(|(key, held)| (*key, held.to_bits())).collect();
    let gates = [recall.sum, recall.gate, recall.field_gate].map(f32::to_bits);
    let telling: Vec<_> = (0..WORDS).map(|number| lessons.memory().holding(word(number), scope)).collect();
    let holds: Vec<_> = library
        .visible(scope)
        .map(|card| {
            (0..WORDS).map(|number| lessons.memory().holds(card.key, word(number))).collect::<Vec<_>>()
        })
        .collect();
    format!(
        "{near:#?}\n{votes:?}\n{field:?}\n{gates:?}\n{} {}\n{telling:?}\n{holds:?}",
        recall.resolutions, recall.articles
    )
}

fn scopes() -> [Scope; 3] {
    [
        Reader::public().scope(),
        Reader::at_terminal(["agents"]).scope(),
        Scope::everything("see whether anything is different"),
    ]
}

#[track_caller]
fn same(a: &Lessons, b: &Lessons, question: &Question, library: &Library) {
    for scope in scopes() {
        assert_eq!(plain(a, question, &scope, library), plain(b, question, &scope, library), "{scope:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_outcomes_and_articles_does_not_matter(
        (told, other) in outcomes(60).prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
        steps in libraries(),
        question in question(),
    ) {
        let steps: Vec<Library> = steps.iter().map(|lie| library(lie)).collect();
        let last = steps.last().expect("a library");
        let at_once = taught(&told, std::slice::from_ref(last));
        let in_steps = taught(&other, &steps);
        let twice = taught(other.iter().chain(&told), &steps);
        same(&at_once, &in_steps, &question, last);
        same(&at_once, &twice, &question, last);
        let mut again = Lessons::of(in_steps.cases().clone(), Cursor(1), SECRET);
        again.look(last);
        judge(&mut again, last);
        again.settle(last);
        same(&at_once, &again, &question, last);
    }

    #[test]
    fn what_is_taken_back_never_happened(
        told in outcomes(40),
        gone in outcomes(20),
        lie in prop::collection::vec(lies(), 5),
        question in question(),
    ) {
        let library = library(&lie);
        let own = |(number, told): (u128, &Told)| {
            let mut told = told.clone();
            told.outcome.id = EventId(500 + number);
            told.outcome.ticket = Some(format!("gone {number}"));
            told
        };
        let gone: Vec<Told> = (0..).zip(&gone).map(own).collect();
        let back = |told: &Told| {
            let mut back = told.clone();
            back.outcome.id = EventId(back.outcome.id.0 + 1_000);
            back.outcome.at = Timestamp::from_second(100).expect("a moment");
            back.outcome.verdict = Verdict::Retracted;
            back
        };
        let backs: Vec<Told> = gone.iter().map(back).collect();
        let without = taught(&told, std::slice::from_ref(&library));
        let with = taught(gone.iter().chain(&told).chain(&backs), std::slice::from_ref(&library));
        same(&without, &with, &question, &library);
        let late = taught(backs.iter().chain(&told).chain(&gone), std::slice::from_ref(&library));
        same(&without, &late, &question, &library);
    }

    #[test]
    fn what_a_scope_does_not_open_changes_nothing(
        told in outcomes(60),
        lie in prop::collection::vec(lies(), 5),
        question in question(),
    ) {
        let with = library(&lie);
        let hidden = |number: usize| matches!(lie[number], Lies::Agents);
        let shown: Vec<Lies> =
            (0..lie.len()).map(|number| if hidden(number) { Lies::Nowhere } else { lie[number] }).collect();
        let without = library(&shown);
        let about_shown = told.iter().filter(|told| {
            !(0..lie.len()).any(|number| hidden(number) && told.outcome.article.path == format!("old/{number}.md"))
        });
        let public = Reader::public().scope();
        let a = taught(&told, std::slice::from_ref(&with));
        let b = taught(about_shown, std::slice::from_ref(&without));
        prop_assert_eq!(plain(&a, &question, &public, &with), plain(&b, &question, &public, &without));
    }

    #[test]
    fn the_nearest_are_those_that_looking_through_everything_finds(
        told in prop::collection::vec((0..WORDS, 0..WORDS, 0..WORDS * 30), 600..1_500),
        question in question(),
    ) {
        let library = library(&[Lies::Public]);
        let told: Vec<Told> = (0_u128..).zip(&told).map(|(id, (a, b, rare))| {
            let mut told = outcome(id, "old/0.md", "");
            told.words = vec![word(0), word(1), word(*a), word(*b), word(*rare)];
            told
        }).collect();
        let lessons = taught(&told, std::slice::from_ref(&library));
        let scope = Reader::public().scope();
        let near = lessons.memory().recall(&question, &scope, &Some).near;
        let found: Vec<_> = near.iter().map(|near| (near.similarity.to_bits(), near.case)).collect();
        prop_assert_eq!(found, naive(&lessons, &library, &question));
    }
}

/// One resolved ticket of a person.
fn outcome(id: u128, path: &str, person: &str) -> Told {
    Told {
        outcome: Outcome {
            id: EventId(id),
            key: None,
            at: Timestamp::UNIX_EPOCH,
            shown: EventId(id),
            article: ArticleName { path: path.to_owned(), id: String::new() },
            verdict: Verdict::Resolved,
            found: Found::Known,
            person: Person(person.to_owned()),
            ticket: Some(format!("T-{id}")),
            note: None,
            assumed: false,
            basis: None,
        },
        ticket: None,
        words: vec![word(3), word(4)],
        forecast: None,
    }
}

/// The nearest cases and titles, by looking through everything.
fn naive(
    lessons: &Lessons,
    library: &Library,
    question: &Question,
) -> Vec<(u32, Option<crate::learn::CaseNo>)> {
    let cases = lessons.cases();
    let mut docs: Vec<(Vec<WordKey>, u64, Option<crate::learn::CaseNo>)> = Vec::new();
    for (case, _) in cases.votes() {
        let words = cases.words(case).iter().map(|word| cases.word(*word)).collect();
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
        docs.push((words, cases.key(case).0 as u64, Some(case)));
    }
    for card in library.iter() {
        docs.push((super::settle::title_words(card, &SECRET), card.key.0, None));
    }
    let all = docs.len() as u64;
    let average = number(docs.iter().map(|(words, ..)| words.len() as u64).sum()) / number(all);
    let scale = |(key, weight): &(WordKey, f32)| {
        weight
            * idf(number(docs.iter().filter(|(words, ..)| words.contains(key)).count() as u64), number(all))
    };
    let scales: Vec<f32> = question.words.iter().map(scale).collect();
    let of_length = |len: usize| saturation(1.0, number(len as u64), average, 0.75);
    let whole: f32 = scales.iter().map(|scale| scale * of_length(question.words.len())).sum();
    let mut scored: Vec<(f32, u64, Option<crate::learn::CaseNo>)> = docs
        .iter()
        .map(|(words, tie, case)| {
            let held = question.words.iter().zip(&scales).filter(|((key, _), _)| words.contains(key));
            (held.map(|(_, scale)| scale * of_length(words.len())).sum(), *tie, *case)
        })
        .filter(|(score, ..)| *score > 0.0)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.truncate(20);
    scored.into_iter().map(|(score, _, case)| ((score / whole).min(1.0).to_bits(), case)).collect()
}

fn votes_for(told: &[Told], path: &str) -> f32 {
    let library = library(&[Lies::Public, Lies::Public, Lies::Public]);
    let lessons = taught(told, std::slice::from_ref(&library));
    let question = Question { words: vec![(word(3), 1.0), (word(4), 1.0)] };
    let recall = lessons.memory().recall(&question, &Reader::public().scope(), &Some);
    recall.votes.iter().find(|(key, _)| *key == Key::of(path)).map_or(0.0, |(_, votes)| *votes)
}

#[test]
fn whoever_repeats_a_word_among_others_says_it_once() {
    let others = (0..10).map(|id| outcome(id, "old/1.md", &format!("agent:{id}")));
    let once: Vec<Told> = others.clone().chain([outcome(20, "old/2.md", "agent:x")]).collect();
    let often: Vec<Told> = others.chain((20..28).map(|id| outcome(id, "old/2.md", "agent:x"))).collect();
    let (once, often) = (votes_for(&once, "old/2.md"), votes_for(&often, "old/2.md"));
    assert!(once > 0.0 && often <= 1.1 * once, "{often} for eight, {once} for one");
}

#[test]
fn whoever_is_alone_at_a_desk_counts_in_full() {
    let alone: Vec<Told> = (0..8).map(|id| outcome(id, "old/2.md", "agent:x")).collect();
    let many: Vec<Told> = (0..8).map(|id| outcome(id, "old/2.md", &format!("agent:{id}"))).collect();
    assert_eq!(votes_for(&alone, "old/2.md").to_bits(), votes_for(&many, "old/2.md").to_bits());
}

#[test]
fn what_nobody_says_any_more_takes_no_room() {
    let library = library(&[Lies::Public]);
    let mut lessons = Lessons::new(SECRET);
    lessons.settle(&library);
    for id in 0..20_000_u128 {
        let mut told = outcome(id, "old/0.md", "agent:x");
        told.words = (0..20).map(word).collect();
        lessons.tell(&told, Cursor(1), &library);
        told.outcome.id = EventId(id + 100_000);
        told.outcome.verdict = Verdict::Retracted;
        lessons.tell(&told, Cursor(1), &library);
    }
    assert!(lessons.memory().lists.room() < 10_000, "{} words", lessons.memory().lists.room());
    assert_eq!(lessons.memory().docs.len(), 2);
    let _: &Cases = lessons.cases();
}
