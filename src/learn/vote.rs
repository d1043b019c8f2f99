//! What does the memory learn from one case?

use super::EventId;

/// The number of a case: one ticket and one article. Numbers are given in the order of arrival and mean
/// nothing else; what must not depend on that order uses the [`CaseKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNo(pub u32);

/// What makes a case the same case: the first 16 bytes of BLAKE3 of the ticket's number (else that of what was
/// shown) and the article's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseKey(pub u128);

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
    /// When it happened, as seconds since 1970.
    pub at: i64,
    /// What was shown.
    pub shown: EventId,
}

/// A case that says something else than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub case: CaseNo,
    /// What it said; nothing when it is new or had never happened.
    pub before: Option<Vote>,
    /// What it says now; nothing when it never happened.
    pub now: Option<Vote>,
}
