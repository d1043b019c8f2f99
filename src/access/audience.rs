//! Who may an article be read by?

use std::{collections::BTreeSet, fmt, sync::Arc};

/// The name of a group of readers: `public`, `agents`, `tier2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Audience(Arc<str>);

impl Audience {
    /// Everybody, with or without a credential.
    pub const PUBLIC: &'static str = "public";
    /// Writers alone: where drafts go, and articles whose audience cannot be read.
    pub const WRITERS: &'static str = "writers";

    /// The audience of this name.
    pub fn new(name: &str) -> Audience {
        Audience(Arc::from(name))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The audiences of one article: each of them may read it. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AudienceSet(BTreeSet<Audience>);

impl AudienceSet {
    /// The set of these names; no name at all means writers alone, so that a mistake hides and never shows.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> AudienceSet {
        let set: BTreeSet<Audience> = names.into_iter().map(Audience::new).collect();
        if set.is_empty() { AudienceSet::writers() } else { AudienceSet(set) }
    }

    /// Writers alone.
    pub fn writers() -> AudienceSet {
        AudienceSet(BTreeSet::from([Audience::new(Audience::WRITERS)]))
    }

    /// The audiences, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Audience> {
        self.0.iter()
    }

    /// Whether this audience is one of them.
    pub fn contains(&self, audience: &Audience) -> bool {
        self.0.contains(audience)
    }

    /// The set as one word, the same for the same set: `agents+public`.
    pub fn key(&self) -> String {
        self.0.iter().map(Audience::name).collect::<Vec<_>>().join("+")
    }
}
