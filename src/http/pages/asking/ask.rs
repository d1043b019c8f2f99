//! `/ask`: what may solve this, before anybody is bothered?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Uri, header},
    response::Response,
};

use super::answer::Answer;
use crate::{
    access::Reader,
    desk::{self, Ask, LookedUp, Suggested},
    http::{
        fields::Filled,
        layers::Asking,
        pages::{
            frame::{Frame, page},
            speech::Spoken,
        },
        params::Params,
        problem::Problem,
        state::Shared,
    },
    learn::EventId,
    ticket::Ticket,
};

/// So many articles are shown: fewer than three hide what is right too often, more are not read.
const MOST: usize = 5;

#[derive(Template)]
#[template(path = "asking/ask.html", config = "src/http/pages/askama.toml")]
struct AskPage<'a> {
    frame: Frame<'a>,
    subject: &'a str,
    text: &'a str,
    reply_to: &'a str,
    /// What this form is known by when it is sent.
    sending: String,
    /// What stops it from being sent.
    wrong: Option<Wrong>,
    answer: Option<Answer<'a>>,
}

/// What stops a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// There is nothing in it.
    Empty,
    /// Nobody can be reached there.
    Address,
}

impl AskPage<'_> {
    fn is(&self, wrong: Wrong) -> bool {
        self.wrong == Some(wrong)
    }
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
    let sending = shared.desk.number_of_form();
    page(&AskPage { frame, subject: "", text, reply_to: "", sending, wrong: None, answer: None })
}

/// The form as it was sent, with what may solve it.
pub(crate) async fn ask(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    if is_empty(&filled) {
        return stopped(&shared, &filled, (reader, spoken), Wrong::Empty).await;
    }
    if !filled.text("again").is_empty()
        && let Some(again) = looked_again(&shared, &filled, &reader).await?
    {
        return shown_again(&shared, &filled, (&reader, spoken), None, Some(&again));
    }
    let suggested = suggested(&shared, &filled, &reader, true).await?;
    answered(&shared, &filled, (&reader, spoken), &suggested)
}

/// What is suggested for what a form says, written down as shown.
pub(super) async fn suggested(
    shared: &Arc<Shared>,
    filled: &Filled,
    reader: &Reader,
    form: bool,
) -> Result<Suggested, Problem> {
    let ask = Ask { limit: MOST, form, ..asked(filled) };
    let reader = reader.clone();
    let suggested = shared.ask(move |shared| shared.desk.suggest(&ask, &reader)).await?;
    shared.metrics.suggested(suggested.suggestions.decision);
    Ok(suggested)
}

/// The page with what was suggested.
pub(super) fn answered(
    shared: &Shared,
    filled: &Filled,
    (reader, spoken): (&Reader, Spoken),
    suggested: &Suggested,
) -> Result<Response, Problem> {
    let quoted = shared.desk.changing().suggest.hold_out > 0.0;
    let answer = Answer::of(suggested, spoken.speech);
    let answer = Answer { quoted: quoted.then(|| answer.suggestion.clone()), ..answer };
    let sending = answer.suggestion.clone();
    let answer = Some(answer);
    let frame = Frame::new(&shared.assets, spoken, "").read_by(reader);
    let (subject, text, reply_to) = (filled.text("subject"), filled.text("text"), filled.text("reply_to"));
    page(&AskPage { frame, subject, text, reply_to, sending, wrong: None, answer }).map(not_kept)
}

/// The form that could not be sent as it is, with everything that stands in it, and with what was shown before.
pub(super) async fn stopped(
    shared: &Arc<Shared>,
    filled: &Filled,
    (reader, spoken): (Reader, Spoken),
    wrong: Wrong,
) -> Result<Response, Problem> {
    let again = if wrong == Wrong::Empty { None } else { looked_again(shared, filled, &reader).await? };
    shown_again(shared, filled, (&reader, spoken), Some(wrong), again.as_ref())
}

fn shown_again(
    shared: &Shared,
    filled: &Filled,
    (reader, spoken): (&Reader, Spoken),
    wrong: Option<Wrong>,
    again: Option<&(LookedUp, Ticket)>,
) -> Result<Response, Problem> {
    let (token, speech) = (filled.text("token"), spoken.speech);
    let answer = again.map(|(looked, ticket)| Answer::again(looked, token, ticket, speech));
    let sending = match (&answer, filled.text("sending")) {
        (Some(answer), _) => answer.suggestion.clone(),
        (None, "") => shared.desk.number_of_form(),
        (None, sending) => sending.to_owned(),
    };
    let frame = Frame::new(&shared.assets, spoken, "").read_by(reader);
    let (subject, text, reply_to) = (filled.text("subject"), filled.text("text"), filled.text("reply_to"));
    page(&AskPage { frame, subject, text, reply_to, sending, wrong, answer }).map(not_kept)
}

/// What was shown before for this form, if it was.
async fn looked_again(
    shared: &Arc<Shared>,
    filled: &Filled,
    reader: &Reader,
) -> Result<Option<(LookedUp, Ticket)>, Problem> {
    let Some(shown) = EventId::parse(filled.text("suggestion_id")) else { return Ok(None) };
    let (token, ask, reader) = (filled.text("token").to_owned(), asked(filled), reader.clone());
    let again = shared.ask(move |shared| {
        let ticket = shared.desk.read_ticket(&ask);
        match shared.desk.look_again_by(shown, &token, &reader) {
            Ok(looked) => Ok(Some((looked, ticket))),
            Err(desk::Error::NotShown) => Ok(None),
            Err(error) => Err(error),
        }
    });
    again.await
}

/// What a form says, as a ticket.
pub(super) fn asked(filled: &Filled) -> Ask {
    let subject = Some(filled.text("subject").to_owned()).filter(|subject| !subject.trim().is_empty());
    Ask { subject, text: filled.text("text").to_owned(), channel: Some("web".to_owned()), ..Ask::default() }
}

pub(super) fn is_empty(filled: &Filled) -> bool {
    filled.text("subject").trim().is_empty() && filled.text("text").trim().is_empty()
}

/// What holds a ticket's text is kept nowhere on its way.
pub(in crate::http::pages) fn not_kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
