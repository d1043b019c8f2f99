//! What was shown, and what came of it?

use std::fmt;

use jiff::Timestamp;

use super::{Basis, Forecast};

/// The number of something that was written down. Unique, and made so that later ones sort later (UUID
/// version 7); the desk makes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u128);

/// What an article is called in the ledger: by its path, and by its id for when it is moved.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleName {
    /// Where it lay below the knowledge base.
    pub path: String,
    /// Its id then.
    pub id: String,
}

impl ArticleName {
    /// Whether it names nothing: the article of an outcome that says that none resolved the ticket.
    pub fn is_none(&self) -> bool {
        self.path.is_empty()
    }
}

/// Somebody who reports outcomes, under a name that says nothing about them: `agent:7f3a…`. Two outcomes of one
/// person count as one person's. The empty name is nobody in particular: an import that does not say who.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub String);

/// A word as the memory compares it: the first eight bytes of BLAKE3 of the term, keyed with the desk's secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordKey(pub u64);

impl WordKey {
    /// The key of a term (lower case, stemmed) under a desk's secret.
    pub fn of(term: &str, secret: &[u8; 32]) -> WordKey {
        let mut first = [0; 8];
        first.copy_from_slice(&blake3::keyed_hash(secret, term.as_bytes()).as_bytes()[..8]);
        WordKey(u64::from_le_bytes(first))
    }
}

/// The words of a ticket or a query that are kept: the most telling ones, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// As terms.
    Terms(Vec<String>),
    /// As keys alone: what was asked cannot be read from the ledger.
    Keys(Vec<WordKey>),
}

impl Words {
    /// Their keys, in order, each once.
    pub fn keys(&self, secret: &[u8; 32]) -> Vec<WordKey> {
        let mut keys = match self {
            Words::Terms(terms) => terms.iter().map(|term| WordKey::of(term, secret)).collect(),
            Words::Keys(keys) => keys.clone(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// On what occasion something was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShownKind {
    /// A ticket was suggested articles.
    Suggestion,
    /// Somebody searched.
    Search,
    /// A form was suggested articles, while others were held out.
    Form,
    /// A form was held out: it got no suggestions, by lot, so that it can be told what suggestions are good for.
    HeldOut,
    /// A ticket of the past, imported with what resolved it; nothing was shown.
    Import,
}

impl ShownKind {
    /// All of them.
    pub const ALL: [ShownKind; 5] =
        [ShownKind::Suggestion, ShownKind::Search, ShownKind::Form, ShownKind::HeldOut, ShownKind::Import];

    /// The word used in the store and in exports.
    pub fn word(self) -> &'static str {
        match self {
            ShownKind::Suggestion => "suggestion",
            ShownKind::Search => "search",
            ShownKind::Form => "form",
            ShownKind::HeldOut => "held_out",
            ShownKind::Import => "import",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<ShownKind> {
        ShownKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The record of what was shown to whom, in which order, by which ranking and which state of the index.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its number: the `suggestion_id` or `query_id` of the API.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// On what occasion.
    pub kind: ShownKind,
    /// To whom.
    pub person: Person,
    /// The audiences that this reader belonged to; empty for whoever sees everything.
    pub audiences: Vec<String>,
    /// The help desk's own number of the ticket, if it gave one.
    pub ticket: Option<String>,
    /// Where the ticket came from: `mail`, `phone`, `chat`, `web`; as the help desk calls it.
    pub channel: Option<String>,
    /// The words that are kept.
    pub words: Words,
    /// One redacted line of the ticket for agents to recognise it by, if the privacy setting keeps it.
    pub excerpt: Option<String>,
    /// The articles, best first.
    pub listed: Vec<Listed>,
    /// The hash of the ranking's configuration.
    pub ranking: u64,
    /// The generation that was searched.
    pub generation: u64,
    /// What the probability of the first article was made of, if one was said.
    pub forecast: Option<Forecast>,
}

/// One article of a list that was shown; its place in the list is its rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Which.
    pub article: ArticleName,
    /// The probability that was said, if one was; 0 to 1.
    pub probability: Option<f32>,
    /// The anchor of the section that was shown; empty for the article's beginning.
    pub anchor: String,
    /// The first eight bytes of BLAKE3 of that section's text.
    pub section: u64,
    /// Which state of the article it was: the first eight bytes of the hash of its file, or of the reading that was shown of
    /// it. Nobody wrote that down before 2026-12.
    pub content: Option<u64>,
}

/// What somebody says came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It resolved the ticket.
    Resolved,
    /// It helped, but was not all.
    Helped,
    /// It did not help.
    NotHelpful,
    /// It is wrong or outdated.
    Wrong,
    /// The ticket came back: what was said of this ticket and article before never happened.
    Reopened,
    /// It was a mistake to say so: what was said of this ticket and article before never happened.
    Retracted,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 6] = [
        Verdict::Resolved,
        Verdict::Helped,
        Verdict::NotHelpful,
        Verdict::Wrong,
        Verdict::Reopened,
        Verdict::Retracted,
    ];

    /// The word used in API, store and pages.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Resolved => "resolved",
            Verdict::Helped => "helped",
            Verdict::NotHelpful => "not_helpful",
            Verdict::Wrong => "wrong",
            Verdict::Reopened => "reopened",
            Verdict::Retracted => "retracted",
        }
    }

    /// The verdict of a word.
    pub fn from_word(word: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

/// How the article was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// It stood in the list, at this place from 1.
    Listed(u32),
    /// By a search of one's own.
    Searched,
    /// Neither: it is what the past says, or there is no article.
    Known,
}

/// What came of something that was shown, for one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its number.
    pub id: EventId,
    /// What the caller knows it by: the same key again is the same outcome.
    pub key: Option<String>,
    /// When it happened; may lie before others that are known already.
    pub at: Timestamp,
    /// What was shown.
    pub shown: EventId,
    /// Which article; the name of none when nothing that was shown helped.
    pub article: ArticleName,
    /// What came of it.
    pub verdict: Verdict,
    /// How the article was found.
    pub found: Found,
    /// Who says so.
    pub person: Person,
    /// The help desk's own number of the ticket, if it gave one.
    pub ticket: Option<String>,
    /// A redacted note.
    pub note: Option<String>,
    /// Whether nobody said so and it is concluded from silence.
    pub assumed: bool,
    /// What the article said then, where that is known.
    pub basis: Option<Basis>,
}

impl Outcome {
    /// Whether it says what another says: the same request sent again. Numbers and moments, which are given when
    /// it arrives, do not matter; nor does an article that was moved or given another id meanwhile.
    pub fn repeats(&self, first: &Outcome) -> bool {
        let same_article = self.article.path == first.article.path
            || (self.article.id == first.article.id && !self.article.id.is_empty());
        let said = |outcome: &Outcome| (outcome.shown, outcome.verdict, outcome.found, outcome.assumed);
        same_article
            && said(self) == said(first)
            && (&self.person, &self.ticket, &self.note) == (&first.person, &first.ticket, &first.note)
    }
}

/// An outcome, and what lessons need to know of what was shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What came of it.
    pub outcome: Outcome,
    /// The help desk's own number of the ticket, as the record of what was shown has it.
    pub ticket: Option<String>,
    /// The words of the ticket.
    pub words: Vec<WordKey>,
    /// What was forecast when it was shown.
    pub forecast: Option<Forecast>,
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl EventId {
    /// Reads what [`Display`](fmt::Display) wrote.
    pub fn parse(text: &str) -> Option<EventId> {
        let digits = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if digits { u128::from_str_radix(text, 16).ok().map(EventId) } else { None }
    }
}
