//! Is there anything left that a browser would run?

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::Builder;

const TAGS: [&str; 54] = [
    "a",
    "abbr",
    "aside",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

const CLASSES: [&str; 11] = [
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "table",
    "code-title",
    "footnote-reference",
    "footnote-definition",
    "footnote-definition-label",
    "alt",
];

static WALL: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", ["href", "rel"].as_slice()),
        ("img", &["src", "alt", "loading"]),
        ("td", &["colspan", "rowspan"]),
        ("th", &["colspan", "rowspan"]),
        ("ol", &["start"]),
        ("details", &["open"]),
        ("code", &["class"]),
        ("aside", &["class"]),
        ("sup", &["class"]),
        ("div", &["class", "id", "tabindex"]),
        ("p", &["class", "id"]),
        ("span", &["id", "class"]),
        ("dt", &["id"]),
        ("summary", &["id"]),
        ("h1", &["id"]),
        ("h2", &["id"]),
        ("h3", &["id"]),
        ("h4", &["id"]),
        ("h5", &["id"]),
        ("h6", &["id"]),
    ]
    .into_iter()
    .map(|(tag, names)| (tag, names.iter().copied().collect()))
    .collect();
    let mut wall = Builder::empty();
    wall.tags(TAGS.into_iter().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .tag_attributes(attributes)
        .url_schemes(["http", "https", "mailto", "tel"].into_iter().collect())
        .link_rel(None)
        .attribute_filter(|_, name, value| sane(name, value).then_some(Cow::Borrowed(value)));
    wall
});

/// The HTML without anything that is not on the lists.
pub(super) fn clean(html: &str) -> String {
    WALL.clean(html).to_string()
}

fn sane(name: &str, value: &str) -> bool {
    match name {
        "class" => {
            CLASSES.contains(&value)
                || value.strip_prefix("language-").is_some_and(|rest| rest.chars().all(is_of_language))
        }
        "tabindex" => value == "0",
        "colspan" | "rowspan" | "start" => value.len() < 4 && value.bytes().all(|byte| byte.is_ascii_digit()),
        _ => true,
    }
}

/// Whether a character may stand in the name of a programming language: `c++`, `objective-c`.
pub(super) fn is_of_language(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#' | '.')
}
