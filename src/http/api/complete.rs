//! `GET /api/v1/complete`: what may the person be about to ask?

use std::sync::Arc;

use axum::{extract::State, http::Uri, response::Response};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::json;
use crate::http::{address, layers::Asking, params::Params, problem::Problem, state::Shared};

/// What `/complete` takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in `/openapi.json`")]
pub(crate) struct Takes {
    /// What was typed so far.
    #[param(required = false, default = "", example = "how do")]
    q: String,
}

/// Up to eight titles and questions, the likeliest first.
#[derive(Serialize, ToSchema)]
#[schema(as = Completions)]
pub(crate) struct Reply<'a> {
    /// The number of the state that was looked at.
    generation: u64,
    completions: Vec<Completion<'a>>,
}

/// A title or question that goes on as what was typed begins.
#[derive(Serialize, ToSchema)]
#[schema(as = Completion)]
pub(crate) struct Completion<'a> {
    /// The title or question.
    text: &'a str,
    /// The page, and the place on it, that answers it.
    url: String,
    /// The article.
    id: &'a str,
    /// The fragment that leads to the answer; empty for a title.
    anchor: &'a str,
}

#[utoipa::path(
    get,
    path = "/api/v1/complete",
    tag = "search",
    operation_id = "complete",
    summary = "Titles and questions that begin with what was typed",
    params(Takes),
    responses((status = 200, description = "Perhaps none", body = Reply)),
)]
pub(crate) async fn complete(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    uri: Uri,
) -> Result<Response, Problem> {
    let typed = Params::of(&uri).text("q").unwrap_or_default().to_owned();
    let (completions, generation) = shared
        .ask(move |shared| shared.desk.complete(&typed, &reader.scope()).map_err(Problem::from))
        .await?;
    let completions = completions
        .iter()
        .map(|completion| Completion {
            text: &completion.text,
            url: address::section_page(&completion.id, &completion.anchor),
            id: &completion.id,
            anchor: &completion.anchor,
        })
        .collect();
    Ok(json(&Reply { generation, completions }))
}
