//! What stands around every page?

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::Assets;
use crate::{
    access::{Administer, Oversee, Reader, Record},
    http::problem::Problem,
};

/// What stands around every page: where its parts lie, and what is in the search field.
pub(super) struct Frame<'a> {
    assets: &'a Assets,
    /// What is in the search field.
    pub(super) query: &'a str,
    /// Filters that the next search keeps.
    pub(super) kept: Vec<(&'static str, &'a str)>,
    /// What whoever signed in is called.
    pub(super) reader: Option<String>,
    /// Whether they answer others, on the console.
    pub(super) answers: bool,
    /// Whether they may read reports.
    pub(super) oversees: bool,
    /// Whether they run the desk.
    pub(super) administers: bool,
}

impl<'a> Frame<'a> {
    pub(super) fn new(assets: &'a Assets, query: &'a str) -> Frame<'a> {
        Frame {
            assets,
            query,
            kept: Vec::new(),
            reader: None,
            answers: false,
            oversees: false,
            administers: false,
        }
    }

    /// Where a part of the page lies.
    pub(super) fn asset(&self, name: &str) -> &'a str {
        self.assets.address(name)
    }

    /// What the desk is called.
    pub(super) fn name(&self) -> &'a str {
        &self.assets.name
    }

    /// Where its owner's logo lies.
    pub(super) fn logo(&self) -> Option<&'a str> {
        self.assets.logo()
    }

    /// Where its owner's colours lie.
    pub(super) fn colours(&self) -> Option<&'a str> {
        self.assets.colours()
    }

    /// The same for whoever asks.
    pub(super) fn read_by(self, reader: &Reader) -> Frame<'a> {
        let name = |reader: &Reader| reader.name().rsplit(':').next().unwrap_or_default().to_owned();
        let oversees = reader.permit::<Oversee>().is_ok();
        let answers = reader.permit::<Record>().is_ok();
        let administers = reader.permit::<Administer>().is_ok();
        Frame { reader: reader.is_known().then(|| name(reader)), answers, oversees, administers, ..self }
    }
}

/// The page as a reply.
pub(super) fn page(template: &impl Template) -> Result<Response, Problem> {
    match template.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(error) => Err(Problem::Internal { cause: format!("a page cannot be written: {error}") }),
    }
}
