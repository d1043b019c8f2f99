//! How is a problem written out?

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};

use super::Number;
use crate::access::Reader;
use crate::http::{
    accept,
    pages::{self, Spoken},
    problem::{Problem, Refusal, echoed},
    state::Shared,
};

/// Writes out the problem that a reply notes: as JSON, or as a page where a person asked for one.
pub(crate) async fn problems(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let page = !is_for_programs(&path) && accept::shows_pages(request.headers());
    let head = request.method() == Method::HEAD;
    let usual = shared.settings.brand.language;
    let spoken = Spoken::of(request.headers(), request.method(), request.uri(), usual);
    // An address that led to a problem is not come back to, and nothing of it is said again.
    let spoken = Spoken { here: "/".to_owned(), ..spoken };
    let number = request.extensions().get::<Number>().cloned().unwrap_or_default();
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    // Whoever it is for, as far as that was found out.
    let reader = response.extensions_mut().remove::<Reader>().unwrap_or_else(Reader::public);
    shared.metrics.refused(problem.code());
    match &problem {
        Problem::Internal { cause } => {
            tracing::error!(request.id = %number.shown, %cause, "a request failed");
        }
        Problem::StoreUnavailable { cause } => {
            let hint = "look whether the disk is full";
            tracing::warn!(request.id = %number.shown, %cause, hint, "the store cannot be written for now");
        }
        Problem::ProviderUnavailable { cause } => {
            let hint = "look at `[oidc]`, and whether the program can be reached from here";
            tracing::warn!(request.id = %number.shown, %cause, hint, "nobody can be signed in through it for now");
        }
        Problem::SignInRefused(Refusal::Denied(cause) | Refusal::Untrusted(cause)) => {
            let cause = echoed(cause);
            tracing::warn!(request.id = %number.shown, %cause, "somebody was not signed in through another program");
        }
        _ => {}
    }
    let (body, kind) = if page {
        (
            pages::problem(&shared, spoken, &reader, &problem, &path, &number.shown).await.into_bytes(),
            "text/html; charset=utf-8",
        )
    } else {
        let instance = echoed(&path);
        let written = serde_json::to_vec(&problem.written(&instance, &number.shown));
        (written.unwrap_or_default(), "application/problem+json")
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert(header::VARY, HeaderValue::from_static("Accept"));
    *response.body_mut() = if head { Body::empty() } else { Body::from(body) };
    response
}

fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/health/") || path == "/metrics" || path == "/openapi.json"
}
