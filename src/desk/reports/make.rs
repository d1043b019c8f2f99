//! What does the desk report to a reader?

use std::sync::Arc;

use super::sketches::Kept;
use crate::{
    access::{Oversee, Permit, Reader, Scope},
    desk::{Desk, Error, open::today},
    history::History,
    kb,
    learn::{ArticleName, EventId},
    library::{Card, Change, Key, Named, Since},
    report::{
        self, Base, Commit, Commits, Evidence, Gap, Name, Numbers, Report, Say, Sketches, ToDo, Wanted,
    },
    search::Passages,
};

/// So many digits of a commit's hash tell it from others.
const DIGITS: usize = 10;

/// What a report looks up in the ledger and the folder. What cannot be read is not told.
impl Evidence for Desk {
    fn excerpt(&self, shown: EventId) -> Option<String> {
        self.ledger.shown(shown).ok().flatten()?.excerpt
    }

    fn notes(&self, shown: EventId) -> Vec<String> {
        let outcomes = self.ledger.outcomes_of(shown).unwrap_or_default();
        outcomes.into_iter().filter_map(|outcome| outcome.note).collect()
    }

    fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(kb::read(&self.settings.kb, path).ok()?.bytes).ok()
    }

    fn ticket(&self, shown: EventId) -> Option<String> {
        let own = self.ledger.shown(shown).ok().flatten()?.ticket.filter(|ticket| !ticket.is_empty());
        let told = || self.ledger.outcomes_of(shown).ok()?.into_iter().find_map(|outcome| outcome.ticket);
        own.or_else(told)
    }

    fn section(&self, shown: EventId, article: &ArticleName) -> Option<u64> {
        let listed = self.ledger.shown(shown).ok().flatten()?.listed;
        listed.into_iter().find(|listed| listed.article == *article).map(|listed| listed.section)
    }

    fn sections(&self, path: &str, scope: &Scope) -> Vec<u64> {
        let view = self.view();
        let Ok(Some(place)) = view.engine.place_of(Key::of(path), scope) else { return Vec::new() };
        let mut passages = Passages::default();
        let read = view.engine.passages(place, usize::MAX, &mut passages);
        if read.is_err() {
            return Vec::new();
        }
        passages.iter().map(|passage| Key::of(passage.text).0).collect()
    }

    fn changes(&self, scope: &Scope) -> Vec<Change> {
        self.index.changes(scope, Since::Cursor(0), usize::MAX)
    }

    fn commits(&self) -> Commits<'_> {
        let Some(commits) = self.history.as_ref().and_then(History::commits) else {
            return Box::new(|_| Vec::new());
        };
        let commit = |(id, at): (String, i64)| Commit { name: id.chars().take(DIGITS).collect(), at };
        Box::new(move |path| commits.of(path).into_iter().map(commit).collect())
    }
}

impl Desk {
    /// A report of what this reader may see, of everything that is on record now.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn report(
        &self,
        name: Name,
        wanted: Wanted,
        reader: &Reader,
        permit: &Permit<Oversee>,
    ) -> Result<Report, Error> {
        if name == Name::First {
            let report = report::first(self.to_do(wanted, reader, permit)?);
            return Ok(Report { since: wanted.since, ..report });
        }
        if name.needs_sketches() {
            let sketches = self.sketches();
            return self.based(reader, &*sketches, |base| report::report(name, base, wanted));
        }
        self.based(reader, &Kept::default(), |base| report::report(name, base, wanted))
    }

    /// What there is to do for writers, what saves most tickets first, of what this reader may see.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn to_do(&self, wanted: Wanted, reader: &Reader, _permit: &Permit<Oversee>) -> Result<ToDo, Error> {
        let sketches = self.sketches();
        let to_do = self.based(reader, &*sketches, |base| report::to_do(base, wanted))?;
        drop(sketches);
        self.without_answered(to_do, reader)
    }

    /// What is known of the article of a name; none when this reader may not see one.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn article_numbers(
        &self,
        name: &str,
        reader: &Reader,
        _permit: &Permit<Oversee>,
    ) -> Result<Option<(Arc<Card>, Numbers)>, Error> {
        let sketches = self.sketches();
        self.based(reader, &*sketches, |base| {
            let found = base.library.find(name, base.scope)?;
            let (Named::Article(card) | Named::Moved(card)) = found;
            let numbers = report::article_numbers(base, card.key)?;
            Some((card, numbers))
        })
    }

    /// What no article resolved, of what this reader may see.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn gaps(
        &self,
        wanted: Wanted,
        reader: &Reader,
        _permit: &Permit<Oversee>,
    ) -> Result<Vec<Gap>, Error> {
        self.based(reader, &Kept::default(), |base| report::gaps_of(base, wanted))
    }

    /// The beginning of the article that a gap lacks, in the language of `say`; none when there is no such gap.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn draft(
        &self,
        gap: &str,
        wanted: Wanted,
        reader: &Reader,
        _permit: &Permit<Oversee>,
        say: Say<'_>,
    ) -> Result<Option<String>, Error> {
        self.based(reader, &Kept::default(), |base| report::draft_of(base, wanted, gap, say))
    }

    pub(super) fn based<T>(
        &self,
        reader: &Reader,
        sketches: &dyn Sketches,
        make: impl FnOnce(Base<'_>) -> T,
    ) -> Result<T, Error> {
        while !self.follow()? {}
        let (view, scope, followed) = (self.view(), reader.scope(), self.followed());
        let (record, library) = (followed.record(), &*view.library);
        let base = Base { record, library, scope: &scope, evidence: self, sketches, today: today() };
        Ok(make(base))
    }
}
