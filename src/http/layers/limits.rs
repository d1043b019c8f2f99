//! What is too large, too much or too long?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time;

use crate::http::{
    problem::{Problem, TooLarge},
    state::Shared,
};

const LARGEST_BODY: usize = 128 * 1024;
const LARGEST_TICKET: usize = 1024 * 1024;
/// The addresses that a ticket is sent to.
const TICKETS: [&str; 3] = ["/api/v1/suggest", "/ask", "/ask/outcome"];
const LONGEST_ADDRESS: usize = 8 * 1024;
const LARGEST_HEADERS: usize = 32 * 1024;

/// Refuses a request that is too large, before anything of it is looked at.
pub(crate) async fn refuse(request: Request, next: Next) -> Response {
    match too_large(&request) {
        Some(what) => Problem::TooLarge(what).into_response(),
        None => next.run(request).await,
    }
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
pub(crate) fn largest(path: &str) -> (usize, TooLarge) {
    if TICKETS.contains(&path) { (LARGEST_TICKET, TooLarge::Ticket) } else { (LARGEST_BODY, TooLarge::Body) }
}

/// Refuses a request when there are too many at once, and gives it up when it takes too long.
pub(crate) async fn limit(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let Ok(_place) = shared.room.try_acquire() else { return Problem::Overloaded.into_response() };
    match time::timeout(shared.settings.timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::Timeout.into_response(),
    }
}
