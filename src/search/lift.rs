//! What do lessons change in the order of a search?

use super::{Candidate, Context, Error, Found, Part, Plan, answer::passes};
use crate::{
    access::Scope,
    learn::{Lessons, memory::Question},
    library::Key,
};

/// What resolved all tickets and searches like this one is lifted by this share of the best score.
const MOST: f32 = 0.7;
/// Less than this share of the best score is not worth a change of the order.
const LEAST: f32 = 0.01;
/// An article whose title holds all that was asked for is not overtaken: what is lifted stays just below it.
pub(super) const BELOW: f32 = 0.999;

/// What lessons add to the score of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lift {
    pub(super) key: Key,
    pub(super) score: f32,
    /// How many of the nearest cases it resolved.
    pub(super) resolved: usize,
    /// How many nearest cases there are.
    pub(super) cases: usize,
}

/// Which articles were lifted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lifted {
    pub(super) lifts: Vec<Lift>,
    /// How many of them do not match the query by its words.
    pub(super) added: u64,
}

/// Lifts what resolved tickets and searches like this one, and puts in what the words alone did not find. What is pinned
/// stands first as it is. The candidates come back in no order.
pub(super) fn lift(
    context: &Context<'_>,
    plan: &Plan,
    found: &Found,
    pinned: &[Candidate],
    candidates: &mut Vec<Candidate>,
    scope: &Scope,
) -> Result<Lifted, Error> {
    let best = candidates.iter().map(|candidate| candidate.score).fold(0.0, f32::max);
    let mut lifts = lifts(context, plan, best, scope);
    lifts.retain(|lift| pinned.iter().all(|pin| pin.key != lift.key));
    let titled = candidates.iter().filter(|candidate| candidate.titled);
    let exact = titled.map(|candidate| candidate.score).fold(0.0, f32::max);
    let mut added = 0;
    for lift in &mut lifts {
        let at = match candidates.iter().position(|candidate| candidate.key == lift.key) {
            Some(at) => at,
            None => {
                if let Some((candidate, matches)) = unfound(context, plan, found, lift.key, scope)? {
                    added += u64::from(!matches);
                    candidates.push(candidate);
                    candidates.len() - 1
                } else {
                    lift.score = 0.0;
                    continue;
                }
            }
        };
        let candidate = &mut candidates[at];
        if exact > 0.0 && !candidate.titled {
            let most = (exact * BELOW).max(candidate.score);
            lift.score = lift.score.min(most - candidate.score);
        }
        candidate.score += lift.score;
    }
    lifts.retain(|lift| lift.score > 0.0);
    Ok(Lifted { lifts, added })
}

/// What each article that the nearest cases speak for is lifted by, if the words alone reach `best`.
fn lifts(context: &Context<'_>, plan: &Plan, best: f32, scope: &Scope) -> Vec<Lift> {
    let Some(lessons) = context.lessons.filter(|lessons| lessons.memory().has_cases(scope)) else {
        return Vec::new();
    };
    let follow = |key| context.library.follow(key, scope);
    let cases = lessons.memory().cases_near(&question(plan, lessons, scope), scope, &follow);
    let (votes, sum, gate) = lessons.memory().heard(&cases);
    let lift = |(key, vote): (Key, f32)| Lift {
        key,
        score: MOST * best * gate * vote / sum,
        resolved: cases.iter().filter(|near| near.article == key && near.weight > 0.0).count(),
        cases: cases.len(),
    };
    votes.into_iter().map(lift).filter(|lift| lift.score > LEAST * best).collect()
}

/// The words of a query as cases are compared: of each word the way that cases hold, so that what is unfinished or
/// misspelt is found too.
fn question(plan: &Plan, lessons: &Lessons, scope: &Scope) -> Question {
    let mut words = Vec::with_capacity(plan.groups.len());
    for group in &plan.groups {
        let ways = group.variants.iter().filter_map(|variant| match &variant.terms[..] {
            [only] => Some((lessons.word(only), variant.weight)),
            _ => None,
        });
        let known = ways.clone().find(|(word, _)| lessons.memory().holding(*word, scope).1 > 0);
        words.extend(
            known.or_else(|| ways.clone().next()).map(|(word, weight)| (word, group.weight * weight)),
        );
    }
    words.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    words.dedup_by_key(|(word, _)| *word);
    Question { words }
}

/// An article that is not among the best by words, if the filters let it pass; and whether it matches by words.
pub(crate) fn unfound(
    context: &Context<'_>,
    plan: &Plan,
    found: &Found,
    key: Key,
    scope: &Scope,
) -> Result<Option<(Candidate, bool)>, Error> {
    let Some(card) = context.library.get(key, scope).filter(|card| passes(card, plan)) else {
        return Ok(None);
    };
    let Some(place) = context.engine.place_of(card.key, scope)? else { return Ok(None) };
    let parts: Vec<Part> =
        context.engine.explain(plan, scope, found, &[place])?.into_iter().flatten().collect();
    let held = parts.chunk_by(|a, b| a.group == b.group).filter(|parts| plan.groups[parts[0].group].counts);
    let matches = plan.required > 0 && held.count() >= plan.required;
    let score = parts.iter().map(|part| part.score).sum();
    Ok(Some((Candidate { key, score, place, titled: false }, matches)))
}
