//! What do words and memory say to one question?

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Context, Suggestion,
    alike::Alike,
    confidence::{self, Features},
    fuse::{Fused, fuse, with_meaning},
    reasons::reasons,
    telling::{count, information, telling},
};
use crate::{
    access::Scope,
    article::State,
    learn::{
        WordKey,
        memory::{Near, Question, Recall},
    },
    library::{Key, Synonyms},
    search::{self, Candidate, Compared, Error, Filter, FilterField, Found, Meant, Part, Plan},
    text::{Language, analyzing},
    ticket::{StrongKind, Ticket},
};

/// So many of the best articles by words are looked at.
const WINDOW: usize = 100;
/// So many of the articles that mean most nearly the same are looked at besides.
const NEAREST: usize = 40;
/// So many of the best articles by what their cases hold are looked at besides.
const RECALLED: usize = 20;
/// How much it matters what a word tells among tickets when its articles are looked for.
const TELLING_POWER: f32 = 0.5;
/// What an error code, a version or a product weighs against a word. Of a stack trace the words are enough.
const STRONG: f32 = 1.5;
/// So much weight of cases is half of what it takes to be sure.
const HALF_SURE: f32 = 1.0;

/// Words that mean the same at every help desk.
static GENERAL: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::parse(include_str!("synonyms.toml")).0);

/// One question, asked of words and of memory.
pub(super) struct Asked {
    /// The question's words and pairs, as tickets are compared by them.
    pub(super) compared: Vec<(Compared, WordKey)>,
    plan: Plan,
    found: Found,
    pub(super) recall: Recall,
    fused: Vec<Fused>,
    /// How like the question the candidates are in meaning.
    likeness: FxHashMap<Key, f32>,
    places: FxHashMap<Key, Candidate>,
}

/// Asks one question of a ticket, which means something to the model or does not.
///
/// # Errors
/// When the engine cannot read its files.
pub(super) fn ask(
    context: &Context<'_>,
    question: &str,
    meant: Option<&Meant>,
    ticket: &Ticket,
    scope: &Scope,
) -> Result<Asked, Error> {
    let Context { search, lessons, .. } = context;
    let (memory, secret) = (lessons.memory(), lessons.secret());
    let strong = strong_terms(ticket);
    let tells = |term: &str| {
        let tells = telling(term, memory, scope, secret).powf(TELLING_POWER);
        if strong.contains(term) { STRONG * tells.max(1.0) } else { tells }
    };
    let words = search::ticket_words(question, ticket.language, &tells, search.engine, scope)?;
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
    let mut recall = memory.recall(&Question { words: weights }, scope, &follow);
    without_own(context, &mut recall);
    let mut places: FxHashMap<Key, Candidate> =
        found.candidates.iter().map(|candidate| (candidate.key, *candidate)).collect();
    let asked = meant.zip(search.meaning.as_ref());
    let alike = asked.map(|(meant, meaning)| Alike::of(context, meaning, meant, scope));
    let more = recalled(&recall).into_iter().chain(asked.into_iter().flat_map(|(meant, meaning)| {
        meaning.articles.nearest(meant, scope, NEAREST).into_iter().map(|(key, _)| key)
    }));
    for key in more.chain(alike.iter().flat_map(Alike::articles)) {
        if !places.contains_key(&key)
            && let Some((candidate, _)) = search::unfound(search, &plan, &found, key, scope)?
        {
            places.insert(key, candidate);
        }
    }
    places.retain(|key, _| search.library.get(*key, scope).is_some());
    let by_words = places.iter().map(|(key, candidate)| (*key, candidate.score)).collect();
    let mut fused = fuse(&by_words, &recall, memory);
    let mut likeness = FxHashMap::default();
    if let Some((meant, meaning)) = asked {
        let keys: Vec<Key> = fused.iter().map(|fused| fused.key).collect();
        likeness = alike.map(|alike| alike.likeness(meaning, meant, keys, scope)).unwrap_or_default();
        with_meaning(&mut fused, &likeness, memory);
    }
    Ok(Asked { compared, plan, found, recall, fused, likeness, places })
}

/// The terms of what tells more than words do.
fn strong_terms(ticket: &Ticket) -> FxHashSet<String> {
    let language = ticket.language.unwrap_or(Language::ENGLISH);
    let terms = |text: &str| analyzing(language, |analyzer| analyzer.terms(text));
    ticket
        .strong
        .iter()
        .filter(|strong| strong.kind != StrongKind::Trace)
        .flat_map(|strong| terms(&strong.text))
        .collect()
}

/// Leaves out what came of the very thing that is asked again, from the field of its article too, by its share of what that
/// resolved.
fn without_own(context: &Context<'_>, recall: &mut Recall) {
    let memory = context.lessons.memory();
    let own: Vec<Near> = recall.near.extract_if(.., |near| context.is_own(near)).collect();
    if own.is_empty() {
        return;
    }
    for near in own.iter().filter(|near| near.weight > 0.0) {
        let all = thousandths(memory.resolutions(near.article));
        let left = if all > near.weight { 1.0 - near.weight / all } else { 0.0 };
        if left > 0.0 {
            recall.field.entry(near.article).and_modify(|held| *held *= left);
        } else {
            recall.field.remove(&near.article);
        }
    }
    (recall.votes, recall.sum, recall.gate) = memory.heard(&recall.near);
}

#[expect(clippy::cast_precision_loss, reason = "above 2^24 what is counted differs by less than it matters")]
fn thousandths(count: i64) -> f32 {
    count as f32 / 1000.0
}

/// The articles that memory speaks for most.
fn recalled(recall: &Recall) -> Vec<Key> {
    let mut keys: Vec<Key> = recall.votes.iter().map(|(key, _)| *key).collect();
    let mut field: Vec<(Key, f32)> = recall.field.iter().map(|(key, held)| (*key, *held)).collect();
    if field.len() > RECALLED {
        field.select_nth_unstable_by(RECALLED, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        field.truncate(RECALLED);
    }
    keys.extend(field.into_iter().map(|(key, _)| key));
    keys
}

impl Asked {
    pub(super) fn suggestions(
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
        let hits = search::hits(&context.search, &self.plan, &self.found, &page, &parts, scope)?;
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
                    probability: confidence::probability(&features, context.calibration),
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
        let words = self.compared.iter().filter(|(word, _)| !word.pair && word.weight >= 1.0).count();
        Features {
            margin: fused.score - other,
            coverage: self.coverage(context, scope, fused.key, parts),
            length: (1.0 + count(words)).ln(),
            evidence: self.evidence(fused.key),
            agreement: self.agreement(fused.key),
            experience: count(self.recall.resolutions) / count(self.recall.articles.max(1)),
            likeness: self.likeness.get(&fused.key).copied().unwrap_or(0.0),
            nearest: self.ahead(fused.key),
        }
    }

    /// How much more alike in meaning it is than the best of the others.
    fn ahead(&self, article: Key) -> f32 {
        let Some(own) = self.likeness.get(&article) else { return 0.0 };
        let others = self.likeness.iter().filter(|(key, _)| **key != article);
        let best = others.map(|(_, likeness)| *likeness).fold(f32::MIN, f32::max);
        if best > f32::MIN { own - best } else { 0.0 }
    }

    /// An article's share of what the nearest cases say, times how far they are to be trusted: together, and by how
    /// many they are. One person's word is not enough to be sure.
    fn evidence(&self, article: Key) -> f32 {
        let vote = self.recall.votes.iter().find(|(key, _)| *key == article).map_or(0.0, |(_, vote)| *vote);
        let near = self.recall.near.iter().filter(|near| near.article == article && near.weight > 0.0);
        let support: f32 = near.map(|near| near.weight).sum();
        if self.recall.sum > 0.0 {
            self.recall.gate * vote / self.recall.sum * support / (support + HALF_SURE)
        } else {
            0.0
        }
    }

    /// Its score by words over the best.
    fn agreement(&self, article: Key) -> f32 {
        let best = self.places.values().map(|candidate| candidate.score).fold(0.0, f32::max);
        let score = self.places.get(&article).map_or(0.0, |candidate| candidate.score);
        if best > 0.0 { score / best } else { 0.0 }
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
