//! Who asks?

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Origin, cookie, framed::is_framed, network, same_site};
use crate::{
    access::Reader,
    desk::SignedIn,
    http::{problem::Problem, state::Shared},
};

/// Says who asks: whoever holds the token or has the session that came with the request, else a customer without a
/// credential, told apart by network.
///
/// A token that is not good is refused, for a program would take what everybody may see for all there is. A session
/// that is over is forgotten, and its reader sees what everybody may see.
pub(crate) async fn who(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if let Some(token) = token(request.headers()) {
        return match shared.ask(move |shared| shared.desk.readers().by_token(&token)).await {
            Ok(Some(reader)) => answered(reader, request, next).await,
            Ok(None) => refused(&shared, &request).into_response(),
            Err(problem) => problem.into_response(),
        };
    }
    // Whoever shows our pages inside of theirs gets nobody to press a button as somebody.
    let session = cookie::session(request.headers()).filter(|_| !is_framed(request.headers()));
    let Some(secret) = session else {
        return next.run(as_reader(from_network(&shared, &request), request)).await;
    };
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes && same_site::is_ours(request.headers(), request.uri()) != Some(true) {
        return Problem::CrossSite.into_response();
    }
    let most = shared.desk.settings().sessions.most;
    let (mut response, cookie) =
        match shared.ask(move |shared| shared.desk.readers().by_session(&secret)).await {
            Ok(Some(SignedIn { reader, renewed })) => (
                answered(reader, request, next).await,
                renewed.and_then(|secret| cookie::kept(&secret, most)),
            ),
            Ok(None) => {
                (next.run(as_reader(from_network(&shared, &request), request)).await, cookie::forgotten())
            }
            Err(problem) => (problem.into_response(), None),
        };
    // Whoever has just signed in or out has said what to keep.
    if let Some(cookie) = cookie.filter(|_| !response.headers().contains_key(header::SET_COOKIE)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The token of `Authorization: Bearer …`; of another kind, no good one. A name and password (`Basic`) are meant for
/// a proxy before us.
fn token(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default().trim();
    let (kind, token) = value.split_once(' ').unwrap_or((value, ""));
    let is = |word: &str| kind.eq_ignore_ascii_case(word);
    (!is("basic")).then(|| if is("bearer") { token.trim().to_owned() } else { String::new() })
}

/// What somebody with a credential gets, which is kept nowhere on its way unless it is for everybody.
async fn answered(reader: Reader, request: Request, next: Next) -> Response {
    let mut response = next.run(as_reader(reader.clone(), request)).await;
    if response.extensions().get::<Problem>().is_some() {
        // Its page is written further out.
        response.extensions_mut().insert(reader);
    }
    let headers = response.headers_mut();
    let public =
        headers.get(header::CACHE_CONTROL).is_some_and(|control| control.as_bytes().starts_with(b"public"));
    if !public {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    response
}

fn as_reader(reader: Reader, mut request: Request) -> Request {
    request.extensions_mut().insert(reader);
    request
}

/// A token that is not good; whoever tries many of them is told to wait.
fn refused(shared: &Shared, request: &Request) -> Problem {
    let network = from_network(shared, request);
    let counted = shared.rates.guessed(&network, request.extensions().get::<Origin>());
    counted.err().unwrap_or(Problem::InvalidCredential)
}

/// Whoever asks from where the request came, as long as no credential says who it is.
pub(crate) fn from_network(shared: &Shared, request: &Request) -> Reader {
    match request.extensions().get::<Origin>() {
        Some(origin) => Reader::from(&name_of(origin.address, &shared.networks)),
        None => Reader::public(),
    }
}

/// What a network is called: the same for the same one, and nobody can say which it is.
fn name_of(address: IpAddr, key: &[u8; 32]) -> String {
    let mut hasher = blake3::Hasher::new_keyed(key);
    match network::network_of(address) {
        IpAddr::V4(address) => hasher.update(&address.octets()),
        IpAddr::V6(address) => hasher.update(&address.octets()),
    };
    format!("net:{}", &hasher.finalize().to_hex()[..12])
}

/// Whoever asks.
pub(crate) struct Asking(pub(crate) Reader);

impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Asking, Problem> {
        match parts.extensions.get::<Reader>() {
            Some(reader) => Ok(Asking(reader.clone())),
            None => Err(Problem::Internal { cause: "a request came past the layer `who`".to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn neighbours_have_one_name_and_nobody_can_tell_it() {
        let name = |address: &str, key| name_of(address.parse().expect("an address"), &[key; 32]);
        assert_eq!(name("192.0.2.1", 1), name("192.0.2.200", 1));
        assert_eq!(name("192.0.2.1", 1), name("::ffff:192.0.2.9", 1));
        assert_ne!(name("192.0.2.1", 1), name("192.0.3.1", 1));
        assert_eq!(name("2001:db8::1", 1), name("2001:db8::ffff:1", 1));
        assert_ne!(name("2001:db8::1", 1), name("2001:db8:0:1::1", 1));
        assert_ne!(name("192.0.2.1", 1), name("192.0.2.1", 2), "another desk knows it by another name");
        let name = name("192.0.2.1", 1);
        assert!(name.len() == 16 && name.starts_with("net:"), "{name}");
    }
}
