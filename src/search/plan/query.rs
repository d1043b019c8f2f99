//! How does a query become a plan?

use super::{
    Phrase, Plan,
    words::{self, Word},
};
use crate::{
    access::Scope,
    library::Synonyms,
    search::{Engine, Error, Query, vocabulary},
};

/// No more groups than this are looked for.
const MOST_GROUPS: usize = 96;

/// What the words of a query were taken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::search) struct Planned {
    pub(in crate::search) plan: Plan,
    /// Words that nobody wrote, each with the nearest that somebody did.
    pub(in crate::search) corrected: Vec<(String, String)>,
    /// The terms of the query, in the language of the pins.
    pub(in crate::search) terms: Vec<String>,
}

/// What the engine should look for to answer a query, in the languages that the scope's articles are in.
///
/// # Errors
/// When the engine cannot be asked for its words.
pub fn plan(query: &Query, engine: &dyn Engine, scope: &Scope, synonyms: &Synonyms) -> Result<Plan, Error> {
    Ok(planned(query, engine, scope, synonyms)?.plan)
}

pub(in crate::search) fn planned(
    query: &Query,
    engine: &dyn Engine,
    scope: &Scope,
    synonyms: &Synonyms,
) -> Result<Planned, Error> {
    let languages = words::languages(engine, scope);
    let mut words = words::analyzed(&query.words, &languages);
    words::find_little_words(&mut words, &languages);
    words::weigh_little_words(&mut words);
    words::weigh_codes(&mut words, engine, scope)?;
    let spelled = vocabulary::spell(&words, query, engine, scope)?;
    let mut corrected = Vec::new();
    for (word, spelled) in words.iter_mut().zip(&spelled) {
        word.respell(spelled, &languages);
        if let Some(nearest) = spelled.corrections.first() {
            corrected.push((word.surface.clone(), nearest.word.clone()));
        }
    }
    words::add_synonyms(&mut words, synonyms, words::SYNONYM_WEIGHT, &languages);
    let terms = words.iter().map(|word| word.term().unwrap_or_default().to_owned()).collect();
    let mut groups = words::pairs(&words);
    groups.splice(0..0, words.into_iter().filter(|word| word.weighs() > 0.0).map(Word::into_group));
    groups.sort_by_key(|group| !group.counts);
    groups.truncate(MOST_GROUPS);
    let counting = groups.iter().filter(|group| group.counts).count();
    let phrase =
        |text: &String| Phrase { readings: languages.iter().map(|l| words::places(text, *l)).collect() };
    let plan = Plan {
        required: counting.div_ceil(2),
        groups,
        phrases: query.phrases.iter().map(phrase).collect(),
        without: query.without.iter().map(phrase).collect(),
        filters: query.filters.clone(),
        ..Plan::default()
    };
    Ok(Planned { plan, corrected, terms })
}
