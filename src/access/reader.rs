//! Who is asking?

use super::{Audience, AudienceSet, Scope};

/// Whoever asks: what they may read follows from the audiences they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    name: String,
    audiences: AudienceSet,
}

impl Reader {
    /// A reader without a credential: a customer, who belongs to `public` alone.
    pub fn public() -> Reader {
        Reader { name: "anonymous".to_owned(), audiences: AudienceSet::of([Audience::PUBLIC]) }
    }

    /// A person at the terminal who asked to see only what these audiences see.
    ///
    /// Whoever runs the program can read the files anyway, so this narrows and never widens.
    pub fn narrowed<'a>(audiences: impl IntoIterator<Item = &'a str>) -> Reader {
        Reader { name: "terminal".to_owned(), audiences: AudienceSet::of(audiences) }
    }

    /// What the reader is called in logs: never a person's address.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What this reader's searches may open.
    pub fn scope(&self) -> Scope {
        Scope::of(self.audiences.clone())
    }
}
