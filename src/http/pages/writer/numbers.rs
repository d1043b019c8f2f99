//! `GET /writer/articles/{id}`: what is known of an article?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use jiff::{civil::Date, tz::TimeZone};

use crate::{
    access::{LookBack, Oversee, Reader},
    article::{Finding, Severity},
    desk::{Desk, Error},
    history::Revision,
    http::{
        address,
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            drawn::{Chart, chart, filled},
            figures::{Linked, Shown, What, figure},
            frame::{Frame, page},
            speech::{Speech, Spoken},
            words::Day,
        },
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    library::Card,
    report::{By, Cell, Numbers, OfVersion},
};

/// So many commits are listed.
const MOST_REVISIONS: usize = 20;

#[derive(Template)]
#[template(path = "writer/numbers.html", config = "src/http/pages/askama.toml")]
struct NumbersPage<'a> {
    frame: Frame<'a>,
    title: &'a str,
    page: String,
    /// Where it can be changed and tried.
    preview: String,
    path: &'a str,
    owner: Option<&'a str>,
    review_by: Option<Day>,
    late: Option<usize>,
    is_known: bool,
    figures: Vec<Shown>,
    shown: Option<Chart>,
    rates: Option<Chart>,
    versions: Vec<[Shown; 4]>,
    words: &'a [Vec<String>; 2],
    findings: Vec<Found>,
    broken: &'a [(u32, String)],
    linked_from: Vec<Linked>,
    lost: Vec<(Linked, u32, String)>,
    revisions: Vec<Before>,
}

/// Something wrong or doubtful in a file.
pub(super) struct Found {
    pub(super) line: u32,
    pub(super) is_error: bool,
    /// What it means in the language of the page; nothing where the message is in it.
    pub(super) meaning: String,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Found {
    pub(super) fn of(finding: &Finding, speech: Speech) -> Found {
        let name = format!("finding-{}", finding.kind);
        let is_said = speech != Speech::English && Speech::knows(&name);
        Found {
            line: finding.line,
            is_error: finding.severity == Severity::Error,
            meaning: if is_said { speech.say(&name) } else { String::new() },
            message: finding.message.clone(),
            hint: finding.hint.clone(),
        }
    }
}

/// A state of the article that a commit brought.
struct Before {
    day: Day,
    summary: String,
    author: String,
    url: String,
}

/// What the page is made of.
struct Known {
    card: Arc<Card>,
    numbers: Numbers,
    revisions: Vec<Revision>,
    today: Date,
}

pub(in crate::http) async fn numbers(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    permitted::<Oversee>(&reader)?;
    let name = path.map(|Path(name)| name).unwrap_or_default();
    let asked = name.trim_matches('/').to_owned();
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let known = shared.ask(move |shared| look_up(&shared.desk, &asked, &reader)).await?;
    let known = known.ok_or(Problem::NoArticle(name))?;
    page(&NumbersPage::of(&known, frame)).map(not_kept)
}

fn look_up(desk: &Desk, name: &str, reader: &Reader) -> Result<Option<Known>, Error> {
    let permit = reader.permit::<Oversee>()?;
    let Some((card, numbers)) = desk.article_numbers(name, reader, &permit)? else { return Ok(None) };
    let may = reader.permit::<LookBack>()?;
    let revisions = desk.revisions(&numbers.article.id, MOST_REVISIONS, &reader.scope(), &may);
    // A repository that cannot be read keeps nobody from the numbers.
    let revisions = revisions
        .inspect_err(
            |error| tracing::warn!(%error, hint = error.hint(), "an article is shown without its history"),
        )
        .ok();
    let today = desk.now().to_zoned(TimeZone::UTC).date();
    Ok(Some(Known { card, numbers, revisions: revisions.flatten().unwrap_or_default(), today }))
}

impl<'a> NumbersPage<'a> {
    fn of(known: &'a Known, frame: Frame<'a>) -> NumbersPage<'a> {
        let Known { card, numbers, revisions, today } = known;
        let (id, speech) = (numbers.article.id.as_str(), frame.speech());
        let count = |name: &str, count: usize| figure(name, &Cell::Count(count), speech);
        let figures = vec![
            count("numbers-shown", numbers.shown),
            count("numbers-resolved", numbers.resolved),
            count("numbers-helped", numbers.helped),
            count("numbers-rejected", numbers.rejected),
            count("numbers-came-back", numbers.came_back),
            count("numbers-assumed", numbers.assumed),
            count("numbers-people", numbers.people),
            figure("numbers-rate", &Cell::Rate(numbers.rate), speech),
        ];
        let counted: Vec<(Date, usize)> =
            numbers.months.iter().map(|month| (month.from, month.shown)).collect();
        let rated: Vec<_> = numbers.months.iter().map(|month| (month.from, month.rate)).collect();
        let before = |revision: &Revision| Before {
            day: Day::of(revision.at.to_zoned(TimeZone::UTC).date()),
            summary: revision.summary.clone(),
            author: revision.author.clone(),
            url: format!("{}?at={}", address::article_page(id), revision.id),
        };
        NumbersPage {
            frame,
            title: &card.title,
            page: address::article_page(id),
            preview: address::with("/writer/preview", [("article", id)]),
            path: &card.path,
            owner: card.owner.as_deref(),
            review_by: card.review_by.map(Day::of),
            late: numbers.late,
            is_known: numbers.shown > 0 || numbers.rate.of > 0,
            figures,
            shown: chart::counts(speech, By::Month, &filled(By::Month, &counted, *today)),
            rates: chart::rates(speech, By::Month, &filled(By::Month, &rated, *today)),
            versions: numbers.versions.iter().map(|one| version(one, speech)).collect(),
            words: &numbers.words,
            findings: card.findings.iter().map(|finding| Found::of(finding, speech)).collect(),
            broken: &numbers.broken,
            linked_from: numbers.linked_from.iter().map(Linked::of).collect(),
            lost: numbers
                .lost
                .iter()
                .map(|(named, line, link)| (Linked::of(named), *line, link.clone()))
                .collect(),
            revisions: revisions.iter().map(before).collect(),
        }
    }
}

fn version(version: &OfVersion, speech: Speech) -> [Shown; 4] {
    let OfVersion { commit, since, rate, came_back } = version;
    [
        figure("numbers-since", &since.map_or(Cell::Nothing, Cell::Day), speech),
        figure("numbers-version", &commit.clone().map_or(Cell::Nothing, Cell::Text), speech),
        figure("numbers-rate", &Cell::Rate(*rate), speech),
        figure("numbers-came-back", &Cell::Count(*came_back), speech),
    ]
}
