//! `GET`, `POST /agent/requests`: who waits for an answer?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{
    calm::Calm,
    handover::{Moment, Shown, Tried},
};
use crate::{
    access::{Reader, Record},
    desk::{self, Asked},
    http::{
        address,
        fields::Filled,
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            frame::{Frame, page},
            speech::{Speech, Spoken},
        },
        params::Params,
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    request::{Delivery, Progress, Way, number_of},
    text::Language,
};

/// So many stand on a page.
const MOST: usize = 20;
/// No list has more pages.
const LAST_PAGE: usize = 1_000;
/// Of a longer text so many characters are shown at once.
const BEGINNING: usize = 1_200;

#[derive(Template)]
#[template(path = "agent/requests.html", config = "src/http/pages/askama.toml")]
struct RequestsPage<'a> {
    frame: Frame<'a>,
    total: usize,
    requests: Vec<One<'a>>,
    before: Option<String>,
    after: Option<String>,
}

/// A request.
struct One<'a> {
    name: String,
    at: Moment,
    subject: Option<&'a str>,
    beginning: String,
    /// The whole text, where that is more.
    whole: Option<&'a str>,
    /// What the console is asked.
    ticket: String,
    number: String,
    reply_to: Option<&'a str>,
    channel: &'a str,
    calm: Option<&'a Calm>,
    upset: bool,
    /// What was shown before, if something was.
    before: Option<(Vec<Shown>, Vec<Tried>)>,
    ways: Vec<String>,
}

pub(in crate::http) async fn list(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    uri: Uri,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let mut params = Params::of(&uri);
    let number = params.number("page", 1..=LAST_PAGE, 1);
    params.done()?;
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let (asked, total) = shared.ask(move |shared| look(shared, number, &reader)).await?;
    let requests = asked.iter().map(|(asked, calm)| One::of(asked, calm.as_ref(), frame.speech())).collect();
    let at = |number: usize| address::with("/agent/requests", [("page", number.to_string().as_str())]);
    let before = (number > 1).then(|| at(number - 1));
    let after = (number * MOST < total && number < LAST_PAGE).then(|| at(number + 1));
    page(&RequestsPage { frame, total, requests, before, after }).map(not_kept)
}

/// A request, and calm words if it needs some.
type Waits = (Asked, Option<Calm>);

/// The requests, each with calm words if it needs some, and how many there are.
fn look(shared: &Shared, number: usize, reader: &Reader) -> Result<(Vec<Waits>, usize), desk::Error> {
    let (asked, total) = shared.desk.requests(reader, (number - 1) * MOST, MOST)?;
    let calm = |asked: Asked| {
        let language = Language::detect(&asked.kept.request.text);
        let calm = if asked.upset { Calm::of(&shared.desk, language, &reader.scope())? } else { None };
        Ok((asked, calm))
    };
    let asked = asked.into_iter().map(calm).collect::<Result<_, desk::Error>>()?;
    Ok((asked, total))
}

/// Somebody has taken care of one.
pub(in crate::http) async fn close(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    request: Request,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let filled = Filled::of(request).await?;
    // One that is closed already, or that nobody knows, is not in the list that follows either.
    if let Some(number) = number_of(filled.text("number")) {
        shared.ask(move |shared| shared.desk.close_request(number, &reader)).await?;
    }
    let to = HeaderValue::from_static("/agent/requests");
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
}

impl<'a> One<'a> {
    fn of(asked: &'a Asked, calm: Option<&'a Calm>, speech: Speech) -> One<'a> {
        let request = &asked.kept.request;
        let beginning: String = request.text.chars().take(BEGINNING).collect();
        let whole = (beginning.len() < request.text.len()).then_some(request.text.as_str());
        let subject = request.subject.as_deref();
        One {
            name: request.name(),
            at: Moment::of(request.at, speech),
            subject,
            beginning,
            whole,
            ticket: [subject.unwrap_or_default(), &request.text].join("\n\n").trim().to_owned(),
            number: request.ticket.clone().unwrap_or_else(|| request.name()),
            reply_to: request.reply_to.as_deref(),
            channel: request.channel.as_deref().unwrap_or_default(),
            calm,
            upset: asked.upset,
            before: asked.looked.as_ref().map(|looked| (Shown::all(looked), Tried::all(looked))),
            ways: asked.kept.deliveries.iter().map(|one| way(one, speech)).collect(),
        }
    }
}

/// How far a delivery is, in words.
fn way(delivery: &Delivery, speech: Speech) -> String {
    let name = match delivery.way {
        Way::Webhook => speech.say("way-webhook"),
        Way::Mail => speech.say("way-mail"),
    };
    let why = delivery.why.clone().unwrap_or_default();
    match delivery.progress {
        Progress::Waiting(_) if delivery.tries == 0 => speech.of("way-begun", name),
        Progress::Waiting(at) => {
            let moment = Moment::of(at, speech).words;
            let args = [("way", name.into()), ("moment", moment.into()), ("why", why.into())];
            speech.with("way-waiting", args.into_iter().chain([("count", delivery.tries.into())]))
        }
        Progress::Delivered => speech.of("way-delivered", name),
        Progress::GivenUp => speech.with("way-given-up", [("way", name.into()), ("why", why.into())]),
    }
}
