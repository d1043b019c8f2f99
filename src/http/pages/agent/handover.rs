//! `GET /agent/{id}/handover`: what does the next tier need to know?

use std::{fmt::Write, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    response::Response,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    console::host,
    said::{short, words},
};
use crate::{
    access::Record,
    desk::{LookedUp, Said},
    http::{
        address,
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            frame::{Frame, page},
            speech::{Speech, Spoken},
            words::{Day, likely},
        },
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    learn::EventId,
};

#[derive(Template)]
#[template(path = "agent/handover.html", config = "src/http/pages/askama.toml")]
struct HandoverPage<'a> {
    frame: Frame<'a>,
    id: String,
    back: String,
    number: Option<&'a str>,
    channel: Option<&'a str>,
    excerpt: Option<&'a str>,
    asked: Moment,
    context: &'a [(String, String)],
    shown: Vec<Shown>,
    tried: Vec<Tried>,
    similar: Vec<Similar>,
    /// All of it as text, to be copied.
    packet: String,
    json: String,
}

/// A moment, for machines and for people.
pub(super) struct Moment {
    pub(super) machine: String,
    pub(super) words: String,
}

/// An article that was shown.
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) likely: Option<(&'static str, u16)>,
    pub(super) section: Option<String>,
    /// What came of it.
    pub(super) came: Option<&'static str>,
}

/// What was tried, and what came of it.
pub(super) struct Tried {
    pub(super) title: Option<String>,
    pub(super) words: &'static str,
    pub(super) note: Option<String>,
    pub(super) stands: bool,
}

/// A resolved ticket like it.
struct Similar {
    excerpt: String,
    title: String,
    url: String,
    day: Day,
}

pub(in crate::http) async fn handover(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let id = path.ok().and_then(|Path(id)| EventId::parse(&id)).ok_or(Problem::NotShown)?;
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let again = shared.ask(move |shared| shared.desk.look_again(id, &reader)).await?;
    page(&HandoverPage::of(frame, &again, &host(&shared, &request))).map(not_kept)
}

impl Moment {
    pub(super) fn of(at: Timestamp, speech: Speech) -> Moment {
        let zoned = at.to_zoned(TimeZone::UTC);
        let day = Day::of(zoned.date()).said(speech);
        let time = zoned.strftime("%H:%M").to_string();
        let words = speech.with("moment", [("day", day.into()), ("time", time.into())]);
        Moment { machine: at.to_string(), words }
    }
}

impl Shown {
    pub(super) fn all(again: &LookedUp) -> Vec<Shown> {
        let came = |id: &str| {
            let of_it =
                |said: &&Said| said.stands && said.article.as_ref().is_some_and(|(article, _)| article == id);
            again.said.iter().find(of_it).map(|said| short(said.verdict))
        };
        let shown = again.places.iter().map(|place| Shown {
            title: place.article.title.clone(),
            url: address::article_page(&place.id),
            likely: place.probability.map(likely),
            section: place.section.as_ref().map(|section| section.heading.clone()),
            came: came(&place.id),
        });
        shown.collect()
    }
}

impl Tried {
    pub(super) fn all(again: &LookedUp) -> Vec<Tried> {
        let tried = again.said.iter().map(|said| Tried {
            title: said.article.as_ref().map(|(_, title)| title.clone()),
            words: words(said.verdict, said.article.is_none()),
            note: said.note.clone(),
            stands: said.stands,
        });
        tried.collect()
    }
}

impl<'a> HandoverPage<'a> {
    fn of(frame: Frame<'a>, again: &'a LookedUp, host: &str) -> HandoverPage<'a> {
        let id = again.id.to_string();
        let mut page = HandoverPage {
            back: format!("/agent/{id}"),
            json: format!("/api/v1/handover/{id}"),
            id,
            number: again.ticket.as_deref(),
            channel: again.channel.as_deref(),
            excerpt: again.excerpt.as_deref(),
            asked: Moment::of(again.at, frame.speech()),
            context: &again.context,
            shown: Shown::all(again),
            tried: Tried::all(again),
            similar: again
                .similar
                .iter()
                .map(|similar| Similar {
                    excerpt: similar.excerpt.clone(),
                    title: similar.article.1.clone(),
                    url: address::article_page(&similar.article.0),
                    day: Day::of(similar.at.to_zoned(TimeZone::UTC).date()),
                })
                .collect(),
            packet: String::new(),
            frame,
        };
        page.packet = page.written(host);
        page
    }

    /// All of it as plain text.
    fn written(&self, host: &str) -> String {
        let speech = self.frame.speech();
        let mut text = String::new();
        let mut line = |words: String| {
            // Writing to a text does not fail.
            let _ = writeln!(text, "{words}");
        };
        let number = self.number.map_or_else(|| speech.say("hand-text-no-number"), str::to_owned);
        line(speech.of("hand-text-ticket", number));
        let asked = self.asked.words.as_str();
        line(match self.channel {
            Some(channel) => {
                speech.with("hand-text-by", [("day", asked.into()), ("channel", channel.into())])
            }
            None => speech.of("hand-text-asked", asked),
        });
        line(speech.of("hand-text-number", self.id.as_str()));
        if let Some(excerpt) = self.excerpt {
            line(speech.of("hand-text-short", excerpt));
        }
        if !self.context.is_empty() {
            line(format!("\n{}", speech.say("agent-surroundings")));
            self.context.iter().for_each(|(name, value)| line(format!("- {name}: {value}")));
        }
        line(format!("\n{}", speech.say("hand-text-shown")));
        for (number, shown) in (1..).zip(&self.shown) {
            let likely = shown.likely.map_or_else(String::new, |(words, percent)| {
                format!(" ({}, {percent} %)", speech.say(words))
            });
            let came = shown.came.map_or_else(String::new, |came| format!(": {}", speech.say(came)));
            line(format!("{number}. {}{likely}{came}\n   {host}{}", shown.title, shown.url));
        }
        if self.shown.is_empty() {
            line(format!("- {}", speech.say("hand-text-none")));
        }
        line(format!("\n{}", speech.say("hand-tried")));
        for tried in self.tried.iter().filter(|tried| tried.stands) {
            let title = tried.title.as_ref().map_or_else(String::new, |title| format!("\"{title}\" "));
            let note = tried.note.as_deref();
            let note = note.map_or_else(String::new, |note| format!(". {}", speech.of("hand-why", note)));
            line(format!("- {title}{}{note}", speech.say(tried.words)));
        }
        if !self.tried.iter().any(|tried| tried.stands) {
            line(format!("- {}", speech.say("hand-text-nothing")));
        }
        if !self.similar.is_empty() {
            line(format!("\n{}", speech.say("hand-similar")));
            for similar in &self.similar {
                let Similar { excerpt, title, url, day } = similar;
                line(format!("- {excerpt}\n  {title}, {}: {host}{url}", day.said(speech)));
            }
        }
        text
    }
}
