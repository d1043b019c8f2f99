//! `GET /openapi.json`: which calls are there, for machines?

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::http::{problem::Written, state::Shared};

/// The description of every call.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "firstline",
        description = "Suggestions for tickets, search, completion, articles and changes of a help desk's knowledge base, and what came of \
            them. Every reply bears \
            `X-Request-Id`; every error is a problem (RFC 9457) with a stable `code`. Parameters that are not \
            described are passed over, and so should be members that you do not know; members of bodies are not.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "tickets", description = "What resolves a ticket, and what came of it"),
        (name = "requests", description = "What was sent to the help desk because no article solved it"),
        (name = "search", description = "Finding what answers a question"),
        (name = "articles", description = "Reading what is there, and following what changes"),
        (name = "reports", description = "What was asked, what came of it, what to write next: for writers"),
        (name = "readers", description = "Who may ask: tokens, for admins"),
        (name = "health", description = "For load balancers and monitoring"),
    ),
    paths(
        super::suggest::suggest,
        super::outcomes::outcomes,
        super::handing::handover::handover,
        super::handing::requests::send,
        super::handing::requests::list,
        super::handing::requests::close,
        super::shown::shown,
        super::search::search,
        super::complete::complete,
        super::articles::list,
        super::articles::article,
        super::articles::revisions,
        super::changes::changes,
        super::changes::shift,
        super::changes::feed,
        super::reports::list,
        super::reports::report,
        super::readers::tokens::list,
        super::readers::tokens::add,
        super::readers::tokens::revoke,
        super::health::live,
        super::health::ready,
        super::metrics::metrics,
        openapi,
    ),
    components(schemas(Written)),
)]
struct Description;

/// The description, written out.
pub(crate) fn document() -> Bytes {
    let mut description = Description::openapi();
    for item in description.paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post, &mut item.delete].into_iter().flatten() {
            every_error(operation);
        }
    }
    let mut document = serde_json::to_value(&description).unwrap_or_default();
    let schemas = &mut document["components"]["schemas"];
    for (schema, name, rule) in together() {
        if let Some(schema) = schemas.pointer_mut(schema).and_then(Value::as_object_mut) {
            schema.insert(name.to_owned(), rule);
        }
    }
    Bytes::from(document.to_string())
}

/// What the members of a body take together, which the derived schemas cannot say: the schema, the word for the rule,
/// the rule.
fn together() -> [(&'static str, &'static str, Value); 12] {
    let text = |name: &str| json!({"required": [name], "properties": {name: {"type": "string"}}});
    let of_none = json!({"properties": {"verdict": {"enum": ["not_helpful", "reopened", "retracted"]}}});
    let no_others = json!(false);
    [
        ("/Ticket", "additionalProperties", no_others.clone()),
        ("/Outcome", "additionalProperties", no_others.clone()),
        ("/NewRequest", "additionalProperties", no_others.clone()),
        ("/NewRequest", "anyOf", json!([text("text"), text("subject")])),
        ("/NewToken", "additionalProperties", no_others),
        (
            "/Ticket/properties/context",
            "additionalProperties",
            json!({"type": ["string", "null"], "maxLength": 200}),
        ),
        (
            "/NewToken/properties/audiences",
            "items",
            json!({"type": "string", "minLength": 1, "maxLength": 64}),
        ),
        // The text once, or the subject alone.
        ("/Ticket", "anyOf", json!([text("text"), text("body"), text("subject")])),
        ("/Ticket", "not", json!({"allOf": [text("text"), text("body")]})),
        ("/Outcome", "anyOf", json!([text("suggestion_id"), text("query_id")])),
        // Of no article only some things can be said.
        ("/Outcome", "if", json!({"not": text("article")})),
        ("/Outcome", "then", of_none),
    ]
}

/// What any call may answer instead, said once for all of them.
fn every_error(operation: &mut utoipa::openapi::path::Operation) {
    use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
    let errors = [
        ("400", "`invalid_parameter`: `Host`"),
        ("401", "`invalid_credential`: the token is not good; `credential_needed`: there is none"),
        ("405", "`method_not_allowed`"),
        ("408", "`slow_request`: the body came too slowly"),
        ("413", "`payload_too_large`: the body"),
        ("414", "`payload_too_large`: the address"),
        ("415", "`unsupported_media_type`: the body is compressed"),
        ("421", "`wrong_host`: the server has other names"),
        ("429", "`too_many_requests`; `Retry-After` says when there is room again"),
        ("431", "`payload_too_large`: the headers"),
        ("500", "`internal`"),
        ("503", "`overloaded`"),
        ("504", "`timeout`"),
    ];
    for (status, description) in errors {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            RefOr::T(
                ResponseBuilder::new()
                    .description(description)
                    .content("application/problem+json", content)
                    .build(),
            )
        });
    }
}

#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "health",
    operation_id = "openapi",
    summary = "This description",
    responses((status = 200, description = "OpenAPI 3.1", body = Object, content_type = "application/json")),
)]
pub(crate) async fn openapi(State(shared): State<Arc<Shared>>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], shared.openapi.clone()).into_response()
}
