//! Who is it, by a password?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};

use super::way::{HOME, go, here};
use crate::http::{
    address,
    fields::Filled,
    layers::{Asking, Origin, cookie, from_network},
    pages::{
        asking::ask::not_kept,
        frame::{Frame, page},
        speech::Spoken,
    },
    params::Params,
    problem::Problem,
    state::Shared,
};

#[derive(Template)]
#[template(path = "login.html", config = "src/http/pages/askama.toml")]
struct LoginPage<'a> {
    frame: Frame<'a>,
    /// Where to go afterwards.
    next: &'a str,
    name: &'a str,
    /// Whether the name and the password that were sent are nobody's.
    wrong: bool,
    /// Another program that signs people in.
    elsewhere: Option<Elsewhere<'a>>,
}

/// Another program that signs people in.
struct Elsewhere<'a> {
    button: &'a str,
    address: String,
    /// Whether it did not answer the last time that it was asked.
    is_down: bool,
}

impl<'a> LoginPage<'a> {
    fn new(shared: &'a Shared, frame: Frame<'a>, next: &'a str) -> LoginPage<'a> {
        let elsewhere = shared.desk.readers().provider().map(|provider| Elsewhere {
            button: &provider.settings().button,
            address: address::sign_in_elsewhere(next),
            is_down: provider.trouble().is_some(),
        });
        LoginPage { frame, next, name: "", wrong: false, elsewhere }
    }
}

/// The form.
pub(crate) async fn form(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::of(&uri);
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let next = here(params.text("next").unwrap_or_default());
    page(&LoginPage::new(&shared, frame, next)).map(not_kept)
}

/// Begins a session for whoever knows the password. A session that was there before ends: nobody goes on under a
/// secret that another may have planted.
pub(crate) async fn sign_in(
    State(shared): State<Arc<Shared>>,
    spoken: Spoken,
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
        let frame = Frame::new(&shared.assets, spoken, "");
        let again = LoginPage::new(&shared, frame, next);
        let wrong = page(&LoginPage { name: filled.text("name"), wrong: true, ..again })?;
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
