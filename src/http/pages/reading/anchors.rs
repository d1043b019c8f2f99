//! How can somebody link to a heading, on a page of one article and on one of many?

/// The lowest heading that there is.
const LOWEST: u8 = b'6';

/// The HTML of an article with a link to itself, called so, at the end of each heading that has a fragment. The HTML is
/// of our own making: attributes are in double quotes and headings do not nest.
pub(in crate::http::pages) fn linked(html: &str, label: &str) -> String {
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    while let Some(start) = rest.find("<h") {
        let (before, heading) = rest.split_at(start);
        out.push_str(before);
        let Some((id, close)) = heading_at(heading) else {
            out.push_str("<h");
            rest = &heading[2..];
            continue;
        };
        let (inside, after) = heading.split_at(close);
        out.push_str(inside);
        out.push_str(" <a class=\"anchor\" href=\"#");
        out.push_str(id);
        out.push_str("\" aria-label=\"");
        out.push_str(label);
        out.push_str("\">#</a>");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The HTML of an article as it stands among others on one page: its fragments are its own, and its headings lie one
/// level lower.
pub(super) fn within(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        let (tag, after) = tag.split_at(end_of(tag));
        out.push_str(before);
        let (slash, name) = tag.strip_prefix("</").map_or(("<", &tag[1..]), |name| ("</", name));
        match name.as_bytes() {
            [b'h', level @ b'1'..=LOWEST, b' ' | b'>', ..] => {
                out.push_str(slash);
                out.push('h');
                out.push(char::from((level + 1).min(LOWEST)));
                out.push_str(&moved(&name[2..], prefix));
            }
            _ => out.push_str(&moved(tag, prefix)),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A tag whose fragments are the article's own.
fn moved(tag: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(tag.len() + 32);
    let mut name = "";
    for (number, part) in tag.split('"').enumerate() {
        let is_value = number % 2 == 1;
        if number > 0 {
            out.push('"');
        }
        match part.strip_prefix('#').filter(|_| name.ends_with(" href=")) {
            Some(fragment) if is_value => out.extend(["#", prefix, "-", fragment]),
            _ if is_value && name.ends_with(" id=") => out.extend([prefix, "-", part]),
            _ => out.push_str(part),
        }
        name = part;
    }
    out
}

/// Where the tag ends that begins here.
fn end_of(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// The fragment of the heading that begins here, and where its end tag stands.
fn heading_at(html: &str) -> Option<(&str, usize)> {
    let level = html.as_bytes().get(2).filter(|byte| (b'1'..=b'6').contains(byte))?;
    let id = html[3..].strip_prefix(" id=\"")?;
    let id = &id[..id.find('"')?];
    let close = html.find(&format!("</h{}>", char::from(*level)))?;
    Some((id, close))
}

#[cfg(test)]
mod tests {
    use super::{linked, within};

    #[test]
    fn headings_with_a_fragment_link_to_themselves() {
        let link =
            |id| format!(" <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this heading\">#</a>");
        assert_eq!(
            linked(
                "<p>a</p><h2 id=\"b\">B <i>b</i></h2><hr><h3>C</h3><h4 id=\"d\">D</h4>",
                "Link to this heading"
            ),
            format!(
                "<p>a</p><h2 id=\"b\">B <i>b</i>{}</h2><hr><h3>C</h3><h4 id=\"d\">D{}</h4>",
                link("b"),
                link("d")
            ),
        );
        for same in ["", "<h", "<h2 id=\"", "<h2 id=\"a\">", "<h7 id=\"a\">x</h7>", "日本<h"] {
            assert_eq!(linked(same, "x"), same);
        }
    }

    #[test]
    fn among_others_an_article_keeps_to_itself() {
        assert_eq!(
            within("<h2 id=\"a\">A id=\"x\"</h2><p title=\"> id=\"><a href=\"#a\">b</a><h6>c</h6><hr>", "p1"),
            "<h3 id=\"p1-a\">A id=\"x\"</h3><p title=\"> id=\"><a href=\"#p1-a\">b</a><h6>c</h6><hr>"
        );
        for same in ["", "a", "<", "<p", "日本 < b", "<h7>x</h7>"] {
            assert_eq!(within(same, "p"), same);
        }
    }
}
