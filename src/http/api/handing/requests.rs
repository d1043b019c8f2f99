//! `POST`, `GET /api/v1/requests`, `DELETE /api/v1/requests/{number}`: what was sent to the help desk?

use std::sync::Arc;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::handover;
use crate::{
    access::Record,
    desk::{Asked, Sending},
    http::{
        api::{json, outcomes::key},
        fields::Fields,
        layers::Asking,
        params::Params,
        permitted::permitted,
        problem::{Problem, Written},
        state::Shared,
    },
    learn::EventId,
    request::{Delivery, is_mail_address, name_of, number_of},
};

const LONGEST_NAME: usize = 200;
const LONGEST_ADDRESS: usize = 254;

/// What `POST /requests` takes. Read by [`Fields`]; this is its description.
#[derive(ToSchema)]
#[schema(as = NewRequest, example = json!({
    "text": "My phone shows no code since Monday.", "reply_to": "ann@example.org",
    "suggestion_id": "019ab5ce3f7070009d1f0a6c52e8b714",
}))]
#[expect(dead_code, reason = "describes the body in `/openapi.json`")]
pub(crate) struct Takes {
    /// What somebody wrote. Personal data and secrets are taken out before it is kept.
    #[schema(max_length = 100_000)]
    text: Option<String>,
    /// Its subject, where it has one apart from the text.
    #[schema(max_length = 5000)]
    subject: Option<String>,
    /// The mail address at which they want to be reached. Kept until the request is closed or delivered.
    #[schema(min_length = 1, max_length = 254, pattern = r"\S")]
    reply_to: Option<String>,
    /// The number of the suggestions that they were shown before: those, and what came of them, go along.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    suggestion_id: Option<String>,
    /// The token that came with the suggestions; needed where somebody else asked for them.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    token: Option<String>,
    /// Your help desk's number of the ticket.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    ticket: Option<String>,
    /// Where it came from, as you call it: `mail`, `chat`, `web`.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    channel: Option<String>,
}

/// What was sent.
#[derive(Serialize, ToSchema)]
#[schema(as = SentRequest)]
pub(crate) struct Sent {
    /// What people call it.
    #[schema(example = "R-17")]
    number: String,
}

/// What `GET /requests` takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in `/openapi.json`")]
pub(crate) struct Which {
    /// How many requests at most.
    #[param(required = false, minimum = 1, maximum = 50, default = 20)]
    limit: usize,
    /// How many to pass over.
    #[param(required = false, minimum = 0, maximum = 1_000_000, default = 0)]
    offset: usize,
}

/// Open requests, oldest first.
#[derive(Serialize, ToSchema)]
#[schema(as = Requests)]
pub(crate) struct List<'a> {
    /// How many are open.
    total: usize,
    requests: Vec<About<'a>>,
}

/// A request.
#[derive(Serialize, ToSchema)]
#[schema(as = Request)]
pub(crate) struct About<'a> {
    /// What people call it.
    #[schema(example = "R-17")]
    number: String,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Your help desk's number of the ticket.
    #[schema(required = true)]
    ticket: Option<&'a str>,
    /// Where it came from.
    #[schema(required = true)]
    channel: Option<&'a str>,
    /// Its subject.
    #[schema(required = true)]
    subject: Option<&'a str>,
    /// What they wrote, without greeting, signature and history; without personal data and secrets.
    text: &'a str,
    /// The mail address at which they want to be reached.
    #[schema(required = true)]
    reply_to: Option<&'a str>,
    /// Whether whoever wrote it needs calm words first.
    upset: bool,
    /// What was shown before and what came of it, as `GET /handover/{id}` says it; `null` when nothing was.
    #[schema(required = true)]
    handover: Option<handover::Reply<'a>>,
    /// How far it is on its way to other programs; none when it is only listed.
    deliveries: Vec<OnItsWay<'a>>,
}

/// A request on its way.
#[derive(Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(crate) struct OnItsWay<'a> {
    /// `webhook` or `mail`.
    #[schema(example = "webhook")]
    way: &'static str,
    /// `waiting`, `delivered` or `given_up`.
    #[schema(example = "waiting")]
    state: &'static str,
    /// How often it was tried.
    tries: u32,
    /// Why the last try failed.
    #[schema(required = true)]
    why: Option<&'a str>,
}

#[utoipa::path(
    post,
    path = "/api/v1/requests",
    tag = "requests",
    operation_id = "send",
    summary = "Sends what no article solved to the help desk",
    params((
        "Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 200, pattern = "^[ -~]+$",
        description = "Up to 200 printable characters, another for each request. The same with the same key is kept once \
            and answered alike.",
        example = "2f6a1f6e-5f1c-4a5e-9d0e-6a3c0b7e4d11",
    )),
    request_body = Takes,
    responses(
        (status = 201, description = "It is kept, and survives a crash", body = Sent),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_shown`", body = Written, content_type = "application/problem+json"),
        (status = 409, description = "`idempotency_conflict`", body = Written, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Written, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`, `store_unavailable`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn send(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let key = key(request.headers());
    let mut fields = Fields::of(request).await?;
    let key = key.unwrap_or_else(|mistake| {
        fields.mistake("Idempotency-Key", mistake.detail, mistake.hint);
        None
    });
    let (sending, shown) = sending(&mut fields, key);
    fields.done()?;
    let sending = Sending { shown: shown?, ..sending };
    let sent = shared.ask(move |shared| shared.desk.send(&sending, &reader)).await?;
    if sent.new {
        shared.metrics.sent();
    }
    Ok((StatusCode::CREATED, json(&Sent { number: name_of(sent.number) })).into_response())
}

#[utoipa::path(
    get,
    path = "/api/v1/requests",
    tag = "requests",
    operation_id = "requests",
    summary = "Which requests are open? For agents",
    description = "Those of whoever belongs to no audience that you do not, oldest first. One that is closed, or was delivered, is here no \
        more, and its text is nowhere.",
    params(Which),
    responses(
        (status = 200, description = "Some of them", body = List),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`, `store_unavailable`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    uri: Uri,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let mut params = Params::of(&uri);
    let limit = params.number("limit", 1..=50, 20);
    let offset = params.number("offset", 0..=1_000_000, 0);
    params.done()?;
    let (asked, total) = shared.ask(move |shared| shared.desk.requests(&reader, offset, limit)).await?;
    Ok(json(&List { total, requests: asked.iter().map(About::of).collect() }))
}

#[utoipa::path(
    delete,
    path = "/api/v1/requests/{number}",
    tag = "requests",
    operation_id = "close",
    summary = "Closes a request that somebody has taken care of; for agents",
    description = "Its text and the address are gone afterwards, and it is delivered nowhere any more.",
    params(("number" = String, Path, description = "What people call it", example = "R-17")),
    responses(
        (status = 204, description = "It is closed"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: there is no open request of that number that you may see", body = Written, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`, `store_unavailable`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn close(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let number = path.ok().and_then(|Path(name)| number_of(&name)).ok_or(Problem::NoPage)?;
    let closed = shared.ask(move |shared| shared.desk.close_request(number, &reader)).await?;
    if closed { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(Problem::NoPage) }
}

/// What a body says, and what was shown before: an error when its number is none.
fn sending(fields: &mut Fields, key: Option<String>) -> (Sending, Result<Option<EventId>, Problem>) {
    let (subject, text) = (fields.text("subject"), fields.text("text"));
    let is_blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    if is_blank(&subject) && is_blank(&text) {
        fields.mistake("text", "there is nothing in `text` and `subject`", "send what somebody wrote");
    }
    let reply_to = fields.word("reply_to", LONGEST_ADDRESS);
    if reply_to.as_deref().is_some_and(|address| !is_mail_address(address)) {
        let hint = "send one address without a name, such as `ann@example.org`, or leave it out";
        fields.mistake("reply_to", "`reply_to` is no mail address", hint);
    }
    let shown = fields.word("suggestion_id", LONGEST_NAME);
    let shown = shown.map(|id| EventId::parse(&id).ok_or(Problem::NotShown)).transpose();
    let sending = Sending {
        subject,
        text: text.unwrap_or_default(),
        reply_to,
        shown: None,
        token: fields.word("token", LONGEST_NAME),
        ticket: fields.word("ticket", LONGEST_NAME),
        channel: fields.word("channel", LONGEST_NAME),
        key,
    };
    (sending, shown)
}

impl<'a> About<'a> {
    fn of(asked: &'a Asked) -> About<'a> {
        let request = &asked.kept.request;
        About {
            number: request.name(),
            at: request.at,
            ticket: request.ticket.as_deref(),
            channel: request.channel.as_deref(),
            subject: request.subject.as_deref(),
            text: &request.text,
            reply_to: request.reply_to.as_deref(),
            upset: asked.upset,
            handover: asked.looked.as_ref().map(handover::Reply::of),
            deliveries: asked.kept.deliveries.iter().map(OnItsWay::of).collect(),
        }
    }
}

impl<'a> OnItsWay<'a> {
    fn of(delivery: &'a Delivery) -> OnItsWay<'a> {
        OnItsWay {
            way: delivery.way.word(),
            state: delivery.progress.word(),
            tries: delivery.tries,
            why: delivery.why.as_deref(),
        }
    }
}
