//! May a page be shown inside of another site's?

use axum::http::{HeaderMap, HeaderValue};

/// The pages that may: those that everybody may read, and the form.
const PAGES: [&str; 6] = ["/", "/search", "/ask", "/ask/draft", "/ask/outcome", "/ask/send"];
const ARTICLES: &str = "/articles/";

/// Another site, as browsers name it: `https://shop.example.org`, with a port if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site(String);

impl Site {
    /// Reads scheme, host and port; nothing may follow but a slash. None when it is not that.
    pub fn parse(text: &str) -> Option<Site> {
        let (scheme, rest) = text.split_once("://")?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.is_empty() && !port.contains(']') => (host, Some(port)),
            _ => (rest, None),
        };
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let is_host = match bare {
            Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
            None => !host.is_empty() && host.chars().all(named),
        };
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
        (matches!(scheme, "http" | "https") && is_host && is_port)
            .then(|| Site(format!("{scheme}://{}", rest.to_ascii_lowercase())))
    }
}

/// Which sites may show a page of ours inside of theirs, as a `frame-ancestors` of a policy.
pub(in crate::http) fn ancestors(sites: &[Site]) -> String {
    if sites.is_empty() {
        return "'none'".to_owned();
    }
    sites.iter().map(|site| site.0.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether a browser asks for it to show it inside of another page. One that does not say so gets the usual policy,
/// which forbids it.
pub(in crate::http) fn is_framed(headers: &HeaderMap) -> bool {
    let to = headers.get("sec-fetch-dest").map(HeaderValue::as_bytes);
    matches!(to, Some(b"iframe" | b"frame" | b"embed" | b"object" | b"fencedframe"))
}

/// Whether a page may be shown inside of another site's at all.
pub(in crate::http) fn may_be_framed(path: &str) -> bool {
    PAGES.contains(&path) || path.starts_with(ARTICLES)
}

#[cfg(test)]
mod tests {
    use super::{Site, ancestors, may_be_framed};

    #[test]
    fn a_site_is_scheme_host_and_port() {
        for (text, site) in [
            ("https://shop.example.org", "https://shop.example.org"),
            ("https://Shop.example.org/", "https://shop.example.org"),
            ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("http://[::1]:8000", "http://[::1]:8000"),
        ] {
            assert_eq!(Site::parse(text).map(|site| ancestors(&[site])).as_deref(), Some(site));
        }
        let wrong = ["shop.example.org", "https://", "https://a/b", "https://*", "ftp://a", "https://a b"];
        for wrong in
            wrong.into_iter().chain(["https://a;script-src *", "https://a:port", "https://a:", "*", ""])
        {
            assert_eq!(Site::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_what_everybody_may_read_is_shown_elsewhere() {
        assert!(["/", "/search", "/articles/vpn/codes", "/ask"].into_iter().all(may_be_framed));
        assert!(
            ["/login", "/writer", "/agent", "/api/v1/search"].into_iter().all(|path| !may_be_framed(path))
        );
        assert_eq!(ancestors(&[]), "'none'");
    }
}
