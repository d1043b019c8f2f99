//! *Duplicates*: which articles say the same?
//!
//! Finds pairs whose texts share most of their runs of three words, and pairs that resolved the same tickets: competing
//! answers. It matters because one of two is mended and the other found, and because what people say is divided between
//! them. Example: "Reset the token" and "Token reset" share 83 % of their text; keep one, and name it in the other's `superseded_by`.

use std::collections::{BTreeMap, BTreeSet};

use super::sketch::{HASHES, Sketch, Sketches};
use crate::{
    article::State,
    learn::Verdict,
    library::{Card, Key},
    report::{Cell, Name, Phrase, Report, seen::Seen, table::column},
};

/// Texts that share this part are told.
const ALIKE: f64 = 0.6;
/// So many tickets that both resolved are told.
const COMPETING: usize = 3;
/// A sketch is looked up by parts of so many hashes: whoever shares a part is compared.
const PART: usize = 3;
/// A part that more share is a form that many articles are written in.
const CROWD: usize = 50;
/// So many rows are told.
const MOST: usize = 1_000;

/// Two articles by their paths, the first by its path first.
pub(in crate::report) type Pair = (String, String);

/// What two articles have in common.
#[derive(Default)]
pub(in crate::report) struct Common {
    /// The part of their text that both share, from 0 to 1.
    pub(in crate::report) alike: f64,
    /// How many tickets both resolved.
    pub(in crate::report) both: usize,
}

/// Pairs that say the same or resolve the same, those with most in common first.
pub(in crate::report) fn pairs(seen: &Seen<'_>, sketches: &dyn Sketches) -> Vec<(Pair, Common)> {
    let cards: Vec<&Card> = seen
        .library
        .visible(seen.scope)
        .map(|card| &**card)
        .filter(|card| card.state != State::Archived)
        .collect();
    let mut found: BTreeMap<Pair, Common> = BTreeMap::new();
    for ((one, other), alike) in near(&cards, sketches) {
        found.entry((one, other)).or_default().alike = alike;
    }
    for (pair, both) in competing(seen) {
        found.entry(pair).or_default().both = both;
    }
    let mut pairs: Vec<(Pair, Common)> = found.into_iter().collect();
    pairs.sort_by(|a, b| b.1.alike.total_cmp(&a.1.alike).then(b.1.both.cmp(&a.1.both)));
    pairs
}

pub(in crate::report) fn duplicates(seen: &Seen<'_>, sketches: &dyn Sketches) -> Report {
    let pairs = pairs(seen, sketches);
    let named = |path: &str| {
        let card = seen.library.get(Key::of(path), seen.scope);
        card.map_or(Cell::Nothing, |card| Cell::Article(seen.named(card)))
    };
    let row = |((one, other), found): &(Pair, Common)| {
        let alike = format!("{:.0} %", found.alike * 100.0);
        vec![
            named(one),
            named(other),
            if found.alike > 0.0 { Cell::Text(alike) } else { Cell::Nothing },
            Cell::Count(found.both),
        ]
    };
    Report {
        name: Name::Duplicates,
        since: None,
        by: None,
        summary: vec![(column("pairs", "Pairs"), Cell::Count(pairs.len()))],
        columns: vec![
            column("article", "Article"),
            column("other", "Other"),
            column("alike", "Text in common"),
            column("both", "Tickets that both resolved"),
        ],
        rows: pairs.iter().take(MOST).map(row).collect(),
        left_out: pairs.len().saturating_sub(MOST),
        notes: vec![Phrase::plain(
            "note-in-common",
            "Text in common: about the part of all runs of three words that stand in both, from 60 % on. Articles of less than 20 words, and those with blocks for some readers alone, are not compared.",
        )],
    }
}

/// Pairs whose texts are alike, and how much.
fn near(cards: &[&Card], sketches: &dyn Sketches) -> Vec<(Pair, f64)> {
    let known: Vec<(&Card, &Sketch)> = cards
        .iter()
        .filter(|card| card.readership.is_plain())
        .filter_map(|card| Some((*card, sketches.sketch(card.key)?)))
        .collect();
    let mut compared: BTreeSet<(usize, usize)> = BTreeSet::new();
    // Of each part one list: sorted, those that share it stand together.
    let mut parts: Vec<Vec<(u64, u32)>> = vec![Vec::new(); HASHES / PART];
    for (place, (_, sketch)) in (0..).zip(&known) {
        let least = sketch.least.iter().flat_map(|least| least.chunks_exact(PART));
        for (list, part) in parts.iter_mut().zip(least) {
            list.push((key(part), place));
        }
    }
    for mut parts in parts {
        parts.sort_unstable();
        for places in parts.chunk_by(|one, other| one.0 == other.0) {
            if !(2..=CROWD).contains(&places.len()) {
                continue;
            }
            for (at, (_, one)) in places.iter().enumerate() {
                compared.extend(places[at + 1..].iter().map(|(_, other)| (*one as usize, *other as usize)));
            }
        }
    }
    let alike = |(one, other): (usize, usize)| {
        let ((card, sketch), (other_card, other_sketch)) = (known[one], known[other]);
        let alike = sketch.alike(other_sketch);
        // A translation says the same on purpose.
        let translated = card.language != other_card.language;
        (alike >= ALIKE && !translated).then(|| ((card.path.clone(), other_card.path.clone()), alike))
    };
    compared.into_iter().filter_map(alike).collect()
}

/// What a part of a sketch is found by. Two that share it by chance are told apart when they are compared.
fn key(part: &[u32]) -> u64 {
    part.iter()
        .fold(0, |key, least| (key ^ u64::from(*least)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29))
}

/// Pairs that resolved the same tickets, and how many.
fn competing(seen: &Seen<'_>) -> Vec<(Pair, usize)> {
    let mut both: BTreeMap<Pair, usize> = BTreeMap::new();
    for question in &seen.questions {
        if seen.cases(question).len() < 2 {
            continue;
        }
        let resolved = seen.said(question).filter(|said| said.verdict == Verdict::Resolved && !said.assumed);
        let paths: BTreeSet<&str> =
            resolved.filter_map(|said| seen.card(said.article)).map(|card| card.path.as_str()).collect();
        let paths: Vec<&str> = paths.into_iter().collect();
        for (at, one) in paths.iter().enumerate() {
            for other in &paths[at + 1..] {
                *both.entry(((*one).to_owned(), (*other).to_owned())).or_default() += 1;
            }
        }
    }
    both.into_iter().filter(|(_, both)| *both >= COMPETING).collect()
}
