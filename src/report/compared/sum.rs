//! What does a change come to, all questions together?

use super::{
    Answered, Changed, Outcome, Turn,
    change::{FIRST, place},
};
use crate::report::Rate;

/// What a change comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many were asked.
    pub asked: usize,
    /// Of how many it is known what resolves them, or that nothing does.
    pub known: usize,
    /// For how many something else stands first.
    pub changed: usize,
    /// Of these, for how many what resolves them stands higher.
    pub better: usize,
    /// For how many it stands lower.
    pub worse: usize,
    /// For how many it stands where it stood.
    pub same: usize,
    /// Of how many nobody knows.
    pub unknown: usize,
    /// How many have lost what resolves them from the first three, or got an answer that is none.
    pub lost: usize,
    /// The contrary.
    pub found: usize,
    /// For how many what resolves them stands first, before and after; of those that something resolves.
    pub first: [usize; 2],
    /// How many those are.
    pub resolved: usize,
}

impl Sum {
    /// Counts a question that was asked so many times.
    pub fn count(
        &mut self,
        times: usize,
        [before, after]: [&Answered; 2],
        outcome: &Outcome,
        changed: Option<&Changed>,
    ) {
        self.asked += times;
        self.known += if *outcome == Outcome::Unknown { 0 } else { times };
        if let Outcome::Resolved(right) = outcome {
            self.resolved += times;
            for (first, answered) in self.first.iter_mut().zip([before, after]) {
                *first += if place(answered, right).is_some_and(|place| place <= FIRST) { times } else { 0 };
            }
        }
        let Some(changed) = changed else { return };
        self.changed += times;
        *match changed.turn {
            Turn::Better => &mut self.better,
            Turn::Worse => &mut self.worse,
            Turn::Same => &mut self.same,
            Turn::Unknown => &mut self.unknown,
        } += times;
        self.lost += if changed.lost { times } else { 0 };
        self.found += if changed.found { times } else { 0 };
    }

    /// How often what resolves a question stands first, before and after.
    pub fn rates(&self) -> [Rate; 2] {
        self.first.map(|part| Rate { part, of: self.resolved })
    }
}

#[cfg(test)]
mod tests {
    use super::{Answered, Outcome, Rate, Sum};
    use crate::report::compared::change;

    #[test]
    fn everything_is_counted_once_as_often_as_it_was_asked() {
        let list = |articles: &str| Answered {
            articles: articles.split_whitespace().map(str::to_owned).collect(),
            sure: false,
        };
        let resolved = |by: &str| Outcome::Resolved(vec![by.to_owned()]);
        let mut sum = Sum::default();
        for (times, before, after, outcome) in [
            (2, "a b c d", "b c d a", resolved("a")),
            (1, "a b c d", "a b c d", resolved("a")),
            (3, "d b c a", "a b c d", resolved("a")),
            (1, "a b", "b a", Outcome::Unknown),
            (1, "a b", "a b", Outcome::Nothing),
        ] {
            let [before, after] = [list(before), list(after)];
            let changed = change(&before, &after, &outcome);
            sum.count(times, [&before, &after], &outcome, changed.as_ref());
        }
        let expected = Sum {
            asked: 8,
            known: 7,
            changed: 6,
            better: 3,
            worse: 2,
            same: 0,
            unknown: 1,
            lost: 2,
            found: 3,
            first: [3, 4],
            resolved: 6,
        };
        assert_eq!(sum, expected);
        assert_eq!(sum.rates()[0], Rate { part: 3, of: 6 });
    }
}
