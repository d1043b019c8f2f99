//! How is what was said in one ticket taken out of the file?
//!
//! Rows are blanked in place, which no reader of the ledger can see happening. Then the file is written anew: SQLite
//! leaves copies of rows behind where pages were split, which zeroing what is deleted does not reach. Last the log,
//! which held the old pages, is moved into the file and cut. A mark in the file says that this is not done yet, so
//! that whoever was interrupted is made up for by the next call.

use std::{collections::BTreeSet, path::Path, time::Duration};

use sqlx::{
    ConnectOptions, Connection, Row,
    sqlite::{SqliteConnectOptions, SqliteConnection},
};

use super::{
    begin::{self, Limits},
    failure,
    reading::bytes,
    requests,
};
use crate::learn::{Error, EventId, Forgotten, Which};

/// So long are those waited for who read the file just then.
const PATIENCE: Duration = Duration::from_secs(30);

/// The numbers of shown rows of a ticket's name.
const SHOWN_OF: &str =
    "SELECT number FROM shown WHERE ticket = $1 UNION SELECT shown FROM outcomes WHERE ticket = $1";
const BLANK_SHOWN: &str =
    "UPDATE shown SET words_are = 'terms', words = x'', excerpt = NULL, forgotten = 1 WHERE number = $1";
const BLANK_OUTCOMES: &str = "UPDATE outcomes SET note = NULL, key = NULL WHERE shown = $1";

/// How the connection is made that forgets.
pub(super) fn options(path: &Path, limits: Limits) -> SqliteConnectOptions {
    let limits = Limits { patience: limits.patience.max(PATIENCE), ..limits };
    begin::writing(path, limits).pragma("secure_delete", "ON").pragma("temp_store", "MEMORY")
}

/// Blanks what is on record of a ticket, and cleans the file.
pub(super) async fn forget(
    options: SqliteConnectOptions,
    which: Which,
    instead: String,
) -> Result<Forgotten, Error> {
    let mut connection = options.connect().await.map_err(|error| failure::of_writing(&error))?;
    let done = done(&mut connection, &which, &instead).await;
    let closed = connection.close().await.map_err(|error| failure::of_writing(&error));
    done.and_then(|forgotten| closed.map(|()| forgotten))
}

async fn done(connection: &mut SqliteConnection, which: &Which, instead: &str) -> Result<Forgotten, Error> {
    run(connection, "BEGIN IMMEDIATE").await?;
    let forgotten = match blank(connection, which, instead).await {
        Ok(forgotten) => forgotten,
        Err(error) => {
            // The connection goes, too: this only ends what holds others up.
            let _ = run(connection, "ROLLBACK").await;
            return Err(error);
        }
    };
    run(connection, "COMMIT").await?;
    let scraps: bool = one(connection, "SELECT scraps FROM desk").await?;
    if scraps {
        run(connection, "VACUUM").await?;
        cut_log(connection).await?;
        run(connection, "UPDATE desk SET scraps = 0").await?;
    }
    Ok(forgotten)
}

async fn blank(connection: &mut SqliteConnection, which: &Which, instead: &str) -> Result<Forgotten, Error> {
    let (mut names, mut numbers) = meant(connection, which).await?;
    let sent = all_of(connection, &mut names, &mut numbers).await?;
    requests::forget(connection, &sent).await?;
    let mut forgotten = Forgotten { shown: numbers.len(), outcomes: 0, requests: sent.len() };
    for number in numbers {
        for statement in [BLANK_SHOWN, BLANK_OUTCOMES] {
            let blanked = sqlx::query(statement).bind(number).execute(&mut *connection).await;
            let rows = blanked.map_err(|error| failure::of_writing(&error))?.rows_affected();
            if statement == BLANK_OUTCOMES {
                forgotten.outcomes += usize::try_from(rows).unwrap_or(usize::MAX);
            }
        }
    }
    for name in &names {
        for statement in [
            "UPDATE shown SET ticket = $2 WHERE ticket = $1",
            "UPDATE outcomes SET ticket = $2 WHERE ticket = $1",
        ] {
            let renamed = sqlx::query(statement).bind(name).bind(instead).execute(&mut *connection).await;
            renamed.map_err(|error| failure::of_writing(&error))?;
        }
    }
    if !forgotten.is_empty() {
        run(connection, "UPDATE desk SET epoch = epoch + 1, scraps = 1").await?;
    }
    Ok(forgotten)
}

/// Adds what was shown under a ticket's names and for its requests, until nothing more is found; the requests.
async fn all_of(
    connection: &mut SqliteConnection,
    names: &mut BTreeSet<String>,
    numbers: &mut BTreeSet<i64>,
) -> Result<BTreeSet<i64>, Error> {
    loop {
        let before = (names.len(), numbers.len());
        for name in &*names {
            let rows = sqlx::query(SHOWN_OF).bind(name).fetch_all(&mut *connection).await;
            for row in rows.map_err(|error| failure::of(&error))? {
                numbers.insert(row.try_get::<i64, _>(0).map_err(|error| failure::of(&error))?);
            }
        }
        let sent = requests::meant(connection, names, numbers).await?;
        if (names.len(), numbers.len()) == before {
            return Ok(sent);
        }
    }
}

/// The names of the ticket that is meant, and what was shown for it without one.
async fn meant(
    connection: &mut SqliteConnection,
    which: &Which,
) -> Result<(BTreeSet<String>, BTreeSet<i64>), Error> {
    let id: EventId = match which {
        Which::Ticket(name) => return Ok((BTreeSet::from([name.clone()]), BTreeSet::new())),
        Which::Shown(id) => *id,
    };
    let failed = |error: sqlx::Error| failure::of(&error);
    let shown = sqlx::query("SELECT number, ticket FROM shown WHERE id = $1").bind(bytes(id));
    let Some(shown) = shown.fetch_optional(&mut *connection).await.map_err(failed)? else {
        return Ok(Default::default());
    };
    let number: i64 = shown.try_get(0).map_err(failed)?;
    let mut names: BTreeSet<String> = BTreeSet::new();
    names.extend(shown.try_get::<Option<String>, _>(1).map_err(failed)?.filter(|name| !name.is_empty()));
    if names.is_empty() {
        let rows = sqlx::query("SELECT ticket FROM outcomes WHERE shown = $1 AND ticket <> ''").bind(number);
        for row in rows.fetch_all(&mut *connection).await.map_err(failed)? {
            names.insert(row.try_get(0).map_err(failed)?);
        }
    }
    Ok((names, BTreeSet::from([number])))
}

/// Moves the log into the file, and makes it empty.
async fn cut_log(connection: &mut SqliteConnection) -> Result<(), Error> {
    let busy: bool = one(connection, "PRAGMA wal_checkpoint(TRUNCATE)").await?;
    if busy {
        let what =
            "somebody reads its log, which still holds what was forgotten; forget it once more".to_owned();
        return Err(Error::Store { what, passing: true });
    }
    Ok(())
}

async fn one(connection: &mut SqliteConnection, sql: &'static str) -> Result<bool, Error> {
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(|error| failure::of_writing(&error))?;
    row.try_get(0).map_err(|error| failure::of(&error))
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), Error> {
    sqlx::query(sql).execute(connection).await.map(drop).map_err(|error| failure::of_writing(&error))
}
