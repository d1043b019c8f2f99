//! How does a caller that waits use a database that does not?

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{self, SyncSender},
    },
    thread::{self, JoinHandle},
};

use sqlx::{SqlitePool, sqlite::SqlitePoolOptions};
use tokio::{
    runtime::{Builder, Handle},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

use super::{
    begin::{self, Limits},
    failure::{self, lasting, of_file},
    forget, reading,
    told::told_since,
    verify::verify,
    whole::Held,
    writer::{Job, Work, Writer},
};
use crate::{
    access::{Permit, Record},
    learn::{Appended, Cursor, Error, EventId, Forgotten, Ledger, Outcome, Shown, Sketch, Told, Which},
};

/// So many may read at once; others wait.
const READERS: u32 = 4;
/// Rows that are fetched ahead.
const AHEAD: usize = 500;

/// A ledger in a file.
///
/// A thread of its own holds a runtime for the database and does everything that is to be written; callers send and
/// wait. So it may be called from any thread, and be dropped on any.
#[derive(Debug)]
pub struct SqliteLedger {
    path: PathBuf,
    limits: Limits,
    secret: [u8; 32],
    readers: SqlitePool,
    runtime: Handle,
    /// None only while it is dropped.
    jobs: Option<UnboundedSender<Job>>,
    thread: Option<JoinHandle<()>>,
    /// Nobody puts another file in its place meanwhile. Let go of last.
    held: Arc<Held>,
}

/// What the thread says when it has opened the file.
type Opened = (SqlitePool, Handle, [u8; 32]);

impl SqliteLedger {
    /// Opens the file, or makes it with its folder, readable for nobody else.
    ///
    /// # Errors
    /// When it is there and no ledger, or damaged, or cannot be made; [`Error::Newer`] when a later version wrote it.
    pub fn open(path: &Path) -> Result<SqliteLedger, Error> {
        Self::limited(path, Limits::default())
    }

    pub(super) fn limited(path: &Path, limits: Limits) -> Result<SqliteLedger, Error> {
        let held = Arc::new(Held::by_many(path)?);
        let (say, said) = mpsc::sync_channel(1);
        let (jobs, to_do) = unbounded_channel();
        let owned = path.to_owned();
        let thread = thread::Builder::new()
            .name("store".to_owned())
            .spawn({
                let held = held.clone();
                move || keep(&owned, limits, held, &say, to_do)
            })
            .map_err(|error| of_file("start a thread for", path, &error))?;
        let (readers, runtime, secret) = said.recv().unwrap_or_else(|_| Err(stopped()))?;
        let (path, jobs, thread) = (path.to_owned(), Some(jobs), Some(thread));
        Ok(SqliteLedger { path, limits, secret, readers, runtime, jobs, thread, held })
    }

    /// Those that read.
    pub(super) fn readers(&self) -> SqlitePool {
        self.readers.clone()
    }

    /// Has something written, and waits until it is.
    pub(super) fn write(&self, work: Work) -> Result<Vec<Appended>, Error> {
        let (answer, answered) = mpsc::sync_channel(1);
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(Job { work, answer }).map_err(|_| stopped())?;
        answered.recv().unwrap_or_else(|_| Err(given_up()))
    }

    /// Reads, and waits for it.
    pub(super) fn read<T: Send + 'static>(
        &self,
        reading: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            // Whoever asked waits below.
            let _ = answer.send(reading.await);
        });
        answered.recv().unwrap_or_else(|_| Err(given_up()))
    }
}

/// What the thread does: opens, says so, and writes until the ledger is dropped.
fn keep(
    path: &Path,
    limits: Limits,
    held: Arc<Held>,
    say: &SyncSender<Result<Opened, Error>>,
    jobs: UnboundedReceiver<Job>,
) {
    let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("store").enable_time().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            // Whoever opens waits for it.
            let _ = say.send(Err(of_file("start a runtime for", path, &error)));
            return;
        }
    };
    runtime.block_on(async {
        let opened = match begin::open(path, limits).await {
            Ok((connection, secret)) => readers(path.to_owned(), limits)
                .await
                .map(|readers| (connection, (readers, runtime.handle().clone(), secret))),
            Err(error) => Err(error),
        };
        match opened {
            Ok((connection, opened)) => {
                let (readers, writer) =
                    (opened.0.clone(), Writer::new(connection, begin::writing(path, limits), held));
                let writer = if say.send(Ok(opened)).is_ok() { writer.work(jobs).await } else { writer };
                // First those that may not write: who closes last has to.
                readers.close().await;
                writer.close(&begin::beside(path, "-wal")).await;
            }
            Err(error) => {
                let _ = say.send(Err(error));
            }
        }
    });
}

async fn readers(path: PathBuf, limits: Limits) -> Result<SqlitePool, Error> {
    let options = begin::options(&path, limits).read_only(true).row_buffer_size(AHEAD);
    let pool = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false);
    pool.connect_with(options).await.map_err(|error| failure::of(&error))
}

/// Whoever was at it panicked, and said so in the log. The same again may go well.
fn given_up() -> Error {
    Error::Store { what: "it was given up half-way".to_owned(), passing: true }
}

fn stopped() -> Error {
    lasting("its thread has stopped")
}

impl Drop for SqliteLedger {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // It panicked, and said so, or is done.
            let _ = thread.join();
        }
    }
}

impl Ledger for SqliteLedger {
    fn show(&self, shown: &[Shown]) -> Result<(), Error> {
        if shown.is_empty() { Ok(()) } else { self.write(Work::Show(shown.to_vec())).map(drop) }
    }

    fn append(&self, outcomes: &[Outcome], _permit: &Permit<Record>) -> Result<Vec<Appended>, Error> {
        if outcomes.is_empty() { Ok(Vec::new()) } else { self.write(Work::Append(outcomes.to_vec())) }
    }

    fn shown(&self, id: EventId) -> Result<Option<Shown>, Error> {
        let readers = self.readers();
        self.read(async move { reading::shown(&readers, id).await })
    }

    fn outcome(&self, id: EventId) -> Result<Option<Outcome>, Error> {
        let readers = self.readers();
        self.read(async move { reading::outcome(&readers, id).await })
    }

    fn outcomes_of(&self, shown: EventId) -> Result<Vec<Outcome>, Error> {
        let readers = self.readers();
        self.read(async move { reading::outcomes_of(&readers, shown).await })
    }

    fn told_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Told)>, Error> {
        self.read(told_since(self.readers(), self.secret, since, limit))
    }

    fn shown_after(&self, after: Option<EventId>, limit: usize) -> Result<Vec<Shown>, Error> {
        self.read(reading::shown_after(self.readers(), after, limit))
    }

    fn shown_since(&self, since: Cursor, limit: usize) -> Result<Vec<(Cursor, Shown)>, Error> {
        self.read(reading::shown_since(self.readers(), since, limit))
    }

    fn end(&self) -> Result<Cursor, Error> {
        let readers = self.readers();
        self.read(async move { reading::end(&readers).await })
    }

    fn shown_for(&self, ticket: &str) -> Result<Vec<Shown>, Error> {
        let (readers, ticket) = (self.readers(), ticket.to_owned());
        self.read(async move { reading::shown_for(&readers, &ticket).await })
    }

    fn sketch(&self, sketches: &[(u64, Sketch)]) -> Result<(), Error> {
        if sketches.is_empty() { Ok(()) } else { self.write(Work::Sketch(sketches.to_vec())).map(drop) }
    }

    fn sketches(&self, sections: &[u64]) -> Result<Vec<(u64, Sketch)>, Error> {
        self.read(reading::sketches(self.readers(), sections.to_vec()))
    }

    fn forget(&self, which: &Which, instead: &str) -> Result<Forgotten, Error> {
        self.held.mark().map_err(|error| of_file("mark", &self.path, &error))?;
        let options = forget::options(&self.path, self.limits);
        self.read(forget::forget(options, which.clone(), instead.to_owned()))
    }

    fn epoch(&self) -> Result<u64, Error> {
        let readers = self.readers.clone();
        self.read(async move { reading::epoch(&readers).await })
    }

    fn secret(&self) -> [u8; 32] {
        self.secret
    }

    fn verify(&self) -> Result<Vec<String>, Error> {
        self.read(verify(self.readers(), self.secret))
    }
}
