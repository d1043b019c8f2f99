//! `firstline user`: which people may sign in?

use std::{fmt::Write, path::Path};

use serde_json::json;

use super::{opened::opened, password::password};
use crate::{
    cli::{
        args::{Rights, UserArgs, UserCommand},
        config::Config,
        exit::Exit,
        run::{Failure, print},
    },
    desk::NewAccount,
};

pub(crate) fn user(config: &Config, args: &UserArgs) -> Result<Exit, Failure> {
    match &args.what {
        UserCommand::Add { name, rights, password_file } => {
            add(config, name, rights, password_file.as_deref())
        }
        UserCommand::List { json } => list(config, *json),
        UserCommand::Password { name, password_file } => change(config, name, password_file.as_deref()),
        UserCommand::Remove { name } => remove(config, name),
    }
}

fn add(config: &Config, name: &str, rights: &Rights, from: Option<&Path>) -> Result<Exit, Failure> {
    let (readers, permit) = opened(config)?;
    let wanted = NewAccount {
        name: name.to_owned(),
        role: rights.role,
        audiences: rights.audiences.clone(),
        password: password(from, name)?,
    };
    let account = readers.add_account(wanted, &permit)?;
    let audiences = audiences(&account.audiences);
    print(&format!("`{name}` may sign in at /login as {}{audiences}\n", account.role.word()))?;
    Ok(Exit::Good)
}

fn list(config: &Config, json: bool) -> Result<Exit, Failure> {
    let (readers, permit) = opened(config)?;
    let accounts = readers.accounts(&permit)?;
    let out = if json {
        let document = |account: &crate::access::Account| {
            json!({"name": account.name, "role": account.role.word(), "audiences": account.audiences,
                "issuer": account.identity.as_ref().map(|identity| &identity.issuer),
                "made": account.made.to_string()})
        };
        format!("{:#}\n", json!({"users": accounts.iter().map(document).collect::<Vec<_>>()}))
    } else if accounts.is_empty() {
        "there are no accounts; `firstline user add NAME --role ROLE` makes one\n".to_owned()
    } else {
        accounts.iter().fold(String::new(), |mut out, account| {
            let (role, audiences) = (account.role.word(), audiences(&account.audiences));
            // Writing to a text does not fail.
            let _ = write!(out, "{:<20} {role}{audiences}", account.name);
            if let Some(identity) = &account.identity {
                let _ = write!(out, ", through {}", identity.issuer);
            }
            out.push('\n');
            out
        })
    };
    print(&out)?;
    Ok(if accounts.is_empty() { Exit::Found } else { Exit::Good })
}

fn change(config: &Config, name: &str, from: Option<&Path>) -> Result<Exit, Failure> {
    let (readers, permit) = opened(config)?;
    readers.set_password(name, &password(from, name)?, &permit)?;
    print(&format!("`{name}` has another password; their sessions have ended\n"))?;
    Ok(Exit::Good)
}

fn remove(config: &Config, name: &str) -> Result<Exit, Failure> {
    let (readers, permit) = opened(config)?;
    readers.remove_account(name, &permit)?;
    print(&format!("removed `{name}`; their sessions have ended\n"))?;
    Ok(Exit::Good)
}

/// ` (agents, tier2)`; nothing for those of the role.
pub(super) fn audiences(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}
