//! How is an event said in the words of User Behavior Insights 1.3?
//!
//! What was shown is a line for the index `ubi_queries`, what came of it one for `ubi_events`; the latter have an
//! `action_name`. <https://github.com/o19s/ubi/tree/main/schema/1.3.0>

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::learn::{Found, Outcome, Shown, Words};

const APPLICATION: &str = "firstline";
/// Articles go by their paths in both.
const OBJECT_ID_FIELD: &str = "path";
/// The schema's longest message, in characters.
const LONGEST_MESSAGE: usize = 1024;

/// A line for `ubi_queries`.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the schema's")]
pub(super) struct Query<'a> {
    application: &'static str,
    query_id: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    client_id: &'a str,
    user_query: String,
    query_attributes: Value,
    object_id_field: &'static str,
    timestamp: Timestamp,
    query_response_id: String,
    query_response_hit_ids: Vec<&'a str>,
}

/// A line for `ubi_events`.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the schema's")]
pub(super) struct Event<'a> {
    application: &'static str,
    action_name: &'static str,
    query_id: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    client_id: &'a str,
    timestamp: Timestamp,
    message_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    event_attributes: Value,
}

pub(super) fn query(shown: &Shown) -> Query<'_> {
    Query {
        application: APPLICATION,
        query_id: shown.id.to_string(),
        client_id: &shown.person.0,
        user_query: match &shown.words {
            // Pairs of words are kept too, and are no words that somebody wrote.
            Words::Terms(terms) => {
                terms.iter().filter(|term| !term.contains(' ')).cloned().collect::<Vec<_>>().join(" ")
            }
            Words::Keys(_) => String::new(),
        },
        query_attributes: json!({
            "occasion": shown.kind.word(), "audiences": shown.audiences, "ticket": shown.ticket,
            "channel": shown.channel, "excerpt": shown.excerpt, "ranking": format!("{:016x}", shown.ranking),
            "generation": shown.generation,
            "probabilities": shown.listed.iter().map(|listed| listed.probability.map(rounded)).collect::<Vec<_>>(),
        }),
        object_id_field: OBJECT_ID_FIELD,
        timestamp: shown.at,
        query_response_id: shown.id.to_string(),
        query_response_hit_ids: shown.listed.iter().map(|listed| listed.article.path.as_str()).collect(),
    }
}

pub(super) fn event(outcome: &Outcome) -> Event<'_> {
    // The schema wants a place in any case: 0 is none in the list.
    let ordinal = match outcome.found {
        Found::Listed(place) => place,
        Found::Searched | Found::Known => 0,
    };
    Event {
        application: APPLICATION,
        action_name: outcome.verdict.word(),
        query_id: outcome.shown.to_string(),
        client_id: &outcome.person.0,
        timestamp: outcome.at,
        message_type: "OUTCOME",
        message: outcome.note.as_ref().map(|note| note.chars().take(LONGEST_MESSAGE).collect()),
        event_attributes: json!({
            "object": {"object_id": outcome.article.path, "object_id_type": "article",
                "object_id_field": OBJECT_ID_FIELD, "internal_id": outcome.article.id},
            "position": {"ordinal": ordinal},
            "outcome_id": outcome.id.to_string(), "ticket": outcome.ticket, "assumed": outcome.assumed,
        }),
    }
}

/// A probability with four decimals.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 10_000.0).round() / 10_000.0
}
