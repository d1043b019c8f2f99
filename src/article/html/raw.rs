//! Which raw tags are let through?
//!
//! None is copied: a tag on the list is written anew, with few attributes whose values are escaped, and always
//! closed inside of the block in which it was opened.

use std::fmt::Write as _;

use pulldown_cmark::Event;

use super::{address::escaped, page::Page};
use crate::article::{
    body::DEEPEST,
    tags::{self, Piece, Tag},
};

/// Tags that stand for themselves.
const PLAIN: [&str; 46] = [
    "abbr",
    "b",
    "blockquote",
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
    "i",
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
];

/// A raw tag that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    name: &'static str,
    /// Whether it was written, or only counted.
    written: bool,
}

impl Page<'_, '_> {
    pub(super) fn raw_block(&mut self, html: &str, offset: usize) {
        let mut place = offset;
        for piece in tags::pieces(html) {
            match piece {
                Piece::Text(text) => self.put(Event::Text(tags::resolved(text).into_owned().into())),
                Piece::Open(tag) => {
                    place += 1;
                    self.open(&tag, place, true);
                }
                Piece::Close(name) => self.close(name, true),
            }
        }
        self.skipping = false;
    }

    pub(super) fn raw_inline(&mut self, html: &str, offset: usize) {
        match tags::pieces(html).next() {
            Some(Piece::Open(tag)) => self.open(&tag, offset, false),
            Some(Piece::Close(name)) => self.close(name, false),
            Some(Piece::Text(_)) | None => {}
        }
    }

    /// Closes raw tags until only so many are open.
    pub(super) fn close_raw(&mut self, left: usize) {
        while self.raw.len() > left {
            if let Some(open) = self.raw.pop().filter(|open| open.written) {
                self.tag(format!("</{}>", open.name));
            }
        }
        if self.hidden.as_deref().is_some_and(|name| name.starts_with('~')) {
            self.hidden = None;
        }
    }

    fn open(&mut self, tag: &Tag<'_>, place: usize, block: bool) {
        let name = tag.name.to_ascii_lowercase();
        let heading = matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
        self.reachable(tag, place);
        match name.as_str() {
            "script" | "style" | "template" | "svg" | "math" if !tag.empty && self.hidden.is_none() => {
                self.hidden = Some(if block { name } else { format!("~{name}") });
            }
            _ if self.hidden.is_some() => {}
            "br" | "hr" | "wbr" => self.tag(format!("<{name}>")),
            "img" => {
                let source = tag.attribute("src").unwrap_or_default();
                self.show(&source, &tag.attribute("alt").unwrap_or_default());
            }
            "a" => {
                let link = tag.attribute("href").and_then(|href| self.addresses.link(&href));
                self.begin("a", link);
            }
            _ if heading && (!block || self.titled(place)) => {}
            _ => {
                let Some(known) = PLAIN.iter().find(|known| **known == name) else { return };
                let written = format!("<{known}{}>", self.attributes(tag, known, place));
                self.begin(known, Some(written));
            }
        }
    }

    /// Writes an opening tag, unless it lies too deep.
    fn begin(&mut self, name: &'static str, tag: Option<String>) {
        if self.raw.len() >= DEEPEST * 4 {
            return;
        }
        let tag = tag.filter(|_| self.depth + self.raw.len() < DEEPEST);
        self.raw.push(Open { name, written: tag.is_some() });
        if let Some(tag) = tag {
            self.tag(tag);
        }
    }

    fn attributes(&self, tag: &Tag<'_>, name: &str, place: usize) -> String {
        let mut out = String::new();
        if matches!(name, "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
            && let Some(anchor) = self.mark(place)
        {
            let _ = write!(out, " id=\"{}\"", escaped(anchor));
        }
        if name == "details" && tag.attribute("open").is_some() {
            out.push_str(" open");
        }
        if matches!(name, "td" | "th") {
            for span in ["colspan", "rowspan"] {
                let number = tag.attribute(span).and_then(|value| value.trim().parse::<u8>().ok());
                if let Some(number) = number {
                    let _ = write!(out, " {span}=\"{number}\"");
                }
            }
        }
        out
    }

    /// Keeps `<a name="x">` and every id as a place that links can lead to.
    fn reachable(&mut self, tag: &Tag<'_>, place: usize) {
        let Some(anchor) = tag.anchor().filter(|anchor| self.mark(place) != Some(anchor)) else { return };
        if self.hidden.is_none() && self.ids.len() < 10_000 && self.ids.insert(anchor.clone()) {
            self.tag(format!("<span id=\"{}\"></span>", escaped(&anchor)));
        }
    }

    fn close(&mut self, name: &str, block: bool) {
        let name = name.to_ascii_lowercase();
        if self.hidden.as_deref().is_some_and(|hidden| hidden.trim_start_matches('~') == name) {
            self.hidden = None;
            return;
        }
        if block && self.skipping && matches!(name.as_bytes(), [b'h', b'1'..=b'6']) {
            self.skipping = false;
            return;
        }
        let base = self.bases.last().copied().unwrap_or_default();
        if let Some(place) = self.raw[base..].iter().rposition(|open| open.name == name) {
            self.close_raw(base + place);
        }
    }
}
