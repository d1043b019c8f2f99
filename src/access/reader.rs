//! Who is asking?

use super::{Audience, AudienceSet, Denied, Permit, Record, Right, Role, Scope};

/// Whoever asks: what they may read follows from the audiences they belong to, what they may do from their role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    name: String,
    role: Role,
    /// Whether a credential says who it is.
    known: bool,
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
        Reader { known: false, ..Reader::with(place, Role::Customer, AudienceSet::of([Audience::PUBLIC])) }
    }

    /// An agent of these audiences.
    pub fn agent<'a>(name: &str, audiences: impl IntoIterator<Item = &'a str>) -> Reader {
        Reader::with(name, Role::Agent, AudienceSet::of(audiences))
    }

    /// Whoever showed a credential: its name, its role and its audiences.
    pub fn with(name: &str, role: Role, audiences: AudienceSet) -> Reader {
        Reader { name: name.to_owned(), role, known: true, audiences: Some(audiences) }
    }

    /// A person at the terminal who asked to see only what these audiences see; everything when none is named.
    ///
    /// Whoever runs the program can read the files anyway, so this narrows and never widens.
    pub fn at_terminal<'a>(audiences: impl IntoIterator<Item = &'a str>) -> Reader {
        let mut audiences = audiences.into_iter().peekable();
        let audiences = audiences.peek().is_some().then(|| AudienceSet::of(audiences));
        Reader { name: "terminal".to_owned(), role: Role::Admin, known: true, audiences }
    }

    /// What the reader is called in logs and in the ledger: never a person's address.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a credential says who it is; else only where the request came from is known.
    pub fn is_known(&self) -> bool {
        self.known
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

    /// The right to do something that not everybody may.
    ///
    /// # Errors
    /// When their role is not enough for it.
    pub fn permit<R: Right>(&self) -> Result<Permit<R>, Denied> {
        if self.role >= R::FROM { Ok(Permit::given()) } else { Err(Denied { needs: R::FROM }) }
    }

    /// The right to say what came of something: agents may of whatever they know, others of what was theirs, because
    /// it was shown to them or they hold its token.
    ///
    /// # Errors
    /// When it was somebody else's.
    pub fn permit_for_own(&self, was_theirs: bool) -> Result<Permit<Record>, Denied> {
        if was_theirs { Ok(Permit::given()) } else { self.permit() }
    }
}
