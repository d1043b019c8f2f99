//! `GET /api/v1/articles/{id}`: what does an article say, and what did it say before?

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{card::About, json, unchanged};
use super::revisions::Told;
use crate::{
    access::{LookBack, Reader},
    desk::ArticleView,
    history::Revision,
    http::{
        accept::{self, Form},
        address,
        layers::Asking,
        params::Params,
        permitted::permitted,
        problem::{Problem, Written},
        state::Shared,
    },
};

/// An article, whole.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeArticle)]
pub(crate) struct Whole<'a> {
    /// The number of the state that was read.
    generation: u64,
    #[serde(flatten)]
    about: About<'a>,
    /// The commit that left it so, when it was asked for as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    revision: Option<Told<'a>>,
    /// The article that replaces it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    superseded_by: Option<Other<'a>>,
    /// The same in other languages.
    translations: Vec<Other<'a>>,
    /// Its parts, in order; the first may have no heading.
    sections: Vec<Part<'a>>,
    /// Its body as HTML that holds nothing that runs.
    html: &'a str,
}

/// Another article.
#[derive(Serialize, ToSchema)]
#[schema(as = OtherArticle)]
pub(crate) struct Other<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
    /// Its language, where that is the difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
}

/// A heading and the text below it.
#[derive(Serialize, ToSchema)]
#[schema(as = Section)]
pub(crate) struct Part<'a> {
    /// `null` before the first heading.
    #[schema(required = true)]
    heading: Option<&'a str>,
    /// 1 to 6; 0 before the first heading.
    #[schema(minimum = 0, maximum = 6)]
    level: u8,
    /// The fragment that leads to it; empty before the first heading.
    anchor: &'a str,
    /// The question that it answers, when it is a question-and-answer pair.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    /// The words, without markup.
    text: &'a str,
}

#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}",
    tag = "articles",
    operation_id = "article",
    summary = "What does an article say?",
    description = "The form follows `Accept`: JSON with sections and HTML, the source text, or the body alone as HTML. With \
        `at`, writers and admins read it as it was, where the knowledge base lies in a Git repository: what was not for \
        them then is not found.",
    params(
        ("id" = String, Path, description = "The article's id; slashes in it stay as they are", example = "network/vpn-codes"),
        ("at" = Option<String>, Query, description = "A day (its end in UTC), a moment, a tag or branch, or at least 4 digits of a commit's hash", example = "2026-03-01"),
        ("Accept" = Option<String>, Header, description = "`application/json`, `text/markdown` or `text/html`"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of an earlier answer"),
    ),
    responses(
        (
            status = 200,
            description = "The article",
            content((Whole = "application/json"), (String = "text/markdown"), (String = "text/html")),
            headers(("ETag" = String, description = "Changes when something that you may read has changed")),
        ),
        (status = 304, description = "It is as it was"),
        (
            status = 308,
            description = "It has another id now",
            headers(("Location" = String, description = "Where it is now")),
        ),
        (status = 400, description = "`invalid_parameter`: no such moment, or nothing is known of what was before", body = Written, content_type = "application/problem+json"),
        (status = 401, description = "`credential_needed`: `at` is for writers", body = Written, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`: `at` is for writers", body = Written, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn article(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    path: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let params = Params::of(&uri);
    if params.text("at").is_some() {
        let name = path.map(|Path(name)| name).unwrap_or_default();
        return as_it_was(&shared, reader, name, params, &headers).await;
    }
    // A name that is no UTF-8 is the name of nothing.
    let name = path.map(|Path(name)| name).unwrap_or_default();
    let asked = name.clone();
    let found = shared
        .ask(move |shared| {
            shared.desk.article(&asked, &reader.scope(), &address::article_page).map_err(Problem::from)
        })
        .await?;
    let Some(view) = found else { return Err(Problem::NoArticle(name)) };
    if view.moved {
        return Ok(moved(&address::article_call(&view.id)));
    }
    let form = accept::wanted(&headers);
    let etag = etag(&view, form);
    let mut response = match unchanged(&headers, &etag) {
        Some(response) => response,
        None => in_form(&view, None, form),
    };
    if let Ok(etag) = HeaderValue::try_from(etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

/// What was before is for those who may look back; whether there is such an article is told after that.
async fn as_it_was(
    shared: &Arc<Shared>,
    reader: Reader,
    name: String,
    mut params: Params,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let may = permitted::<LookBack>(&reader)?;
    let moment = params.at();
    params.done()?;
    let Some(moment) = moment else { return Err(Problem::NoArticle(name)) };
    let asked = name.clone();
    let found = shared
        .ask(move |shared| {
            let scope = reader.scope();
            let found = shared.desk.article_at(&asked, &moment, &scope, &address::article_page, &may);
            found.map_err(Problem::from)
        })
        .await?;
    let Some((view, revision)) = found else { return Err(Problem::NoArticle(name)) };
    let mut response = in_form(&view, Some(&revision), accept::wanted(headers));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

fn in_form(view: &ArticleView, revision: Option<&Revision>, form: Form) -> Response {
    match form {
        Form::Json => json(&Whole { revision: revision.map(Told::of), ..Whole::of(view) }),
        Form::Markdown => {
            ([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], view.markdown.clone()).into_response()
        }
        Form::Html => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], view.html.as_str().to_owned())
            .into_response(),
    }
}

fn moved(to: &str) -> Response {
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response()
}

/// The tag of one version of an article in one form. Weak: the reply may travel compressed.
fn etag(view: &ArticleView, form: Form) -> String {
    let hash = blake3::hash(format!("{} {form:?} {}", env!("CARGO_PKG_VERSION"), view.id).as_bytes());
    format!("W/\"{}-{}\"", view.generation, &hash.to_hex()[..12])
}

impl<'a> Whole<'a> {
    fn of(view: &'a ArticleView) -> Whole<'a> {
        let other =
            |id: &'a str, title: &'a str, lang| Other { id, title, url: address::article_page(id), lang };
        Whole {
            generation: view.generation,
            about: About::of(&view.card, &view.id),
            revision: None,
            superseded_by: view.superseded_by.as_ref().map(|(id, title)| other(id, title, None)),
            translations: view
                .translations
                .iter()
                .map(|(lang, id, title)| other(id, title, Some(lang.as_str())))
                .collect(),
            sections: view
                .sections
                .iter()
                .map(|section| Part {
                    heading: section.heading.as_deref(),
                    level: section.level,
                    anchor: &section.anchor,
                    question: section.question.as_deref(),
                    text: &section.text,
                })
                .collect(),
            html: view.html.as_str(),
        }
    }
}
