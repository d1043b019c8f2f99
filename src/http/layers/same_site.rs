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
    if changes && !is_ours(request.headers(), request.uri()) {
        return Problem::CrossSite.into_response();
    }
    next.run(request).await
}

fn is_ours(headers: &HeaderMap, uri: &Uri) -> bool {
    let word = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = word("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = word(header::ORIGIN.as_str()) else { return true };
    let host =
        uri.authority().map(axum::http::uri::Authority::as_str).or_else(|| word(header::HOST.as_str()));
    let from = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    from.is_some_and(|from| host.is_some_and(|host| from.eq_ignore_ascii_case(host)))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};

    use super::is_ours;

    #[track_caller]
    fn check(sent: &[(&'static str, &'static str)], expected: bool) {
        let headers: HeaderMap = sent
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        assert_eq!(is_ours(&headers, &Uri::from_static("/ask")), expected, "{sent:?}");
    }

    #[test]
    fn only_forms_of_our_own_pages_are_taken() {
        check(&[], true);
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
