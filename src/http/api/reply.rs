//! What does a reply look like?

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::http::problem::Problem;

/// A reply in JSON.
pub(crate) fn json(reply: &impl Serialize) -> Response {
    let mut body = Vec::with_capacity(16 << 10);
    match serde_json::to_writer(&mut body, reply) {
        Ok(()) => {
            ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
        }
        Err(error) => {
            Problem::Internal { cause: format!("a reply cannot be written: {error}") }.into_response()
        }
    }
}

/// The reply for a caller who has this version already, if so.
pub(crate) fn unchanged(headers: &HeaderMap, etag: &str) -> Option<Response> {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let mine = opaque(etag);
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim() == "*" || opaque(tag) == mine);
    known.then(|| {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        if let Ok(value) = HeaderValue::try_from(etag) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response
    })
}
