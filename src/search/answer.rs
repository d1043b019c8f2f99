//! How does a query become an answer?

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use super::{
    Candidate, Engine, Error, Filter, FilterField, Found, Meaning, Part, Passages, Plan, Query, Reason,
    Snippet, Used,
    alike::alike,
    lift::lift,
    plan::{Planned, planned},
    reason::{Beside, reasons},
    snippet::Marker,
};
use crate::{
    access::Scope,
    article::State,
    learn::Lessons,
    library::{Card, Key, Library, Named, Pins, Synonyms},
    text::Language,
};

/// The best articles are looked at this far, at least: the order below does not depend on the page.
const WINDOW: usize = 100;

/// A snippet is looked for in this much of an article, from its beginning: the longest would cost as much as
/// all others together.
const LOOKED_THROUGH: usize = 16 << 10;

/// What it adds, as a share of the score, that a title holds every word that was asked for: who names a title
/// means that article (officedocs, 3 rarest words of a title: see `benches/known_item`).
const WHOLE_TITLE: f32 = 0.25;
/// In a longer text the words of a title stand by chance.
const MOST_TITLE_WORDS: usize = 8;

/// What searching needs to know, at one moment.
pub struct Context<'a> {
    /// Where articles are found.
    pub engine: &'a dyn Engine,
    /// What they are called.
    pub library: &'a Library,
    /// Words that mean the same.
    pub synonyms: &'a Synonyms,
    /// Articles that somebody put first.
    pub pins: &'a Pins,
    /// What was learned, if it is to count.
    pub lessons: Option<&'a Lessons>,
    /// An embedding model and what it made of the articles, if there is one.
    pub meaning: Option<Meaning<'a>>,
    /// The day, for pins that end.
    pub today: Date,
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Request {
    /// The query, read.
    pub query: Query,
    /// What else narrows it: chosen, not typed.
    pub filters: Vec<Filter>,
    /// How many hits are wanted.
    pub limit: usize,
    /// How many of the best to pass over.
    pub offset: usize,
    /// Whether what is shown will be written down: then each hit says of which text.
    pub written_down: bool,
}

/// What a query found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The number of the state of the shelves that was searched.
    pub generation: u64,
    /// How many articles match.
    pub total: u64,
    /// Those of the page, best first.
    pub hits: Vec<Hit>,
    /// Whether nothing matches and the hits only come near it.
    pub nearest: bool,
    /// What each filter would leave.
    pub facets: Facets,
    /// What the person may have meant, when some word is one that nobody wrote.
    pub correction: Option<Correction>,
    /// Whether meaning decided with the words.
    pub meaning: Used,
    /// Whether the query was too long and something of it was left out.
    pub cut: bool,
}

/// The values of each filter field and how many of the matching articles have them.
pub type Facets = Vec<(FilterField, Vec<(String, u64)>)>;

/// The query as it would be with the nearest known words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The whole query, corrected.
    pub query: String,
    /// Each word that was replaced, and by which.
    pub words: Vec<(String, String)>,
}

/// An article that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What is known of it.
    pub article: Arc<Card>,
    /// Its id, for this reader.
    pub id: String,
    /// The section that answers best, if it is not the article's beginning.
    pub section: Option<SectionRef>,
    /// The title, with the words that were asked for marked.
    pub title: Snippet,
    /// The first eight bytes of BLAKE3 of that section's text; 0 unless it is written down what was shown.
    pub section_hash: u64,
    /// A few words of that section.
    pub snippet: Snippet,
    /// How well it matches: the sum of its reasons.
    pub score: f32,
    /// Why it stands here.
    pub reasons: Vec<Reason>,
    /// Whether somebody put it first.
    pub pinned: bool,
}

/// A section, to link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionRef {
    /// Its heading or question.
    pub heading: String,
    /// The fragment that leads to it.
    pub anchor: String,
}

/// Answers a request for whoever has this scope.
///
/// # Errors
/// When the engine cannot read its files.
pub fn answer(context: &Context<'_>, request: &Request, scope: &Scope) -> Result<Answer, Error> {
    let mut answer =
        Answer { generation: context.engine.generation(scope), cut: request.query.cut, ..Answer::default() };
    let filters = request.query.filters.iter().chain(&request.filters);
    if request.query.words.is_empty() && filters.clone().next().is_none() {
        return Ok(answer);
    }
    let Planned { mut plan, corrected, terms } =
        planned(&request.query, context.engine, scope, context.synonyms)?;
    plan.filters = filters.cloned().collect();
    plan.window = WINDOW.max(request.offset + request.limit);
    plan.facets = true;
    if !plan.filters.iter().any(|filter| filter.field == FilterField::State) {
        plan.leave_out = vec![Filter::new(FilterField::State, State::Archived.word())];
    }
    let mut found = context.engine.find(&plan, scope)?;
    answer.total = found.total;
    if found.total == 0 && loosen(&mut plan) {
        found = context.engine.find(&plan, scope)?;
        answer.nearest = found.total > 0;
    }
    let leads_somewhere = found.total > 0;
    answer.correction = corrected_query(&request.query, corrected).filter(|_| leads_somewhere);
    let mut order = pinned(context, &plan, &found, &terms, scope)?;
    let pins = order.len();
    answer.total +=
        order.iter().filter(|pin| !found.candidates.iter().any(|c| c.key == pin.key)).count() as u64;
    let mut candidates = std::mem::take(&mut found.candidates);
    candidates.retain(|candidate| order.iter().all(|pin| pin.key != candidate.key));
    let counting = plan.groups.iter().filter(|group| group.counts).count();
    if counting <= MOST_TITLE_WORDS {
        for candidate in candidates.iter_mut().filter(|candidate| candidate.titled) {
            candidate.score += WHOLE_TITLE * candidate.score;
        }
    }
    let alike = alike(context, &request.query, &plan, &found, &order, &mut candidates, scope)?;
    answer.total += alike.more;
    answer.meaning = alike.used;
    let lifted = lift(context, &plan, &found, &order, &mut candidates, scope)?;
    answer.total += lifted.added;
    order.extend(in_order(context, candidates, request.offset + request.limit));
    let page: Vec<(bool, Candidate)> = order
        .into_iter()
        .enumerate()
        .map(|(number, candidate)| (number < pins, candidate))
        .skip(request.offset)
        .take(request.limit)
        .collect();
    let places: Vec<_> = page.iter().map(|(_, candidate)| candidate.place).collect();
    let parts = context.engine.explain(&plan, scope, &found, &places)?;
    let beside = |key: Key| Beside {
        alike: alike.added.iter().find(|(of, _)| *of == key).map(|(_, more)| *more),
        lift: lifted.lifts.iter().find(|lift| lift.key == key),
    };
    let shown = Shown { written_down: request.written_down, beside: &beside };
    answer.hits = hits_with(context, &plan, &found, &page, &parts, &shown, scope)?;
    answer.facets = found.facets;
    Ok(answer)
}

/// Asks for less when nothing has it all; says whether there was anything to leave away.
fn loosen(plan: &mut Plan) -> bool {
    let strict = plan.required > 1 || !plan.phrases.is_empty();
    plan.required = plan.required.min(1);
    plan.phrases.clear();
    strict
}

/// Best first, as many as are wanted and those as good as the last of them; equal scores in the order of their
/// paths, so that the same question has the same answer.
pub(super) fn in_order(
    context: &Context<'_>,
    mut candidates: Vec<Candidate>,
    wanted: usize,
) -> Vec<Candidate> {
    let best_first = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score);
    if wanted < candidates.len() {
        let (_, last, _) = candidates.select_nth_unstable_by(wanted, best_first);
        let last = *last;
        candidates.retain(|candidate| best_first(candidate, &last).is_le());
    }
    let mut known: Vec<(Candidate, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| Some((candidate, context.library.whole(candidate.key)?.path.as_str())))
        .collect();
    known.sort_by(|(a, a_path), (b, b_path)| b.score.total_cmp(&a.score).then_with(|| a_path.cmp(b_path)));
    known.into_iter().map(|(candidate, _)| candidate).collect()
}

/// The articles that somebody put first for such words, each with the score that it has anyway.
fn pinned(
    context: &Context<'_>,
    plan: &Plan,
    found: &Found,
    terms: &[String],
    scope: &Scope,
) -> Result<Vec<Candidate>, Error> {
    let mut pinned: Vec<Candidate> = Vec::new();
    for pin in context.pins.of(terms, context.today) {
        let Some(Named::Article(card) | Named::Moved(card)) = context.library.find(&pin.article, scope)
        else {
            continue;
        };
        if pinned.iter().any(|known| known.key == card.key) || !passes(&card, plan) {
            continue;
        }
        let Some(place) = context.engine.place_of(card.key, scope)? else { continue };
        let parts = context.engine.explain(plan, scope, found, &[place])?;
        let score = parts.iter().flatten().map(|part| part.score).sum();
        pinned.push(Candidate { key: card.key, score, place, titled: false });
    }
    Ok(pinned)
}

/// Whether an article has what the plan's filters ask for.
pub(super) fn passes(card: &Card, plan: &Plan) -> bool {
    let has = |filter: &Filter| match filter.field {
        FilterField::Tag => card.tags.iter().any(|tag| tag.to_lowercase() == filter.value),
        FilterField::Product => card.products.iter().any(|product| product.to_lowercase() == filter.value),
        FilterField::Lang => card.language.code() == filter.value,
        FilterField::State => card.state.word() == filter.value,
    };
    FilterField::ALL.into_iter().all(|field| {
        let mut wanted = plan.filters.iter().filter(|filter| filter.field == field).peekable();
        wanted.peek().is_none() || wanted.any(has)
    }) && !plan.leave_out.iter().any(has)
}

/// What is shown of articles that were found for a plan, each with whether it was put first by hand; `parts` are what
/// [`Engine::explain`] says of them, in their order.
///
/// # Errors
/// When the engine cannot read its files.
pub(crate) fn hits(
    context: &Context<'_>,
    plan: &Plan,
    found: &Found,
    page: &[(bool, Candidate)],
    parts: &[Vec<Part>],
    scope: &Scope,
) -> Result<Vec<Hit>, Error> {
    let shown = Shown { written_down: true, beside: &|_| Beside::default() };
    hits_with(context, plan, found, page, parts, &shown, scope)
}

/// What hits are to say beside what was found.
struct Shown<'a, 'b> {
    /// Whether they say of which text they are.
    written_down: bool,
    /// What else brought an article here.
    beside: &'a dyn Fn(Key) -> Beside<'b>,
}

fn hits_with(
    context: &Context<'_>,
    plan: &Plan,
    found: &Found,
    page: &[(bool, Candidate)],
    parts: &[Vec<Part>],
    shown: &Shown<'_, '_>,
    scope: &Scope,
) -> Result<Vec<Hit>, Error> {
    let mut hits = Vec::with_capacity(page.len());
    let mut markers: BTreeMap<Language, Marker<'_>> = BTreeMap::new();
    let mut passages = Passages::default();
    for ((pinned, candidate), parts) in page.iter().zip(parts) {
        let Some(card) = context.library.get(candidate.key, scope) else { continue };
        let marker = markers
            .entry(card.language)
            .or_insert_with(|| Marker::new(plan, &found.information, card.language));
        context.engine.passages(candidate.place, LOOKED_THROUGH, &mut passages)?;
        let (section, snippet) = marker.best(&passages).unwrap_or_default();
        hits.push(Hit {
            article: card.clone(),
            id: context.library.id_of(card, scope).to_owned(),
            section: passages.get(section).filter(|section| !section.anchor.is_empty()).map(|section| {
                SectionRef { heading: section.title().to_owned(), anchor: section.anchor.to_owned() }
            }),
            section_hash: passages
                .get(section)
                .filter(|_| shown.written_down)
                .map_or(0, |section| Key::of(section.text).0),
            title: marker.whole(&card.title),
            snippet,
            score: candidate.score,
            reasons: reasons(plan, parts, candidate.score, (shown.beside)(card.key)),
            pinned: *pinned,
        });
    }
    Ok(hits)
}

/// The query with the nearest known words in place of those that nobody wrote.
fn corrected_query(query: &Query, words: Vec<(String, String)>) -> Option<Correction> {
    if words.is_empty() {
        return None;
    }
    let corrected: Vec<String> = query
        .text
        .split_whitespace()
        .map(|typed| {
            let lower = typed.to_lowercase();
            let wrong = words.iter().find(|(wrong, _)| lower.contains(wrong.as_str()));
            wrong.map_or_else(|| typed.to_owned(), |(wrong, right)| lower.replace(wrong.as_str(), right))
        })
        .collect();
    let corrected = corrected.join(" ");
    (corrected.to_lowercase() != query.text.to_lowercase()).then_some(Correction { query: corrected, words })
}
