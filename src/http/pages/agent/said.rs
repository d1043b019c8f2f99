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

/// What was said, as a mark at the article.
pub(super) fn short(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Resolved => "Resolved it",
        Verdict::Helped => "Helped",
        Verdict::NotHelpful => "Not it",
        Verdict::Wrong => "Flagged",
        Verdict::Reopened | Verdict::Retracted => "Taken back",
    }
}

/// What was recorded, in words; of no article when `of_none`.
pub(super) fn words(verdict: Verdict, of_none: bool) -> &'static str {
    match verdict {
        Verdict::NotHelpful if of_none => "nothing that was shown helped; it is reported as a gap",
        Verdict::Resolved => "resolved it, and comes sooner the next time",
        Verdict::Helped => "helped, but was not all",
        Verdict::NotHelpful => "was not it, and is shown less for such tickets",
        Verdict::Wrong => "is wrong or outdated; writers see that",
        Verdict::Reopened => "did not last: the ticket came back",
        Verdict::Retracted => "was taken back; it never happened",
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
