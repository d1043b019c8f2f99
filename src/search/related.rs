//! What else is about the same as an article?

use std::sync::Arc;

use super::{
    Context, Error, Filter, FilterField, Query,
    answer::in_order,
    plan::{Planned, planned},
};
use crate::{access::Scope, article::State, library::Card};

/// What holds less of the title's weight than this part of what the article itself holds of it is about something else.
const ALIKE: f32 = 0.3;
/// So many of the best are looked at.
const WINDOW: usize = 50;

/// The articles that hold most of what stands in the title of one, in its language, best first. Neither lessons nor pins
/// count, so that they are the same until an article changes.
///
/// # Errors
/// When the engine cannot read its files.
pub fn related(
    context: &Context<'_>,
    card: &Card,
    limit: usize,
    scope: &Scope,
) -> Result<Vec<Arc<Card>>, Error> {
    let query = Query { unfinished: false, ..Query::parse(&card.title) };
    let Planned { mut plan, .. } = planned(&query, context.engine, scope, context.synonyms)?;
    plan.required = plan.required.min(1);
    plan.phrases.clear();
    plan.window = WINDOW;
    plan.filters = vec![Filter::new(FilterField::Lang, card.language.code())];
    plan.leave_out = vec![Filter::new(FilterField::State, State::Archived.word())];
    let found = context.engine.find(&plan, scope)?;
    let own = found.candidates.iter().find(|candidate| candidate.key == card.key);
    let least = own.map_or(f32::INFINITY, |own| own.score * ALIKE);
    let others = found
        .candidates
        .into_iter()
        .filter(|candidate| candidate.key != card.key && candidate.score >= least);
    let ordered = in_order(context, others.collect(), limit);
    let known = ordered.into_iter().filter_map(|candidate| context.library.get(candidate.key, scope));
    Ok(known.take(limit).cloned().collect())
}
