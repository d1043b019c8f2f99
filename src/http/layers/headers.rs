//! What may a browser do with a reply?

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::Origin;

/// Nothing that is not ours runs, and nothing of ours is shown inside of other pages. Pictures may come from
/// anywhere, for articles show some.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
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
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let secure = request.extensions().get::<Origin>().is_some_and(|origin| origin.secure);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    // Which reader it is for follows from these.
    headers.append(header::VARY, HeaderValue::from_static("authorization, cookie"));
    headers.entry(header::CACHE_CONTROL).or_insert_with(|| HeaderValue::from_static("private, no-cache"));
    response
}
