//! Engines that fail, panic or hang, to see what becomes of requests then.

use std::sync::{
    Arc, Mutex,
    mpsc::{self, Receiver, Sender},
};

use firstline::{
    access::{Permit, Record, Scope},
    desk::{Desk, Settings},
    index::Index,
    learn::{self, Appended, Cursor, EventId, Forgotten, Ledger, Outcome, Shown, Sketch, Told, Which},
    library::{self, Card, Change, Key, Shelf, Since, Transaction},
    search::{Engine, Error, Found, Part, Passages, Place, Plan, WordCount},
    store::{
        Store,
        memory::{MemoryKeyring, MemoryLedger},
    },
    text::Language,
};
use jiff::Timestamp;

/// What the engine does when it is asked.
#[derive(Clone)]
pub(crate) enum Does {
    Fail,
    Panic,
    /// Says that it was asked, then waits for the other end to let it go.
    Hang(Arc<(Sender<()>, Mutex<Receiver<()>>)>),
}

/// An engine that hangs, what it says when it was asked, and what lets it go.
pub(crate) fn hanging() -> (Does, Receiver<()>, Sender<()>) {
    let (asked, was_asked) = mpsc::channel();
    let (let_go, go) = mpsc::channel();
    (Does::Hang(Arc::new((asked, Mutex::new(go)))), was_asked, let_go)
}

/// A desk whose every search does this.
pub(crate) fn desk(does: Does) -> Arc<Desk> {
    over(does, Arc::new(MemoryLedger::default()))
}

/// A desk whose store cannot be written for now.
pub(crate) fn desk_that_cannot_write() -> Arc<Desk> {
    over(Does::Fail, Arc::new(Full(MemoryLedger::default())))
}

fn over(does: Does, ledger: Arc<dyn Ledger>) -> Arc<Desk> {
    let settings = Settings::of("/nowhere", "/nowhere");
    let requests = Arc::new(MemoryLedger::default());
    let store = Store { ledger, keyring: Arc::new(MemoryKeyring::default()), requests };
    Arc::new(Desk::with(settings, Arc::new(Odd(does)), store).expect("a desk"))
}

/// A ledger whose disk is full.
struct Full(MemoryLedger);

fn full<T>() -> Result<T, learn::Error> {
    Err(learn::Error::Store { what: "no space left at /var/secret".to_owned(), passing: true })
}

impl Ledger for Full {
    fn show(&self, _: &[Shown]) -> Result<(), learn::Error> {
        full()
    }
    fn append(&self, _: &[Outcome], _: &Permit<Record>) -> Result<Vec<Appended>, learn::Error> {
        full()
    }
    fn shown(&self, _: EventId) -> Result<Option<Shown>, learn::Error> {
        full()
    }
    fn outcome(&self, id: EventId) -> Result<Option<Outcome>, learn::Error> {
        self.0.outcome(id)
    }
    fn outcomes_of(&self, shown: EventId) -> Result<Vec<Outcome>, learn::Error> {
        self.0.outcomes_of(shown)
    }
    fn told_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Told)>, learn::Error> {
        self.0.told_since(since, limit)
    }
    fn shown_after(&self, after: Option<EventId>, limit: usize) -> Result<Vec<Shown>, learn::Error> {
        self.0.shown_after(after, limit)
    }
    fn shown_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Shown)>, learn::Error> {
        self.0.shown_since(since, limit)
    }
    fn shown_for(&self, ticket: &str) -> Result<Vec<Shown>, learn::Error> {
        self.0.shown_for(ticket)
    }
    fn sketch(&self, _: &[(u64, Sketch)]) -> Result<(), learn::Error> {
        full()
    }
    fn sketches(&self, sections: &[u64]) -> Result<Vec<(u64, Sketch)>, learn::Error> {
        self.0.sketches(sections)
    }
    fn end(&self) -> Result<Cursor, learn::Error> {
        self.0.end()
    }
    fn forget(&self, _: &Which, _: &str) -> Result<Forgotten, learn::Error> {
        full()
    }
    fn epoch(&self) -> Result<u64, learn::Error> {
        self.0.epoch()
    }
    fn secret(&self) -> [u8; 32] {
        self.0.secret()
    }
    fn verify(&self) -> Result<Vec<String>, learn::Error> {
        self.0.verify()
    }
}

#[derive(Clone)]
struct Odd(Does);

impl Odd {
    fn act<T>(&self, nothing: T) -> Result<T, Error> {
        match &self.0 {
            Does::Fail => Err(Error { what: "the disk is on fire at /var/secret".to_owned() }),
            Does::Panic => panic!("the engine panicked at /var/secret"),
            Does::Hang(ends) => {
                ends.0.send(()).expect("somebody who waits");
                let go = ends.1.lock().expect("the only one who waits");
                // An error says that the test is over.
                let _ = go.recv();
                Ok(nothing)
            }
        }
    }
}

impl Engine for Odd {
    fn find(&self, _: &Plan, _: &Scope) -> Result<Found, Error> {
        self.act(Found::default())
    }
    fn explain(&self, _: &Plan, _: &Scope, _: &Found, _: &[Place]) -> Result<Vec<Vec<Part>>, Error> {
        Ok(Vec::new())
    }
    fn knows(&self, _: &str, _: &Scope) -> Result<bool, Error> {
        Ok(true)
    }
    fn holding(&self, _: &str, _: &Scope) -> Result<u64, Error> {
        Ok(0)
    }
    fn near(&self, _: &str, _: u8, _: &Scope, _: usize) -> Result<Vec<WordCount>, Error> {
        Ok(Vec::new())
    }
    fn starting(&self, _: &str, _: &Scope, _: usize) -> Result<Vec<WordCount>, Error> {
        Ok(Vec::new())
    }
    fn languages(&self, _: &Scope) -> Vec<(Language, u64)> {
        Vec::new()
    }
    fn place_of(&self, _: Key, _: &Scope) -> Result<Option<Place>, Error> {
        Ok(None)
    }
    fn passages(&self, _: Place, _: usize, into: &mut Passages) -> Result<(), Error> {
        into.clear();
        Ok(())
    }
    fn source(&self, _: Place) -> Result<String, Error> {
        Ok(String::new())
    }
    fn generation(&self, _: &Scope) -> u64 {
        0
    }
}

impl Shelf for Odd {
    fn cards(&self) -> Result<Vec<Card>, library::Error> {
        Ok(Vec::new())
    }
    fn begin(&self) -> Result<Box<dyn Transaction + '_>, library::Error> {
        Ok(Box::new(Nothing))
    }
    fn changes(&self, _: &Scope, _: Since, _: usize) -> Vec<Change> {
        Vec::new()
    }
}

impl Index for Odd {
    fn engine(&self) -> Arc<dyn Engine> {
        Arc::new(self.clone())
    }
    fn tidy(&self) -> Result<(), library::Error> {
        Ok(())
    }
}

struct Nothing;

impl Transaction for Nothing {
    fn put(&self, _: Vec<library::Document>) -> Result<(), library::Error> {
        Ok(())
    }
    fn remove(&self, _: Key) -> Result<(), library::Error> {
        Ok(())
    }
    fn restamp(&self, _: Key, _: [i64; 5]) -> Result<(), library::Error> {
        Ok(())
    }
    fn commit(self: Box<Self>, _: Timestamp) -> Result<(), library::Error> {
        Ok(())
    }
}
