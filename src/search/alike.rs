//! What does meaning change in the order of a search?

use super::{
    Candidate, Context, Error, Found, Meaning, Meant, Plan, Query, Used,
    lift::{BELOW, unfound},
};
use crate::{access::Scope, library::Key, text::Language};

/// A search of fewer words that say something is for those words: see the figures in the manual's page on the
/// embedding model.
const FEWEST_WORDS: usize = 3;
/// What meaning weighs against words: `0.3·L + 0.7·D` (RANKING section 3).
const WEIGHT: f32 = 7.0 / 3.0;
/// So many articles that mean most nearly the same are put in, though they do not hold the words,
const NEAREST: usize = 5;
/// if they are at least so like the query.
const LEAST: f32 = 0.4;

/// What meaning added.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// To each article, on the scale of the words.
    pub(super) added: Vec<(Key, f32)>,
    /// How many articles do not match the query by its words.
    pub(super) more: u64,
    pub(super) used: Used,
}

/// Adds what each candidate means to its score, and puts in what means the same in other words. An article whose
/// title holds all that was asked for is not overtaken by one whose title does not. What is pinned stands first as it is.
/// The candidates come back in no order.
pub(super) fn alike(
    context: &Context<'_>,
    query: &Query,
    plan: &Plan,
    found: &Found,
    pinned: &[Candidate],
    candidates: &mut Vec<Candidate>,
    scope: &Scope,
) -> Result<Alike, Error> {
    let (used, asked) = asked(context, query, plan);
    let Some((meaning, meant)) = asked else { return Ok(Alike { used, ..Alike::default() }) };
    let mut alike = Alike { used, ..Alike::default() };
    for (key, likeness) in meaning.articles.nearest(&meant, scope, NEAREST) {
        if likeness < LEAST || candidates.iter().chain(pinned).any(|candidate| candidate.key == key) {
            continue;
        }
        if let Some((candidate, matches)) = unfound(context, plan, found, key, scope)? {
            alike.more += u64::from(!matches);
            candidates.push(candidate);
        }
    }
    let keys: Vec<Key> = candidates.iter().map(|candidate| candidate.key).collect();
    let likeness = meaning.articles.likeness(&meant, &keys, scope);
    let known = || likeness.iter().flatten();
    let (least, most) =
        known().fold((f32::MAX, f32::MIN), |(least, most), one| (least.min(*one), most.max(*one)));
    let best = candidates.iter().map(|candidate| candidate.score).fold(0.0, f32::max);
    if most <= least || known().count() * 2 < keys.len() {
        return Ok(alike);
    }
    for (candidate, likeness) in candidates.iter().zip(&likeness) {
        // One whose vectors are not there yet is as near as the others are on average.
        let near = likeness.map_or(0.5, |likeness| (likeness - least) / (most - least));
        alike.added.push((candidate.key, WEIGHT * best * near));
    }
    let scores = || {
        candidates.iter().zip(&alike.added).map(|(candidate, (_, more))| (candidate, candidate.score + more))
    };
    let titled =
        scores().filter(|(candidate, _)| candidate.titled).map(|(_, score)| score).fold(0.0, f32::max);
    for (candidate, (_, more)) in candidates.iter_mut().zip(&mut alike.added) {
        if titled > 0.0 && !candidate.titled {
            *more = more.min((titled * BELOW - candidate.score).max(0.0));
        }
        candidate.score += *more;
    }
    Ok(alike)
}

/// What a query means, if meaning is to count: where words are enough, or nothing but words will do, it does not.
fn asked<'c>(context: &Context<'c>, query: &Query, plan: &Plan) -> (Used, Option<(Meaning<'c>, Meant)>) {
    let Some(meaning) = context.meaning else { return (Used::No, None) };
    let words = plan.groups.iter().filter(|group| group.counts);
    let has_code = plan.groups.iter().any(|group| group.word.chars().any(char::is_numeric));
    let literal =
        has_code || !(query.phrases.is_empty() && query.without.is_empty() && query.prefixes.is_empty());
    if literal || words.count() < FEWEST_WORDS {
        return (Used::No, None);
    }
    match meaning.of(&query.words, Language::detect(&query.words)) {
        Ok(None) => (Used::No, None),
        Ok(Some(meant)) => (Used::Yes, Some((meaning, meant))),
        Err(_) => (Used::Busy, None),
    }
}
