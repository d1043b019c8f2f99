//! Which cases are nearest to a question, and which articles' cases hold its words?

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::{
    Memory,
    kept::{DocNo, From, SlotNo},
    shelf::Shelf,
};
use crate::{
    access::Scope,
    learn::{CaseNo, PersonNo, WordKey},
    library::Key,
};

/// So many of the nearest cases have a say (RANKING section 4).
const NEAREST: usize = 20;
/// BM25's k1, for cases and for articles' fields.
const K1: f32 = 1.2;
/// BM25's b for cases.
const B_CASE: f32 = 0.75;
/// BM25's b for what an article's cases hold together.
const B_FIELD: f32 = 0.3;
/// The gate of the nearest cases: so much evidence opens it half.
const HALF_OPEN: f32 = 0.1;
/// The gate of the articles' fields: so many cases for each article open it half.
const CASES_PER_ARTICLE: f32 = 3.0;

/// The words of a ticket, as the memory compares them, each with what it weighs.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The words, each once.
    pub words: Vec<(WordKey, f32)>,
}

/// What the memory says to a question.
#[derive(Clone, Debug, Default)]
pub struct Recall {
    /// The nearest cases, nearest first.
    pub near: Vec<Near>,
    /// What they say for each article, most first: `V` of RANKING section 4.
    pub votes: Vec<(Key, f32)>,
    /// The sum of the votes.
    pub sum: f32,
    /// How far the nearest cases are to be trusted: `ρ`, 0 to 1.
    pub gate: f32,
    /// What the articles' cases hold of the question: `MF` of RANKING section 4.
    pub field: FxHashMap<Key, f32>,
    /// The most that an article could hold of the question.
    pub field_whole: f32,
    /// How far that is to be trusted: `g`, 0 to 1.
    pub field_gate: f32,
    /// How many resolutions there are in all.
    pub resolutions: u64,
    /// How many articles there are.
    pub articles: u64,
}

/// A case that is near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Which; none when it is the article's own title.
    pub case: Option<CaseNo>,
    /// Whose word it is, if it is somebody in particular.
    pub person: Option<PersonNo>,
    /// The article it speaks for, or against.
    pub article: Key,
    /// How like the question it is, 0 to 1.
    pub similarity: f32,
    /// What it weighs: negative against the article.
    pub weight: f32,
    /// Among how many cases the person's vote is divided; 1 for nobody in particular.
    pub shared: f32,
}

/// What is summed up over the documents. Kept by the thread, so that a question allocates little.
#[derive(Default)]
struct Sums {
    scores: Vec<f32>,
    reached: Vec<DocNo>,
}

thread_local! {
    static SUMS: RefCell<Sums> = RefCell::default();
}

impl Memory {
    /// What the cases say that a scope opens. `follow` says where an article's lessons belong for this reader:
    /// to itself, to what supersedes it, or nowhere.
    pub fn recall(&self, question: &Question, scope: &Scope, follow: &dyn Fn(Key) -> Option<Key>) -> Recall {
        let open = self.open(scope);
        let near = self.near(question, &open, follow);
        let (field, field_whole) = self.field(question, &open, follow);
        let mut recall = Recall {
            field,
            field_whole,
            resolutions: open.iter().map(|shelf| shelf.resolutions).sum(),
            articles: open.iter().map(|shelf| shelf.articles).sum(),
            ..Recall::default()
        };
        let resolutions = number(recall.resolutions);
        recall.field_gate = resolutions / (resolutions + CASES_PER_ARTICLE * number(recall.articles.max(1)));
        (recall.votes, recall.sum, recall.gate) = self.heard(&near);
        recall.near = near;
        recall
    }

    /// Whether the cases of an article, or its title, hold a word.
    pub fn holds(&self, article: Key, word: WordKey) -> bool {
        let Some((slot, word)) = self.slot_of.get(&article).zip(self.words.get(&word)) else { return false };
        let held = self.shelves[self.slots[*slot as usize].shelf as usize].field.get(word);
        held.is_some_and(|held| held.binary_search_by_key(slot, |(slot, _)| *slot).is_ok())
    }

    /// How much a word tells among the cases that a scope opens: how many there are, and how many hold it.
    pub fn holding(&self, word: WordKey, scope: &Scope) -> (u64, u64) {
        let open = self.open(scope);
        let documents = open.iter().map(|shelf| shelf.resolutions).sum();
        let Some(word) = self.words.get(&word) else { return (documents, 0) };
        (documents, open.iter().map(|shelf| shelf.postings.get(word).map_or(0, Vec::len) as u64).sum())
    }

    /// Whether a scope opens any case that speaks for its article.
    pub fn has_cases(&self, scope: &Scope) -> bool {
        self.open(scope).iter().any(|shelf| shelf.resolutions > 0)
    }

    /// What these cases say for each article, most first; the sum of it; and how far it is to be trusted, 0 to 1.
    pub fn heard(&self, near: &[Near]) -> (Vec<(Key, f32)>, f32, f32) {
        let votes = self.votes(near);
        let sum: f32 = votes.iter().map(|(_, votes)| votes).sum();
        (votes, sum, sum / (sum + HALF_OPEN))
    }

    fn open(&self, scope: &Scope) -> Vec<&Shelf> {
        let mut open: Vec<u32> = self
            .of_audiences
            .iter()
            .filter(|(audiences, _)| scope.opens(audiences))
            .map(|(_, shelf)| *shelf)
            .collect();
        open.sort_unstable();
        open.into_iter().map(|shelf| &self.shelves[shelf as usize]).collect()
    }

    fn near(&self, question: &Question, open: &[&Shelf], follow: &dyn Fn(Key) -> Option<Key>) -> Vec<Near> {
        let documents: u64 = open.iter().map(|shelf| shelf.documents).sum();
        let words: u64 = open.iter().map(|shelf| shelf.words).sum();
        let average = number(words) / number(documents.max(1));
        let length = number(question.words.len() as u64);
        let mut whole = 0.0;
        let mut nearest: Vec<(f32, u64, DocNo)> = Vec::new();
        SUMS.with_borrow_mut(|sums| {
            sums.scores.resize(self.docs.len(), 0.0);
            for (key, weight) in &question.words {
                let word = self.words.get(key);
                let postings =
                    || word.and_then(|word| Some((word, open.iter().filter_map(|s| s.postings.get(word)))));
                let holding: u64 =
                    postings().map_or(0, |(_, lists)| lists.map(|docs| docs.len() as u64).sum());
                let scale = weight * idf(holding, documents);
                whole += scale * saturation(1.0, length, average, B_CASE);
                for doc in postings().into_iter().flat_map(|(_, lists)| lists).flatten() {
                    let length = number(self.docs[*doc as usize].words.len() as u64);
                    let score = &mut sums.scores[*doc as usize];
                    if *score == 0.0 {
                        sums.reached.push(*doc);
                    }
                    *score += scale * saturation(1.0, length, average, B_CASE);
                }
            }
            let mut least = 0.0;
            for doc in sums.reached.drain(..) {
                let score = std::mem::take(&mut sums.scores[doc as usize]);
                if score > least || nearest.len() < NEAREST {
                    nearest.push((score, self.docs[doc as usize].tie, doc));
                    if nearest.len() >= 4 * NEAREST {
                        keep_nearest(&mut nearest);
                        least = nearest.last().map_or(0.0, |last| last.0.next_down());
                    }
                }
            }
        });
        keep_nearest(&mut nearest);
        nearest
            .into_iter()
            .filter_map(|(score, _, doc)| self.as_near(doc, (score / whole).min(1.0), follow))
            .collect()
    }

    fn as_near(&self, doc: DocNo, similarity: f32, follow: &dyn Fn(Key) -> Option<Key>) -> Option<Near> {
        let doc = &self.docs[doc as usize];
        let (_, slot) = doc.at?;
        let (case, person) = match doc.from {
            From::Case(case, _, person) => (Some(case), doc.named.then_some(person)),
            From::Title | From::Nothing => (None, None),
        };
        #[expect(clippy::cast_precision_loss, reason = "weights are some thousands of thousandths")]
        let (weight, shared) = (doc.weight as f32 / 1000.0, doc.shared as f32);
        Some(Near {
            case,
            person,
            article: follow(self.slots[slot as usize].key)?,
            similarity,
            weight,
            shared,
        })
    }

    /// `V_a = (1 + n_a/5)^−¼ · Σ w·s³` (RANKING section 4), each person's part bounded; votes against count no more
    /// than those for it.
    fn votes(&self, near: &[Near]) -> Vec<(Key, f32)> {
        let mut articles: Vec<Key> = near.iter().map(|near| near.article).collect();
        articles.sort_unstable();
        articles.dedup();
        let mut votes: Vec<(Key, f32)> = articles
            .into_iter()
            .map(|article| {
                let about = || near.iter().filter(|near| near.article == article);
                let pro = said(about().filter(|near| near.weight > 0.0));
                let contra = said(about().filter(|near| near.weight < 0.0));
                let resolutions =
                    self.slot_of.get(&article).map_or(0, |slot| self.slots[*slot as usize].resolutions);
                let crowd = (1.0 + thousandths(resolutions) / 5.0).powf(-0.25);
                (article, crowd * (pro - contra.min(pro)))
            })
            .filter(|(_, votes)| *votes > 0.0)
            .collect();
        votes.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        votes
    }

    fn field(
        &self,
        question: &Question,
        open: &[&Shelf],
        follow: &dyn Fn(Key) -> Option<Key>,
    ) -> (FxHashMap<Key, f32>, f32) {
        let articles: u64 = open.iter().map(|shelf| shelf.articles).sum();
        let held: i64 = open.iter().map(|shelf| shelf.held).sum();
        let average = thousandths(held) / number(articles.max(1));
        let mut scores: FxHashMap<SlotNo, f32> = FxHashMap::default();
        let mut whole = 0.0;
        for (key, weight) in &question.words {
            let Some(word) = self.words.get(key) else {
                whole += weight * idf(0, articles) * (K1 + 1.0);
                continue;
            };
            let lists = || open.iter().filter_map(|shelf| shelf.field.get(word));
            let scale = weight * idf(lists().map(|list| list.len() as u64).sum(), articles);
            whole += scale * (K1 + 1.0);
            for (slot, held) in lists().flatten() {
                let length = thousandths(self.slots[*slot as usize].held);
                *scores.entry(*slot).or_default() +=
                    scale * saturation(thousandths(*held), length, average, B_FIELD);
            }
        }
        let mut field: FxHashMap<Key, f32> = FxHashMap::default();
        for (slot, score) in scores {
            if let Some(key) = follow(self.slots[slot as usize].key) {
                let best = field.entry(key).or_default();
                *best = best.max(score);
            }
        }
        (field, whole)
    }
}

impl Recall {
    /// How much an article's cases hold of what they could hold, 0 to 1.
    pub fn field_share(&self, article: Key) -> f32 {
        let held = self.field.get(&article).copied().unwrap_or(0.0);
        if self.field_whole > 0.0 { held / self.field_whole } else { 0.0 }
    }
}

/// What these cases say together. One person's cases count as one vote, or as much as all others say here:
/// nobody's word outweighs everybody else's (RANKING section 5).
fn said<'a>(cases: impl Iterator<Item = &'a Near> + Clone) -> f32 {
    let say = |near: &Near| near.weight.abs() * near.similarity.powi(3);
    let all: f32 = cases.clone().map(say).sum();
    let mut persons: Vec<PersonNo> = cases.clone().filter_map(|near| near.person).collect();
    persons.sort_unstable();
    persons.dedup();
    let of_nobody: f32 = cases.clone().filter(|near| near.person.is_none()).map(say).sum();
    let of_persons = persons.into_iter().map(|person| {
        let mine = cases.clone().filter(|near| near.person == Some(person));
        let full: f32 = mine.clone().map(say).sum();
        let shared: f32 = mine.map(|near| say(near) / near.shared).sum();
        full.min(shared.max(all - full))
    });
    of_nobody + of_persons.sum::<f32>()
}

fn keep_nearest(nearest: &mut Vec<(f32, u64, DocNo)>) {
    nearest.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    nearest.truncate(NEAREST);
}

fn idf(holding: u64, all: u64) -> f32 {
    let (holding, all) = (number(holding.min(all)), number(all));
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

fn saturation(occurrences: f32, length: f32, average: f32, b: f32) -> f32 {
    occurrences * (K1 + 1.0) / (occurrences + K1 * (1.0 - b + b * length / average.max(1.0)))
}

#[expect(clippy::cast_precision_loss, reason = "above 2^24 what is counted differs by less than it matters")]
fn number(count: u64) -> f32 {
    count as f32
}

#[expect(clippy::cast_precision_loss, reason = "above 2^24 what is counted differs by less than it matters")]
fn thousandths(count: i64) -> f32 {
    count as f32 / 1000.0
}
