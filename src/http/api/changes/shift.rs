//! `GET /api/v1/shift`: what changed since an agent's last shift, and how often did they use it?

use std::sync::Arc;

use axum::{extract::State, http::Uri, response::Response};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::since::Kind;
use crate::{
    access::Record,
    http::{
        address,
        api::json,
        layers::Asking,
        params::Params,
        permitted::permitted,
        problem::{Problem, Written},
        state::Shared,
    },
    library::Since,
};

/// What `/shift` takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in `/openapi.json`")]
pub(crate) struct Takes {
    /// A time or a day, instead of the end of your last shift.
    #[param(required = false, example = "2026-11-20T00:00:00Z")]
    since: String,
}

/// What changed since your last shift; what you used most comes first.
#[derive(Serialize, ToSchema)]
#[schema(as = Shift)]
pub(crate) struct Reply<'a> {
    /// The number of the present state.
    generation: u64,
    /// When your last shift ended: the last that you asked or reported before a pause of six hours. `null` when nothing is
    /// known of one, or you named a time; without either the last seven days are told.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    ended: Option<Timestamp>,
    changes: Vec<Change<'a>>,
}

/// An article that changed, once, with what happened to it last.
#[derive(Serialize, ToSchema)]
#[schema(as = ShiftChange)]
pub(crate) struct Change<'a> {
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
    /// For how many tickets you said that it resolved them or helped.
    used: usize,
}

#[utoipa::path(
    get,
    path = "/api/v1/shift",
    tag = "articles",
    operation_id = "shift",
    summary = "What changed since your last shift, and how often you used it; for agents",
    params(Takes),
    responses(
        (status = 200, description = "What changed; perhaps nothing", body = Reply),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn shift(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    uri: Uri,
) -> Result<Response, Problem> {
    let permit = permitted::<Record>(&reader)?;
    let mut params = Params::of(&uri);
    let since = match params.text("since").map(str::to_owned) {
        None => None,
        Some(_) => match params.since() {
            Since::Time(time) => Some(time),
            // The cursors of changes are no moments.
            Since::Cursor(_) => {
                params.mistake("since", "a time or a day", "leave it out for the end of your last shift");
                None
            }
        },
    };
    params.done()?;
    let shift = shared.ask(move |shared| shared.desk.shift(since, &reader, &permit)).await?;
    let changes = shift.changes.iter().map(|one| {
        let change = &one.used.change;
        Change {
            at: change.at,
            kind: change.kind.into(),
            id: one.id.as_deref(),
            path: &change.path,
            title: &change.title,
            url: one.id.as_deref().map(address::article_page),
            used: one.used.times,
        }
    });
    Ok(json(&Reply { generation: shift.generation, ended: shift.ended, changes: changes.collect() }))
}
