//! What is on record?

use sqlx::{Row, SqlitePool, sqlite::SqliteRow};

use super::{
    failure::{self, lasting},
    row::{self, integer, outcome_columns, shown_columns},
};
use crate::learn::{Cursor, Error, EventId, Outcome, Shown, Sketch};

/// So many rows are asked for at once.
const ROWS: usize = 2_000;

const SHOWN: &str = concat!("SELECT ", shown_columns!(), " FROM shown WHERE id = $1");
const SHOWN_AFTER: &str =
    concat!("SELECT ", shown_columns!(), " FROM shown WHERE id > $1 ORDER BY id LIMIT $2");
const SHOWN_SINCE: &str =
    concat!("SELECT ", shown_columns!(), ", number FROM shown WHERE number > $1 ORDER BY number LIMIT $2");
const OUTCOME: &str = concat!(
    "SELECT ",
    outcome_columns!(),
    " FROM outcomes JOIN shown ON shown.number = outcomes.shown WHERE outcomes.id = $1"
);
const SKETCHES: &str =
    "SELECT section, pairs FROM sketches WHERE section IN (SELECT value FROM json_each($1))";
const OUTCOMES_OF: &str = concat!(
    "SELECT ",
    outcome_columns!(),
    " FROM outcomes JOIN shown ON shown.number = outcomes.shown WHERE shown.id = $1 ORDER BY outcomes.place"
);

/// Somebody asks for it now and then: no index is kept for it.
const SHOWN_FOR: &str = concat!(
    "SELECT ",
    shown_columns!(),
    " FROM shown WHERE ticket = $1 OR number IN (SELECT shown FROM outcomes WHERE ticket = $1) ORDER BY id"
);

pub(super) async fn shown_for(readers: &SqlitePool, ticket: &str) -> Result<Vec<Shown>, Error> {
    let rows = sqlx::query(SHOWN_FOR).bind(ticket).fetch_all(readers).await;
    rows.map_err(|error| failure::of(&error))?.iter().map(row::shown).collect()
}

/// What is remembered of sections, in the order of their hashes.
pub(super) async fn sketches(
    readers: SqlitePool,
    mut sections: Vec<u64>,
) -> Result<Vec<(u64, Sketch)>, Error> {
    sections.sort_unstable();
    sections.dedup();
    let mut all = Vec::new();
    for portion in sections.chunks(ROWS) {
        let wanted: Vec<i64> = portion.iter().map(|section| section.cast_signed()).collect();
        let rows = sqlx::query(SKETCHES).bind(row::json(&wanted)?).fetch_all(&readers).await;
        for row in &rows.map_err(|error| failure::of(&error))? {
            all.push(sketch(row)?);
        }
    }
    all.sort_by_key(|(section, _)| *section);
    Ok(all)
}

/// A row of sketches.
pub(super) fn sketch(row: &SqliteRow) -> Result<(u64, Sketch), Error> {
    let (section, pairs): (i64, &[u8]) = (row::get(row, 0)?, row::get(row, 1)?);
    let sketch = Sketch::from_bytes(pairs)
        .ok_or_else(|| lasting(format!("what is remembered of the section {section} cannot be read")))?;
    Ok((section.cast_unsigned(), sketch))
}

pub(super) async fn shown(readers: &SqlitePool, id: EventId) -> Result<Option<Shown>, Error> {
    let row = sqlx::query(SHOWN).bind(bytes(id)).fetch_optional(readers).await;
    row.map_err(|error| failure::of(&error))?.as_ref().map(row::shown).transpose()
}

pub(super) async fn outcome(readers: &SqlitePool, id: EventId) -> Result<Option<Outcome>, Error> {
    let row = sqlx::query(OUTCOME).bind(bytes(id)).fetch_optional(readers).await;
    let row = row.map_err(|error| failure::of(&error))?;
    Ok(row.as_ref().map(row::outcome).transpose()?.map(|(_, outcome)| outcome))
}

/// Somebody asks for it now and then: it reads every outcome, and no index is kept for it.
pub(super) async fn outcomes_of(readers: &SqlitePool, shown: EventId) -> Result<Vec<Outcome>, Error> {
    let rows = sqlx::query(OUTCOMES_OF).bind(bytes(shown)).fetch_all(readers).await;
    let rows = rows.map_err(|error| failure::of(&error))?;
    rows.iter().map(|row| row::outcome(row).map(|(_, outcome)| outcome)).collect()
}

pub(super) async fn shown_after(
    readers: SqlitePool,
    after: Option<EventId>,
    limit: usize,
) -> Result<Vec<Shown>, Error> {
    let mut all: Vec<Shown> = Vec::new();
    let mut after = after;
    while all.len() < limit {
        let asked = ROWS.min(limit - all.len());
        // Every number comes after no bytes at all.
        let query =
            sqlx::query(SHOWN_AFTER).bind(after.map_or(Vec::new(), bytes)).bind(integer(asked as u64));
        let rows = query.fetch_all(&readers).await.map_err(|error| failure::of(&error))?;
        for row in &rows {
            all.push(row::shown(row)?);
        }
        after = all.last().map(|last| last.id).or(after);
        if rows.len() < asked {
            break;
        }
    }
    Ok(all)
}

pub(super) async fn shown_since(
    readers: SqlitePool,
    since: Cursor,
    limit: usize,
) -> Result<Vec<(Cursor, Shown)>, Error> {
    let mut all: Vec<(Cursor, Shown)> = Vec::new();
    let mut since = since;
    while all.len() < limit {
        let asked = ROWS.min(limit - all.len());
        let query = sqlx::query(SHOWN_SINCE).bind(integer(since.0)).bind(integer(asked as u64));
        let rows = query.fetch_all(&readers).await.map_err(|error| failure::of(&error))?;
        for row in &rows {
            since = Cursor(row::get::<i64>(row, row::NUMBER)?.cast_unsigned());
            all.push((since, row::shown(row)?));
        }
        if rows.len() < asked {
            break;
        }
    }
    Ok(all)
}

pub(super) async fn end(readers: &SqlitePool) -> Result<Cursor, Error> {
    let row = sqlx::query("SELECT coalesce(max(place), 0) FROM outcomes").fetch_one(readers).await;
    let place: i64 = row.and_then(|row| row.try_get(0)).map_err(|error| failure::of(&error))?;
    Ok(Cursor(place.cast_unsigned()))
}

pub(super) async fn epoch(readers: &SqlitePool) -> Result<u64, Error> {
    let row = sqlx::query("SELECT epoch FROM desk").fetch_one(readers).await;
    let epoch: i64 = row.and_then(|row| row.try_get(0)).map_err(|error| failure::of(&error))?;
    Ok(epoch.cast_unsigned())
}

/// A number as 16 bytes that sort as it does.
pub(super) fn bytes(id: EventId) -> Vec<u8> {
    id.0.to_be_bytes().to_vec()
}
