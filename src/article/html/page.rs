//! What does each event of the Markdown parser become?

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    address::{Addresses, escaped},
    raw::Open,
    wall,
};
use crate::article::{body, dialect, finding::Findings, front_matter};

/// A table with more cells than this is shown as text from there on.
const MOST_CELLS: usize = 20_000;

/// The body of an article as HTML that can be put into a page: it holds nothing that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Renders the body of a source: without front matter, and without the heading that repeats the title. Headings
/// and questions have the fragments that [`parse`](crate::article::parse()) gives them.
///
/// `resolve` gets what a relative link or image means below the knowledge base, with its fragment, and gives its
/// address on the page; a link without one keeps only its words.
///
/// ```
/// use firstline::article::html;
/// let page = html("# VPN\n\nSee [DNS](../net/dns.md#cache).", "vpn/reset.md", &|target| Some(format!("/articles/{target}")));
/// assert!(page.as_str().contains(r#"<a href="/articles/net/dns.md#cache">DNS</a>"#));
/// ```
pub fn html(source: &str, path: &str, resolve: &dyn Fn(&str) -> Option<String>) -> Html {
    html_of(source, path, None, resolve)
}

/// The same of an article whose title is known.
pub fn html_of(
    source: &str,
    path: &str,
    title: Option<&str>,
    resolve: &dyn Fn(&str) -> Option<String>,
) -> Html {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let front = front_matter::read(source, &mut Findings::about(path));
    let clean = dialect::plain(&source[front.body..], 1, path);
    let own = front_matter::title(front);
    let outline = body::read(&clean, title.or(own.as_deref()));
    let mut page = Page::new(&outline, Addresses { path, resolve });
    for (event, range) in Parser::new_ext(&clean.text, body::options(&clean)).into_offset_iter() {
        page.event(event, range.start);
    }
    page.close_raw(0);
    let mut html = String::with_capacity(clean.text.len() * 2);
    pulldown_cmark::html::push_html(&mut html, page.out.into_iter());
    Html(wall::clean(&html))
}

/// The events that will be written.
pub(super) struct Page<'a, 'e> {
    pub(super) out: Vec<Event<'e>>,
    pub(super) addresses: Addresses<'a>,
    marks: FxHashMap<usize, &'a str>,
    title_at: Option<usize>,
    /// The fragments that lead somewhere already.
    pub(super) ids: FxHashSet<String>,
    pub(super) depth: usize,
    links: Vec<bool>,
    cells: usize,
    /// The image whose words are being gathered.
    image: Option<Image>,
    /// Inside of the heading that repeats the title.
    pub(super) skipping: bool,
    /// Raw tags that are open, and how many were when each block around began.
    pub(super) raw: Vec<Open>,
    pub(super) bases: Vec<usize>,
    pub(super) hidden: Option<String>,
    html: String,
    in_html: bool,
}

struct Image {
    source: String,
    alt: String,
    depth: usize,
}

impl<'a, 'e> Page<'a, 'e> {
    fn new(outline: &'a body::Body, addresses: Addresses<'a>) -> Page<'a, 'e> {
        Page {
            out: Vec::new(),
            addresses,
            marks: outline.marks.iter().map(|(offset, anchor)| (*offset, anchor.as_str())).collect(),
            title_at: outline.title_at,
            ids: outline.marks.iter().map(|(_, anchor)| anchor.clone()).collect(),
            depth: 0,
            links: Vec::new(),
            cells: 0,
            image: None,
            skipping: false,
            raw: Vec::new(),
            bases: Vec::new(),
            hidden: None,
            html: String::new(),
            in_html: false,
        }
    }

    fn event(&mut self, event: Event<'e>, offset: usize) {
        if self.image.is_some() {
            self.in_image(event);
            return;
        }
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                let block = matches!(tag, Tag::HtmlBlock);
                if !block {
                    self.bases.push(self.raw.len());
                }
                self.start(tag, offset);
            }
            Event::End(tag) => {
                if tag != TagEnd::HtmlBlock {
                    let base = self.bases.pop().unwrap_or_default();
                    self.close_raw(base);
                }
                self.end(tag, offset);
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::Text(text) if self.in_html => self.html.push_str(&text),
            Event::SoftBreak | Event::HardBreak if self.in_html => self.html.push('\n'),
            Event::InlineHtml(html) => self.raw_inline(&html, offset),
            Event::TaskListMarker(done) => self.put(Event::Text(if done { "☑ " } else { "☐ " }.into())),
            event => self.put(event),
        }
    }

    fn start(&mut self, tag: Tag<'e>, offset: usize) {
        match tag {
            Tag::HtmlBlock => {
                self.in_html = true;
                self.html.clear();
                return;
            }
            Tag::Link { link_type, dest_url, .. } => return self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => {
                self.image =
                    Some(Image { source: dest_url.to_string(), alt: String::new(), depth: self.depth });
                return;
            }
            Tag::Heading { level, .. } => return self.heading(level as u8, offset),
            _ => {}
        }
        if self.depth > body::DEEPEST {
            return self.put(Event::Text(" ".into()));
        }
        match tag {
            Tag::BlockQuote(Some(kind)) => self.tag(format!("<aside class=\"{}\">", class_of(kind))),
            Tag::CodeBlock(kind) => self.code(&kind),
            Tag::Paragraph => match self.mark(offset) {
                Some(anchor) => self.tag(format!("<p id=\"{}\">", escaped(anchor))),
                None => self.put(Event::Start(Tag::Paragraph)),
            },
            Tag::DefinitionListTitle => {
                let id = self.mark(offset).map(|anchor| format!(" id=\"{}\"", escaped(anchor)));
                self.tag(format!("<dt{}>", id.unwrap_or_default()));
            }
            Tag::Table(alignment) => {
                self.tag("<div class=\"table\" tabindex=\"0\">".to_owned());
                self.put(Event::Start(Tag::Table(alignment)));
            }
            Tag::TableRow | Tag::TableCell if self.cells > MOST_CELLS => {}
            Tag::TableCell => {
                self.cells += 1;
                self.put(Event::Start(Tag::TableCell));
            }
            tag => self.put(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd, offset: usize) {
        match tag {
            TagEnd::HtmlBlock => {
                self.in_html = false;
                let html = std::mem::take(&mut self.html);
                self.raw_block(&html, offset);
                self.html = html;
                return;
            }
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.tag("</a>".to_owned());
                }
                return;
            }
            TagEnd::Heading(level) => {
                if self.skipping {
                    self.skipping = false;
                } else {
                    self.tag(format!("</h{}>\n", level as u8));
                }
                return;
            }
            _ => {}
        }
        if self.depth > body::DEEPEST {
            return self.put(Event::Text(" ".into()));
        }
        match tag {
            TagEnd::BlockQuote(Some(_)) => self.tag("</aside>\n".to_owned()),
            TagEnd::CodeBlock => self.tag("</code></pre>\n".to_owned()),
            TagEnd::Paragraph if self.mark(offset).is_some() => self.tag("</p>\n".to_owned()),
            TagEnd::DefinitionListTitle => self.tag("</dt>\n".to_owned()),
            TagEnd::Table => {
                self.put(Event::End(TagEnd::Table));
                self.tag("</div>\n".to_owned());
            }
            TagEnd::TableRow | TagEnd::TableCell if self.cells > MOST_CELLS => {}
            tag => self.put(Event::End(tag)),
        }
    }

    /// The words of an image, up to its end.
    fn in_image(&mut self, event: Event<'e>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) if self.depth > image.depth => self.depth -= 1,
            Event::End(_) => {
                self.depth -= 1;
                self.bases.pop();
                if let Some(image) = self.image.take() {
                    self.show(&image.source, &image.alt);
                }
            }
            Event::Text(text) | Event::Code(text) => image.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
    }

    /// An image, or its words when it may not be shown.
    pub(super) fn show(&mut self, source: &str, alt: &str) {
        match self.addresses.image(source, alt) {
            Some(tag) => self.tag(tag),
            None => self.put(Event::Text(alt.to_owned().into())),
        }
    }

    fn link(&mut self, kind: LinkType, target: &str) {
        let written = if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() };
        let tag = self.addresses.link(&written).filter(|_| self.depth <= body::DEEPEST);
        self.links.push(tag.is_some());
        if let Some(tag) = tag {
            self.tag(tag);
        }
    }

    /// A heading with its fragment; the one that repeats the title leaves only the fragment.
    fn heading(&mut self, level: u8, offset: usize) {
        self.hidden = None;
        if !self.titled(offset) {
            let id = self.mark(offset).map(|anchor| format!(" id=\"{}\"", escaped(anchor)));
            self.tag(format!("<h{level}{}>", id.unwrap_or_default()));
        }
    }

    /// Whether the heading at this place repeats the title; what is in it is skipped then.
    pub(super) fn titled(&mut self, offset: usize) -> bool {
        if self.title_at != Some(offset) {
            return false;
        }
        if let Some(anchor) = self.mark(offset) {
            self.tag(format!("<span id=\"{}\"></span>\n", escaped(anchor)));
        }
        self.skipping = true;
        true
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        let info = if let CodeBlockKind::Fenced(info) = kind { &**info } else { "" };
        if let Some((_, title)) = info.split_once("title=\"") {
            let title = title.split('"').next().unwrap_or_default();
            self.tag(format!("<p class=\"code-title\">{}</p>\n", escaped(title)));
        }
        let word = info.split([' ', ',', '\t', '{']).next().unwrap_or_default();
        let sane = !word.is_empty() && word.len() <= 40 && word.chars().all(wall::is_of_language);
        self.tag(if sane {
            format!("<pre><code class=\"language-{word}\">")
        } else {
            "<pre><code>".to_owned()
        });
    }

    /// The fragment that belongs to this place.
    pub(super) fn mark(&self, offset: usize) -> Option<&'a str> {
        self.marks.get(&offset).copied()
    }

    /// A tag of our own making.
    pub(super) fn tag(&mut self, tag: String) {
        if !self.skipping || tag.starts_with("<span id=") {
            self.out.push(Event::InlineHtml(CowStr::from(tag)));
        }
    }

    pub(super) fn put(&mut self, event: Event<'e>) {
        if !self.skipping && self.hidden.is_none() {
            self.out.push(event);
        }
    }
}

fn class_of(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
