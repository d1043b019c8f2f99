//! `GET /api/v1/revisions/{id}`: which commits changed an article?

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::Uri,
    response::Response,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::json;
use crate::{
    access::LookBack,
    history::Revision,
    http::{
        layers::Asking,
        params::Params,
        permitted::permitted,
        problem::{Problem, Written},
        state::Shared,
    },
};

/// The commits that changed an article.
#[derive(Serialize, ToSchema)]
#[schema(as = Revisions)]
pub(crate) struct All<'a> {
    /// The latest first; none where it was never committed, or the knowledge base lies in no Git repository.
    revisions: Vec<Told<'a>>,
}

/// A commit that changed an article.
#[derive(Serialize, ToSchema)]
#[schema(as = Revision)]
pub(crate) struct Told<'a> {
    /// The hash of the commit: what `at` of the article takes.
    #[schema(example = "4ff0f5b4cfa4b2d8bd6bd6b7f2a4a2b0c3d1e5f6")]
    id: &'a str,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who wrote it.
    author: &'a str,
    /// The first line of what they said about it.
    summary: &'a str,
    /// Where the file lay then, below the knowledge base.
    path: &'a str,
}

impl Told<'_> {
    pub(crate) fn of(revision: &Revision) -> Told<'_> {
        let Revision { id, at, author, summary, path } = revision;
        Told { id, at: *at, author, summary, path }
    }
}

#[utoipa::path(
    get,
    path = "/api/v1/revisions/{id}",
    tag = "articles",
    operation_id = "revisions",
    summary = "Which commits changed an article?",
    description = "For writers and admins, where the knowledge base lies in a Git repository. They go back to where it lay \
        before it was moved, and end before a version that was not for whoever asks.",
    params(
        ("id" = String, Path, description = "The article's id; slashes in it stay as they are", example = "network/vpn-codes"),
        ("limit" = Option<usize>, Query, description = "How many at most; 20 unless said", minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, description = "The latest of them", body = All),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 401, description = "`credential_needed`", body = Written, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn revisions(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    path: Result<Path<String>, PathRejection>,
    uri: Uri,
) -> Result<Response, Problem> {
    let may = permitted::<LookBack>(&reader)?;
    let mut params = Params::of(&uri);
    let limit = params.number("limit", 1..=100, 20);
    params.done()?;
    let name = path.map(|Path(name)| name).unwrap_or_default();
    let asked = name.clone();
    let found = shared
        .ask(move |shared| shared.desk.revisions(&asked, limit, &reader.scope(), &may).map_err(Problem::from))
        .await?;
    let Some(revisions) = found else { return Err(Problem::NoArticle(name)) };
    Ok(json(&All { revisions: revisions.iter().map(Told::of).collect() }))
}
