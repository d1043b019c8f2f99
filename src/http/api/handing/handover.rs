//! `GET /api/v1/handover/{id}`: what does the next tier need to know of a ticket?

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    desk::{LookedUp, Place, Said},
    http::{
        address,
        api::{
            card::About,
            json,
            outcomes::VerdictWord,
            search::{Section, Why},
            suggest::Resolved,
        },
        layers::Asking,
        problem::{Problem, Written},
        state::Shared,
    },
    learn::EventId,
};

/// What was shown of a ticket and what came of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Handover)]
pub(crate) struct Reply<'a> {
    /// The number of the suggestion, or of the search.
    #[schema(example = "019ab5ce3f7070009d1f0a6c52e8b714")]
    suggestion_id: String,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Your help desk's number of it.
    #[schema(required = true)]
    ticket: Option<&'a str>,
    /// Where it came from.
    #[schema(required = true)]
    channel: Option<&'a str>,
    /// One line of it, without personal data; `null` where none is kept.
    #[schema(required = true)]
    excerpt: Option<&'a str>,
    /// What was declared of its surroundings when it was asked. Known until the server stops, and of the last few
    /// hundred tickets; else empty.
    #[schema(value_type = BTreeMap<String, String>)]
    context: BTreeMap<&'a str, &'a str>,
    /// What was said of the whole: `answer`, `candidates` or `none`.
    #[schema(example = "candidates")]
    decision: &'static str,
    /// The articles that were shown and that you may read, best first.
    shown: Vec<Shown<'a>>,
    /// What came of it, in the order in which it happened.
    tried: Vec<Tried<'a>>,
    /// Resolved tickets like it; for agents alone, and known as long as `context`.
    similar_resolved: Vec<Resolved<'a>>,
}

/// An article that was shown.
#[derive(Serialize, ToSchema)]
#[schema(as = ShownArticle)]
pub(crate) struct Shown<'a> {
    article: About<'a>,
    /// The section that was shown; `null` for the article's beginning.
    #[schema(required = true)]
    section: Option<Section<'a>>,
    /// How probable it was said to be that it resolves the ticket, 0 to 1; `null` for searches.
    #[schema(required = true)]
    probability: Option<f32>,
    /// Why it stood there, greatest first; known as long as `context`.
    reasons: Vec<Why<'a>>,
}

/// What somebody said came of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Tried)]
pub(crate) struct Tried<'a> {
    /// The article; `null` when it was said of none.
    #[schema(required = true)]
    article: Option<TriedArticle<'a>>,
    /// What came of it.
    #[schema(value_type = VerdictWord)]
    verdict: &'static str,
    /// Whether it still stands: nobody took it back or said something else later.
    stands: bool,
    /// A note of yours, or of whoever asked.
    #[schema(required = true)]
    note: Option<&'a str>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// The article that something was said of.
#[derive(Serialize, ToSchema)]
#[schema(as = TriedArticle)]
pub(crate) struct TriedArticle<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
}

#[utoipa::path(
    get,
    path = "/api/v1/handover/{id}",
    tag = "tickets",
    operation_id = "handover",
    summary = "What was shown of a ticket, what was tried, and what came of it: for the next tier",
    description = "For whoever it was shown to, and for agents who may read all that whoever asked may.",
    params(("id" = String, Path, description = "The `suggestion_id`", example = "019ab5ce3f7070009d1f0a6c52e8b714")),
    responses(
        (status = 200, description = "What is known of it", body = Reply),
        (status = 404, description = "`not_shown`: nothing was shown to you under that number", body = Written, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`, `store_unavailable`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn handover(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let id = path.ok().and_then(|Path(id)| EventId::parse(&id)).ok_or(Problem::NotShown)?;
    let again = shared.ask(move |shared| shared.desk.look_again(id, &reader)).await?;
    Ok(json(&Reply::of(&again)))
}

impl<'a> Reply<'a> {
    pub(super) fn of(again: &'a LookedUp) -> Reply<'a> {
        Reply {
            suggestion_id: again.id.to_string(),
            at: again.at,
            ticket: again.ticket.as_deref(),
            channel: again.channel.as_deref(),
            excerpt: again.excerpt.as_deref(),
            context: again.context.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            decision: again.decision.word(),
            shown: again.places.iter().map(Shown::of).collect(),
            tried: again.said.iter().map(Tried::of).collect(),
            similar_resolved: again.similar.iter().map(Resolved::of).collect(),
        }
    }
}

impl<'a> Shown<'a> {
    fn of(place: &'a Place) -> Shown<'a> {
        let section = place.section.as_ref();
        let reasons = place.reasons.iter();
        Shown {
            article: About::of(&place.article, &place.id),
            section: section.map(|section| Section { heading: &section.heading, anchor: &section.anchor }),
            probability: place.probability,
            reasons: reasons.map(Why::of).collect(),
        }
    }
}

impl<'a> Tried<'a> {
    fn of(said: &'a Said) -> Tried<'a> {
        let article = said.article.as_ref();
        Tried {
            article: article.map(|(id, title)| TriedArticle { id, title, url: address::article_page(id) }),
            verdict: said.verdict.word(),
            stands: said.stands,
            note: said.note.as_deref(),
            at: said.at,
        }
    }
}
