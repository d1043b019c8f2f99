//! What stands around every page?

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::Assets;
use crate::{
    access::{Oversee, Reader},
    http::problem::Problem,
};

/// What stands around every page: where its parts lie, and what is in the search field.
pub(super) struct Frame<'a> {
    pub(super) style: &'a str,
    pub(super) theme: &'a str,
    pub(super) inside: &'a str,
    pub(super) search: &'a str,
    pub(super) copy: &'a str,
    /// What is in the search field.
    pub(super) query: &'a str,
    /// Filters that the next search keeps.
    pub(super) kept: Vec<(&'static str, &'a str)>,
    /// What whoever signed in is called.
    pub(super) reader: Option<String>,
    /// Whether they may read reports.
    pub(super) oversees: bool,
}

impl<'a> Frame<'a> {
    pub(super) fn new(assets: &'a Assets, query: &'a str) -> Frame<'a> {
        Frame {
            style: assets.address("style.css"),
            theme: assets.address("theme.js"),
            inside: assets.address("inside.js"),
            search: assets.address("search.js"),
            copy: assets.address("copy.js"),
            query,
            kept: Vec::new(),
            reader: None,
            oversees: false,
        }
    }

    /// The same for whoever asks.
    pub(super) fn read_by(self, reader: &Reader) -> Frame<'a> {
        let name = |reader: &Reader| reader.name().rsplit(':').next().unwrap_or_default().to_owned();
        let oversees = reader.permit::<Oversee>().is_ok();
        Frame { reader: reader.is_known().then(|| name(reader)), oversees, ..self }
    }
}

/// The page as a reply.
pub(super) fn page(template: &impl Template) -> Result<Response, Problem> {
    match template.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(error) => Err(Problem::Internal { cause: format!("a page cannot be written: {error}") }),
    }
}
