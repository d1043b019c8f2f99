//! Where does this link lead, below the knowledge base?

/// The path that a relative link of this article means, without extension changes, with its fragment:
/// `../net/dns.md#cache` in `vpn/reset.md` means `net/dns.md#cache`. `None` when it leaves the knowledge base,
/// names a scheme, or is only a fragment.
///
/// ```
/// use firstline::article::target;
/// assert_eq!(target("vpn/reset.md", "../net/dns.md#cache").as_deref(), Some("net/dns.md#cache"));
/// assert_eq!(target("vpn/reset.md", "../../etc/passwd"), None);
/// assert_eq!(target("vpn/reset.md", "https://example.org"), None);
/// ```
pub fn target(article: &str, written: &str) -> Option<String> {
    let written = written.trim();
    if scheme(written).is_some() || written.starts_with("//") || written.starts_with('#') {
        return None;
    }
    let (before, fragment) = written.split_once('#').map_or((written, None), |(path, f)| (path, Some(f)));
    let path = before.split_once('?').map_or(before, |(path, _)| path);
    let path = decoded(path)?;
    if path.is_empty() || path.contains(|c: char| c.is_control() || c == '\\') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        parts.extend(article.split('/'));
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let mut target = parts.join("/");
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        target.push('#');
        target.push_str(fragment);
    }
    (!target.is_empty()).then_some(target)
}

/// The scheme of an address, as a browser reads it: `https` of `https://example.org`.
pub(super) fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#'])?;
    (address.as_bytes()[end] == b':').then(|| &address[..end])
}

/// A name beside this article: `vpn/` and `setup` are `vpn/setup`.
pub(super) fn beside(article: &str, name: &str) -> String {
    match article.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// An old path or address without scheme, host, slashes around it, extension and fragment.
pub(super) fn bare(address: &str) -> String {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => address,
    };
    let path = path.split(['#', '?']).next().unwrap_or_default().trim().trim_matches('/');
    without_extension(path).to_owned()
}

/// A path without `.md`, `.html` and the like.
pub(super) fn without_extension(path: &str) -> &str {
    if !has_extension(path) {
        return path;
    }
    path.rfind('.').map_or(path, |dot| &path[..dot])
}

/// Whether a path ends with the extension of a page.
pub(super) fn has_extension(path: &str) -> bool {
    let extension =
        path.rsplit_once('.').map_or("", |(stem, extension)| if stem.is_empty() { "" } else { extension });
    ["md", "mdx", "markdown", "html", "htm", "mkd", "mdown"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Percent signs resolved; `None` when they do not make text.
fn decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let bytes = path.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::{bare, target};

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(target("vpn/deep/reset.md", written).as_deref(), expected, "{written}");
    }

    #[test]
    fn relative_links_are_resolved_and_never_leave() {
        check("token.md", Some("vpn/deep/token.md"));
        check("./token.md#lost", Some("vpn/deep/token.md#lost"));
        check("../a%20b.md?x=1#y", Some("vpn/a b.md#y"));
        check("/net/dns", Some("net/dns"));
        check("../../../etc/passwd", None);
        check("%2e%2e/%2e%2e/%2e%2e/etc", None);
        check("a\\b.md", None);
        check("#here", None);
        check("//evil.example/x", None);
        check("mailto:a@b.c", None);
        check("javascript:alert(1)", None);
        check("", None);
        check("..", Some("vpn"));
    }

    #[test]
    fn old_addresses_lose_what_does_not_count() {
        assert_eq!(bare("/old/vpn-setup/"), "old/vpn-setup");
        assert_eq!(bare("https://help.example.org/vpn.html#top"), "vpn");
        assert_eq!(bare("v1.2/notes"), "v1.2/notes");
    }
}
