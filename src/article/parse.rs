//! What does this file say, as an article?

use super::{
    Article, Finding, Rules, Section, State,
    body::{self, Body},
    decode::decode,
    dialect,
    finding::{Findings, line_ends},
    front_matter, kinds, language, links,
};
use crate::access::AudienceSet;

/// So many characters of a file that is too large are searched for its title.
const TITLE_WITHIN: usize = 4_000;

/// Reads the bytes of one file; never fails. A file that is no text is an article without words for writers alone.
pub fn read(path: &str, bytes: &[u8], rules: &Rules) -> (Article, Vec<Finding>) {
    let decoded = decode(bytes);
    let Some(flaw) = decoded.flaw else { return parse(path, &decoded.text, rules) };
    let mut findings = Findings::about(path);
    flaw.report(&mut findings);
    let mut article = understand(path, &decoded.text, rules, &mut findings);
    if flaw == super::Flaw::Binary {
        article.audiences = AudienceSet::writers();
    }
    (article, findings.into_list())
}

/// Reads the source of one file; never fails.
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
    let article = understand(path, source, rules, &mut findings);
    (article, findings.into_list())
}

fn understand(path: &str, source: &str, rules: &Rules, findings: &mut Findings) -> Article {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let mut article = blank(path, rules);
    let front = front_matter::read(source, findings);
    let (before, body) = source.split_at(front.body);
    let filled = front_matter::fill(&mut article, front, rules, findings);
    article.audiences = audiences(path, filled.audiences, rules);
    let of_path = language::of_path(path);

    let read = if source.len() > rules.max_bytes {
        let message = format!("the file is {} bytes long, {} are allowed", source.len(), rules.max_bytes);
        findings.error(
            0,
            kinds::TOO_LARGE,
            message,
            "split the article, or raise `max_bytes` in firstline.toml",
        );
        Body { h1: first_heading(body, path), sections: vec![Section::default()], ..Body::default() }
    } else {
        let clean = dialect::plain(body, line_ends(before.as_bytes()) + 1, path);
        let read = body::read(&clean, filled.title.as_deref());
        report(&clean, &read, findings);
        read
    };
    let told = filled.language.or_else(|| of_path.as_ref().map(|(language, _)| *language));
    article.language = told.or_else(|| language::of_prose(&read.prose)).unwrap_or(rules.language);
    if article.translation_key.is_none() {
        article.translation_key = of_path.map(|(_, rest)| links::without_extension(&rest).to_owned());
    }
    article.title =
        filled.title.or_else(|| read.h1.clone()).unwrap_or_else(|| name_of(path, read.opening.as_deref()));
    if article.kind.is_none() {
        article.kind = kind(&article.title, &read).map(str::to_owned);
    }
    let words = read.sections.iter().any(|section| section.heading.is_some() || !section.text.is_empty());
    let moved = article.superseded_by.is_some() || article.extra.iter().any(|(key, _)| key == "redirect_to");
    let expected = words || read.h1.is_some() || article.description.is_some() || moved || is_folder(path);
    if !expected && source.len() <= rules.max_bytes {
        findings.warning(
            0,
            kinds::EMPTY,
            "the article has no words".to_owned(),
            "write it, or remove the file",
        );
    }
    article.sections = read.sections;
    article.anchors = read.anchors;
    article.links = read.links;
    article
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

fn report(clean: &dialect::Clean<'_>, body: &Body, findings: &mut Findings) {
    if let Some(line) = body.too_deep {
        let message = format!("nested more than {} deep", body::DEEPEST);
        findings.error(line, kinds::TOO_DEEP, message, "what lies deeper is shown as plain text; nest less");
    }
    if let Some(line) = clean.unclosed_comment() {
        let message = "a comment begins with `<!--` and never ends".to_owned();
        findings.warning(
            line,
            kinds::UNCLOSED_COMMENT,
            message,
            "write `-->` where it ends; the rest is hidden",
        );
    }
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
