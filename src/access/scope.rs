//! What may this search look at?

use super::{AudienceSet, Readership};

/// The audiences whose articles one search may look at. Made by a [`Reader`](super::Reader).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope(Opens);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Opens {
    Everything,
    Audiences(AudienceSet),
}

impl Scope {
    pub(super) fn of(audiences: AudienceSet) -> Scope {
        Scope(Opens::Audiences(audiences))
    }

    /// Every audience, for the program's own work and for whoever runs it at the terminal. The reason is for
    /// the reader of the code: `Scope::everything("check the whole knowledge base")`.
    pub fn everything(_why: &str) -> Scope {
        Scope(Opens::Everything)
    }

    /// Whether somebody of these audiences sees nothing that this does not open; of none, who sees everything.
    pub fn holds(&self, audiences: &[String]) -> bool {
        let Opens::Audiences(mine) = &self.0 else { return true };
        !audiences.is_empty() && audiences.iter().all(|name| mine.iter().any(|mine| mine.name() == name))
    }

    /// Whether this reading of an article is the one to show: of each article at most one is.
    pub fn sees(&self, readership: &Readership) -> bool {
        self.opens(readership.article())
            && readership.opened().all(|block| self.opens(block))
            && !readership.closed().any(|block| self.opens(block))
    }

    /// Somebody who sees this reading of an article, for the program's own work on it.
    pub fn of_reading(readership: &Readership) -> Scope {
        let somebody = readership.somebody();
        Scope::of(AudienceSet::of(somebody.iter().map(super::Audience::name)))
    }

    /// Whether an article for these audiences may be read.
    pub fn opens(&self, audiences: &AudienceSet) -> bool {
        match &self.0 {
            Opens::Everything => true,
            Opens::Audiences(mine) => audiences.iter().any(|audience| mine.contains(audience)),
        }
    }
}
