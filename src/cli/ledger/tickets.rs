//! What does a line of JSON say of a ticket of the past?

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;

use super::{
    events::EventLine,
    source::{Entries, Entry, Lines},
};
use crate::{cli::args::value, desk::Past, learn::Verdict};

/// A ticket as help desks write it out.
#[derive(Debug, Deserialize)]
struct TicketLine {
    id: Option<Word>,
    #[serde(default)]
    text: String,
    subject: Option<String>,
    #[serde(default)]
    articles: Vec<String>,
    article: Option<String>,
    at: Option<Word>,
    person: Option<Word>,
    verdict: Option<String>,
}

/// A name that may be written as a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Word {
    Text(String),
    Number(serde_json::Number),
}

impl Word {
    fn text(self) -> String {
        match self {
            Word::Text(text) => text,
            Word::Number(number) => number.to_string(),
        }
    }
}

/// What the lines say.
pub(super) fn entries(reader: Box<dyn BufRead>) -> Entries {
    Box::new(Lines::of(reader).map(|line| {
        let (number, line) = line?;
        Ok((number, line.and_then(|line| entry(&line))))
    }))
}

fn entry(line: &str) -> Result<Entry, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| told(&error))?;
    if matches!(value.get("kind").and_then(Value::as_str), Some("shown" | "outcome")) {
        let event = EventLine::deserialize(value).map_err(|error| told(&error))?;
        return event.event().map(Entry::Event);
    }
    let line = TicketLine::deserialize(value).map_err(|error| told(&error))?;
    let given = Given {
        id: line.id.map(Word::text).unwrap_or_default(),
        text: line.text,
        subject: line.subject.unwrap_or_default(),
        // The first is what closed it, as `firstline eval` learns it.
        article: line.articles.into_iter().next().or(line.article).unwrap_or_default(),
        at: line.at.map(Word::text).unwrap_or_default(),
        person: line.person.map(Word::text).unwrap_or_default(),
        verdict: line.verdict.unwrap_or_default(),
    };
    given.past().map(Entry::Ticket)
}

/// The words of an error, without the line, which is always the first.
fn told(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or(&words).to_owned()
}

/// What is given of a ticket, in words; empty where nothing is.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) subject: String,
    pub(super) article: String,
    pub(super) at: String,
    pub(super) person: String,
    pub(super) verdict: String,
}

impl Given {
    /// The ticket, or what is wrong with it.
    pub(super) fn past(self) -> Result<Past, String> {
        let some = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let verdict = match some(self.verdict) {
            None => None,
            Some(word) => {
                let words = || Verdict::ALL.map(Verdict::word).join(", ");
                let known = Verdict::from_word(&word);
                Some(known.ok_or_else(|| format!("`{word}` is no verdict; there are {}", words()))?)
            }
        };
        let (text, subject) = (self.text, some(self.subject));
        if text.trim().is_empty() && subject.is_none() {
            return Err("has no `text`".to_owned());
        }
        Ok(Past {
            ticket: some(self.id).ok_or("has no `id`: it tells this ticket from others, and is kept")?,
            text,
            subject,
            article: some(self.article),
            at: some(self.at).map(|at| value::moment(&at)).transpose()?,
            person: some(self.person),
            verdict,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::entries;
    use crate::cli::{args::Columns, ledger::table};

    /// What stands in lines of tickets and events, and in tables.
    const PIECE: &str = "(\\{|\\}|\\[|\"|,|:|;|\t|\n|\r|null|1e999|-1|\"id\":|\"text\":|\"kind\":|\"shown\"|\"outcome\"|\
        \"articles\":|\"at\":|\"2026-11-20\"|\"verdict\":|\"resolved\"|id|text|article|\\PC{1,5}|\u{0}|\u{feff})";

    fn columns() -> Columns {
        #[derive(clap::Parser)]
        struct Alone {
            #[command(flatten)]
            columns: Columns,
        }
        let alone: Alone = clap::Parser::parse_from(["import"]);
        alone.columns
    }

    proptest::proptest! {
        #[test]
        fn any_lines_are_tickets_or_told(pieces in proptest::collection::vec(PIECE, 0..60)) {
            let text = pieces.concat();
            for (line, entry) in entries(Box::new(Cursor::new(text.clone().into_bytes()))).flatten() {
                assert!(line > 0);
                if let Err(what) = entry {
                    assert!(!what.is_empty());
                }
            }
            let table = format!("id,text,article,at\n{text}");
            for head in [text, table] {
                // A header that nobody understands is told, and the end.
                if let Ok(rows) = table::entries(Box::new(Cursor::new(head.into_bytes())), &columns()) {
                    assert!(rows.flatten().all(|(line, _)| line > 0));
                }
            }
        }
    }
}
