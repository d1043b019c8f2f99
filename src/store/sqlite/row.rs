//! What do the columns mean?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{Row, sqlite::SqliteRow};

use super::failure::{self, lasting};
use crate::learn::{
    ArticleName, Basis, Cursor, Error, EventId, Forecast, Found, Listed, Outcome, Person, Shown, ShownKind,
    Verdict, WordKey, Words,
};

/// The columns that [`outcome`] reads, in its order; `shown.id` among them.
macro_rules! outcome_columns {
    () => {
        "outcomes.place, outcomes.id, outcomes.key, outcomes.at, shown.id, outcomes.path, outcomes.article, \
         outcomes.verdict, outcomes.found, outcomes.person, outcomes.ticket, outcomes.note, outcomes.assumed, \
         outcomes.content, outcomes.section"
    };
}
pub(super) use outcome_columns;

/// The columns that [`shown`] reads, in its order.
macro_rules! shown_columns {
    () => {
        "id, at, kind, person, audiences, ticket, channel, words_are, words, excerpt, listed, ranking, generation, forecast"
    };
}
pub(super) use shown_columns;

/// The column behind those of [`shown_columns`].
pub(super) const NUMBER: usize = 14;
pub(super) const TERMS: &str = "terms";
pub(super) const KEYS: &str = "keys";
const SEARCHED: i64 = -2;
const KNOWN: i64 = -1;

/// The columns behind those of [`outcome_columns`], where they are asked for: what lessons need of what was shown.
pub(super) const TICKET: usize = 15;
pub(super) const WORDS_ARE: usize = 16;
pub(super) const WORDS: usize = 17;
pub(super) const FORECAST: usize = 18;

/// An article of a list as it is written: path, id, probability, anchor, section, content.
#[derive(Serialize, Deserialize)]
struct ListedRow(String, String, Option<f32>, String, u64, #[serde(default)] Option<u64>);

/// A forecast as it is written: path, id, what it is made of, audiences, ranking, moment.
#[derive(Serialize, Deserialize)]
struct ForecastRow(String, String, Vec<f32>, Vec<String>, u64, i64);

/// A forecast as JSON.
pub(super) fn forecast(forecast: &Forecast) -> Result<String, Error> {
    let Forecast { article, made_of, audiences, ranking, at } = forecast.clone();
    json(&ForecastRow(article.path, article.id, made_of, audiences, ranking, at))
}

/// The forecast that JSON is.
pub(super) fn forecast_of(json: &str) -> Option<Forecast> {
    let ForecastRow(path, id, made_of, audiences, ranking, at) = serde_json::from_str(json).ok()?;
    Some(Forecast { article: ArticleName { path, id }, made_of, audiences, ranking, at })
}

/// Reads a record of what was shown.
pub(super) fn shown(row: &SqliteRow) -> Result<Shown, Error> {
    let id = event_id(row, 0)?;
    let what = |what| lasting(format!("what was shown as {id} has {what}"));
    let kind: &str = get(row, 2)?;
    let audiences: &str = get(row, 4)?;
    let listed: &str = get(row, 10)?;
    let forecast: Option<&str> = get(row, 13)?;
    let listed: Vec<ListedRow> = serde_json::from_str(listed).map_err(|_| what("no readable list"))?;
    Ok(Shown {
        id,
        at: moment(row, 1)?,
        kind: ShownKind::from_word(kind).ok_or_else(|| what("an unknown kind"))?,
        person: Person(get(row, 3)?),
        audiences: serde_json::from_str(audiences).map_err(|_| what("no readable audiences"))?,
        ticket: get(row, 5)?,
        channel: get(row, 6)?,
        words: words(get(row, 7)?, get(row, 8)?).ok_or_else(|| what("no readable words"))?,
        excerpt: get(row, 9)?,
        listed: listed
            .into_iter()
            .map(|ListedRow(path, id, probability, anchor, section, content)| Listed {
                article: ArticleName { path, id },
                probability,
                anchor,
                section,
                content,
            })
            .collect(),
        ranking: get::<i64>(row, 11)?.cast_unsigned(),
        generation: get::<i64>(row, 12)?.cast_unsigned(),
        forecast: forecast
            .map(|json| forecast_of(json).ok_or_else(|| what("no readable forecast")))
            .transpose()?,
    })
}

/// Reads an outcome and the place behind it.
pub(super) fn outcome(row: &SqliteRow) -> Result<(Cursor, Outcome), Error> {
    let place = get::<i64>(row, 0)?.cast_unsigned();
    let what = |what| lasting(format!("the outcome at place {place} has {what}"));
    let (verdict, found): (&str, i64) = (get(row, 7)?, get(row, 8)?);
    let outcome = Outcome {
        id: event_id(row, 1)?,
        key: get(row, 2)?,
        at: moment(row, 3)?,
        shown: event_id(row, 4)?,
        article: ArticleName { path: get(row, 5)?, id: get(row, 6)? },
        verdict: Verdict::from_word(verdict).ok_or_else(|| what("an unknown verdict"))?,
        found: found_of(found).ok_or_else(|| what("an impossible place in a list"))?,
        person: Person(get(row, 9)?),
        ticket: get(row, 10)?,
        note: get(row, 11)?,
        assumed: get(row, 12)?,
        basis: basis(get(row, 13)?, get(row, 14)?),
    };
    Ok((Cursor(place), outcome))
}

/// What an outcome rests on, of its two columns.
pub(super) fn basis(content: Option<i64>, section: Option<i64>) -> Option<Basis> {
    let (content, section) = content.zip(section)?;
    Some(Basis { content: content.cast_unsigned(), section: section.cast_unsigned() })
}

/// How an article was found, as a number.
pub(super) fn found(found: Found) -> i64 {
    match found {
        Found::Listed(place) => place.into(),
        Found::Searched => SEARCHED,
        Found::Known => KNOWN,
    }
}

/// What such a number means.
pub(super) fn found_of(number: i64) -> Option<Found> {
    match number {
        SEARCHED => Some(Found::Searched),
        KNOWN => Some(Found::Known),
        place => place.try_into().ok().map(Found::Listed),
    }
}

/// The list that was shown, as JSON.
pub(super) fn listed(listed: &[Listed]) -> Result<String, Error> {
    let row = |one: &Listed| {
        let Listed { article, probability, anchor, section, content } = one.clone();
        ListedRow(article.path, article.id, probability, anchor, section, content)
    };
    json(&listed.iter().map(row).collect::<Vec<_>>())
}

/// Something as JSON.
pub(super) fn json<T: Serialize>(what: &T) -> Result<String, Error> {
    serde_json::to_string(what).map_err(|error| lasting(error.to_string()))
}

/// Words as two columns.
pub(super) fn packed(words: &Words) -> (&'static str, Vec<u8>) {
    match words {
        Words::Terms(terms) => (TERMS, terms.iter().flat_map(|term| [term, "\n"]).collect::<String>().into()),
        Words::Keys(keys) => (KEYS, keys.iter().flat_map(|key| key.0.to_le_bytes()).collect()),
    }
}

fn words(are: &str, packed: &[u8]) -> Option<Words> {
    match are {
        TERMS => {
            let terms = std::str::from_utf8(packed).ok()?;
            Some(Words::Terms(terms.split_terminator('\n').map(str::to_owned).collect()))
        }
        KEYS => Some(Words::Keys(keys(packed)?)),
        _ => None,
    }
}

pub(super) fn keys(packed: &[u8]) -> Option<Vec<WordKey>> {
    let (keys, []) = packed.as_chunks() else { return None };
    Some(keys.iter().map(|key| WordKey(u64::from_le_bytes(*key))).collect())
}

/// A column's value.
pub(super) fn get<'r, T>(row: &'r SqliteRow, column: usize) -> Result<T, Error>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get(column).map_err(|error| failure::of(&error))
}

pub(super) fn event_id(row: &SqliteRow, column: usize) -> Result<EventId, Error> {
    let bytes: &[u8] = get(row, column)?;
    let bytes = bytes.try_into().map_err(|_| lasting("a number has not 16 bytes"))?;
    Ok(EventId(u128::from_be_bytes(bytes)))
}

pub(super) fn moment(row: &SqliteRow, column: usize) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(get(row, column)?).map_err(|error| lasting(error.to_string()))
}

/// A count as SQLite has it; what is beyond it is beyond everything.
pub(super) fn integer(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
