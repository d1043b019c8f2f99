//! Was a form sent from a page of ours?

use axum::{
    extract::Request,
    http::{HeaderMap, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::http::problem::Problem;

/// Refuses what another site lets a browser send. Programs that are no browsers say nothing of where a request was
/// begun, and carry nobody's rights but their own.
pub(crate) async fn same_site(request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && is_ours(request.headers(), request.uri()) == Some(false) {
        return Problem::CrossSite.into_response();
    }
    next.run(request).await
}

/// Whether a page of ours sent it; none when nothing says where it was begun.
pub(super) fn is_ours(headers: &HeaderMap, uri: &Uri) -> Option<bool> {
    let word = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = word("sec-fetch-site") {
        return Some(matches!(site, "same-origin" | "none"));
    }
    let origin = word(header::ORIGIN.as_str())?;
    let host =
        uri.authority().map(axum::http::uri::Authority::as_str).or_else(|| word(header::HOST.as_str()));
    let from = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    Some(from.is_some_and(|from| host.is_some_and(|host| from.eq_ignore_ascii_case(host))))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};

    use super::is_ours;

    #[track_caller]
    fn check(sent: &[(&'static str, &'static str)], expected: impl Into<Option<bool>>) {
        let headers: HeaderMap = sent
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        assert_eq!(is_ours(&headers, &Uri::from_static("/ask")), expected.into(), "{sent:?}");
    }

    #[test]
    fn only_forms_of_our_own_pages_are_taken() {
        check(&[], None);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "http://other")], true);
        check(&[("sec-fetch-site", "none")], true);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "cross-site"), ("origin", "http://desk"), ("host", "desk")], false);
        check(&[("origin", "http://desk:8080"), ("host", "desk:8080")], true);
        check(&[("origin", "https://Desk"), ("host", "desk")], true);
        check(&[("origin", "https://desk.evil.example"), ("host", "desk")], false);
        check(&[("origin", "null"), ("host", "desk")], false);
        check(&[("origin", "http://desk")], false);
    }
}
