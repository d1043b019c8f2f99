//! `GET /`: where does somebody begin who needs help?

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use askama::Template;
use axum::{extract::State, response::Response};

use super::{
    frame::{Frame, page},
    speech::Spoken,
    words::{Day, direction, name},
};
use crate::{
    access::Scope,
    article,
    http::{address, layers::Asking, problem::Problem, state::Shared},
    library::Card,
};

const MOST_TOPICS: usize = 12;
const MOST_QUESTIONS: usize = 6;
const MOST_LATEST: usize = 6;
const MOST_POPULAR: usize = 6;
/// What solved it for fewer is not said of anybody.
const FEWEST_SOLVED: usize = 3;
/// A question of so many characters can mostly be understood without its article.
const CLEAR: usize = 24;

/// For so many different scopes the front page is kept.
const MOST_SCOPES: usize = 16;

/// What the front page says to each scope, kept until something changes that its readers may see.
#[derive(Default)]
pub(crate) struct Front(Mutex<Vec<(Of, u64, Arc<Summary>)>>);

/// Whose front page it is, and in which language.
type Of = (Scope, &'static str);

/// What there is, at a glance.
pub(crate) struct Summary {
    pub(super) articles: usize,
    pub(super) topics: Vec<Topic>,
    pub(super) questions: Vec<Question>,
    pub(super) latest: Vec<Latest>,
}

/// Something that articles are about.
pub(super) struct Topic {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) count: usize,
}

/// A question that an article answers.
pub(super) struct Question {
    text: String,
    article: String,
    url: String,
    lang: String,
    dir: &'static str,
}

/// An article that was changed not long ago.
pub(super) struct Latest {
    title: String,
    url: String,
    lang: String,
    dir: &'static str,
    updated: Option<Day>,
}

#[derive(Template)]
#[template(path = "front.html", config = "src/http/pages/askama.toml")]
struct FrontPage<'a> {
    frame: Frame<'a>,
    summary: &'a Summary,
    popular: Vec<Popular>,
}

/// An article that solved it for others.
struct Popular {
    title: String,
    url: String,
    lang: String,
    dir: &'static str,
    times: usize,
}

pub(crate) async fn front(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
) -> Result<Response, Problem> {
    let scope = reader.scope();
    let lang = spoken.speech.code();
    let (summary, popular) = shared
        .ask(move |shared| {
            Ok::<_, Problem>((shared.front.summary(shared, &scope, lang), popular(shared, &scope)))
        })
        .await?;
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    page(&FrontPage { frame, summary: &summary, popular })
}

/// The articles that resolved most, of those that this scope opens.
fn popular(shared: &Shared, scope: &Scope) -> Vec<Popular> {
    let view = shared.desk.view();
    let known = shared.desk.popular();
    let often = known.iter().take_while(|(_, times)| *times >= FEWEST_SOLVED);
    let cards = often.filter_map(|(key, times)| Some((view.library.get(*key, scope)?, *times)));
    let popular =
        cards.filter(|(card, _)| card.state != article::State::Archived).map(|(card, times)| Popular {
            title: card.title.clone(),
            url: address::article_page(view.library.id_of(card, scope)),
            lang: card.language.to_string(),
            dir: direction(card.language.code()),
            times,
        });
    popular.take(MOST_POPULAR).collect()
}

impl Front {
    /// What there is for this scope, at a glance; first what is in this language.
    pub(super) fn summary(&self, shared: &Shared, scope: &Scope, lang: &'static str) -> Arc<Summary> {
        let view = shared.desk.view();
        let generation = view.engine.generation(scope);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|((of, _), at, _)| of != scope || *at == generation);
        if let Some((.., summary)) = kept.iter().find(|((of, at), ..)| of == scope && *at == lang) {
            return summary.clone();
        }
        let cards: Vec<&Arc<Card>> =
            view.library.visible(scope).filter(|card| card.state != article::State::Archived).collect();
        let id = |card: &Card| view.library.id_of(card, scope).to_owned();
        let summary = Arc::new(Summary {
            articles: cards.len(),
            topics: topics(&cards),
            questions: questions(&cards, lang, &id),
            latest: latest(&cards, lang, &id),
        });
        if kept.len() >= MOST_SCOPES {
            kept.clear();
        }
        kept.push(((scope.clone(), lang), generation, summary.clone()));
        summary
    }
}

/// The topics of most articles. Written in several ways they are one, by the way that has capitals.
fn topics(cards: &[&Arc<Card>]) -> Vec<Topic> {
    let mut counted: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for card in cards {
        for tag in &card.tags {
            let topic = counted.entry(tag.to_lowercase()).or_insert((0, tag));
            topic.0 += 1;
            topic.1 = topic.1.min(tag);
        }
    }
    let mut counted: Vec<(String, (usize, &str))> = counted.into_iter().collect();
    counted.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    counted.truncate(MOST_TOPICS);
    let topic = |(tag, (count, written)): (String, (usize, &str))| Topic {
        name: name(written),
        url: address::search_page([("tag", tag.as_str())]),
        count,
    };
    counted.into_iter().map(topic).collect()
}

/// One question of each of the articles that answer most of them, in this language; if there is none, in the language of
/// most articles.
fn questions(cards: &[&Arc<Card>], lang: &str, id: &dyn Fn(&Card) -> String) -> Vec<Question> {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for card in cards.iter().filter(|card| !card.questions.is_empty()) {
        *languages.entry(card.language.code()).or_default() += 1;
    }
    let most = languages.iter().max_by_key(|(_, count)| **count).map(|(code, _)| *code);
    let usual = languages.get_key_value(lang).map(|(code, _)| *code).or(most);
    let mut asked: Vec<&&Arc<Card>> = cards
        .iter()
        .filter(|card| !card.questions.is_empty() && Some(card.language.code()) == usual)
        .collect();
    // Stable: equal articles stay in the order of their paths.
    asked.sort_by_key(|card| (card.kind.as_deref() != Some("faq"), std::cmp::Reverse(card.questions.len())));
    asked
        .into_iter()
        .filter_map(|card| {
            let clear = |(text, _): &&(String, String)| text.chars().count() >= CLEAR;
            let (text, anchor) = card.questions.iter().find(clear).or(card.questions.first())?;
            Some(Question {
                text: text.clone(),
                article: card.title.clone(),
                url: address::section_page(&id(card), anchor),
                lang: card.language.to_string(),
                dir: direction(card.language.code()),
            })
        })
        .take(MOST_QUESTIONS)
        .collect()
}

/// What was changed last, first what is in this language.
fn latest(cards: &[&Arc<Card>], lang: &str, id: &dyn Fn(&Card) -> String) -> Vec<Latest> {
    let mut cards: Vec<&&Arc<Card>> = cards.iter().collect();
    // Stable: equal days stay in the order of their paths.
    cards.sort_by_key(|card| (card.language.code() != lang, std::cmp::Reverse(card.updated)));
    cards
        .into_iter()
        .take(MOST_LATEST)
        .map(|card| Latest {
            title: card.title.clone(),
            url: address::article_page(&id(card)),
            lang: card.language.to_string(),
            dir: direction(card.language.code()),
            updated: card.updated.map(Day::of),
        })
        .collect()
}
