//! `GET /writer/{report}`: what does a report say, and what does it rest on?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};

use crate::{
    access::Oversee,
    http::{
        address,
        api::reports::wanted,
        layers::Asking,
        pages::{
            figures::{Shown, What, class_of, heading, of_report, said, shown},
            frame::{Frame, page},
            speech::Spoken,
        },
        params::Params,
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    report::{self, Name, Phrase, Report},
};

/// A table of more columns than this is told row by row.
const MOST_IN_A_LINE: usize = 8;

#[derive(Template)]
#[template(path = "writer/report.html", config = "src/http/pages/askama.toml")]
struct ReportPage<'a> {
    frame: Frame<'a>,
    title: String,
    finds: String,
    advice: String,
    url: String,
    table: String,
    since: String,
    ways: Vec<Way>,
    summary: Vec<Shown>,
    columns: Vec<Heading>,
    /// Whether each row stands for itself: a line of the table would be too long.
    cards: bool,
    rows: Vec<Vec<Shown>>,
    left_out: usize,
    notes: Vec<String>,
    /// What is said when there are no rows.
    nothing: &'static str,
}

/// A way in which the rows can be told apart.
struct Way {
    word: &'static str,
    /// As people say it.
    said: String,
    chosen: bool,
}

struct Heading {
    label: String,
    class: &'static str,
}

pub(in crate::http) async fn report(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    Path(name): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let permit = permitted::<Oversee>(&reader)?;
    let name = Name::ALL.into_iter().find(|one| one.word() == name).ok_or(Problem::NoPage)?;
    let mut params = Params::of(&uri);
    let wanted = wanted(&mut params, name);
    params.done()?;
    let asks = reader.clone();
    let report = shared.ask(move |shared| shared.desk.report(name, wanted, &asks, &permit)).await?;
    page(&ReportPage::of(Frame::new(&shared.assets, spoken, "").read_by(&reader), &report))
}

impl<'a> ReportPage<'a> {
    fn of(frame: Frame<'a>, report: &Report) -> ReportPage<'a> {
        let (name, speech) = (report.name, frame.speech());
        let since = report.since.map_or_else(String::new, |day| day.to_string());
        let by = report.by.map_or("", report::By::word);
        let parameters = [("format", "csv"), ("since", since.as_str()), ("by", by)];
        let table = address::with(&format!("/api/v1/reports/{}", name.word()), parameters);
        let ways = name.by().iter().map(|way| Way {
            word: way.word(),
            said: said(&Phrase::word("by", way.word()), speech),
            chosen: Some(*way) == report.by,
        });
        let class = |at: usize| {
            let mut cells = report.rows.iter().filter_map(|row| row.get(at));
            cells.find_map(class_of).unwrap_or("words")
        };
        let columns: Vec<Heading> = (0..)
            .zip(&report.columns)
            .map(|(at, column)| Heading { label: heading(*column, speech), class: class(at) })
            .collect();
        let row = |row: &Vec<report::Cell>| -> Vec<Shown> {
            report.columns.iter().zip(row).map(|(column, cell)| shown(*column, cell, speech)).collect()
        };
        ReportPage {
            frame,
            title: of_report(name, "title", speech),
            finds: of_report(name, "finds", speech),
            advice: of_report(name, "advice", speech),
            url: format!("/writer/{}", name.word()),
            table,
            ways: ways.collect(),
            summary: report.summary.iter().map(|(column, cell)| shown(*column, cell, speech)).collect(),
            cards: columns.len() > MOST_IN_A_LINE,
            columns,
            rows: report.rows.iter().map(row).collect(),
            since,
            nothing: match name {
                Name::Frequency | Name::Nature | Name::Resolution | Name::Measures => "table-nothing",
                _ => "table-none-found",
            },
            left_out: report.left_out,
            notes: report.notes.iter().map(|note| said(note, speech)).collect(),
        }
    }
}
