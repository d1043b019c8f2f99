//! Which report?

use std::path::PathBuf;

use clap::Args;
use jiff::{Timestamp, civil::Date};

use super::value;

/// Which report, of what, and in which form.
#[derive(Debug, Args)]
#[command(after_help = "Without a name it lists the reports. A name may be cut short: `report rate`.\n\
    Exit code 1 when there is nothing to report.")]
pub struct ReportArgs {
    /// The report's name
    #[arg(value_name = "NAME")]
    pub name: Vec<String>,
    /// Only what was asked on this day or later: `2026-11-01`
    #[arg(long, value_name = "DATE", env = "FIRSTLINE_SINCE")]
    pub since: Option<Date>,
    /// By what the rows are told apart: `month`, `channel`, `article` and so on, as the list says
    #[arg(long, value_name = "WORD", env = "FIRSTLINE_BY")]
    pub by: Option<String>,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// Print the rows as CSV
    #[arg(long, conflicts_with = "json", env = "FIRSTLINE_CSV")]
    pub csv: bool,
    /// Print one JSON document, the same as the API's
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Since when, and of what.
#[derive(Debug, Args)]
#[command(
    after_help = "What the desk remembers: it is forgotten when the index is built anew. Used most comes first. Exit code 1 when\n\
    nothing changed."
)]
pub struct ChangesArgs {
    /// Only since this day or moment: `2026-11-01`, `2026-11-01T14:00:00Z`
    #[arg(long, value_name = "DATE", value_parser = value::moment, env = "FIRSTLINE_SINCE")]
    pub since: Option<Timestamp>,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// How many articles at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..), env = "FIRSTLINE_LIMIT")]
    pub limit: u32,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// For which group of unanswered questions.
#[derive(Debug, Args)]
#[command(
    after_help = "The group is one of `firstline report unanswered`. Exit code 1 when there is none of that name."
)]
pub struct DraftArgs {
    /// The group, eight digits and letters
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// Only what was asked on this day or later, as the report said: `2026-11-01`
    #[arg(long, value_name = "DATE", env = "FIRSTLINE_SINCE")]
    pub since: Option<Date>,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// Write it to this file, which must not be there yet, instead of stdout
    #[arg(long, value_name = "FILE", env = "FIRSTLINE_OUTPUT")]
    pub output: Option<PathBuf>,
}
