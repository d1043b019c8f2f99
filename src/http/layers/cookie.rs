//! How does a browser keep a session?

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::SignedDuration;

use crate::access::Secret;

/// `__Host-`: a browser takes it only over HTTPS (or from this machine), for this host alone and all of it.
const NAME: &str = "__Host-firstline";

/// The secret of the session that a request came with.
pub(crate) fn session(headers: &HeaderMap) -> Option<Secret> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, value)| (name == NAME).then(|| Secret::parse(value)).flatten())
}

/// What makes a browser keep a session, for so long at most. Scripts cannot read it, and other sites cannot make the
/// browser send it with a form.
pub(crate) fn kept(secret: &Secret, most: SignedDuration) -> Option<HeaderValue> {
    written(&secret.shown(), most.as_secs())
}

/// What makes a browser forget it.
pub(crate) fn forgotten() -> Option<HeaderValue> {
    written("", 0)
}

fn written(value: &str, seconds: i64) -> Option<HeaderValue> {
    let cookie = format!("{NAME}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    let mut value = HeaderValue::try_from(cookie).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_found_among_other_cookies() {
        let secret = Secret::of([9; 32]);
        let kept = kept(&secret, SignedDuration::from_hours(1)).expect("a cookie");
        let pair = kept.to_str().expect("text").split(';').next().expect("a pair").to_owned();
        let found = |cookies: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookies.parse().expect("a header"));
            session(&headers).map(|found| found.hash() == secret.hash())
        };
        assert_eq!(found(&pair), Some(true));
        assert_eq!(found(&format!("a=b; {pair}; c")), Some(true));
        assert_eq!(found(&format!("{NAME}=; {pair}")), Some(true));
        for none in ["", "a=b", "__Host-firstline=", "__Host-firstline=12", "firstline=12", ";;=;"] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
