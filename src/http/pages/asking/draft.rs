//! `POST /ask/draft`: what may solve what somebody is still writing?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};

use super::{
    answer::Suggests,
    ask::{asked, not_kept},
};
use crate::{
    access::Reader,
    http::{
        fields::Filled,
        layers::Asking,
        pages::{
            frame::{Frame, page},
            speech::Spoken,
        },
        problem::Problem,
        state::Shared,
    },
    suggest::{Decision, Suggestions},
};

/// Whoever writes sees so few that they keep writing.
const MOST: usize = 3;
/// What is less probable than this disturbs more than it helps.
const LEAST: f32 = 0.15;

/// What stands beside the form meanwhile: no page, a part of one.
#[derive(Template)]
#[template(path = "asking/draft.html", config = "src/http/pages/askama.toml")]
struct DraftPart<'a> {
    frame: Frame<'a>,
    suggestions: Vec<Suggests<'a>>,
}

/// What may solve it so far. It is written down nowhere: a draft is nothing that was shown.
pub(crate) async fn draft(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    // Where forms are held out by lot, nobody is shown anything before the lot is drawn.
    let held_out = shared.desk.changing().suggest.hold_out > 0.0;
    let suggestions = if held_out { None } else { Some(suggestions(&shared, &filled, reader).await?) };
    let shown = suggestions.iter().filter(|suggestions| suggestions.decision != Decision::None);
    let shown = shown.flat_map(|suggestions| &suggestions.list);
    let shown = shown.filter(|one| one.probability >= LEAST).take(MOST);
    let suggestions = shown.map(|one| Suggests::of(one, spoken.speech)).collect();
    page(&DraftPart { frame: Frame::new(&shared.assets, spoken, ""), suggestions }).map(not_kept)
}

async fn suggestions(shared: &Arc<Shared>, filled: &Filled, reader: Reader) -> Result<Suggestions, Problem> {
    let ask = asked(filled);
    let work = move |shared: &Shared| {
        let ticket = shared.desk.read_ticket(&ask);
        shared.desk.suggest_for(&ticket, &reader, MOST)
    };
    shared.ask(work).await
}
