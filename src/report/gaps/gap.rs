//! Which questions about the same did no article resolve?

use super::why::{Evidence, Likeness};
use crate::{
    learn::{EventId, ShownKind},
    report::{
        seen::{Came, Question, Seen},
        table::Named,
        topics::{Topic, Weights, latest, topics},
    },
};

/// What was suggested with less than this many hundredths promised nothing.
const PROMISING: u8 = 15;
/// So many days are compared with as many before them.
pub(super) const DAYS: i64 = 30;
const DAY: i64 = 24 * 60 * 60;

/// Why no article resolved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Nothing fits.
    Missing,
    /// An article resolved such questions when somebody found it, but it was not shown or stood low.
    NotFound,
    /// An article was shown, and did not help.
    NotGoodEnough,
}

impl Why {
    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Why::Missing => "missing",
            Why::NotFound => "not found",
            Why::NotGoodEnough => "not good enough",
        }
    }
}

/// Questions about the same that no article resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// What it is called: the same as long as its earliest question is there.
    pub id: String,
    /// Why.
    pub why: Why,
    /// What was shown for each of its questions first; those that are most like the others first.
    pub shown: Vec<EventId>,
    /// The words that tell it, as they are kept.
    pub words: Vec<String>,
    /// The article that resolved such questions, or that did not help.
    pub article: Option<Named>,
    /// How many such questions that article resolved.
    pub resolved_like: usize,
    /// How many were asked in the last days, and in as many days before.
    pub lately: [usize; 2],
}

/// The gaps, the largest first. `today` is a moment of the day, in seconds since 1970.
pub(in crate::report) fn gaps(seen: &Seen<'_>, today: i64) -> Vec<(Gap, Topic)> {
    let weights = Weights::of(seen);
    let open = latest(seen, seen.questions.iter().copied().filter(|question| is_open(seen, question)));
    let found = topics(seen, &weights, &open);
    let likeness = Likeness::of(seen, &weights, &found);
    let gap = |(place, topic): (usize, Topic)| {
        let Evidence { why, article, resolved_like } = likeness.judge(seen, place, &topic);
        let lately = |from: i64, to: i64| {
            let days = |question: &&Question| (today - seen.at(question)).div_euclid(DAY);
            topic.questions.iter().filter(|question| (from..to).contains(&days(question))).count()
        };
        let gap = Gap {
            id: topic.id(seen),
            why,
            shown: topic.questions.iter().map(|question| seen.shown(question)).collect(),
            words: topic.words(seen).into_iter().map(str::to_owned).collect(),
            article: article.map(|card| seen.named(&card)),
            resolved_like,
            // What was asked later than today was asked by another clock.
            lately: [lately(i64::MIN, DAYS), lately(DAYS, 2 * DAYS)],
        };
        (gap, topic)
    };
    found.clone().into_iter().enumerate().map(gap).collect()
}

/// Whether no article resolved it: somebody said so, or nothing was shown that promised to.
fn is_open(seen: &Seen<'_>, question: &Question) -> bool {
    match question.came {
        Came::Rejected | Came::Reopened => true,
        Came::Resolved | Came::Assumed | Came::Helped => false,
        Came::Unknown => seen.asked(question).is_some_and(|asked| {
            match asked.occasion {
                ShownKind::Suggestion | ShownKind::Form => {
                    asked.best < PROMISING || seen.record.listed(asked).is_empty()
                }
                ShownKind::Search => seen.record.listed(asked).is_empty(),
                // Nobody knows what came of it, or what would have been shown.
                ShownKind::HeldOut | ShownKind::Import => false,
            }
        }),
    }
}
