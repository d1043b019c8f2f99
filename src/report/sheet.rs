//! How is a report written as a table that other programs read?

use csv::{Terminator, WriterBuilder};

use super::{Cell, Report};

/// Whoever opens the table in a spreadsheet must not run what a customer wrote: cells that begin so are formulas there.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The rows of a report as CSV (RFC 4180), with one line of the columns' names. A rate has four columns: the share, of how
/// many, and the ends of its interval; an article two.
pub fn csv(report: &Report) -> String {
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    // It is written into memory, and all rows are of one length: nothing can fail.
    let mut line =
        |cells: &mut dyn Iterator<Item = String>| drop(table.write_record(cells.map(String::into_bytes)));
    let wide: Vec<usize> = (0..report.columns.len()).map(|at| width(report, at)).collect();
    let mut names = report.columns.iter().zip(&wide).flat_map(|(column, wide)| {
        let key = column.key;
        match wide {
            4 => vec![key.to_owned(), format!("{key}_n"), format!("{key}_low"), format!("{key}_high")],
            2 => vec![key.to_owned(), format!("{key}_title")],
            _ => vec![key.to_owned()],
        }
    });
    line(&mut names);
    for row in &report.rows {
        let mut cells = row.iter().zip(&wide).flat_map(|(cell, wide)| {
            let mut cells = written(cell);
            cells.resize(*wide, String::new());
            cells
        });
        line(&mut cells);
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// How many columns a column takes.
fn width(report: &Report, at: usize) -> usize {
    let widest = |cell: &Cell| match cell {
        Cell::Rate(_) | Cell::Difference(_) => 4,
        Cell::Article(_) => 2,
        _ => 1,
    };
    report.rows.iter().filter_map(|row| row.get(at)).map(widest).max().unwrap_or(1)
}

fn written(cell: &Cell) -> Vec<String> {
    let share = |share: Option<f64>| share.map_or_else(String::new, |share| format!("{share:.4}"));
    match cell {
        Cell::Nothing => vec![String::new()],
        Cell::Text(_) | Cell::Said(_) | Cell::Sentence(_) => vec![harmless(&cell.words())],
        Cell::Lines(lines) => vec![harmless(&lines.join("\n"))],
        Cell::Flag(flag) => vec![flag.to_string()],
        Cell::Count(count) => vec![count.to_string()],
        // A number that is below zero begins with what a formula may begin with, and is none.
        Cell::Number(number) => vec![format!("{number:.4}")],
        Cell::Day(day) => vec![day.to_string()],
        Cell::Article(named) => vec![harmless(&named.id), harmless(&named.title)],
        Cell::Articles(named) => {
            vec![harmless(&named.iter().map(|named| named.id.as_str()).collect::<Vec<_>>().join("\n"))]
        }
        Cell::Difference(difference) => {
            let [by, low, high] =
                [difference.by, difference.low, difference.high].map(|one| format!("{one:.4}"));
            vec![by, difference.of.to_string(), low, high]
        }
        Cell::Rate(rate) => {
            let (low, high) = rate.interval().unzip();
            vec![share(rate.share()), rate.of.to_string(), share(low), share(high)]
        }
    }
}

/// Words that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    // Some programs pass over blanks before they look.
    let begins = text.trim_start_matches(' ').starts_with(FORMULAS);
    if begins { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::csv;
    use crate::report::{Cell, Name, Named, Rate, Report, table::column};

    fn report(rows: Vec<Vec<Cell>>) -> Report {
        Report {
            name: Name::Frequency,
            since: None,
            by: None,
            summary: Vec::new(),
            columns: vec![column("group", "Group"), column("rate", "Rate")],
            rows,
            left_out: 0,
            notes: Vec::new(),
        }
    }

    #[test]
    fn rates_and_articles_have_columns_of_their_own() {
        let named = Named { id: "a".to_owned(), title: "An \"A\", b".to_owned(), path: "a.md".to_owned() };
        let text = csv(&report(vec![
            vec![Cell::Article(named), Cell::Rate(Rate { part: 4, of: 10 })],
            vec![Cell::Nothing, Cell::Rate(Rate { part: 1, of: 2 })],
        ]));
        assert_eq!(
            text,
            "group,group_title,rate,rate_n,rate_low,rate_high\r\n\
             a,\"An \"\"A\"\", b\",0.4000,10,0.1682,0.6873\r\n,,,2,,\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0"] {
            let text =
                csv(&report(vec![vec![Cell::Text(evil.to_owned()), Cell::Lines(vec![evil.to_owned()])]]));
            let row = text.split_once("\r\n").expect("a row").1;
            assert!(row.starts_with('\'') || row.starts_with("\"'"), "{row:?}");
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            let read = reader.records().next().expect("a row").expect("CSV");
            assert_eq!(&read[0], format!("'{evil}"));
            assert_eq!(&read[1], format!("'{evil}"));
        }
    }
}
