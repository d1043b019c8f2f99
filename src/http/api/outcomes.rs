//! `POST /api/v1/outcomes`: what came of what was shown?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::json;
use crate::{
    access::Reader,
    desk::{self, Recorded, Report},
    http::{
        fields::Fields,
        layers::Asking,
        problem::{Mistake, Problem, Written, echoed},
        state::Shared,
    },
    learn::{EventId, Verdict},
};

/// What the caller knows an outcome by.
const KEY: &str = "idempotency-key";
const LONGEST_KEY: usize = 200;
const LONGEST_NAME: usize = 200;
/// Names of articles may be whole paths.
const LONGEST_ARTICLE: usize = 4096;
const LONGEST_NOTE: usize = 20_000;
/// Clocks may be wrong by so much.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// What can be said of no article at all: that nothing helped, and that this is taken back.
const OF_NONE: [&str; 3] = ["not_helpful", "reopened", "retracted"];

/// What `/outcomes` takes. Read by [`Fields`]; this is its description.
#[derive(ToSchema)]
#[schema(as = Outcome, example = json!({
    "suggestion_id": "019ab5ce3f7070009d1f0a6c52e8b714", "article": "network/vpn-codes", "verdict": "resolved",
    "ticket": "4711",
}))]
#[expect(dead_code, reason = "describes the body in `/openapi.json`")]
pub(crate) struct Takes {
    /// The number that came with the suggestions.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    suggestion_id: Option<String>,
    /// The number that came with the search. Together with `suggestion_id`: the article was found by a search of
    /// one's own, after the suggestions.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    query_id: Option<String>,
    /// The article, by its id, an old id, or its path. Left out with `not_helpful`: nothing that was shown helped.
    #[schema(min_length = 1, max_length = 4096, pattern = r"\S")]
    article: Option<String>,
    /// What came of it.
    #[schema(value_type = VerdictWord)]
    verdict: String,
    /// Your help desk's number of the ticket, if the suggestion did not have it.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    ticket: Option<String>,
    /// A note. Personal data is taken out of it, and it is cut after 2000 characters.
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// The token that came with the suggestions; needed where somebody else asked for them.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    token: Option<String>,
    /// When it happened, no time still to come; now when left out.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<String>,
}

/// What came of it.
#[derive(ToSchema)]
#[schema(as = Verdict, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words of a verdict in `/openapi.json`")]
pub(crate) enum VerdictWord {
    /// It resolved the ticket.
    Resolved,
    /// It helped, but was not all.
    Helped,
    /// It did not help.
    NotHelpful,
    /// It is wrong or outdated.
    Wrong,
    /// The ticket came back: what was said of it and the article before never happened.
    Reopened,
    /// It was a mistake to say so: what was said of the ticket and the article before never happened.
    Retracted,
}

/// What was recorded.
#[derive(Serialize, ToSchema)]
#[schema(as = Recorded)]
pub(crate) struct Reply {
    /// The outcome's number: the same for the same `Idempotency-Key`.
    outcome_id: String,
}

#[utoipa::path(
    post,
    path = "/api/v1/outcomes",
    tag = "tickets",
    operation_id = "record",
    summary = "Records what came of what was shown; it counts from the next request on",
    params((
        "Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 200, pattern = "^[ -~]+$",
        description = "Up to 200 printable characters, another for each outcome. The same request with the same key \
            is recorded once and answered alike.",
        example = "2f6a1f6e-5f1c-4a5e-9d0e-6a3c0b7e4d11",
    )),
    request_body = Takes,
    responses(
        (status = 201, description = "It is kept, and survives a crash", body = Reply),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_shown`, `not_found`", body = Written, content_type = "application/problem+json"),
        (status = 409, description = "`idempotency_conflict`", body = Written, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Written, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`, `store_unavailable`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn outcomes(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let key = key(request.headers());
    let mut fields = Fields::of(request).await?;
    let told = told(&mut fields, key, shared.desk.now());
    fields.done()?;
    let recorded = record(&shared, told?, reader).await?;
    let reply = json(&Reply { outcome_id: recorded.id.to_string() });
    Ok((StatusCode::CREATED, reply).into_response())
}

/// Records what somebody says, and counts it. An article that is not there for the reader is a missing one.
pub(in crate::http) async fn record(
    shared: &Arc<Shared>,
    report: Report,
    reader: Reader,
) -> Result<Recorded, Problem> {
    let (article, verdict) = (report.article.clone(), report.verdict);
    let recorded = shared
        .ask(move |shared| {
            shared.desk.record(&report, &reader).map_err(|error| match error {
                desk::Error::NoArticle => Problem::NoArticle(article.unwrap_or_default()),
                error => Problem::from(error),
            })
        })
        .await?;
    if !recorded.repeated {
        shared.metrics.recorded(verdict);
    }
    Ok(recorded)
}

/// The report that a body is. An error when a number is none that anything was shown under; what cannot be used is
/// noted in `fields` and comes first.
fn told(
    fields: &mut Fields,
    key: Result<Option<String>, Mistake>,
    now: Timestamp,
) -> Result<Report, Problem> {
    let key = key.unwrap_or_else(|mistake| {
        fields.mistake("Idempotency-Key", mistake.detail, mistake.hint);
        None
    });
    let suggestion = fields.word("suggestion_id", LONGEST_NAME);
    let query = fields.word("query_id", LONGEST_NAME);
    let id = |text: &String| EventId::parse(text).ok_or(Problem::NotShown);
    let (shown, found_by) = match (&suggestion, &query) {
        (Some(suggestion), query) => (id(suggestion), query.as_ref().map(id).transpose()),
        (None, Some(query)) => (id(query), Ok(None)),
        (None, None) => (Err(Problem::NotShown), Ok(None)),
    };
    let named = fields.has("article");
    let article = fields.word("article", LONGEST_ARTICLE);
    let verdict = required(fields, "verdict", LONGEST_NAME);
    if !named && !OF_NONE.contains(&verdict.as_str()) {
        let hint = "name the article; only `not_helpful` is said of none, when nothing that was shown helped";
        fields.mistake("article", "`article` is missing", hint);
    }
    let verdict = verdict_of(fields, &verdict);
    let report = Report {
        ticket: fields.word("ticket", LONGEST_NAME),
        note: fields.text("note").filter(|note| !note.trim().is_empty()),
        at: moment(fields, now),
        key,
        token: fields.word("token", LONGEST_NAME),
        ..Report::of(EventId(0), article.as_deref(), verdict)
    };
    if report.note.as_ref().is_some_and(|note| note.len() > LONGEST_NOTE) {
        fields.mistake("note", "`note` is longer than 20 kB", "2000 characters of it are kept");
    }
    if suggestion.is_none() && query.is_none() {
        let detail = "`suggestion_id` is missing; it takes `suggestion_id`, `query_id`, or both";
        fields.mistake("suggestion_id", detail, "take it from the reply to `/suggest` or `/search`");
    }
    Ok(Report { shown: shown?, found_by: found_by?, ..report })
}

fn required(fields: &mut Fields, name: &'static str, longest: usize) -> String {
    let had = fields.has(name);
    let text = fields.word(name, longest);
    if !had {
        fields.mistake(name, format!("`{name}` is missing"), "every outcome has one");
    }
    text.unwrap_or_default()
}

fn verdict_of(fields: &mut Fields, word: &str) -> Verdict {
    if let Some(verdict) = Verdict::from_word(word) {
        return verdict;
    }
    if !word.is_empty() {
        let words: Vec<String> = Verdict::ALL.iter().map(|verdict| format!("`{}`", verdict.word())).collect();
        let detail = format!("`verdict` is `{}`; it takes {}", echoed(word), words.join(", "));
        fields.mistake("verdict", detail, "take the word that comes nearest");
    }
    Verdict::Retracted
}

fn moment(fields: &mut Fields, now: Timestamp) -> Option<Timestamp> {
    let text = fields.word("at", LONGEST_NAME)?;
    let hint = "leave it out for now";
    match text.parse::<Timestamp>() {
        Ok(at) if at <= now + AHEAD => return Some(at),
        Ok(_) => fields.mistake("at", format!("`at` is `{}`, which is still to come", echoed(&text)), hint),
        Err(_) => {
            let detail =
                format!("`at` is `{}`; it takes a time such as `2026-11-20T08:30:00Z`", echoed(&text));
            fields.mistake("at", detail, hint);
        }
    }
    None
}

/// What the caller knows the outcome, or the request, by.
pub(in crate::http::api) fn key(headers: &HeaderMap) -> Result<Option<String>, Mistake> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let printable = |byte: &u8| matches!(byte, b' '..=b'~');
    let bytes = value.as_bytes();
    match value.to_str() {
        Ok(text) if (1..=LONGEST_KEY).contains(&bytes.len()) && bytes.iter().all(printable) => {
            Ok(Some(text.to_owned()))
        }
        _ => {
            let detail = format!("`Idempotency-Key` takes 1 to {LONGEST_KEY} printable ASCII characters");
            Err(Mistake::new("Idempotency-Key", detail, "a random UUID will do"))
        }
    }
}
