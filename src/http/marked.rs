//! What does a snippet look like in HTML?

use crate::search::Snippet;

/// The words of a snippet, escaped; those that were asked for in `<mark>`, the only element there is.
pub(super) fn marked(snippet: &Snippet) -> String {
    let length: usize = snippet.pieces.iter().map(|piece| piece.text.len() + 13).sum();
    let mut html = String::with_capacity(length + 8);
    if snippet.cut_before {
        html.push_str("… ");
    }
    for piece in &snippet.pieces {
        if piece.marked {
            html.push_str("<mark>");
            escape(&mut html, &piece.text);
            html.push_str("</mark>");
        } else {
            escape(&mut html, &piece.text);
        }
    }
    if snippet.cut_after {
        html.push_str(" …");
    }
    html
}

fn escape(html: &mut String, text: &str) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[written..at]);
        html.push_str(escaped);
        written = at + 1;
    }
    html.push_str(&text[written..]);
}

#[cfg(test)]
mod tests {
    use super::marked;
    use crate::search::{Piece, Snippet};

    #[test]
    fn nothing_but_marks_is_an_element() {
        let piece = |text: &str, marked| Piece { text: text.to_owned(), marked };
        let snippet = Snippet {
            pieces: vec![piece("a <b> & ", false), piece("\"vpn\"", true)],
            cut_before: true,
            cut_after: false,
        };
        assert_eq!(marked(&snippet), "… a &lt;b&gt; &amp; <mark>&quot;vpn&quot;</mark>");
    }
}
