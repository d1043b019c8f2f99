//! How is a report written as JSON?

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::{
    http::address,
    report::{self, Cell, Difference, Named, Report},
};

/// A report. What stands in its cells: words, lists of words, numbers, days, `true` or `false`, articles (`id`, `title`, `url`)
/// and rates (`part`, `n`, and, unless `n` is too small, `share` with the ends `low` and `high` of its 95 % interval).
#[derive(Serialize, ToSchema)]
#[schema(as = Report)]
pub(crate) struct Written {
    /// Its name in addresses.
    name: &'static str,
    /// Its name for people.
    title: &'static str,
    /// What it finds.
    finds: &'static str,
    /// What to do about what it finds.
    advice: &'static str,
    /// From when on.
    #[schema(value_type = Option<String>, format = Date, required = true)]
    since: Option<Date>,
    /// By what its rows are told apart; `null` where there is one way alone.
    #[schema(required = true)]
    by: Option<&'static str>,
    /// What holds for all of it, by the keys of columns.
    #[schema(value_type = Object)]
    summary: Map<String, Value>,
    /// What the columns of the rows hold.
    columns: Vec<Column>,
    /// The rows, by the keys of their columns; what matters most first.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Map<String, Value>>,
    /// So many rows more are left out.
    left_out: usize,
    /// What must be known to read it rightly.
    notes: Vec<String>,
}

/// What a column holds.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportColumn)]
pub(crate) struct Column {
    key: &'static str,
    label: &'static str,
}

pub(super) fn written(report: &Report) -> Written {
    let column = |column: &report::Column| Column { key: column.key, label: column.label };
    let row = |row: &Vec<Cell>| {
        report.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), value(cell))).collect()
    };
    Written {
        name: report.name.word(),
        title: report.name.title(),
        finds: report.name.finds(),
        advice: report.name.advice(),
        since: report.since,
        by: report.by.map(report::By::word),
        summary: report.summary.iter().map(|(column, cell)| (column.key.to_owned(), value(cell))).collect(),
        columns: report.columns.iter().map(column).collect(),
        rows: report.rows.iter().map(row).collect(),
        left_out: report.left_out,
        notes: report.notes.iter().map(ToString::to_string).collect(),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(_) | Cell::Said(_) => json!(cell.words()),
        Cell::Sentence(_) => json!([cell.words()]),
        Cell::Lines(lines) => json!(lines),
        Cell::Flag(flag) => json!(flag),
        Cell::Count(count) => json!(count),
        Cell::Number(number) => json!(number),
        Cell::Day(day) => json!(day.to_string()),
        Cell::Article(named) => article(named),
        Cell::Articles(named) => named.iter().map(article).collect(),
        Cell::Difference(Difference { by, low, high, of }) => {
            json!({"n": of, "share": by, "low": low, "high": high})
        }
        Cell::Rate(rate) => {
            let (low, high) = rate.interval().unzip();
            json!({"part": rate.part, "n": rate.of, "share": rate.share(), "low": low, "high": high})
        }
    }
}

fn article(named: &Named) -> Value {
    json!({"id": named.id, "title": named.title, "url": address::article_page(&named.id)})
}

/// A report for whoever asks without HTTP: the terminal's `--json`.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&written(report))
}
