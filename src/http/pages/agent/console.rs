//! `GET /agent`, `GET /agent/{id}`: what may answer this, and what is known of each of it?

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::tz::TimeZone;

use super::{
    ask::MOST_WORDS,
    calm::Calm,
    preview::Preview,
    rows::{List, Row},
    said,
    since::Since,
};
use crate::{
    access::{Reader, Record},
    desk::{self, ArticleView, LookedUp, Pace, Said, Searches},
    http::{
        address,
        api::search::written_down,
        layers::{Asking, Origin},
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
    learn::EventId,
    library::Key,
    search::{self, Answer, Query},
    suggest::{Decision, OFFER},
    text::Language,
};

/// So many articles are found: as many as there are keys for.
const MOST: usize = 9;

#[derive(Template)]
#[template(path = "agent/console.html", config = "src/http/pages/askama.toml")]
struct ConsolePage<'a> {
    frame: Frame<'a>,
    most_words: usize,
    /// The ticket that is open.
    ticket: Option<Ticket>,
    /// What is searched for, by hand.
    query: &'a str,
    searched: String,
    /// Whether something can be said of what is shown.
    recorded: bool,
    heading: Option<(&'static str, &'static str)>,
    correction: Option<(String, String)>,
    /// Where the first words of a ticket are searched for that no article resolves.
    by_hand: Option<String>,
    rows: Vec<Row>,
    preview: Option<Preview>,
    /// What was said and stands, latest first, and how often something was said at all.
    said: Vec<Told>,
    told: usize,
    calm: Option<Calm>,
    /// What changed since the last shift, while nothing is open.
    since: Option<Since>,
    /// What could be offered beside: its page, and its title.
    offer: Option<(String, String)>,
    chosen: String,
    /// How many requests wait for an answer.
    waiting: usize,
}

/// The ticket that is open.
struct Ticket {
    id: String,
    /// What it is recognised by.
    name: String,
    excerpt: Option<String>,
    number: Option<String>,
    /// Whether why it was suggested is not known any more.
    forgotten: bool,
    url: String,
    handover: String,
}

/// Something that was said and can be taken back.
struct Told {
    article: String,
    title: Option<String>,
    verdict: &'static str,
    words: &'static str,
    own: bool,
    note: Option<String>,
}

/// What the desk says of it.
struct Looked {
    again: Option<LookedUp>,
    found: Option<Arc<Answer>>,
    searched: Option<String>,
    said: Vec<Said>,
    article: Option<ArticleView>,
    anchor: String,
    paces: Arc<BTreeMap<Key, Pace>>,
    calm: Option<Calm>,
    since: Option<Since>,
    waiting: usize,
}

/// What is looked at.
struct Wanted {
    open: Option<EventId>,
    query: String,
    searched: Option<EventId>,
    article: Option<String>,
    /// Whether it is still being typed: then it is not written down.
    typing: bool,
}

pub(in crate::http) async fn empty(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    show(&shared, reader, spoken, None, Params::of(request.uri()), host(&shared, &request)).await
}

pub(in crate::http) async fn ticket(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let open = path.ok().and_then(|Path(id)| EventId::parse(&id)).ok_or(Problem::NotShown)?;
    show(&shared, reader, spoken, Some(open), Params::of(request.uri()), host(&shared, &request)).await
}

async fn show(
    shared: &Arc<Shared>,
    reader: Reader,
    spoken: Spoken,
    open: Option<EventId>,
    params: Params,
    host: String,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let text = |name| params.text(name).unwrap_or_default().trim().to_owned();
    let wanted = Wanted {
        open,
        query: text("q"),
        searched: EventId::parse(&text("searched")),
        article: Some(text("article")).filter(|article| !article.is_empty()),
        typing: !text("typing").is_empty(),
    };
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let (wanted, looked) = shared
        .ask(move |shared| {
            let looked = look(shared, &wanted, &reader)?;
            Ok::<_, Problem>((wanted, looked))
        })
        .await?;
    let today = shared.desk.now().to_zoned(TimeZone::UTC).date();
    let searched = looked.searched.clone().unwrap_or_default();
    let url = |id: &str, anchor: &str| {
        let parameters = [("q", wanted.query.as_str()), ("searched", searched.as_str()), ("article", id)];
        let fragment = if anchor.is_empty() { "preview" } else { anchor };
        format!("{}#{fragment}", place(open, parameters))
    };
    let chosen = looked.article.as_ref().map(|view| view.id.as_str());
    let speech = frame.speech();
    let list = List { today, paces: &looked.paces, said: &looked.said, url: &url, chosen, speech };
    let rows = match (&looked.found, &looked.again) {
        (Some(found), _) => list.of_hits(&found.hits),
        (None, Some(again)) => list.of_places(&again.places),
        (None, None) => Vec::new(),
    };
    let preview = looked.article.as_ref().map(|view| Preview::of(view, &looked.anchor, &host, &list));
    let nobody = shared.desk.changing().privacy.searches == Searches::Nobody;
    page(&ConsolePage {
        frame,
        most_words: MOST_WORDS,
        ticket: looked.again.as_ref().map(|again| Ticket::of(again, speech)),
        query: &wanted.query,
        recorded: open.is_some() || !nobody,
        heading: heading(&looked),
        correction: looked.found.as_ref().and_then(|found| found.correction.as_ref()).map(|correction| {
            let query = correction.query.clone();
            (place(open, [("q", query.as_str())]), query)
        }),
        by_hand: by_hand(&looked),
        rows,
        preview,
        told: looked.said.len(),
        said: looked.said.iter().rev().filter(|said| said.stands).map(Told::of).collect(),
        offer: offer(&looked),
        calm: looked.calm,
        since: looked.since,
        waiting: looked.waiting,
        chosen: chosen.unwrap_or_default().to_owned(),
        searched: searched.clone(),
    })
    .map(not_kept)
}

/// What is known of it, in one go.
fn look(shared: &Shared, wanted: &Wanted, reader: &Reader) -> Result<Looked, Problem> {
    let (desk, scope) = (&shared.desk, reader.scope());
    let again = wanted.open.map(|open| desk.look_again(open, reader)).transpose()?;
    let (mut found, mut searched) = (None, None);
    if !wanted.query.is_empty() {
        let request = asked(&wanted.query);
        let answer = desk.search(&request, &scope)?;
        searched = wanted.searched.map(|id| id.to_string());
        // To look at another article of the list, or at a list that is still being typed, is not to search.
        if searched.is_none() && !wanted.typing && wanted.article.is_none() {
            searched = written_down(shared, &request, &answer, reader);
        }
        found = Some(answer);
    }
    let said = match (&again, wanted.searched) {
        (Some(again), _) => again.said.clone(),
        (None, Some(searched)) => desk.look_again(searched, reader)?.said,
        (None, None) => Vec::new(),
    };
    let listed: Vec<(&str, &str)> = match (&found, &again) {
        (Some(found), _) => found
            .hits
            .iter()
            .filter(|hit| hit.article.kind.as_deref() != Some(OFFER))
            .map(|hit| (hit.id.as_str(), anchor_of(hit.section.as_ref())))
            .collect(),
        (None, Some(again)) => {
            again.places.iter().map(|place| (place.id.as_str(), anchor_of(place.section.as_ref()))).collect()
        }
        (None, None) => Vec::new(),
    };
    let name = wanted.article.as_deref().or(listed.first().map(|(id, _)| *id));
    let article = name.map(|name| desk.article(name, &scope, &address::article_page)).transpose()?.flatten();
    let is_it = |id: &str| article.as_ref().is_some_and(|view| view.id == id);
    let anchor = listed.iter().find(|(id, _)| is_it(id)).map_or("", |(_, anchor)| *anchor).to_owned();
    let upset = again.as_ref().is_some_and(|again| again.upset);
    let language = again.as_ref().and_then(|again| Language::detect(again.excerpt.as_deref()?));
    let calm = if upset { Calm::of(desk, language, &scope)? } else { None };
    // What is still being typed changes the list alone.
    let waiting = if wanted.typing { 0 } else { desk.open_requests(reader)? };
    let nothing = again.is_none() && found.is_none();
    let since = nothing.then(|| Since::of(desk, reader)).transpose()?;
    Ok(Looked { again, found, searched, said, article, anchor, paces: desk.paces(), calm, since, waiting })
}

fn anchor_of(section: Option<&search::SectionRef>) -> &str {
    section.map_or("", |section| section.anchor.as_str())
}

fn asked(query: &str) -> search::Request {
    search::Request {
        query: Query::parse(query),
        limit: MOST,
        written_down: true,
        ..search::Request::default()
    }
}

/// The number under which a search by hand is written down now.
pub(super) async fn found_by(
    shared: &Arc<Shared>,
    query: &str,
    reader: &Reader,
) -> Result<Option<EventId>, Problem> {
    let (request, reader) = (asked(query), reader.clone());
    let found = shared.ask(move |shared| {
        let answer = shared.desk.search(&request, &reader.scope())?;
        Ok::<_, desk::Error>(written_down(shared, &request, &answer, &reader))
    });
    Ok(found.await?.and_then(|id| EventId::parse(&id)))
}

/// What could be offered beside what resolves the ticket; never to whoever needs calm words first.
fn offer(looked: &Looked) -> Option<(String, String)> {
    let (id, title) = match (&looked.found, &looked.again) {
        (_, Some(again)) if again.upset => None,
        (Some(found), _) => {
            let offer = found.hits.iter().find(|hit| hit.article.kind.as_deref() == Some(OFFER));
            offer.map(|hit| (hit.id.clone(), hit.article.title.clone()))
        }
        (None, again) => again.as_ref().and_then(|again| again.offer.clone()),
    }?;
    Some((address::article_page(&id), title))
}

/// Where the first words of a ticket are searched for that no article resolves.
fn by_hand(looked: &Looked) -> Option<String> {
    let again = looked.again.as_ref().filter(|_| looked.found.is_none())?;
    let nothing = again.places.is_empty() || again.decision == Decision::None;
    let words: Vec<&str> = again.excerpt.as_deref()?.split_whitespace().take(MOST_WORDS).collect();
    (nothing && !words.is_empty()).then(|| place(Some(again.id), [("q", words.join(" ").as_str())]))
}

/// What stands above the list, and below that: the names of it.
fn heading(looked: &Looked) -> Option<(&'static str, &'static str)> {
    if let Some(found) = &looked.found {
        return Some(match found.hits.len() {
            0 => ("agent-none-heading", "agent-none-below"),
            _ if found.nearest => ("agent-nearest-heading", "agent-nearest-below"),
            _ => ("agent-by-hand", ""),
        });
    }
    let again = looked.again.as_ref()?;
    Some(match (again.decision, again.places.is_empty()) {
        (_, true) => ("agent-far-heading", "agent-far-below"),
        (Decision::Answer, _) => ("agent-sure", ""),
        (Decision::Candidates, _) => ("agent-maybe", ""),
        (Decision::None, _) => ("agent-doubt", "agent-doubt-below"),
    })
}

impl Ticket {
    fn of(again: &LookedUp, speech: Speech) -> Ticket {
        let id = again.id.to_string();
        let number = again.ticket.clone();
        let excerpt = again.excerpt.clone();
        let beginning = excerpt.as_deref().map(|excerpt| excerpt.chars().take(40).collect::<String>());
        Ticket {
            name: number.clone().or(beginning).unwrap_or_else(|| speech.say("agent-ticket")),
            excerpt,
            number,
            forgotten: !again.why,
            url: place(Some(again.id), []),
            handover: format!("/agent/{id}/handover"),
            id,
        }
    }
}

impl Told {
    fn of(said: &Said) -> Told {
        let (article, title) = said.article.clone().unzip();
        Told {
            words: said::words(said.verdict, title.is_none()),
            article: article.unwrap_or_default(),
            title,
            verdict: said.verdict.word(),
            own: said.own,
            note: said.note.clone(),
        }
    }
}

/// A place on the console.
fn place<'a>(open: Option<EventId>, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let path = open.map_or_else(|| "/agent".to_owned(), |id| format!("/agent/{id}"));
    address::with(&path, parameters)
}

/// Leads to a place on the console.
pub(super) fn leads_to<'a>(
    open: Option<EventId>,
    parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let to = HeaderValue::try_from(place(open, parameters));
    response.headers_mut().insert(header::LOCATION, to.unwrap_or(HeaderValue::from_static("/agent")));
    response
}

/// What comes before an address where it is read elsewhere: what the desk's owner says, else what the request says where
/// requests for other hosts are refused. Nothing where it could be a false one; a script knows better.
pub(super) fn host(shared: &Shared, request: &Request) -> String {
    if let Some(url) = &shared.settings.public_url {
        return url.clone();
    }
    let secure = request.extensions().get::<Origin>().is_some_and(|origin| origin.secure);
    let host = request.headers().get(header::HOST).filter(|_| !shared.settings.hosts.is_empty());
    let host = host.and_then(|host| host.to_str().ok());
    host.map_or_else(String::new, |host| format!("{}://{host}", if secure { "https" } else { "http" }))
}
