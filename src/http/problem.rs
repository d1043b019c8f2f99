//! What went wrong, in words for whoever asked?

use std::borrow::Cow;

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{desk, learn};

/// Everything that can be answered instead of what was asked for.
///
/// As a response it is only a note: `layers::problems` writes it out, as JSON or as a page, for there the
/// request is known.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    /// Parameters, or members of a body, that cannot be used.
    InvalidParameter(Vec<Mistake>),
    /// No article of this name that the caller may read.
    NoArticle(String),
    /// Nothing was shown to the caller under the number of which an outcome is told.
    NotShown,
    /// No page and no call here.
    NoPage,
    /// Another method than those that this address has.
    MethodNotAllowed,
    /// A key that was used for another outcome.
    IdempotencyConflict,
    /// A body in a form that is not read; this one is.
    UnsupportedMediaType(&'static str),
    /// A form that another site sent.
    CrossSite,
    /// More of the request than is read.
    TooLarge(TooLarge),
    /// More requests at once than are answered.
    Overloaded,
    /// What people do cannot be kept for the moment; the cause is for the log alone.
    StoreUnavailable {
        /// What the store said.
        cause: String,
    },
    /// The answer took too long.
    Timeout,
    /// Something broke; the cause is for the log alone.
    Internal {
        /// What the failing part said.
        cause: String,
    },
}

/// One parameter that cannot be used.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Mistake {
    /// The name of the parameter, the header or the member of the body; `body` for the whole of it.
    #[schema(value_type = String)]
    pub(super) parameter: Cow<'static, str>,
    /// What it is and what it takes.
    pub(super) detail: String,
    #[serde(skip)]
    pub(super) hint: &'static str,
}

impl Mistake {
    pub(super) fn new(
        parameter: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
        hint: &'static str,
    ) -> Mistake {
        Mistake { parameter: parameter.into(), detail: detail.into(), hint }
    }
}

/// What is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooLarge {
    Body,
    Ticket,
    Address,
    Headers,
}

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
    /// The reply's status.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Problem::InvalidParameter(_) => StatusCode::BAD_REQUEST,
            Problem::NoArticle(_) | Problem::NotShown | Problem::NoPage => StatusCode::NOT_FOUND,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::IdempotencyConflict => StatusCode::CONFLICT,
            Problem::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::CrossSite => StatusCode::FORBIDDEN,
            Problem::TooLarge(TooLarge::Body | TooLarge::Ticket) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooLarge(TooLarge::Address) => StatusCode::URI_TOO_LONG,
            Problem::TooLarge(TooLarge::Headers) => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Problem::Overloaded | Problem::StoreUnavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Timeout => StatusCode::GATEWAY_TIMEOUT,
            Problem::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its stable name, which is also the name of the article that explains it.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Problem::InvalidParameter(_) => "invalid_parameter",
            Problem::NoArticle(_) | Problem::NoPage => "not_found",
            Problem::NotShown => "not_shown",
            Problem::MethodNotAllowed => "method_not_allowed",
            Problem::IdempotencyConflict => "idempotency_conflict",
            Problem::UnsupportedMediaType(_) => "unsupported_media_type",
            Problem::CrossSite => "cross_site",
            Problem::TooLarge(_) => "payload_too_large",
            Problem::Overloaded => "overloaded",
            Problem::StoreUnavailable { .. } => "store_unavailable",
            Problem::Timeout => "timeout",
            Problem::Internal { .. } => "internal",
        }
    }

    /// What sort of problem, in words.
    pub(super) fn title(&self) -> &'static str {
        match self {
            Problem::InvalidParameter(_) => "a parameter cannot be used",
            Problem::NoArticle(_) | Problem::NoPage => "there is nothing here",
            Problem::NotShown => "nothing was shown under this number",
            Problem::MethodNotAllowed => "this method is not possible here",
            Problem::IdempotencyConflict => "the key was used for another outcome",
            Problem::UnsupportedMediaType(_) => "the body has another form than is read",
            Problem::CrossSite => "the form was sent by another site",
            Problem::TooLarge(_) => "the request is too big",
            Problem::Overloaded => "too many requests at once",
            Problem::StoreUnavailable { .. } => "nothing can be recorded at the moment",
            Problem::Timeout => "the answer took too long",
            Problem::Internal { .. } => "something broke on our side",
        }
    }

    /// What was wrong this time.
    pub(super) fn detail(&self) -> String {
        match self {
            Problem::InvalidParameter(mistakes) => {
                let details: Vec<&str> = mistakes.iter().map(|mistake| mistake.detail.as_str()).collect();
                details.join("; ")
            }
            Problem::NoArticle(name) => format!("there is no article `{}`", echoed(name)),
            Problem::NotShown => "nothing was shown to you under this number".to_owned(),
            Problem::NoPage => "no page and no call of the API has this address".to_owned(),
            Problem::MethodNotAllowed => {
                "this address answers to the methods in `Allow`; nothing was changed".to_owned()
            }
            Problem::IdempotencyConflict => {
                "another outcome was recorded with this `Idempotency-Key`; nothing was changed".to_owned()
            }
            Problem::UnsupportedMediaType(wanted) => {
                format!("the `Content-Type` of the body is not `{wanted}`")
            }
            Problem::CrossSite => "your browser says that the form came from another site".to_owned(),
            Problem::TooLarge(TooLarge::Body) => "the body is larger than 128 kB".to_owned(),
            Problem::TooLarge(TooLarge::Ticket) => "the body is larger than 1 MB".to_owned(),
            Problem::TooLarge(TooLarge::Address) => "the address is longer than 8 kB".to_owned(),
            Problem::TooLarge(TooLarge::Headers) => "the headers are larger than 32 kB".to_owned(),
            Problem::Overloaded => "as many requests as are taken are being answered already".to_owned(),
            Problem::StoreUnavailable { .. } => {
                "the store is busy or its disk is full; what was recorded before is safe".to_owned()
            }
            Problem::Timeout => "the request was given up before it was done".to_owned(),
            Problem::Internal { .. } => {
                "your request was not the cause; the server's log knows more".to_owned()
            }
        }
    }

    /// What to do about it.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Problem::InvalidParameter(mistakes) => {
                mistakes.first().map_or("correct the value", |mistake| mistake.hint)
            }
            Problem::NoArticle(_) => {
                "search for its words; `/api/v1/changes` tells which articles were retired"
            }
            Problem::NotShown => {
                "give the `suggestion_id` or `query_id` of a reply, with its `token` if it was another's"
            }
            Problem::NoPage => "the calls of the API are listed in `/openapi.json`",
            Problem::MethodNotAllowed => "read and search with GET, suggest and record with POST",
            Problem::IdempotencyConflict => "make a new key for each outcome",
            Problem::UnsupportedMediaType(_) => "say what the body is in `Content-Type`",
            Problem::CrossSite => "open the page here and send the form from it",
            Problem::TooLarge(TooLarge::Body) => {
                "leave out what is not asked for; a query stands in the address"
            }
            Problem::TooLarge(TooLarge::Ticket) => "send the text without attachments; 100 kB of it are read",
            Problem::TooLarge(TooLarge::Address) => "a query is a few words: shorten `q`",
            Problem::TooLarge(TooLarge::Headers) => {
                "look for cookies of other programs on this host, or a proxy that adds headers"
            }
            Problem::Overloaded | Problem::StoreUnavailable { .. } => {
                "wait as many seconds as `Retry-After` says, then try again"
            }
            Problem::Timeout => "try once more",
            Problem::Internal { .. } => "try once more, and quote `request_id` when you report it",
        }
    }

    /// As it is written in JSON.
    pub(super) fn written<'a>(&'a self, instance: &'a str, request_id: &'a str) -> Written<'a> {
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
pub(super) fn type_of(code: &str) -> String {
    format!("/articles/firstline/errors/{code}")
}

/// What somebody sent, as it may be said again: short, without control characters.
pub(super) fn echoed(text: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut echo: String = text.chars().filter(|c| !unseen(*c)).take(100).collect();
    if text.chars().nth(100).is_some() {
        echo.push('…');
    }
    echo
}

impl From<desk::Error> for Problem {
    fn from(error: desk::Error) -> Problem {
        // Each new way to fail is decided on here; most are no fault of the request.
        match error {
            desk::Error::NotShown | desk::Error::Ledger(learn::Error::NotShown(_)) => Problem::NotShown,
            desk::Error::NoArticle => Problem::NoArticle(String::new()),
            desk::Error::Ledger(learn::Error::KeyTaken(_)) => Problem::IdempotencyConflict,
            desk::Error::Ledger(learn::Error::Store { what, passing: true }) => {
                Problem::StoreUnavailable { cause: what }
            }
            desk::Error::Folder(_)
            | desk::Error::Index(_)
            | desk::Error::Search(_)
            | desk::Error::Model(_)
            | desk::Error::Vectors(_)
            | desk::Error::Ledger(
                learn::Error::Newer | learn::Error::InUse { .. } | learn::Error::Store { passing: false, .. },
            )
            | desk::Error::Lessons { .. } => {
                Problem::Internal { cause: format!("{error}; hint: {}", error.hint()) }
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if matches!(self, Problem::Overloaded | Problem::StoreUnavailable { .. }) {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(self);
        response
    }
}
