//! `/login` and `/logout`: who is it?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{
    asking::ask::not_kept,
    frame::{Frame, page},
};
use crate::http::{
    fields::Filled,
    layers::{Asking, Origin, cookie, from_network},
    params::Params,
    problem::Problem,
    state::Shared,
};

/// Where somebody goes who came from nowhere.
const HOME: &str = "/";

#[derive(Template)]
#[template(path = "login.html", config = "src/http/pages/askama.toml")]
struct LoginPage<'a> {
    frame: Frame<'a>,
    /// Where to go afterwards.
    next: &'a str,
    name: &'a str,
    /// Whether the name and the password that were sent are nobody's.
    wrong: bool,
}

/// The form.
pub(crate) async fn form(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::of(&uri);
    let frame = Frame::new(&shared.assets, "").read_by(&reader);
    let next = here(params.text("next").unwrap_or_default());
    page(&LoginPage { frame, next, name: "", wrong: false }).map(not_kept)
}

/// Begins a session for whoever knows the password. A session that was there before ends: nobody goes on under a
/// secret that another may have planted.
pub(crate) async fn sign_in(
    State(shared): State<Arc<Shared>>,
    request: Request,
) -> Result<Response, Problem> {
    let before = cookie::session(request.headers());
    let (network, origin) = (from_network(&shared, &request), request.extensions().get::<Origin>().copied());
    let filled = Filled::of(request).await?;
    let (name, password) = (filled.text("name").trim().to_owned(), filled.text("password").to_owned());
    let tried = shared.rates.try_password(&name, &network, origin.as_ref())?;
    let signed_in = shared
        .ask(move |shared| {
            let readers = shared.desk.readers();
            let secret = readers.sign_in(&name, &password)?;
            if let Some(before) = before.filter(|_| secret.is_some()) {
                readers.sign_out(&before)?;
            }
            Ok::<_, crate::desk::Error>(secret)
        })
        .await?;
    let next = here(filled.text("next"));
    let Some(secret) = signed_in else {
        let frame = Frame::new(&shared.assets, "");
        let wrong = page(&LoginPage { frame, next, name: filled.text("name"), wrong: true })?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, not_kept(wrong)).into_response());
    };
    shared.rates.was_right(&tried);
    Ok(go(next, cookie::kept(&secret, shared.desk.settings().sessions.most)))
}

/// Ends the session: whoever knows its secret cannot go on with it.
pub(crate) async fn sign_out(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(secret) = cookie::session(&headers) {
        shared.ask(move |shared| shared.desk.readers().sign_out(&secret)).await?;
    }
    Ok(go(HOME, cookie::forgotten()))
}

fn go(to: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let to = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static(HOME));
    response.headers_mut().insert(header::LOCATION, to);
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    not_kept(response)
}

/// A place on this host, whatever was asked for: no other address is followed.
fn here(next: &str) -> &str {
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
