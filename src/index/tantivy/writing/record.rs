//! How is a card written down?

use std::mem;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    access::{AudienceSet, Readership},
    article::{Finding, KINDS, Severity, State},
    library::{Card, Key, Source},
    text::Language,
};

/// A readership as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::index::tantivy) struct ShelfRecord {
    /// The audiences of the article.
    #[serde(rename = "s")]
    pub(super) article: Vec<String>,
    /// Those of the blocks that these readers open.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) opened: Vec<Vec<String>>,
    /// Those of the blocks that they do not open.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) closed: Vec<Vec<String>>,
}

impl ShelfRecord {
    pub(in crate::index::tantivy) fn of(readership: &Readership) -> ShelfRecord {
        ShelfRecord {
            article: names(readership.article()),
            opened: readership.opened().map(names).collect(),
            closed: readership.closed().map(names).collect(),
        }
    }

    pub(in crate::index::tantivy) fn readership(&self) -> Readership {
        readership(&self.article, &self.opened, &self.closed)
    }
}

/// The readership of these names.
pub(super) fn readership(article: &[String], opened: &[Vec<String>], closed: &[Vec<String>]) -> Readership {
    let set = |names: &[String]| AudienceSet::of(names.iter().map(String::as_str));
    let sets = |blocks: &[Vec<String>]| blocks.iter().map(|names| set(names)).collect::<Vec<_>>();
    Readership::with(set(article), sets(opened), sets(closed))
}

/// A [`Card`] as the journal keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::index::tantivy) struct CardRecord {
    pub(in crate::index::tantivy) path: String,
    pub(in crate::index::tantivy) title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claimed_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    language: String,
    audiences: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    without: Vec<Vec<String>>,
    state: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    products: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    redirects: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review_by: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    updated: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    superseded_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    translation_key: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    questions: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    turns_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingRecord>,
    hash: String,
    stamp: [i64; 5],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<Timestamp>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct FindingRecord {
    line: u32,
    error: bool,
    kind: String,
    message: String,
    hint: String,
}

impl CardRecord {
    pub(in crate::index::tantivy) fn of(card: &Card) -> CardRecord {
        let ShelfRecord { article, opened, closed } = ShelfRecord::of(&card.readership);
        CardRecord {
            path: card.path.clone(),
            title: card.title.clone(),
            claimed_id: (card.claimed_id != card.path_id()).then(|| card.claimed_id.clone()),
            description: card.description.clone(),
            language: card.language.code().to_owned(),
            audiences: article,
            with: opened,
            without: closed,
            state: card.state.word().to_owned(),
            tags: card.tags.clone(),
            products: card.products.clone(),
            redirects: card.redirects.clone(),
            owner: card.owner.clone(),
            review_by: card.review_by,
            updated: card.updated,
            kind: card.kind.clone(),
            superseded_by: card.superseded_by.clone(),
            translation_key: card.translation_key.clone(),
            questions: card.questions.clone(),
            turns_at: card.turns_at,
            findings: card.findings.iter().map(FindingRecord::of).collect(),
            hash: blake3::Hash::from_bytes(card.source.hash).to_hex().to_string(),
            stamp: card.source.stamp,
            modified: card.source.modified,
        }
    }

    /// The card again. What does not read back hides the article and makes its file be read anew.
    pub(in crate::index::tantivy) fn into_card(self) -> Card {
        let hash = blake3::Hash::from_hex(&self.hash).map_or([0; 32], |hash| *hash.as_bytes());
        let path = self.path;
        let shelf = ShelfRecord { article: self.audiences, opened: self.with, closed: self.without };
        let findings = self.findings.into_iter().map(|finding| finding.into_finding(&path)).collect();
        let mut card = Card {
            key: Key::of(&path),
            claimed_id: String::new(),
            title: self.title,
            description: self.description,
            language: Language::parse(&self.language).unwrap_or(Language::ENGLISH),
            readership: shelf.readership(),
            state: State::from_word(&self.state).unwrap_or(State::Draft),
            tags: self.tags,
            products: self.products,
            redirects: self.redirects,
            owner: self.owner,
            review_by: self.review_by,
            updated: self.updated,
            kind: self.kind,
            superseded_by: self.superseded_by,
            translation_key: self.translation_key,
            questions: self.questions,
            turns_at: self.turns_at,
            findings,
            source: Source { hash, stamp: self.stamp, modified: self.modified },
            path,
        };
        card.claimed_id = self.claimed_id.unwrap_or_else(|| card.path_id().to_owned());
        card
    }

    /// The same bytes in a file with another stamp.
    pub(in crate::index::tantivy) fn restamp(&mut self, stamp: [i64; 5]) {
        self.stamp = stamp;
    }

    /// A number for everything that searching depends on: another text, another audience, another version.
    pub(in crate::index::tantivy) fn version(&mut self) -> u64 {
        let aside = (mem::take(&mut self.stamp), self.modified.take(), mem::take(&mut self.findings));
        let version = number(self);
        (self.stamp, self.modified, self.findings) = aside;
        version
    }

    /// A number for what it says, whoever sees it.
    pub(in crate::index::tantivy) fn said(&self) -> u64 {
        let (with, without, findings) = (Vec::new(), Vec::new(), Vec::new());
        number(&CardRecord { with, without, stamp: [0; 5], modified: None, findings, ..self.clone() })
    }
}

fn number(record: &CardRecord) -> u64 {
    let bytes = serde_json::to_vec(record).unwrap_or_default();
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// The names of a set of audiences.
fn names(audiences: &AudienceSet) -> Vec<String> {
    audiences.iter().map(|audience| audience.name().to_owned()).collect()
}

impl FindingRecord {
    fn of(finding: &Finding) -> FindingRecord {
        FindingRecord {
            line: finding.line,
            error: finding.severity == Severity::Error,
            kind: finding.kind.to_owned(),
            message: finding.message.clone(),
            hint: finding.hint.clone(),
        }
    }

    fn into_finding(self, path: &str) -> Finding {
        Finding {
            path: path.to_owned(),
            line: self.line,
            severity: if self.error { Severity::Error } else { Severity::Warning },
            kind: known_kind(&self.kind),
            message: self.message,
            hint: self.hint,
        }
    }
}

/// A kind of finding by its name; findings hold names that live as long as the program.
fn known_kind(name: &str) -> &'static str {
    KINDS.iter().map(|(kind, _)| *kind).find(|kind| *kind == name).unwrap_or("kept")
}
