//! `POST /ask/outcome`: did this solve it?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};

use super::ask::{answered, is_empty, not_kept, suggested};
use crate::{
    access::Reader,
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
    reply_to: &'a str,
    suggestion: String,
    token: &'a str,
}

/// Records what a button said, and says thank you. The ticket comes along, so that nobody has to write it again.
pub(crate) async fn outcome(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    if !filled.text("solved").is_empty() && !is_empty(&filled) {
        return solved(&shared, &filled, (reader, spoken)).await;
    }
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
    let token = filled.text("token");
    let report = Report { token: Some(token.to_owned()), ..Report::of(shown, named, verdict) };
    record(&shared, report, reader.clone()).await?;
    thanks(&shared, &filled, (&reader, spoken), (verdict, article), (shown, token))
}

/// What solved it was shown while it was written, which nobody wrote down: now it is suggested, written down, and recorded,
/// all at once. Where it is suggested no more, the page says what is.
async fn solved(
    shared: &Arc<Shared>,
    filled: &Filled,
    (reader, spoken): (Reader, Spoken),
) -> Result<Response, Problem> {
    let article = filled.text("solved");
    let suggested = suggested(shared, filled, &reader, false).await?;
    if suggested.suggestions.list.iter().all(|one| one.id != article) {
        return answered(shared, filled, (&reader, spoken), &suggested);
    }
    let form = filled.text("sending");
    let report = Report {
        // A form solves its question once, however often the button is pressed.
        key: (1..=64).contains(&form.len()).then(|| format!("form {form} solved")),
        ..Report::of(suggested.id, Some(article), Verdict::Resolved)
    };
    match record(shared, report, reader.clone()).await {
        Ok(_) | Err(Problem::IdempotencyConflict) => {}
        Err(problem) => return Err(problem),
    }
    let shown = (suggested.id, suggested.token.as_str());
    thanks(shared, filled, (&reader, spoken), (Verdict::Resolved, article), shown)
}

fn thanks(
    shared: &Shared,
    filled: &Filled,
    (reader, spoken): (&Reader, Spoken),
    (verdict, article): (Verdict, &str),
    (shown, token): (EventId, &str),
) -> Result<Response, Problem> {
    page(&OutcomePage {
        frame: Frame::new(&shared.assets, spoken, "").read_by(reader),
        resolved: verdict == Verdict::Resolved,
        nothing: article.is_empty(),
        article: address::article_page(article),
        subject: filled.text("subject"),
        text: filled.text("text"),
        reply_to: filled.text("reply_to"),
        suggestion: shown.to_string(),
        token,
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
