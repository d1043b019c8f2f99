//! What does the memory learn from one case?

use std::num::NonZeroI32;

use super::{EventId, Found, Told, Verdict, cases::weight};

/// The number of a case: one ticket and one article. Numbers are given in the order of arrival and mean
/// nothing else; what must not depend on that order uses the [`CaseKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNo(pub u32);

/// The number of an article together with what it said; as those of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasisNo(pub u32);

/// What makes a case the same case: the first 16 bytes of BLAKE3 of the ticket's number (else that of what was
/// shown) and the article's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseKey(pub u128);

impl CaseKey {
    /// The case that an outcome belongs to: by its own ticket, else by that of what was shown, else by the number of
    /// what was shown. A ticket whose number is empty has none.
    pub fn of(told: &Told) -> CaseKey {
        let numbers = [&told.outcome.ticket, &told.ticket];
        let ticket = numbers.into_iter().flatten().find(|ticket| !ticket.is_empty());
        let mut hasher = blake3::Hasher::new();
        match ticket {
            Some(ticket) => hasher
                .update(b"ticket\n")
                .update(&(ticket.len() as u64).to_le_bytes())
                .update(ticket.as_bytes()),
            None => hasher.update(b"shown\n").update(&told.outcome.shown.0.to_le_bytes()),
        };
        hasher.update(told.outcome.article.path.as_bytes());
        let mut first = [0; 16];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        CaseKey(u128::from_le_bytes(first))
    }
}

/// The number of a word, in the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordNo(pub u32);

/// The number of an article, in the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleNo(pub u32);

/// The number of a person, in the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonNo(pub u32);

/// What a case says now, all its outcomes taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The article it is about.
    pub article: ArticleNo,
    /// Whose word it is.
    pub person: PersonNo,
    /// Its weight in thousandths: for the article when positive, against it when negative. How the article was
    /// found × the verdict × a tenth at most when assumed (RANKING section 5).
    pub weight: i32,
    /// When it happened, as whole seconds since 1970.
    pub at: i64,
    /// What was shown.
    pub shown: EventId,
    /// What it rests on, where that is known.
    pub basis: Option<BasisNo>,
}

impl Vote {
    /// Whether somebody said that it was resolved; other verdicts weigh something else, and so does what is assumed.
    pub fn is_resolved(&self) -> bool {
        let ways = [Found::Listed(1), Found::Known, Found::Searched];
        let weighs = |found| weight(Verdict::Resolved, found, false).map(NonZeroI32::get);
        ways.into_iter().any(|found| weighs(found) == Some(self.weight))
    }
}

/// A case that says something else than before.
///
/// An index of words takes `case` out under `words_before` and puts it in under
/// [`words`](super::Cases::words); both are empty for a case that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub case: CaseNo,
    /// What it said; nothing when it is new or had never happened.
    pub before: Option<Vote>,
    /// What it says now; nothing when it never happened.
    pub now: Option<Vote>,
    /// The words that it had, in order.
    pub words_before: Vec<WordNo>,
}
