//! Who sees which reading of an article?
//!
//! An article may hold blocks for some of its readers. Somebody who opens all of them reads another text than somebody
//! who opens none; whoever may read the article at all sees exactly one of its readings.

use std::collections::{BTreeMap, BTreeSet};

use super::{Audience, AudienceSet};

/// Who sees a reading of an article: whoever may read the article, opens some of its blocks, and not the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Readership {
    article: AudienceSet,
    /// For each set of audiences that has a block: whether it is one that they open. Empty for an article without.
    blocks: BTreeMap<AudienceSet, bool>,
}

impl Readership {
    /// Everybody who may read an article without blocks.
    pub fn of(article: AudienceSet) -> Readership {
        Readership { article, blocks: BTreeMap::new() }
    }

    /// Those who may read the article, open these blocks and do not open the others.
    pub fn with(
        article: AudienceSet,
        opened: impl IntoIterator<Item = AudienceSet>,
        closed: impl IntoIterator<Item = AudienceSet>,
    ) -> Readership {
        let opened = opened.into_iter().map(|block| (block, true));
        let blocks = opened.chain(closed.into_iter().map(|block| (block, false))).collect();
        Readership { article, blocks }
    }

    /// All readerships of an article with blocks for these sets of audiences, that of the whole article first.
    ///
    /// Nobody is in two of them, and everybody who may read the article is in one. One in which nobody can be is left
    /// out, and so is a block that everybody opens who may read the article.
    pub fn all(article: &AudienceSet, blocks: &[AudienceSet]) -> Vec<Readership> {
        let mut all = vec![Readership::of(article.clone())];
        for block in blocks.iter().collect::<BTreeSet<_>>() {
            let one = |before: &Readership, opens: bool| {
                let mut next = before.clone();
                next.blocks.insert(block.clone(), opens);
                next
            };
            let split = all.iter().flat_map(|before| [one(before, true), one(before, false)]);
            let split: Vec<Readership> = split.filter(Readership::is_somebody).collect();
            if split.iter().any(|readership| readership.blocks.get(block) == Some(&false)) {
                all = split;
            }
        }
        all
    }

    /// The readerships of the same article, this one among them.
    pub fn others(&self) -> Vec<Readership> {
        Readership::all(&self.article, &self.blocks.keys().cloned().collect::<Vec<_>>())
    }

    /// Who may read the article in one reading or another.
    pub fn article(&self) -> &AudienceSet {
        &self.article
    }

    /// The blocks that they open.
    pub fn opened(&self) -> impl Iterator<Item = &AudienceSet> {
        self.blocks.iter().filter(|(_, opens)| **opens).map(|(block, _)| block)
    }

    /// The blocks that they do not open.
    pub fn closed(&self) -> impl Iterator<Item = &AudienceSet> {
        self.blocks.iter().filter(|(_, opens)| !**opens).map(|(block, _)| block)
    }

    /// Whether they see the whole article.
    pub fn is_whole(&self) -> bool {
        self.closed().next().is_none()
    }

    /// Whether the article has no blocks: everybody who may read it sees the same.
    pub fn is_plain(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Whether nobody is in both, for what one opens the other does not.
    pub fn excludes(&self, other: &Readership) -> bool {
        self.blocks.iter().any(|(block, opens)| other.blocks.get(block).is_some_and(|others| others != opens))
    }

    /// Those who are in both, of the same article; none where nobody can be.
    pub fn and(&self, other: &Readership) -> Option<Readership> {
        if self.article != other.article || self.excludes(other) {
            return None;
        }
        let mut both = self.clone();
        both.blocks.extend(other.blocks.iter().map(|(block, opens)| (block.clone(), *opens)));
        both.is_somebody().then_some(both)
    }

    /// The audiences of somebody who belongs to as many as possible and is in here.
    pub(super) fn somebody(&self) -> BTreeSet<Audience> {
        let named = self.opened().chain([&self.article]).flat_map(AudienceSet::iter);
        named.filter(|audience| !self.closed().any(|block| block.contains(audience))).cloned().collect()
    }

    fn is_somebody(&self) -> bool {
        let audiences = self.somebody();
        let opens = |set: &AudienceSet| set.iter().any(|audience| audiences.contains(audience));
        opens(&self.article) && self.opened().all(opens)
    }

    /// The readership as one word, the same for the same: `public`, `public with agents`, `public without agents`.
    pub fn key(&self) -> String {
        let mut key = self.article.key();
        for (block, opens) in &self.blocks {
            key.push_str(if *opens { " with " } else { " without " });
            key.push_str(&block.key());
        }
        key
    }
}

impl From<AudienceSet> for Readership {
    fn from(article: AudienceSet) -> Readership {
        Readership::of(article)
    }
}

#[cfg(test)]
mod tests {
    use super::{AudienceSet, Readership};
    use crate::access::{Reader, Scope};

    #[track_caller]
    fn check(article: &[&str], blocks: &[&[&str]], expected: &[&str]) {
        let set = |names: &[&str]| AudienceSet::of(names.iter().copied());
        let blocks: Vec<AudienceSet> = blocks.iter().map(|names| set(names)).collect();
        let all = Readership::all(&set(article), &blocks);
        assert_eq!(all.iter().map(Readership::key).collect::<Vec<_>>(), expected);
        assert!(all[0].is_whole());
        for (number, one) in all.iter().enumerate() {
            let seen = |scope: &Scope| all.iter().filter(|other| scope.sees(other)).count();
            assert!(Scope::of_reading(one).sees(one) && seen(&Scope::of_reading(one)) == 1, "{}", one.key());
            assert!(all.iter().enumerate().all(|(other, it)| number == other || one.excludes(it)));
            for audiences in [&["public"][..], &["agents"], &["agents", "public", "tier2"], &["writers"]] {
                let scope = Reader::agent("one", audiences.iter().copied()).scope();
                assert_eq!(seen(&scope), usize::from(scope.opens(one.article())), "{audiences:?}");
            }
        }
    }

    #[test]
    fn whoever_may_read_an_article_sees_one_of_its_readings() {
        check(&["public"], &[], &["public"]);
        check(&["public"], &[&["agents"]], &["public with agents", "public without agents"]);
        check(&["public"], &[&["agents"], &["agents"]], &["public with agents", "public without agents"]);
        check(
            &["public"],
            &[&["tier2"], &["agents"]],
            &[
                "public with agents with tier2",
                "public with agents without tier2",
                "public without agents with tier2",
                "public without agents without tier2",
            ],
        );
        // Who opens the first opens the second.
        check(
            &["public"],
            &[&["agents"], &["agents", "tier2"]],
            &[
                "public with agents with agents+tier2",
                "public without agents with agents+tier2",
                "public without agents without agents+tier2",
            ],
        );
        // Everybody who may read the article opens the block.
        check(&["agents"], &[&["agents", "public"]], &["agents"]);
        // Nobody may read the article and opens neither.
        check(
            &["agents", "tier2"],
            &[&["agents"], &["tier2"]],
            &[
                "agents+tier2 with agents with tier2",
                "agents+tier2 with agents without tier2",
                "agents+tier2 without agents with tier2",
            ],
        );
    }

    #[test]
    fn those_in_both_are_found_or_there_are_none() {
        let all = Readership::all(&AudienceSet::of(["public"]), &[AudienceSet::of(["agents"])]);
        let others = Readership::all(&AudienceSet::of(["public"]), &[AudienceSet::of(["tier2"])]);
        assert_eq!(all[0].and(&all[1]), None);
        assert_eq!(all[0].and(&Readership::of(AudienceSet::of(["agents"]))), None);
        assert_eq!(
            all[0].and(&others[1]).map(|both| both.key()).as_deref(),
            Some("public with agents without tier2")
        );
    }
}
