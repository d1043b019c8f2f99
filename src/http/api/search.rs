//! `GET /api/v1/search`: which articles answer this?

use std::{sync::Arc, time::Instant};

use axum::{Extension, extract::State, http::Uri, response::Response};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    card::{About, StateWord},
    json,
};
use crate::{
    access::Reader,
    http::{
        layers::{Asking, Number},
        marked::marked,
        params::Params,
        problem::{Problem, Written},
        state::Shared,
    },
    search::{Answer, Because, FilterField, Hit, Reason, Request},
};

/// So many values of each filter are told.
const MOST_VALUES: usize = 100;

/// What `/search` takes. Read by [`Params`]; this is its description.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in `/openapi.json`")]
pub(crate) struct Takes {
    /// The query: words, `"phrases"`, `-without`, `tag:vpn`, `prefix*`. Any text will do; what lies beyond 1 kB
    /// is left out.
    #[param(required = false, default = "", example = "vpn code")]
    q: String,
    /// How many hits at most.
    #[param(required = false, minimum = 1, maximum = 50, default = 10)]
    limit: usize,
    /// How many of the best hits to pass over.
    #[param(required = false, minimum = 0, maximum = 1000, default = 0)]
    offset: usize,
    /// Only articles with one of these topics.
    #[param(required = false)]
    tag: Vec<String>,
    /// Only articles about one of these products.
    #[param(required = false)]
    product: Vec<String>,
    /// Only articles in one of these languages.
    #[param(required = false)]
    lang: Vec<String>,
    /// Only articles in one of these states; all but archived ones when left out.
    #[param(required = false, value_type = Vec<StateWord>)]
    state: Vec<String>,
    /// Whether the reasons are wanted; they are given in any case.
    #[param(required = false, default = false)]
    explain: bool,
}

/// What was found.
#[derive(Serialize, ToSchema)]
#[schema(as = Answer)]
pub(crate) struct Reply<'a> {
    /// The number of this search, which no other one has. Of 32 hexadecimal digits where it was written down, so
    /// that outcomes can be reported of it.
    query_id: &'a str,
    /// The number of the state that was searched; grows when something that you may read has changed.
    generation: u64,
    /// How long the search took, in milliseconds.
    took_ms: f64,
    /// How many articles match.
    total: u64,
    /// Those asked for, best first.
    hits: Vec<Found<'a>>,
    /// Whether nothing matches and the hits only come near it.
    nearest: bool,
    /// What each filter would leave.
    facets: Facets<'a>,
    /// What may have been meant, when some word is one that nobody wrote.
    #[schema(required = true)]
    correction: Option<Correction<'a>>,
    /// Whether the query was too long and something of it was left out.
    cut: bool,
    /// Whether the embedding model ranked with the words: `used`, `unused` (there is none, or the words are few or
    /// codes), or `busy` (words alone ranked this time).
    #[schema(example = "unused")]
    meaning: &'static str,
}

/// An article that was found.
#[derive(Serialize, ToSchema)]
#[schema(as = Hit)]
pub(crate) struct Found<'a> {
    article: About<'a>,
    /// The section that answers best; `null` for the article's beginning.
    #[schema(required = true)]
    section: Option<Section<'a>>,
    /// A few words of that section, as HTML: escaped, the only element in it is `<mark>`.
    snippet: String,
    /// The title, in the same form.
    title_html: String,
    /// How well it matches: the sum of its reasons.
    score: f32,
    /// Whether somebody put it first for such words.
    pinned: bool,
    /// Why it stands here, greatest first.
    reasons: Vec<Why<'a>>,
}

/// A section, to link to.
#[derive(Serialize, ToSchema)]
#[schema(as = SectionRef)]
pub(crate) struct Section<'a> {
    pub(in crate::http::api) heading: &'a str,
    /// The fragment that leads to it.
    pub(in crate::http::api) anchor: &'a str,
}

/// One part of a score.
#[derive(Serialize, ToSchema)]
#[schema(as = Reason)]
pub(crate) struct Why<'a> {
    #[schema(example = "`vpn` in title and text")]
    #[schema(value_type = String)]
    #[serde(rename = "words", serialize_with = "written")]
    because: &'a Because,
    /// What it adds.
    score: f32,
}

impl<'a> Why<'a> {
    pub(in crate::http::api) fn of(reason: &'a Reason) -> Why<'a> {
        Why { because: &reason.because, score: reason.score }
    }
}

fn written<S: serde::Serializer>(because: &Because, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(because)
}

/// The values of each filter and how many of the matching articles have them, most frequent first, 100 at most.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = Facets)]
pub(crate) struct Facets<'a> {
    tag: Vec<Facet<'a>>,
    product: Vec<Facet<'a>>,
    lang: Vec<Facet<'a>>,
    state: Vec<Facet<'a>>,
}

/// One value of a filter.
#[derive(Serialize, ToSchema)]
#[schema(as = Facet)]
pub(crate) struct Facet<'a> {
    value: &'a str,
    count: u64,
}

/// The query with the nearest known words.
#[derive(Serialize, ToSchema)]
#[schema(as = Correction)]
pub(crate) struct Correction<'a> {
    /// The whole query, corrected.
    query: &'a str,
    /// Each word that was replaced, and by which.
    words: Vec<Corrected<'a>>,
}

/// A word that was replaced.
#[derive(Serialize, ToSchema)]
#[schema(as = CorrectedWord)]
pub(crate) struct Corrected<'a> {
    typed: &'a str,
    meant: &'a str,
}

#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "search",
    operation_id = "search",
    summary = "Which articles answer this?",
    params(Takes),
    responses(
        (status = 200, description = "What was found; perhaps nothing", body = Reply),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn search(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    Extension(number): Extension<Number>,
    uri: Uri,
) -> Result<Response, Problem> {
    let begun = Instant::now();
    let mut params = Params::of(&uri);
    let request = Request {
        query: params.query(),
        filters: params.filters(),
        limit: params.number("limit", 1..=50, 10),
        offset: params.number("offset", 0..=1000, 0),
        written_down: shared.desk.writes_down(&reader),
    };
    params.flag("explain");
    params.done()?;
    // It is written out where it was found: what was found needs not go to another processor.
    shared
        .ask(move |shared| {
            let answer = shared.desk.search(&request, &reader.scope())?;
            let written = written_down(shared, &request, &answer, &reader);
            let took_ms = (begun.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
            Ok::<_, Problem>(json(&Reply::of(&answer, written.as_ref().unwrap_or(&number.own), took_ms)))
        })
        .await
}

/// The same document for whoever asks without HTTP: the terminal's `--json`.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document(answer: &Answer, query_id: &str, took_ms: f64) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Reply::of(answer, query_id, took_ms))
}

/// The number under which outcomes of this search can be reported, if it is written down. A search is answered
/// even where that fails.
pub(in crate::http) fn written_down(
    shared: &Shared,
    request: &Request,
    answer: &Answer,
    reader: &Reader,
) -> Option<String> {
    match shared.desk.searched(request, answer, reader) {
        Ok(id) => id.map(|id| id.to_string()),
        Err(error) => {
            tracing::warn!(%error, hint = error.hint(), "a search was not written down");
            None
        }
    }
}

impl<'a> Reply<'a> {
    fn of(answer: &'a Answer, query_id: &'a str, took_ms: f64) -> Reply<'a> {
        Reply {
            query_id,
            generation: answer.generation,
            took_ms,
            total: answer.total,
            hits: answer.hits.iter().map(Found::of).collect(),
            nearest: answer.nearest,
            facets: Facets::of(answer),
            correction: answer.correction.as_ref().map(|correction| Correction {
                query: &correction.query,
                words: correction.words.iter().map(|(typed, meant)| Corrected { typed, meant }).collect(),
            }),
            cut: answer.cut,
            meaning: answer.meaning.word(),
        }
    }
}

impl<'a> Found<'a> {
    fn of(hit: &'a Hit) -> Found<'a> {
        Found {
            article: About::of(&hit.article, &hit.id),
            section: hit
                .section
                .as_ref()
                .map(|section| Section { heading: &section.heading, anchor: &section.anchor }),
            snippet: marked(&hit.snippet),
            title_html: marked(&hit.title),
            score: hit.score,
            pinned: hit.pinned,
            reasons: hit.reasons.iter().map(Why::of).collect(),
        }
    }
}

impl<'a> Facets<'a> {
    fn of(answer: &'a Answer) -> Facets<'a> {
        let mut facets = Facets::default();
        for (field, values) in &answer.facets {
            let values = values.iter().take(MOST_VALUES).map(|(value, count)| Facet { value, count: *count });
            match field {
                FilterField::Tag => facets.tag.extend(values),
                FilterField::Product => facets.product.extend(values),
                FilterField::Lang => facets.lang.extend(values),
                FilterField::State => facets.state.extend(values),
            }
        }
        facets
    }
}
