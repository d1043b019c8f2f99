//! `GET /admin`: who may ask, and in which state is everything?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State as Given,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    access::{Account, Administer, KeptToken, Permit, Reader, Role},
    desk::{CredentialError, Error, State, Whole},
    http::{
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            frame::{Frame, page},
            speech::Spoken,
            words::Day,
        },
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
};

#[derive(Template)]
#[template(path = "admin/page.html", config = "src/http/pages/askama.toml")]
struct AdminPage<'a> {
    frame: Frame<'a>,
    /// What is wrong with a form that was sent, and what to do about it.
    mistake: Option<Wrong>,
    tokens: Vec<OfToken>,
    accounts: Vec<OfAccount>,
    roles: Vec<&'static str>,
    /// Audiences that can be given.
    audiences: Vec<String>,
    state: State,
    /// What tells of everything, for those from whom nothing is hidden.
    whole: Option<All>,
    version: &'static str,
}

/// What tells of everything.
struct All {
    troubles: Vec<String>,
    index: String,
    index_size: String,
    only_reads: bool,
    store: String,
    store_size: Option<String>,
    outcomes: u64,
    epoch: u64,
}

impl All {
    fn of(whole: Whole) -> All {
        let Whole { troubles, index, only_reads, store, outcomes, epoch } = whole;
        All {
            troubles,
            index: index.0,
            index_size: size(index.1),
            only_reads,
            store: store.0,
            store_size: store.1.map(size),
            outcomes,
            epoch,
        }
    }
}

/// What is wrong with a form.
struct Wrong {
    what: String,
    hint: &'static str,
}

/// A token, as it is shown.
pub(super) struct OfToken {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) role: &'static str,
    /// None for those of the role.
    pub(super) audiences: String,
    pub(super) made: Day,
    pub(super) used: Option<Day>,
    pub(super) expires: Option<Day>,
    pub(super) revoked: Option<Day>,
    pub(super) is_good: bool,
}

/// An account, as it is shown.
pub(super) struct OfAccount {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) role: &'static str,
    /// None for those of the role.
    pub(super) audiences: String,
    pub(super) made: Day,
    /// Whether another program signs them in.
    pub(super) elsewhere: bool,
}

pub(in crate::http) async fn state(
    Given(shared): Given<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
) -> Result<Response, Problem> {
    let permit = permitted::<Administer>(&reader)?;
    drawn(&shared, spoken, reader, permit, None).await
}

/// The page, with what is wrong with a form if something is.
pub(super) async fn drawn(
    shared: &Arc<Shared>,
    spoken: Spoken,
    reader: Reader,
    permit: Permit<Administer>,
    wrong: Option<CredentialError>,
) -> Result<Response, Problem> {
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let (state, tokens, accounts) = shared
        .ask(move |shared| {
            let (desk, readers) = (&shared.desk, shared.desk.readers());
            Ok::<_, Error>((
                desk.state(&reader, &permit)?,
                readers.tokens(&permit)?,
                readers.accounts(&permit)?,
            ))
        })
        .await?;
    let now = shared.desk.now();
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut tokens: Vec<OfToken> = tokens.iter().map(|token| OfToken::of(token, now)).collect();
    // The latest first, and those that are good before those that are not.
    tokens.reverse();
    tokens.sort_by_key(|token| !token.is_good);
    let drawn = page(&AdminPage {
        frame,
        mistake: wrong.map(|wrong| Wrong { what: wrong.to_string(), hint: wrong.hint() }),
        tokens,
        accounts: accounts.iter().map(OfAccount::of).collect(),
        roles: Role::ALL.map(Role::word).into(),
        audiences: shared.desk.settings().rules.audiences.clone(),
        whole: state.whole.clone().map(All::of),
        version: env!("CARGO_PKG_VERSION"),
        state,
    })?;
    Ok((status, not_kept(drawn)).into_response())
}

/// What came of a change, as a reply: back to the page, or the page with what is wrong.
pub(super) async fn answered(
    shared: &Arc<Shared>,
    spoken: Spoken,
    reader: Reader,
    permit: Permit<Administer>,
    changed: Result<(), Error>,
) -> Result<Response, Problem> {
    match changed {
        Ok(()) => Ok(back()),
        Err(Error::Credential(
            wrong @ (CredentialError::Busy | CredentialError::Random(_) | CredentialError::Unknown { .. }),
        )) => Err(Error::Credential(wrong).into()),
        Err(Error::Credential(wrong)) => drawn(shared, spoken, reader, permit, Some(wrong)).await,
        Err(error) => Err(error.into()),
    }
}

/// Back to the page: whoever loads it again sends nothing twice.
fn back() -> Response {
    let to = [(header::LOCATION, HeaderValue::from_static("/admin"))];
    not_kept((StatusCode::SEE_OTHER, to).into_response())
}

/// Names that were written one behind the other.
pub(super) fn names(written: &str) -> Vec<String> {
    let names = written.split([',', ' ', '\n', '\t']).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn day(at: Timestamp) -> Day {
    Day::of(at.to_zoned(TimeZone::UTC).date())
}

#[expect(clippy::cast_precision_loss, reason = "it is rounded anyhow")]
fn size(bytes: u64) -> String {
    match bytes {
        bytes if bytes < 1_000 => format!("{bytes} bytes"),
        bytes if bytes < 1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        bytes if bytes < 1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        bytes => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

impl OfToken {
    pub(super) fn of(token: &KeptToken, now: Timestamp) -> OfToken {
        OfToken {
            id: token.id.to_string(),
            name: token.name.clone(),
            role: token.role.word(),
            audiences: token.audiences.join(", "),
            made: day(token.made),
            used: token.used.map(day),
            expires: token.expires.map(day),
            revoked: token.revoked.map(day),
            is_good: token.is_good(now),
        }
    }
}

impl OfAccount {
    pub(super) fn of(account: &Account) -> OfAccount {
        OfAccount {
            name: account.name.clone(),
            url: format!("/admin/accounts/{}", crate::http::address::segment(&account.name)),
            role: account.role.word(),
            audiences: account.audiences.join(", "),
            made: day(account.made),
            elsewhere: account.identity.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{names, size};

    #[test]
    fn names_and_sizes_are_read_and_said_as_people_do() {
        assert_eq!(names(" agents, tier2\n billing,,"), ["agents", "tier2", "billing"]);
        assert!(names(" , ").is_empty());
        assert_eq!([0, 1_500, 2_340_000, 5_000_000_000].map(size), ["0 bytes", "2 kB", "2.3 MB", "5.0 GB"]);
    }
}
