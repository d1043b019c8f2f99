//! Who asks?

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{self, request::Parts},
    middleware::Next,
    response::Response,
};
use tower::Service;

use crate::{
    access::Reader,
    http::{problem::Problem, state::Shared},
};

/// The network address at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// A service whose every request says from where it came.
#[derive(Clone)]
pub(crate) struct FromPeer<S> {
    pub(crate) service: S,
    pub(crate) peer: Peer,
}

impl<S, B> Service<http::Request<B>> for FromPeer<S>
where
    S: Service<http::Request<B>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, mut request: http::Request<B>) -> S::Future {
        request.extensions_mut().insert(self.peer);
        self.service.call(request)
    }
}

/// Says who asks: a reader without a credential, told apart by network, until there are credentials.
pub(crate) async fn who(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let reader = match request.extensions().get::<Peer>() {
        Some(Peer(address)) => Reader::from(&name_of(*address, &shared.networks)),
        None => Reader::public(),
    };
    request.extensions_mut().insert(reader);
    next.run(request).await
}

/// What a network is called: the same for the same one, and nobody can say which it is.
fn name_of(address: IpAddr, key: &[u8; 32]) -> String {
    let mut hasher = blake3::Hasher::new_keyed(key);
    match address.to_canonical() {
        IpAddr::V4(address) => hasher.update(&Ipv4Addr::from_bits(address.to_bits() >> 8 << 8).octets()),
        IpAddr::V6(address) => hasher.update(&Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).octets()),
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
