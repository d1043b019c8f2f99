//! Can somebody be reached there?

/// No mail address is longer (RFC 5321).
const LONGEST: usize = 254;

/// Whether a text is one mail address and nothing else: no name, no second one, nothing that could begin a header. What
/// few have and many programs do not take (quotes, addresses in brackets) is none here.
pub fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let in_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.len() <= LONGEST
        && (1..=64).contains(&local.len())
        && local.split('.').all(|part| !part.is_empty())
        && local.chars().all(in_local)
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::is_mail_address;

    #[test]
    fn one_address_and_nothing_else_is_an_address() {
        for good in
            ["ann@example.org", "a.b+c@x-y.example", "root@localhost", "jörg@müller.example", "o'neil@a.ie"]
        {
            assert!(is_mail_address(good), "{good}");
        }
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}", "b.".repeat(130));
        for bad in [
            "",
            "ann",
            "@example.org",
            "ann@",
            "ann@example..org",
            ".ann@example.org",
            "ann@-x.org",
            "Ann <ann@example.org>",
            "ann@example.org, bob@example.org",
            "ann@example.org\r\nBcc: all@example.org",
            "ann@example.org\n",
            "ann @example.org",
            "a@b@c.org",
            "\"a b\"@c.org",
            "a@[127.0.0.1]",
            "ann@exa\u{0}mple.org",
            &long,
            &longer,
        ] {
            assert!(!is_mail_address(bad), "{bad:?}");
        }
    }
}
