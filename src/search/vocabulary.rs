//! Which words may the person have meant?
//!
//! Every word proposed here is one that somebody wrote in an article that the reader may see: corrections
//! cannot lead nowhere, and cannot tell what is hidden.

use super::{Engine, Error, Query, plan::Word};
use crate::{
    access::Scope,
    text::{fold, spelling},
};

/// So many nearest words are tried for one that nobody wrote.
const MOST_CORRECTIONS: usize = 8;
/// So many words are tried for one that may be unfinished.
const MOST_ENDINGS: usize = 6;
/// A beginning of fewer letters says too little.
const SHORTEST_BEGINNING: usize = 2;
/// The index keeps beginnings of this many letters; a longer one is looked up by these.
pub(crate) const LONGEST_BEGINNING: usize = 10;

/// A word the person may have meant, and what it weighs against what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meant {
    pub(super) word: String,
    pub(super) weight: f32,
}

/// What one word of the query may stand for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spelled {
    /// The nearest words, when nobody wrote this one; best first.
    pub(super) corrections: Vec<Meant>,
    /// Words that begin with it.
    pub(super) endings: Vec<Meant>,
    /// The beginning to look up among titles, and its weight.
    pub(super) begun: Option<(String, f32)>,
}

/// What each word may stand for, in their order.
pub(super) fn spell(
    words: &[Word],
    query: &Query,
    engine: &dyn Engine,
    scope: &Scope,
) -> Result<Vec<Spelled>, Error> {
    let last = words.iter().map(|word| word.end).max();
    words
        .iter()
        .map(|word| {
            if !word.is_plain() {
                return Ok(Spelled::default());
            }
            let asked = query.prefixes.iter().any(|prefix| prefix.to_lowercase() == word.surface);
            let unfinished = query.unfinished && Some(word.end) == last;
            let known = is_known(word, engine, scope)?;
            let mut spelled = Spelled::default();
            if asked || (unfinished && word.says_something()) {
                begin(&mut spelled, word, asked, known, engine, scope)?;
            }
            if !known && !asked {
                spelled.corrections = corrections(&word.surface, engine, scope)?;
            }
            Ok(spelled)
        })
        .collect()
}

fn is_known(word: &Word, engine: &dyn Engine, scope: &Scope) -> Result<bool, Error> {
    for (_, term) in &word.readings {
        if engine.knows(term, scope)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn begin(
    spelled: &mut Spelled,
    word: &Word,
    asked: bool,
    known: bool,
    engine: &dyn Engine,
    scope: &Scope,
) -> Result<(), Error> {
    let letters = word.surface.chars().count();
    if letters < SHORTEST_BEGINNING {
        return Ok(());
    }
    let weight = match (asked, known) {
        (true, _) => 0.9,
        (false, false) => 0.8,
        (false, true) => 0.5,
    };
    let beginning: String = word.surface.chars().take(LONGEST_BEGINNING).collect();
    spelled.begun = Some((fold(&beginning), weight));
    // Of a word that stands there the titles that go on are enough: the dictionary is walked only for others.
    let most = if known && !asked { 0 } else { MOST_ENDINGS };
    let endings = if most == 0 { Vec::new() } else { engine.starting(&word.surface, scope, most)? };
    spelled.endings = endings
        .into_iter()
        .filter(|found| found.word != word.surface)
        .map(|found| Meant { word: found.word, weight: weight * 0.7 })
        .collect();
    Ok(())
}

/// Words of the same beginning are likelier than others: people seldom get the first letter wrong.
fn corrections(surface: &str, engine: &dyn Engine, scope: &Scope) -> Result<Vec<Meant>, Error> {
    let at_most = spelling::tolerance(surface);
    if at_most == 0 {
        return Ok(Vec::new());
    }
    let mut found = engine.near(surface, 1, scope, 4 * MOST_CORRECTIONS)?;
    if found.is_empty() && at_most > 1 {
        found = engine.near(surface, at_most, scope, 4 * MOST_CORRECTIONS)?;
    }
    let first = surface.chars().next();
    let mut meant: Vec<(usize, bool, u64, String)> = found
        .into_iter()
        .filter_map(|found| {
            let distance = spelling::distance(surface, &found.word, usize::from(at_most))?;
            Some((distance, found.word.chars().next() != first, u64::MAX - found.articles, found.word))
        })
        .collect();
    meant.sort();
    meant.truncate(MOST_CORRECTIONS);
    Ok(meant
        .into_iter()
        .map(|(distance, _, _, word)| Meant { word, weight: if distance <= 1 { 0.8 } else { 0.6 } })
        .collect())
}
