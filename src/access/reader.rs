//! Who is asking?

use super::{Audience, AudienceSet, Role, Scope};

/// Whoever asks: what they may read follows from the audiences they belong to, what they may do from their role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    name: String,
    role: Role,
    /// None for whoever runs the program.
    audiences: Option<AudienceSet>,
}

impl Reader {
    /// A reader without a credential: a customer, who belongs to `public` alone.
    pub fn public() -> Reader {
        Reader::from("anonymous")
    }

    /// The same, told apart by where the request came from, under a name that does not tell where that is.
    pub fn from(place: &str) -> Reader {
        let audiences = Some(AudienceSet::of([Audience::PUBLIC]));
        Reader { name: place.to_owned(), role: Role::Customer, audiences }
    }

    /// An agent of these audiences.
    pub fn agent<'a>(name: &str, audiences: impl IntoIterator<Item = &'a str>) -> Reader {
        Reader { name: name.to_owned(), role: Role::Agent, audiences: Some(AudienceSet::of(audiences)) }
    }

    /// A person at the terminal who asked to see only what these audiences see; everything when none is named.
    ///
    /// Whoever runs the program can read the files anyway, so this narrows and never widens.
    pub fn at_terminal<'a>(audiences: impl IntoIterator<Item = &'a str>) -> Reader {
        let mut audiences = audiences.into_iter().peekable();
        let audiences = audiences.peek().is_some().then(|| AudienceSet::of(audiences));
        Reader { name: "terminal".to_owned(), role: Role::Admin, audiences }
    }

    /// What the reader is called in logs and in the ledger: never a person's address.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they may do.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The audiences they belong to; none means all of them.
    pub fn audiences(&self) -> impl Iterator<Item = &Audience> {
        self.audiences.iter().flat_map(AudienceSet::iter)
    }

    /// What this reader's searches may open.
    pub fn scope(&self) -> Scope {
        match &self.audiences {
            Some(audiences) => Scope::of(audiences.clone()),
            None => Scope::everything("whoever runs the program can read the files anyway"),
        }
    }
}
