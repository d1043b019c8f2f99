//! How can somebody link to a heading?

/// The HTML of an article with a link to itself at the end of each heading that has a fragment. The HTML is of
/// our own making: attributes are in double quotes and headings do not nest.
pub(super) fn linked(html: &str) -> String {
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
        out.push_str("\" aria-label=\"Link to this heading\">#</a>");
        rest = after;
    }
    out.push_str(rest);
    out
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
    use super::linked;

    #[test]
    fn headings_with_a_fragment_link_to_themselves() {
        let link =
            |id| format!(" <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this heading\">#</a>");
        assert_eq!(
            linked("<p>a</p><h2 id=\"b\">B <i>b</i></h2><hr><h3>C</h3><h4 id=\"d\">D</h4>"),
            format!(
                "<p>a</p><h2 id=\"b\">B <i>b</i>{}</h2><hr><h3>C</h3><h4 id=\"d\">D{}</h4>",
                link("b"),
                link("d")
            ),
        );
        for same in ["", "<h", "<h2 id=\"", "<h2 id=\"a\">", "<h7 id=\"a\">x</h7>", "日本<h"] {
            assert_eq!(linked(same), same);
        }
    }
}
