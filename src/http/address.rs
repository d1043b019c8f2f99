//! Where does something lie on the web?

use std::fmt::Write;

/// The page of an article.
pub(super) fn article_page(id: &str) -> String {
    let mut address = String::with_capacity(id.len() + 16);
    address.push_str("/articles/");
    write_path(&mut address, id);
    address
}

/// The page of an article, at one of its sections; an empty anchor is its beginning.
pub(super) fn section_page(id: &str, anchor: &str) -> String {
    let mut address = article_page(id);
    if !anchor.is_empty() {
        address.push('#');
        write_encoded(&mut address, anchor, false);
    }
    address
}

/// What is known of an article, for writers.
pub(super) fn article_numbers(id: &str) -> String {
    let mut address = String::from("/writer/articles/");
    write_path(&mut address, id);
    address
}

/// An article in the API.
pub(super) fn article_call(id: &str) -> String {
    let mut address = String::from("/api/v1/articles/");
    write_path(&mut address, id);
    address
}

/// The page of a search: parameters in order, those without a value left out.
pub(super) fn search_page<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    with("/search", parameters)
}

/// An address with parameters in order, those without a value left out.
pub(super) fn with<'a>(path: &str, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = String::from(path);
    let mut before = '?';
    for (name, value) in parameters.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.push(before);
        address.push_str(name);
        address.push('=');
        write_encoded(&mut address, value, false);
        before = '&';
    }
    address
}

/// Where signing in through another program begins, to go on to a place here afterwards.
pub(super) fn sign_in_elsewhere(next: &str) -> String {
    let mut address = String::from("/login/oidc?next=");
    write_encoded(&mut address, next, true);
    address
}

/// A name as it can stand alone between two slashes.
pub(super) fn segment(name: &str) -> String {
    let mut address = String::with_capacity(name.len());
    write_encoded(&mut address, name, false);
    address
}

/// The page of all articles of a topic.
pub(super) fn topic_page(tag: &str) -> String {
    format!("/topics/{}", segment(tag))
}

/// A path as it can stand in another address.
pub(super) fn path(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    write_path(&mut address, path);
    address
}

fn write_path(address: &mut String, path: &str) {
    write_encoded(address, path, true);
}

fn write_encoded(address: &mut String, text: &str, keep_slashes: bool) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            b'/' if keep_slashes => address.push('/'),
            // Writing to a string cannot fail.
            _ => drop(write!(address, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{article_call, article_page, search_page, section_page};

    #[test]
    fn any_id_and_any_text_is_an_address() {
        assert_eq!(article_page("network/vpn-codes"), "/articles/network/vpn-codes");
        assert_eq!(article_page("a b/ü?#%.md"), "/articles/a%20b/%C3%BC%3F%23%25.md");
        assert_eq!(section_page("faq", "é"), "/articles/faq#%C3%A9");
        assert_eq!(article_call("faq"), "/api/v1/articles/faq");
        assert_eq!(search_page([("q", "a&b"), ("tag", ""), ("lang", "de")]), "/search?q=a%26b&lang=de");
        assert_eq!(search_page([]), "/search");
    }
}
