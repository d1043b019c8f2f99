//! What was asked before that can be asked again, and what resolved it?

use std::collections::BTreeMap;

use crate::{
    learn::{ArticleName, EventId, ShownKind, Verdict},
    report::{
        gaps::gaps,
        seen::{Came, Question, Seen},
    },
};

/// Something that was asked, as often as the same was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastQuestion {
    /// What was shown for the latest of them first: under that number its words are kept.
    pub shown: EventId,
    /// Whether somebody searched; else it was a ticket.
    pub is_search: bool,
    /// How many people's questions say the same and came to the same.
    pub times: usize,
    /// The article that resolved it, if somebody said so.
    pub resolved_by: Option<ArticleName>,
}

/// What makes questions the same: what they say, who asked, whether they searched, and what resolved it.
type Same<'a> = (u64, u32, bool, Option<&'a ArticleName>);

/// What a reader may see of what was asked, the latest first, so many at most: one ticket counts once, and what says the
/// same, was asked by people of the same audiences and was resolved by the same article is one question.
pub(in crate::report) fn past(seen: &Seen<'_>, most: usize) -> Vec<PastQuestion> {
    let mut same: BTreeMap<Same<'_>, (Question, usize)> = BTreeMap::new();
    for question in &seen.questions {
        let Some(asked) = seen.asked(question) else { continue };
        let is_search = asked.occasion == ShownKind::Search;
        let place = (asked.said, asked.circle, is_search, resolved_by(seen, question));
        let (latest, times) = same.entry(place).or_insert((*question, 0));
        *times += 1;
        if seen.order(question) > seen.order(latest) {
            *latest = *question;
        }
    }
    let mut all: Vec<_> = same.into_iter().collect();
    all.sort_by_key(|(_, (question, _))| std::cmp::Reverse(seen.order(question)));
    all.truncate(most);
    let past = |((_, _, is_search, by), (question, times)): (Same<'_>, (Question, usize))| PastQuestion {
        shown: seen.shown(&question),
        is_search,
        times,
        resolved_by: by.cloned(),
    };
    all.into_iter().map(past).collect()
}

/// The questions of a group of unanswered ones, the earliest first; none when there is no such group.
pub(in crate::report) fn of_group(seen: &Seen<'_>, today: i64, id: &str) -> Option<Vec<PastQuestion>> {
    let gaps = gaps(seen, today);
    let (_, topic) = gaps.iter().find(|(gap, _)| gap.id == id)?;
    let mut questions = topic.questions.clone();
    questions.sort_by_key(|question| seen.order(question));
    let past = |question: &Question| PastQuestion {
        shown: seen.shown(question),
        is_search: seen.occasion(question) == ShownKind::Search,
        times: 1,
        resolved_by: None,
    };
    Some(questions.iter().map(past).collect())
}

/// The article that resolved a question: what is only assumed is not known.
fn resolved_by<'a>(seen: &Seen<'a>, question: &Question) -> Option<&'a ArticleName> {
    if question.came != Came::Resolved {
        return None;
    }
    let mut said = seen.said(question);
    let said = said.find(|said| said.verdict == Verdict::Resolved && !said.assumed)?;
    Some(&seen.record.articles[said.article]).filter(|name| !name.is_none())
}
