//! `POST /solved`: did this article solve it, and if not, why not?
//!
//! In two steps: the first answer is recorded at once, and the reason adds to it. Of one reader and article the last word
//! of a day counts, and it can be taken back.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};

use crate::{
    desk::{Error, Report},
    http::{
        address,
        api::outcomes::record,
        fields::Filled,
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            frame::{Frame, page},
            speech::{Speech, Spoken},
        },
        problem::{Mistake, Problem},
        state::Shared,
    },
    learn::{EventId, Verdict},
};

/// More of what was searched for is not kept.
const LONGEST_QUERY: usize = 200;
/// No note says more.
const LONGEST_NOTE: usize = 2_000;

/// What a reader can answer: its word in the form, what is recorded, and the reason that is written beside it.
const ANSWERS: [(&str, Verdict, Option<&str>); 7] = [
    ("yes", Verdict::Resolved, None),
    ("no", Verdict::NotHelpful, None),
    ("unrelated", Verdict::NotHelpful, Some("solved-unrelated")),
    ("no-help", Verdict::NotHelpful, Some("solved-no-help")),
    ("outdated", Verdict::Wrong, Some("solved-outdated")),
    ("unclear", Verdict::NotHelpful, Some("solved-unclear")),
    ("undo", Verdict::Retracted, None),
];

#[derive(Template)]
#[template(path = "reading/solved.html", config = "src/http/pages/askama.toml")]
struct SolvedPage<'a> {
    frame: Frame<'a>,
    answer: &'static str,
    article: &'a str,
    url: String,
    /// Its number, and what lets its holder say more of it.
    suggestion: String,
    token: String,
    /// The reasons to choose from: word, and the name of its sentence.
    reasons: Vec<(&'static str, &'static str)>,
}

/// Records the answer, and asks for the reason where there is one to give.
pub(in crate::http) async fn solved(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    let known = ANSWERS.iter().find(|(word, ..)| *word == filled.text("answer"));
    let Some((answer, verdict, reason)) = known.copied() else {
        let detail = "no button was pressed";
        return Err(Problem::InvalidParameter(vec![Mistake::new(
            "answer",
            detail,
            "press one of the buttons",
        )]));
    };
    let article = filled.text("article").trim();
    let (shown, token) = match filled.text("suggestion_id") {
        "" => first_word(&shared, article, filled.text("q"), &reader).await?,
        id => (EventId::parse(id).ok_or(Problem::NotShown)?, filled.text("token").to_owned()),
    };
    let note = filled.text("note").trim();
    let note: Vec<String> = reason
        .map(|reason| Speech::English.say(reason))
        .into_iter()
        .chain((!note.is_empty()).then(|| note.chars().take(LONGEST_NOTE).collect()))
        .collect();
    let report = Report {
        token: Some(token.clone()),
        note: Some(note.join(": ")).filter(|note| !note.is_empty()),
        ..Report::of(shown, Some(article), verdict)
    };
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    record(&shared, report, reader).await?;
    let reasons = ANSWERS.iter().filter_map(|(word, _, reason)| Some((*word, (*reason)?)));
    page(&SolvedPage {
        frame,
        answer,
        article,
        url: address::article_page(article),
        suggestion: shown.to_string(),
        token,
        reasons: reasons.collect(),
    })
    .map(not_kept)
}

/// Writes down that the article was read, so that something can be said of it: its number, and what lets its holder do
/// that.
async fn first_word(
    shared: &Arc<Shared>,
    article: &str,
    query: &str,
    reader: &crate::access::Reader,
) -> Result<(EventId, String), Problem> {
    let (article, reader) = (article.to_owned(), reader.clone());
    let query: String = query.chars().take(LONGEST_QUERY).collect();
    let read = shared
        .ask(move |shared| {
            shared.desk.read(&article, &query, &reader).map_err(|error| match error {
                Error::NoArticle => Problem::NoArticle(article.clone()),
                error => Problem::from(error),
            })
        })
        .await?;
    Ok((read.shown, read.token))
}
