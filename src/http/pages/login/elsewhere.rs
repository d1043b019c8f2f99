//! Who is it, by the word of another program?

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};

use super::way::{HOME, go, here};
use crate::http::{
    layers::cookie,
    params::Params,
    problem::{Problem, Refusal, echoed},
    state::Shared,
};

/// A longer way on is not kept meanwhile.
const LONGEST_WAY: usize = 1_000;

/// Sends a browser to the program that signs people in, with something to keep until it comes back.
pub(crate) async fn begin(State(shared): State<Arc<Shared>>, uri: Uri) -> Result<Response, Problem> {
    if shared.desk.readers().provider().is_none() {
        return Err(Problem::NoPage);
    }
    let params = Params::of(&uri);
    let next = Some(here(params.text("next").unwrap_or_default())).filter(|next| next.len() <= LONGEST_WAY);
    let next = next.unwrap_or(HOME).to_owned();
    let (address, begun) = shared.ask(move |shared| shared.desk.readers().begin_elsewhere(&next)).await?;
    Ok(go(&address, cookie::kept_begun(&begun)))
}

/// Begins a session for whoever came back, in the browser that was sent there. A session that was there before ends, as
/// it does with a password.
pub(crate) async fn finish(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    if shared.desk.readers().provider().is_none() {
        return Err(Problem::NoPage);
    }
    let params = Params::of(&uri);
    let text = |name| params.text(name).unwrap_or_default().to_owned();
    let (state, code, refused) = (text("state"), text("code"), text("error"));
    let issuer = params.text("iss").map(str::to_owned);
    let begun = cookie::begun(&headers).ok_or(Problem::SignInRefused(Refusal::NotBegun))?;
    let before = cookie::session(&headers);
    let next = here(&begun.next).to_owned();
    let secret = shared
        .ask(move |shared| {
            let readers = shared.desk.readers();
            readers.check_begun(&begun, &state)?;
            // Some say who they are on the way back (RFC 9207): then it must be whom we asked.
            let asked = readers.provider().map(|provider| &provider.settings().issuer);
            if issuer.is_some_and(|issuer| Some(&issuer) != asked) {
                return Err(Problem::SignInRefused(Refusal::Untrusted("another one answered".to_owned())));
            }
            if code.is_empty() {
                return Err(Problem::SignInRefused(Refusal::Denied(echoed(&refused))));
            }
            let secret = readers.finish_elsewhere(&begun, &code)?;
            if let Some(before) = before {
                readers.sign_out(&before)?;
            }
            Ok(secret)
        })
        .await?;
    let kept = cookie::kept(&secret, shared.desk.settings().sessions.most);
    Ok(go(&next, kept.into_iter().chain(cookie::forgotten_begun())))
}
