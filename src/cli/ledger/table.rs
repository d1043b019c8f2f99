//! What does a row of a table say of a ticket of the past?

use std::{io::BufRead, path::Path};

use csv::{ByteRecord, ReaderBuilder};

use super::{
    source::{Entries, Entry, Source, unreadable},
    tickets::Given,
};
use crate::{
    cli::{args::Columns, run::Failure},
    desk::Past,
};

/// Where each thing stands in a row.
struct Places {
    id: usize,
    text: usize,
    article: usize,
    subject: Option<usize>,
    at: Option<usize>,
    person: Option<usize>,
    verdict: Option<usize>,
}

/// What the rows say, below their header.
pub(super) fn entries(mut reader: Box<dyn BufRead>, columns: &Columns) -> Result<Entries, Failure> {
    let delimiter = delimiter(reader.fill_buf().unwrap_or_default());
    let mut table = ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(reader);
    let unreadable = |error: csv::Error| {
        Failure::wrong_use(
            format!("the table's header cannot be read: {error}"),
            "write names into its first row",
        )
    };
    let header = table.headers().map_err(unreadable)?.clone();
    let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let places = Places::of(&header, columns)?;
    let mut rows = table.into_byte_records();
    Ok(Box::new(std::iter::from_fn(move || {
        let before = rows.reader().position().line();
        match rows.next()? {
            Ok(row) => {
                let line = row.position().map_or(before, csv::Position::line);
                Some(Ok((line, entry(&row, &places))))
            }
            Err(error) => {
                let line = error.position().map_or(before, csv::Position::line);
                match error.into_kind() {
                    csv::ErrorKind::Io(error) => Some(Err(error)),
                    other => Some(Ok((line, Err(format!("{other:?}"))))),
                }
            }
        }
    })))
}

/// Every ticket of a table.
///
/// # Errors
/// When a row is none: whoever measures must leave none out.
pub(in crate::cli) fn read(path: &Path, columns: &Columns) -> Result<Vec<Past>, Failure> {
    let rows = entries(Source::open(path)?.reader, columns)?;
    let mut all = Vec::new();
    for row in rows {
        let (line, entry) = row.map_err(|error| unreadable(path, &error))?;
        match entry {
            Ok(Entry::Ticket(past)) => all.push(past),
            Ok(Entry::Event(_)) => {}
            Err(what) => {
                let message = format!("`{}` line {line}: {what}", path.display());
                return Err(Failure::new(message, "mend the row, or take it out"));
            }
        }
    }
    Ok(all)
}

/// What parts the header's names: a comma, a semicolon or a tab.
fn delimiter(beginning: &[u8]) -> u8 {
    let header = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = String::from_utf8_lossy(header);
    let count = |wanted: u8| header.matches(char::from(wanted)).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|wanted| count(*wanted)).unwrap_or(b',')
}

fn entry(row: &ByteRecord, places: &Places) -> Result<Entry, String> {
    let cell = |place: usize| {
        let bytes = row.get(place).unwrap_or_default();
        std::str::from_utf8(bytes)
            .map(str::to_owned)
            .map_err(|_| format!("column {} is not UTF-8", place + 1))
    };
    let perhaps = |place: Option<usize>| place.map_or(Ok(String::new()), &cell);
    let given = Given {
        id: cell(places.id)?,
        text: cell(places.text)?,
        subject: perhaps(places.subject)?,
        article: cell(places.article)?,
        at: perhaps(places.at)?,
        person: perhaps(places.person)?,
        verdict: perhaps(places.verdict)?,
    };
    given.past().map(Entry::Ticket)
}

impl Places {
    fn of(header: &[String], columns: &Columns) -> Result<Places, Failure> {
        let place = |name: &str| header.iter().position(|other| other.eq_ignore_ascii_case(name.trim()));
        let missing = |name: &str, flag: &str| {
            let there = header.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let hint = format!("name the right one with `--{flag}-column`; there are {there}");
            Failure::wrong_use(format!("the table has no column `{name}`"), hint)
        };
        let must = |named: &Option<String>, usual: &str| {
            let name = named.as_deref().unwrap_or(usual);
            place(name).ok_or_else(|| missing(name, usual))
        };
        let may = |named: &Option<String>, usual: &str| match named {
            Some(_) => must(named, usual).map(Some),
            None => Ok(place(usual)),
        };
        Ok(Places {
            id: must(&columns.id, "id")?,
            text: must(&columns.text, "text")?,
            article: must(&columns.article, "article")?,
            subject: may(&columns.subject, "subject")?,
            at: may(&columns.at, "at")?,
            person: may(&columns.person, "person")?,
            verdict: place("verdict"),
        })
    }
}
