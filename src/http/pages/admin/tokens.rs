//! `/admin/tokens`: which programs may ask?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Request, State},
    response::Response,
};

use super::page::{OfToken, answered, names};
use crate::{
    access::{Administer, Role},
    desk::NewToken,
    http::{
        fields::Filled,
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            frame::{Frame, page},
            speech::Spoken,
        },
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
};

/// A token ends after so many days at most.
const MOST_DAYS: usize = 3_650;

#[derive(Template)]
#[template(path = "admin/made.html", config = "src/http/pages/askama.toml")]
struct MadePage<'a> {
    frame: Frame<'a>,
    token: OfToken,
    /// The token itself, shown this once.
    shown: String,
}

#[derive(Template)]
#[template(path = "admin/revoke.html", config = "src/http/pages/askama.toml")]
struct RevokePage<'a> {
    frame: Frame<'a>,
    token: OfToken,
}

/// Makes one, and shows its secret this once.
pub(in crate::http) async fn add(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    let filled = Filled::of(request).await?;
    let now = shared.desk.now();
    let days = filled.text("days").trim().parse().ok().filter(|days| (1..=MOST_DAYS).contains(days));
    let wanted = NewToken {
        name: filled.text("name").trim().to_owned(),
        role: Role::from_word(filled.text("role")).unwrap_or(Role::Customer),
        audiences: names(filled.text("audiences")),
        expires: days.and_then(|days| NewToken::after_days(now, days)),
    };
    let made = shared.ask(move |shared| {
        let readers = shared.desk.readers();
        Ok::<_, Problem>(readers.add_token(wanted, &permit))
    });
    match made.await? {
        Ok((kept, token)) => {
            let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
            let (token, shown) = (OfToken::of(&kept, now), token.shown());
            page(&MadePage { frame, token, shown }).map(not_kept)
        }
        Err(error) => {
            let permit = permitted::<Administer>(&reader)?;
            answered(&shared, spoken, reader, permit, Err(error)).await
        }
    }
}

/// Asks once more before one is taken away.
pub(in crate::http) async fn ask(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    let now = shared.desk.now();
    let tokens = shared.ask(move |shared| shared.desk.readers().tokens(&permit)).await?;
    let token = tokens.iter().map(|token| OfToken::of(token, now)).find(|token| token.id == id);
    let token = token.filter(|token| token.is_good).ok_or(Problem::NoPage)?;
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    page(&RevokePage { frame, token }).map(not_kept)
}

/// Takes one away.
pub(in crate::http) async fn revoke(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    shared.ask(move |shared| shared.desk.readers().revoke_token(&id, &permit)).await?;
    let permit = permitted::<Administer>(&reader)?;
    answered(&shared, spoken, reader, permit, Ok(())).await
}
