//! Where may a link or an image of a page lead?

use crate::article::links;

/// How an address of an article becomes one of a page.
pub(super) struct Addresses<'a> {
    /// The article, below the knowledge base.
    pub(super) path: &'a str,
    pub(super) resolve: &'a dyn Fn(&str) -> Option<String>,
}

impl Addresses<'_> {
    /// The opening tag of a link; `None` when there may be none and only the words stay.
    pub(super) fn link(&self, written: &str) -> Option<String> {
        let written = visible(written)?;
        let scheme = links::scheme(written).map(str::to_ascii_lowercase);
        match scheme.as_deref() {
            Some("http" | "https") => {
                Some(format!("<a href=\"{}\" rel=\"noopener noreferrer\">", escaped(written)))
            }
            Some("mailto" | "tel") => Some(format!("<a href=\"{}\">", escaped(written))),
            Some(_) => None,
            None if written.starts_with('#') => Some(format!("<a href=\"{}\">", escaped(written))),
            None => Some(format!("<a href=\"{}\">", escaped(&self.inside(written)?))),
        }
    }

    /// The tag of an image; `None` when it may not be shown and only its words stay.
    pub(super) fn image(&self, written: &str, alt: &str) -> Option<String> {
        let written = visible(written)?;
        let source = match links::scheme(written).map(str::to_ascii_lowercase).as_deref() {
            Some("https") => written.to_owned(),
            Some(_) => return None,
            None => self.inside(written)?,
        };
        Some(format!("<img src=\"{}\" alt=\"{}\" loading=\"lazy\">", escaped(&source), escaped(alt)))
    }

    fn inside(&self, written: &str) -> Option<String> {
        (self.resolve)(&links::target(self.path, written)?)
    }
}

/// The address without white space around it; `None` when it is empty or holds characters that browsers skip.
fn visible(written: &str) -> Option<&str> {
    let written = written.trim();
    (!written.is_empty() && !written.contains(char::is_control)).then_some(written)
}

/// The text as it may stand in an attribute between double quotes, and between tags.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
