//! What goes into the ledger, and out of it?

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::value;
use crate::learn::{EventId, Verdict};

/// What came of what was shown.
#[derive(Debug, Args)]
#[command(
    after_help = "`firstline suggest` prints the line to copy. `reopened` and `retracted` take back what was said of\n\
    this ticket and article before. A running server learns it by itself."
)]
pub struct RecordArgs {
    /// The number that `suggest` printed, 32 digits
    #[arg(value_name = "SHOWN_ID", value_parser = value::event)]
    pub shown: EventId,
    /// The article, by its path or id; - with `not_helpful` when nothing that was shown helped
    #[arg(value_name = "ARTICLE")]
    pub article: String,
    /// What came of it
    #[arg(value_name = "VERDICT", value_parser = value::verdict())]
    pub verdict: Verdict,
    /// The help desk's own number of the ticket
    #[arg(long, value_name = "ID", env = "FIRSTLINE_TICKET")]
    pub ticket: Option<String>,
    /// A note; personal data are taken out before it is kept
    #[arg(long, value_name = "TEXT", env = "FIRSTLINE_NOTE")]
    pub note: Option<String>,
    /// Your own key: the same key again is the same outcome
    #[arg(long, value_name = "KEY", env = "FIRSTLINE_KEY")]
    pub key: Option<String>,
    /// When it happened, as `2026-01-31` or `2026-01-31T14:00:00Z`; now when left out
    #[arg(long, value_name = "TIME", value_parser = value::moment, env = "FIRSTLINE_AT")]
    pub at: Option<Timestamp>,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which tickets of the past.
#[derive(Debug, Args)]
#[command(
    after_help = "JSON lines: {\"id\", \"text\", \"articles\": [\"path.md\"]}, and \"subject\", \"at\", \"person\", \"verdict\" if you\n\
    have them; or what `firstline export` wrote. Tables: a header row, then one ticket a row. Running it\n\
    again changes nothing; one that was interrupted goes on. Exit code 1 when a line could not be read."
)]
pub struct ImportArgs {
    /// The tickets; - for stdin
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How they are written [default: what the file's name ends in, else jsonl]
    #[arg(long, value_name = "FORMAT", env = "FIRSTLINE_FORMAT")]
    pub format: Option<ImportForm>,
    /// Where each thing stands in a table.
    #[command(flatten)]
    pub columns: Columns,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// How tickets of the past are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportForm {
    /// One JSON object a line
    Jsonl,
    /// A table with a header row
    Csv,
}

/// The names of a table's columns.
#[derive(Debug, Args)]
pub struct Columns {
    /// In tables: the column of the ticket's number [default: id]
    #[arg(long = "id-column", value_name = "NAME", env = "FIRSTLINE_ID_COLUMN")]
    pub id: Option<String>,
    /// In tables: the column of the ticket's text [default: text]
    #[arg(long = "text-column", value_name = "NAME", env = "FIRSTLINE_TEXT_COLUMN")]
    pub text: Option<String>,
    /// In tables: the column of the subject [default: subject, if it is there]
    #[arg(long = "subject-column", value_name = "NAME", env = "FIRSTLINE_SUBJECT_COLUMN")]
    pub subject: Option<String>,
    /// In tables: the column of the article that closed it [default: article]
    #[arg(long = "article-column", value_name = "NAME", env = "FIRSTLINE_ARTICLE_COLUMN")]
    pub article: Option<String>,
    /// In tables: the column of the moment when it was closed [default: at, if it is there]
    #[arg(long = "at-column", value_name = "NAME", env = "FIRSTLINE_AT_COLUMN")]
    pub at: Option<String>,
    /// In tables: the column of who closed it; only a hash is kept [default: person, if it is there]
    #[arg(long = "person-column", value_name = "NAME", env = "FIRSTLINE_PERSON_COLUMN")]
    pub person: Option<String>,
}

/// How the ledger is written out.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The form of a line
    #[arg(long, value_name = "FORMAT", default_value = "jsonl", env = "FIRSTLINE_FORMAT")]
    pub format: ExportForm,
    /// Only what happened from this day or moment on
    #[arg(long, value_name = "DATE", value_parser = value::moment, env = "FIRSTLINE_SINCE")]
    pub since: Option<Timestamp>,
    /// The file to write [default: stdout]
    #[arg(long, value_name = "FILE", env = "FIRSTLINE_OUTPUT")]
    pub output: Option<PathBuf>,
}

/// The forms in which the ledger can be written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// Every event whole; `firstline import` reads it back
    Jsonl,
    /// User Behavior Insights 1.3, for tools that measure search
    Ubi,
}
