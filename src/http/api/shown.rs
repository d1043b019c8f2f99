//! `GET /api/v1/shown/{id}`: what was shown then, and what did it say?

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{articles::Told, json};
use crate::{
    access::{LookBack, Permit, Reader, Record},
    article::Section,
    desk::SaidThen,
    http::{
        layers::Asking,
        permitted::permitted,
        problem::{Problem, Written},
        state::Shared,
    },
    learn::{EventId, Shown},
};

/// What was shown under a number.
#[derive(Serialize, ToSchema)]
#[schema(as = Shown)]
pub(crate) struct ShownThen<'a> {
    /// Its number.
    #[schema(example = "019ab5ce3f7070009d1f0a6c52e8b714")]
    shown_id: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `suggestion`, `search`, `form`, `held_out`, or `import` for a ticket of the past.
    occasion: &'static str,
    /// The help desk's own number of the ticket.
    #[schema(required = true)]
    ticket: Option<&'a str>,
    /// Where the ticket came from.
    #[schema(required = true)]
    channel: Option<&'a str>,
    /// The articles, in the order in which they were shown.
    articles: Vec<Then<'a>>,
}

/// An article as it was shown.
#[derive(Serialize, ToSchema)]
#[schema(as = ShownArticle)]
pub(crate) struct Then<'a> {
    /// Its place, from 1.
    #[schema(minimum = 1)]
    rank: usize,
    /// Where its file lay then.
    path: &'a str,
    /// Its id now; `null` when it is gone, or no longer for you.
    #[schema(required = true)]
    id: Option<&'a str>,
    /// The probability that was said.
    #[schema(required = true, minimum = 0, maximum = 1)]
    probability: Option<f32>,
    /// What became of the section since: `as_shown`, `changed`, or `gone` with its article.
    #[schema(value_type = BecameWord)]
    now: &'static str,
    /// The section that was shown; `null` where what it said is not kept, or not for you.
    #[schema(required = true)]
    section: Option<ThatSection<'a>>,
    /// The commit that left the article so. For writers and admins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    revision: Option<Told<'a>>,
}

/// A section as it was shown.
#[derive(Serialize, ToSchema)]
#[schema(as = ShownSection)]
pub(crate) struct ThatSection<'a> {
    /// `null` before the first heading.
    #[schema(required = true)]
    heading: Option<&'a str>,
    /// The fragment that leads to it; empty before the first heading.
    anchor: &'a str,
    /// The words, without markup.
    text: &'a str,
}

/// What became of a section.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in `/openapi.json`")]
pub(crate) enum BecameWord {
    AsShown,
    Changed,
    Gone,
}

impl<'a> ShownThen<'a> {
    fn of(shown: &'a Shown, articles: &'a [SaidThen]) -> ShownThen<'a> {
        ShownThen {
            shown_id: shown.id.to_string(),
            at: shown.at,
            occasion: shown.kind.word(),
            ticket: shown.ticket.as_deref(),
            channel: shown.channel.as_deref(),
            articles: (1..).zip(articles).map(|(rank, then)| Then::of(rank, then)).collect(),
        }
    }
}

impl<'a> Then<'a> {
    fn of(rank: usize, then: &'a SaidThen) -> Then<'a> {
        Then {
            rank,
            path: &then.listed.article.path,
            id: then.id.as_deref(),
            probability: then.listed.probability,
            now: then.became.word(),
            section: then.section.as_ref().map(|Section { heading, anchor, text, .. }| ThatSection {
                heading: heading.as_deref(),
                anchor,
                text,
            }),
            revision: then.revision.as_ref().map(Told::of),
        }
    }
}

#[utoipa::path(
    get,
    path = "/api/v1/shown/{id}",
    tag = "tickets",
    operation_id = "shown",
    summary = "What was shown then, and what did it say?",
    description = "For agents, writers and admins who may read all that whoever it was shown to could read; to others nothing was \
        shown. What an article said that says something else by now is told to writers and admins, where the knowledge \
        base lies in a Git repository.",
    params(("id" = String, Path, description = "The `suggestion_id` or `query_id`", example = "019ab5ce3f7070009d1f0a6c52e8b714")),
    responses(
        (status = 200, description = "What was shown", body = ShownThen),
        (status = 401, description = "`credential_needed`", body = Written, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_shown`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn shown(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let _agent = permitted::<Record>(&reader)?;
    let id = path.ok().and_then(|Path(id)| EventId::parse(&id)).ok_or(Problem::NotShown)?;
    let (shown, articles) =
        shared.ask(move |shared| told(shared, id, &reader).map_err(Problem::from)).await?;
    Ok(json(&ShownThen::of(&shown, &articles)))
}

fn told(shared: &Shared, id: EventId, reader: &Reader) -> Result<(Shown, Vec<SaidThen>), crate::desk::Error> {
    let may: Option<Permit<LookBack>> = reader.permit().ok();
    let shown = shared.desk.shown(id, reader)?;
    let articles = shared.desk.said_then(&shown, &reader.scope(), may.as_ref())?;
    Ok((shown, articles))
}
