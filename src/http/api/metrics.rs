//! `GET /metrics`: figures for Prometheus.

use std::{fmt::Write, sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};

use crate::{
    http::{layers::Asking, problem::Problem, state::Shared},
    learn::Verdict,
    suggest::Decision,
};

/// The upper ends of what is counted together, in seconds.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// What is counted about requests.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram>,
    problems: Family<Code, Counter>,
    suggestions: Family<Decided, Counter>,
    outcomes: Family<Said, Counter>,
    sent: Counter,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Code {
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Decided {
    decision: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Said {
    verdict: &'static str,
}

impl Metrics {
    pub(crate) fn new() -> Metrics {
        let mut registry = Registry::with_prefix("firstline");
        let requests = Family::<Answered, Counter>::default();
        let seconds = Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register("http_requests", "Requests that were answered", requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "How long answers took",
            Unit::Seconds,
            seconds.clone(),
        );
        let problems = Family::<Code, Counter>::default();
        registry.register("problems", "Requests that were answered with a problem", problems.clone());
        let suggestions = Family::<Decided, Counter>::default();
        registry.register("suggestions", "Tickets that were suggested articles", suggestions.clone());
        let outcomes = Family::<Said, Counter>::default();
        registry.register("outcomes", "Outcomes that were recorded", outcomes.clone());
        let sent = Counter::default();
        registry.register("requests_sent", "Requests that were sent to the help desk", sent.clone());
        Metrics { registry, requests, seconds, problems, suggestions, outcomes, sent }
    }

    /// Counts a ticket that was suggested articles.
    pub(crate) fn suggested(&self, decision: Decision) {
        self.suggestions.get_or_create(&Decided { decision: decision.word() }).inc();
    }

    /// Counts an outcome that was recorded.
    pub(crate) fn recorded(&self, verdict: Verdict) {
        self.outcomes.get_or_create(&Said { verdict: verdict.word() }).inc();
    }

    /// Counts a request that was sent to the help desk.
    pub(crate) fn sent(&self) {
        self.sent.inc();
    }

    /// Counts a problem, by its stable name.
    pub(crate) fn refused(&self, code: &'static str) {
        self.problems.get_or_create(&Code { code }).inc();
    }

    /// Counts a request that was answered.
    pub(crate) fn answered(&self, route: &str, method: &'static str, status: StatusCode, took: Duration) {
        let answered = Answered { route: route.to_owned(), method, status: status.as_u16() };
        self.requests.get_or_create(&answered).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }
}

#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    operation_id = "metrics",
    summary = "Figures for Prometheus",
    responses((status = 200, description = "In the text format of OpenMetrics", body = String, content_type = "application/openmetrics-text")),
)]
pub(crate) async fn metrics(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
) -> Result<Response, Problem> {
    let written = shared
        .ask(move |shared| {
            let health = shared.desk.health(&reader.scope());
            let articles = u64::try_from(health.articles).unwrap_or(u64::MAX);
            let embedded = shared.desk.embedded(&reader.scope()).unwrap_or(0);
            let embedded = u64::try_from(embedded).unwrap_or(u64::MAX);
            let requests = shared.desk.request_figures()?;
            let gauges = [
                ("firstline_requests_open", "Requests that wait for an answer", requests.open),
                (
                    "firstline_deliveries_waiting",
                    "Requests on their way, which are tried again",
                    requests.waiting,
                ),
                ("firstline_deliveries_given_up", "Requests that could not be delivered", requests.given_up),
                ("firstline_articles_embedded", "Those that the embedding model has read", embedded),
                ("firstline_articles", "Articles that everybody may read", articles),
                ("firstline_generation", "The number of the state of the index", health.generation),
                (
                    "firstline_ready",
                    "Whether the articles were compared with the folder",
                    u64::from(health.ready),
                ),
            ];
            let mut out = String::with_capacity(16 * 1024);
            text::encode_registry(&mut out, &shared.metrics.registry)
                .and_then(|()| {
                    gauges.iter().try_for_each(|(name, help, value)| gauge(&mut out, name, help, *value))
                })
                .and_then(|()| text::encode_eof(&mut out))
                .map(|()| out)
                .map_err(|error| Problem::Internal { cause: format!("figures cannot be written: {error}") })
        })
        .await?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], written).into_response())
}

/// A figure of the moment.
fn gauge(out: &mut String, name: &str, help: &str, value: u64) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {help}.\n# TYPE {name} gauge\n{name} {value}")
}
