//! In which form is it kept?

use rustc_hash::FxHashMap;

use super::Kind;
use crate::learn::{ArticleName, CaseKey, Cursor, EventId, Numbered, Person, ShownKind, Verdict, WordKey};

/// No number: nothing is there.
pub(in crate::report) const NONE: u32 = u32::MAX;

/// What was shown and what came of it, in numbers instead of names; followed by [`Record::show`] and [`Record::tell`].
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub(super) secret: [u8; 32],
    /// What was shown, by the numbers of [`Record::asked`].
    pub(in crate::report) ids: Numbered<EventId>,
    /// None as long as only what came of it is known.
    pub(in crate::report) asked: Vec<Option<Asked>>,
    /// The question that an outcome says something was shown for, which did not know its ticket; the least, if several
    /// say so.
    pub(super) named: FxHashMap<u32, u64>,
    /// Tickets, and what was shown without one, by a hash of their number.
    pub(in crate::report) questions: Numbered<u64>,
    pub(super) keys: Numbered<CaseKey>,
    pub(in crate::report) cases: Vec<Case>,
    pub(super) words: Numbered<WordKey>,
    /// The words themselves, where they are kept; as many as words.
    pub(super) terms: Vec<Option<Box<str>>>,
    pub(in crate::report) articles: Numbered<ArticleName>,
    pub(in crate::report) persons: Numbered<Person>,
    pub(in crate::report) channels: Numbered<String>,
    /// Sets of audiences to whom something was shown.
    pub(in crate::report) circles: Numbered<Vec<String>>,
    /// Numbers of words and of articles, list behind list.
    pub(super) lists: Vec<u32>,
    pub(super) shown_upto: Cursor,
    pub(super) told_upto: Cursor,
}

/// Something that was shown.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Asked {
    /// Seconds since 1970.
    pub(in crate::report) at: i64,
    pub(in crate::report) occasion: ShownKind,
    pub(in crate::report) kind: Kind,
    pub(in crate::report) channel: u32,
    pub(in crate::report) circle: u32,
    pub(in crate::report) person: u32,
    /// The question by its ticket's own number; none when it did not know it.
    pub(super) ticket: u32,
    pub(super) words: List,
    pub(super) listed: List,
    /// What was said, as a hash: of words and line, whatever its number.
    pub(in crate::report) said: u64,
    /// The probability of the first article in hundredths; 255 when none was said.
    pub(in crate::report) best: u8,
}

/// Where a list lies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct List {
    pub(super) start: u32,
    pub(super) len: u32,
}

/// One ticket and one article: the latest that was said, and the latest taking back.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::report) struct Case {
    pub(super) said: Option<Said>,
    pub(super) taken: Option<Said>,
    /// Whether the ticket ever came back.
    pub(in crate::report) reopened: bool,
}

/// What somebody said of a case.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Said {
    /// Microseconds since 1970, then its number.
    pub(in crate::report) moment: (i64, u128),
    pub(in crate::report) verdict: Verdict,
    pub(in crate::report) assumed: bool,
    pub(in crate::report) person: u32,
    pub(in crate::report) article: u32,
    /// What was shown.
    pub(in crate::report) asked: u32,
    /// The question by the ticket's number that it or what was shown has; none when neither has one.
    pub(super) ticket: u32,
}

impl Case {
    /// The latest that was said, and the latest taking back, whichever counts.
    pub(in crate::report) fn told(&self) -> impl Iterator<Item = &Said> {
        self.said.iter().chain(&self.taken)
    }

    /// What counts: the latest word, unless it was taken back; that it came back, if that is the latest.
    pub(in crate::report) fn says(&self) -> Option<&Said> {
        match (&self.said, &self.taken) {
            (Some(said), Some(taken)) if taken.moment >= said.moment => {
                Some(taken).filter(|taken| taken.verdict == Verdict::Reopened)
            }
            (Some(said), _) => Some(said),
            (None, Some(taken)) => Some(taken).filter(|taken| taken.verdict == Verdict::Reopened),
            (None, None) => None,
        }
    }
}

impl Record {
    /// Nothing yet. Words are keyed with the ledger's `secret`.
    pub fn new(secret: [u8; 32]) -> Record {
        Record { secret, ..Record::default() }
    }

    /// Up to where it was told what was shown, and what came of it.
    pub fn upto(&self) -> [Cursor; 2] {
        [self.shown_upto, self.told_upto]
    }

    /// The words of something that was shown: two neighbours count as one, too.
    pub(in crate::report) fn words_of(&self, asked: &Asked) -> &[u32] {
        self.list(asked.words)
    }

    /// The articles of a list that was shown, best first.
    pub(in crate::report) fn listed(&self, asked: &Asked) -> &[u32] {
        self.list(asked.listed)
    }

    pub(super) fn list(&self, list: List) -> &[u32] {
        let start = list.start as usize;
        self.lists.get(start..start + list.len as usize).unwrap_or_default()
    }

    /// A word as it can be read; none when keys alone are kept.
    pub(in crate::report) fn term(&self, word: u32) -> Option<&str> {
        self.terms.get(word as usize)?.as_deref()
    }

    /// What tells a word from others, whatever its number.
    pub(in crate::report) fn word_key(&self, word: u32) -> WordKey {
        self.words[word]
    }

    pub(in crate::report) fn words_len(&self) -> usize {
        self.words.len()
    }

    /// The question that something was shown for.
    pub(in crate::report) fn question_of(&self, number: u32) -> Option<u32> {
        let asked = self.asked.get(number as usize)?.as_ref()?;
        if asked.ticket != NONE {
            return Some(asked.ticket);
        }
        let hash = self.named.get(&number).copied().unwrap_or_else(|| hash_of_shown(self.ids[number]));
        self.questions.number_of(&hash)
    }

    /// Whether somebody told the ticket of something that was shown.
    pub(in crate::report) fn has_ticket(&self, number: u32) -> bool {
        let own = self.asked.get(number as usize).and_then(Option::as_ref);
        own.is_some_and(|asked| asked.ticket != NONE) || self.named.contains_key(&number)
    }

    /// The question that something was said about.
    pub(in crate::report) fn question_of_said(&self, said: &Said) -> Option<u32> {
        if said.ticket == NONE { self.question_of(said.asked) } else { Some(said.ticket) }
    }
}

/// What a ticket is known by.
pub(super) fn hash_of_ticket(ticket: &str) -> u64 {
    first_eight(blake3::Hasher::new().update(b"ticket\n").update(ticket.as_bytes()))
}

/// What something that was shown is known by that belongs to no ticket.
pub(super) fn hash_of_shown(id: EventId) -> u64 {
    first_eight(blake3::Hasher::new().update(b"shown\n").update(&id.0.to_le_bytes()))
}

/// What somebody said, whenever and under whatever number.
pub(super) fn hash_of_said(line: Option<&str>, words: impl Iterator<Item = WordKey>) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(line.unwrap_or_default().as_bytes()).update(b"\n");
    for word in words {
        hasher.update(&word.0.to_le_bytes());
    }
    first_eight(&hasher)
}

fn first_eight(hasher: &blake3::Hasher) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}
