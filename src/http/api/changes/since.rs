//! `GET /api/v1/changes`: what was added, changed and retired?

use std::sync::Arc;

use axum::{extract::State, http::Uri, response::Response};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::{
    IntoParams, ToSchema,
    openapi::schema::{AnyOfBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type},
};

use crate::{
    http::{
        address,
        api::json,
        layers::Asking,
        params::Params,
        problem::{Problem, Written},
        state::Shared,
    },
    library::ChangeKind,
};

/// What `/changes` takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in `/openapi.json`")]
pub(crate) struct Takes {
    /// The cursor of the previous answer, or a time; from the first change when left out.
    #[param(required = false, schema_with = since)]
    since: String,
    /// How many changes at least before the answer ends; what was published together is never divided.
    #[param(required = false, minimum = 1, maximum = 1000, default = 1000)]
    limit: usize,
}

/// A cursor, a time or a day.
fn since() -> Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let cursor = text().pattern(Some("^[0-9]{1,18}$")).build();
    let time = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).build();
    let day = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).build();
    let any = AnyOfBuilder::new().item(cursor).item(time).item(day).default(Some("0".into()));
    any.examples(["2026-11-20T00:00:00Z"]).into()
}

/// What changed, oldest first.
#[derive(Serialize, ToSchema)]
#[schema(as = Changes)]
pub(crate) struct Reply<'a> {
    /// The number of the present state.
    generation: u64,
    /// Where to go on: `since` of the next call. Less than `generation` when there are more changes.
    cursor: u64,
    changes: Vec<Change<'a>>,
}

/// One article added, changed or retired.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
pub(crate) struct Change<'a> {
    /// The number of the state that it brought.
    generation: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    kind: Kind,
    /// The article's id now; `null` when it is not there now.
    #[schema(required = true)]
    id: Option<&'a str>,
    /// The article's path.
    path: &'a str,
    /// The article's title then.
    title: &'a str,
    /// The article's page; `null` when it is not there now.
    #[schema(required = true)]
    url: Option<String>,
}

/// What happened.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeKind)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// It was not there before.
    Added,
    /// It says something else now.
    Changed,
    /// It is gone, or no longer for you.
    Retired,
}

impl From<ChangeKind> for Kind {
    fn from(kind: ChangeKind) -> Kind {
        match kind {
            ChangeKind::Added => Kind::Added,
            ChangeKind::Changed => Kind::Changed,
            ChangeKind::Retired => Kind::Retired,
        }
    }
}

#[utoipa::path(
    get,
    path = "/api/v1/changes",
    tag = "articles",
    operation_id = "changes",
    summary = "What was added, changed and retired",
    params(Takes),
    responses(
        (status = 200, description = "What changed; perhaps nothing", body = Reply),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn changes(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let since = params.since();
    let limit = params.number("limit", 1..=1000, 1000);
    params.done()?;
    let (found, generation) = shared
        .ask(move |shared| Ok::<_, Problem>(shared.desk.changes(since, limit, &reader.scope())))
        .await?;
    let last = found.last().map(|(change, _)| change.generation);
    let cursor =
        if found.len() < limit { last.unwrap_or_default().max(generation) } else { last.unwrap_or_default() };
    let changes = found
        .iter()
        .map(|(change, id)| Change {
            generation: change.generation,
            at: change.at,
            kind: change.kind.into(),
            id: id.as_deref(),
            path: &change.path,
            title: &change.title,
            url: id.as_deref().map(address::article_page),
        })
        .collect();
    Ok(json(&Reply { generation: generation.max(cursor), cursor, changes }))
}
