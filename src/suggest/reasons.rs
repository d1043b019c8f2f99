//! Why is this article suggested, in plain words?

use jiff::{Timestamp, civil::Date};

use super::fuse::Fused;
use crate::{
    learn::{Lessons, memory::Near},
    search::{Because, Part, Plan, Reason},
};

/// So many words are named, those that brought most.
const MOST_WORDS: usize = 5;

/// What brought an article its score, greatest first; the parts sum to it.
pub(super) fn reasons(
    fused: &Fused,
    plan: &Plan,
    parts: &[Part],
    near: &[Near],
    lessons: &Lessons,
    today: Date,
) -> Vec<Reason> {
    let mut reasons = vec![
        Reason { because: cases(fused, near, lessons, today), score: fused.cases },
        Reason { because: Because::Words(words(plan, parts)), score: fused.words },
        Reason { because: Because::Alike, score: fused.meaning },
        Reason { because: Because::TheirWords, score: fused.field },
    ];
    reasons.retain(|reason| reason.score > 0.0);
    reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
    reasons
}

/// "resolved 14 of the 17 most similar tickets, last on 3 May".
fn cases(fused: &Fused, near: &[Near], lessons: &Lessons, today: Date) -> Because {
    let similar = near.iter().filter(|near| near.case.is_some()).count();
    let for_it = || near.iter().filter(|near| near.article == fused.key && near.weight > 0.0);
    let resolved = for_it().filter_map(|near| lessons.case(near.case?)).map(|(vote, _)| vote.at);
    let Some(last) = resolved.clone().max() else { return Because::Title };
    let day = Timestamp::from_second(last).ok().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
    Because::Tickets {
        resolved: resolved.count(),
        of: similar,
        last: day.map(|day| (day, day.year() == today.year())),
    }
}

/// The words of the question that the article holds, those that brought most first.
fn words(plan: &Plan, parts: &[Part]) -> Vec<String> {
    let mut brought: Vec<(f32, &str)> = parts
        .chunk_by(|a, b| a.group == b.group)
        .filter_map(|parts| {
            let group = plan.groups.get(parts.first()?.group)?;
            Some((parts.iter().map(|part| part.score).sum(), group.word.as_str()))
        })
        .collect();
    brought.sort_by(|a, b| b.0.total_cmp(&a.0));
    brought.into_iter().take(MOST_WORDS).map(|(_, word)| word.to_owned()).collect()
}
