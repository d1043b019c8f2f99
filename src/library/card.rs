//! What is remembered of an article between searches?

use jiff::{Timestamp, civil::Date};

use crate::{
    access::{AudienceSet, Readership},
    article::{Article, Finding, State},
    text::Language,
};

/// The name of an article's path for engines: the first eight bytes of its BLAKE3 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

impl Key {
    /// The key of a path below the knowledge base.
    pub fn of(path: &str) -> Key {
        let hash = blake3::hash(path.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        Key(u64::from_le_bytes(first))
    }
}

/// What tells whether a file is still the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// BLAKE3 of its bytes: the truth.
    pub hash: [u8; 32],
    /// What the file system says of it without reading: equal stamps, equal bytes. Opaque here.
    pub stamp: [i64; 5],
    /// When the file was last written, as far as the file system knows.
    pub modified: Option<Timestamp>,
}

impl Source {
    /// Which state of the article it is, in short: the first eight bytes of the hash.
    pub fn content(&self) -> u64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.hash[..8]);
        u64::from_le_bytes(first)
    }
}

/// An article without its body, in one of its readings.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its key for engines; follows from the path.
    pub key: Key,
    /// Where the file lies below the knowledge base.
    pub path: String,
    /// The id it asks for; [`Library::id_of`](super::Library::id_of) tells which it has.
    pub claimed_id: String,
    /// What it is called.
    pub title: String,
    /// One or two sentences about it, where the author wrote them.
    pub description: Option<String>,
    /// The language of its words.
    pub language: Language,
    /// Who sees it now: writers alone while it is a draft or not yet published, and only those who open just these
    /// blocks.
    pub readership: Readership,
    /// How far it can be trusted now: archived once it has expired.
    pub state: State,
    /// Topics.
    pub tags: Vec<String>,
    /// Products it is about.
    pub products: Vec<String>,
    /// Old paths that lead here.
    pub redirects: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When somebody should look at it again.
    pub review_by: Option<Date>,
    /// When it was last changed: its author's word, else the file's time.
    pub updated: Option<Date>,
    /// What sort of article.
    pub kind: Option<String>,
    /// The id of the article that replaces it.
    pub superseded_by: Option<String>,
    /// What its translations share.
    pub translation_key: Option<String>,
    /// The questions it answers, each with the anchor of its section.
    pub questions: Vec<(String, String)>,
    /// The moment at which its audience or state changes by itself, if one lies ahead.
    pub turns_at: Option<Timestamp>,
    /// What is wrong or doubtful in it.
    pub findings: Vec<Finding>,
    /// The file it was read from; of a reading that is not the whole article, with the hash of its text.
    pub source: Source,
}

impl Card {
    /// The path without its extension: the id of an article that asks for none.
    pub fn path_id(&self) -> &str {
        path_id(&self.path)
    }

    /// The card of a whole article as it stands at a moment.
    ///
    /// A draft, and an article before its `publish_at`, is for writers; one past its `expires_at` is archived.
    pub fn of(article: &Article, findings: Vec<Finding>, source: Source, now: Timestamp) -> Card {
        let unpublished = article.publish_at.is_some_and(|at| now < at);
        let expired = article.expires_at.is_some_and(|at| at <= now);
        let hidden = unpublished || article.state == State::Draft;
        let ahead = [article.publish_at, article.expires_at].into_iter().flatten().filter(|at| now < *at);
        let from_file = source.modified.map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
        let audiences = if hidden { AudienceSet::writers() } else { article.audiences.clone() };
        Card {
            key: Key::of(&article.path),
            path: article.path.clone(),
            claimed_id: article.claimed_id.clone(),
            title: article.title.clone(),
            description: article.description.clone(),
            language: article.language,
            readership: Readership::all(&audiences, &article.blocks).swap_remove(0),
            state: if expired { State::Archived } else { article.state },
            tags: article.tags.clone(),
            products: article.products.clone(),
            redirects: article.redirects.clone(),
            owner: article.owner.clone(),
            review_by: article.review_by,
            updated: article.updated.or(article.created).or(from_file),
            kind: article.kind.clone(),
            superseded_by: article.superseded_by.clone(),
            translation_key: article.translation_key.clone(),
            questions: article
                .sections
                .iter()
                .filter_map(|section| Some((section.question.clone()?, section.anchor.clone())))
                .collect(),
            turns_at: ahead.min(),
            findings,
            source,
        }
    }

    /// What it says, whoever sees it: without the times of its file, and without its findings.
    #[must_use]
    pub fn said(&self) -> Card {
        let source = Source { hash: self.source.hash, stamp: [0; 5], modified: None };
        let readership = Readership::of(self.readership.article().clone());
        Card { readership, source, findings: Vec::new(), ..self.clone() }
    }
}

/// A path without its extension: `vpn/reset.md` is `vpn/reset`.
pub(super) fn path_id(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => stem,
        _ => path,
    }
}
