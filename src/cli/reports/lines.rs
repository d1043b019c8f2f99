//! How is a report told in a terminal?

use std::fmt::Write;

use crate::cli::output::{Style, counted};
use crate::report::{Cell, Rate, Report};

/// A cell is cut after so many characters; lines of their own are not.
const WIDEST: usize = 48;

pub(super) fn told(report: &Report, style: Style) -> String {
    let mut out = String::new();
    let since = report.since.map_or_else(String::new, |day| format!(" since {day}"));
    let by = report.by.map_or_else(String::new, |by| format!(", by {}", by.word()));
    let _ = writeln!(out, "{}{since}{by}", style.bold(report.name.title()));
    let _ = writeln!(out, "{}\n", style.dim(report.name.finds()));
    for (column, cell) in &report.summary {
        let _ = writeln!(out, "{}: {}", column.label, words(cell));
    }
    if !report.summary.is_empty() {
        out.push('\n');
    }
    if report.rows.is_empty() {
        let _ = writeln!(out, "there is nothing to report yet\n");
    } else {
        rows(&mut out, report, style);
        if report.left_out > 0 {
            let _ = writeln!(out, "{}", style.dim(&counted(report.left_out, "more row", "more rows")));
        }
        let _ = writeln!(out, "\n{}", report.name.advice());
    }
    for note in &report.notes {
        let _ = writeln!(out, "{}", style.dim(&note.to_string()));
    }
    out
}

/// The rows below their headings; what has lines of its own stands below its row.
fn rows(out: &mut String, report: &Report, style: Style) {
    let is_line = |at: usize| {
        report
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .any(|cell| matches!(cell, Cell::Lines(_) | Cell::Sentence(_) | Cell::Articles(_)))
    };
    let short: Vec<usize> = (0..report.columns.len()).filter(|at| !is_line(*at)).collect();
    let long: Vec<usize> = (0..report.columns.len()).filter(|at| is_line(*at)).collect();
    let cut = |cell: Option<&Cell>| -> String {
        cell.map_or_else(String::new, words).chars().take(WIDEST).collect()
    };
    let width = |at: usize| {
        let heading = report.columns[at].label.chars().count();
        report.rows.iter().map(|row| cut(row.get(at)).chars().count()).chain([heading]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = short.iter().map(|at| width(*at)).collect();
    let numbers = |at: usize| {
        report
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .all(|cell| matches!(cell, Cell::Count(_) | Cell::Number(_)))
    };
    let line = |cells: Vec<String>| {
        let mut line = String::new();
        for ((cell, width), at) in cells.iter().zip(&widths).zip(&short) {
            let pad = " ".repeat(width.saturating_sub(cell.chars().count()));
            let _ = if numbers(*at) { write!(line, "{pad}{cell}  ") } else { write!(line, "{cell}{pad}  ") };
        }
        line.trim_end().to_owned()
    };
    let headings = line(short.iter().map(|at| report.columns[*at].label.to_owned()).collect());
    let _ = writeln!(out, "{}", style.bold(&headings));
    for row in &report.rows {
        let _ = writeln!(out, "{}", line(short.iter().map(|at| cut(row.get(*at))).collect()));
        for at in &long {
            let lines = match row.get(*at) {
                Some(Cell::Lines(lines)) => lines.clone(),
                Some(cell @ Cell::Sentence(_)) => vec![cell.words()],
                Some(Cell::Articles(named)) => named.iter().map(|named| named.path.clone()).collect(),
                _ => continue,
            };
            let _ = writeln!(out, "    {}:", style.dim(report.columns[*at].label));
            for line in lines {
                let _ = writeln!(out, "      {line}");
            }
        }
    }
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => "-".to_owned(),
        Cell::Text(_) | Cell::Said(_) | Cell::Sentence(_) => cell.words(),
        Cell::Lines(lines) => lines.join("; "),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => format!("{number:.1}"),
        Cell::Day(day) => day.to_string(),
        Cell::Article(named) => named.path.clone(),
        Cell::Articles(named) => named.iter().map(|named| named.path.as_str()).collect::<Vec<_>>().join(", "),
        Cell::Difference(one) => {
            let [by, low, high] = [one.by, one.low, one.high].map(|share| share * 100.0);
            format!("{by:.0} % ({low:.0} to {high:.0} %) of {}", one.of)
        }
        Cell::Rate(rate) => share(*rate),
    }
}

fn share(rate: Rate) -> String {
    match (rate.share(), rate.interval()) {
        (Some(share), Some((low, high))) => {
            let [share, low, high] = [share, low, high].map(|share| share * 100.0);
            format!("{share:.0} % ({low:.0} to {high:.0} %) of {}", rate.of)
        }
        _ => format!("{} of {}", rate.part, rate.of),
    }
}
