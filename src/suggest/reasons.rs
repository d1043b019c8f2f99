//! Why is this article suggested, in plain words?

use jiff::{Timestamp, civil::Date};

use super::fuse::Fused;
use crate::{
    learn::{Lessons, memory::Near},
    search::{Part, Plan, Reason},
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
        Reason { words: cases(fused, near, lessons, today), score: fused.cases },
        Reason { words: format!("words: {}", words(plan, parts)), score: fused.words },
        Reason { words: "means nearly the same".to_owned(), score: fused.meaning },
        Reason { words: "words of the tickets that it resolved".to_owned(), score: fused.field },
    ];
    reasons.retain(|reason| reason.score > 0.0);
    reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
    reasons
}

/// "resolved 14 of the 17 most similar tickets, last on 3 May".
fn cases(fused: &Fused, near: &[Near], lessons: &Lessons, today: Date) -> String {
    let similar = near.iter().filter(|near| near.case.is_some()).count();
    let for_it = || near.iter().filter(|near| near.article == fused.key && near.weight > 0.0);
    let resolved = for_it().filter_map(|near| lessons.case(near.case?)).map(|(vote, _)| vote.at);
    let Some(last) = resolved.clone().max() else { return "its title is like the ticket".to_owned() };
    let many = resolved.count();
    let tickets = if similar == 1 { "similar ticket" } else { "most similar tickets" };
    let when = Timestamp::from_second(last).map(|at| on(at.to_zoned(jiff::tz::TimeZone::UTC).date(), today));
    format!("resolved {many} of the {similar} {tickets}{}", when.unwrap_or_default())
}

fn on(day: Date, today: Date) -> String {
    let form = if day.year() == today.year() { ", last on %-d %B" } else { ", last on %-d %B %Y" };
    day.strftime(form).to_string()
}

/// The words of the question that the article holds, those that brought most first.
fn words(plan: &Plan, parts: &[Part]) -> String {
    let mut brought: Vec<(f32, &str)> = parts
        .chunk_by(|a, b| a.group == b.group)
        .filter_map(|parts| {
            let group = plan.groups.get(parts.first()?.group)?;
            Some((parts.iter().map(|part| part.score).sum(), group.word.as_str()))
        })
        .collect();
    brought.sort_by(|a, b| b.0.total_cmp(&a.0));
    let words: Vec<&str> = brought.into_iter().take(MOST_WORDS).map(|(_, word)| word).collect();
    words.join(", ")
}
