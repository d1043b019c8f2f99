//! What stands around every page?

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use fluent_bundle::FluentValue;

use super::{
    Assets,
    speech::{Speech, Spoken},
    words::{Day, language_name},
};
use crate::{
    access::{Administer, Oversee, Reader, Record},
    http::problem::Problem,
};

/// What stands around every page: where its parts lie, in which language it speaks, and what is in the search field.
pub(super) struct Frame<'a> {
    assets: &'a Assets,
    spoken: Spoken,
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
    pub(super) fn new(assets: &'a Assets, spoken: Spoken, query: &'a str) -> Frame<'a> {
        Frame {
            assets,
            spoken,
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
    pub(super) fn name(&self) -> String {
        self.assets.name.clone().unwrap_or_else(|| self.say("article-home"))
    }

    /// The language of the page.
    pub(super) fn speech(&self) -> Speech {
        self.spoken.speech
    }

    /// Its code.
    pub(super) fn lang(&self) -> &'static str {
        self.speech().code()
    }

    /// Where the page is, to come back to it.
    pub(super) fn here(&self) -> &str {
        &self.spoken.here
    }

    /// The languages to choose from: code, name in that language, whether it is this one.
    pub(super) fn languages(&self) -> [(&'static str, &'static str, bool); 3] {
        Speech::ALL.map(|speech| (speech.code(), language_name(speech.code()), speech == self.speech()))
    }

    /// What is called so.
    pub(super) fn say(&self, name: &str) -> String {
        self.speech().say(name)
    }

    /// The same of a number.
    pub(super) fn count<'b>(&self, name: &str, count: impl Into<FluentValue<'b>>) -> String {
        self.speech().count(name, count)
    }

    /// The same of some words.
    pub(super) fn of(&self, name: &str, what: &(impl ToString + ?Sized)) -> String {
        self.speech().of(name, what.to_string())
    }

    /// A day in words.
    pub(super) fn day(&self, day: &Day) -> String {
        day.said(self.speech())
    }

    /// The same of a day.
    pub(super) fn on(&self, name: &str, day: &Day) -> String {
        self.speech().of(name, self.day(day))
    }

    /// When something was changed last.
    pub(super) fn updated(&self, day: &Day) -> String {
        self.on("updated", day)
    }

    /// What scripts say, as JSON.
    pub(super) fn script_words(&self) -> &'static str {
        self.speech().script_words()
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
