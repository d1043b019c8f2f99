//! What became of a request?

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};

use crate::http::state::Shared;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A caller's own number is taken over when it is not longer than this.
const LONGEST_ID: usize = 64;
/// What takes longer than this is worth a line in the log.
const SLOW: Duration = Duration::from_millis(250);

/// The number of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Number {
    /// What the reply and the log call it: the caller's number if there is one.
    pub(crate) shown: String,
    /// Our own number, which no other request has.
    pub(crate) own: String,
}

/// Gives the request its number, and counts and logs what became of it.
pub(crate) async fn trace(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let own = shared.ids.next(shared.desk.now());
    let shown = callers(request.headers()).map_or_else(|| own.clone(), str::to_owned);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = known(request.method());
    request.extensions_mut().insert(Number { shown: shown.clone(), own });

    let mut response = next.run(request).await;

    let took = begun.elapsed();
    let status = response.status();
    let route = route.as_ref().map_or("other", MatchedPath::as_str);
    shared.metrics.answered(route, method, status, took);
    let took_ms = took.as_secs_f64() * 1000.0;
    if status.is_server_error() || took > SLOW {
        let status = status.as_u16();
        tracing::warn!(request.id = %shown, method, route, status, took_ms, "a request was slow or failed");
    } else {
        tracing::debug!(request.id = %shown, method, route, status = status.as_u16(), took_ms, "answered");
    }
    if let Ok(value) = HeaderValue::try_from(shown) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A method, if it is one that can be written anywhere: others may be as long as a caller likes.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// The caller's own number, if it is one that can be written anywhere.
fn callers(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let sane = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (!id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(sane)).then_some(id)
}
