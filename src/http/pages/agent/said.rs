//! `POST /agent/said`: what came of it, by one key or one button?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};

use super::console::{found_by, leads_to};
use crate::{
    access::Record,
    desk::Report,
    http::{
        api::outcomes::record,
        fields::Filled,
        layers::Asking,
        permitted::permitted,
        problem::{Mistake, Problem},
        state::Shared,
    },
    learn::{EventId, Verdict},
};

/// No note says more.
const LONGEST_NOTE: usize = 20_000;

/// What was said, as a mark at the article: the name of it.
pub(super) fn short(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Resolved => "verdict-resolved",
        Verdict::Helped => "verdict-helped",
        Verdict::NotHelpful => "verdict-not_helpful",
        Verdict::Wrong => "verdict-wrong",
        Verdict::Reopened | Verdict::Retracted => "verdict-taken-back",
    }
}

/// What was recorded, in words (the name of them); of no article when `of_none`.
pub(super) fn words(verdict: Verdict, of_none: bool) -> &'static str {
    match verdict {
        Verdict::NotHelpful if of_none => "verdict-none-words",
        Verdict::Resolved => "verdict-resolved-words",
        Verdict::Helped => "verdict-helped-words",
        Verdict::NotHelpful => "verdict-not_helpful-words",
        Verdict::Wrong => "verdict-wrong-words",
        Verdict::Reopened => "verdict-reopened-words",
        Verdict::Retracted => "verdict-retracted-words",
    }
}

/// Records it, through the same rules as the API, and leads back to the list.
pub(in crate::http) async fn said(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    request: Request,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let filled = Filled::of(request).await?;
    let Some(verdict) = Verdict::from_word(filled.text("verdict")) else {
        let detail = "no button was pressed";
        return Err(Problem::InvalidParameter(vec![Mistake::new(
            "verdict",
            detail,
            "press one of the buttons",
        )]));
    };
    let (query, article) = (filled.text("q").trim().to_owned(), filled.text("article"));
    let open = EventId::parse(filled.text("open"));
    let mut searched = EventId::parse(filled.text("searched"));
    // What was found while it was typed is written down now that something is said of it.
    if searched.is_none() && !query.is_empty() {
        searched = found_by(&shared, &query, &reader).await?;
    }
    let shown = open.or(searched).ok_or(Problem::NotShown)?;
    let note = Some(filled.text("note").trim()).filter(|note| !note.is_empty());
    let report = Report {
        found_by: searched.filter(|_| open.is_some()),
        note: note.map(|note| note.chars().take(LONGEST_NOTE).collect()),
        key: Some(key(shown, &filled)),
        ..Report::of(shown, Some(article).filter(|article| !article.is_empty()), verdict)
    };
    record(&shared, report, reader).await?;
    let searched = searched.map(|id| id.to_string()).unwrap_or_default();
    let chosen = filled.text("chosen");
    Ok(leads_to(open, [("q", query.as_str()), ("searched", searched.as_str()), ("article", chosen)]))
}

/// A button that is pressed twice says the same thing once. Once something else was said, it can be said again: `told`
/// counts that.
fn key(shown: EventId, filled: &Filled) -> String {
    let mut hasher = blake3::Hasher::new();
    for field in ["told", "verdict", "article", "note"] {
        hasher.update(filled.text(field).as_bytes()).update(b"\n");
    }
    format!("console {shown} {}", &hasher.finalize().to_hex()[..16])
}
