//! `GET /lead`: how much is asked, what, and how much of it is resolved?

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use jiff::{Span, civil::Date, tz::TimeZone};

use crate::{
    access::{Oversee, Permit, Reader},
    desk::{Desk, Error},
    http::{
        address,
        layers::Asking,
        pages::{
            drawn::{Chart, chart, filled, unit},
            figures::{Shown, What, of_report, said, shown},
            frame::{Frame, page},
            speech::{Speech, Spoken},
        },
        params::Params,
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    report::{By, Cell, Name, Rate, Report, Wanted},
};

/// Ways to choose a time, in days.
const TIMES: [i32; 3] = [30, 90, 365];

#[derive(Template)]
#[template(path = "lead/overview.html", config = "src/http/pages/askama.toml")]
struct LeadPage<'a> {
    frame: Frame<'a>,
    since: String,
    times: Vec<(String, String, bool)>,
    /// The three reports, by their names.
    frequency: Part,
    nature: Part,
    resolution: Part,
    measures: Vec<Vec<Shown>>,
}

/// A report on this page.
struct Part {
    title: String,
    finds: String,
    url: String,
    table: String,
    summary: Vec<Shown>,
    chart: Option<Chart>,
    rows: Vec<Row>,
    notes: Vec<String>,
}

/// A row of which the first number is drawn.
struct Row {
    name: Shown,
    cells: Vec<Shown>,
    width: String,
}

pub(in crate::http) async fn overview(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    uri: Uri,
) -> Result<Response, Problem> {
    let permit = permitted::<Oversee>(&reader)?;
    let mut params = Params::of(&uri);
    let since = params.first_day();
    params.done()?;
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let (today, reports) =
        shared.ask(move |shared| Reports::of(&shared.desk, since, &reader, &permit)).await?;
    let speech = frame.speech();
    let url = |since: Date| address::with("/lead", [("since", since.to_string().as_str())]);
    let times = TIMES.iter().filter_map(|days| {
        let from = today.checked_sub(Span::new().days(*days)).ok()?;
        let name = if *days == 365 { speech.say("lead-year") } else { speech.count("lead-days", *days) };
        Some((name, url(from), since == Some(from)))
    });
    let Reports { unit, frequency, nature, resolution, measures } = reports;
    page(&LeadPage {
        frame,
        since: since.map_or_else(String::new, |day| day.to_string()),
        times: times.collect(),
        frequency: Part::over_time(
            &frequency,
            |part, periods| chart::counts(speech, unit, &filled(unit, &counted(part), periods)),
            today,
            speech,
        ),
        resolution: Part::over_time(
            &resolution,
            |part, periods| chart::rates(speech, unit, &filled(unit, &rated(part), periods)),
            today,
            speech,
        ),
        nature: Part::of(&nature, speech),
        measures: measures.rows.iter().map(|row| cells(&measures, row, speech)).collect(),
    })
}

/// What the page is made of.
struct Reports {
    unit: By,
    frequency: Report,
    nature: Report,
    resolution: Report,
    measures: Report,
}

impl Reports {
    fn of(
        desk: &Desk,
        since: Option<Date>,
        reader: &Reader,
        permit: &Permit<Oversee>,
    ) -> Result<(Date, Reports), Error> {
        let report = |name, by| desk.report(name, Wanted { since, by: Some(by) }, reader, permit);
        let today = desk.now().to_zoned(TimeZone::UTC).date();
        let months = report(Name::Frequency, By::Month)?;
        let first = since.or_else(|| counted(&months).iter().map(|(day, _)| *day).min());
        let unit = first.map_or(By::Month, |first| unit((today - first).get_days()));
        let frequency = if unit == By::Month { months } else { report(Name::Frequency, unit)? };
        let reports = Reports {
            unit,
            frequency,
            nature: report(Name::Nature, By::Kind)?,
            resolution: report(Name::Resolution, unit)?,
            measures: report(Name::Measures, By::Month)?,
        };
        Ok((today, reports))
    }
}

impl Part {
    fn of(report: &Report, speech: Speech) -> Part {
        let since = report.since.map_or_else(String::new, |day| day.to_string());
        let by = report.by.map_or("", By::word);
        let parameters = [("since", since.as_str()), ("by", by)];
        let name = report.name.word();
        let first = |row: &[Cell]| match row.get(1) {
            Some(Cell::Count(count)) => *count,
            _ => 0,
        };
        let most = report.rows.iter().map(|row| first(row)).max().unwrap_or(0).max(1);
        let rows = report.rows.iter().map(|row| {
            let mut cells = cells(report, row, speech).into_iter();
            let name = cells.next().unwrap_or_else(Shown::nothing);
            Row { name, cells: cells.collect(), width: (first(row) * 100 / most).to_string() }
        });
        Part {
            title: of_report(report.name, "title", speech),
            finds: of_report(report.name, "finds", speech),
            url: address::with(&format!("/writer/{name}"), parameters),
            table: address::with(
                &format!("/api/v1/reports/{name}"),
                [("format", "csv")].into_iter().chain(parameters),
            ),
            summary: report.summary.iter().map(|(column, cell)| shown(*column, cell, speech)).collect(),
            chart: None,
            rows: rows.collect(),
            notes: report.notes.iter().map(|note| said(note, speech)).collect(),
        }
    }

    fn over_time(
        report: &Report,
        draw: impl FnOnce(&Report, Date) -> Option<Chart>,
        today: Date,
        speech: Speech,
    ) -> Part {
        Part { chart: draw(report, today), ..Part::of(report, speech) }
    }
}

fn cells(report: &Report, row: &[Cell], speech: Speech) -> Vec<Shown> {
    report.columns.iter().zip(row).map(|(column, cell)| shown(*column, cell, speech)).collect()
}

/// How many each period has.
fn counted(report: &Report) -> Vec<(Date, usize)> {
    let of = |row: &Vec<Cell>| match &row[..] {
        [Cell::Day(day), Cell::Count(count), ..] => Some((*day, *count)),
        _ => None,
    };
    report.rows.iter().filter_map(of).collect()
}

/// Which rate each period has.
fn rated(report: &Report) -> Vec<(Date, Rate)> {
    let of = |row: &Vec<Cell>| match &row[..] {
        [Cell::Day(day), Cell::Rate(rate), ..] => Some((*day, *rate)),
        _ => None,
    };
    report.rows.iter().filter_map(of).collect()
}
