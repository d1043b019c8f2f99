//! Who asks?

use axum::{
    extract::{FromRequestParts, Request},
    http::request::Parts,
    middleware::Next,
    response::Response,
};

use crate::{
    access::{Reader, Scope},
    http::problem::Problem,
};

/// Says who asks: a reader without a credential, until there are credentials.
pub(crate) async fn who(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(Reader::public());
    next.run(request).await
}

/// What whoever asks may see.
pub(crate) struct Asking(pub(crate) Scope);

impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Asking, Problem> {
        match parts.extensions.get::<Reader>() {
            Some(reader) => Ok(Asking(reader.scope())),
            None => Err(Problem::Internal { cause: "a request came past the layer `who`".to_owned() }),
        }
    }
}
