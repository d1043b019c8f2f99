//! `firstline token`: which programs may ask?

use std::fmt::Write;

use jiff::Timestamp;
use serde_json::json;

use super::opened::opened;
use crate::{
    access::KeptToken,
    cli::{
        args::{Rights, TokenArgs, TokenCommand},
        config::Config,
        exit::Exit,
        run::{Failure, print},
    },
    desk::NewToken,
    http,
};

pub(crate) fn token(config: &Config, args: &TokenArgs) -> Result<Exit, Failure> {
    match &args.what {
        TokenCommand::Add { name, rights, days, json } => add(config, name, rights, *days, *json),
        TokenCommand::List { json } => list(config, *json),
        TokenCommand::Revoke { id, json } => revoke(config, id, *json),
    }
}

fn add(config: &Config, name: &str, rights: &Rights, days: Option<u16>, json: bool) -> Result<Exit, Failure> {
    let (readers, permit) = opened(config)?;
    let expires = days.and_then(|days| NewToken::after_days(now(), days.into()));
    let (name, audiences) = (name.to_owned(), rights.audiences.clone());
    let (kept, token) =
        readers.add_token(NewToken { name, role: rights.role, audiences, expires }, &permit)?;
    let shown = token.shown();
    let out = if json {
        document(kept, Some(&shown))?
    } else {
        format!(
            "{shown}\n\nThis is `{}`, shown this once: nobody can read it again. Send it as\n  Authorization: Bearer {shown}\n",
            kept.name
        )
    };
    print(&out)?;
    Ok(Exit::Good)
}

fn list(config: &Config, json: bool) -> Result<Exit, Failure> {
    let (readers, permit) = opened(config)?;
    let tokens = readers.tokens(&permit)?;
    let none = tokens.is_empty();
    let out = if json {
        let tokens: Result<Vec<_>, _> = tokens
            .into_iter()
            .map(|token| http::token_document(token, None).map_err(|error| unwritable(&error)))
            .collect();
        format!("{:#}\n", json!({"tokens": tokens?}))
    } else if none {
        "there are no tokens; `firstline token add NAME --role ROLE` makes one\n".to_owned()
    } else {
        let now = now();
        tokens.iter().fold(String::new(), |mut out, token| {
            // Writing to a text does not fail.
            let _ = writeln!(out, "{}", line(token, now));
            out
        })
    };
    print(&out)?;
    Ok(if none { Exit::Found } else { Exit::Good })
}

fn revoke(config: &Config, id: &str, json: bool) -> Result<Exit, Failure> {
    let (readers, permit) = opened(config)?;
    let token = readers.revoke_token(id, &permit)?;
    let out = if json {
        document(token, None)?
    } else {
        format!("revoked `{}` ({}): it is refused from now on\n", token.name, token.id)
    };
    print(&out)?;
    Ok(Exit::Good)
}

/// `5f0c9a41d2e7  chat-widget  agent (agents, tier2)  used 3 May 2026`
fn line(token: &KeptToken, now: Timestamp) -> String {
    let day = |at: Timestamp| at.strftime("%-d %B %Y").to_string();
    let audiences = super::user::audiences(&token.audiences);
    let state = match (token.revoked, token.expires, token.used) {
        (Some(revoked), ..) => format!("revoked {}", day(revoked)),
        (None, Some(expires), _) if !token.is_good(now) => format!("ended {}", day(expires)),
        (None, expires, used) => {
            let ends = expires.map_or_else(String::new, |expires| format!(", ends {}", day(expires)));
            used.map_or_else(|| format!("never used{ends}"), |used| format!("used {}{ends}", day(used)))
        }
    };
    format!("{}  {:<20} {}{audiences}, {state}", token.id, token.name, token.role.word())
}

fn document(token: KeptToken, secret: Option<&str>) -> Result<String, Failure> {
    http::token_document(token, secret)
        .map(|document| format!("{document:#}\n"))
        .map_err(|error| unwritable(&error))
}

fn unwritable(error: &serde_json::Error) -> Failure {
    Failure::new(format!("the result cannot be written as JSON: {error}"), "leave `--json` out")
}

#[expect(clippy::disallowed_methods, reason = "what a list says of a token depends on the moment")]
fn now() -> Timestamp {
    Timestamp::now()
}
