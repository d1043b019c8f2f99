//! `/ask`: what may solve this, before anybody is bothered?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Uri, header},
    response::Response,
};

use crate::{
    desk::{Ask, Suggested},
    http::{
        address,
        fields::Filled,
        layers::Asking,
        marked::marked,
        pages::{
            frame::{Frame, page},
            speech::{Speech, Spoken},
            words::{Caution, Day, because, caution, direction, folders, language_name, likely},
        },
        params::Params,
        problem::Problem,
        state::Shared,
    },
    suggest::{Decision, Suggestion},
    ticket::Ticket,
};

/// So many articles are shown: fewer than three hide what is right too often, more are not read.
const MOST: usize = 5;
/// Behind the first one, what is less probable than this is not worth anybody's time.
const LEAST: f32 = 0.05;
/// Of the ticket, so many words are searched for where nothing was suggested.
const MOST_WORDS: usize = 12;

#[derive(Template)]
#[template(path = "asking/ask.html", config = "src/http/pages/askama.toml")]
struct AskPage<'a> {
    frame: Frame<'a>,
    subject: &'a str,
    text: &'a str,
    /// Whether it was sent with nothing in it.
    empty: bool,
    answer: Option<Answer<'a>>,
}

struct Answer<'a> {
    /// The number, and what lets its holder say what came of it.
    suggestion: String,
    token: &'a str,
    sure: bool,
    /// The number once more if it is shown, so that it can be told which forms became tickets.
    quoted: Option<String>,
    /// Whether even the first is no more than a guess.
    unsure: bool,
    suggestions: Vec<Suggests<'a>>,
    /// Where the same is searched for.
    search: String,
    /// What was taken out of the ticket, in words.
    redacted: String,
    cut: bool,
}

struct Suggests<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
    section: Option<(&'a str, String)>,
    snippet: String,
    likely: &'static str,
    percent: u16,
    reasons: Vec<String>,
    folder: String,
    lang: &'a str,
    dir: &'static str,
    /// The name of its language, when it is not that of the page.
    language: Option<&'a str>,
    updated: Option<Day>,
    state: Option<Caution>,
}

/// The form; what `q` says stands in it already.
pub(crate) async fn form(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::of(&uri);
    let text = params.text("q").unwrap_or_default();
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    page(&AskPage { frame, subject: "", text, empty: false, answer: None })
}

/// The form as it was sent, with what may solve it.
pub(crate) async fn ask(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    let (subject, text) = (filled.text("subject"), filled.text("text"));
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let empty = subject.trim().is_empty() && text.trim().is_empty();
    let suggested = if empty {
        None
    } else {
        let subject = Some(subject.to_owned()).filter(|subject| !subject.trim().is_empty());
        let channel = Some("web".to_owned());
        let text = text.to_owned();
        let ask = Ask { subject, text, channel, limit: MOST, form: true, ..Ask::default() };
        let suggested = shared.ask(move |shared| shared.desk.suggest(&ask, &reader)).await?;
        shared.metrics.suggested(suggested.suggestions.decision);
        Some(suggested)
    };
    let answer = suggested.as_ref().map(|suggested| Answer::of(suggested, frame.speech()));
    let quoted = shared.desk.changing().suggest.hold_out > 0.0;
    let answer = answer.map(|answer| Answer { quoted: quoted.then(|| answer.suggestion.clone()), ..answer });
    page(&AskPage { frame, subject, text, empty, answer }).map(not_kept)
}

/// What holds a ticket's text is kept nowhere on its way.
pub(in crate::http::pages) fn not_kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

impl<'a> Answer<'a> {
    fn of(suggested: &'a Suggested, speech: Speech) -> Answer<'a> {
        let Suggested { id, token, suggestions, ticket, .. } = suggested;
        let shown = if suggestions.decision == Decision::None { &[][..] } else { &suggestions.list };
        Answer {
            suggestion: id.to_string(),
            token,
            quoted: None,
            sure: suggestions.decision == Decision::Answer,
            unsure: shown.first().is_some_and(|one| one.probability < 0.25),
            suggestions: shown
                .iter()
                .enumerate()
                .filter(|(place, one)| *place == 0 || one.probability >= LEAST)
                .map(|(_, one)| Suggests::of(one, speech))
                .collect(),
            search: address::search_page([("q", words(ticket).as_str())]),
            redacted: redacted(ticket),
            cut: ticket.cut,
        }
    }
}

impl<'a> Suggests<'a> {
    fn of(suggestion: &'a Suggestion, speech: Speech) -> Suggests<'a> {
        let card = &suggestion.article;
        let lang = card.language.code();
        let (likely, percent) = likely(suggestion.probability);
        let section = suggestion.section.as_ref();
        Suggests {
            id: &suggestion.id,
            title: &card.title,
            url: address::article_page(&suggestion.id),
            section: section.map(|section| {
                (section.heading.as_str(), address::section_page(&suggestion.id, &section.anchor))
            }),
            snippet: marked(&suggestion.snippet),
            likely,
            percent,
            reasons: suggestion.reasons.iter().map(|reason| because(&reason.because, speech)).collect(),
            folder: folders(&card.path, lang).join(" / "),
            lang,
            dir: direction(lang),
            language: (lang != speech.code()).then(|| language_name(lang)),
            updated: card.updated.map(Day::of),
            state: caution(card.state),
        }
    }
}

/// The first words of a ticket, to search for.
fn words(ticket: &Ticket) -> String {
    let text = ticket.subject.as_ref().or(ticket.questions.first()).unwrap_or(&ticket.text);
    text.split_whitespace().take(MOST_WORDS).collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

fn redacted(ticket: &Ticket) -> String {
    let counts = ticket.redacted.iter().filter(|(_, count)| **count > 0);
    counts.map(|(sort, count)| format!("{count} × {}", sort.name())).collect::<Vec<_>>().join(", ")
}
