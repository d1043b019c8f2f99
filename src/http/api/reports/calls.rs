//! `/api/v1/reports`: what should people of the desk know?

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::written::{Written as Document, written};
use crate::{
    access::Oversee,
    http::{
        accept,
        api::json,
        layers::Asking,
        params::Params,
        permitted::permitted,
        problem::{Problem, Written},
        state::Shared,
    },
    report::{self, By, Name, Wanted},
};

/// What a report takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in `/openapi.json`")]
pub(crate) struct Takes {
    /// Only what was asked on this day or later, by universal time.
    #[param(required = false, example = "2026-11-01")]
    since: String,
    /// By what the rows are told apart; `/reports` says by what they can be.
    #[param(required = false, inline)]
    by: ByWord,
    /// `csv` for the rows as a table; the same as `Accept: text/csv`.
    #[param(required = false, inline)]
    format: FormatWord,
}

#[derive(ToSchema)]
#[schema(as = ReportBy, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in `/openapi.json`")]
pub(crate) enum ByWord {
    Day,
    Week,
    Month,
    Channel,
    Tag,
    Product,
    Article,
    Audience,
    Kind,
    Topic,
    Revision,
}

#[derive(ToSchema)]
#[schema(as = ReportFormat, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in `/openapi.json`")]
pub(crate) enum FormatWord {
    Json,
    Csv,
}

/// All reports.
#[derive(Serialize, ToSchema)]
#[schema(as = Reports)]
pub(crate) struct List {
    reports: Vec<About>,
}

/// What a report is for.
#[derive(Serialize, ToSchema)]
#[schema(as = AboutReport)]
pub(crate) struct About {
    /// Its name in addresses.
    #[schema(example = "rate-of-resolution")]
    name: &'static str,
    /// Its name for people.
    title: &'static str,
    /// What it finds.
    finds: &'static str,
    /// What to do about what it finds.
    advice: &'static str,
    /// By what its rows can be told apart; the usual first.
    by: Vec<&'static str>,
    /// Where it is.
    url: String,
}

#[utoipa::path(
    get,
    path = "/api/v1/reports",
    tag = "reports",
    operation_id = "reports",
    summary = "Which reports there are; for writers and admins",
    responses(
        (status = 200, description = "All of them", body = List),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn list(Asking(reader): Asking) -> Result<Response, Problem> {
    permitted::<Oversee>(&reader)?;
    let about = |name: Name| About {
        name: name.word(),
        title: name.title(),
        finds: name.finds(),
        advice: name.advice(),
        by: name.by().iter().map(|by| by.word()).collect(),
        url: format!("/api/v1/reports/{}", name.word()),
    };
    Ok(json(&List { reports: Name::ALL.into_iter().map(about).collect() }))
}

#[utoipa::path(
    get,
    path = "/api/v1/reports/{name}",
    tag = "reports",
    operation_id = "report",
    summary = "A report, of what you may see; for writers and admins",
    params(("name" = String, Path, description = "Its name", example = "rate-of-resolution"), Takes),
    responses(
        (status = 200, description = "The report; rows as CSV if that is wanted", content(
            (Document = "application/json"),
            (String = "text/csv"),
        )),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn report(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    Path(name): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let permit = permitted::<Oversee>(&reader)?;
    let name = Name::ALL.into_iter().find(|one| one.word() == name).ok_or(Problem::NoPage)?;
    let mut params = Params::of(&uri);
    let wanted = wanted(&mut params, name);
    let as_table = match params.text("format") {
        None | Some("") => accept::wants_table(&headers),
        Some("json") => false,
        Some("csv") => true,
        Some(_) => {
            params.mistake("format", "`json` or `csv`", "leave it out for JSON");
            false
        }
    };
    params.done()?;
    let report = shared.ask(move |shared| shared.desk.report(name, wanted, &reader, &permit)).await?;
    if !as_table {
        return Ok(json(&written(&report)));
    }
    let saved = HeaderValue::try_from(format!("attachment; filename=\"{}.csv\"", name.word()));
    let saved = saved.unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, saved)], report::csv(&report))
        .into_response())
}

/// What of a report is wanted, by the parameters of an address.
pub(in crate::http) fn wanted(params: &mut Params, name: Name) -> Wanted {
    let text = |params: &Params, parameter: &str| {
        params.text(parameter).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let since = params.first_day();
    let by = text(params, "by").and_then(|word| {
        let by = By::from_word(&word).filter(|by| name.by().contains(by));
        if by.is_none() {
            let words: Vec<String> = name.by().iter().map(|by| format!("`{}`", by.word())).collect();
            let takes = if words.is_empty() { "nothing here".to_owned() } else { words.join(", ") };
            params.mistake("by", &takes, "leave it out for the usual");
        }
        by
    });
    Wanted { since, by }
}
