//! Can what is kept be read whole?

use sqlx::{Row, SqlitePool};

use super::{failure, keyring, reading, requests, row, told::told_since};
use crate::learn::{Cursor, Error};

/// So many records are read at once.
const ROWS: usize = 2_000;

/// A line for each thing that is wrong.
pub(super) async fn verify(readers: SqlitePool, secret: [u8; 32]) -> Result<Vec<String>, Error> {
    let failed = |error| failure::of(&error);
    let mut wrong = Vec::new();
    for row in sqlx::query("PRAGMA integrity_check").fetch_all(&readers).await.map_err(failed)? {
        let line: String = row.try_get(0).map_err(failed)?;
        if line != "ok" {
            wrong.push(line);
        }
    }
    match sqlx::query("PRAGMA foreign_key_check").fetch_all(&readers).await {
        Ok(rows) if rows.is_empty() => {}
        Ok(rows) => wrong.push(format!("{} outcomes are of something that was never shown", rows.len())),
        Err(error) => wrong.push(error.to_string()),
    }
    if let Err(error) = outcomes(&readers, secret, &mut wrong).await {
        wrong.push(error.to_string());
    }
    if let Err(error) = shown(&readers).await {
        wrong.push(error.to_string());
    }
    if let Err(error) = sketches(&readers).await {
        wrong.push(error.to_string());
    }
    if let Err(error) = keyring::verify(&readers).await {
        wrong.push(error.to_string());
    }
    if let Err(error) = requests::verify(&readers).await {
        wrong.push(error.to_string());
    }
    Ok(wrong)
}

/// Reads every outcome. Their places have no gaps.
async fn outcomes(readers: &SqlitePool, secret: [u8; 32], wrong: &mut Vec<String>) -> Result<(), Error> {
    let mut since = Cursor(0);
    loop {
        let told = told_since(readers.clone(), secret, since, ROWS).await?;
        let Some((last, _)) = told.last() else { return Ok(()) };
        if last.0 != since.0 + told.len() as u64 {
            wrong.push(format!("outcomes are missing between the places {} and {}", since.0, last.0));
        }
        since = *last;
    }
}

/// Reads what is remembered of sections.
async fn sketches(readers: &SqlitePool) -> Result<(), Error> {
    let (mut after, mut more) = (i64::MIN, true);
    while more {
        let rows =
            sqlx::query("SELECT section, pairs FROM sketches WHERE section > $1 ORDER BY section LIMIT $2")
                .bind(after)
                .bind(row::integer(ROWS as u64));
        let rows = rows.fetch_all(readers).await.map_err(|error| failure::of(&error))?;
        more = rows.len() == ROWS;
        for row in &rows {
            after = reading::sketch(row)?.0.cast_signed();
        }
    }
    Ok(())
}

/// Reads everything that was shown.
async fn shown(readers: &SqlitePool) -> Result<(), Error> {
    let mut after = None;
    loop {
        let shown = reading::shown_after(readers.clone(), after, ROWS).await?;
        let Some(last) = shown.last() else { return Ok(()) };
        after = Some(last.id);
    }
}
