//! Where does a request come from?

use std::{
    net::IpAddr,
    sync::{Arc, Once},
    task::{Context, Poll},
};

use axum::http::{self, HeaderMap};
use tower::Service;

use super::Range;

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) struct Origin {
    /// The address of whoever asks, as far as it can be believed.
    pub(in crate::http) address: IpAddr,
    /// Whether it came to a trusted proxy over HTTPS.
    pub(in crate::http) secure: bool,
    /// Whether there was no place left for its connection.
    pub(in crate::http) crowded: bool,
}

impl Origin {
    /// Whether it comes from this machine itself.
    pub(in crate::http) fn is_here(self) -> bool {
        self.address.to_canonical().is_loopback()
    }
}

/// The other end of a connection.
#[derive(Clone, Debug)]
pub(in crate::http) struct Peer {
    pub(in crate::http) address: IpAddr,
    /// What it says of others is believed when it is one of these.
    pub(in crate::http) trusted: Arc<[Range]>,
    /// Whether there was no place left for the connection.
    pub(in crate::http) crowded: bool,
}

impl Peer {
    /// Whether it is a proxy that is believed.
    pub(in crate::http) fn is_trusted(&self) -> bool {
        self.trusts(self.address)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|range| range.holds(address))
    }

    /// Where a request on the connection comes from. Each proxy appends the address that it sees, and only what
    /// trusted ones appended is believed: so the last one that is no trusted proxy's counts, whatever stands before it.
    fn origin(&self, headers: &HeaderMap) -> Origin {
        let mut origin = Origin { address: self.address, secure: false, crowded: self.crowded };
        if !self.is_trusted() {
            if headers.contains_key(FORWARDED_FOR) {
                told_once();
            }
            return origin;
        }
        let last = words(headers, FORWARDED_PROTO).last();
        origin.secure = last.is_some_and(|word| word.eq_ignore_ascii_case("https"));
        let mut forwarded: Vec<&str> = words(headers, FORWARDED_FOR).collect();
        while let Some(address) = forwarded.pop().and_then(address) {
            origin.address = address;
            if !self.trusts(address) {
                break;
            }
        }
        origin
    }
}

/// The words of a list that may go on in further headers of the name.
fn words<'a>(headers: &'a HeaderMap, name: &'static str) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

/// An address, with a port or without.
fn address(word: &str) -> Option<IpAddr> {
    let with_port = || word.parse().ok().map(|socket: std::net::SocketAddr| socket.ip());
    word.trim_matches(['[', ']']).parse().ok().or_else(with_port)
}

/// Says that a proxy seems to be there that is not trusted, so that all its clients count as one.
fn told_once() {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        let hint =
            "if a proxy stands before this server, name its address in `trusted_proxies` under `[server]`";
        tracing::warn!(hint, "`X-Forwarded-For` came from an address that is not trusted; it is passed over");
    });
}

/// A service whose every request says from where it came.
#[derive(Clone)]
pub(in crate::http) struct FromPeer<S> {
    pub(in crate::http) service: S,
    pub(in crate::http) peer: Peer,
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
        let origin = self.peer.origin(request.headers());
        request.extensions_mut().insert(origin);
        self.service.call(request)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::{Origin, Peer, Range};

    fn origin(peer: &str, sent: &[(&'static str, &str)]) -> Origin {
        let trusted = ["10.0.0.0/8", "127.0.0.1"].map(|range| Range::parse(range).expect("a range"));
        let peer =
            Peer { address: peer.parse().expect("an address"), trusted: trusted.into(), crowded: false };
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"));
        }
        peer.origin(&headers)
    }

    #[test]
    fn only_trusted_proxies_say_for_whom_they_ask() {
        let from = |peer: &str, sent: &[&str]| {
            let sent: Vec<_> = sent.iter().map(|value| ("x-forwarded-for", *value)).collect();
            origin(peer, &sent).address.to_string()
        };
        assert_eq!(from("198.51.100.1", &["203.0.113.9"]), "198.51.100.1", "nobody believes a stranger");
        assert_eq!(from("127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(from("127.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(from("127.0.0.1", &["[2001:db8::7]:443"]), "2001:db8::7");
        assert_eq!(from("127.0.0.1", &["[2001:db8::7]"]), "2001:db8::7");
        assert_eq!(
            from("127.0.0.1", &["192.0.2.1, 203.0.113.9"]),
            "203.0.113.9",
            "what the client wrote itself"
        );
        assert_eq!(from("127.0.0.1", &["192.0.2.1", "203.0.113.9, 10.1.2.3"]), "203.0.113.9");
        assert_eq!(from("127.0.0.1", &["10.9.9.9, 10.1.2.3"]), "10.9.9.9", "all of them are ours");
        assert_eq!(from("127.0.0.1", &["203.0.113.9, nonsense, 10.1.2.3"]), "10.1.2.3");
        for nonsense in ["", ",", "unknown", "\u{1b}[31m", &"9".repeat(5_000)] {
            let value = HeaderValue::from_str(nonsense).map_or("?", |_| nonsense);
            assert_eq!(from("127.0.0.1", &[value]), "127.0.0.1", "{nonsense:?}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_says_that_it_was_https() {
        let secure = |peer: &str, proto: &str| origin(peer, &[("x-forwarded-proto", proto)]).secure;
        assert!(secure("10.0.0.2", "https") && secure("10.0.0.2", "http, HTTPS"));
        assert!(!secure("10.0.0.2", "http") && !secure("10.0.0.2", "https, http"));
        assert!(!secure("192.0.2.1", "https"));
    }
}
