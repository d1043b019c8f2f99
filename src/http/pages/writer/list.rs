//! `GET /writer`: what should people of the desk look at?

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};

use crate::{
    access::Oversee,
    http::{
        layers::Asking,
        pages::{
            frame::{Frame, page},
            speech::Spoken,
        },
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    report::Name,
};

#[derive(Template)]
#[template(path = "writer/list.html", config = "src/http/pages/askama.toml")]
struct WriterPage<'a> {
    frame: Frame<'a>,
    reports: Vec<About>,
}

struct About {
    url: String,
    title: &'static str,
    finds: &'static str,
}

pub(in crate::http) async fn reports(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
) -> Result<Response, Problem> {
    permitted::<Oversee>(&reader)?;
    let about = |name: Name| About {
        url: format!("/writer/{}", name.word()),
        title: name.title(),
        finds: name.finds(),
    };
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    page(&WriterPage { frame, reports: Name::ALL.into_iter().map(about).collect() })
}
