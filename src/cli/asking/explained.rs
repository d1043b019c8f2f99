//! What does `firstline explain` say to programs?

use serde_json::{Value, json};

use super::{explain::Explained, show::told};
use crate::{
    desk::SaidThen,
    learn::{Found, Outcome, Words},
};

/// Everything that was shown for a ticket.
pub(super) fn documents(all: &[Explained]) -> Value {
    json!({"shown": all.iter().map(document).collect::<Vec<_>>()})
}

/// One thing that was shown.
pub(super) fn document(explained: &Explained) -> Value {
    let Explained { shown, listed, outcomes } = explained;
    let words = match &shown.words {
        Words::Terms(terms) => json!(terms),
        Words::Keys(_) => Value::Null,
    };
    json!({
        "shown_id": shown.id.to_string(),
        "at": shown.at,
        "occasion": shown.kind.word(),
        "person": shown.person.0,
        "audiences": shown.audiences,
        "ticket": shown.ticket,
        "channel": shown.channel,
        "excerpt": shown.excerpt,
        "words": words,
        "ranking": format!("{:016x}", shown.ranking),
        "generation": shown.generation,
        "listed": listed.iter().map(|(rank, then)| article(*rank, then)).collect::<Vec<_>>(),
        "outcomes": outcomes.iter().map(outcome).collect::<Vec<_>>(),
    })
}

fn article(rank: usize, then: &SaidThen) -> Value {
    let listed = &then.listed;
    let mut article = json!({"rank": rank, "path": listed.article.path, "id": listed.article.id,
        "anchor": listed.anchor, "probability": listed.probability, "now": then.became.word(),
        "text": then.section.as_ref().map(|section| &section.text)});
    if let Some(revision) = &then.revision {
        article["revision"] = told(revision);
    }
    article
}

fn outcome(outcome: &Outcome) -> Value {
    let place = match outcome.found {
        Found::Listed(place) => Some(place),
        Found::Searched | Found::Known => None,
    };
    json!({"id": outcome.id.to_string(), "at": outcome.at, "path": outcome.article.path, "verdict": outcome.verdict.word(),
        "place": place, "person": outcome.person.0, "ticket": outcome.ticket, "note": outcome.note,
        "assumed": outcome.assumed})
}
