//! By which words and old addresses is the article known?

use super::fields::{Between, Fields, add};
use crate::article::links;

const TAGS: [&str; 13] = [
    "tags",
    "tag",
    "topics",
    "topic",
    "labels",
    "label",
    "labelnames",
    "categories",
    "category",
    "contenttags",
    "subjects",
    "ms.subservice",
    "ms.technology",
];
const SPACED_TAGS: [&str; 3] = ["tags", "tag", "categories"];
const PRODUCTS: [&str; 9] = [
    "products",
    "product",
    "ms.prod",
    "ms.service",
    "appliesto",
    "platform",
    "platforms",
    "os",
    "defaultplatform",
];
const KEYWORDS: [&str; 5] = ["keywords", "keyword", "search.keywords", "synonyms", "faq"];
const OLD: [&str; 6] = ["aliases", "alias", "redirectfrom", "redirects", "oldurls", "formerpaths"];
const ADDRESSES: [&str; 3] = ["slug", "permalink", "url"];

/// Topics, in the author's order.
pub(super) fn tags(fields: &mut Fields<'_>) -> Vec<String> {
    let mut all = fields.list(&SPACED_TAGS, Between::CommasOrSpaces);
    for tag in fields.list(&TAGS, Between::Commas) {
        add(&mut all, &tag);
    }
    for tag in &mut all {
        if tag.starts_with('#') {
            *tag = tag.trim_start_matches('#').to_owned();
        }
    }
    all.retain(|tag| !tag.is_empty());
    all
}

/// Products it is about; versions are not products and stay with the rest.
pub(super) fn products(fields: &mut Fields<'_>) -> Vec<String> {
    fields.list(&PRODUCTS, Between::Commas)
}

/// Other names, and old paths and addresses.
pub(super) fn others(fields: &mut Fields<'_>, path: &str) -> (Vec<String>, Vec<String>) {
    let mut names = fields.list(&KEYWORDS, Between::Commas);
    for question in fields.list_if_texts(&["questions"], Between::Commas) {
        // 18F's handbook lists under `questions` whom to ask.
        if question.contains(' ') || question.contains('?') {
            add(&mut names, &question);
        }
    }
    let mut redirects = Vec::new();
    for old in fields.list_if_texts(&OLD, Between::Commas) {
        match old_address(&old) {
            Some(address) => add(&mut redirects, &address),
            None => add(&mut names, &old),
        }
    }
    for key in ADDRESSES {
        let Some(written) = fields.line(&[key]) else { continue };
        let lies = if written.contains('/') { written } else { links::beside(path, &written) };
        add(&mut redirects, &links::bare(&lies));
    }
    let own = links::without_extension(path);
    redirects.retain(|address| !address.is_empty() && address != own);
    (names, redirects)
}

/// A value with a slash or an extension is an address, anything else a name. `TCP/IP` is a name as well.
fn old_address(value: &str) -> Option<String> {
    let spaced = value.contains(' ') && !value.starts_with('/') && !links::has_extension(value);
    let address = !spaced && (value.contains('/') || links::has_extension(value));
    address.then(|| links::bare(value))
}
