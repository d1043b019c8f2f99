//! What has been learned so far?

use super::{
    ArticleName, ArticleNo, CaseNo, Cases, Cursor, Judged, Told, Vote, Wanted, WordKey, evidence::Standing,
    memory::Memory,
};
use crate::library::Library;

/// What all outcomes together teach: the votes of every case, and the memory of their tickets. The same in
/// whatever order and in whatever portions the outcomes arrive.
#[derive(Debug)]
pub struct Lessons {
    cases: Cases,
    memory: Memory,
    /// How much of each vote counts.
    standing: Standing,
    /// How often the articles that it is about became others.
    turns: u64,
    secret: [u8; 32],
    cursor: Cursor,
}

impl Lessons {
    /// No lessons yet. Words are keyed with `secret`.
    pub fn new(secret: [u8; 32]) -> Lessons {
        Lessons::of(Cases::default(), Cursor::default(), secret)
    }

    /// The lessons of cases that were told everything up to a place in the ledger.
    pub fn of(cases: Cases, cursor: Cursor, secret: [u8; 32]) -> Lessons {
        // Words have the same numbers in both, so that none of them has to be looked up.
        let mut memory = Memory::with_words(cases.numbered_words().clone());
        for (case, vote) in cases.votes() {
            let named = !cases.person(vote.person).0.is_empty();
            memory.learn_numbered(case, cases.key(case), Some(vote), cases.words(case), named);
        }
        Lessons { cases, memory, standing: Standing::default(), turns: 0, secret, cursor }
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
        if let Some((vote, basis)) = change.now.and_then(|vote| Some((vote, vote.basis?))) {
            let now = self.memory.now(vote.article, self.cases.article(vote.article), library);
            self.standing.meet(basis, &self.cases, now, library);
        }
        let now =
            change.now.map(|vote| Vote { weight: self.standing.weigh(vote.weight, vote.basis), ..vote });
        let named = change.now.is_some_and(|vote| !self.cases.person(vote.person).0.is_empty());
        self.memory.learn(change.case, self.cases.key(change.case), now, &words, named);
    }

    /// Takes the articles as they are now. Where some say something else than when outcomes were made of them, that is
    /// [`pending`](Lessons::pending) then.
    pub fn settle(&mut self, library: &Library) {
        self.look(library);
        let cases = &self.cases;
        let names = (0..cases.articles_len()).filter_map(|number| u32::try_from(number).ok());
        let names = names.map(|number| cases.article(ArticleNo(number)));
        self.memory.settle(library, names, &self.secret);
    }

    /// Looks at what the articles say now, and leaves everything where it lies. Who judges what is pending before the first
    /// [`settle`](Lessons::settle) saves it the work of counting much twice.
    pub fn look(&mut self, library: &Library) {
        let (cases, memory) = (&self.cases, &mut self.memory);
        let others = self.standing.settle(cases, library, |no| memory.now(no, cases.article(no), library));
        self.turns += 1;
        self.weigh(others);
    }

    /// What has to be held against what articles say now.
    pub fn pending(&self) -> Vec<Wanted> {
        self.standing.pending(&self.cases)
    }

    /// Takes in how much of what was used articles still say.
    pub fn judge(&mut self, judged: &Judged) {
        let others = self.standing.judge(&self.cases, judged);
        self.turns += 1;
        self.weigh(others);
    }

    fn weigh(&mut self, articles: impl IntoIterator<Item = ArticleNo>) {
        let (cases, standing) = (&self.cases, &self.standing);
        let weight = |case| cases.vote(case).map_or(0, |vote| standing.weigh(vote.weight, vote.basis));
        self.memory.weigh(articles, &weight);
    }

    /// What of it was taken in, and how often the articles that it is about became others: what was said under another of
    /// these may be said otherwise now.
    pub fn state(&self) -> (Cursor, u64) {
        (self.cursor, self.turns)
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
