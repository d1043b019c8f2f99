//! `GET /search`: what was found, for people.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, http::Uri, response::Response};

use super::{
    facets::{self, Active, Facet},
    frame::{Frame, page},
    front::{Summary, Topic},
    speech::{Speech, Spoken},
    words::{Caution, Day, caution, direction, folders, language_name},
};
use crate::{
    http::{
        address, api::search::written_down, layers::Asking, marked::marked, params::Params, problem::Problem,
        state::Shared,
    },
    search::{self, Answer, Filter, FilterField, Request},
};

/// Hits on one page.
const ON_A_PAGE: usize = 10;
/// Nobody reads further.
const LAST_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "search.html", config = "src/http/pages/askama.toml")]
struct SearchPage<'a> {
    frame: Frame<'a>,
    asks_nothing: bool,
    total: u64,
    nearest: bool,
    cut: bool,
    hits: Vec<Hit<'a>>,
    active: Vec<Active>,
    everywhere: String,
    first: String,
    /// Where all articles of the one topic that is chosen are on one page.
    manual: Option<String>,
    facets: Vec<Facet>,
    correction: Option<Correction<'a>>,
    pager: Pager,
    topics: &'a [Topic],
}

struct Hit<'a> {
    title: String,
    url: String,
    snippet: String,
    section: Option<Section<'a>>,
    folder: String,
    lang: &'a str,
    dir: &'static str,
    /// The name of its language, when it is not that of the page.
    language: Option<&'a str>,
    updated: Option<Day>,
    state: Option<Caution>,
    pinned: bool,
}

struct Section<'a> {
    heading: &'a str,
    url: String,
}

struct Correction<'a> {
    query: &'a str,
    url: String,
}

struct Pager {
    last: usize,
    /// Which page it is of how many.
    words: String,
    /// The number of the first hit.
    from: usize,
    previous: Option<String>,
    next: Option<String>,
}

pub(crate) async fn search(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let number = params.number("page", 1..=LAST_PAGE, 1);
    let request = Request {
        query: params.query(),
        filters: params.filters(),
        limit: ON_A_PAGE,
        offset: (number - 1) * ON_A_PAGE,
        written_down: shared.desk.writes_down(&reader),
    };
    params.done()?;
    let lang = spoken.speech.code();
    let (request, answer, summary) = shared
        .ask({
            let reader = reader.clone();
            move |shared| {
                let scope = reader.scope();
                let answer = shared.desk.search(&request, &scope)?;
                written_down(shared, &request, &answer, &reader);
                let summary =
                    if answer.total == 0 { Some(shared.front.summary(shared, &scope, lang)) } else { None };
                Ok::<_, Problem>((request, answer, summary))
            }
        })
        .await?;
    let mut frame = Frame::new(&shared.assets, spoken, &request.query.text).read_by(&reader);
    frame.kept = request.filters.iter().map(|filter| (filter.field.word(), filter.value.as_str())).collect();
    page(&SearchPage::of(frame, &request, &answer, number, summary.as_deref()))
}

impl<'a> SearchPage<'a> {
    fn of(
        frame: Frame<'a>,
        request: &'a Request,
        answer: &'a Answer,
        number: usize,
        summary: Option<&'a Summary>,
    ) -> SearchPage<'a> {
        let (query, filters) = (request.query.text.as_str(), request.filters.as_slice());
        let speech = frame.speech();
        SearchPage {
            frame,
            asks_nothing: request.query.is_empty() && filters.is_empty(),
            total: answer.total,
            nearest: answer.nearest,
            cut: answer.cut,
            hits: answer.hits.iter().map(|hit| Hit::of(hit, speech)).collect(),
            active: facets::active(query, filters, speech),
            everywhere: facets::url(query, &[], 1),
            first: facets::url(query, filters, 1),
            manual: match filters {
                [one] if query.is_empty() && one.field == FilterField::Tag => {
                    Some(address::topic_page(&one.value))
                }
                _ => None,
            },
            facets: facets::facets(query, &answer.facets, filters, speech),
            correction: answer.correction.as_ref().map(|correction| Correction {
                query: &correction.query,
                url: facets::url(&correction.query, filters, 1),
            }),
            pager: Pager::of(query, filters, number, answer.total, speech),
            topics: summary.map_or(&[], |summary| summary.topics.as_slice()),
        }
    }
}

impl<'a> Hit<'a> {
    fn of(hit: &'a search::Hit, speech: Speech) -> Hit<'a> {
        let card = &hit.article;
        let lang = card.language.code();
        Hit {
            title: marked(&hit.title),
            url: address::article_page(&hit.id),
            snippet: marked(&hit.snippet),
            section: hit.section.as_ref().map(|section| Section {
                heading: &section.heading,
                url: address::section_page(&hit.id, &section.anchor),
            }),
            folder: folders(&card.path, card.language.code()).join(" / "),
            lang,
            dir: direction(lang),
            language: (lang != speech.code()).then(|| language_name(lang)),
            updated: card.updated.map(Day::of),
            state: caution(card.state),
            pinned: hit.pinned,
        }
    }
}

impl Pager {
    fn of(query: &str, filters: &[Filter], page: usize, total: u64, speech: Speech) -> Pager {
        let pages = usize::try_from(total).unwrap_or(usize::MAX).div_ceil(ON_A_PAGE);
        let last = pages.clamp(1, LAST_PAGE);
        Pager {
            last,
            words: speech.with("search-page", [("page", page.into()), ("last", last.into())]),
            from: (page - 1) * ON_A_PAGE + 1,
            previous: (page > 1).then(|| facets::url(query, filters, (page - 1).min(last))),
            next: (page < last).then(|| facets::url(query, filters, page + 1)),
        }
    }
}
