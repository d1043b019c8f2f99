//! `/admin/accounts`: which people may sign in?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Request, State},
    response::Response,
};

use super::page::{OfAccount, answered, names};
use crate::{
    access::{Administer, Permit, Role},
    desk::{Error, NewAccount, Readers},
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

#[derive(Template)]
#[template(path = "admin/account.html", config = "src/http/pages/askama.toml")]
struct AccountPage<'a> {
    frame: Frame<'a>,
    account: OfAccount,
    /// Whether it is that of whoever looks at it.
    is_own: bool,
}

/// What is done to an account.
enum Done {
    Password(String),
    End,
    Remove,
}

/// Makes one.
pub(in crate::http) async fn add(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    let filled = Filled::of(request).await?;
    let wanted = NewAccount {
        name: filled.text("name").trim().to_owned(),
        role: Role::from_word(filled.text("role")).unwrap_or(Role::Customer),
        audiences: names(filled.text("audiences")),
        password: filled.text("password").to_owned(),
    };
    let made = shared.ask(move |shared| {
        let readers = shared.desk.readers();
        Ok::<_, Problem>(readers.add_account(wanted, &permit).map(drop))
    });
    let made = made.await?;
    let permit = permitted::<Administer>(&reader)?;
    answered(&shared, spoken, reader, permit, made).await
}

/// One, with what can be done to it.
pub(in crate::http) async fn show(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    let accounts = shared.ask(move |shared| shared.desk.readers().accounts(&permit)).await?;
    let account = accounts.iter().find(|account| account.name == name).ok_or(Problem::NoPage)?;
    let is_own = reader.name() == format!("user:{name}");
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    page(&AccountPage { frame, account: OfAccount::of(account), is_own }).map(not_kept)
}

/// Gives it another password, ends its sessions, or takes it away.
pub(in crate::http) async fn change(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    let filled = Filled::of(request).await?;
    let done = match filled.text("do") {
        "password" => Done::Password(filled.text("password").to_owned()),
        "end" => Done::End,
        "remove" => Done::Remove,
        _ => return Err(Problem::NoPage),
    };
    let changed =
        shared.ask(move |shared| Ok::<_, Problem>(changed(shared.desk.readers(), &name, &done, &permit)));
    let changed = changed.await?;
    let permit = permitted::<Administer>(&reader)?;
    answered(&shared, spoken, reader, permit, changed).await
}

fn changed(readers: &Readers, name: &str, done: &Done, permit: &Permit<Administer>) -> Result<(), Error> {
    match done {
        Done::Password(password) => readers.set_password(name, password, permit),
        Done::End => readers.end_sessions(name, permit),
        Done::Remove => readers.remove_account(name, permit),
    }
}
