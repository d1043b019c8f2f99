//! What changed since somebody's last shift?

use jiff::{SignedDuration, Timestamp};

use super::sketches::Kept;
use crate::{
    access::{Permit, Reader, Record, Scope},
    desk::{Desk, Error, open::now, tickets::person},
    library::{Key, Library, Since},
    report::{self, Used, last_shift},
};

/// Who has no shift behind them is told what changed in the last week.
const AT_FIRST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What changed since a moment.
#[derive(Clone, Debug)]
pub struct Shift {
    /// When the last shift of whoever asks ended; none when there was none, or another moment was named.
    pub ended: Option<Timestamp>,
    /// Everything since then.
    pub changes: Vec<ChangeSince>,
    /// The generation that was read.
    pub generation: u64,
}

/// An article that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSince {
    /// What happened to it, and how often it was used before.
    pub used: Used,
    /// Its id now, if it is there now.
    pub id: Option<String>,
}

impl Desk {
    /// What changed since the last shift of this reader, or since a moment, and how often this reader used each article: used
    /// most comes first. The last shift is told by what the ledger has of them; a pause of six hours ends one.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn shift(
        &self,
        since: Option<Timestamp>,
        reader: &Reader,
        _permit: &Permit<Record>,
    ) -> Result<Shift, Error> {
        self.shift_at(since, reader, now())
    }

    fn shift_at(&self, since: Option<Timestamp>, reader: &Reader, now: Timestamp) -> Result<Shift, Error> {
        let (scope, person) = (reader.scope(), person(reader));
        self.based(reader, &Kept::default(), |base| {
            let ended = last_shift(base.record, &person, now.as_second()).filter(|_| since.is_none());
            let ended = ended.and_then(|ended| Timestamp::from_second(ended).ok());
            let from = since.or(ended).unwrap_or_else(|| now.saturating_sub(AT_FIRST).unwrap_or(now));
            let changes = self.index.changes(&scope, Since::Time(from), usize::MAX);
            let used = report::changes_used(base, changes, Some(&person));
            let changes = used.into_iter().map(|used| named(used, base.library, &scope)).collect();
            Shift { ended, changes, generation: self.view().engine.generation(&scope) }
        })
    }

    /// Every article that changed since a moment, or ever, and how often anybody used it, of what this reader may see.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn changed(&self, since: Option<Timestamp>, reader: &Reader) -> Result<Vec<ChangeSince>, Error> {
        let scope = reader.scope();
        let since = since.map_or(Since::Cursor(0), Since::Time);
        self.based(reader, &Kept::default(), |base| {
            let changes = self.index.changes(&scope, since, usize::MAX);
            let used = report::changes_used(base, changes, None);
            used.into_iter().map(|used| named(used, base.library, &scope)).collect()
        })
    }
}

fn named(used: Used, library: &Library, scope: &Scope) -> ChangeSince {
    let card = library.get(Key::of(&used.change.path), scope);
    let id = card.map(|card| library.id_of(card, scope).to_owned());
    ChangeSince { used, id }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::SignedDuration;

    use super::*;
    use crate::{
        desk::{Ask, Report, Settings, Silent},
        index::memory::MemoryIndex,
        kb::{Depth, Hint},
        learn::Verdict,
        library::ChangeKind,
        store::Store,
    };

    #[test]
    fn whoever_comes_back_is_told_what_changed_and_how_often_they_used_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join("kb").join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        write("vpn.md", "# The VPN token\n\nPress it once.\n");
        write("mail.md", "# The mailbox\n\nDelete mails.\n");
        let settings = Settings::of(folder.path().join("kb"), folder.path().join("index"));
        let desk =
            Desk::with(settings, Arc::new(MemoryIndex::default()), Store::in_memory()).expect("a desk");
        let catch_up = || {
            desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent).expect("a current index");
        };
        catch_up();
        let ada = Reader::agent("agent:ada", ["public", "agents"]);
        let ask = Ask { text: "the VPN token".to_owned(), limit: 3, ..Ask::default() };
        let shown = desk.suggest(&ask, &ada).expect("suggestions").id;
        desk.record(&Report::of(shown, Some("vpn"), Verdict::Resolved), &ada).expect("an outcome");
        let worked = now();
        write("vpn.md", "# The VPN token\n\nPress it twice.\n");
        write("new.md", "# New\n\nText.\n");
        catch_up();
        // In the middle of her first shift: nothing was before it, and a week is told.
        let at = |hours: i64| worked + SignedDuration::from_hours(hours);
        let told = desk.shift_at(None, &ada, at(1)).expect("a shift");
        assert_eq!(told.ended, None);
        // The next morning: what changed in the same second is told again rather than not.
        let told = desk.shift_at(None, &ada, at(16)).expect("a shift");
        assert!(told.ended.is_some_and(|ended| ended <= worked));
        let first = &told.changes[0];
        assert_eq!((first.used.change.path.as_str(), first.used.times), ("vpn.md", 1), "{told:?}");
        assert!(told.changes.iter().any(|one| one.id.as_deref() == Some("new")), "{told:?}");
        // Another never used it.
        let bob = Reader::agent("agent:bob", ["public", "agents"]);
        let told = desk.shift_at(None, &bob, at(16)).expect("a shift");
        assert!(told.ended.is_none() && told.changes.iter().all(|one| one.used.times == 0), "{told:?}");
        assert!(told.changes.iter().any(|one| one.used.change.kind == ChangeKind::Added));
        let none = desk.shift_at(Some(at(1)), &ada, at(16)).expect("a shift");
        assert!(none.changes.is_empty() && none.ended.is_none(), "{none:?}");
    }
}
