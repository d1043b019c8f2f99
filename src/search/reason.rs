//! Why does this article stand here?

use super::{Group, Part, Plan, Why, lift::Lift};

/// One part of a score, in plain words. The parts of a hit sum to its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// "`vpn` in title and text".
    pub words: String,
    /// What it adds.
    pub score: f32,
}

/// What beside its words brought an article here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside<'a> {
    /// What meaning added.
    pub(super) alike: Option<f32>,
    /// What lessons added.
    pub(super) lift: Option<&'a Lift>,
}

/// The reasons of one article, greatest first: one for each word of the query that it holds.
/// What neither they nor what is beside them explain of the score is that the title holds all of it.
pub(super) fn reasons(
    plan: &Plan,
    parts: &[Part],
    score: f32,
    Beside { alike, lift }: Beside<'_>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = parts
        .chunk_by(|a, b| a.group == b.group)
        .filter_map(|parts| {
            let first = parts.first()?;
            let group = plan.groups.get(first.group)?;
            let mut words = what(group, first.variant);
            list(&mut words, parts);
            Some(Reason { words, score: parts.iter().map(|part| part.score).sum() })
        })
        .collect();
    reasons.extend(lift.map(|lift| {
        let cases = if lift.cases == 1 { "similar case" } else { "most similar cases" };
        let words = format!("resolved {} of the {} {cases}", lift.resolved, lift.cases);
        Reason { words, score: lift.score }
    }));
    reasons.extend(
        alike
            .filter(|more| *more > 0.0)
            .map(|more| Reason { words: "means nearly the same".to_owned(), score: more }),
    );
    let explained: f32 = reasons.iter().map(|reason| reason.score).sum();
    if score > explained * 1.01 {
        let words = "the title holds every word".to_owned();
        reasons.push(Reason { words, score: score - explained });
    }
    reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
    reasons
}

fn what(group: &Group, variant: usize) -> String {
    let word = group.word.as_str();
    let parts: &[&str] = match group.variants.get(variant).map(|variant| &variant.why) {
        Some(Why::Corrected(nearest)) => &["`", nearest, "`, nearest to `", word, "`,"],
        Some(Why::Begun(ending)) => &["`", ending, "`, begun with `", word, "`,"],
        Some(Why::Synonym(same)) => &["`", same, "`, a synonym of `", word, "`,"],
        Some(Why::Typed) | None => &["`", word, "`"],
    };
    // Most reasons are no longer: one allocation for each.
    let mut what = String::with_capacity(64);
    what.extend(parts.iter().copied());
    what
}

/// Adds in which fields it stands: `in title, headings and text`.
fn list(words: &mut String, parts: &[Part]) {
    for (number, part) in parts.iter().enumerate() {
        words.push_str(match number {
            0 => " in ",
            _ if number + 1 == parts.len() => " and ",
            _ => ", ",
        });
        words.push_str(part.field.word());
    }
}
