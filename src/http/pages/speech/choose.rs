//! In which language does a reader read the pages?
//!
//! In that which they chose at the foot of a page, else in that which their browser likes best, else in that of the desk.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, Method, Uri, request::Parts},
    response::Response,
};

use super::Speech;
use crate::http::{
    accept,
    fields::Filled,
    layers::cookie,
    pages::login::way::{go, here},
    problem::{Mistake, Problem},
    state::Shared,
};

/// The language of a page, and where the page is, to come back to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spoken {
    pub(crate) speech: Speech,
    pub(crate) here: String,
}

impl Spoken {
    /// The language that a request asks for.
    pub(crate) fn of(headers: &HeaderMap, method: &Method, uri: &Uri, usual: Speech) -> Spoken {
        let chosen = cookie::language(headers).or_else(|| accept::language(headers));
        // What was sent cannot be come back to.
        let here = if method == Method::GET {
            uri.path_and_query().map_or("/", |place| place.as_str())
        } else {
            "/"
        };
        Spoken { speech: chosen.unwrap_or(usual), here: here.to_owned() }
    }
}

impl FromRequestParts<Arc<Shared>> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Spoken, Infallible> {
        Ok(Spoken::of(&parts.headers, &parts.method, &parts.uri, shared.settings.brand.language))
    }
}

/// `POST /language`: the pages speak another language from now on, and the reader is where they were.
pub(crate) async fn choose(request: Request) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    let Some(speech) = Speech::of_code(filled.text("to")) else {
        let hint = "choose a language at the foot of the page";
        return Err(Problem::InvalidParameter(vec![Mistake::new("to", "pages do not speak it", hint)]));
    };
    Ok(go(here(filled.text("back")), cookie::kept_language(speech)))
}
