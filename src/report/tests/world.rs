//! A desk in small: true topics, articles, agents, tickets, and what they say. Everything follows from a seed.

use jiff::{Timestamp, civil::Date};

use crate::{
    access::{AudienceSet, Reader, Scope},
    article::{self, Rules},
    learn::{
        ArticleName, Cursor, EventId, Found, Listed, Outcome, Person, Shown, ShownKind, Told, Verdict, Words,
    },
    library::{Card, Change, Key, Library, Source},
    report::{Base, Commits, Evidence, Record, Sketch, Sketches},
};

/// A small generator (xorshift64*).
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Random(pub(super) u64);

impl Random {
    pub(in crate::report) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    pub(in crate::report) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next()).unwrap_or(0) % most
    }

    #[expect(clippy::cast_precision_loss, reason = "of 53 bits")]
    pub(in crate::report) fn share(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 53) as f64
    }
}

/// What the ledger would hold.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Events {
    pub(in crate::report) shown: Vec<Shown>,
    pub(in crate::report) told: Vec<Told>,
}

/// 2026-01-01.
pub(in crate::report) const BEGAN: i64 = 1_767_225_600;

impl Events {
    /// Somebody asks in these words, and is shown these articles.
    pub(in crate::report) fn ask(&mut self, at: i64, words: &[String], listed: &[&str]) -> EventId {
        let id = EventId(u128::from(self.shown.len() as u64) + (u128::from(at.unsigned_abs()) << 80));
        let mut terms = words.to_vec();
        terms.sort();
        terms.dedup();
        self.shown.push(Shown {
            id,
            at: Timestamp::from_second(at).expect("a moment"),
            kind: ShownKind::Suggestion,
            person: Person(format!("agent:{}", self.shown.len() % 7)),
            audiences: vec!["agents".to_owned(), "public".to_owned()],
            ticket: Some(format!("T-{}", self.shown.len())),
            channel: Some(["mail", "phone"][self.shown.len() % 2].to_owned()),
            words: Words::Terms(terms),
            excerpt: Some(words.join(" ")),
            listed: listed
                .iter()
                .map(|path| Listed {
                    article: name(path),
                    probability: Some(0.5),
                    anchor: String::new(),
                    section: 0,
                    content: None,
                })
                .collect(),
            ranking: 0,
            generation: 0,
            forecast: None,
        });
        id
    }

    /// Somebody says what came of the latest.
    pub(in crate::report) fn say(&mut self, article: Option<&str>, verdict: Verdict, found: Found) {
        let shown = self.shown.last().expect("something that was shown");
        let number = self.told.len() as u64;
        self.told.push(Told {
            outcome: Outcome {
                id: EventId(u128::from(number)),
                key: None,
                at: shown.at + jiff::SignedDuration::from_secs(60),
                shown: shown.id,
                article: article.map(name).unwrap_or_default(),
                verdict,
                found,
                person: shown.person.clone(),
                ticket: None,
                note: None,
                assumed: false,
                basis: None,
            },
            ticket: shown.ticket.clone(),
            words: Vec::new(),
            forecast: None,
        });
    }

    pub(in crate::report) fn record(&self) -> Record {
        let mut record = Record::new([7; 32]);
        for (place, shown) in (1..).zip(&self.shown) {
            record.show(shown, Cursor(place));
        }
        for (place, told) in (1..).zip(&self.told) {
            record.tell(told, Cursor(place));
        }
        record
    }
}

fn name(path: &str) -> ArticleName {
    ArticleName { path: path.to_owned(), id: path.trim_end_matches(".md").to_owned() }
}

/// Articles of these paths with these texts, for the public.
pub(in crate::report) fn library(articles: &[(String, String)]) -> Library {
    Library::of(articles.iter().map(|(path, text)| {
        let (article, findings) = article::read(path, text.as_bytes(), &Rules::default());
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        let source = Source { hash, stamp: [0; 5], modified: None };
        Card::of(&article, findings, source, Timestamp::from_second(BEGAN).expect("a moment"))
    }))
}

/// Nothing more than the record.
pub(in crate::report) struct Nothing;

impl Evidence for Nothing {
    fn excerpt(&self, _: EventId) -> Option<String> {
        None
    }

    fn notes(&self, _: EventId) -> Vec<String> {
        Vec::new()
    }

    fn text(&self, _: &str) -> Option<String> {
        None
    }

    fn ticket(&self, _: EventId) -> Option<String> {
        None
    }

    fn section(&self, _: EventId, _: &ArticleName) -> Option<u64> {
        None
    }

    fn sections(&self, _: &str, _: &Scope) -> Vec<u64> {
        Vec::new()
    }

    fn changes(&self, _: &Scope) -> Vec<Change> {
        Vec::new()
    }

    fn commits(&self) -> Commits<'_> {
        Box::new(|_| Vec::new())
    }
}

impl Sketches for Nothing {
    fn sketch(&self, _: Key) -> Option<&Sketch> {
        None
    }
}

/// What somebody sees who belongs to these audiences.
pub(in crate::report) fn with_base<T>(
    record: &Record,
    library: &Library,
    audiences: &[&str],
    today: Date,
    make: impl FnOnce(Base<'_>) -> T,
) -> T {
    with_evidence(record, library, audiences, today, &Nothing, make)
}

/// The same, with something behind the record.
pub(in crate::report) fn with_evidence<T>(
    record: &Record,
    library: &Library,
    audiences: &[&str],
    today: Date,
    evidence: &dyn Evidence,
    make: impl FnOnce(Base<'_>) -> T,
) -> T {
    let audiences = AudienceSet::of(audiences.iter().copied());
    let scope = Reader::with("writer", crate::access::Role::Writer, audiences).scope();
    make(Base { record, library, scope: &scope, evidence, sketches: &Nothing, today })
}
