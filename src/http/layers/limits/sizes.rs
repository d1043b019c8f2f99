//! What is too large?

use axum::{
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::http::{
    layers::Origin,
    problem::{Problem, TooLarge},
};

const LARGEST_BODY: usize = 128 * 1024;
const LARGEST_TICKET: usize = 1024 * 1024;
/// The addresses that a ticket, or the text of an article, is sent to.
const TICKETS: [&str; 8] = [
    "/api/v1/suggest",
    "/api/v1/requests",
    "/ask",
    "/ask/draft",
    "/ask/outcome",
    "/ask/send",
    "/agent",
    "/writer/preview",
];
const LONGEST_ADDRESS: usize = 8 * 1024;
const LARGEST_HEADERS: usize = 32 * 1024;

/// Refuses a request that is too large, or for whose connection there is no place, before anything of it is looked at.
pub(in crate::http) async fn refuse(request: Request, next: Next) -> Response {
    if request.extensions().get::<Origin>().is_some_and(|origin| origin.crowded) {
        return Problem::Overloaded.into_response();
    }
    if is_packed(request.headers()) {
        return Problem::PackedBody.into_response();
    }
    match too_large(&request) {
        Some(what) => Problem::TooLarge(what).into_response(),
        None => next.run(request).await,
    }
}

/// Whether the body is compressed: a small one may be a huge one, so none is unpacked.
fn is_packed(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(header::CONTENT_ENCODING).iter();
    codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

fn too_large(request: &Request) -> Option<TooLarge> {
    let uri = request.uri();
    if uri.path().len() + uri.query().map_or(0, str::len) > LONGEST_ADDRESS {
        return Some(TooLarge::Address);
    }
    let headers = request.headers();
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if size > LARGEST_HEADERS {
        return Some(TooLarge::Headers);
    }
    let length = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse::<usize>().ok()?;
    let (most, what) = largest(uri.path());
    (length > most).then_some(what)
}

/// How many bytes of a body are read at an address, and what is too large when there are more.
pub(in crate::http) fn largest(path: &str) -> (usize, TooLarge) {
    if TICKETS.contains(&path) { (LARGEST_TICKET, TooLarge::Ticket) } else { (LARGEST_BODY, TooLarge::Body) }
}
