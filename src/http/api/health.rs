//! `GET /health/live` and `/health/ready`: is the process well, and can it answer?

use std::sync::Arc;

use axum::{
    Extension,
    extract::State,
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::json;
use crate::{
    desk,
    http::{
        layers::{Asking, Number},
        problem::{Problem, type_of},
        state::Shared,
    },
};

/// The process runs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Live {
    /// Always `live`.
    status: &'static str,
}

/// How the desk is.
#[derive(Serialize, ToSchema)]
#[schema(as = Health)]
pub(crate) struct Report {
    /// Whether the articles have been compared with the folder.
    ready: bool,
    /// The number of the present state.
    generation: u64,
    /// How many articles there are.
    articles: usize,
    /// What is wrong or doubtful in them.
    findings: Findings,
    /// Whether meaning ranks with the words: `none` without an embedding model, `reading` until it has read every
    /// article once, then `ready`.
    #[schema(example = "none")]
    meaning: &'static str,
    /// How many of the articles the embedding model has read; left out without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    articles_embedded: Option<usize>,
    /// Whether something is not as it should be, though it answers; the server's log says what.
    degraded: bool,
    /// For how long a change of the folder has been waiting to be searchable, in milliseconds; 0 when none is.
    lag_ms: u64,
}

/// How much is wrong or doubtful in the articles; `firstline check` says what.
#[derive(Serialize, ToSchema)]
pub(crate) struct Findings {
    errors: usize,
    warnings: usize,
}

/// Not ready: a problem that says how the desk is, too.
#[derive(Serialize, ToSchema)]
#[schema(as = NotReady)]
pub(crate) struct NotReady<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    #[schema(example = "not_ready")]
    code: &'static str,
    detail: &'static str,
    hint: &'static str,
    instance: &'a str,
    request_id: &'a str,
    #[serde(flatten)]
    health: Report,
}

#[utoipa::path(
    get,
    path = "/health/live",
    tag = "health",
    operation_id = "live",
    summary = "Does the process run?",
    responses((status = 200, description = "It runs", body = Live)),
)]
pub(crate) async fn live() -> Response {
    json(&Live { status: "live" })
}

#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "health",
    operation_id = "ready",
    summary = "Can it answer?",
    responses(
        (status = 200, description = "It can answer", body = Report),
        (status = 503, description = "`not_ready`", body = NotReady, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn ready(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    Extension(number): Extension<Number>,
    uri: Uri,
) -> Result<Response, Problem> {
    let health = shared.ask(move |shared| Ok::<_, Problem>(shared.desk.health(&reader.scope()))).await?;
    let ready = Report::of(&health);
    if health.ready {
        return Ok(json(&ready));
    }
    let mut response = json(&NotReady {
        kind: type_of("not_ready"),
        title: "the index is not complete yet",
        status: 503,
        code: "not_ready",
        detail: "the articles have not been compared with the folder since the start",
        hint: "wait; it becomes ready by itself",
        instance: uri.path(),
        request_id: &number.shown,
        health: ready,
    });
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    Ok(response)
}

impl Report {
    fn of(health: &desk::Health) -> Report {
        Report {
            ready: health.ready,
            generation: health.generation,
            articles: health.articles,
            findings: Findings { errors: health.errors, warnings: health.warnings },
            meaning: health.meaning,
            articles_embedded: health.embedded,
            // Their words count articles that the caller may not know of.
            degraded: !health.troubles.is_empty(),
            lag_ms: health.lag_ms,
        }
    }
}
