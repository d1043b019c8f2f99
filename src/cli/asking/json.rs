//! What does a suggestion look like to a program?

use serde_json::{Value, json};

use crate::{
    desk::{Similar, Suggested},
    http::{article_page, marked},
    suggest::Suggestion,
};

/// What was suggested, as the API says it.
pub(super) fn suggested(suggested: &Suggested, took_ms: f64) -> Value {
    let suggestions = &suggested.suggestions;
    let redacted: serde_json::Map<String, Value> = suggested
        .ticket
        .redacted
        .iter()
        .map(|(sort, count)| (sort.name().to_owned(), json!(count)))
        .collect();
    json!({
        "suggestion_id": suggested.id.to_string(),
        "token": suggested.token,
        "decision": suggestions.decision.word(),
        "suggestions": suggestions.list.iter().map(suggestion).collect::<Vec<_>>(),
        "similar_resolved": suggested.similar.iter().map(similar).collect::<Vec<_>>(),
        "questions": suggested.ticket.questions,
        "redacted": redacted,
        "cut": suggested.ticket.cut,
        "generation": suggestions.generation,
        "took_ms": took_ms,
    })
}

fn suggestion(suggestion: &Suggestion) -> Value {
    let card = &suggestion.article;
    let section = suggestion
        .section
        .as_ref()
        .map(|section| json!({"heading": section.heading, "anchor": section.anchor}));
    let reasons: Vec<Value> = suggestion
        .reasons
        .iter()
        .map(|reason| json!({"words": reason.words, "score": reason.score}))
        .collect();
    json!({
        "article": {"id": suggestion.id, "path": card.path, "title": card.title,
            "url": article_page(&suggestion.id), "updated": card.updated, "state": card.state.word()},
        "section": section,
        "snippet": marked(&suggestion.snippet),
        "probability": suggestion.probability,
        "score": suggestion.score,
        "reasons": reasons,
    })
}

fn similar(similar: &Similar) -> Value {
    let (id, title) = &similar.article;
    json!({"excerpt": similar.excerpt, "article": {"id": id, "title": title},
        "similarity": similar.similarity, "at": similar.at})
}
