//! Which sections, words and links does the body have?
//!
//! One walk over the events of the Markdown parser. Words go to the section that is open; headings, questions,
//! summaries and terms open one. Where each of them stood is kept as a mark, by which [`html`](super::html())
//! gives the same fragments to the same places.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    Link, Section,
    anchors::Anchors,
    blocks::{holds_sign, is_sign_of_colons},
    dialect::Clean,
    draft::{Draft, Origin},
    finding::line_ends,
    front_matter::even,
    questions,
};

/// Deeper nesting is not told apart.
pub(super) const DEEPEST: usize = 64;

/// What the body says.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) sections: Vec<Section>,
    pub(super) links: Vec<Link>,
    /// Fragments besides those of the sections.
    pub(super) anchors: Vec<String>,
    /// The first heading of the first level.
    pub(super) h1: Option<String>,
    /// The heading with which the body begins, whatever its level.
    pub(super) opening: Option<String>,
    /// Some of its prose, without code and tables.
    pub(super) prose: String,
    /// The items of its longest numbered list.
    pub(super) steps: u32,
    /// Where fragments belong: the offset in the clean text, and the fragment.
    pub(super) marks: Vec<(usize, String)>,
    /// Where the heading stands that repeats the title.
    pub(super) title_at: Option<usize>,
    /// The line on which nesting gets too deep.
    pub(super) too_deep: Option<u32>,
    /// The line of a sign of a block for some readers: all of them were to be gone.
    pub(super) sign: Option<u32>,
}

/// How Markdown is read, for text and for pages alike.
pub(super) fn options(clean: &Clean<'_>) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_HEADING_ATTRIBUTES, clean.heading_ids);
    options.set(Options::ENABLE_DEFINITION_LIST, clean.text.contains("\n: ") || clean.text.contains("\n:\t"));
    options
}

/// Reads the body; the heading that repeats this title, or the first one when there is none, is no section.
pub(super) fn read(clean: &Clean<'_>, title: Option<&str>) -> Body {
    let mut walk = Walk::new(clean, title);
    for (event, range) in Parser::new_ext(&clean.text, options(clean)).into_offset_iter() {
        walk.event(event, range.start);
    }
    walk.finish()
}

#[allow(clippy::struct_excessive_bools, reason = "where the walk is, and each of these can be true alone")]
pub(super) struct Walk<'a> {
    clean: &'a Clean<'a>,
    title: Option<&'a str>,
    pub(super) body: Body,
    pub(super) fragments: Anchors,
    /// The section that gets the words.
    pub(super) current: usize,
    /// The last section with a heading of its own.
    pub(super) host: usize,
    /// The next words begin a line.
    pub(super) pending: bool,
    pub(super) draft: Option<Draft>,
    pub(super) paragraph: (usize, usize),
    depth: usize,
    pub(super) lists: Vec<u32>,
    /// For each open `<details>` the section around it, when it has one of its own.
    pub(super) folded: Vec<Option<usize>>,
    /// The section around a term that has one of its own.
    pub(super) around_term: Option<usize>,
    /// The tag whose content nobody sees.
    pub(super) hidden: Option<String>,
    pub(super) html: String,
    in_html: bool,
    pub(super) silent: bool,
    pub(super) code: bool,
    table: bool,
    line: (usize, u32),
}

impl<'a> Walk<'a> {
    fn new(clean: &'a Clean<'a>, title: Option<&'a str>) -> Walk<'a> {
        Walk {
            clean,
            title,
            body: Body { sections: vec![Section::default()], ..Body::default() },
            fragments: Anchors::default(),
            current: 0,
            host: 0,
            pending: false,
            draft: None,
            paragraph: (0, 0),
            depth: 0,
            lists: Vec::new(),
            folded: Vec::new(),
            around_term: None,
            hidden: None,
            html: String::new(),
            in_html: false,
            silent: false,
            code: false,
            table: false,
            line: (0, 0),
        }
    }

    fn finish(mut self) -> Body {
        self.flush_draft();
        for section in &mut self.body.sections {
            section.text.truncate(section.text.trim_end().len());
        }
        if self.body.sections.len() > 1 && self.body.sections[0].text.is_empty() {
            self.body.sections.remove(0);
        }
        self.body
    }

    fn event(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    self.too_deep(offset);
                }
                self.start(tag, offset);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag, offset);
            }
            Event::Text(text) => {
                if self.in_html {
                    self.html.push_str(&text);
                } else {
                    if !self.code && is_sign_of_colons(&text) {
                        self.sign(offset);
                    }
                    self.say(&text, !self.code && !self.table);
                }
            }
            Event::Code(text) => self.say(&text, false),
            Event::Html(html) => {
                if holds_sign(&html) {
                    self.sign(offset);
                }
                self.html.push_str(&html);
            }
            Event::InlineHtml(html) => {
                if holds_sign(&html) {
                    self.sign(offset);
                }
                self.raw(&html, offset);
            }
            Event::SoftBreak | Event::HardBreak => {
                if self.in_html {
                    self.html.push('\n');
                } else {
                    self.line_break();
                }
            }
            Event::Rule => self.pending = true,
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        match tag {
            Tag::Paragraph => {
                self.paragraph = (self.body.sections[self.current].text.len(), offset);
            }
            Tag::Heading { level, id, .. } => {
                self.hidden = None;
                let id = id.map(|id| id.to_string());
                self.begin(Draft::new(Origin::Heading(number(level)), id, offset));
            }
            Tag::CodeBlock(kind) => {
                self.pending = true;
                self.code = true;
                if let pulldown_cmark::CodeBlockKind::Fenced(info) = kind {
                    self.code_title(&info);
                }
            }
            Tag::HtmlBlock => {
                self.pending = true;
                self.in_html = true;
                self.html.clear();
            }
            Tag::List(first) => {
                self.pending = true;
                self.lists.push(u32::from(first.is_some()));
            }
            Tag::Item => {
                if let Some(items) = self.lists.last_mut().filter(|items| **items > 0) {
                    *items += 1;
                }
            }
            Tag::Table(_) => {
                self.pending = true;
                self.table = true;
            }
            Tag::DefinitionListTitle => self.begin_term(offset),
            Tag::Link { link_type, dest_url, .. } => {
                self.silent = link_type == LinkType::Autolink;
                self.link(&dest_url, offset);
            }
            Tag::Image { dest_url, .. } => self.link(&dest_url, offset),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, offset: usize) {
        match tag {
            TagEnd::Paragraph => {
                self.pair();
                self.pending = true;
                if self.hidden.as_deref().is_some_and(|name| name.starts_with('~')) {
                    self.hidden = None;
                }
            }
            TagEnd::Heading(_) | TagEnd::DefinitionListTitle => self.finish_draft(),
            TagEnd::CodeBlock => {
                self.code = false;
                self.pending = true;
            }
            TagEnd::HtmlBlock => {
                self.in_html = false;
                let html = std::mem::take(&mut self.html);
                self.raw_block(&html, offset);
                self.html = html;
                self.pending = true;
            }
            TagEnd::List(_) => {
                let items = self.lists.pop().unwrap_or_default();
                self.body.steps = self.body.steps.max(items.saturating_sub(1));
                self.pending = true;
            }
            TagEnd::Table => {
                self.table = false;
                self.pending = true;
            }
            TagEnd::TableCell => self.space(),
            TagEnd::DefinitionList => self.end_term(),
            TagEnd::Link => self.silent = false,
            TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::BlockQuote(_)
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => self.pending = true,
            _ => {}
        }
    }

    /// Opens a section for a question, below the last heading.
    pub(super) fn ask(&mut self, question: String, text: String, offset: usize) {
        self.below(question, text, offset);
        let section = &mut self.body.sections[self.current];
        section.question.clone_from(&section.heading);
    }

    /// Opens a section below the last heading; a question is one when its words ask.
    pub(super) fn below(&mut self, words: String, text: String, offset: usize) {
        let level = (self.body.sections[self.host].level + 1).min(6);
        let anchor = self.fragments.of_words(&words);
        self.body.marks.push((offset, anchor.clone()));
        self.pending = true;
        let question = questions::asks(&words).then(|| words.clone());
        self.body.sections.push(Section { heading: Some(words), level, anchor, question, text });
        self.current = self.body.sections.len() - 1;
    }

    /// A heading is complete.
    pub(super) fn head(&mut self, level: u8, words: String, id: Option<&str>, offset: usize) {
        let anchor =
            id.and_then(|id| self.fragments.explicit(id)).unwrap_or_else(|| self.fragments.of_words(&words));
        self.body.marks.push((offset, anchor.clone()));
        let first = self.body.h1.is_none() && self.body.sections.len() == 1;
        if level == 1 && first && self.title.is_none_or(|title| same(title, &words)) {
            self.body.title_at = Some(offset);
            self.body.anchors.push(anchor);
            self.body.h1 = Some(words);
            return;
        }
        if level == 1 && self.body.h1.is_none() {
            self.body.h1 = Some(words.clone());
        }
        if first && self.body.sections[0].text.is_empty() {
            self.body.opening = Some(words.clone());
        }
        let question = questions::asks(&words).then(|| words.clone());
        self.body.sections.push(Section {
            heading: Some(words),
            level,
            anchor,
            question,
            text: String::new(),
        });
        self.current = self.body.sections.len() - 1;
        self.host = self.current;
        self.pending = false;
    }

    pub(super) fn link(&mut self, target: &str, offset: usize) {
        let target = target.trim();
        if !target.is_empty() {
            let line = self.line_of(offset);
            self.body.links.push(Link { target: target.to_owned(), line });
        }
    }

    pub(super) fn too_deep(&mut self, offset: usize) {
        if self.body.too_deep.is_none() {
            self.body.too_deep = Some(self.line_of(offset));
        }
    }

    fn sign(&mut self, offset: usize) {
        if self.body.sign.is_none() {
            self.body.sign = Some(self.line_of(offset));
        }
    }

    /// The line in the file; offsets mostly grow, so that the text is counted once.
    fn line_of(&mut self, offset: usize) -> u32 {
        let (at, lines) = self.line;
        if offset > at {
            self.line = (offset, lines + line_ends(&self.clean.text.as_bytes()[at..offset]));
        }
        self.clean.line(self.line.1)
    }

    /// ```` ```yaml title="values.yaml" ````: the title is read.
    fn code_title(&mut self, info: &str) {
        let Some(at) = info.find("title=\"").map(|at| at + 7).filter(|_| info.len() < 1_000) else { return };
        let title = info[at..].split('"').next().unwrap_or_default();
        self.say(title, false);
        self.pending = true;
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

/// Whether two titles say the same.
fn same(a: &str, b: &str) -> bool {
    even(a).to_lowercase() == even(b).to_lowercase()
}
