//! What changed, as each reader may know it?

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::{
    access::{AudienceSet, Readership, Scope},
    library::{Change, ChangeKind, Since},
};

/// So many changes are remembered; older ones are for whoever reads everything again.
const REMEMBERED: usize = 10_000;

/// The changes of all shelves, oldest first.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: Vec<Entry>,
    generations: Generations,
}

/// How often something was published that a reader sees, for each set of audiences that articles have.
///
/// What was published at once counts once for each set of audiences, whatever shelves its readings lie on: a block
/// that a reader does not open counts nothing, and an article with blocks counts as one without.
#[derive(Clone, Debug, Default)]
pub(super) struct Generations(BTreeMap<BTreeSet<Readership>, u64>);

/// One change, and who sees it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) readership: Readership,
    pub(super) at: Timestamp,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) kind: ChangeKind,
}

impl Generations {
    /// The number of the state that a scope sees.
    pub(super) fn of(&self, scope: &Scope) -> u64 {
        let seen = |who: &BTreeSet<Readership>| who.iter().any(|readership| scope.sees(readership));
        self.0.iter().filter(|(who, _)| seen(who)).map(|(_, count)| count).sum()
    }

    /// Who saw what was published, and how often.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&BTreeSet<Readership>, u64)> {
        self.0.iter().map(|(who, count)| (who, *count))
    }

    fn count(&mut self, entries: &[Entry]) {
        for who in seen_by(entries) {
            *self.0.entry(who).or_default() += 1;
        }
    }

    fn uncount(&mut self, entries: &[Entry]) {
        for who in seen_by(entries) {
            if let Some(count) = self.0.get_mut(&who) {
                *count = count.saturating_sub(1);
            }
        }
    }
}

/// Who sees something of what was published at once, for each set of audiences that its articles have.
fn seen_by(entries: &[Entry]) -> impl Iterator<Item = BTreeSet<Readership>> {
    let mut by_article: BTreeMap<&AudienceSet, BTreeSet<Readership>> = BTreeMap::new();
    for Entry { readership, .. } in entries {
        let who = by_article.entry(readership.article()).or_default();
        if who.first().is_some_and(Readership::is_plain) {
            continue;
        }
        if readership.is_plain() {
            who.clear();
        }
        who.insert(readership.clone());
    }
    by_article.into_values()
}

impl History {
    /// Remembers what was published at once.
    pub(super) fn publish(&mut self, entries: impl IntoIterator<Item = Entry>) {
        let before = self.entries.len();
        self.entries.extend(entries);
        self.generations.count(&self.entries[before..]);
        if self.entries.len() > 2 * REMEMBERED {
            self.entries.drain(..self.entries.len() - REMEMBERED);
        }
    }

    /// Forgets the last change of an article for those who see one of its readings: it never came to be.
    pub(super) fn forget(&mut self, path: &str, readership: &Readership) {
        let is_it = |entry: &Entry| entry.path == path && !entry.readership.excludes(readership);
        let Some(last) = self.entries.iter().rposition(is_it) else { return };
        let at = self.entries[last].at;
        let begin =
            self.entries[..last].iter().rposition(|entry| entry.at != at).map_or(0, |before| before + 1);
        let end = self.entries[last..].iter().position(|entry| entry.at != at);
        let end = end.map_or(self.entries.len(), |behind| last + behind);
        self.generations.uncount(&self.entries[begin..end]);
        let mut together: Vec<Entry> = self.entries.drain(begin..end).collect();
        together.retain(|entry| !is_it(entry));
        self.generations.count(&together);
        self.entries.splice(begin..begin, together);
    }

    /// Says how often these saw something published before anything remembered here.
    pub(super) fn begin_at(&mut self, who: BTreeSet<Readership>, count: u64) {
        self.generations.0.insert(who, count);
    }

    /// The numbers of the present state.
    pub(super) fn generations(&self) -> &Generations {
        &self.generations
    }

    /// When something was last published.
    pub(super) fn last_time(&self) -> Option<Timestamp> {
        self.entries.last().map(|entry| entry.at)
    }

    /// What changed for a scope. An article that moved between two shelves it opens has changed.
    pub(super) fn since(&self, scope: &Scope, since: Since, limit: usize) -> Vec<Change> {
        let visible: Vec<&Entry> =
            self.entries.iter().filter(|entry| scope.sees(&entry.readership)).collect();
        let brings = |published: &[&Entry]| {
            published.iter().map(|entry| entry.readership.article()).collect::<BTreeSet<_>>().len() as u64
        };
        let together_at = |a: &&Entry, b: &&Entry| a.at == b.at;
        let remembered: u64 = visible.chunk_by(together_at).map(brings).sum();
        let mut generation = self.generations.of(scope).saturating_sub(remembered);
        let mut changes = Vec::new();
        for published in visible.chunk_by(together_at) {
            generation += brings(published);
            let wanted = match since {
                Since::Cursor(cursor) => generation > cursor,
                Since::Time(time) => published.first().is_some_and(|entry| entry.at >= time),
            };
            if wanted {
                changes.extend(together(published, generation));
            }
            if changes.len() >= limit {
                break;
            }
        }
        changes
    }
}

/// What was published at once, an article at a time, in the order of paths.
fn together(published: &[&Entry], generation: u64) -> Vec<Change> {
    let mut by_path: BTreeMap<&str, Change> = BTreeMap::new();
    for entry in published {
        let change = Change {
            generation,
            at: entry.at,
            path: entry.path.clone(),
            title: entry.title.clone(),
            kind: entry.kind,
        };
        by_path
            .entry(&entry.path)
            .and_modify(|known| {
                let title =
                    if entry.kind == ChangeKind::Retired { known.title.clone() } else { entry.title.clone() };
                *known = Change { kind: ChangeKind::Changed, title, ..known.clone() };
            })
            .or_insert(change);
    }
    by_path.into_values().collect()
}

/// Who sees that an article that had these readings has those now, and what they see; in the order in which they are
/// told. Whoever reads the same as before sees nothing. `who` sees a reading, and `said` is what it says.
pub(super) fn seen<R, T: PartialEq>(
    before: &[R],
    now: &[R],
    who: impl Fn(&R) -> &Readership,
    said: impl Fn(&R) -> T,
) -> Vec<(Readership, ChangeKind)> {
    let stays = before.first().zip(now.first()).is_some_and(|(a, b)| who(a).article() == who(b).article());
    if !stays {
        let retired = before.iter().map(|one| (who(one).clone(), ChangeKind::Retired));
        return retired.chain(now.iter().map(|one| (who(one).clone(), ChangeKind::Added))).collect();
    }
    let (was, is): (Vec<T>, Vec<T>) = (before.iter().map(&said).collect(), now.iter().map(&said).collect());
    let mut changes = Vec::new();
    for (old, was) in before.iter().zip(&was) {
        for (new, _) in now.iter().zip(&is).filter(|(_, is)| was != *is) {
            changes.extend(who(old).and(who(new)).map(|both| (both, ChangeKind::Changed)));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::{AudienceSet, ChangeKind, Readership, seen};

    #[test]
    fn whoever_reads_the_same_sees_nothing() {
        let public = AudienceSet::of(["public"]);
        let plain = [Readership::of(public.clone())];
        let apart = Readership::all(&public, &[AudienceSet::of(["agents"])]);
        let keys = |before: &[(&Readership, u64)], now: &[(&Readership, u64)]| {
            seen(before, now, |one| one.0, |one| one.1)
                .into_iter()
                .map(|(who, kind)| (who.key(), kind))
                .collect::<Vec<_>>()
        };
        let agents = [("public with agents".to_owned(), ChangeKind::Changed)];
        // A block comes, changes and goes.
        assert_eq!(keys(&[(&plain[0], 1)], &[(&apart[0], 2), (&apart[1], 1)]), agents);
        let block = [(&apart[0], 2), (&apart[1], 1)];
        assert_eq!(keys(&block, &[(&apart[0], 3), (&apart[1], 1)]), agents);
        assert_eq!(keys(&block, &[(&plain[0], 1)]), agents);
        assert_eq!(keys(&block, &block), []);
        assert_eq!(keys(&[], &block).len(), 2);
        // The article changes for everybody, or is for others now.
        assert_eq!(keys(&block, &[(&apart[0], 3), (&apart[1], 4)]).len(), 2);
        let agents = Readership::of(AudienceSet::of(["agents"]));
        let kinds: Vec<ChangeKind> =
            keys(&block, &[(&agents, 2)]).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [ChangeKind::Retired, ChangeKind::Retired, ChangeKind::Added]);
    }
}
