//! How do blocks of other dialects begin and end?

/// A block that is open: what its lines are put into and what ends it.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) form: Form,
    pub(super) until: Until,
    /// The columns before its first line, inside of the containers around it.
    pub(super) indent: usize,
    /// The further columns before its content; unknown until the first line of content.
    pub(super) step: Option<usize>,
}

/// What the lines of a container are put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A quote: notes and warnings.
    Quote,
    /// `<details>`.
    Details,
    /// Nothing.
    Plain,
}

/// What ends a container.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// A line that is indented less: `!!! note`.
    Outdent,
    /// So many colons, or `:::word-end`.
    Colons(usize, String),
    /// `</Name>`.
    Tag(String),
}

/// The kind of GitHub alert that a word of another tool means; `None` when it means no alert.
pub(super) fn alert(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "seealso" | "question" | "faq"
        | "help" | "example" | "quote" | "cite" | "callout" | "admonition" | "aside" | "alert"
        | "secondary" | "note-info" | "primary" | "availability" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" | "security" => "IMPORTANT",
        "warning" | "warn" | "attention" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "CAUTION",
        _ => return None,
    })
}

/// Whether a word means a block that can be folded away.
pub(super) fn folds(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "details" | "accordion" | "expandable" | "collapse" | "collapsible" | "spoiler" | "expand" | "toggle"
    )
}

/// The line without this many columns of white space; a tab counts four.
pub(super) fn outdented(line: &str, columns: usize) -> &str {
    let mut left = columns;
    let mut rest = line;
    while left > 0 {
        if let Some(after) = rest.strip_prefix(' ') {
            rest = after;
            left -= 1;
        } else if let Some(after) = rest.strip_prefix('\t') {
            rest = after;
            left = left.saturating_sub(4);
        } else {
            break;
        }
    }
    rest
}

/// The columns of white space before the first word.
pub(super) fn indent(line: &str) -> usize {
    line.bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .map(|byte| if byte == b'\t' { 4 } else { 1 })
        .sum()
}
