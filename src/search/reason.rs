//! Why does this article stand here?

use super::{Group, Part, Plan, Why, lift::Lift};

/// Why an article has more than its words bring.
const WHOLE: &str = "the title holds every word";

/// One part of a score, in plain words. The parts of a hit sum to its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// "`vpn` in title and text".
    pub words: String,
    /// What it adds.
    pub score: f32,
}

/// The reasons of one article, greatest first: one for each word of the query that it holds.
/// What the parts do not explain of the score is that the title holds all of it.
pub(super) fn reasons(plan: &Plan, parts: &[Part], score: f32) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = parts
        .chunk_by(|a, b| a.group == b.group)
        .filter_map(|parts| {
            let first = parts.first()?;
            let group = plan.groups.get(first.group)?;
            let fields: Vec<&str> = parts.iter().map(|part| part.field.word()).collect();
            let words = format!("{} in {}", what(group, first.variant), listed(&fields));
            Some(Reason { words, score: parts.iter().map(|part| part.score).sum() })
        })
        .collect();
    let explained: f32 = reasons.iter().map(|reason| reason.score).sum();
    if score > explained * 1.01 {
        let words = WHOLE.to_owned();
        reasons.push(Reason { words, score: score - explained });
    }
    reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
    reasons
}

/// Says what lessons added. The reasons of the words explained all of the score, so that part was taken for a whole
/// title: it is taken back.
pub(super) fn add_lesson(reasons: &mut Vec<Reason>, lift: &Lift) {
    let Lift { resolved, cases, score, .. } = lift;
    if let Some(at) = reasons.iter().position(|reason| reason.words == WHOLE) {
        reasons[at].score -= score;
        if reasons[at].score <= score * 0.01 {
            reasons.remove(at);
        }
    }
    let tickets = if *cases == 1 { "similar case" } else { "most similar cases" };
    reasons.push(Reason { words: format!("resolved {resolved} of the {cases} {tickets}"), score: *score });
    reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
}

fn what(group: &Group, variant: usize) -> String {
    let word = &group.word;
    match group.variants.get(variant).map(|variant| &variant.why) {
        Some(Why::Corrected(nearest)) => format!("`{nearest}`, nearest to `{word}`,"),
        Some(Why::Begun(ending)) => format!("`{ending}`, begun with `{word}`,"),
        Some(Why::Synonym(same)) => format!("`{same}`, a synonym of `{word}`,"),
        Some(Why::Typed) | None => format!("`{word}`"),
    }
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
