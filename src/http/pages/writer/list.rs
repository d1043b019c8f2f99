//! `GET /writer`: what should people of the desk do first, and what can they look at?

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};

use crate::{
    access::Oversee,
    http::{
        address,
        layers::Asking,
        pages::{
            figures::{Linked, of_report, said},
            frame::{Frame, page},
            speech::{Speech, Spoken},
            words::decimal,
        },
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    report::{Name, Task, ToDo, Wanted, What},
};

/// So many things to do stand on the page; the report has more.
const MOST: usize = 25;

#[derive(Template)]
#[template(path = "writer/list.html", config = "src/http/pages/askama.toml")]
struct WriterPage<'a> {
    frame: Frame<'a>,
    tasks: Vec<ToBeDone>,
    /// How many things to do are not on the page, and where they are.
    more: usize,
    all: String,
    /// Whether nobody asked anything yet, and whether nobody said what came of it.
    is_unasked: bool,
    is_untold: bool,
    /// How many groups find an article now that was missing.
    answered: usize,
    reports: Vec<About>,
}

/// A thing to do, as it is shown.
struct ToBeDone {
    what: String,
    about: String,
    article: Option<Linked>,
    why: String,
    saved: Option<String>,
    reckoned: String,
    words: Vec<String>,
    /// Whether the words are those of people; else they are lines of a file.
    are_peoples: bool,
    draft: Option<String>,
    patch: Option<String>,
    preview: Option<String>,
    report: String,
    title: String,
}

struct About {
    url: String,
    title: String,
    finds: String,
}

pub(in crate::http) async fn reports(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
) -> Result<Response, Problem> {
    let permit = permitted::<Oversee>(&reader)?;
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let ToDo { tasks, left_out, asked, told, answered } =
        shared.ask(move |shared| shared.desk.to_do(Wanted::default(), &reader, &permit)).await?;
    let speech = frame.speech();
    let report = |name: Name| About {
        url: format!("/writer/{}", name.word()),
        title: of_report(name, "title", speech),
        finds: of_report(name, "finds", speech),
    };
    page(&WriterPage {
        frame,
        more: tasks.len().saturating_sub(MOST) + left_out,
        tasks: tasks.into_iter().take(MOST).map(|task| ToBeDone::of(task, speech)).collect(),
        all: format!("/writer/{}", Name::First.word()),
        is_unasked: asked == 0,
        is_untold: told == 0,
        answered,
        reports: Name::ALL.into_iter().map(report).collect(),
    })
}

impl ToBeDone {
    fn of(task: Task, speech: Speech) -> ToBeDone {
        let Task { what, about, article, group, why, saved, reckoned, words, patch, .. } = task;
        let is_written = matches!(what, What::Write);
        let preview = article.as_ref().filter(|_| matches!(what, What::Mend | What::Fallen | What::Words));
        ToBeDone {
            what: said(&what.words(), speech),
            about,
            why: said(&why, speech),
            saved: saved.map(|saved| decimal(saved, speech)),
            reckoned: said(&reckoned, speech),
            words,
            are_peoples: !matches!(what, What::File | What::Links),
            draft: group.filter(|_| is_written).map(|group| format!("/writer/drafts/{group}")),
            patch: Some(patch).filter(|patch| !patch.is_empty()),
            preview: preview.map(|named| address::with("/writer/preview", [("article", named.id.as_str())])),
            report: format!("/writer/{}", what.report().word()),
            title: of_report(what.report(), "title", speech),
            article: article.as_ref().map(Linked::of),
        }
    }
}
