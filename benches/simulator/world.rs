//! What does a desk do when people tell it something?

use std::{cell::Cell, fmt::Write, fs, sync::Arc};

use firstline::{
    access::{Permit, Reader, Record},
    desk::{Ask, Desk, Settings, Silent},
    index::tantivy::TantivyIndex,
    kb::{Depth, Hint},
    learn::{ArticleName, EventId, Found, Ledger, Outcome, Person, Shown, ShownKind, Verdict, Words},
    store::{
        Store,
        memory::{MemoryKeyring, MemoryLedger},
    },
    suggest::Suggestions,
};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::set::{Set, Ticket};

/// A desk of its own, over a copy of the articles.
pub(crate) struct World {
    desk: Desk,
    ledger: Arc<MemoryLedger>,
    folder: TempDir,
    later: Vec<Ticket>,
    given: Cell<u32>,
}

/// Somebody says that an article resolved a ticket.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) text: String,
    pub(crate) article: String,
    pub(crate) person: String,
    pub(crate) found: Found,
}

/// Whoever runs the program may say what came of anything.
fn permit() -> Permit<Record> {
    Reader::at_terminal([]).permit().expect("the right")
}

impl Event {
    pub(crate) fn searched(text: &str, article: &str, person: &str) -> Event {
        let (text, article, person) = (text.to_owned(), article.to_owned(), person.to_owned());
        Event { text, article, person, found: Found::Searched }
    }
}

impl World {
    pub(crate) fn of(set: &Set) -> World {
        let folder = TempDir::new().expect("a temporary directory");
        let kb = folder.path().join("kb");
        fs::create_dir(&kb).expect("a folder");
        for file in fs::read_dir(&set.kb).expect("a folder") {
            let file = file.expect("a file");
            fs::copy(file.path(), kb.join(file.file_name())).expect("a copy");
        }
        let settings = Settings::of(kb, folder.path().join("index"));
        let (index, _) = TantivyIndex::open(&settings.articles()).expect("an index");
        let ledger = Arc::new(MemoryLedger::default());
        let desk = Desk::with(
            settings,
            Arc::new(index),
            Store {
                ledger: ledger.clone(),
                keyring: Arc::new(MemoryKeyring::default()),
                requests: ledger.clone(),
            },
        )
        .expect("a desk");
        let world = World { desk, ledger, folder, later: set.later.clone(), given: Cell::new(0) };
        world.catch_up();
        world
    }

    pub(crate) fn catch_up(&self) {
        self.desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent).expect("a current index");
    }

    fn suggest(&self, text: &str, limit: usize) -> Suggestions {
        let ticket = self.desk.read_ticket(&Ask { text: text.to_owned(), ..Ask::default() });
        self.desk.suggest_for(&ticket, &Reader::public(), limit).expect("suggestions")
    }

    /// The articles that are shown for a ticket, best first.
    pub(crate) fn listed(&self, text: &str, limit: usize) -> Vec<String> {
        self.suggest(text, limit).list.into_iter().map(|listed| listed.article.path.clone()).collect()
    }

    /// Tells the desk, and gives the numbers of the outcomes.
    pub(crate) fn tell(&self, events: &[Event]) -> Vec<EventId> {
        let outcomes: Vec<Outcome> = events.iter().map(|event| self.written(event)).collect();
        self.ledger.append(&outcomes, &permit()).expect("to be written");
        self.desk.relearn().expect("to be learned");
        outcomes.into_iter().map(|outcome| outcome.id).collect()
    }

    fn written(&self, event: &Event) -> Outcome {
        let (shown, id) = (self.next_id(), self.next_id());
        let at = Timestamp::from_second(i64::from(self.given.get())).expect("a moment");
        let person = Person(event.person.clone());
        let record = Shown {
            id: shown,
            at,
            kind: ShownKind::Suggestion,
            person: person.clone(),
            audiences: Vec::new(),
            ticket: None,
            channel: None,
            words: Words::Terms(self.suggest(&event.text, 1).words),
            excerpt: None,
            listed: Vec::new(),
            ranking: 0,
            generation: 0,
            forecast: None,
        };
        self.ledger.show(&[record]).expect("to be written");
        let name = event.article.trim_end_matches(".md").to_owned();
        Outcome {
            id,
            key: None,
            at,
            shown,
            article: ArticleName { path: event.article.clone(), id: name },
            verdict: Verdict::Resolved,
            found: event.found,
            person,
            ticket: None,
            note: None,
            assumed: false,
            basis: None,
        }
    }

    /// Takes outcomes back.
    pub(crate) fn take_back(&self, ids: &[EventId]) {
        let back = |id: &EventId| {
            let said = self.ledger.outcome(*id).expect("to be read").expect("an outcome");
            let id = self.next_id();
            let at = Timestamp::from_second(i64::from(self.given.get())).expect("a moment");
            Outcome { id, at, verdict: Verdict::Retracted, ..said }
        };
        let backs: Vec<Outcome> = ids.iter().map(back).collect();
        self.ledger.append(&backs, &permit()).expect("to be written");
        self.desk.relearn().expect("to be learned");
    }

    fn next_id(&self) -> EventId {
        self.given.set(self.given.get() + 1);
        EventId(self.given.get().into())
    }

    /// How many of these tickets have the right article first.
    fn share<'a>(&self, tickets: impl Iterator<Item = (&'a Ticket, String)>) -> f64 {
        let right: Vec<bool> =
            tickets.map(|(ticket, right)| self.listed(&ticket.text, 1).first() == Some(&right)).collect();
        right.iter().filter(|right| **right).count() as f64 / right.len().max(1) as f64
    }

    pub(crate) fn success(&self) -> f64 {
        self.share(self.later.iter().map(|ticket| (ticket, ticket.article.clone())))
    }

    fn about<'a>(&'a self, article: &'a str) -> impl Iterator<Item = &'a Ticket> {
        self.later.iter().filter(move |ticket| ticket.article == article)
    }

    pub(crate) fn success_of(&self, article: &str) -> f64 {
        self.share(self.about(article).map(|ticket| (ticket, ticket.article.clone())))
    }

    pub(crate) fn success_of_successor(&self, article: &str) -> f64 {
        self.share(self.about(article).map(|ticket| (ticket, successor(article))))
    }

    /// Archives an article and puts another of the same words in its place.
    pub(crate) fn replace(&self, article: &str, names_it: bool) {
        let kb = self.folder.path().join("kb");
        let old = fs::read_to_string(kb.join(article)).expect("an article");
        let successor = successor(article);
        fs::write(kb.join(&successor), &old).expect("a file");
        let mut state = "state: archived\n".to_owned();
        if names_it {
            let _ = writeln!(state, "superseded_by: {}", successor.trim_end_matches(".md"));
        }
        let archived = match old.strip_prefix("---\n") {
            Some(rest) => format!("---\n{state}{rest}"),
            None => format!("---\n{state}---\n{old}"),
        };
        fs::write(kb.join(article), archived).expect("a file");
    }

    /// Everything that is suggested for the later tickets, to the last bit.
    pub(crate) fn fingerprint(&self) -> String {
        let mut all = String::new();
        for ticket in &self.later {
            let suggestions = self.suggest(&ticket.text, 5);
            let _ = write!(all, "{:?}", suggestions.decision);
            for listed in &suggestions.list {
                let bits = (listed.score.to_bits(), listed.probability.to_bits());
                let _ = write!(all, " {} {bits:?} {:?}", listed.article.path, listed.reasons);
            }
            all.push('\n');
        }
        blake3::hash(all.as_bytes()).to_hex().to_string()
    }
}

fn successor(article: &str) -> String {
    format!("{}-again.md", article.trim_end_matches(".md"))
}
