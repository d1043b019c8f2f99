//! What does a component at the start of a line become?

use super::{
    container::{Form, Until, alert, folds, indent},
    lines::Cleaner,
};
use crate::article::tags::{self, Piece, Tag};

/// The longest tag that is read.
const LONGEST_TAG: usize = 4_000;

impl<'a> Cleaner<'a> {
    /// Translates the components at the start of a line; `false` when there is none.
    pub(super) fn jsx(&mut self, line: &'a str) -> bool {
        let columns = indent(line);
        let mut rest = line.trim_start();
        let mut any = false;
        while is_component(rest) {
            let Some(after) = self.component(rest, columns) else { break };
            any = true;
            rest = after.trim();
            if rest.is_empty() {
                return true;
            }
        }
        if any {
            self.words(rest);
        }
        any
    }

    /// One tag; gives what follows on the line on which it ends.
    fn component(&mut self, rest: &'a str, columns: usize) -> Option<&'a str> {
        if let Some(after) = rest.strip_prefix("<>").or_else(|| rest.strip_prefix("</>")) {
            self.emit("");
            return Some(after);
        }
        let at = rest.as_ptr() as usize - self.source.as_ptr() as usize;
        let mut stop = self.source.len().min(at + LONGEST_TAG);
        while !self.source.is_char_boundary(stop) {
            stop -= 1;
        }
        let window = &self.source[at..stop];
        let length = tags::tag_end(&window[1..])? + 2;
        let piece = tags::pieces(&window[..length]).next()?;
        let place = match piece {
            Piece::Close(name) => {
                let same = |until: &Until| matches!(until, Until::Tag(opened) if opened == name);
                let place = self.containers.iter().rposition(|c| same(&c.until));
                if place.is_none() && !self.mdx && !any_component(name) {
                    return None;
                }
                place
            }
            Piece::Open(tag) if tag.empty => {
                self.alone(&tag, columns);
                None
            }
            Piece::Open(tag) => {
                self.begin(&tag, at + length, columns)?;
                None
            }
            Piece::Text(_) => return None,
        };
        let end = if length > rest.len() { self.skip_to(at + length) } else { at + rest.len() };
        if let Some(place) = place {
            self.emit("");
            self.close_from(place);
        }
        let after = &self.source[at + length..end.max(at + length)];
        Some(self.up_to_its_end(&piece, after))
    }

    /// When a component begins and ends on one line, its words are a line of their own.
    fn up_to_its_end(&mut self, piece: &Piece<'a>, after: &'a str) -> &'a str {
        let Piece::Open(tag) = piece else { return after };
        if tag.empty || is_component(after) {
            return after;
        }
        let Some((inner, behind)) = after.split_once(&format!("</{}>", tag.name)) else { return after };
        if !inner.trim().is_empty() {
            self.words(inner);
        }
        let same = |until: &Until| matches!(until, Until::Tag(opened) if opened == tag.name);
        if let Some(place) = self.containers.iter().rposition(|c| same(&c.until)) {
            self.emit("");
            self.close_from(place);
        }
        behind
    }

    /// `<Card title="Words" href="/there" />`: its words, as a link when it is one.
    fn alone(&mut self, tag: &Tag<'_>, columns: usize) {
        let words = words(tag);
        let space = " ".repeat(columns.min(3));
        match tag.attribute("href").filter(|href| !href.contains(['<', '>', '\n'])) {
            Some(href) if !words.is_empty() => self.emit(&format!("{space}[{words}](<{href}>)")),
            _ => self.emit(&words),
        }
        self.emit("");
    }

    /// The opening tag of a component, if it is closed somewhere.
    fn begin(&mut self, tag: &Tag<'_>, behind: usize, columns: usize) -> Option<()> {
        if self.searches_left == 0 {
            return None;
        }
        self.searches_left -= 1;
        let closed = self.source[behind..].contains(&format!("</{}>", tag.name));
        if !closed {
            if self.mdx {
                self.alone(tag, columns);
                return Some(());
            }
            return None;
        }
        let until = Until::Tag(tag.name.to_owned());
        let title = words(tag);
        let kind = tag.attribute("type").or_else(|| tag.attribute("variant"));
        let kind = kind.as_deref().and_then(alert).or_else(|| alert(tag.name));
        match kind.filter(|_| alert(tag.name).is_some()) {
            Some(kind) => {
                self.emit("");
                self.quote(kind, &title, until, columns);
            }
            None if folds(tag.name) && !title.is_empty() => {
                self.details(&title, until, columns);
            }
            None => {
                self.emit("");
                if !title.is_empty() {
                    self.alone(tag, columns);
                }
                self.open(Form::Plain, until, columns);
            }
        }
        Some(())
    }
}

/// Whether a tag with a capital letter, or a fragment, stands here.
fn is_component(rest: &str) -> bool {
    let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'));
    name.is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_uppercase() || c == '>') && !is_shouted(name)
    })
}

/// `<DIV>` and `<P ALIGN=…>` are old HTML, `<YOUR_KEY>` is something to fill in; neither is a component.
fn is_shouted(name: &str) -> bool {
    let word = name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    !word.is_empty() && !word.contains(|c: char| c.is_ascii_lowercase())
}

fn any_component(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_lowercase())
}

/// What people read of a component's attributes.
fn words(tag: &Tag<'_>) -> String {
    let read = ["title", "label", "header", "heading", "summary", "question", "text", "alt", "description"];
    let mut words: Vec<String> = Vec::new();
    for name in read {
        if let Some(value) =
            tag.attribute(name).filter(|value| !value.trim().is_empty() && !value.contains(['{', '<']))
        {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.contains(&value) {
                words.push(value.replace(['[', ']'], ""));
            }
        }
    }
    words.join(": ")
}
