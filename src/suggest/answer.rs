//! Which articles resolve this ticket?

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    confidence::{self, Features},
    fuse::{Fused, fuse},
    reasons::reasons,
    telling::{information, telling},
};
use crate::{
    access::Scope,
    article::State,
    learn::{
        Lessons, WordKey,
        memory::{Near, Question, Recall},
    },
    library::{Card, Key},
    search::{self, Candidate, Compared, Error, Filter, FilterField, Found, Part, Plan, SectionRef, Snippet},
    text::Language,
};

/// So many of the best articles by words are looked at.
const WINDOW: usize = 100;
/// So many of the best articles by what their cases hold are looked at besides.
const RECALLED: usize = 20;
/// More questions in one ticket than this are read as one.
const MOST_QUESTIONS: usize = 4;
/// How much it matters what a word tells among tickets when its articles are looked for.
const TELLING_POWER: f32 = 0.5;

static GENERAL: std::sync::LazyLock<crate::library::Synonyms> =
    std::sync::LazyLock::new(|| crate::library::Synonyms::parse(include_str!("synonyms.toml")).0);

/// The hash of everything that decides how suggestions are ranked: whoever changes a formula or a constant of this
/// module changes the name here, so that what was shown before can be told apart.
pub fn configuration() -> u64 {
    Key::of("words 1; memory 1; fuse 1; confidence 1").0
}

/// What suggesting needs to know, at one moment.
pub struct Context<'a> {
    /// What searching needs.
    pub search: search::Context<'a>,
    /// What has been learned.
    pub lessons: &'a Lessons,
    /// From this probability on the first article is called the answer, 0 to 1.
    pub answer_from: f32,
    /// Below this probability of the first article there is none, 0 to 1.
    pub none_below: f32,
}

/// What is said of a ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// The first article resolves it, most probably.
    Answer,
    /// One of these may.
    Candidates,
    /// Nothing here does.
    #[default]
    None,
}

impl Decision {
    /// The word used in API, terminal and pages.
    pub fn word(self) -> &'static str {
        match self {
            Decision::Answer => "answer",
            Decision::Candidates => "candidates",
            Decision::None => "none",
        }
    }
}

/// The few articles that may resolve a ticket.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    /// What is said of the whole.
    pub decision: Decision,
    /// The articles, best first.
    pub list: Vec<Suggestion>,
    /// The most telling words, as terms.
    pub words: Vec<String>,
    /// The nearest resolved tickets, nearest first.
    pub near: Vec<Near>,
    /// The number of the state of the shelves that was searched.
    pub generation: u64,
}

/// An article that may resolve a ticket.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// What is known of it.
    pub article: Arc<Card>,
    /// Its id, for this reader.
    pub id: String,
    /// The section that answers best, if it is not the article's beginning.
    pub section: Option<SectionRef>,
    /// The first eight bytes of BLAKE3 of that section's text.
    pub section_hash: u64,
    /// A few words of that section.
    pub snippet: Snippet,
    /// How well it fits, 0 to 1: the sum of its reasons.
    pub score: f32,
    /// The probability that it resolves the ticket, 0 to 1.
    pub probability: f32,
    /// What the probability is made of.
    pub features: Features,
    /// Why it stands here, greatest first.
    pub reasons: Vec<search::Reason>,
}

/// The articles that may resolve a ticket of these questions, `limit` at most.
///
/// # Errors
/// When the engine cannot read its files.
pub fn for_ticket(
    context: &Context<'_>,
    questions: &[String],
    language: Option<Language>,
    scope: &Scope,
    limit: usize,
) -> Result<Suggestions, Error> {
    let mut suggestions =
        Suggestions { generation: context.search.engine.generation(scope), ..Suggestions::default() };
    let whole = [questions.join("\n")];
    let questions = if questions.len() > MOST_QUESTIONS { &whole } else { questions };
    for question in questions {
        let asked = ask(context, question, language, scope)?;
        suggestions.words.extend(asked.compared.iter().map(|(word, _)| word.term.clone()));
        suggestions.near.extend_from_slice(&asked.recall.near);
        suggestions.list.extend(asked.suggestions(context, scope, limit)?);
    }
    suggestions.list.sort_by(|a, b| {
        b.probability
            .total_cmp(&a.probability)
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| a.article.path.cmp(&b.article.path))
    });
    let mut seen = FxHashSet::default();
    suggestions.list.retain(|suggestion| seen.insert(suggestion.article.key));
    suggestions.list.truncate(limit);
    let best = suggestions.list.first().map_or(0.0, |first| first.probability);
    suggestions.decision = confidence::decide(best, context.answer_from, context.none_below);
    Ok(suggestions)
}

/// One question, asked of words and of memory.
struct Asked {
    /// The question's words and pairs, as tickets are compared by them.
    compared: Vec<(Compared, WordKey)>,
    plan: Plan,
    found: Found,
    recall: Recall,
    fused: Vec<Fused>,
    places: FxHashMap<Key, Candidate>,
}

fn ask(
    context: &Context<'_>,
    question: &str,
    language: Option<Language>,
    scope: &Scope,
) -> Result<Asked, Error> {
    let Context { search, lessons, .. } = context;
    let (memory, secret) = (lessons.memory(), lessons.secret());
    let tells = |term: &str| telling(term, memory, scope, secret).powf(TELLING_POWER);
    let words = search::ticket_words(question, language, &tells, search.engine, scope)?;
    let mut plan = words.plan(search.engine, scope, search.synonyms, &GENERAL)?;
    plan.window = WINDOW;
    plan.leave_out = vec![Filter::new(FilterField::State, State::Archived.word())];
    let found = search.engine.find(&plan, scope)?;
    let compared: Vec<(Compared, WordKey)> = words
        .compared()
        .into_iter()
        .map(|word| {
            let key = WordKey::of(&word.term, secret);
            (word, key)
        })
        .collect();
    let weights = compared.iter().map(|(word, key)| (*key, word.weight)).collect();
    let follow = |key| search.library.follow(key, scope);
    let recall = memory.recall(&Question { words: weights }, scope, &follow);
    let mut places: FxHashMap<Key, Candidate> =
        found.candidates.iter().map(|candidate| (candidate.key, *candidate)).collect();
    for key in recalled(&recall) {
        if !places.contains_key(&key)
            && let Some(place) = search.engine.place_of(key, scope)?
        {
            let parts = search.engine.explain(&plan, scope, &found, &[place])?;
            let score = parts.iter().flatten().map(|part| part.score).sum();
            places.insert(key, Candidate { key, score, place, titled: false });
        }
    }
    let by_words = places.iter().map(|(key, candidate)| (*key, candidate.score)).collect();
    let fused = fuse(&by_words, &recall);
    Ok(Asked { compared, plan, found, recall, fused, places })
}

/// The articles that memory speaks for, best first.
fn recalled(recall: &Recall) -> Vec<Key> {
    let mut keys: Vec<Key> = recall.votes.iter().map(|(key, _)| *key).collect();
    let mut field: Vec<(Key, f32)> = recall.field.iter().map(|(key, held)| (*key, *held)).collect();
    field.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.extend(field.into_iter().take(RECALLED).map(|(key, _)| key));
    keys
}

impl Asked {
    fn suggestions(
        &self,
        context: &Context<'_>,
        scope: &Scope,
        limit: usize,
    ) -> Result<Vec<Suggestion>, Error> {
        let best: Vec<&Fused> = self.fused.iter().take(limit).collect();
        let page: Vec<(bool, Candidate)> =
            best.iter().map(|fused| (false, self.places[&fused.key])).collect();
        let places: Vec<_> = page.iter().map(|(_, candidate)| candidate.place).collect();
        let parts = context.search.engine.explain(&self.plan, scope, &self.found, &places)?;
        let hits = search::hits(&context.search, &self.plan, &self.found, &page, scope)?;
        Ok(hits
            .into_iter()
            .zip(best)
            .zip(parts)
            .enumerate()
            .map(|(rank, ((hit, fused), parts))| {
                let features = self.features(context, scope, rank, fused, &parts);
                Suggestion {
                    article: hit.article,
                    id: hit.id,
                    section: hit.section,
                    section_hash: hit.section_hash,
                    snippet: hit.snippet,
                    score: fused.score,
                    probability: confidence::probability(&features),
                    features,
                    reasons: reasons(
                        fused,
                        &self.plan,
                        &parts,
                        &self.recall.near,
                        context.lessons,
                        context.search.today,
                    ),
                }
            })
            .collect())
    }

    fn features(
        &self,
        context: &Context<'_>,
        scope: &Scope,
        rank: usize,
        fused: &Fused,
        parts: &[Part],
    ) -> Features {
        let other = self.fused.get(usize::from(rank == 0)).map_or(0.0, |other| other.score);
        let vote = self.recall.votes.iter().find(|(key, _)| *key == fused.key).map_or(0.0, |(_, vote)| *vote);
        let words = self.compared.iter().filter(|(word, _)| !word.pair && word.weight >= 1.0).count();
        Features {
            margin: fused.score - other,
            coverage: self.coverage(context, scope, fused.key, parts),
            length: (1.0 + count(words)).ln(),
            evidence: if self.recall.sum > 0.0 { self.recall.gate * vote / self.recall.sum } else { 0.0 },
            experience: count(self.recall.resolutions) / count(self.recall.articles.max(1)),
        }
    }

    /// The share of what the question's words tell among tickets that an article or its cases hold.
    fn coverage(&self, context: &Context<'_>, scope: &Scope, article: Key, parts: &[Part]) -> f32 {
        let held: FxHashSet<&str> = parts
            .iter()
            .filter_map(|part| self.plan.groups.get(part.group)?.variants.first()?.terms.first())
            .map(String::as_str)
            .collect();
        let memory = context.lessons.memory();
        let (mut whole, mut covered) = (0.0, 0.0);
        for (word, key) in self.compared.iter().filter(|(word, _)| !word.pair) {
            let tells = information(&word.term, memory, scope, context.lessons.secret());
            whole += tells;
            if held.contains(word.term.as_str()) || memory.holds(article, *key) {
                covered += tells;
            }
        }
        if whole > 0.0 { covered / whole } else { 0.0 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts need no more than 24 bits here")]
fn count(of: impl TryInto<u64>) -> f32 {
    of.try_into().map_or(0.0, |of| of as f32)
}
