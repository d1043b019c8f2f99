//! Where does somebody go who has signed in or out?

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::http::pages::asking::ask::not_kept;

/// Where somebody goes who came from nowhere.
pub(super) const HOME: &str = "/";

/// Sends somebody on, with what their browser is to keep.
pub(in crate::http::pages) fn go(to: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let to = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static(HOME));
    response.headers_mut().insert(header::LOCATION, to);
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    not_kept(response)
}

/// A place on this host, whatever was asked for: no other address is followed.
pub(in crate::http::pages) fn here(next: &str) -> &str {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && next.starts_with('/') && !next.starts_with("//") { next } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::here;

    #[test]
    fn nobody_is_sent_to_another_host() {
        for good in ["/", "/articles/vpn/reset?x=1#steps", "/search?q=a%20b"] {
            assert_eq!(here(good), good);
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil",
            "https://evil",
            "evil",
            "/a b",
            "/a\tb",
            "/\r\nSet-Cookie: a",
            "/é",
        ] {
            assert_eq!(here(bad), "/", "{bad}");
        }
    }
}
