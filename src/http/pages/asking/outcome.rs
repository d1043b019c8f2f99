//! `POST /ask/outcome`: did this solve it?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};

use super::ask::not_kept;
use crate::{
    desk::Report,
    http::{
        address,
        api::outcomes::record,
        fields::Filled,
        layers::Asking,
        pages::{
            frame::{Frame, page},
            speech::Spoken,
        },
        problem::{Mistake, Problem},
        state::Shared,
    },
    learn::{EventId, Verdict},
};

/// What the buttons of the page can say.
const BUTTONS: [Verdict; 2] = [Verdict::Resolved, Verdict::NotHelpful];

#[derive(Template)]
#[template(path = "asking/outcome.html", config = "src/http/pages/askama.toml")]
struct OutcomePage<'a> {
    frame: Frame<'a>,
    resolved: bool,
    /// Whether nothing that was shown helped.
    nothing: bool,
    article: String,
    subject: &'a str,
    text: &'a str,
}

/// Records what a button said, and says thank you. The ticket comes along, so that nobody has to write it again.
pub(crate) async fn outcome(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    let Some((verdict, article)) = said(&filled) else {
        let detail = "no button was pressed";
        return Err(Problem::InvalidParameter(vec![Mistake::new(
            "resolved",
            detail,
            "press one of the buttons",
        )]));
    };
    let shown = EventId::parse(filled.text("suggestion_id")).ok_or(Problem::NotShown)?;
    let named = Some(article).filter(|article| !article.is_empty());
    let report = Report { token: Some(filled.text("token").to_owned()), ..Report::of(shown, named, verdict) };
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    record(&shared, report, reader).await?;
    page(&OutcomePage {
        frame,
        resolved: verdict == Verdict::Resolved,
        nothing: article.is_empty(),
        article: address::article_page(article),
        subject: filled.text("subject"),
        text: filled.text("text"),
    })
    .map(not_kept)
}

/// The button that was pressed, and the article that it stands at: none for the one below all of them.
fn said(filled: &Filled) -> Option<(Verdict, &str)> {
    if !filled.text("nothing").is_empty() {
        return Some((Verdict::NotHelpful, ""));
    }
    BUTTONS.into_iter().map(|verdict| (verdict, filled.text(verdict.word()))).find(|(_, id)| !id.is_empty())
}
