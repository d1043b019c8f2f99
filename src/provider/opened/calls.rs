//! How long may the program take, and how much may it say?

use std::{
    net::IpAddr,
    time::{Duration, Instant},
};

use openidconnect::{
    HttpRequest, HttpResponse,
    http::{Method, Uri},
};
use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};

/// All calls of one sign-in take no longer together: less than a request may take here.
const AT_MOST: Duration = Duration::from_millis(4_000);
/// More of an answer is not read.
const MOST_BYTES: u64 = 256 * 1024;

/// Calls that have to be done by a moment.
pub(super) struct Calls<'a> {
    agent: &'a Agent,
    until: Instant,
}

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// It would have told secrets to whoever listens.
    #[error("`{0}` is not HTTPS")]
    Plain(String),
    /// There is no time left.
    #[error("it takes too long")]
    Late,
    /// It could not be made.
    #[error(transparent)]
    Failed(#[from] ureq::Error),
}

/// Whoever calls. Certificates are those that the system trusts. No redirect is followed, for it could lead inside.
pub(super) fn agent() -> Agent {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .tls_config(tls)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent("firstline")
        .build()
        .new_agent()
}

impl Calls<'_> {
    /// Calls that begin now.
    pub(super) fn by(agent: &Agent) -> Calls<'_> {
        Calls { agent, until: Instant::now() + AT_MOST }
    }

    /// Makes a call.
    pub(super) fn call(&self, request: HttpRequest) -> Result<HttpResponse, CallError> {
        let here = is_here(request.uri());
        if request.uri().scheme_str() != Some("https") && !here {
            return Err(CallError::Plain(request.uri().to_string()));
        }
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(CallError::Late);
        }
        let mut answer = if *request.method() == Method::POST {
            self.sent(request, here, left)?
        } else {
            self.sent(request.map(|_| ()), here, left)?
        };
        let body = answer.body_mut().with_config().limit(MOST_BYTES).read_to_vec()?;
        Ok(answer.map(|_| body))
    }

    fn sent<B: ureq::AsSendBody>(
        &self,
        request: openidconnect::http::Request<B>,
        here: bool,
        left: Duration,
    ) -> Result<openidconnect::http::Response<ureq::Body>, ureq::Error> {
        let set = self.agent.configure_request(request).timeout_global(Some(left));
        // What is on this machine is asked without a proxy.
        self.agent.run(if here { set.proxy(None).build() } else { set.build() })
    }
}

/// Whether an address is on this machine, where nobody listens on the way.
fn is_here(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Whether a browser or a call may be sent to an address.
pub(super) fn is_safe(address: &str) -> bool {
    address.parse::<Uri>().is_ok_and(|uri| match uri.scheme_str() {
        Some("https") => uri.host().is_some(),
        Some("http") => is_here(&uri),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_https_is_safe_but_on_this_machine() {
        for safe in [
            "https://id.example/a?b",
            "http://127.0.0.1:80/",
            "http://[::1]:1/a",
            "http://localhost/",
            "http://127.9.9.9/",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_one in [
            "",
            "/a",
            "http://id.example/",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example",
            "http://127.0.0.1@evil.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "ftp://127.0.0.1/",
        ] {
            assert!(!is_safe(unsafe_one), "{unsafe_one}");
        }
    }
}
