//! How does a browser keep a session?

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::{SignedDuration, Timestamp};

use crate::{access::Secret, desk::Begun, http::pages::speech::Speech};

/// `__Host-`: a browser takes it only over HTTPS (or from this machine), for this host alone and all of it.
const NAME: &str = "__Host-firstline";
/// What a browser keeps while another program signs somebody in, and for how many seconds.
const BEGUN: &str = "__Host-firstline-oidc";
const BEGUN_FOR: i64 = 600;
/// The language that somebody chose. It is no secret, and is kept where there is no HTTPS, too.
const LANGUAGE: &str = "firstline-language";
const A_YEAR: i64 = 31_536_000;

/// The secret of the session that a request came with.
pub(crate) fn session(headers: &HeaderMap) -> Option<Secret> {
    found(headers, NAME, Secret::parse)
}

/// The sign-in through another program that a browser began.
pub(crate) fn begun(headers: &HeaderMap) -> Option<Begun> {
    found(headers, BEGUN, |value| {
        let mut parts = value.split('.');
        let secret = Secret::parse(parts.next()?)?;
        let at = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
        let next = parts.next().filter(|next| next.is_ascii())?;
        let bytes: Option<Vec<u8>> = (0..next.len())
            .step_by(2)
            .map(|place| u8::from_str_radix(next.get(place..place + 2)?, 16).ok())
            .collect();
        Some(Begun { secret, at, next: String::from_utf8(bytes?).ok()? })
    })
}

/// The language that somebody chose.
pub(crate) fn language(headers: &HeaderMap) -> Option<Speech> {
    found(headers, LANGUAGE, Speech::of_code)
}

/// What makes a browser keep it.
pub(crate) fn kept_language(speech: Speech) -> Option<HeaderValue> {
    let code = speech.code();
    let cookie = format!("{LANGUAGE}={code}; Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax");
    HeaderValue::try_from(cookie).ok()
}

fn found<T>(headers: &HeaderMap, wanted: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then(|| read(value)).flatten())
}

/// What makes a browser keep a session, for so long at most. Scripts cannot read it, and other sites cannot make the
/// browser send it with a form.
pub(crate) fn kept(secret: &Secret, most: SignedDuration) -> Option<HeaderValue> {
    written(NAME, &secret.shown(), most.as_secs())
}

/// What makes a browser forget it.
pub(crate) fn forgotten() -> Option<HeaderValue> {
    written(NAME, "", 0)
}

/// What makes a browser keep what it began. It is sent when another program sends the browser back, for that is a page
/// that somebody goes to, and with no form of another site.
pub(crate) fn kept_begun(begun: &Begun) -> Option<HeaderValue> {
    let next = begun.next.bytes().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let value = format!("{}.{}.{next}", begun.secret.shown(), begun.at.as_second());
    written(BEGUN, &value, BEGUN_FOR)
}

/// What makes it forget that.
pub(crate) fn forgotten_begun() -> Option<HeaderValue> {
    written(BEGUN, "", 0)
}

fn written(name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
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

    #[test]
    fn what_was_begun_comes_back_as_it_went() {
        let at = Timestamp::from_second(1_790_000_000).expect("a moment");
        let begun = Begun { secret: Secret::of([9; 32]), at, next: "/search?q=a;b,\"é".to_owned() };
        let kept = kept_begun(&begun).expect("a cookie");
        let pair = kept.to_str().expect("text").split(';').next().expect("a pair").to_owned();
        let found = |cookies: &str| {
            let headers = HeaderMap::from_iter([(header::COOKIE, cookies.parse().expect("a header"))]);
            super::begun(&headers)
        };
        let back = found(&format!("a=b; {pair}")).expect("what was begun");
        assert_eq!((back.secret.hash() == begun.secret.hash(), back.at, back.next), (true, at, begun.next));
        let (head, _) = pair.rsplit_once('.').expect("parts");
        for none in
            ["", head, &format!("{head}.1"), &format!("{head}.zz"), &format!("{head}.ff"), &pair[..40]]
        {
            assert!(found(none).is_none(), "{none}");
        }
    }
}
