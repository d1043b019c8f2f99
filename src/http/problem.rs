//! What went wrong, in words for whoever asked?

use std::borrow::Cow;

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{KeyringError, Role},
    desk::{self, CredentialError},
    learn,
};

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
    /// No credential where one is needed.
    CredentialNeeded,
    /// A credential that is not known, wrong, taken away or at its end.
    InvalidCredential,
    /// Something that only others may do.
    Forbidden(Role),
    /// The name of another credential.
    NameTaken(String),
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
    /// A body that is compressed.
    PackedBody,
    /// A request that was meant for another host.
    WrongHost,
    /// More requests than somebody may send in a minute.
    TooManyRequests {
        /// So many seconds later there is room for it.
        wait: u64,
    },
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
            Problem::CredentialNeeded | Problem::InvalidCredential => StatusCode::UNAUTHORIZED,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::IdempotencyConflict | Problem::NameTaken(_) => StatusCode::CONFLICT,
            Problem::UnsupportedMediaType(_) | Problem::PackedBody => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Problem::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::CrossSite | Problem::Forbidden(_) => StatusCode::FORBIDDEN,
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
            Problem::CredentialNeeded => "credential_needed",
            Problem::InvalidCredential => "invalid_credential",
            Problem::Forbidden(_) => "forbidden",
            Problem::NameTaken(_) => "name_taken",
            Problem::MethodNotAllowed => "method_not_allowed",
            Problem::IdempotencyConflict => "idempotency_conflict",
            Problem::UnsupportedMediaType(_) | Problem::PackedBody => "unsupported_media_type",
            Problem::WrongHost => "wrong_host",
            Problem::TooManyRequests { .. } => "too_many_requests",
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
            Problem::CredentialNeeded => "this asks for a credential",
            Problem::InvalidCredential => "the credential is not good",
            Problem::Forbidden(_) => "you may not do this",
            Problem::NameTaken(_) => "the name is taken",
            Problem::MethodNotAllowed => "this method is not possible here",
            Problem::IdempotencyConflict => "the key was used for another outcome",
            Problem::UnsupportedMediaType(_) | Problem::PackedBody => {
                "the body has another form than is read"
            }
            Problem::WrongHost => "another host was meant",
            Problem::TooManyRequests { .. } => "you ask too often",
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
            Problem::CredentialNeeded => "nobody may do this without saying who they are".to_owned(),
            Problem::InvalidCredential => {
                "the token is not known, or was revoked, or has ended; nothing was done".to_owned()
            }
            Problem::Forbidden(needs) => {
                format!("this takes the role `{}`, or one above it; nothing was done", needs.word())
            }
            Problem::NameTaken(name) => format!("there is one called `{}` already", echoed(name)),
            Problem::MethodNotAllowed => {
                "this address answers to the methods in `Allow`; nothing was changed".to_owned()
            }
            Problem::IdempotencyConflict => {
                "another outcome was recorded with this `Idempotency-Key`; nothing was changed".to_owned()
            }
            Problem::UnsupportedMediaType(wanted) => {
                format!("the `Content-Type` of the body is not `{wanted}`")
            }
            Problem::PackedBody => "the body is compressed; none is unpacked".to_owned(),
            Problem::WrongHost => "the `Host` of the request is no name of this server".to_owned(),
            Problem::TooManyRequests { wait } => format!("there is room for this again in {wait} s"),
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
            Problem::CredentialNeeded => "send a token as `Authorization: Bearer fl_…`, or sign in",
            Problem::InvalidCredential => "check that the token is whole; an admin can make another one",
            Problem::Forbidden(_) => "ask somebody who may",
            Problem::NameTaken(_) => "choose another name, or revoke the other one first",
            Problem::MethodNotAllowed => "read and search with GET, suggest and record with POST",
            Problem::IdempotencyConflict => "make a new key for each outcome",
            Problem::UnsupportedMediaType(_) => "say what the body is in `Content-Type`",
            Problem::PackedBody => "send it without `Content-Encoding`",
            Problem::WrongHost => "an operator lists the names of the server in `hosts` under `[server]`",
            Problem::CrossSite => "open the page here and send the form from it",
            Problem::TooLarge(TooLarge::Body) => {
                "leave out what is not asked for; a query stands in the address"
            }
            Problem::TooLarge(TooLarge::Ticket) => "send the text without attachments; 100 kB of it are read",
            Problem::TooLarge(TooLarge::Address) => "a query is a few words: shorten `q`",
            Problem::TooLarge(TooLarge::Headers) => {
                "look for cookies of other programs on this host, or a proxy that adds headers"
            }
            Problem::TooManyRequests { .. } | Problem::Overloaded | Problem::StoreUnavailable { .. } => {
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
            desk::Error::Denied(denied) => Problem::Forbidden(denied.needs),
            desk::Error::Credential(error) => of_credential(&error),
            desk::Error::Ledger(learn::Error::KeyTaken(_)) => Problem::IdempotencyConflict,
            desk::Error::Keyring(KeyringError { what, passing: true })
            | desk::Error::Ledger(learn::Error::Store { what, passing: true }) => {
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
            | desk::Error::Keyring(KeyringError { passing: false, .. })
            | desk::Error::Lessons { .. } => {
                Problem::Internal { cause: format!("{error}; hint: {}", error.hint()) }
            }
        }
    }
}

/// What is wrong with a credential that somebody wants to make or change.
fn of_credential(error: &CredentialError) -> Problem {
    let wrong = |name: &'static str| {
        Problem::InvalidParameter(vec![Mistake::new(name, error.to_string(), error.hint())])
    };
    match error {
        CredentialError::Taken { name, .. } => Problem::NameTaken(name.clone()),
        CredentialError::Unknown { .. } => Problem::NoPage,
        CredentialError::Name(_) => wrong("name"),
        CredentialError::Audience(_) => wrong("audiences"),
        CredentialError::Ended => wrong("expires"),
        CredentialError::Password(_) => wrong("password"),
        CredentialError::Busy => Problem::Overloaded,
        CredentialError::Random(cause) => Problem::Internal { cause: cause.clone() },
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let wait = match self {
            Problem::Overloaded | Problem::StoreUnavailable { .. } => Some(1),
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
