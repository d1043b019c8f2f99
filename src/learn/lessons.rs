//! What has been learned so far?

use super::{ArticleName, ArticleNo, CaseNo, Cases, Cursor, Told, Vote, WordKey, memory::Memory};
use crate::library::Library;

/// What all outcomes together teach: the votes of every case, and the memory of their tickets. The same in
/// whatever order and in whatever portions the outcomes arrive.
#[derive(Debug)]
pub struct Lessons {
    cases: Cases,
    memory: Memory,
    secret: [u8; 32],
    cursor: Cursor,
}

impl Lessons {
    /// No lessons yet. Words are keyed with `secret`.
    pub fn new(secret: [u8; 32]) -> Lessons {
        Lessons { cases: Cases::default(), memory: Memory::default(), secret, cursor: Cursor::default() }
    }

    /// The lessons of cases that were told everything up to a place in the ledger.
    pub fn of(cases: Cases, cursor: Cursor, secret: [u8; 32]) -> Lessons {
        let mut memory = Memory::default();
        let mut words = Vec::new();
        for (case, vote) in cases.votes() {
            words.clear();
            words.extend(cases.words(case).iter().map(|word| cases.word(*word)));
            let named = !cases.person(vote.person).0.is_empty();
            memory.learn(case, cases.key(case), Some(vote), &words, named);
        }
        Lessons { cases, memory, secret, cursor }
    }

    /// Takes in what was told, up to a place in the ledger. One that is known already changes nothing.
    pub fn tell(&mut self, told: &Told, upto: Cursor, library: &Library) {
        self.cursor = self.cursor.max(upto);
        let Some(change) = self.cases.tell(told) else { return };
        // Where the cases of an article that is known belong changes with the articles alone.
        if let Some(vote) = change.now.filter(|vote| !self.memory.is_settled(vote.article)) {
            self.memory.settle_article(vote.article, self.cases.article(vote.article), library);
        }
        let words: Vec<WordKey> =
            self.cases.words(change.case).iter().map(|word| self.cases.word(*word)).collect();
        let named = change.now.is_some_and(|vote| !self.cases.person(vote.person).0.is_empty());
        self.memory.learn(change.case, self.cases.key(change.case), change.now, &words, named);
    }

    /// Takes the articles as they are now.
    pub fn settle(&mut self, library: &Library) {
        let cases = &self.cases;
        let names = (0..cases.articles_len()).filter_map(|number| u32::try_from(number).ok());
        let names = names.map(|number| cases.article(ArticleNo(number)));
        self.memory.settle(library, names, &self.secret);
    }

    /// The resolved tickets.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The outcomes, case by case.
    pub fn cases(&self) -> &Cases {
        &self.cases
    }

    /// What words are keyed with.
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// A term as the memory compares it.
    pub fn word(&self, term: &str) -> WordKey {
        WordKey::of(term, &self.secret)
    }

    /// Up to where in the ledger everything was taken in.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// What a case says, and of which article.
    pub fn case(&self, case: CaseNo) -> Option<(Vote, &ArticleName)> {
        let vote = self.cases.vote(case)?;
        Some((vote, self.cases.article(vote.article)))
    }
}
