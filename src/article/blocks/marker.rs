//! Is this line a sign of a block for some readers?

use crate::{article::dialect::unquoted, text::spelling};

const WORD: &str = "audience";
/// Of a comment so many characters are looked at.
const LONGEST: usize = 200;

/// A sign, on a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker<'a> {
    /// `<!-- audience: agents -->`, with its names.
    Open(Names<'a>),
    /// `<!-- /audience -->`.
    Close,
    /// `:::audience agents` and other blocks of colons: how many colons, its word, and its names if it is for some readers.
    OpenColons(usize, &'a str, Option<Names<'a>>),
    /// `:::`: how many colons.
    CloseColons(usize),
    /// `:::audience-end`: the word.
    CloseWord(&'a str),
}

/// The names in a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names<'a> {
    /// As they are written, separated by commas.
    Written(&'a str),
    /// The word before them is misspelt: who knows what else is.
    Doubtful(&'a str),
}

/// The sign that a line is, without what stands before it.
pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    let line = line.trim();
    if line.starts_with(":::") {
        return Some(colons(line));
    }
    comment(inside(line)?)
}

/// Whether a comment, or the beginning of one, is a sign. Asked of comments that are no line of their own, or stand
/// where somebody else sees a comment and this module saw code.
pub(in crate::article) fn is_sign(comment: &str) -> bool {
    let beginning = comment.char_indices().nth(LONGEST).map_or(comment, |(end, _)| &comment[..end]);
    let inner = ["<!--", "{/*"].iter().find_map(|open| beginning.trim_start().strip_prefix(open));
    let end = |inner: &str| inner.find("-->").or_else(|| inner.find("*/}")).unwrap_or(inner.len());
    inner.is_some_and(|inner| self::comment(&inner[..end(inner)]).is_some())
}

/// Whether such a comment stands in raw HTML.
pub(in crate::article) fn holds_sign(html: &str) -> bool {
    html.match_indices("<!--").any(|(at, _)| is_sign(&html[at..]))
}

/// Whether a sign begins any of these lines.
pub(in crate::article) fn begins_line(lines: &str) -> bool {
    lines.lines().map(unquoted).any(|line| is_sign(line) || is_sign_of_colons(line))
}

/// Whether words are a sign in colons.
pub(in crate::article) fn is_sign_of_colons(words: &str) -> bool {
    let words = words.trim_start();
    words.starts_with(":::") && matches!(colons(words), Marker::OpenColons(_, _, Some(_)))
}

/// What a comment says that is all of the line: of HTML, or of MDX.
fn inside(line: &str) -> Option<&str> {
    let forms = [("<!--", "-->"), ("{/*", "*/}")];
    let (inner, end) =
        forms.iter().find_map(|(open, end)| Some((line.strip_prefix(open)?.strip_suffix(end)?, end)))?;
    (!inner.contains(end)).then_some(inner)
}

fn comment(inner: &str) -> Option<Marker<'_>> {
    let inner = inner.trim_matches(|c: char| c == '-' || c == '*' || c.is_whitespace());
    if let Some(closing) = inner.strip_prefix('/') {
        let (word, _) = first_word(closing.trim_start());
        return is_word(word).then_some(Marker::Close);
    }
    let (word, after) = first_word(inner);
    let after = after.trim_start();
    match after.strip_prefix([':', '=', '：']) {
        Some(names) if is_word(word) => Some(Marker::Open(Names::Written(names))),
        Some(names) if is_nearly(word) => Some(Marker::Open(Names::Doubtful(names))),
        // `<!-- audience agents -->` is meant; `<!-- audience research of May -->` is a comment.
        None if is_word(word) && after.split(',').all(|name| name.split_whitespace().count() <= 1) => {
            Some(Marker::Open(Names::Written(after)))
        }
        _ => None,
    }
}

fn colons(line: &str) -> Marker<'_> {
    let count = line.bytes().take_while(|byte| *byte == b':').count();
    let rest = line[count..].trim();
    if rest.is_empty() {
        return Marker::CloseColons(count);
    }
    let (word, after) = first_word(rest.trim_start_matches(['{', '.', '[', ' ']));
    if let Some(closed) = word.strip_suffix("-end") {
        return Marker::CloseWord(closed);
    }
    // `:::image source="x.png":::` is whole; a sign for some readers never is.
    let whole = rest.ends_with(":::");
    let names = match (is_word(word), is_nearly(word)) {
        (true, _) => Some(Names::Written(after)),
        (_, true) if !after.is_empty() && !whole => Some(Names::Doubtful(after)),
        _ => None,
    };
    if whole && names.is_none() {
        return Marker::CloseWord("");
    }
    Marker::OpenColons(count, word, names)
}

fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    text.split_at(end)
}

fn is_word(word: &str) -> bool {
    word.eq_ignore_ascii_case(WORD) || word.eq_ignore_ascii_case("audiences")
}

fn is_nearly(word: &str) -> bool {
    !is_word(word)
        && word.len() < 20
        && spelling::distance(&word.to_lowercase(), WORD, usize::from(spelling::tolerance(WORD)) + 1)
            .is_some()
}

#[cfg(test)]
mod tests {
    use super::{Marker, Names, is_sign, marker};

    #[track_caller]
    fn check(line: &str, expected: Option<Marker<'_>>) {
        assert_eq!(marker(line), expected, "{line}");
    }

    fn open(names: &str) -> Marker<'_> {
        Marker::Open(Names::Written(names))
    }

    #[test]
    fn signs_are_told_from_comments() {
        check("<!-- audience: agents -->", Some(open(" agents")));
        check("  <!--AUDIENCE=agents,tier2-->  ", Some(open("agents,tier2")));
        check("<!--- audiences: agents --->", Some(open(" agents")));
        check("{/* audience: agents */}", Some(open(" agents")));
        check("<!-- audience agents -->", Some(open("agents")));
        check("<!-- audience -->", Some(open("")));
        check("<!-- audiance: agents -->", Some(Marker::Open(Names::Doubtful(" agents"))));
        check("<!-- /audience -->", Some(Marker::Close));
        check("<!-- / Audience: agents -->", Some(Marker::Close));
        for comment in [
            "<!-- audience research of May shows -->",
            "<!-- audio: none -->",
            "<!-- TODO -->",
            "words <!-- audience: agents -->",
            "<!-- audience: agents --> words",
            "<!-- audience: agents --><!-- /audience -->",
            "<!-- audience: agents",
            "audience: agents",
        ] {
            check(comment, None);
        }
        assert!(is_sign("<!-- audience: agents --> words") && is_sign("<!-- audience: agents\n"));
        assert!(!is_sign("<!-- a comment about audience: agents -->"));
    }

    #[test]
    fn colons_are_read_as_the_dialect_reads_them() {
        let of = |names| Some(Names::Written(names));
        check(":::audience agents", Some(Marker::OpenColons(3, "audience", of(" agents"))));
        check("::::: Audience agents, tier2", Some(Marker::OpenColons(5, "Audience", of(" agents, tier2"))));
        check(":::{.audience agents}", Some(Marker::OpenColons(3, "audience", of(" agents}"))));
        check(":::audience", Some(Marker::OpenColons(3, "audience", of(""))));
        check(
            ":::audiance agents",
            Some(Marker::OpenColons(3, "audiance", Some(Names::Doubtful(" agents")))),
        );
        check(":::note Title", Some(Marker::OpenColons(3, "note", None)));
        check(":::image source=\"x.png\":::", Some(Marker::CloseWord("")));
        check(":::audience-end", Some(Marker::CloseWord("audience")));
        check("::::", Some(Marker::CloseColons(4)));
        check("::", None);
    }
}
