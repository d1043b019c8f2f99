//! `GET /articles/{id}`: what does an article say, and what did it say before?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use jiff::{civil::Date, tz::TimeZone};

use super::anchors;
use crate::{
    access::{LookBack, Permit, Scope},
    desk::{ArticleView, Desk, Error},
    history::{Moment, Revision},
    http::{
        address,
        api::unchanged,
        layers::Asking,
        pages::{
            frame::{Frame, page},
            speech::{Speech, Spoken},
            words::{Caution, Day, caution, direction, folders, language_name, name},
        },
        params::Params,
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
};

/// An article with fewer headings than this needs no list of them.
const FEWEST_CONTENTS: usize = 3;
/// So many other articles are offered at its end.
const MOST_RELATED: usize = 5;
/// So many commits are listed.
const MOST_REVISIONS: usize = 10;

#[derive(Template)]
#[template(path = "reading/article.html", config = "src/http/pages/askama.toml")]
struct ArticlePage<'a> {
    frame: Frame<'a>,
    id: &'a str,
    title: &'a str,
    url: String,
    description: Option<&'a str>,
    lang: &'a str,
    dir: &'static str,
    folders: Vec<String>,
    updated: Option<Day>,
    archived: bool,
    state: Option<Caution>,
    superseded_by: Option<Next<'a>>,
    translations: Vec<Translation<'a>>,
    contents: Vec<Part<'a>>,
    tags: Vec<Tag>,
    html: String,
    /// The same in the language of the page, if this is in another.
    in_yours: Option<Next<'a>>,
    /// The name of its language, if it is another than that of the page, and there is none in that.
    other: Option<&'a str>,
    /// By when somebody looks at it again, and whether that day is over.
    review: Option<(Day, bool)>,
    related: Vec<Next<'a>>,
    /// What was searched for by whoever came here from a list.
    query: &'a str,
    /// When it is not shown as it is now.
    past: Option<Before>,
    /// Where its numbers are, for those who may read them.
    numbers: Option<String>,
    /// The last commits that changed it, for those who may look back.
    revisions: Vec<Before>,
}

/// An article as a commit left it.
struct Before {
    day: Day,
    /// What stands before the summary where the article is shown so.
    words: String,
    summary: String,
    author: String,
    url: String,
}

struct Next<'a> {
    url: String,
    title: &'a str,
}

struct Translation<'a> {
    lang: &'a str,
    language: &'a str,
    title: &'a str,
    url: String,
}

struct Part<'a> {
    level: u8,
    anchor: &'a str,
    heading: &'a str,
}

struct Tag {
    name: String,
    url: String,
}

pub(crate) async fn article(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    path: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let name = path.map(|Path(name)| name).unwrap_or_default();
    // A slash too many leads to the same article, at its own address.
    let asked = name.trim_matches('/').to_owned();
    let slashes = asked.len() != name.len();
    let mut params = Params::of(&uri);
    let may = reader.permit::<LookBack>().ok();
    if params.text("at").is_some() {
        permitted::<LookBack>(&reader)?;
    }
    let moment = params.at();
    params.done()?;
    let found = shared
        .ask({
            let scope = reader.scope();
            move |shared| {
                look_up(&shared.desk, &asked, &scope, moment.as_ref(), may.as_ref()).map_err(Problem::from)
            }
        })
        .await?;
    let Some(found) = found else { return Err(Problem::NoArticle(name)) };
    let (view, query) = (&found.view, searched(&headers));
    if view.moved || slashes {
        let to = address::article_page(&view.id);
        return Ok((StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response());
    }
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    if found.revision.is_some() || !found.revisions.is_empty() {
        // Commits come without a new state of the articles.
        let speech = frame.speech();
        let before = |revision: &Revision| Before::of(revision, &view.id, speech);
        let past = found.revision.as_ref().map(before);
        return page(&ArticlePage {
            past,
            revisions: found.revisions.iter().map(before).collect(),
            ..ArticlePage::of(&found, &query, frame)
        });
    }
    let etag = etag(&found, &shared.assets.version, &query, &frame);
    let mut response = match unchanged(&headers, &etag) {
        Some(response) => response,
        None => page(&ArticlePage::of(&found, &query, frame))?,
    };
    if let Ok(etag) = HeaderValue::try_from(etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

/// What is shown: the article, as of which commit if not as it is, and the last commits.
struct Found {
    view: ArticleView,
    related: Vec<(String, String)>,
    today: Date,
    revision: Option<Revision>,
    revisions: Vec<Revision>,
}

/// What was searched for by whoever comes from a list of results of ours: a browser says so to our own host alone.
fn searched(headers: &HeaderMap) -> String {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok());
    let from = from.and_then(|from| from.parse::<Uri>().ok()).filter(|from| from.path() == "/search");
    from.map_or_else(String::new, |from| Params::of(&from).query().text)
}

fn look_up(
    desk: &Desk,
    name: &str,
    scope: &Scope,
    moment: Option<&Moment>,
    may: Option<&Permit<LookBack>>,
) -> Result<Option<Found>, Error> {
    let (found, revision) = match moment.zip(may) {
        Some((moment, may)) => {
            let past = desk.article_at(name, moment, scope, &address::article_page, may)?;
            past.map_or((None, None), |(view, revision)| (Some(view), Some(revision)))
        }
        None => (desk.article(name, scope, &address::article_page)?, None),
    };
    let Some(view) = found else { return Ok(None) };
    let known = may.map(|may| desk.revisions(&view.id, MOST_REVISIONS, scope, may)).transpose();
    // A repository that cannot be read keeps nobody from what the article says now.
    let revisions = known
        .inspect_err(
            |error| tracing::warn!(%error, hint = error.hint(), "an article is shown without its history"),
        )
        .ok();
    // Without them the article is as good.
    let related = desk.related(&view.card, MOST_RELATED, scope).unwrap_or_else(|error| {
        tracing::warn!(%error, hint = error.hint(), "an article is shown without others about the same");
        Vec::new()
    });
    let today = desk.now().to_zoned(TimeZone::UTC).date();
    Ok(Some(Found {
        view,
        related,
        today,
        revision,
        revisions: revisions.flatten().flatten().unwrap_or_default(),
    }))
}

impl Before {
    fn of(revision: &Revision, id: &str, speech: Speech) -> Before {
        let day = Day::of(revision.at.to_zoned(TimeZone::UTC).date());
        let author = revision.author.clone();
        let words = speech
            .with("article-said-on", [("day", day.said(speech).into()), ("author", author.clone().into())]);
        Before {
            day,
            words,
            summary: revision.summary.clone(),
            author,
            url: format!("{}?at={}", address::article_page(id), revision.id),
        }
    }
}

/// The tag of one version of a page: of the article, of its neighbours, of the day (a review may be due), of the program
/// that draws it, of its language, of what was searched for, of whoever is signed in.
fn etag(found: &Found, assets: &str, query: &str, frame: &Frame<'_>) -> String {
    let Found { view, today, .. } = found;
    let (version, reader) = (env!("CARGO_PKG_VERSION"), frame.reader.as_deref().unwrap_or_default());
    let query = blake3::hash(query.as_bytes()).to_hex();
    let hash = blake3::hash(
        format!("{version} {assets} {today} {query} {reader} {} {}", frame.lang(), view.id).as_bytes(),
    );
    format!("W/\"{}-{}\"", view.generation, &hash.to_hex()[..12])
}

impl<'a> ArticlePage<'a> {
    fn of(found: &'a Found, query: &'a str, frame: Frame<'a>) -> ArticlePage<'a> {
        let Found { view, related, today, .. } = found;
        let card = &view.card;
        let speech = frame.speech();
        let yours = view.translations.iter().find(|(lang, ..)| lang == speech.code());
        let is_other = card.language.code() != speech.code();
        let numbers = frame.oversees.then(|| address::article_numbers(&view.id));
        ArticlePage {
            numbers,
            in_yours: yours
                .filter(|_| is_other)
                .map(|(_, id, title)| Next { url: address::article_page(id), title }),
            other: (is_other && yours.is_none()).then(|| language_name(card.language.code())),
            review: card.review_by.map(|day| (Day::of(day), day < *today)),
            related: related
                .iter()
                .map(|(id, title)| Next { url: address::article_page(id), title })
                .collect(),
            query,
            html: anchors::linked(view.html.as_str(), &frame.say("article-link")),
            frame,
            id: &view.id,
            title: &card.title,
            url: address::article_page(&view.id),
            description: card.description.as_deref(),
            lang: card.language.code(),
            dir: direction(card.language.code()),
            folders: folders(&card.path, card.language.code()),
            updated: card.updated.map(Day::of),
            archived: card.state == crate::article::State::Archived,
            state: caution(card.state),
            superseded_by: view
                .superseded_by
                .as_ref()
                .map(|(id, title)| Next { url: address::article_page(id), title }),
            translations: view
                .translations
                .iter()
                .map(|(lang, id, title)| Translation {
                    lang,
                    language: language_name(lang),
                    title,
                    url: address::article_page(id),
                })
                .collect(),
            contents: contents(view),
            tags: card
                .tags
                .iter()
                .map(|tag| Tag { name: name(tag), url: address::search_page([("tag", tag.as_str())]) })
                .collect(),
            past: None,
            revisions: Vec::new(),
        }
    }
}

/// The headings of the two upper levels that there are.
fn contents(view: &ArticleView) -> Vec<Part<'_>> {
    let headed = || view.sections.iter().filter(|section| !section.anchor.is_empty() && section.level > 0);
    let highest = headed().map(|section| section.level).min().unwrap_or_default();
    let parts: Vec<Part<'_>> = headed()
        .filter(|section| section.level <= highest + 1)
        .filter_map(|section| {
            let heading = section.heading.as_deref().or(section.question.as_deref())?;
            Some(Part { level: 2 + section.level - highest, anchor: &section.anchor, heading })
        })
        .collect();
    if parts.len() < FEWEST_CONTENTS { Vec::new() } else { parts }
}
