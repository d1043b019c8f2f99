//! What do all outcomes say together, case by case?

use std::num::NonZeroI32;

use rustc_hash::FxHashMap;

use super::{
    ArticleName, ArticleNo, Basis, BasisNo, CaseKey, CaseNo, Change, EventId, Forecasts, Found, Person,
    PersonNo, Told, Verdict, Vote, WordKey, WordNo,
    numbered::{Numbered, number, push},
    word_lists::{WordList, WordLists},
};

/// The outcomes of every case as one [`Vote`] each.
///
/// A case is one ticket and one article. Its latest verdict decides, whoever gave it; a `Reopened` or `Retracted`
/// takes back whatever was said of the case before it, by anybody. Later is what happened later, and of two
/// outcomes of one microsecond that with the higher number. So a case remembers only its latest verdict and
/// its latest taking back: the same in whatever order outcomes arrive, and however often.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    pub(super) keys: Numbered<CaseKey>,
    /// What each case says; as many as keys.
    said: Vec<Option<Said>>,
    /// When a case was last taken back. Few are.
    taken_back: FxHashMap<CaseNo, Moment>,
    pub(super) words: Numbered<WordKey>,
    pub(super) articles: Numbered<ArticleName>,
    pub(super) persons: Numbered<Person>,
    pub(super) bases: Numbered<(ArticleNo, Basis)>,
    pub(super) lists: WordLists,
    pub(super) forecasts: Forecasts,
}

/// When an outcome happened: microseconds since 1970, then its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub(super) at: i64,
    pub(super) id: [u8; 16],
}

impl Moment {
    /// Whole seconds since 1970.
    pub(super) fn seconds(self) -> i64 {
        self.at.div_euclid(1_000_000)
    }
}

/// The verdict that decides. Kept small: there are a million of them.
#[derive(Clone, Copy, Debug)]
struct Said {
    moment: Moment,
    shown: [u8; 16],
    article: ArticleNo,
    person: PersonNo,
    weight: NonZeroI32,
    words: WordList,
    /// The number of what it rests on; [`UNKNOWN`] when that is not known.
    basis: u32,
}

/// No basis.
const UNKNOWN: u32 = u32::MAX;

// What it rests on fits into what was left.
const _: () = assert!(size_of::<Option<Said>>() == 64);

/// A case as it is written down and read again.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: CaseKey,
    pub(super) taken_back: Option<Moment>,
    /// What it says, when exactly, and of which words.
    pub(super) said: Option<(Vote, Moment, &'a [WordNo])>,
}

impl Cases {
    /// Takes in what was told, and says what it changes: nothing when the case says the same as before, of the same
    /// words.
    pub fn tell(&mut self, told: &Told) -> Option<Change> {
        self.forecasts.tell(told);
        let case = self.case(CaseKey::of(told));
        let outcome = &told.outcome;
        let moment = Moment { at: outcome.at.as_microsecond(), id: outcome.id.0.to_be_bytes() };
        let Some(weight) = weight(outcome.verdict, outcome.found, outcome.assumed) else {
            return self.take_back(case, moment);
        };
        let last = self.said[case.0 as usize];
        if self.taken_back.get(&case).is_some_and(|taken| moment <= *taken)
            || last.is_some_and(|last| moment <= last.moment)
        {
            return None;
        }
        let (before, words_before) = (self.vote(case), self.words(case).to_vec());
        let mut words: Vec<WordNo> = told.words.iter().map(|word| WordNo(self.words.give(*word).0)).collect();
        words.sort_unstable();
        words.dedup();
        let words = match last {
            Some(last) if words == words_before => last.words,
            Some(last) => {
                self.lists.leave(last.words);
                self.lists.add(&words)
            }
            None => self.lists.add(&words),
        };
        let article = ArticleNo(self.articles.give_ref(&outcome.article));
        self.said[case.0 as usize] = Some(Said {
            moment,
            shown: outcome.shown.0.to_be_bytes(),
            article,
            person: PersonNo(self.persons.give_ref(&outcome.person)),
            weight,
            words,
            basis: outcome.basis.map_or(UNKNOWN, |basis| self.bases.give((article, basis)).0),
        });
        self.tidy();
        self.change(case, before, words_before)
    }

    /// The forecasts that were put to the test.
    pub fn forecasts(&self) -> &Forecasts {
        &self.forecasts
    }

    /// How many cases there are, those that say nothing too.
    pub fn len(&self) -> usize {
        self.said.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// What a case says now, if anything.
    pub fn vote(&self, case: CaseNo) -> Option<Vote> {
        self.said.get(case.0 as usize)?.map(|said| said.vote())
    }

    /// Every case that says something, in the order of their numbers.
    pub fn votes(&self) -> impl Iterator<Item = (CaseNo, Vote)> {
        (0..).zip(&self.said).filter_map(|(case, said)| Some((CaseNo(case), said.as_ref()?.vote())))
    }

    /// All words, by their numbers.
    pub(super) fn numbered_words(&self) -> &Numbered<WordKey> {
        &self.words
    }

    /// The words of what was shown when a case's vote was given, in the order of their numbers; none when it says
    /// nothing.
    pub fn words(&self, case: CaseNo) -> &[WordNo] {
        let said = self.said.get(case.0 as usize).and_then(Option::as_ref);
        said.map_or(&[], |said| self.lists.get(said.words))
    }

    /// The key of a case of this fold.
    pub fn key(&self, case: CaseNo) -> CaseKey {
        self.keys[case.0]
    }

    /// The case of a key.
    pub fn find(&self, key: CaseKey) -> Option<CaseNo> {
        self.keys.number_of(&key).map(CaseNo)
    }

    /// The name of an article of this fold.
    pub fn article(&self, article: ArticleNo) -> &ArticleName {
        &self.articles[article.0]
    }

    /// A person of this fold.
    pub fn person(&self, person: PersonNo) -> &Person {
        &self.persons[person.0]
    }

    /// The key of a word of this fold.
    pub fn word(&self, word: WordNo) -> WordKey {
        self.words[word.0]
    }

    /// The number of a word; none when no case ever had it.
    pub fn word_no(&self, word: WordKey) -> Option<WordNo> {
        self.words.number_of(&word).map(WordNo)
    }

    /// What outcomes rest on, of a number of this fold: an article, and what it said.
    pub fn basis(&self, basis: BasisNo) -> (ArticleNo, Basis) {
        self.bases[basis.0]
    }

    /// How many of these have a number: all are below it.
    pub fn bases_len(&self) -> usize {
        self.bases.len()
    }

    /// How many words have a number: all are below it.
    pub fn words_len(&self) -> usize {
        self.words.len()
    }

    /// How many articles have a number: all are below it.
    pub fn articles_len(&self) -> usize {
        self.articles.len()
    }

    /// How many persons have a number: all are below it.
    pub fn persons_len(&self) -> usize {
        self.persons.len()
    }

    fn case(&mut self, key: CaseKey) -> CaseNo {
        let (case, new) = self.keys.give(key);
        if new {
            push(&mut self.said, None);
        }
        CaseNo(case)
    }

    fn take_back(&mut self, case: CaseNo, moment: Moment) -> Option<Change> {
        let taken = self.taken_back.entry(case).or_insert(moment);
        *taken = moment.max(*taken);
        let last = self.said[case.0 as usize].filter(|said| said.moment < moment)?;
        let (before, words_before) = (self.vote(case), self.words(case).to_vec());
        self.said[case.0 as usize] = None;
        self.lists.leave(last.words);
        self.tidy();
        self.change(case, before, words_before)
    }

    fn change(&self, case: CaseNo, before: Option<Vote>, words_before: Vec<WordNo>) -> Option<Change> {
        let now = self.vote(case);
        let changed = now != before || self.words(case) != words_before;
        changed.then_some(Change { case, before, now, words_before })
    }

    /// Moves the words together when most are nobody's.
    fn tidy(&mut self) {
        if !self.lists.wasteful() {
            return;
        }
        let mut lists = WordLists::default();
        for said in self.said.iter_mut().flatten() {
            said.words = lists.add(self.lists.get(said.words));
        }
        self.lists = lists;
    }

    /// Every case, in the order of their numbers.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.keys.iter().zip(&self.said).zip(0..).map(|((key, said), case)| Entry {
            key: *key,
            taken_back: self.taken_back.get(&CaseNo(case)).copied(),
            said: said.as_ref().map(|said| (said.vote(), said.moment, self.lists.get(said.words))),
        })
    }

    /// Puts a case behind the others as it was; false when it cannot have been so.
    pub(super) fn put(&mut self, entry: &Entry<'_>) -> bool {
        if self.keys.number_of(&entry.key).is_some() {
            return false;
        }
        let case = self.case(entry.key);
        if let Some(taken) = entry.taken_back {
            self.taken_back.insert(case, taken);
        }
        let Some((vote, moment, words)) = entry.said else { return true };
        let known = (vote.article.0 as usize) < self.articles.len()
            && (vote.person.0 as usize) < self.persons.len()
            && vote.basis.is_none_or(|basis| {
                (basis.0 as usize) < self.bases.len() && self.basis(basis).0 == vote.article
            })
            && words.iter().all(|word| (word.0 as usize) < self.words.len())
            && words.is_sorted_by(|a, b| a < b)
            && entry.taken_back.is_none_or(|taken| taken < moment);
        let Some(weight) = NonZeroI32::new(vote.weight).filter(|_| known) else { return false };
        self.said[case.0 as usize] = Some(Said {
            moment,
            shown: vote.shown.0.to_be_bytes(),
            article: vote.article,
            person: vote.person,
            weight,
            words: self.lists.add(words),
            basis: vote.basis.map_or(UNKNOWN, |basis| basis.0),
        });
        true
    }

    /// What a case comes to, without numbers.
    fn plain(&self, case: usize) -> Plain<'_> {
        let number = CaseNo(number(case));
        let said = self.said[case].as_ref().map(|said| {
            let mut words: Vec<WordKey> = self.words(number).iter().map(|word| self.word(*word)).collect();
            words.sort_unstable();
            let names = (self.article(said.article), self.person(said.person));
            (
                said.moment,
                said.shown,
                said.weight,
                names,
                words,
                said.basis().map(|basis| self.basis(basis).1),
            )
        });
        (self.taken_back.get(&number).copied(), said)
    }
}

type Names<'a> = (&'a ArticleName, &'a Person);
type Plain<'a> =
    (Option<Moment>, Option<(Moment, [u8; 16], NonZeroI32, Names<'a>, Vec<WordKey>, Option<Basis>)>);

/// Two folds are equal when the same cases say the same; numbers may differ.
impl PartialEq for Cases {
    fn eq(&self, other: &Cases) -> bool {
        let same = |(case, key): (usize, &CaseKey)| {
            let there = other.keys.number_of(key);
            there.is_some_and(|there| self.plain(case) == other.plain(there as usize))
        };
        self.len() == other.len()
            && self.forecasts == other.forecasts
            && self.keys.iter().enumerate().all(same)
    }
}

impl Said {
    fn vote(&self) -> Vote {
        Vote {
            article: self.article,
            person: self.person,
            weight: self.weight.get(),
            at: self.moment.seconds(),
            shown: EventId(u128::from_be_bytes(self.shown)),
            basis: self.basis(),
        }
    }

    fn basis(&self) -> Option<BasisNo> {
        (self.basis != UNKNOWN).then_some(BasisNo(self.basis))
    }
}

/// What a verdict weighs, in thousandths (RANKING section 5); nothing when it takes back.
pub(super) fn weight(verdict: Verdict, found: Found, assumed: bool) -> Option<NonZeroI32> {
    let whole = match verdict {
        Verdict::Resolved => 1_000,
        Verdict::Helped => 300,
        Verdict::NotHelpful => -500,
        Verdict::Wrong => -1_000,
        Verdict::Reopened | Verdict::Retracted => return None,
    };
    let weight = match found {
        Found::Listed(..=1) => whole / 2,
        Found::Listed(_) | Found::Known => whole,
        Found::Searched => whole * 2,
    };
    NonZeroI32::new(if assumed { weight.clamp(-100, 100) } else { weight })
}
