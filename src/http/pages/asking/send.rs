//! `POST /ask/send`: it goes to the people who answer.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};

use super::ask::{Wrong, is_empty, not_kept, stopped};
use crate::{
    access::Reader,
    desk::{self, Sending},
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
    learn::EventId,
    request::{Sent, is_mail_address, name_of},
};

/// Longer keys of forms are none of ours.
const LONGEST_KEY: usize = 64;

#[derive(Template)]
#[template(path = "asking/sent.html", config = "src/http/pages/askama.toml")]
struct SentPage<'a> {
    frame: Frame<'a>,
    name: String,
    reply_to: &'a str,
    /// Whether what was shown before goes along.
    shown: bool,
}

/// Keeps what the form says for the people who answer. It is kept once, however often the form is sent.
pub(crate) async fn send(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let filled = Filled::of(request).await?;
    let reply_to = filled.text("reply_to").trim();
    if is_empty(&filled) {
        return stopped(&shared, &filled, (reader, spoken), Wrong::Empty).await;
    }
    if !reply_to.is_empty() && !is_mail_address(reply_to) {
        return stopped(&shared, &filled, (reader, spoken), Wrong::Address).await;
    }
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let (sent, shown) = sent(&shared, sending(&filled), &reader).await?;
    page(&SentPage { frame, name: name_of(sent.number), reply_to, shown }).map(not_kept)
}

/// What was sent, and whether what was shown before goes along: who comes back after so long, or from elsewhere, that it
/// is not theirs any more, sends it all the same.
async fn sent(shared: &Arc<Shared>, sending: Sending, reader: &Reader) -> Result<(Sent, bool), Problem> {
    let reader = reader.clone();
    let sent = shared.ask(move |shared| match shared.desk.send(&sending, &reader) {
        Ok(sent) => Ok((sent, sending.shown.is_some())),
        Err(desk::Error::NotShown) => {
            shared.desk.send(&Sending { shown: None, ..sending }, &reader).map(|sent| (sent, false))
        }
        Err(error) => Err(error),
    });
    let (sent, shown) = sent.await?;
    if sent.new {
        shared.metrics.sent();
    }
    Ok((sent, shown))
}

fn sending(filled: &Filled) -> Sending {
    let some = |name: &str| Some(filled.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    Sending {
        subject: some("subject"),
        text: filled.text("text").to_owned(),
        reply_to: some("reply_to"),
        shown: EventId::parse(filled.text("suggestion_id")),
        token: some("token"),
        ticket: None,
        channel: Some("web".to_owned()),
        key: key(filled),
    }
}

/// The same form with the same in it is sent once; what was changed in it meanwhile is something else.
fn key(filled: &Filled) -> Option<String> {
    let sending = filled.text("sending");
    if sending.is_empty() || sending.len() > LONGEST_KEY {
        return None;
    }
    let mut hasher = blake3::Hasher::new();
    for field in ["subject", "text", "reply_to", "suggestion_id"] {
        let value = filled.text(field).trim();
        hasher.update(&(value.len() as u64).to_le_bytes()).update(value.as_bytes());
    }
    Some(format!("form {sending} {}", &hasher.finalize().to_hex()[..32]))
}
