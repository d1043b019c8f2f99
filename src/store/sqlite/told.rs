//! What do lessons need of a million outcomes, and quickly?
//!
//! Each value that SQLite hands over costs an allocation, so a million rows of 16 columns take half a minute. A
//! block of rows as one text takes a fraction of that. A block that cannot be read so is read again row by row, to
//! say which one is to blame.

use std::borrow::Cow;

use jiff::Timestamp;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use sqlx::{SqlitePool, sqlite::SqliteRow};
use tokio::sync::mpsc;

use super::{
    failure::{self, lasting},
    row::{
        self, FORECAST, KEYS, TERMS, TICKET, WORDS, WORDS_ARE, basis, forecast_of, found_of, get, keys,
        outcome_columns,
    },
};
use crate::learn::{ArticleName, Cursor, Error, EventId, Outcome, Person, Told, Verdict, WordKey};

/// So many outcomes are asked for at once.
const BLOCK: usize = 1_000;

/// Row by row. A record of what was shown that is lost is noticed, not left out.
const ROWS: &str = concat!(
    "SELECT ",
    outcome_columns!(),
    ", shown.ticket, shown.words_are, shown.words, shown.forecast FROM outcomes LEFT JOIN shown ON shown.number = outcomes.shown \
     WHERE outcomes.place > $1 ORDER BY outcomes.place LIMIT $2"
);

/// The same as one text, in the order of [`TellRow`].
const AS_ONE: &str = "SELECT json_group_array(json_array(\
    place, hex(id), key, at, hex(shown_id), path, article, verdict, found, person, ticket, note, assumed, \
    content, section, shown_ticket, words_are, CASE words_are WHEN 'terms' THEN CAST(words AS TEXT) ELSE hex(words) END, forecast)), \
    count(*), coalesce(max(place), 0) \
    FROM (SELECT outcomes.*, shown.id AS shown_id, shown.ticket AS shown_ticket, shown.words_are, shown.words, \
    shown.forecast \
    FROM outcomes LEFT JOIN shown ON shown.number = outcomes.shown \
    WHERE outcomes.place > $1 ORDER BY outcomes.place LIMIT $2)";

#[derive(Deserialize)]
struct TellRow<'a>(
    u64,
    #[serde(borrow)] Cow<'a, str>,
    Option<String>,
    i64,
    #[serde(borrow)] Cow<'a, str>,
    String,
    String,
    #[serde(borrow)] Cow<'a, str>,
    i64,
    String,
    Option<String>,
    Option<String>,
    u8,
    Option<i64>,
    Option<i64>,
    Option<String>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    Option<String>,
);

/// At most `limit` outcomes after a place.
pub(super) async fn told_since(
    readers: SqlitePool,
    secret: [u8; 32],
    since: Cursor,
    limit: usize,
) -> Result<Vec<(Cursor, Told)>, Error> {
    let mut teller = Teller { secret, known: FxHashMap::default() };
    let mut all = Vec::new();
    // The next block is on its way while one is read.
    let (send, mut blocks) = mpsc::channel(2);
    tokio::spawn(fetch(readers.clone(), since, limit, send));
    while let Some(block) = blocks.recv().await {
        teller.block(&readers, &block?, &mut all).await?;
    }
    Ok(all)
}

/// Some outcomes after a place, as one text.
struct Block {
    since: Cursor,
    len: i64,
    text: SqliteRow,
}

async fn fetch(readers: SqlitePool, since: Cursor, limit: usize, send: mpsc::Sender<Result<Block, Error>>) {
    let (mut since, mut left) = (since, limit);
    while left > 0 {
        let asked = BLOCK.min(left);
        let block = fetch_one(&readers, since, asked).await;
        let last = match &block {
            Ok((_, last)) if last.0 > 0 => *last,
            Ok(_) => return,
            Err(_) => since,
        };
        let failed = block.is_err();
        // Nobody reads on when a block was bad.
        if send.send(block.map(|(block, _)| block)).await.is_err() || failed {
            return;
        }
        since = last;
        left -= asked;
    }
}

/// A block, and the place behind it; none is behind what is empty.
async fn fetch_one(readers: &SqlitePool, since: Cursor, asked: usize) -> Result<(Block, Cursor), Error> {
    let text = sqlx::query(AS_ONE).bind(row::integer(since.0)).bind(row::integer(asked as u64));
    let text = text.fetch_one(readers).await.map_err(|error| failure::of(&error))?;
    let (len, last) = (get(&text, 1)?, Cursor(get::<i64>(&text, 2)?.cast_unsigned()));
    Ok((Block { since, len, text }, last))
}

/// Makes what lessons need, and remembers the keys of terms that come again and again.
#[derive(Debug)]
struct Teller {
    secret: [u8; 32],
    known: FxHashMap<Box<str>, WordKey>,
}

impl Teller {
    /// So many terms are remembered at most.
    const MOST: usize = 1 << 17;

    /// Reads a block behind the others.
    async fn block(
        &mut self,
        readers: &SqlitePool,
        block: &Block,
        all: &mut Vec<(Cursor, Told)>,
    ) -> Result<(), Error> {
        let told: Option<Vec<_>> = get::<&str>(&block.text, 0)
            .ok()
            .and_then(|text| serde_json::from_str::<Vec<TellRow<'_>>>(text).ok())
            .and_then(|rows| rows.into_iter().map(|row| self.told_as_one(row)).collect());
        if let Some(mut told) = told {
            told.sort_by_key(|(cursor, _)| *cursor);
            all.extend(told);
            return Ok(());
        }
        let rows = sqlx::query(ROWS).bind(row::integer(block.since.0)).bind(block.len);
        for row in &rows.fetch_all(readers).await.map_err(|error| failure::of(&error))? {
            all.push(self.told(row)?);
        }
        Ok(())
    }

    fn told_as_one(&mut self, row: TellRow<'_>) -> Option<(Cursor, Told)> {
        let outcome = Outcome {
            id: event_id(&row.1)?,
            key: row.2,
            at: Timestamp::from_microsecond(row.3).ok()?,
            shown: event_id(&row.4)?,
            article: ArticleName { path: row.5, id: row.6 },
            verdict: Verdict::from_word(&row.7)?,
            found: found_of(row.8)?,
            person: Person(row.9),
            ticket: row.10,
            note: row.11,
            assumed: row.12 != 0,
            basis: basis(row.13, row.14),
        };
        let mut words: Vec<WordKey> = match &*row.16 {
            TERMS => row.17.split_terminator('\n').map(|term| self.key(term)).collect(),
            KEYS => {
                let (keys, []) = row.17.as_bytes().as_chunks::<16>() else { return None };
                keys.iter().map(|key| key_of(std::str::from_utf8(key).ok()?)).collect::<Option<_>>()?
            }
            _ => return None,
        };
        words.sort_unstable();
        words.dedup();
        let forecast = match row.18 {
            Some(json) => Some(forecast_of(&json)?),
            None => None,
        };
        Some((Cursor(row.0), Told { outcome, ticket: row.15, words, forecast }))
    }

    /// Reads an outcome, with the ticket and the words of what was shown behind its columns.
    fn told(&mut self, row: &SqliteRow) -> Result<(Cursor, Told), Error> {
        let (cursor, outcome) = row::outcome(row)?;
        let unreadable = || lasting(format!("what was shown as {} has no readable words", outcome.shown));
        let (are, packed): (&str, &[u8]) = (get(row, WORDS_ARE)?, get(row, WORDS)?);
        let mut words = match are {
            TERMS => {
                let terms = std::str::from_utf8(packed).map_err(|_| unreadable())?;
                terms.split_terminator('\n').map(|term| self.key(term)).collect()
            }
            KEYS => keys(packed).ok_or_else(unreadable)?,
            _ => return Err(unreadable()),
        };
        words.sort_unstable();
        words.dedup();
        let forecast: Option<&str> = get(row, FORECAST)?;
        let unreadable = || lasting(format!("what was shown as {} has no readable forecast", outcome.shown));
        let forecast = forecast.map(|json| forecast_of(json).ok_or_else(unreadable)).transpose()?;
        Ok((cursor, Told { outcome, ticket: get(row, TICKET)?, words, forecast }))
    }

    fn key(&mut self, term: &str) -> WordKey {
        if let Some(key) = self.known.get(term) {
            return *key;
        }
        let key = WordKey::of(term, &self.secret);
        if self.known.len() < Self::MOST {
            self.known.insert(term.into(), key);
        }
        key
    }
}

/// A number of 32 digits.
fn event_id(hex: &str) -> Option<EventId> {
    if hex.len() == 32 { u128::from_str_radix(hex, 16).ok().map(EventId) } else { None }
}

/// The key of eight bytes as digits, the lowest byte first.
fn key_of(hex: &str) -> Option<WordKey> {
    u64::from_str_radix(hex, 16).ok().map(|key| WordKey(key.swap_bytes()))
}
