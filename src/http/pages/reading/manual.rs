//! `GET /topics/{tag}`: what do all articles of a topic say, on one page, to read through or to print?

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use jiff::tz::TimeZone;

use super::anchors;
use crate::{
    access::Scope,
    article,
    desk::{Desk, Error},
    http::{
        address,
        layers::Asking,
        pages::{
            frame::{Frame, page},
            speech::Spoken,
            words::{Caution, Day, caution, direction, name},
        },
        problem::Problem,
        state::Shared,
    },
    library::Card,
};

/// Nobody reads more articles at once.
const MOST: usize = 200;
/// No browser likes to lay out more, in bytes.
const LONGEST: usize = 4 << 20;

#[derive(Template)]
#[template(path = "reading/manual.html", config = "src/http/pages/askama.toml")]
struct ManualPage<'a> {
    frame: Frame<'a>,
    topic: String,
    search: String,
    articles: Vec<Part>,
    left_out: usize,
    today: Day,
}

/// An article of it.
struct Part {
    anchor: String,
    title: String,
    url: String,
    html: String,
    lang: String,
    dir: &'static str,
    state: Option<Caution>,
    updated: Option<Day>,
}

pub(in crate::http) async fn manual(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let tag = path.map(|Path(tag)| tag.trim().to_lowercase()).unwrap_or_default();
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let lang = frame.lang();
    let asked = tag.clone();
    let found = shared.ask(move |shared| found(&shared.desk, &asked, lang, &reader.scope())).await?;
    let Some((articles, left_out)) = found else { return Err(Problem::NoPage) };
    let today = Day::of(shared.desk.now().to_zoned(TimeZone::UTC).date());
    let search = address::search_page([("tag", tag.as_str())]);
    page(&ManualPage { frame, topic: name(&tag), search, articles, left_out, today })
}

/// The articles of a topic that this scope opens, and how many more there are; none when it has none.
fn found(desk: &Desk, tag: &str, lang: &str, scope: &Scope) -> Result<Option<(Vec<Part>, usize)>, Error> {
    let view = desk.view();
    let cards = chosen(view.library.visible(scope).filter(|card| is_about(card, tag)), lang);
    if cards.is_empty() {
        return Ok(None);
    }
    let (mut parts, mut long) = (Vec::new(), 0);
    for (number, card) in (1..).zip(&cards).take(MOST) {
        let id = view.library.id_of(card, scope);
        let Some(article) = desk.article(id, scope, &address::article_page)? else { continue };
        long += article.html.as_str().len();
        if long > LONGEST && !parts.is_empty() {
            break;
        }
        let anchor = format!("article-{number}");
        parts.push(Part {
            html: anchors::within(article.html.as_str(), &anchor),
            anchor,
            title: card.title.clone(),
            url: address::article_page(id),
            lang: card.language.to_string(),
            dir: direction(card.language.code()),
            state: caution(card.state),
            updated: card.updated.map(Day::of),
        });
    }
    let left_out = cards.len() - parts.len();
    Ok(Some((parts, left_out)))
}

fn is_about(card: &Card, tag: &str) -> bool {
    card.state != article::State::Archived && card.tags.iter().any(|one| one.to_lowercase() == tag)
}

/// Of an article in several languages the one in the reader's, else the first; in the order of their paths.
fn chosen<'a>(cards: impl Iterator<Item = &'a Arc<Card>>, lang: &str) -> Vec<Arc<Card>> {
    let mut cards: Vec<Arc<Card>> = cards.cloned().collect();
    let mut taken = BTreeSet::new();
    // Stable: those in the reader's language are taken first.
    cards.sort_by_key(|card| card.language.code() != lang);
    cards.retain(|card| card.translation_key.as_ref().is_none_or(|key| taken.insert(key.clone())));
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    cards
}
