//! Which keys do the well-known tools write, and which of them matter most?

use super::value::Entry;

/// Keys that name an audience.
pub(super) const AUDIENCE: [&str; 13] = [
    "audience",
    "audiences",
    "visibility",
    "access",
    "internal",
    "permissions",
    "permission",
    "roles",
    "role",
    "usersegment",
    "usersegments",
    "restricted",
    "private",
];

/// Other keys that are understood, or that tools write often; by them front matter is told from prose.
const USUAL: [&str; 74] = [
    "title",
    "name",
    "seotitle",
    "shorttitle",
    "sidebarlabel",
    "sidebartitle",
    "linktitle",
    "subtitle",
    "description",
    "summary",
    "intro",
    "excerpt",
    "abstract",
    "tags",
    "tag",
    "topics",
    "topic",
    "labels",
    "label",
    "categories",
    "category",
    "keywords",
    "questions",
    "synonyms",
    "aliases",
    "alias",
    "redirectfrom",
    "redirects",
    "redirectto",
    "slug",
    "permalink",
    "path",
    "url",
    "id",
    "draft",
    "published",
    "publish",
    "status",
    "state",
    "unlisted",
    "insearchindex",
    "headless",
    "date",
    "created",
    "updated",
    "modified",
    "lastmod",
    "publishdate",
    "publishedat",
    "expirydate",
    "expires",
    "reviewby",
    "owner",
    "author",
    "authors",
    "maintainer",
    "verifier",
    "product",
    "products",
    "version",
    "versions",
    "appliesto",
    "platform",
    "lang",
    "language",
    "locale",
    "translationkey",
    "type",
    "contenttype",
    "kind",
    "layout",
    "template",
    "weight",
    "supersededby",
];

/// Keys worth a question when another key is nearly like them, and how many mistakes are forgiven.
const IMPORTANT: [(&str, usize); 21] = [
    ("audience", 2),
    ("audiences", 2),
    ("visibility", 2),
    ("permissions", 2),
    ("restricted", 1),
    ("internal", 1),
    ("usersegment", 2),
    ("access", 1),
    ("title", 1),
    ("description", 2),
    ("language", 1),
    ("keywords", 1),
    ("aliases", 1),
    ("reviewby", 2),
    ("expirydate", 2),
    ("publishdate", 1),
    ("published", 1),
    ("draft", 1),
    ("owner", 1),
    ("supersededby", 2),
    ("products", 1),
];

/// Words that are near an important key and mean what they say.
const INNOCENT: [&str; 20] = [
    "interval",
    "external",
    "subtitle",
    "tile",
    "titles",
    "drafts",
    "craft",
    "graft",
    "drift",
    "owners",
    "power",
    "lower",
    "tower",
    "publisher",
    "publishers",
    "aliased",
    "keyword",
    "product",
    "accent",
    "excess",
];

/// Whether a key, as compared, is one that front matter usually has.
pub(super) fn is_known(name: &str) -> bool {
    USUAL.contains(&name) || is_audience(name) || name.starts_with("ms.")
}

/// Whether a key, as compared, names an audience.
pub(super) fn is_audience(name: &str) -> bool {
    AUDIENCE.contains(&name)
}

/// The important key that this one was probably meant to be.
pub(super) fn meant(entry: &Entry) -> Option<&'static str> {
    let name = entry.name.as_str();
    if is_known(name) || INNOCENT.contains(&name) {
        return None;
    }
    // `audience:x: agents` names an audience somehow; `access.log` does not.
    let stem = &name[..name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len())];
    if let Some(key) = AUDIENCE.iter().find(|key| **key == stem && !name[stem.len()..].starts_with('.')) {
        return Some(key);
    }
    let near = |(key, most): &(&'static str, usize)| {
        let mistakes = if begins_alike(key, name) { distance(name, key) } else { usize::MAX };
        (mistakes <= *most).then_some((mistakes, *key))
    };
    IMPORTANT.iter().filter_map(near).min_by_key(|(mistakes, _)| *mistakes).map(|(_, key)| key)
}

/// Whether one of the first two letters is the same, or the two are swapped; most mistakes come later.
fn begins_alike(a: &str, b: &str) -> bool {
    let ([a0, a1, ..], [b0, b1, ..]) = (a.as_bytes(), b.as_bytes()) else { return false };
    a.len().abs_diff(b.len()) <= 2 && (a0 == b0 || a1 == b1 || (a0 == b1 && a1 == b0))
}

/// Longer keys are nobody's mistake.
const LONGEST: usize = 24;

/// How many letters to change, add, drop or swap; as many as there are when a word is long or not ASCII.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().max(b.len()) > LONGEST {
        return usize::MAX;
    }
    let mut rows = [[0_usize; LONGEST + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        let (this, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[this][0] = i;
        for j in 1..=b.len() {
            let change = rows[last][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[last][j] + 1).min(rows[this][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[before][j - 2] + 1);
            }
            rows[this][j] = best;
        }
    }
    rows[a.len() % 3][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{super::value::Value, Entry, meant};

    #[track_caller]
    fn check(key: &str, expected: Option<&str>) {
        assert_eq!(meant(&Entry::new(key.to_owned(), Value::Null, 1)), expected, "{key}");
    }

    #[test]
    fn a_mistake_in_an_important_key_is_noticed() {
        check("audiance", Some("audience"));
        check("Audeince", Some("audience"));
        check("titel", Some("title"));
        check("review_bye", Some("reviewby"));
        check("visiblity", Some("visibility"));
        check("descriptions", Some("description"));
    }

    #[test]
    fn ordinary_keys_are_left_alone() {
        for key in [
            "audience", "interval", "external", "anchor", "menu", "sig", "rules", "stage", "editor",
            "subtitle",
        ] {
            check(key, None);
        }
    }
}
