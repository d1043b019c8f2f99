//! `GET /api/v1/articles`: which articles are there?

use std::sync::Arc;

use axum::{extract::State, http::Uri, response::Response};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::super::{card::About, json};
use crate::http::{
    layers::Asking,
    params::Params,
    problem::{Problem, Written},
    state::Shared,
};

/// What `/articles` takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in `/openapi.json`")]
pub(crate) struct Takes {
    /// How many articles at most.
    #[param(required = false, minimum = 1, maximum = 100, default = 100)]
    limit: usize,
    /// How many to pass over.
    #[param(required = false, minimum = 0, maximum = 100_000_000, default = 0)]
    offset: usize,
}

/// Articles in the order of their paths; archived ones too.
#[derive(Serialize, ToSchema)]
#[schema(as = Articles)]
pub(crate) struct List<'a> {
    /// The number of the state that was read.
    generation: u64,
    /// How many articles there are.
    total: usize,
    articles: Vec<About<'a>>,
}

#[utoipa::path(
    get,
    path = "/api/v1/articles",
    tag = "articles",
    operation_id = "articles",
    summary = "Which articles are there?",
    params(Takes),
    responses(
        (status = 200, description = "Some of them", body = List),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let limit = params.number("limit", 1..=100, 100);
    let offset = params.number("offset", 0..=100_000_000, 0);
    params.done()?;
    let listed =
        shared.ask(move |shared| Ok::<_, Problem>(shared.desk.list(offset, limit, &reader.scope()))).await?;
    let articles = listed.articles.iter().map(|(card, id)| About::of(card, id)).collect();
    Ok(json(&List { generation: listed.generation, total: listed.total, articles }))
}
