//! What does the memory say to a question?

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

/// BM25's k1, for cases and for articles' fields.
pub(super) const K1: f32 = 1.2;
/// The gate of the nearest cases: so much evidence opens it half.
const HALF_OPEN: f32 = 0.1;
/// How much it counts against an article that it has resolved many tickets, where the nearest cases are heard.
const CROWD: f32 = 0.5;
/// The gate of the articles' fields: so many cases for each article open it half.
const CASES_PER_ARTICLE: f32 = 3.0;

/// Where an article's lessons belong for a reader.
pub(super) type Follow<'a> = &'a dyn Fn(Key) -> Option<Key>;

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
    /// Among how many cases the person's vote is divided; 1 when it counts in full.
    pub shared: f32,
}

impl Memory {
    /// What the cases say that a scope opens. `follow` says where an article's lessons belong for this reader:
    /// to itself, to what supersedes it, or nowhere.
    pub fn recall(&self, question: &Question, scope: &Scope, follow: Follow<'_>) -> Recall {
        let open = self.open(scope);
        let near = self.near(question, &open, follow);
        let field = self.field(question, &open, follow);
        let resolutions: u64 = open.iter().map(|shelf| shelf.resolutions).sum();
        let articles: u64 = open.iter().map(|shelf| shelf.articles).sum();
        let (n, a) = (number(resolutions), number(articles.max(1)));
        let (votes, sum, gate) = self.heard(&near);
        Recall {
            near,
            votes,
            sum,
            gate,
            field,
            field_gate: n / (n + CASES_PER_ARTICLE * a),
            resolutions,
            articles,
        }
    }

    /// The nearest cases alone, without titles: nearest first.
    pub fn cases_near(&self, question: &Question, scope: &Scope, follow: Follow<'_>) -> Vec<Near> {
        let mut near = self.near(question, &self.open(scope), follow);
        near.retain(|near| near.case.is_some());
        near
    }

    fn near(&self, question: &Question, open: &[&Shelf], follow: Follow<'_>) -> Vec<Near> {
        let nearest = self.nearest(question, open).into_iter();
        nearest.filter_map(|(similarity, doc)| self.as_near(doc, similarity, follow)).collect()
    }

    /// What a case says of its article, given how like the question it is; none while it says nothing or rests.
    pub fn as_case(&self, case: CaseNo, similarity: f32, follow: Follow<'_>) -> Option<Near> {
        self.as_near(self.document_of(case)?, similarity, follow)
    }

    /// The cases that speak for an article that is there, each with its article, in the order of their numbers.
    pub fn speaking(&self) -> impl Iterator<Item = (CaseNo, Key)> {
        let cases = (0..u32::try_from(self.of_case.len()).unwrap_or(u32::MAX)).map(CaseNo);
        cases.filter_map(|case| {
            let kept = &self.docs[self.document_of(case)? as usize];
            Some((case, self.slots[kept.slot? as usize].key)).filter(|_| kept.weight > 0)
        })
    }

    /// The weights of the cases that speak for an article, in thousandths.
    pub fn resolutions(&self, article: Key) -> i64 {
        self.slot_of.get(&article).map_or(0, |slot| self.slots[*slot as usize].resolutions)
    }

    /// How much a word tells among the cases that a scope opens: how many there are, and how many hold it.
    pub fn holding(&self, word: WordKey, scope: &Scope) -> (u64, u64) {
        let open = self.open(scope);
        let documents = open.iter().map(|shelf| shelf.resolutions).sum();
        let Some(word) = self.word_no(word) else { return (documents, 0) };
        (documents, open.iter().map(|shelf| shelf.postings.get(&word).map_or(0, Vec::len) as u64).sum())
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
        let open = self.of_audiences.iter().filter(|(audiences, _)| scope.opens(audiences));
        let mut open: Vec<u32> = open.map(|(_, shelf)| *shelf).collect();
        open.sort_unstable();
        open.into_iter().map(|shelf| &self.shelves[shelf as usize]).collect()
    }

    /// Where the lessons of an article belong.
    pub(super) fn leads_to(&self, slot: SlotNo, follow: Follow<'_>) -> Option<Key> {
        let slot = &self.slots[slot as usize];
        if slot.led_away { follow(slot.key) } else { Some(slot.key) }
    }

    fn as_near(&self, doc: DocNo, similarity: f32, follow: Follow<'_>) -> Option<Near> {
        let kept = &self.docs[doc as usize];
        let (case, person) = match kept.from {
            From::Person(case, _, person) => (Some(case), Some(person)),
            From::Nobody(case, _) => (Some(case), None),
            From::Title | From::Nothing => (None, None),
        };
        Some(Near {
            case,
            person,
            article: self.leads_to(kept.slot?, follow)?,
            similarity,
            weight: thousandths(kept.weight.into()),
            shared: number(self.shared(doc).into()),
        })
    }

    /// `V_a = (1 + n_a/5)^−½ · Σ w·s³` (RANKING section 4, with a greater handicap), each person's part bounded;
    /// votes against count no more than those for it.
    fn votes(&self, near: &[Near]) -> Vec<(Key, f32)> {
        let mut articles: Vec<Key> = near.iter().map(|near| near.article).collect();
        articles.sort_unstable();
        articles.dedup();
        let mut votes: Vec<(Key, f32)> = articles
            .into_iter()
            .map(|article| {
                let about = || near.iter().filter(|near| near.article == article);
                let pro = said(&about().filter(|near| near.weight > 0.0));
                let contra = said(&about().filter(|near| near.weight < 0.0));
                let crowd = (1.0 + thousandths(self.resolutions(article)) / 5.0).powf(-CROWD);
                (article, crowd * (pro - contra.min(pro)))
            })
            .filter(|(_, votes)| *votes > 0.0)
            .collect();
        votes.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        votes
    }
}

/// What these cases say together. One person's cases count as one vote, or as much as all others say here:
/// nobody's word outweighs everybody else's (RANKING section 5).
///
/// Persons come in the order of their nearest cases: their numbers depend on who came first.
fn said<'a>(cases: &(impl Iterator<Item = &'a Near> + Clone)) -> f32 {
    let say = |near: &Near| near.weight.abs() * near.similarity.powi(3);
    let all: f32 = cases.clone().map(say).sum();
    let mut persons: Vec<PersonNo> = Vec::new();
    for person in cases.clone().filter_map(|near| near.person) {
        if !persons.contains(&person) {
            persons.push(person);
        }
    }
    let of_nobody: f32 = cases.clone().filter(|near| near.person.is_none()).map(say).sum();
    let of_persons = persons.into_iter().map(|person| {
        let mine = cases.clone().filter(|near| near.person == Some(person));
        let full: f32 = mine.clone().map(say).sum();
        let shared: f32 = mine.map(|near| say(near) / near.shared).sum();
        full.min(shared.max(all - full))
    });
    of_nobody + of_persons.sum::<f32>()
}

/// What a word tells that `holding` of `all` tickets hold; parts of tickets count too.
pub fn idf(holding: f32, all: f32) -> f32 {
    (1.0 + (all - holding.min(all) + 0.5) / (holding.min(all) + 0.5)).ln()
}

/// BM25's part of a word in a text of this length.
pub(super) fn saturation(occurrences: f32, length: f32, average: f32, b: f32) -> f32 {
    saturated(occurrences, K1 * (1.0 - b + b * length / average.max(1.0)))
}

/// The same with what the length comes to.
pub(super) fn saturated(occurrences: f32, length: f32) -> f32 {
    occurrences * (K1 + 1.0) / (occurrences + length)
}

#[expect(clippy::cast_precision_loss, reason = "above 2^24 what is counted differs by less than it matters")]
pub(super) fn number(count: u64) -> f32 {
    count as f32
}

#[expect(clippy::cast_precision_loss, reason = "above 2^24 what is counted differs by less than it matters")]
pub(super) fn thousandths(count: i64) -> f32 {
    count as f32 / 1000.0
}
