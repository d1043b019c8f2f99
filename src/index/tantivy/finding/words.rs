//! Which words do the open shelves hold?
//!
//! The term dictionary of the `words` field is the only dictionary there is: a word whose last article is gone
//! or hidden is gone with it.

use std::{cmp::Reverse, collections::BTreeMap};

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

use super::{
    segment::{Segment, unreadable},
    snapshot::OpenShelf,
};
use crate::{
    search::{Error, Field, WordCount},
    text::spelling,
};

/// A beginning may stand for more words than anybody wants; this many are looked at.
const MOST_LOOKED_AT: usize = 2_000;

/// Whether some living article holds a term in a field of words. The text comes first: most words stand there.
pub(in crate::index::tantivy) fn knows(term: &str, shelves: &[OpenShelf<'_>]) -> Result<bool, Error> {
    for field in Field::WORDS.iter().rev() {
        for segment in segments(shelves) {
            let inverted = &segment.inverted[field.index()];
            let info = inverted.terms().get(term.as_bytes()).map_err(unreadable)?;
            if info.is_some_and(|info| segment.live_holding(inverted, &info).is_ok_and(|live| live > 0)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// How many living articles hold a term, in the field of words where most do.
pub(in crate::index::tantivy) fn holding(term: &str, shelves: &[OpenShelf<'_>]) -> Result<u64, Error> {
    let mut most = 0;
    for field in Field::WORDS {
        let mut live = 0;
        for segment in segments(shelves) {
            let inverted = &segment.inverted[field.index()];
            if let Some(info) = inverted.terms().get(term.as_bytes()).map_err(unreadable)? {
                live += segment.live_holding(inverted, &info)?;
            }
        }
        most = most.max(live);
    }
    Ok(most)
}

/// Written words at most `distance` edits away, nearest and then most frequent first.
pub(in crate::index::tantivy) fn near(
    word: &str,
    distance: u8,
    shelves: &[OpenShelf<'_>],
    limit: usize,
) -> Result<Vec<WordCount>, Error> {
    let dfa = LevenshteinAutomatonBuilder::new(distance, true).build_dfa(word);
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for segment in segments(shelves) {
        let mut stream = segment.words.terms().search(Nearby(&dfa)).into_stream().map_err(unreadable)?;
        while stream.advance() {
            let articles = segment.live_holding(&segment.words, stream.value())?;
            add(&mut found, stream.key(), articles);
        }
    }
    let mut found: Vec<(usize, WordCount)> = found
        .into_iter()
        .filter_map(|(other, articles)| {
            let away = spelling::distance(word, &other, usize::from(distance))?;
            Some((away, WordCount { word: other, articles }))
        })
        .collect();
    found.sort_by_key(|(away, found)| (*away, Reverse(found.articles), found.word.clone()));
    found.truncate(limit);
    Ok(found.into_iter().map(|(_, found)| found).collect())
}

/// Written words that begin with a prefix, most frequent first.
pub(in crate::index::tantivy) fn starting(
    prefix: &str,
    shelves: &[OpenShelf<'_>],
    limit: usize,
) -> Result<Vec<WordCount>, Error> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for segment in segments(shelves) {
        let mut stream =
            segment.words.terms().range().ge(prefix.as_bytes()).into_stream().map_err(unreadable)?;
        let mut looked_at = 0;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) && looked_at < MOST_LOOKED_AT {
            let articles = segment.live_holding(&segment.words, stream.value())?;
            add(&mut found, stream.key(), articles);
            looked_at += 1;
        }
    }
    let mut found: Vec<WordCount> =
        found.into_iter().map(|(word, articles)| WordCount { word, articles }).collect();
    found.sort_by_key(|found| (Reverse(found.articles), found.word.clone()));
    found.truncate(limit);
    Ok(found)
}

fn segments<'a>(shelves: &'a [OpenShelf<'a>]) -> impl Iterator<Item = &'a Segment> {
    shelves.iter().flat_map(|shelf| shelf.segments.iter().map(|segment| &**segment))
}

fn add(found: &mut BTreeMap<String, u64>, word: &[u8], articles: u64) {
    if articles > 0 {
        *found.entry(String::from_utf8_lossy(word).into_owned()).or_default() += articles;
    }
}

/// Walks the dictionary with a Levenshtein automaton.
struct Nearby<'a>(&'a DFA);

impl Automaton for Nearby<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}
