//! What can go wrong?

use std::borrow::Cow;

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::Role;

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
    /// The program that signs people in cannot be used; the cause is for the log alone.
    ProviderUnavailable {
        /// What went wrong.
        cause: String,
    },
    /// Another program did not sign somebody in, or its word is not enough.
    SignInRefused(Refusal),
    /// A body that comes too slowly.
    SlowRequest,
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
    pub(in crate::http) parameter: Cow<'static, str>,
    /// What it is and what it takes.
    pub(in crate::http) detail: String,
    #[serde(skip)]
    pub(in crate::http) hint: &'static str,
}

impl Mistake {
    pub(in crate::http) fn new(
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

/// Why somebody is not signed in who came back from another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It was not begun in this browser, or too long ago, or is done already.
    NotBegun,
    /// The program said no; its word for why is for the log alone.
    Denied(String),
    /// What it said cannot be believed; why not is for the log alone.
    Untrusted(String),
    /// Nothing that it said can be a name.
    NoName,
    /// Nothing that it said gives a role.
    NoRole,
}

impl Problem {
    /// The reply's status.
    pub(in crate::http) fn status(&self) -> StatusCode {
        match self {
            Problem::InvalidParameter(_) => StatusCode::BAD_REQUEST,
            Problem::NoArticle(_) | Problem::NotShown | Problem::NoPage => StatusCode::NOT_FOUND,
            Problem::CredentialNeeded | Problem::InvalidCredential => StatusCode::UNAUTHORIZED,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::IdempotencyConflict | Problem::NameTaken(_) => StatusCode::CONFLICT,
            Problem::UnsupportedMediaType(_) | Problem::PackedBody => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Problem::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::CrossSite | Problem::Forbidden(_) | Problem::SignInRefused(_) => StatusCode::FORBIDDEN,
            Problem::SlowRequest => StatusCode::REQUEST_TIMEOUT,
            Problem::TooLarge(TooLarge::Body | TooLarge::Ticket) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooLarge(TooLarge::Address) => StatusCode::URI_TOO_LONG,
            Problem::TooLarge(TooLarge::Headers) => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Problem::Overloaded | Problem::StoreUnavailable { .. } | Problem::ProviderUnavailable { .. } => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Problem::Timeout => StatusCode::GATEWAY_TIMEOUT,
            Problem::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its stable name, which is also the name of the article that explains it.
    pub(in crate::http) fn code(&self) -> &'static str {
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
            Problem::ProviderUnavailable { .. } => "provider_unavailable",
            Problem::SignInRefused(_) => "sign_in_refused",
            Problem::SlowRequest => "slow_request",
            Problem::Timeout => "timeout",
            Problem::Internal { .. } => "internal",
        }
    }
}
