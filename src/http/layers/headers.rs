//! What may a browser do with a reply?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::{
    Origin,
    framed::{ancestors, is_framed, may_be_framed},
};
use crate::http::state::Shared;

/// Nothing that is not ours runs, and nothing of ours is shown inside of other pages. Pictures may come from
/// anywhere, for articles show some.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Other hosts are not told which article a reader comes from.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// A browser that came over HTTPS once does not come otherwise for a year. Said where a proxy says that it was HTTPS,
/// for this server has none of its own.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Every reply says so. What a reader sees is for that reader, and asked for again each time, unless a handler
/// knows better.
pub(crate) async fn headers(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let framed = is_framed(request.headers()) && may_be_framed(request.uri().path());
    let secure = request.extensions().get::<Origin>().is_some_and(|origin| origin.secure);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    let policy = if framed { elsewhere(&shared) } else { None };
    let policy = policy.unwrap_or(HeaderValue::from_static(POLICY));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    // Which reader it is for follows from these.
    headers.append(
        header::VARY,
        HeaderValue::from_static("accept-language, authorization, cookie, sec-fetch-dest"),
    );
    headers.entry(header::CACHE_CONTROL).or_insert_with(|| HeaderValue::from_static("private, no-cache"));
    response
}

/// The policy of a page that other sites may show inside of theirs.
fn elsewhere(shared: &Shared) -> Option<HeaderValue> {
    let ours = POLICY.strip_suffix("'none'")?;
    HeaderValue::try_from(format!("{ours}{}", ancestors(&shared.settings.widget_sites))).ok()
}
