//! Why did no article resolve it: is it missing, was it not found, or was it not good enough?
//!
//! If an article resolves such questions when somebody finds it, then it is there. Questions that were resolved are like a gap when
//! they are about as like its middle as half of its own are; an article resolves such questions if a good part of those that
//! it resolved are like that, and they are not few beside those of the gap.

use std::{collections::BTreeMap, sync::Arc};

use rustc_hash::FxHashMap;

use super::gap::Why;
use crate::{
    learn::Verdict,
    library::Card,
    report::{
        seen::{Came, Question, Seen},
        topics::{Topic, Weights},
    },
};

/// So many words of a gap are compared.
const WORDS: usize = 60;
/// What is so close to the middle of a gap, beside half of the gap's own, is like it. With this and the next 86 % of the
/// gaps of banking77 are told apart rightly, in ten draws (`benches/gaps.rs`).
const CLOSE: f32 = 0.9;
/// At least this part of what an article resolved must be like the gap.
const PART: f64 = 0.15;
/// At least one to so many of the gap's own.
const BESIDE: usize = 10;
/// An article that stands so high was seen.
const SEEN: usize = 3;

/// What gaps have in common with questions that were resolved.
pub(super) struct Likeness {
    /// For each gap, how many questions that each article resolved are like it.
    like: Vec<BTreeMap<String, usize>>,
    /// How many each article resolved in all.
    resolved: BTreeMap<String, usize>,
}

/// What speaks for it.
pub(super) struct Evidence {
    pub(super) why: Why,
    pub(super) article: Option<Arc<Card>>,
    pub(super) resolved_like: usize,
}

impl Likeness {
    pub(super) fn of(seen: &Seen<'_>, weights: &Weights, topics: &[Topic]) -> Likeness {
        // By the numbers of words: a million questions look theirs up.
        let mut of_word: Vec<Vec<(usize, f32)>> = vec![Vec::new(); seen.record.words_len()];
        for (place, topic) in topics.iter().enumerate() {
            for (word, weight) in topic.centre.iter().take(WORDS) {
                of_word[*word as usize].push((place, *weight));
            }
        }
        let mut likeness = Likeness { like: vec![BTreeMap::new(); topics.len()], resolved: BTreeMap::new() };
        if topics.is_empty() {
            return likeness;
        }
        let mut counts: FxHashMap<(usize, *const Card), (Arc<Card>, usize)> = FxHashMap::default();
        let mut alike = vec![0.0_f32; topics.len()];
        for question in &seen.questions {
            if !matches!(seen.came(question), Came::Resolved | Came::Helped) {
                continue;
            }
            let Some(card) = seen.about(question) else { continue };
            let mut count = |place: usize| {
                counts.entry((place, Arc::as_ptr(card))).or_insert_with(|| (card.clone(), 0)).1 += 1;
            };
            count(topics.len());
            alike.fill(0.0);
            let mut length = 0.0;
            for (word, weight) in weights.words(seen, question) {
                length += weight * weight;
                for (place, theirs) in &of_word[word as usize] {
                    alike[*place] += weight * theirs;
                }
            }
            for (place, topic) in topics.iter().enumerate() {
                if alike[place] > 0.0 && alike[place] >= CLOSE * topic.closeness * length.sqrt() {
                    count(place);
                }
            }
        }
        for ((place, _), (card, times)) in counts {
            let of = likeness.like.get_mut(place).unwrap_or(&mut likeness.resolved);
            *of.entry(card.path.clone()).or_default() += times;
        }
        likeness
    }

    /// Why nothing resolved the questions of a gap.
    pub(super) fn judge(&self, seen: &Seen<'_>, place: usize, topic: &Topic) -> Evidence {
        let card = |path: &str| seen.library.get(crate::library::Key::of(path), seen.scope).cloned();
        let rejected = rejected(seen, topic);
        let size = topic.questions.len();
        let resolves = |(path, like): &(&String, &usize)| {
            let all = self.resolved.get(*path).copied().unwrap_or(0);
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
            let part = **like as f64 / all.max(1) as f64;
            **like >= 2 && **like * BESIDE >= size && part >= PART
        };
        // Of equals the first by its path.
        let existing = self.like[place].iter().rev().filter(resolves).max_by_key(|(_, like)| **like);
        if let Some((path, like)) = existing {
            // Where most saw it and said that it did not help, it is not hard to find.
            let was_seen = rejected.get(path).is_some_and(|times| times * 2 > size);
            let why = if was_seen { Why::NotGoodEnough } else { Why::NotFound };
            return Evidence { why, article: card(path), resolved_like: *like };
        }
        match rejected.iter().rev().max_by_key(|(_, times)| **times).filter(|(_, times)| **times * 2 >= size)
        {
            Some((path, _)) => Evidence { why: Why::NotGoodEnough, article: card(path), resolved_like: 0 },
            None => Evidence { why: Why::Missing, article: None, resolved_like: 0 },
        }
    }
}

/// Of how many questions each article was shown high, and somebody said that it did not help.
fn rejected(seen: &Seen<'_>, topic: &Topic) -> BTreeMap<String, usize> {
    let mut rejected = BTreeMap::new();
    for question in &topic.questions {
        for path in rejected_by(seen, question) {
            *rejected.entry(path).or_default() += 1;
        }
    }
    rejected
}

fn rejected_by(seen: &Seen<'_>, question: &Question) -> Vec<String> {
    let high = seen.asked(question).map_or(&[][..], |asked| seen.record.listed(asked));
    let high: Vec<&Arc<Card>> = high.iter().take(SEEN).filter_map(|article| seen.card(*article)).collect();
    let said = seen.said(question);
    let against = said.filter(|said| {
        matches!(said.verdict, Verdict::NotHelpful | Verdict::Wrong | Verdict::Reopened) && !said.assumed
    });
    let mut paths: Vec<String> = against
        .filter_map(|said| seen.card(said.article))
        .filter(|card| high.iter().any(|high| high.path == card.path))
        .map(|card| card.path.clone())
        .collect();
    paths.sort();
    paths.dedup();
    paths
}
