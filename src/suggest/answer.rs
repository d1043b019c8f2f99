//! Which articles resolve this ticket?

use rustc_hash::FxHashSet;

use super::{Calibration, Context, Suggestion, Suggestions, confidence, question::ask};
use crate::{
    access::Scope,
    library::Key,
    search::{Error, Meant, ModelId, Used},
    text::Language,
    ticket::Ticket,
};

/// More questions in one ticket than this are read as one.
const MOST_QUESTIONS: usize = 3;
/// What the answer to one of several questions counts against the answer to all of them together.
const ONE_OF_SEVERAL: f32 = 0.9;

/// An article of this kind offers something, and resolves nothing.
pub const OFFER: &str = "offer";
/// So many of them may come between those that resolve something.
const MOST_OFFERS: usize = 1;

/// A desk without a record of its own answers from this probability on (RANKING section 6).
pub const ANSWER_FROM: f32 = 0.7;

fn answer_from(context: &Context<'_>) -> f32 {
    let by_record = || context.calibration.map_or(ANSWER_FROM, Calibration::answer_from);
    context.answer_from.unwrap_or_else(by_record).max(context.none_below)
}

/// The hash of everything that decides how suggestions are ranked: whoever changes a formula or a constant of this
/// module changes the name here, so that what was shown before can be told apart.
pub fn configuration(model: Option<ModelId>) -> u64 {
    let model = model.map_or(0, |model| model.0);
    Key::of(&format!("words 1; memory 1; fuse 1; confidence 2; meaning 2; model {model:x}")).0
}

/// The articles that may resolve a ticket, `limit` at most, best first. A ticket of several questions is asked as a
/// whole, and each question for itself.
///
/// # Errors
/// When the engine cannot read its files.
pub fn for_ticket(
    context: &Context<'_>,
    ticket: &Ticket,
    scope: &Scope,
    limit: usize,
) -> Result<Suggestions, Error> {
    let mut suggestions = Suggestions {
        generation: context.search.engine.generation(scope),
        ranking: configuration(context.search.meaning.map(|meaning| meaning.embedder.id())),
        ..Suggestions::default()
    };
    if ticket.questions.is_empty() {
        return Ok(suggestions);
    }
    let questions: Vec<&str> = ticket.questions.iter().map(String::as_str).collect();
    let joined = questions.join("\n");
    let joined = joined.as_str();
    let several = (2..=MOST_QUESTIONS).contains(&questions.len());
    let parts = if several { questions.as_slice() } else { std::slice::from_ref(&joined) };
    let (meant, used) = meant(context, parts, ticket.language);
    suggestions.meaning = used;
    let mut meant = meant.iter().map(Option::as_ref);
    let whole = ask(context, joined, meant.next().flatten(), ticket, scope)?;
    suggestions.words = whole.compared.iter().map(|(word, _)| word.term.clone()).collect();
    suggestions.near.clone_from(&whole.recall.near);
    let mut list: Vec<(f32, Suggestion)> = whole
        .suggestions(context, scope, limit + MOST_OFFERS)?
        .into_iter()
        .map(|one| (one.score, one))
        .collect();
    if several {
        for question in questions {
            let one = ask(context, question, meant.next().flatten(), ticket, scope)?;
            let one = one.suggestions(context, scope, limit + MOST_OFFERS)?;
            list.extend(one.into_iter().map(|one| (ONE_OF_SEVERAL * one.score, one)));
        }
    }
    // Equals stay as they were: those of the whole first, each list in its own order.
    list.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut seen = FxHashSet::default();
    list.retain(|(_, suggestion)| seen.insert(suggestion.article.key));
    // What somebody could buy resolves nothing: it has no place among what does.
    let (offers, mut list): (Vec<_>, Vec<_>) =
        list.into_iter().partition(|(_, one)| one.article.kind.as_deref() == Some(OFFER));
    let offer = offers.into_iter().map(|(_, offer)| offer).next();
    suggestions.offer = offer.filter(|offer| offer.probability >= context.none_below);
    list.truncate(limit);
    suggestions.list = list.into_iter().map(|(_, suggestion)| suggestion).collect();
    let mut most = 1.0_f32;
    for suggestion in &mut suggestions.list {
        most = most.min(suggestion.probability);
        suggestion.probability = most;
    }
    let best = suggestions.list.first().map_or(0.0, |first| first.probability);
    suggestions.decision = confidence::decide(best, answer_from(context), context.none_below);
    Ok(suggestions)
}

/// What the whole and, of several questions, each one means; and whether that counts.
fn meant(
    context: &Context<'_>,
    questions: &[&str],
    language: Option<Language>,
) -> (Vec<Option<Meant>>, Used) {
    let Some(meaning) = context.search.meaning else { return (Vec::new(), Used::No) };
    match meaning.of_parts(questions, language) {
        Ok(meant) if meant.iter().flatten().next().is_none() => (Vec::new(), Used::No),
        Ok(meant) => (meant, Used::Yes),
        Err(_) => (Vec::new(), Used::Busy),
    }
}
