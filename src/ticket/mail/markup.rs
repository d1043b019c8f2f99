//! Which lines does a mail in HTML show?
//!
//! No HTML parser: words between tags, a line end where a block begins or ends. What the mail marks as quoted
//! gets `>` before each line, and a marked signature `-- ` on top, as in plain mails: who cleans knows those.

use super::{
    entities,
    tag::{self, Ends, Tag},
};

/// Elements that begin and end a line.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "thead",
    "title",
    "tr",
    "ul",
    "caption",
];

/// Elements whose text nobody sees.
const UNSEEN: [(&str, &str); 4] =
    [("style", "</style"), ("script", "</script"), ("title", "</title"), ("xml", "</xml")];

/// Classes and names by which mail programs mark the mail that is answered.
const QUOTED: [&str; 6] =
    ["gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "gmail_extra"];

/// The same for signatures.
const SIGNED: [&str; 5] = [
    "gmail_signature",
    "moz-signature",
    "ms-outlook-mobile-signature",
    "protonmail_signature",
    "signature_block",
];

/// Whether a text is HTML and not only about HTML.
pub(super) fn is_html(text: &str) -> bool {
    let mut ends = Ends::default();
    let start = text.trim_start();
    if start.len() > 9 && start.as_bytes()[..9].eq_ignore_ascii_case(b"<!doctype") {
        return true;
    }
    let opens = start.starts_with('<')
        && tag::at(start, &mut ends).is_some_and(|tag| {
            ["html", "body", "head", "meta", "style", "span", "font"].contains(&tag.name.as_str())
                || BLOCKS.contains(&tag.name.as_str())
        });
    let closes = ["</div>", "</p>", "</span>", "</td>", "</html>", "</body>"];
    let closed: usize = closes.iter().map(|close| text.matches(close).count()).sum();
    let broken = text.matches("<br").count();
    (opens && closed + broken > 0) || broken + closed >= 3
}

/// The lines of HTML.
pub(super) fn lines(html: &str) -> String {
    let mut page = Page::default();
    let mut ends = Ends::default();
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let width = rest.find(['<', '&']).unwrap_or(rest.len());
        page.say(&rest[..width]);
        at += width;
        let rest = &rest[width..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += ends.find(comment, "-->").map_or(4, |end| end + 7);
        } else if rest.starts_with('&') {
            let (meant, len) = entities::at(rest).unwrap_or_else(|| ("&".to_owned(), 1));
            page.say(&meant);
            at += len;
        } else if rest.starts_with('<') {
            let Some(tag) = tag::at(rest, &mut ends) else {
                page.say("<");
                at += 1;
                continue;
            };
            at += tag.len;
            let unseen = UNSEEN.iter().find(|(name, _)| !tag.closing && *name == tag.name);
            if let Some((_, close)) = unseen {
                at += ends.find(&html[at..], close).unwrap_or(0);
            }
            page.meet(&tag);
        }
    }
    page.finish()
}

#[derive(Default)]
struct Page {
    out: String,
    line: String,
    /// How many elements of a name are open inside of the one that is marked as quoted.
    quotes: usize,
    marked: Option<(String, usize)>,
    preformatted: usize,
}

impl Page {
    fn say(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.end_line(),
                c if c.is_whitespace() && self.preformatted == 0 => {
                    if !self.line.is_empty() && !self.line.ends_with(' ') {
                        self.line.push(' ');
                    }
                }
                c => self.line.push(c),
            }
        }
    }

    fn meet(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if name == "br" && self.line.trim().is_empty() {
            self.end_paragraph();
        } else if BLOCKS.contains(&name) {
            self.end_line();
        }
        self.mark(tag);
        match (name, tag.closing) {
            ("p", _) | ("hr" | "ul" | "ol" | "table", false) => self.end_paragraph(),
            ("li", false) => self.line.push_str("- "),
            ("td" | "th", false) => self.say(" "),
            ("pre", false) => self.preformatted += 1,
            ("pre", true) => self.preformatted = self.preformatted.saturating_sub(1),
            ("blockquote", false) => self.quotes += 1,
            ("blockquote", true) => self.quotes = self.quotes.saturating_sub(1),
            _ => {}
        }
    }

    /// Follows what the mail program marked as quoted to its end, and meets marked signatures.
    fn mark(&mut self, tag: &Tag<'_>) {
        if let Some((name, open)) = &mut self.marked {
            if *name == tag.name && !tag.empty {
                *open = if tag.closing { *open - 1 } else { *open + 1 };
                if *open == 0 {
                    self.marked = None;
                }
            }
        } else if !tag.closing && !tag.empty && matches!(tag.name.as_str(), "div" | "pre" | "table" | "span")
        {
            let head = &tag.attributes[..tag.attributes.floor_char_boundary(300)];
            if QUOTED.iter().any(|mark| head.contains(mark)) {
                self.marked = Some((tag.name.clone(), 1));
            } else if SIGNED.iter().any(|mark| head.contains(mark)) {
                self.end_line();
                self.out.push_str("-- \n");
            }
        }
    }

    fn end_line(&mut self) {
        let line = self.line.trim_end();
        let quoted = self.quotes > 0 || self.marked.is_some();
        if quoted && !line.is_empty() {
            self.out.push_str("> ");
        }
        if !line.is_empty() {
            self.out.push_str(line);
            self.out.push('\n');
        } else if self.preformatted > 0 {
            self.end_paragraph();
        }
        self.line.clear();
    }

    fn end_paragraph(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn finish(mut self) -> String {
        self.end_line();
        let mut out = self.out;
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{is_html, lines};

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(lines(html).trim_end(), expected, "{html}");
    }

    #[test]
    fn blocks_are_lines_and_words_stay_whole() {
        check("<div>My <b>prin</b>ter</div><div>is&nbsp;broken</div>", "My printer\nis broken");
        check("a<br>b<br/><br/>c", "a\nb\n\nc");
        check("<p>One</p>\n<p>Two</p>", "One\n\nTwo");
        check("<ul><li>one<li>two</ul>", "- one\n- two");
        check("<style>p { x }</style><script>a<b</script>Text<!-- no -->", "Text");
        check("<pre>a  b\n  c</pre>", "a  b\n  c");
        check("<tr><td>Error</td><td>42</td></tr>", "Error 42");
        check("Caf&eacute; &#8217;&#x20AC; &amp;lt; &unknown; &", "Café ’€ &lt; &unknown; &");
    }

    #[test]
    fn what_is_quoted_is_marked() {
        check("new<blockquote type=cite><p>old</p>older</blockquote>end", "new\n\n> old\n\n> older\nend");
        check(
            "new<div class=\"gmail_quote\"><div>On x wrote:</div>old</div><div>end</div>",
            "new\n> On x wrote:\n> old\nend",
        );
        check("a<div class=\"gmail_signature\">Bob</div>", "a\n-- \nBob");
    }

    #[test]
    fn what_is_no_tag_stays() {
        check("if a < b and c > d", "if a < b and c > d");
        check("a <john@example.com> b <3", "a <john@example.com> b <3");
        check("<style>never closed", "never closed");
        check("<a title=\"x > y\">link</a> <b title='odd>z", "link z");
    }

    #[test]
    fn a_text_about_html_is_no_html() {
        assert!(is_html("<p>Hello</p>") && is_html("<!DOCTYPE html><title>x</title>"));
        assert!(is_html("a<br>b<br>c<br>d"));
        assert!(!is_html("The <s> tag does not work"));
        assert!(!is_html("How do I center a <div>x</div>?"));
    }
}
