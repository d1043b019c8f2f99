//! Was a request meant for this host?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Origin;
use crate::http::{
    problem::{Mistake, Problem},
    state::Shared,
};

/// Refuses what names no host, two of them, or one that is not ours. Whoever looks after the server asks it by its
/// address, so probes are not asked.
pub(in crate::http) async fn hosts(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let from_network = request.extensions().get::<Origin>().is_some();
    match named(request.uri(), request.headers()) {
        Named::Twice => wrong("the request names its host twice"),
        Named::Nowhere if from_network => wrong("the request names no host"),
        _ if shared.settings.hosts.is_empty() || is_probe(request.uri().path()) => next.run(request).await,
        Named::Once(host) if shared.settings.hosts.iter().any(|ours| is(host, ours)) => {
            next.run(request).await
        }
        Named::Once(_) | Named::Nowhere => Problem::WrongHost.into_response(),
    }
}

/// Another server could have read it in another way, so nothing that follows on the connection is believed.
fn wrong(detail: &str) -> Response {
    let mistake = Mistake::new("Host", detail, "name one host, as RFC 9112 says");
    let mut response = Problem::InvalidParameter(vec![mistake]).into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

fn is_probe(path: &str) -> bool {
    path == "/metrics" || path.starts_with("/health/") || path.starts_with("/api/v1/health/")
}

/// What a request says of its host.
enum Named<'a> {
    Nowhere,
    Once(&'a str),
    Twice,
}

fn named<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Named<'a> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (first, more) = (hosts.next(), hosts.next());
    match (uri.authority(), first.map(|host| host.to_str().unwrap_or_default())) {
        _ if more.is_some() => Named::Twice,
        (Some(authority), _) => Named::Once(authority.as_str()),
        (None, Some(host)) => Named::Once(host),
        (None, None) => Named::Nowhere,
    }
}

/// Whether a host is ours, on whichever port; with a port in the configuration, on that one alone.
fn is(host: &str, ours: &str) -> bool {
    let without_port = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let without_dot = without_port.strip_suffix('.').unwrap_or(without_port);
    host.eq_ignore_ascii_case(ours) || without_dot.eq_ignore_ascii_case(ours)
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn a_host_is_ours_however_it_is_written() {
        for host in
            ["help.example.org", "HELP.example.org:8080", "help.example.org.", "help.example.org.:443"]
        {
            assert!(is(host, "help.example.org"), "{host}");
        }
        for host in
            ["", "example.org", "help.example.org.evil", "evil:help.example.org", "help.example.org@evil"]
        {
            assert!(!is(host, "help.example.org"), "{host}");
        }
        assert!(is("[::1]:8080", "[::1]") && is("[::1]", "[::1]") && is("desk:8443", "desk:8443"));
        assert!(!is("desk:8080", "desk:8443") && !is("desk", "desk:8443"));
    }
}
