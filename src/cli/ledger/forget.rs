//! `firstline forget`: nothing that was said in a ticket is left.

use std::{
    fmt::Write,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use super::existing;
use crate::{
    cli::{
        args::ForgetArgs,
        config::Config,
        exit::Exit,
        output::{complain, counted},
        run::{Failure, print},
    },
    desk::Desk,
    learn::{EventId, Which},
    store,
};

/// So long is a server waited for that has to forget too.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether it has.
const BEAT: Duration = Duration::from_millis(100);

pub(crate) fn forget(config: &Config, args: &ForgetArgs) -> Result<Exit, Failure> {
    let nothing = || {
        complain(
            &format!("nothing is on record of the ticket `{}`", args.ticket),
            "give the number that your help desk or `firstline suggest` gave, and the same `--index` or `--store`",
        );
        Ok(Exit::Found)
    };
    if existing(config)?.is_none() {
        return nothing();
    }
    let which = EventId::parse(&args.ticket).map_or_else(|| Which::Ticket(args.ticket.clone()), Which::Shown);
    let (desk, _) = Desk::open(config.desk.clone())?;
    let forgotten = desk.forget(&which)?;
    if forgotten.is_empty() {
        return nothing();
    }
    wait(config, desk)?;
    let aside = set_aside(&config.desk.store());
    let out = if args.json {
        let document = json!({
            "shown": forgotten.shown, "outcomes": forgotten.outcomes, "requests": forgotten.requests, "set_aside": aside,
        });
        format!("{document:#}\n")
    } else {
        let mut out = format!(
            "forgotten: what was said in {} and {}; they still count\n",
            counted(forgotten.shown, "thing shown", "things shown"),
            counted(forgotten.outcomes, "outcome", "outcomes")
        );
        if forgotten.requests > 0 {
            let requests = counted(forgotten.requests, "request", "requests");
            let _ = writeln!(out, "{requests} to the help desk went with it");
        }
        out.push_str("backups from before still hold it: take a new one, and delete those\n");
        for path in aside {
            let _ = writeln!(out, "`{path}`, which a restore set aside, may hold it too");
        }
        out
    };
    print(&out)?;
    Ok(Exit::Good)
}

/// Waits until whoever keeps what was learned has let go of it: a server, within a moment. If nobody does, this
/// one does it.
fn wait(config: &Config, mut desk: Desk) -> Result<(), Failure> {
    let begun = Instant::now();
    while !desk.has_forgotten()? {
        if begun.elapsed() > PATIENCE {
            return Err(Failure::new(
                "the store has forgotten it, and the server that runs here has not let go of what it learned from it",
                "see the server's log; it does so at its next start at the latest",
            ));
        }
        thread::park_timeout(BEAT);
        if begun.elapsed() > BEAT * 10 {
            // Whoever had the index may have been no server, and be gone.
            drop(desk);
            (desk, _) = Desk::open(config.desk.clone())?;
        }
    }
    Ok(())
}

/// Stores that restores set aside.
fn set_aside(address: &str) -> Vec<String> {
    let Ok(Some(store)) = store::path_of(address) else { return Vec::new() };
    let name = format!("{}.before-", store.file_name().unwrap_or_default().to_string_lossy());
    let home = store.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(home).into_iter().flatten().flatten();
    let mut found: Vec<String> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&name))
        .map(|entry| entry.path().display().to_string())
        .collect();
    found.sort();
    found
}
