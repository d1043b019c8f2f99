//! How is it written?

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Mistake, Problem};

/// What went wrong (RFC 9457). `code` is stable, the words are not.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Written<'a> {
    /// The article of the manual that explains it.
    #[serde(rename = "type")]
    #[schema(example = "/articles/firstline/errors/invalid_parameter")]
    kind: String,
    /// What sort of problem.
    title: &'static str,
    /// The status of the reply.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// A stable name of the sort of problem.
    #[schema(example = "invalid_parameter")]
    code: &'static str,
    /// What was wrong this time.
    detail: String,
    /// What to do about it.
    hint: &'static str,
    /// The address that was asked.
    instance: &'a str,
    /// The number of the request; quote it when you report something.
    request_id: &'a str,
    /// Each parameter that cannot be used.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    errors: &'a [Mistake],
}

impl Problem {
    /// As it is written in JSON.
    pub(in crate::http) fn written<'a>(&'a self, instance: &'a str, request_id: &'a str) -> Written<'a> {
        Written {
            kind: type_of(self.code()),
            title: self.title(),
            status: self.status().as_u16(),
            code: self.code(),
            detail: self.detail(),
            hint: self.hint(),
            instance,
            request_id,
            errors: match self {
                Problem::InvalidParameter(mistakes) => mistakes,
                _ => &[],
            },
        }
    }
}

/// The article of the manual that explains a code.
pub(in crate::http) fn type_of(code: &str) -> String {
    format!("/articles/firstline/errors/{code}")
}

/// So many seconds later the program that signs people in is asked again.
const PROVIDER_AGAIN: u64 = 5;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let wait = match self {
            Problem::Overloaded | Problem::StoreUnavailable { .. } => Some(1),
            Problem::ProviderUnavailable { .. } => Some(PROVIDER_AGAIN),
            Problem::TooManyRequests { wait } => Some(wait),
            _ => None,
        };
        let wait = wait.map(|wait| (header::RETRY_AFTER, header::HeaderValue::from(wait)));
        response.headers_mut().extend(wait);
        if response.status() == StatusCode::UNAUTHORIZED {
            let asks = header::HeaderValue::from_static("Bearer realm=\"firstline\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, asks);
        }
        response.extensions_mut().insert(self);
        response
    }
}
