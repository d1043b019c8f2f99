//! Does a change move what stands first for a question, and is that for better or worse?

/// So many articles stand first: what is looked at without scrolling.
pub const FIRST: usize = 3;

/// What came of asking something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// The articles, best first, each by the name that it has on both sides.
    pub articles: Vec<String>,
    /// Whether the first of them was called the answer.
    pub sure: bool,
}

/// What is known to resolve it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody said.
    #[default]
    Unknown,
    /// One of these articles does.
    Resolved(Vec<String>),
    /// Nothing that is there does.
    Nothing,
}

/// Whether a change is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// What resolves it stands lower.
    Worse,
    /// What resolves it stands higher.
    Better,
    /// What resolves it stands where it stood.
    Same,
    /// Nobody knows what resolves it.
    Unknown,
}

impl Turn {
    /// The word used in the terminal.
    pub fn word(self) -> &'static str {
        match self {
            Turn::Worse => "worse",
            Turn::Better => "better",
            Turn::Same => "same",
            Turn::Unknown => "unknown",
        }
    }
}

/// What a change does to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Whether that is good.
    pub turn: Turn,
    /// Where what resolves it stood and stands, from 1; none where it was not found, or is not known.
    pub places: [Option<usize>; 2],
    /// Whether it stood first and does not any more; of a question that nothing resolves, whether something is called the
    /// answer now.
    pub lost: bool,
    /// The contrary.
    pub found: bool,
}

/// What a change does to a question; none when the same stands first as before, and is as sure where nothing should be.
pub fn change(before: &Answered, after: &Answered, outcome: &Outcome) -> Option<Changed> {
    let first = |answered: &'_ Answered| answered.articles.iter().take(FIRST).cloned().collect::<Vec<_>>();
    let moved = first(before) != first(after);
    match outcome {
        Outcome::Unknown => {
            moved.then_some(Changed { turn: Turn::Unknown, places: [None, None], lost: false, found: false })
        }
        Outcome::Nothing => {
            let turn = match (before.sure, after.sure) {
                (false, true) => Turn::Worse,
                (true, false) => Turn::Better,
                _ => Turn::Same,
            };
            let (lost, found) = (turn == Turn::Worse, turn == Turn::Better);
            (moved || turn != Turn::Same).then_some(Changed { turn, places: [None, None], lost, found })
        }
        Outcome::Resolved(right) => {
            let places = [before, after].map(|answered| place(answered, right));
            let [was, is] = places.map(|place| place.unwrap_or(usize::MAX));
            let turn = match is.cmp(&was) {
                std::cmp::Ordering::Less => Turn::Better,
                std::cmp::Ordering::Equal => Turn::Same,
                std::cmp::Ordering::Greater => Turn::Worse,
            };
            let (lost, found) = (was <= FIRST && is > FIRST, is <= FIRST && was > FIRST);
            moved.then_some(Changed { turn, places, lost, found })
        }
    }
}

/// Where the best of some articles stands, from 1.
pub(super) fn place(answered: &Answered, right: &[String]) -> Option<usize> {
    answered.articles.iter().position(|article| right.contains(article)).map(|before| before + 1)
}

#[cfg(test)]
mod tests {
    use super::{Answered, Outcome, Turn, change};

    fn list(articles: &str) -> Answered {
        let articles = articles.split_whitespace().map(str::to_owned).collect();
        Answered { articles, sure: false }
    }

    #[track_caller]
    fn check(before: &str, after: &str, right: &str, expected: Option<(Turn, bool, bool)>) {
        let right = match right {
            "?" => Outcome::Unknown,
            right => Outcome::Resolved(right.split_whitespace().map(str::to_owned).collect()),
        };
        let told = change(&list(before), &list(after), &right);
        assert_eq!(told.map(|told| (told.turn, told.lost, told.found)), expected, "{before} → {after}");
    }

    #[test]
    fn what_resolves_it_tells_better_from_worse() {
        check("a b c d", "a b c x", "a", None);
        check("a b c d", "b a c d", "a", Some((Turn::Worse, false, false)));
        check("b a c d", "a b c d", "a", Some((Turn::Better, false, false)));
        check("a b c d", "b c d a", "a", Some((Turn::Worse, true, false)));
        check("a b c d", "b c d", "a", Some((Turn::Worse, true, false)));
        check("b c d", "b c a", "a", Some((Turn::Better, false, true)));
        check("a b c", "a c b", "a", Some((Turn::Same, false, false)));
        check("b c d", "c b d", "a", Some((Turn::Same, false, false)));
        // One of several is enough.
        check("a b c d", "x y b a", "a b", Some((Turn::Worse, false, false)));
        check("a b c", "c b a", "?", Some((Turn::Unknown, false, false)));
        check("", "", "a", None);
    }

    #[test]
    fn where_nothing_resolves_it_silence_is_right() {
        let of = |before, after| {
            let answered = |sure| Answered { sure, ..list("a b") };
            change(&answered(before), &answered(after), &Outcome::Nothing).map(|told| (told.turn, told.lost))
        };
        assert_eq!(of(false, true), Some((Turn::Worse, true)));
        assert_eq!(of(true, false), Some((Turn::Better, false)));
        assert_eq!(of(true, true), None);
    }
}
