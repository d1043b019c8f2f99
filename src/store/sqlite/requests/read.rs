//! Which requests are there?

use jiff::Timestamp;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnection, SqliteRow},
};

use super::Change;
use crate::{
    learn::{Error, EventId, Person},
    request::{Came, Delivery, Figures, Kept, Progress, Request, Requests, Sent, Way},
    store::sqlite::{
        SqliteLedger,
        failure::{self, lasting},
        reading::bytes,
        row::{event_id, get, integer, moment},
        writer::Work,
    },
};

/// The columns that [`request`] reads, in its order, and how many they are.
macro_rules! request_columns {
    () => {
        "requests.number, requests.id, requests.at, requests.person, requests.audiences, requests.key, requests.shown, \
         requests.ticket, requests.channel, requests.subject, requests.text, requests.reply_to, requests.done"
    };
}
const DONE: usize = 12;
const BEHIND: usize = 13;

/// The columns that [`delivery`] reads, in its order.
macro_rules! delivery_columns {
    () => {
        "deliveries.id, deliveries.way, deliveries.tries, deliveries.next, deliveries.taken, deliveries.why"
    };
}

const REQUEST: &str = concat!("SELECT ", request_columns!(), " FROM requests WHERE number = $1");
const DELIVERIES: &str =
    concat!("SELECT ", delivery_columns!(), " FROM deliveries WHERE request = $1 ORDER BY way, id");
const FIRST: &str = concat!(
    "SELECT ",
    request_columns!(),
    " FROM requests WHERE id = $1 OR (person = $2 AND key = $3) ORDER BY id <> $1 LIMIT 1"
);
const OPEN: &str = "SELECT number, audiences FROM requests WHERE done IS NULL ORDER BY number";
const DUE: &str = concat!(
    "SELECT ",
    request_columns!(),
    ", ",
    delivery_columns!(),
    " FROM deliveries JOIN requests ON requests.number = deliveries.request \
     WHERE next <= $1 AND done IS NULL ORDER BY next, deliveries.id LIMIT $2"
);
const FIGURES: &str = "SELECT (SELECT count(*) FROM requests WHERE done IS NULL), \
     (SELECT count(*) FROM deliveries JOIN requests ON number = request \
      WHERE done IS NULL AND taken = 0 AND next IS NOT NULL), \
     (SELECT count(*) FROM deliveries JOIN requests ON number = request \
      WHERE done IS NULL AND taken = 0 AND next IS NULL)";
const ALL: &str = "SELECT number FROM requests ORDER BY number";

impl Requests for SqliteLedger {
    fn send(&self, request: &Request, deliveries: &[Delivery]) -> Result<Sent, Error> {
        let change = Change::Send(Box::new(request.clone()), deliveries.to_vec());
        let sent = self.write(Work::Request(change))?;
        let sent = sent.first().ok_or_else(|| lasting("nothing is known of what was sent"))?;
        Ok(Sent { number: sent.cursor.0, id: sent.id, new: sent.new })
    }

    fn request(&self, number: u64) -> Result<Option<Kept>, Error> {
        let readers = self.readers();
        self.read(async move { kept(&readers, number).await })
    }

    fn open(&self) -> Result<Vec<(u64, Vec<String>)>, Error> {
        let readers = self.readers();
        self.read(async move {
            let rows = sqlx::query(OPEN).fetch_all(&readers).await.map_err(|error| failure::of(&error))?;
            rows.iter().map(|row| Ok((number(row, 0)?, audiences(row, 1)?))).collect()
        })
    }

    fn close(&self, number: u64, at: Timestamp) -> Result<bool, Error> {
        Ok(!self.write(Work::Request(Change::Close(number, at)))?.is_empty())
    }

    fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<(Delivery, Request)>, Error> {
        let readers = self.readers();
        self.read(async move {
            let rows = sqlx::query(DUE)
                .bind(now.as_microsecond())
                .bind(integer(limit as u64))
                .fetch_all(&readers)
                .await
                .map_err(|error| failure::of(&error))?;
            rows.iter().map(|row| Ok((delivery(row, BEHIND)?, request(row)?))).collect()
        })
    }

    fn tried(&self, delivery: EventId, came: &Came, at: Timestamp) -> Result<(), Error> {
        self.write(Work::Request(Change::Tried(delivery, came.clone(), at))).map(drop)
    }

    fn figures(&self) -> Result<Figures, Error> {
        let readers = self.readers();
        self.read(async move {
            let row = sqlx::query(FIGURES).fetch_one(&readers).await.map_err(|error| failure::of(&error))?;
            Ok(Figures { open: number(&row, 0)?, waiting: number(&row, 1)?, given_up: number(&row, 2)? })
        })
    }
}

/// Reads every request.
pub(in crate::store::sqlite) async fn verify(readers: &SqlitePool) -> Result<(), Error> {
    for row in sqlx::query(ALL).fetch_all(readers).await.map_err(|error| failure::of(&error))? {
        kept(readers, number(&row, 0)?).await?;
    }
    Ok(())
}

async fn kept(readers: &SqlitePool, number: u64) -> Result<Option<Kept>, Error> {
    let failed = |error| failure::of(&error);
    let row = sqlx::query(REQUEST).bind(integer(number)).fetch_optional(readers).await.map_err(failed)?;
    let Some(row) = row else { return Ok(None) };
    let rows = sqlx::query(DELIVERIES).bind(integer(number)).fetch_all(readers).await.map_err(failed)?;
    let deliveries = rows.iter().map(|row| delivery(row, 0)).collect::<Result<_, _>>()?;
    Ok(Some(Kept { request: request(&row)?, deliveries, done: done(&row)? }))
}

/// The request of the same id or key, and when it was done.
pub(super) async fn first(
    connection: &mut SqliteConnection,
    sent: &Request,
) -> Result<Option<(Request, Option<Timestamp>)>, Error> {
    let first = sqlx::query(FIRST).bind(bytes(sent.id)).bind(&sent.person.0).bind(&sent.key);
    let first = first.fetch_optional(connection).await.map_err(|error| failure::of(&error))?;
    first.as_ref().map(|row| Ok((request(row)?, done(row)?))).transpose()
}

fn request(row: &SqliteRow) -> Result<Request, Error> {
    let shown: Option<&[u8]> = get(row, 6)?;
    Ok(Request {
        number: number(row, 0)?,
        id: event_id(row, 1)?,
        at: moment(row, 2)?,
        person: Person(get(row, 3)?),
        audiences: audiences(row, 4)?,
        key: get(row, 5)?,
        shown: shown.map(|_| event_id(row, 6)).transpose()?,
        ticket: get(row, 7)?,
        channel: get(row, 8)?,
        subject: get(row, 9)?,
        text: get(row, 10)?,
        reply_to: get(row, 11)?,
    })
}

fn done(row: &SqliteRow) -> Result<Option<Timestamp>, Error> {
    get::<Option<i64>>(row, DONE)?.map(|_| moment(row, DONE)).transpose()
}

/// The delivery whose columns begin there.
fn delivery(row: &SqliteRow, from: usize) -> Result<Delivery, Error> {
    let way: &str = get(row, from + 1)?;
    let next = get::<Option<i64>>(row, from + 3)?.map(|_| moment(row, from + 3)).transpose()?;
    let taken: bool = get(row, from + 4)?;
    Ok(Delivery {
        id: event_id(row, from)?,
        way: Way::from_word(way).ok_or_else(|| lasting("a delivery goes a way that nobody knows"))?,
        tries: get(row, from + 2)?,
        progress: match next {
            _ if taken => Progress::Delivered,
            Some(next) => Progress::Waiting(next),
            None => Progress::GivenUp,
        },
        why: get(row, from + 5)?,
    })
}

fn number(row: &SqliteRow, column: usize) -> Result<u64, Error> {
    Ok(get::<i64>(row, column)?.cast_unsigned())
}

fn audiences(row: &SqliteRow, column: usize) -> Result<Vec<String>, Error> {
    serde_json::from_str(get(row, column)?).map_err(|_| lasting("a request has no readable audiences"))
}
