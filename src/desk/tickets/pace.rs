//! How often has an article resolved something, and how long did it take?

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use jiff::SignedDuration;

use crate::{desk::Desk, learn::Vote, library::Key};

/// Of fewer tickets nothing is said.
const FEWEST: usize = 5;
/// It is counted anew when the ledger has grown by this part of it.
const RENEW: u64 = 50;
/// What took longer was reported late, or of something else.
const LONGEST: i64 = 30 * 24 * 3600;

/// How long tickets took that an article resolved, from when it was shown until somebody said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Half of them took no longer.
    pub median: SignedDuration,
    /// How many tickets it rests on.
    pub of: usize,
}

/// What articles resolved, counted as of a place in the ledger.
#[derive(Debug, Default)]
pub(in crate::desk) struct Paces {
    upto: u64,
    /// The pace of every article that has one.
    of: Arc<BTreeMap<Key, Pace>>,
    /// How many tickets each article resolved, most first.
    often: Arc<Vec<(Key, usize)>>,
}

impl Desk {
    /// How long tickets took that articles resolved, as far as there are enough of them to say. What is imported does not
    /// tell: nothing was shown then.
    pub fn paces(&self) -> Arc<BTreeMap<Key, Pace>> {
        self.resolved_so_far(|counted| counted.of.clone())
    }

    /// Which articles resolved most, and how many tickets or searches each of them, whoever asked.
    pub fn popular(&self) -> Arc<Vec<(Key, usize)>> {
        self.resolved_so_far(|counted| counted.often.clone())
    }

    /// Counted anew when the ledger has grown by a part of itself.
    fn resolved_so_far<T>(&self, of: impl FnOnce(&Paces) -> T) -> T {
        let mut known = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        let lessons = self.lessons();
        let upto = lessons.cursor().0;
        if upto.abs_diff(known.upto) > known.upto / RENEW {
            let mut took: BTreeMap<Key, Vec<i64>> = BTreeMap::new();
            let mut often: BTreeMap<Key, usize> = BTreeMap::new();
            for (case, article) in lessons.memory().speaking() {
                let Some(vote) = lessons.cases().vote(case) else { continue };
                if vote.is_resolved() {
                    *often.entry(article).or_default() += 1;
                }
                if let Some(seconds) = seconds(&vote) {
                    took.entry(article).or_default().push(seconds);
                }
            }
            let of = took.into_iter().filter_map(|(key, took)| Some((key, pace(took)?))).collect();
            let mut often: Vec<(Key, usize)> = often.into_iter().collect();
            // Stable: equal ones stay in the order of their keys.
            often.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            *known = Paces { upto, of: Arc::new(of), often: Arc::new(often) };
        }
        of(&known)
    }
}

fn pace(mut took: Vec<i64>) -> Option<Pace> {
    took.sort_unstable();
    let of = took.len();
    let median = *took.get(of / 2).filter(|_| of >= FEWEST)?;
    Some(Pace { median: SignedDuration::from_secs(median), of })
}

/// From when something was shown, which its number tells, until it had resolved the ticket.
fn seconds(vote: &Vote) -> Option<i64> {
    let (number, version) = (vote.shown.0, (vote.shown.0 >> 76) & 0xf);
    let begun = i64::try_from(number >> 80).ok()? / 1_000;
    let took = vote.at - begun;
    let counts = version == 7 && vote.is_resolved() && (0..=LONGEST).contains(&took);
    counts.then_some(took)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{Pace, pace, seconds};
    use crate::learn::{ArticleNo, EventId, PersonNo, Vote};

    #[test]
    fn fewer_than_five_tell_nothing() {
        assert_eq!(pace(vec![1, 2, 3, 4]), None);
        let told = Pace { median: SignedDuration::from_secs(60), of: 5 };
        assert_eq!(pace(vec![9_000, 1, 60, 2, 70]), Some(told));
    }

    #[test]
    fn only_what_was_shown_and_resolved_counts() {
        let vote = |shown, weight, at| Vote {
            article: ArticleNo(0),
            person: PersonNo(0),
            weight,
            at,
            shown: EventId(shown),
            basis: None,
        };
        let shown = (1_000_000 << 80) | (0x7 << 76);
        assert_eq!(seconds(&vote(shown, 500, 1_090)), Some(90));
        assert_eq!(seconds(&vote(shown, 600, 1_090)), None, "it helped");
        assert_eq!(seconds(&vote(shown, 500, 900)), None, "before it was shown");
        assert_eq!(seconds(&vote(shown ^ (1 << 76), 500, 1_090)), None, "imported");
    }
}
