//! Which words are being gathered for a heading, a summary or a term, and what does raw HTML add?

use super::{
    body::{DEEPEST, Walk},
    front_matter::even,
    questions,
    tags::{self, Piece, Tag},
};

/// Words that will open a section, or not.
#[derive(Debug)]
pub(super) struct Draft {
    origin: Origin,
    pub(super) words: String,
    id: Option<String>,
    offset: usize,
}

/// What the words are gathered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A heading in Markdown.
    Heading(u8),
    /// `<h2>` and the like.
    Tag(u8),
    /// `<summary>`.
    Summary,
    /// The term of a definition list.
    Term,
}

impl Draft {
    pub(super) fn new(origin: Origin, id: Option<String>, offset: usize) -> Draft {
        Draft { origin, words: String::new(), id, offset }
    }
}

impl Walk<'_> {
    pub(super) fn begin(&mut self, draft: Draft) {
        self.flush_draft();
        self.draft = Some(draft);
    }

    /// What was gathered turns out to be plain words.
    pub(super) fn flush_draft(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.pending = true;
            self.say(&even(&draft.words), true);
            self.pending = true;
        }
    }

    /// What was gathered is complete.
    pub(super) fn finish_draft(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        let words = even(&draft.words);
        match draft.origin {
            Origin::Heading(level) | Origin::Tag(level) => {
                if words.is_empty() {
                    self.pending = true;
                } else {
                    self.head(level, words, draft.id.as_deref(), draft.offset);
                }
            }
            Origin::Summary => {
                let around = self.current;
                if questions::is_worth(&words) && self.folded.last().is_some_and(Option::is_none) {
                    self.below(words, String::new(), draft.offset);
                    if let Some(folded) = self.folded.last_mut() {
                        *folded = Some(around);
                    }
                } else {
                    self.pending = true;
                    self.say(&words, true);
                    self.pending = true;
                }
            }
            Origin::Term => {
                let around = self.current;
                if questions::is_worth(&words) {
                    self.below(words, String::new(), draft.offset);
                    self.around_term = Some(around);
                } else {
                    self.pending = true;
                    self.say(&words, true);
                    self.pending = true;
                }
            }
        }
    }

    pub(super) fn begin_term(&mut self, offset: usize) {
        self.end_term();
        self.begin(Draft::new(Origin::Term, None, offset));
    }

    pub(super) fn end_term(&mut self) {
        if let Some(around) = self.around_term.take() {
            self.current = around;
        }
        self.pending = true;
    }

    /// A block of raw HTML: its words, links and headings.
    pub(super) fn raw_block(&mut self, html: &str, offset: usize) {
        let mut place = offset;
        for piece in tags::pieces(html) {
            match piece {
                Piece::Text(text) => self.raw_text(text),
                Piece::Open(tag) => {
                    place += 1;
                    self.open(&tag, place, true);
                }
                Piece::Close(name) => self.close(name, true),
            }
        }
        if self.draft.as_ref().is_some_and(|draft| matches!(draft.origin, Origin::Tag(_))) {
            self.flush_draft();
        }
    }

    /// A tag inside of a paragraph.
    pub(super) fn raw(&mut self, html: &str, offset: usize) {
        match tags::pieces(html).next() {
            Some(Piece::Open(tag)) => self.open(&tag, offset, false),
            Some(Piece::Close(name)) => self.close(name, false),
            Some(Piece::Text(_)) | None => {}
        }
    }

    fn raw_text(&mut self, text: &str) {
        if text.trim().is_empty() {
            if !text.is_empty() {
                self.space();
            }
            return;
        }
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        let words = even(&tags::resolved(text));
        self.say(&words, true);
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    fn open(&mut self, tag: &Tag<'_>, offset: usize, block: bool) {
        if let Some(anchor) = tag.anchor().filter(|_| self.body.anchors.len() < 10_000) {
            self.body.anchors.push(anchor);
        }
        let name = tag.name.to_ascii_lowercase();
        match name.as_str() {
            "script" | "style" | "template" | "svg" | "math" if !tag.empty && self.hidden.is_none() => {
                // One that was opened inside of a paragraph ends with it.
                self.hidden = Some(if block { name } else { format!("~{name}") });
            }
            "img" => {
                self.say(&tag.attribute("alt").unwrap_or_default(), false);
                self.link(&tag.attribute("src").unwrap_or_default(), offset);
            }
            "a" => self.link(&tag.attribute("href").unwrap_or_default(), offset),
            "details" => {
                self.pending = true;
                self.folded.push(None);
                if self.folded.len() > DEEPEST {
                    self.too_deep(offset);
                }
            }
            "summary" => self.begin(Draft::new(Origin::Summary, tag.anchor(), offset)),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if block => {
                self.begin(Draft::new(Origin::Tag(name.as_bytes()[1] - b'0'), tag.anchor(), offset));
            }
            "br" | "td" | "th" => self.space(),
            "p" | "div" | "li" | "tr" | "ul" | "ol" | "table" | "dt" | "dd" | "pre" | "blockquote" | "hr"
                if self.draft.is_none() =>
            {
                self.pending = true;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, block: bool) {
        let name = name.to_ascii_lowercase();
        if self.hidden.as_deref().is_some_and(|hidden| hidden.trim_start_matches('~') == name) {
            self.hidden = None;
        }
        match name.as_str() {
            "summary" if self.draft.as_ref().is_some_and(|draft| draft.origin == Origin::Summary) => {
                self.finish_draft();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
                if block
                    && self.draft.as_ref().is_some_and(|draft| matches!(draft.origin, Origin::Tag(_))) =>
            {
                self.finish_draft();
            }
            "details" => {
                if let Some(Some(around)) = self.folded.pop() {
                    self.current = around;
                }
                self.pending = true;
            }
            "td" | "th" => self.space(),
            "p" | "div" | "li" | "tr" | "table" | "dt" | "dd" | "pre" | "blockquote"
                if self.draft.is_none() =>
            {
                self.pending = true;
            }
            _ => {}
        }
    }
}
