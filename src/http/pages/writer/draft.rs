//! `GET /writer/drafts/{group}`: how does the article begin that a group lacks?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};

use crate::{
    access::Oversee,
    http::{
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            figures::said,
            frame::{Frame, page},
            speech::Spoken,
        },
        params::Params,
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    report::{Phrase, Wanted},
};

#[derive(Template)]
#[template(path = "writer/draft.html", config = "src/http/pages/askama.toml")]
struct DraftPage<'a> {
    frame: Frame<'a>,
    group: &'a str,
    markdown: String,
}

pub(in crate::http) async fn draft(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    group: Result<Path<String>, PathRejection>,
    uri: Uri,
) -> Result<Response, Problem> {
    let permit = permitted::<Oversee>(&reader)?;
    let group = group.map(|Path(group)| group).unwrap_or_default();
    let mut params = Params::of(&uri);
    let is_file = params.flag("file");
    params.done()?;
    let draft = shared.ask({
        let (group, reader) = (group.clone(), reader.clone());
        move |shared| {
            let say = |phrase: &Phrase| said(phrase, spoken.speech);
            shared.desk.draft(&group, Wanted::default(), &reader, &permit, &say)
        }
    });
    let markdown = draft.await?.ok_or(Problem::NoPage)?;
    if is_file {
        // A group's id is made of digits: it was found.
        let file = format!("attachment; filename=\"{group}.md\"");
        let disposition = HeaderValue::try_from(file).map_err(|_| Problem::NoPage)?;
        let kind = HeaderValue::from_static("text/markdown; charset=utf-8");
        let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
        return Ok(not_kept((headers, markdown).into_response()));
    }
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    page(&DraftPage { frame, group: &group, markdown }).map(not_kept)
}
