//! `/api/v1/tokens`: which programs may ask?

use std::sync::Arc;

use axum::{
    extract::{Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{Administer, KeptToken, Role},
    desk::NewToken,
    http::{
        api::json,
        fields::Fields,
        layers::Asking,
        permitted::permitted,
        problem::{Problem, Written, echoed},
        state::Shared,
    },
};

const LONGEST_NAME: usize = 64;
/// More audiences than this nobody has.
const MOST_AUDIENCES: usize = 100;

/// What `POST /tokens` takes. Read by [`Fields`]; this is its description.
#[derive(ToSchema)]
#[schema(as = NewToken, example = json!({"name": "chat-widget", "role": "agent", "audiences": ["agents"], "days": 90}))]
#[expect(dead_code, reason = "describes the body in `/openapi.json`")]
pub(crate) struct Takes {
    /// What its holder is called in lists and in the ledger: `a` to `z`, `0` to `9`, `.`, `_`, `-`.
    #[schema(min_length = 1, max_length = 64)]
    name: String,
    /// What its holder may do.
    #[schema(value_type = RoleWord)]
    role: String,
    /// The audiences that its holder belongs to, besides `public`; those of the role when left out.
    audiences: Option<Vec<String>>,
    /// It ends after so many days; when it is revoked when left out.
    #[schema(minimum = 1, maximum = 3650)]
    days: Option<u32>,
}

/// What a reader may do; each may do what those before it may.
#[derive(ToSchema)]
#[schema(as = Role, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words of a role in `/openapi.json`")]
pub(crate) enum RoleWord {
    /// Asks for themselves.
    Customer,
    /// Answers customers.
    Agent,
    /// Writes articles.
    Writer,
    /// Runs the desk.
    Admin,
}

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
pub(crate) struct About {
    /// Its number.
    #[schema(example = "5f0c9a41d2e7")]
    id: String,
    /// What its holder is called.
    name: String,
    /// What its holder may do.
    #[schema(value_type = RoleWord)]
    role: &'static str,
    /// The audiences that its holder belongs to, besides `public`; none for those of the role.
    audiences: Vec<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made: Timestamp,
    /// When it ends by itself.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    expires: Option<Timestamp>,
    /// When it was taken away.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    revoked: Option<Timestamp>,
    /// When it was used the last time, within a minute.
    #[schema(value_type = Option<String>, format = DateTime, required = true)]
    used: Option<Timestamp>,
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = MadeToken)]
pub(crate) struct Made {
    /// The token itself. It is shown this once.
    token: String,
    #[serde(flatten)]
    about: About,
}

/// All tokens, in the order in which they were made.
#[derive(Serialize, ToSchema)]
#[schema(as = Tokens)]
pub(crate) struct Reply {
    tokens: Vec<About>,
}

#[utoipa::path(
    get,
    path = "/api/v1/tokens",
    tag = "readers",
    operation_id = "tokens",
    summary = "Which tokens there are; for admins",
    responses(
        (status = 200, description = "All of them, those that are good no more too", body = Reply),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    let tokens = shared.ask(move |shared| shared.desk.readers().tokens(&permit)).await?;
    Ok(json(&Reply { tokens: tokens.into_iter().map(About::of).collect() }))
}

#[utoipa::path(
    post,
    path = "/api/v1/tokens",
    tag = "readers",
    operation_id = "addToken",
    summary = "Makes a token, which is shown this once; for admins",
    request_body = Takes,
    responses(
        (status = 201, description = "It is good from now on", body = Made),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
        (status = 409, description = "`name_taken`", body = Written, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn add(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    let mut fields = Fields::of(request).await?;
    let wanted = wanted(&mut fields, shared.desk.now());
    fields.done()?;
    let (kept, token) = shared.ask(move |shared| shared.desk.readers().add_token(wanted, &permit)).await?;
    let made = json(&Made { token: token.shown(), about: About::of(kept) });
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], made).into_response())
}

#[utoipa::path(
    delete,
    path = "/api/v1/tokens/{id}",
    tag = "readers",
    operation_id = "revokeToken",
    summary = "Takes a token away, by its number or name; for admins",
    params(("id" = String, Path, description = "Its number, or its name", example = "chat-widget")),
    responses(
        (status = 204, description = "It is refused from now on"),
        (status = 403, description = "`forbidden`", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn revoke(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    shared.ask(move |shared| shared.desk.readers().revoke_token(&id, &permit)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The token that a body asks for; what cannot be used is noted in `fields`.
fn wanted(fields: &mut Fields, now: Timestamp) -> NewToken {
    let hint = "every token has one";
    let name = fields.word("name", LONGEST_NAME).unwrap_or_else(|| {
        fields.mistake("name", "`name` is missing", hint);
        String::new()
    });
    let word = fields.word("role", LONGEST_NAME).unwrap_or_default();
    let role = Role::from_word(&word).unwrap_or_else(|| {
        let roles = Role::ALL.map(|role| format!("`{}`", role.word())).join(", ");
        fields.mistake("role", format!("`role` is `{}`; it takes {roles}", echoed(&word)), hint);
        Role::Customer
    });
    let audiences = fields.list("audiences", MOST_AUDIENCES, LONGEST_NAME);
    let days = fields.has("days").then(|| fields.number("days", 1..=3650, 1));
    let expires = days.and_then(|days| NewToken::after_days(now, days));
    NewToken { name, role, audiences, expires }
}

impl About {
    fn of(token: KeptToken) -> About {
        let KeptToken { id, name, role, audiences, made, expires, revoked, used, secret: _ } = token;
        About { id: id.to_string(), name, role: role.word(), audiences, made, expires, revoked, used }
    }
}

/// A token for whoever asks without HTTP: the terminal's `--json`, with the secret of one that was just made.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document(token: KeptToken, secret: Option<&str>) -> serde_json::Result<serde_json::Value> {
    let about = About::of(token);
    match secret {
        Some(secret) => serde_json::to_value(Made { token: secret.to_owned(), about }),
        None => serde_json::to_value(about),
    }
}
