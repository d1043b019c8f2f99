//! Why did no article resolve it: is it missing, was it not found, or was it not good enough?
//!
//! If an article resolves such questions when somebody finds it, then it is there. Questions that were resolved are like a gap when
//! they are about as like its middle as half of its own are; an article resolves such questions if a good part of those that
//! it resolved are like that, and they are not few beside those of the gap.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZero,
    panic::resume_unwind,
    sync::Arc,
    thread::{self, ScopedJoinHandle},
};

use rustc_hash::FxHashMap;

use super::{
    gap::Why,
    middles::{Gaps, Middle},
};
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
    /// For each gap, which articles resolved questions like it, by their numbers, and how many.
    like: Vec<Vec<(u32, usize)>>,
    /// How many each article resolved in all, by their numbers.
    resolved: Vec<usize>,
}

/// What speaks for it.
pub(super) struct Evidence {
    pub(super) why: Why,
    pub(super) article: Option<Arc<Card>>,
    pub(super) resolved_like: usize,
}

impl Likeness {
    /// Holds all that was resolved against every gap, on as many threads as the machine runs at once.
    pub(super) fn of(seen: &Seen<'_>, weights: &Weights, topics: &[Topic]) -> Likeness {
        let mut likeness = Likeness { like: vec![Vec::new(); topics.len()], resolved: seen.for_articles() };
        if topics.is_empty() {
            return likeness;
        }
        let middles = topics.iter().map(|topic| Middle {
            words: topic.centre.iter().take(WORDS).copied().collect(),
            close: CLOSE * topic.closeness,
        });
        let gaps = Gaps::of(&middles.collect::<Vec<_>>(), seen.record.words_len());
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let portion = seen.questions.len().div_ceil(threads).max(1);
        let counted: Vec<Counts> = thread::scope(|scope| {
            let gaps = &gaps;
            let count = |questions| scope.spawn(move || count(gaps, seen, weights, questions));
            let threads: Vec<_> = seen.questions.chunks(portion).map(count).collect();
            let joined = |thread: ScopedJoinHandle<'_, Counts>| {
                thread.join().unwrap_or_else(|panic| resume_unwind(panic))
            };
            threads.into_iter().map(joined).collect()
        });
        let mut like: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        for part in counted {
            for (pair, times) in part.like {
                *like.entry(pair).or_default() += times;
            }
            for (all, times) in likeness.resolved.iter_mut().zip(part.resolved) {
                *all += times;
            }
        }
        for ((place, article), times) in like {
            likeness.like[place as usize].push((article, times));
        }
        likeness
    }

    /// Why nothing resolved the questions of a gap.
    pub(super) fn judge(&self, seen: &Seen<'_>, place: usize, topic: &Topic) -> Evidence {
        let card = |article: u32| seen.card(article).cloned();
        let rejected = rejected(seen, topic);
        let size = topic.questions.len();
        let resolves = |(article, like): &(u32, usize)| {
            let all = self.resolved[*article as usize];
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
            let part = *like as f64 / all.max(1) as f64;
            *like >= 2 && *like * BESIDE >= size && part >= PART
        };
        let existing = seen.most(self.like[place].iter().copied().filter(resolves));
        if let Some((article, like)) = existing {
            // Where most saw it and said that it did not help, it is not hard to find.
            let was_seen = rejected.get(&article).is_some_and(|times| times * 2 > size);
            let why = if was_seen { Why::NotGoodEnough } else { Why::NotFound };
            return Evidence { why, article: card(article), resolved_like: like };
        }
        match seen.most(rejected).filter(|(_, times)| *times * 2 >= size) {
            Some((article, _)) => {
                Evidence { why: Why::NotGoodEnough, article: card(article), resolved_like: 0 }
            }
            None => Evidence { why: Why::Missing, article: None, resolved_like: 0 },
        }
    }
}

/// How many of some questions are like each gap (and which article resolved them), and how many each article resolved.
struct Counts {
    like: FxHashMap<(u32, u32), usize>,
    resolved: Vec<usize>,
}

/// Counts the questions of this part that were resolved, and holds each against every gap.
fn count(gaps: &Gaps, seen: &Seen<'_>, weights: &Weights, questions: &[Question]) -> Counts {
    let mut counts = Counts { like: FxHashMap::default(), resolved: seen.for_articles() };
    let mut looking = gaps.looking();
    let mut words = Vec::new();
    for question in questions {
        if !matches!(question.came, Came::Resolved | Came::Helped) {
            continue;
        }
        let Some(article) = seen.about_number(question) else { continue };
        counts.resolved[article as usize] += 1;
        words.clear();
        words.extend(weights.words(seen, question));
        for place in looking.like(&words) {
            *counts.like.entry((*place, article)).or_default() += 1;
        }
    }
    counts
}

/// Of how many questions each article was shown high, and somebody said that it did not help; by their numbers.
fn rejected(seen: &Seen<'_>, topic: &Topic) -> BTreeMap<u32, usize> {
    let mut rejected = BTreeMap::new();
    for question in &topic.questions {
        for article in rejected_by(seen, question) {
            *rejected.entry(article).or_default() += 1;
        }
    }
    rejected
}

fn rejected_by(seen: &Seen<'_>, question: &Question) -> BTreeSet<u32> {
    let listed = seen.asked(question).map_or(&[][..], |asked| seen.record.listed(asked));
    let high: Vec<u32> = listed.iter().take(SEEN).filter_map(|article| seen.article(*article)).collect();
    let against = seen.said(question).filter(|said| {
        matches!(said.verdict, Verdict::NotHelpful | Verdict::Wrong | Verdict::Reopened) && !said.assumed
    });
    against.filter_map(|said| seen.article(said.article)).filter(|article| high.contains(article)).collect()
}
