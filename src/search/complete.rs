//! What may the person be about to ask?

use super::{Context, Error, Field, Group, Plan, Query, Variant, Why};
use crate::{
    access::Scope,
    article::State,
    library::Card,
    search::{Filter, FilterField, LONGEST_BEGINNING},
    text::{Language, Term, analyzing, fold},
};

/// So many titles and questions are offered.
const OFFERED: usize = 8;
/// So many of the best articles are looked at.
const LOOKED_AT: usize = 64;

/// A title or question that goes on as what was typed begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The title or question.
    pub text: String,
    /// The id of the article.
    pub id: String,
    /// The fragment that leads to the answer; empty for a title.
    pub anchor: String,
}

/// Up to eight titles and questions whose words begin as those typed, the likeliest first.
///
/// # Errors
/// When the engine cannot read its files.
pub fn complete(context: &Context<'_>, typed: &str, scope: &Scope) -> Result<Vec<Completion>, Error> {
    let words = beginnings(&Query::parse(typed).words);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let group = |word: &String| {
        let start: String = word.chars().take(LONGEST_BEGINNING).collect();
        let variant = Variant { terms: vec![start], fields: &[Field::Starts], weight: 1.0, why: Why::Typed };
        Group { word: word.clone(), counts: true, weight: 1.0, variants: vec![variant] }
    };
    let plan = Plan {
        groups: words.iter().map(group).collect(),
        required: words.len(),
        leave_out: vec![Filter::new(FilterField::State, State::Archived.word())],
        window: LOOKED_AT,
        ..Plan::default()
    };
    let found = context.engine.find(&plan, scope)?;
    let mut offered: Vec<(usize, usize, String, Completion)> = Vec::new();
    for candidate in &found.candidates {
        let Some(card) = context.library.get(candidate.key, scope) else { continue };
        for (text, anchor) in texts(card) {
            let Some(first) = fits(text, &words) else { continue };
            let id = context.library.id_of(card, scope).to_owned();
            let completion = Completion { text: text.to_owned(), id, anchor: anchor.to_owned() };
            offered.push((first, text.chars().count(), card.path.clone(), completion));
        }
    }
    offered.sort_by(|a, b| (a.0, a.1, &a.2, &a.3.anchor).cmp(&(b.0, b.1, &b.2, &b.3.anchor)));
    let mut seen = std::collections::BTreeSet::new();
    let distinct = offered.into_iter().map(|(.., completion)| completion);
    Ok(distinct.filter(|completion| seen.insert(completion.text.to_lowercase())).take(OFFERED).collect())
}

fn texts(card: &Card) -> impl Iterator<Item = (&str, &str)> {
    let questions = card.questions.iter().map(|(question, anchor)| (question.as_str(), anchor.as_str()));
    std::iter::once((card.title.as_str(), "")).chain(questions)
}

/// Where the first typed word stands among the words of a text that has them all, each as a beginning.
fn fits(text: &str, words: &[String]) -> Option<usize> {
    let of_text = beginnings(text);
    let place = |word: &String| of_text.iter().position(|other| other.starts_with(word.as_str()));
    let places: Option<Vec<usize>> = words.iter().map(place).collect();
    places?.first().copied()
}

/// The words of a text as they are written, without case and accents.
fn beginnings(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |term: Term<'_>| {
        if !term.surface.is_empty() && term.kind != crate::text::Kind::Unaccented {
            words.push(fold(term.surface));
        } else if term.surface.is_empty() {
            words.push(term.text.to_owned());
        }
    };
    analyzing(Language::ENGLISH, |analyzer| analyzer.each(text, &mut add));
    words
}
