//! How does it become durable?

use std::{
    mem,
    path::Path,
    sync::{Arc, mpsc::SyncSender},
};

use sqlx::{
    ConnectOptions, Connection, Row,
    sqlite::{SqliteConnectOptions, SqliteConnection},
};
use tokio::sync::mpsc::UnboundedReceiver;

use super::{
    failure::{self, again},
    keyring,
    reading::bytes,
    requests,
    row::{self, get, outcome_columns},
    whole::Held,
};
use crate::{
    access::Change,
    learn::{Appended, Cursor, Error, EventId, Outcome, Shown, Sketch},
};

/// So many jobs share a transaction at most.
const TOGETHER: usize = 256;

/// Something to write down, and who waits for it.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) answer: SyncSender<Result<Vec<Appended>, Error>>,
}

/// What there is to write down.
#[derive(Debug)]
pub(super) enum Work {
    Show(Vec<Shown>),
    Append(Vec<Outcome>),
    Change(Vec<Change>),
    Sketch(Vec<(u64, Sketch)>),
    Request(requests::Change),
    /// A fault of our own.
    #[cfg(test)]
    Panic,
}

/// The one that writes.
pub(super) struct Writer {
    /// None after a failure: what state that one was in is not worth knowing.
    connection: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    held: Arc<Held>,
}

impl Writer {
    pub(super) fn new(
        connection: SqliteConnection,
        options: SqliteConnectOptions,
        held: Arc<Held>,
    ) -> Writer {
        Writer { connection: Some(connection), options, held }
    }

    /// Does every job until there can be no more, and gives back the one that did. Those that came while others were
    /// written share the next transaction.
    ///
    /// A panic costs those jobs their answer, and another writer goes on in its place: what it had not committed was never
    /// there.
    pub(super) async fn work(self, mut jobs: UnboundedReceiver<Job>) -> Writer {
        let (options, held) = (self.options.clone(), self.held.clone());
        let (mut writer, mut waiting) = (self, Vec::new());
        while jobs.recv_many(&mut waiting, TOGETHER).await > 0 {
            let together = mem::take(&mut waiting);
            let mut at_work = writer;
            let worked = tokio::spawn(async move {
                at_work.answer(together).await;
                at_work
            });
            writer = worked.await.unwrap_or_else(|_| {
                tracing::error!("writing to the store panicked; another writer goes on");
                Writer { connection: None, options: options.clone(), held: held.clone() }
            });
        }
        writer
    }

    /// Leaves the file in order: the last one that closes it moves the log into it.
    pub(super) async fn close(self, log: &Path) {
        let Some(mut connection) = self.connection else { return };
        // First what the log holds, then the word that it holds nothing, and only then may it go.
        let moved = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await;
        if moved.is_ok_and(|row| row.try_get::<bool, _>(0).is_ok_and(|busy| !busy)) {
            self.held.clear();
        }
        if let Err(error) = connection.close().await {
            tracing::warn!(error = %error, "the store was not closed in order; nothing is lost");
        } else if !log.exists() {
            self.held.clear();
        }
    }

    /// Does jobs and answers them: together, else each for itself, so that one that cannot be written does not take
    /// others with it.
    async fn answer(&mut self, jobs: Vec<Job>) {
        let answers = match self.commit(&jobs).await {
            Err(Error::Store { passing: false, .. }) if jobs.len() > 1 => {
                let mut answers = Vec::new();
                for job in &jobs {
                    let alone = self.commit(std::slice::from_ref(job)).await;
                    answers.push(alone.and_then(|mut answers| answers.pop().unwrap_or(Ok(Vec::new()))));
                }
                answers
            }
            Err(error) => jobs.iter().map(|_| Err(again(&error))).collect(),
            Ok(answers) => answers,
        };
        for (job, answer) in jobs.into_iter().zip(answers) {
            // Whoever asked may have gone; it is written all the same.
            let _ = job.answer.send(answer);
        }
    }

    /// Does jobs in one transaction and says of each what came of it; an error when none was written.
    async fn commit(&mut self, jobs: &[Job]) -> Result<Answers, Error> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.options.connect().await.map_err(|error| failure::of_writing(&error))?,
        };
        if let Err(error) = self.held.mark() {
            self.connection = Some(connection);
            let what = format!("its lock cannot be written: {error}");
            return Err(Error::Store { what, passing: true });
        }
        let answers = transact(&mut connection, jobs).await;
        match &answers {
            Ok(_) => self.connection = Some(connection),
            Err(_) => {
                // The connection goes, too: this only ends what holds others up.
                let _ = run(&mut connection, "ROLLBACK").await;
            }
        }
        answers
    }
}

/// What came of each job.
type Answers = Vec<Result<Vec<Appended>, Error>>;

async fn transact(connection: &mut SqliteConnection, jobs: &[Job]) -> Result<Answers, Error> {
    run(connection, "BEGIN IMMEDIATE").await?;
    let mut answers = Vec::new();
    for job in jobs {
        // One outcome alone is refused before anything of it is written.
        let to_undo = matches!(&job.work, Work::Append(outcomes) if outcomes.len() > 1);
        if to_undo {
            run(connection, "SAVEPOINT job").await?;
        }
        let answer = perform(connection, &job.work).await;
        match &answer {
            Err(Error::NotShown(_) | Error::KeyTaken(_)) if to_undo => {
                run(connection, "ROLLBACK TO job").await?;
            }
            Ok(_) | Err(Error::NotShown(_) | Error::KeyTaken(_)) => {}
            Err(error) => return Err(again(error)),
        }
        if to_undo {
            run(connection, "RELEASE job").await?;
        }
        answers.push(answer);
    }
    run(connection, "COMMIT").await?;
    Ok(answers)
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), Error> {
    sqlx::query(sql).execute(connection).await.map(drop).map_err(|error| failure::of_writing(&error))
}

async fn perform(connection: &mut SqliteConnection, work: &Work) -> Result<Vec<Appended>, Error> {
    let mut appended = Vec::new();
    match work {
        Work::Show(all) => {
            for shown in all {
                show(connection, shown).await?;
            }
        }
        Work::Append(all) => {
            for outcome in all {
                appended.push(append(connection, outcome).await?);
            }
        }
        Work::Change(all) => {
            for change in all {
                keyring::change(connection, change).await?;
            }
        }
        Work::Request(change) => appended = requests::change(connection, change).await?,
        Work::Sketch(all) => {
            for (section, sketch) in all {
                keep_sketch(connection, *section, sketch).await?;
            }
        }
        #[cfg(test)]
        Work::Panic => {
            // After something that must not be kept.
            run(connection, "DELETE FROM tokens").await?;
            panic!("of the test");
        }
    }
    Ok(appended)
}

async fn show(connection: &mut SqliteConnection, shown: &Shown) -> Result<(), Error> {
    let (are, words) = row::packed(&shown.words);
    let insert = sqlx::query(
        "INSERT INTO shown (id, at, kind, person, ticket, channel, words_are, words, excerpt, ranking, generation, \
         audiences, listed, forecast) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (id) DO NOTHING",
    )
    .bind(bytes(shown.id))
    .bind(shown.at.as_microsecond())
    .bind(shown.kind.word())
    .bind(&shown.person.0)
    .bind(&shown.ticket)
    .bind(&shown.channel)
    .bind(are)
    .bind(words)
    .bind(&shown.excerpt)
    .bind(shown.ranking.cast_signed())
    .bind(shown.generation.cast_signed())
    .bind(row::json(&shown.audiences)?)
    .bind(row::listed(&shown.listed)?)
    .bind(shown.forecast.as_ref().map(row::forecast).transpose()?);
    insert.execute(connection).await.map(drop).map_err(|error| failure::of_writing(&error))
}

/// Writes an outcome down unless it is known: in one statement when all is well, which is nearly always.
async fn append(connection: &mut SqliteConnection, outcome: &Outcome) -> Result<Appended, Error> {
    let insert = sqlx::query(
        "INSERT INTO outcomes (id, at, shown, path, article, verdict, found, person, ticket, assumed, note, key, \
         content, section) \
         SELECT $1, $2, number, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 FROM shown WHERE id = $3 AND forgotten = 0 \
         ON CONFLICT DO NOTHING RETURNING place",
    )
    .bind(bytes(outcome.id))
    .bind(outcome.at.as_microsecond())
    .bind(bytes(outcome.shown))
    .bind(&outcome.article.path)
    .bind(&outcome.article.id)
    .bind(outcome.verdict.word())
    .bind(row::found(outcome.found))
    .bind(&outcome.person.0)
    .bind(&outcome.ticket)
    .bind(outcome.assumed)
    .bind(&outcome.note)
    .bind(&outcome.key)
    .bind(outcome.basis.map(|basis| basis.content.cast_signed()))
    .bind(outcome.basis.map(|basis| basis.section.cast_signed()));
    let written =
        insert.fetch_optional(&mut *connection).await.map_err(|error| failure::of_writing(&error))?;
    match written {
        Some(row) => {
            let cursor = Cursor(get::<i64>(&row, 0)?.cast_unsigned());
            Ok(Appended { id: outcome.id, cursor, new: true })
        }
        None => known(connection, outcome).await,
    }
}

/// Where an outcome stands that was not written.
async fn known(connection: &mut SqliteConnection, outcome: &Outcome) -> Result<Appended, Error> {
    if !is_shown(connection, outcome.shown).await? {
        return Err(Error::NotShown(outcome.shown));
    }
    // The one of the same number before the one of the same key.
    let first = sqlx::query(concat!(
        "SELECT ",
        outcome_columns!(),
        " FROM outcomes JOIN shown ON shown.number = outcomes.shown \
         WHERE outcomes.id = $1 OR (outcomes.person = $2 AND outcomes.key = $3) ORDER BY outcomes.id <> $1 LIMIT 1"
    ))
    .bind(bytes(outcome.id))
    .bind(&outcome.person.0)
    .bind(&outcome.key);
    let first = first.fetch_optional(connection).await.map_err(|error| failure::of(&error))?;
    let Some(first) = first else { return Err(failure::lasting("an outcome was neither written nor known")) };
    let (cursor, first) = row::outcome(&first)?;
    match &outcome.key {
        Some(key) if first.id != outcome.id && !outcome.repeats(&first) => Err(Error::KeyTaken(key.clone())),
        _ => Ok(Appended { id: first.id, cursor, new: false }),
    }
}

async fn keep_sketch(connection: &mut SqliteConnection, section: u64, sketch: &Sketch) -> Result<(), Error> {
    let insert = sqlx::query("INSERT INTO sketches (section, pairs) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(section.cast_signed())
        .bind(sketch.to_bytes());
    insert.execute(connection).await.map(drop).map_err(|error| failure::of_writing(&error))
}

async fn is_shown(connection: &mut SqliteConnection, id: EventId) -> Result<bool, Error> {
    let row =
        sqlx::query("SELECT EXISTS (SELECT 1 FROM shown WHERE id = $1 AND forgotten = 0)").bind(bytes(id));
    let row = row.fetch_one(connection).await.map_err(|error| failure::of(&error))?;
    row.try_get(0).map_err(|error| failure::of(&error))
}
