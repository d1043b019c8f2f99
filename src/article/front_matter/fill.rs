//! Which fields of the article does the front matter fill?

use super::{
    FrontMatter, audience, dates,
    fields::{Between, Fields},
    names, state,
};
use crate::{
    access::AudienceSet,
    article::{Article, Rules, State, finding::Findings, kinds, links},
    text::Language,
};

/// What the front matter decides beyond the fields of the article.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    /// The title it names.
    pub(crate) title: Option<String>,
    /// The language it names.
    pub(crate) language: Option<Language>,
    /// The audiences it names.
    pub(crate) audiences: Option<AudienceSet>,
}

/// Layouts and types that say nothing about what sort of article it is.
const GENERIC_KINDS: [&str; 9] =
    ["default", "page", "post", "posts", "docs", "doc", "article", "single", "conceptual"];

/// Fills the article's fields; title, language and audiences are decided with the body and the path.
pub(crate) fn fill(
    article: &mut Article,
    front: FrontMatter,
    rules: &Rules,
    findings: &mut Findings,
) -> Filled {
    let in_doubt = front.audience_in_doubt;
    if front.entries.is_empty() && !in_doubt {
        return Filled::default();
    }
    let mut fields = Fields::new(front.entries, findings);
    let mut filled = Filled {
        title: title_in(&mut fields),
        language: language(&mut fields),
        audiences: audience::read(&mut fields, rules),
    };
    if in_doubt {
        let message =
            "the audience in the front matter cannot be read for certain; only writers see the article";
        let hint = "correct the front matter";
        fields.findings.error(1, kinds::UNREADABLE_AUDIENCE, message.to_owned(), hint);
        filled.audiences = Some(AudienceSet::writers());
    }
    article.state = state::read(&mut fields);
    times(article, &mut fields);
    words(article, &mut fields);
    address(article, &mut fields);
    article.extra.append(&mut fields.rest());
    filled
}

/// The title that the front matter names, by the same reading as [`fill`].
pub(crate) fn title(front: FrontMatter) -> Option<String> {
    title_in(&mut Fields::new(front.entries, &mut Findings::about("")))
}

fn title_in(fields: &mut Fields<'_>) -> Option<String> {
    fields.line(&["title", "name", "seotitle"]).map(|title| product_suffix_off(&title).to_owned())
}

fn times(article: &mut Article, fields: &mut Fields<'_>) {
    match dates::moment(fields, &["publishdate", "publishedat", "pubdate", "publishat", "publishedon"]) {
        Ok(moment) => article.publish_at = moment,
        Err(()) => article.state = State::Draft,
    }
    let expires = ["expirydate", "unpublishdate", "expires", "expiresat", "validto", "validuntil"];
    article.expires_at = dates::moment(fields, &expires).unwrap_or_default();
    article.created = dates::day(fields, &["date", "created", "createdat", "createddate", "datecreated"]);
    if article.created.is_none() {
        article.created = article.publish_at.map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date());
    }
    let updated = [
        "lastmod",
        "modified",
        "updated",
        "updatedat",
        "lastupdate.date",
        "lastupdated",
        "lastmodified",
        "datemodified",
        "ms.date",
    ];
    article.updated = dates::day(fields, &updated);
    article.review_by =
        dates::day(fields, &["reviewby", "nextreview", "nextreviewdate", "reviewdate", "reviewon"]);
}

fn words(article: &mut Article, fields: &mut Fields<'_>) {
    article.short_title =
        fields.line(&["sidebarlabel", "sidebartitle", "linktitle", "shorttitle", "subtitle"]);
    article.description = fields.text(&["description", "summary", "intro", "excerpt", "abstract"]);
    article.tags = names::tags(fields);
    article.products = names::products(fields);
    (article.names, article.redirects) = names::others(fields, &article.path);
    article.owner = owner(fields);
    article.kind = kind(fields);
}

fn address(article: &mut Article, fields: &mut Fields<'_>) {
    if let Some(entry) = fields.take(&["id"])
        && let Some(id) = fields.as_line(&entry)
    {
        if is_address(&id) {
            article.claimed_id = id;
        } else {
            let message = format!("`{}` cannot stand in an address", entry.key);
            let hint = "use letters, digits, `-`, `_`, `.` and `/`, at most 200 bytes";
            fields.findings.warning(entry.line, kinds::UNUSABLE_ID, message, hint);
        }
    }
    let moved = fields.line(&["supersededby", "replacedby", "redirectto", "redirect"]);
    article.superseded_by = match moved {
        Some(moved) if links::scheme(&moved).is_some() => {
            article.extra.push(("redirect_to".to_owned(), moved));
            None
        }
        Some(moved) => Some(links::bare(&moved)).filter(|id| !id.is_empty()),
        None => None,
    };
    article.translation_key = fields.line(&["translationkey", "ref"]);
}

/// Whether an id makes a path of an address as it is.
fn is_address(id: &str) -> bool {
    let sane = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let parts = |id: &str| id.split('/').all(|part| !part.is_empty() && part.chars().any(|c| c != '.'));
    id.len() <= 200 && id.chars().all(sane) && parts(id)
}

fn language(fields: &mut Fields<'_>) -> Option<Language> {
    let entry = fields.take(&["lang", "language", "locale"])?;
    let text = fields.as_line(&entry)?;
    let language = Language::parse(&text).or_else(|| named(&text));
    if language.is_none() {
        let message = format!("unknown language in `{}`", entry.key);
        fields.findings.warning(
            entry.line,
            kinds::UNKNOWN_LANGUAGE,
            message,
            "write its code: `en`, `pt-BR`",
        );
    }
    language
}

/// Languages by their English and their own names.
fn named(text: &str) -> Option<Language> {
    let code = match text.to_lowercase().as_str() {
        "english" => "en",
        "german" | "deutsch" => "de",
        "french" | "français" => "fr",
        "spanish" | "español" => "es",
        "italian" | "italiano" => "it",
        "portuguese" | "português" => "pt",
        "dutch" | "nederlands" => "nl",
        "japanese" | "日本語" => "ja",
        "chinese" | "中文" => "zh",
        _ => return None,
    };
    Language::parse(code)
}

/// Who answers for it: an owner before an author, names before links.
fn owner(fields: &mut Fields<'_>) -> Option<String> {
    for key in ["owner", "owners", "author", "authors", "ms.author", "maintainer", "maintainers", "verifier"]
    {
        let owners = fields.list(&[key], Between::Commas);
        if !owners.is_empty() {
            let names: Vec<&str> = owners.iter().map(|owner| words_of_link(owner)).collect();
            return Some(names.join(", "));
        }
    }
    None
}

/// `Ann` of `[Ann](https://example.org)`.
fn words_of_link(text: &str) -> &str {
    let inner = text.strip_prefix('[').and_then(|rest| rest.split_once("]("));
    inner.map_or(text, |(words, _)| words)
}

fn kind(fields: &mut Fields<'_>) -> Option<String> {
    for key in ["type", "contenttype", "ms.topic", "kind", "layout"] {
        let Some(entry) = fields.take(&[key]) else { continue };
        let Some(word) = fields.as_line(&entry) else { continue };
        let word = word.to_lowercase();
        if key == "layout" || GENERIC_KINDS.contains(&word.as_str()) {
            fields.give_back(entry);
            continue;
        }
        return Some(word);
    }
    None
}

/// Microsoft's titles end with the name of their site; one that is nothing else stays.
fn product_suffix_off(title: &str) -> &str {
    ["| Microsoft Docs", "| Microsoft Learn", "- Microsoft Docs", "- Microsoft Learn"]
        .iter()
        .find_map(|suffix| title.strip_suffix(suffix))
        .map(str::trim_end)
        .filter(|bare| !bare.is_empty())
        .unwrap_or(title)
}
