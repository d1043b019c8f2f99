//! How does a request become rows, and what became of it?

use jiff::Timestamp;
use sqlx::sqlite::SqliteConnection;

use super::read;
use crate::{
    learn::{Appended, Cursor, Error, EventId},
    request::{Came, Delivery, Progress, Request},
    store::sqlite::{
        failure,
        reading::bytes,
        row::{self, get},
    },
};

/// What is to be written.
#[derive(Debug)]
pub(in crate::store::sqlite) enum Change {
    Send(Box<Request>, Vec<Delivery>),
    Close(u64, Timestamp),
    Tried(EventId, Came, Timestamp),
}

/// The words of a request go, and the address. Its row stays, for the same form that is sent again.
const BLANK: &str = "UPDATE requests SET subject = NULL, text = '', reply_to = NULL, done = $2 WHERE number = $1 AND done IS NULL";
/// What was blanked leaves the file when something is forgotten the next time, if not before.
const SCRAPS: &str = "UPDATE desk SET scraps = 1";

/// Makes one change, as a part of the transaction that is open. Says of a request where it stands; of one that was
/// closed, that it was.
pub(in crate::store::sqlite) async fn change(
    connection: &mut SqliteConnection,
    change: &Change,
) -> Result<Vec<Appended>, Error> {
    match change {
        Change::Send(request, deliveries) => send(connection, request, deliveries).await.map(|one| vec![one]),
        Change::Close(number, at) => {
            let number = row::integer(*number);
            if !blank(connection, number, *at).await? {
                return Ok(Vec::new());
            }
            let gone = sqlx::query("DELETE FROM deliveries WHERE request = $1 AND taken = 0").bind(number);
            gone.execute(&mut *connection).await.map_err(|error| failure::of_writing(&error))?;
            Ok(vec![Appended { id: EventId(0), cursor: Cursor(number.cast_unsigned()), new: true }])
        }
        Change::Tried(delivery, came, at) => tried(connection, *delivery, came, *at).await,
    }
}

async fn send(
    connection: &mut SqliteConnection,
    request: &Request,
    deliveries: &[Delivery],
) -> Result<Appended, Error> {
    // Looked up first: a number that is not used would be gone all the same.
    if let Some((first, done)) = read::first(connection, request).await? {
        return known(request, &first, done.is_some());
    }
    let insert = sqlx::query(
        "INSERT INTO requests (id, at, person, audiences, key, shown, ticket, channel, subject, text, reply_to) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING number",
    )
    .bind(bytes(request.id))
    .bind(request.at.as_microsecond())
    .bind(&request.person.0)
    .bind(row::json(&request.audiences)?)
    .bind(&request.key)
    .bind(request.shown.map(bytes))
    .bind(&request.ticket)
    .bind(&request.channel)
    .bind(&request.subject)
    .bind(&request.text)
    .bind(&request.reply_to);
    let written = insert.fetch_one(&mut *connection).await.map_err(|error| failure::of_writing(&error))?;
    let number: i64 = get(&written, 0)?;
    for delivery in deliveries {
        let next = match delivery.progress {
            Progress::Waiting(at) => Some(at.as_microsecond()),
            Progress::Delivered | Progress::GivenUp => None,
        };
        let insert = sqlx::query(
            "INSERT INTO deliveries (id, request, way, tries, next, taken, why) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(bytes(delivery.id))
        .bind(number)
        .bind(delivery.way.word())
        .bind(delivery.tries)
        .bind(next)
        .bind(delivery.progress == Progress::Delivered)
        .bind(&delivery.why);
        insert.execute(&mut *connection).await.map_err(|error| failure::of_writing(&error))?;
    }
    Ok(Appended { id: request.id, cursor: Cursor(number.cast_unsigned()), new: true })
}

/// Where a request stands that was not kept again.
fn known(request: &Request, first: &Request, done: bool) -> Result<Appended, Error> {
    match &request.key {
        Some(key) if first.id != request.id && !request.repeats(first, done) => {
            Err(Error::KeyTaken(key.clone()))
        }
        _ => Ok(Appended { id: first.id, cursor: Cursor(first.number), new: false }),
    }
}

async fn tried(
    connection: &mut SqliteConnection,
    delivery: EventId,
    came: &Came,
    at: Timestamp,
) -> Result<Vec<Appended>, Error> {
    let (taken, next, why) = match came {
        Came::Delivered => (true, None, None),
        Came::Failed { again, why } => (false, again.map(Timestamp::as_microsecond), Some(why.as_str())),
    };
    let update = sqlx::query(
        "UPDATE deliveries SET tries = tries + 1, taken = $2, next = $3, why = $4 WHERE id = $1 AND taken = 0 \
         RETURNING request",
    )
    .bind(bytes(delivery))
    .bind(taken)
    .bind(next)
    .bind(why);
    let row = update.fetch_optional(&mut *connection).await.map_err(|error| failure::of_writing(&error))?;
    // It was closed meanwhile, or forgotten.
    let Some(row) = row else { return Ok(Vec::new()) };
    let number: i64 = get(&row, 0)?;
    let left = sqlx::query("SELECT EXISTS (SELECT 1 FROM deliveries WHERE request = $1 AND taken = 0)");
    let left = left.bind(number).fetch_one(&mut *connection).await.map_err(|error| failure::of(&error))?;
    if !get::<bool>(&left, 0)? {
        blank(connection, number, at).await?;
    }
    Ok(Vec::new())
}

/// Whether there was something to blank.
async fn blank(connection: &mut SqliteConnection, number: i64, at: Timestamp) -> Result<bool, Error> {
    let blanked = sqlx::query(BLANK).bind(number).bind(at.as_microsecond()).execute(&mut *connection).await;
    let was_open = blanked.map_err(|error| failure::of_writing(&error))?.rows_affected() > 0;
    if was_open {
        let noted = sqlx::query(SCRAPS).execute(&mut *connection).await;
        noted.map_err(|error| failure::of_writing(&error))?;
    }
    Ok(was_open)
}
