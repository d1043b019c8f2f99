//! What is done with everything that was ever recorded?

use std::path::PathBuf;

use clap::Args;

/// Where a backup goes.
#[derive(Debug, Args)]
#[command(
    after_help = "A server may go on meanwhile. The file bears another name until it is whole and on disk; an older\n\
    backup of the same name is replaced then. Articles are not in it: keep those with Git."
)]
pub struct BackupArgs {
    /// The archive to write, such as `desk-2026-01-31.tar`
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Take the embedding model along
    #[arg(long, env = "FIRSTLINE_WITH_MODEL")]
    pub with_model: bool,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which backup is brought back.
#[derive(Debug, Args)]
#[command(
    after_help = "Stop the server first. The archive is verified as a whole before anything is put in place, and then\n\
    all of it is, or nothing. An older version's store is brought up to date."
)]
pub struct RestoreArgs {
    /// The archive that `firstline backup` wrote
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Replace a store that holds something; it is set aside under another name, not deleted
    #[arg(long, env = "FIRSTLINE_FORCE")]
    pub force: bool,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which ticket is to be forgotten.
#[derive(Debug, Args)]
#[command(
    after_help = "Words, excerpt, notes and the ticket's number are gone for good; that something was shown and what came\n\
    of it still counts. A running server forgets too, and this waits until it has. Exit code 1 if nothing\n\
    was on record."
)]
pub struct ForgetArgs {
    /// The help desk's own number of the ticket, or the number that `firstline suggest` printed
    #[arg(value_name = "TICKET", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub ticket: String,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}
