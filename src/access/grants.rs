//! Which audiences does a role belong to?

use std::collections::BTreeMap;

use super::{Audience, AudienceSet, Role};

/// From which role on readers belong to an audience without being named: the order of roles decides, so whoever may
/// read as an agent may do so as a writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grants(BTreeMap<String, Role>);

impl Grants {
    /// The usual ones for these audiences: `public` for everybody, `agents` from agents on, every other one from
    /// writers on, who have to keep all articles current.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Grants {
        let usual = |name: &str| match name {
            Audience::PUBLIC => Role::Customer,
            "agents" => Role::Agent,
            _ => Role::Writer,
        };
        let own = [Audience::PUBLIC, Audience::WRITERS];
        let all = names.into_iter().chain(own);
        Grants(all.map(|name| (name.to_owned(), usual(name))).collect())
    }

    /// Says from which role on an audience is belonged to.
    pub fn set(&mut self, audience: &str, from: Role) {
        self.0.insert(audience.to_owned(), from);
    }

    /// The names of all audiences, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether there is an audience of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The audiences that somebody of this role belongs to.
    pub fn to(&self, role: Role) -> AudienceSet {
        let theirs = self.0.iter().filter(|(_, from)| role >= **from).map(|(name, _)| name.as_str());
        AudienceSet::of(theirs.chain([Audience::PUBLIC]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_role_belongs_to_all_that_an_earlier_one_does() {
        let mut grants = Grants::of(["public", "agents", "tier2"]);
        let keys = |grants: &Grants| Role::ALL.map(|role| grants.to(role).key());
        let all = "agents+public+tier2+writers";
        assert_eq!(keys(&grants), ["public", "agents+public", all, all]);
        grants.set("tier2", Role::Agent);
        grants.set("agents", Role::Admin);
        assert_eq!(keys(&grants), ["public", "public+tier2", "public+tier2+writers", all]);
    }
}
