//! What does this file say, as an article?

use super::{
    Article, Finding, Rules, Section, State,
    blocks::{self, Blocks, Cut},
    body::{self, Body},
    decode::{Decoded, decode},
    dialect,
    finding::{Findings, line_ends},
    front_matter, kinds, language, links,
};
use crate::{access::AudienceSet, text::Language};

/// So many characters of a file that is too large are searched for its title.
const TITLE_WITHIN: usize = 4_000;

/// Reads the bytes of one file as whoever sees all of it; never fails. A file that is no text is an article without
/// words for writers alone.
pub fn read(path: &str, bytes: &[u8], rules: &Rules) -> (Article, Vec<Finding>) {
    let decoded = decode(bytes);
    let mut findings = Findings::about(path);
    let understood = of_file(path, &decoded, rules, &mut findings);
    (understood.article, findings.into_list())
}

/// Reads the source of one file as whoever sees all of it; never fails.
///
/// ```
/// use firstline::article::{Rules, parse};
/// let (article, findings) = parse("vpn/reset.md", "# Reset the token\n\nPress it twice.", &Rules::default());
/// assert_eq!(article.title, "Reset the token");
/// assert_eq!(article.sections[0].text, "Press it twice.");
/// assert!(findings.is_empty());
/// ```
pub fn parse(path: &str, source: &str, rules: &Rules) -> (Article, Vec<Finding>) {
    let mut findings = Findings::about(path);
    let understood = understand(path, source, rules, &mut findings, &As::File);
    (understood.article, findings.into_list())
}

/// What a file was understood as.
pub(super) struct Understood {
    pub(super) article: Article,
    /// What all readers have in common, and the blocks that they do not; none without blocks.
    pub(super) base: Option<(Base, Blocks)>,
    /// Where the body begins.
    pub(super) body: usize,
    /// The language, where anything tells it.
    language: Option<Language>,
    /// A sign of a block for some readers cannot be read: then nobody but writers may read anything.
    pub(super) in_doubt: bool,
}

/// What an article is called and the language it is in, whoever reads it: neither follows from a block.
pub(super) struct Base {
    title: String,
    language: Option<Language>,
}

/// What a source is.
pub(super) enum As<'b> {
    /// A file.
    File,
    /// What of a file everybody may read who may read any of it.
    Base,
    /// What some readers see of it.
    Reading(&'b Base),
}

/// Understands a decoded file.
pub(super) fn of_file(
    path: &str,
    decoded: &Decoded<'_>,
    rules: &Rules,
    findings: &mut Findings,
) -> Understood {
    if let Some(flaw) = decoded.flaw {
        flaw.report(findings);
    }
    let mut understood = understand(path, &decoded.text, rules, findings, &As::File);
    if decoded.flaw == Some(super::Flaw::Binary) {
        understood.article.audiences = AudienceSet::writers();
    }
    understood
}

pub(super) fn understand(
    path: &str,
    source: &str,
    rules: &Rules,
    findings: &mut Findings,
    what: &As<'_>,
) -> Understood {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let mut article = blank(path, rules);
    let front = front_matter::read(source, findings);
    let (before, body) = source.split_at(front.body);
    let filled = front_matter::fill(&mut article, front, rules, findings);
    article.audiences = audiences(path, filled.audiences, rules);

    let first_line = line_ends(before.as_bytes()) + 1;
    let blocks = blocks::of(body, first_line, rules, findings);
    let common = blocks.as_ref().filter(|_| matches!(what, As::File)).map(|blocks| {
        let common = format!("{before}{}", blocks.cut(body, &|_| true).text);
        understand(path, &common, rules, &mut Findings::about(path), &As::Base)
    });
    let signs_left = match (&blocks, &common) {
        (Some(blocks), Some(common)) => blocks.stray.is_some() || common.in_doubt,
        (blocks, _) => blocks.is_some(),
    };
    let own = common.map(|common| Base { title: common.article.title, language: common.language });
    let given = if let As::Reading(base) = what { Some(*base) } else { own.as_ref() };
    let title = given.map(|base| base.title.clone()).or(filled.title);

    let cut = blocks.as_ref().map(|blocks| blocks.cut(body, &|_| false));
    let shown = Shown { path, size: source.len(), body, cut: cut.as_ref(), first_line };
    let (read, sign) = shown.read(title.as_deref(), rules, findings);
    let in_doubt = signs_left || sign;
    let of_path = language::of_path(path);
    let told = filled.language.or_else(|| of_path.as_ref().map(|(language, _)| *language));
    let told = told.or_else(|| given.and_then(|base| base.language));
    let language = told.or_else(|| language::of_prose(&read.prose));
    article.language = language.unwrap_or(rules.language);
    if article.translation_key.is_none() {
        article.translation_key = of_path.map(|(_, rest)| links::without_extension(&rest).to_owned());
    }
    article.title =
        title.or_else(|| read.h1.clone()).unwrap_or_else(|| name_of(path, read.opening.as_deref()));
    if article.kind.is_none() {
        article.kind = kind(&article.title, &read).map(str::to_owned);
    }
    if source.len() <= rules.max_bytes {
        report_empty(&article, &read, findings);
    }
    (article.sections, article.anchors, article.links) = (read.sections, read.anchors, read.links);
    if in_doubt {
        article.audiences = AudienceSet::writers();
    } else if let Some(blocks) = &blocks {
        article.blocks.clone_from(&blocks.audiences);
    }
    Understood { article, base: own.zip(blocks), body: before.len(), language, in_doubt }
}

/// A body on its way to be read.
struct Shown<'s> {
    path: &'s str,
    /// How long the file is.
    size: usize,
    body: &'s str,
    /// The same without the signs of blocks for some readers; none when it holds no sign.
    cut: Option<&'s Cut>,
    /// The line in the file of the body's first line.
    first_line: u32,
}

impl Shown<'_> {
    /// What the body says, and whether a sign of a block for some readers was left in it.
    fn read(&self, title: Option<&str>, rules: &Rules, findings: &mut Findings) -> (Body, bool) {
        let text = self.cut.map_or(self.body, |cut| &cut.text);
        if self.size > rules.max_bytes {
            let message = format!("the file is {} bytes long, {} are allowed", self.size, rules.max_bytes);
            let hint = "split the article, or raise `max_bytes` in firstline.toml";
            findings.error(0, kinds::TOO_LARGE, message, hint);
            let (h1, sections) = (first_heading(text, self.path), vec![Section::default()]);
            return (Body { sections, h1, ..Body::default() }, false);
        }
        let clean = dialect::plain(text, self.first_line, self.path);
        let mut read = body::read(&clean, title);
        for link in &mut read.links {
            link.line = self.line(link.line);
        }
        let sign = self.report(&clean, &read, findings);
        (read, sign)
    }

    /// The line in the file of a line of what is shown.
    fn line(&self, shown: u32) -> u32 {
        let below = |cut: &Cut| cut.line(shown.saturating_sub(self.first_line));
        self.cut.map_or(shown, |cut| self.first_line.saturating_add(below(cut)))
    }

    /// Tells what is wrong in a body. Says whether a sign of a block for some readers was left.
    fn report(&self, clean: &dialect::Clean<'_>, body: &Body, findings: &mut Findings) -> bool {
        if let Some(line) = body.too_deep {
            let message = format!("nested more than {} deep", body::DEEPEST);
            let hint = "what lies deeper is shown as plain text; nest less";
            findings.error(self.line(line), kinds::TOO_DEEP, message, hint);
        }
        if let Some(line) = clean.unclosed_comment() {
            let message = "a comment begins with `<!--` and never ends".to_owned();
            let hint = "write `-->` where it ends; the rest is hidden";
            findings.warning(self.line(line), kinds::UNCLOSED_COMMENT, message, hint);
        }
        let sign = clean.sign().or(body.sign);
        if let Some(line) = sign {
            let message = "a sign of a block for some readers that cannot be told from words or code";
            let hint =
                "write it on a line of its own, outside of code; until then only writers see the article";
            findings.error(self.line(line), kinds::UNREADABLE_AUDIENCE, message.to_owned(), hint);
        }
        sign.is_some()
    }
}

/// Finds an article without words, where nothing else tells why it has none.
fn report_empty(article: &Article, body: &Body, findings: &mut Findings) {
    let words = body.sections.iter().any(|section| section.heading.is_some() || !section.text.is_empty());
    let moved = article.superseded_by.is_some() || article.extra.iter().any(|(key, _)| key == "redirect_to");
    let expected =
        words || body.h1.is_some() || article.description.is_some() || moved || is_folder(&article.path);
    if !expected {
        let message = "the article has no words".to_owned();
        findings.warning(0, kinds::EMPTY, message, "write it, or remove the file");
    }
}

/// Hugo's `_index.md` may say no more than what a folder is called.
fn is_folder(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with("_index."))
}

fn blank(path: &str, rules: &Rules) -> Article {
    Article {
        path: path.to_owned(),
        claimed_id: links::without_extension(path).to_owned(),
        title: String::new(),
        short_title: None,
        description: None,
        language: rules.language,
        audiences: rules.default_audiences.clone(),
        blocks: Vec::new(),
        state: State::default(),
        tags: Vec::new(),
        products: Vec::new(),
        names: Vec::new(),
        redirects: Vec::new(),
        owner: None,
        review_by: None,
        created: None,
        updated: None,
        publish_at: None,
        expires_at: None,
        kind: None,
        superseded_by: None,
        translation_key: None,
        extra: Vec::new(),
        sections: Vec::new(),
        anchors: Vec::new(),
        links: Vec::new(),
    }
}

fn audiences(path: &str, named: Option<AudienceSet>, rules: &Rules) -> AudienceSet {
    let of_folder =
        || rules.folders.iter().find(|(folder, _)| folder.is_match(path)).map(|(_, set)| set.clone());
    named.or_else(of_folder).unwrap_or_else(|| rules.default_audiences.clone())
}

/// The first heading of a file that is too large to be read: only its beginning is looked at.
fn first_heading(body: &str, path: &str) -> Option<String> {
    let beginning = body.char_indices().nth(TITLE_WITHIN).map_or(body, |(end, _)| &body[..end]);
    body::read(&dialect::plain(beginning, 1, path), None).h1
}

/// The title that a file name makes: without number, date and extension, dashes read as spaces.
fn name_of(path: &str, opening: Option<&str>) -> String {
    let mut parts = links::without_extension(path).rsplit('/').filter(|part| !part.is_empty());
    let mut name = parts.next().unwrap_or(path);
    if ["readme", "index", "_index"].iter().any(|own| name.eq_ignore_ascii_case(own)) {
        if let Some(opening) = opening {
            return opening.to_owned();
        }
        name = parts.next().unwrap_or(name);
    }
    let dated = name.get(..10).is_some_and(|start| start.parse::<jiff::civil::Date>().is_ok());
    let bare = if dated { &name[10..] } else { name.trim_start_matches(|c: char| c.is_ascii_digit()) };
    let bare = if bare.starts_with(['-', '_', '.', ' ']) || dated {
        bare.trim_start_matches(['-', '_', '.', ' '])
    } else {
        name
    };
    let spaced = front_matter::even(&bare.replace(['-', '_'], " "));
    if spaced.is_empty() { name.to_owned() } else { spaced }
}

/// What sort of article its sections make it.
fn kind(title: &str, body: &Body) -> Option<&'static str> {
    let headings = body.sections.iter().filter(|section| section.heading.is_some()).count();
    let questions = body.sections.iter().filter(|section| section.question.is_some()).count();
    if questions >= 2 && questions * 2 >= headings {
        return Some("faq");
    }
    let has = |words: &[&str]| {
        let one = |section: &Section| {
            section.heading.as_deref().is_some_and(|h| words.iter().any(|word| h.eq_ignore_ascii_case(word)))
        };
        body.sections.iter().any(one)
    };
    let solved = has(&["resolution", "solution", "fix", "workaround"]);
    if solved && has(&["issue", "symptom", "symptoms", "problem", "cause", "environment", "error"]) {
        return Some("kcs");
    }
    let begins = title.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("how to "));
    (begins || body.steps >= 3).then_some("how-to")
}
