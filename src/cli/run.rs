//! From the arguments to the exit code.

use std::{
    ffi::OsString,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use clap::{Parser, error::ErrorKind};
use tracing_subscriber::EnvFilter;

use super::{
    args::{Cli, Command},
    asking, compare,
    config::Config,
    eval,
    exit::Exit,
    ledger, memory, model, output,
    progress::BesideBars,
    readers, reports, upkeep,
};

/// Runs the program with these arguments, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => start(&cli).into(),
        Err(error) => {
            let shown = error.print();
            match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion if shown.is_ok() => Exit::Good.into(),
                _ => Exit::WrongUse.into(),
            }
        }
    }
}

fn start(cli: &Cli) -> Exit {
    log(matches!(cli.command, Command::Serve { .. }));
    let config = match Config::load(&cli.places) {
        Ok(config) => config,
        Err(mistakes) => {
            for mistake in mistakes {
                output::complain(&mistake.to_string(), &mistake.hint);
            }
            return Exit::WrongUse;
        }
    };
    let done = memory::enough().and_then(|()| run_command(cli, &config));
    done.unwrap_or_else(|failure| {
        output::complain(&failure.message, &failure.hint);
        failure.exit
    })
}

fn run_command(cli: &Cli, config: &Config) -> Result<Exit, Failure> {
    match &cli.command {
        Command::Serve { listen } => upkeep::serve(config, &cli.places, *listen),
        Command::Search(args) => asking::search(config, args),
        Command::Suggest(args) => asking::suggest(config, args),
        Command::Record(args) => ledger::record(config, args),
        Command::Show(args) => asking::show(config, args),
        Command::Explain(args) => asking::explain(config, args),
        Command::Import(args) => ledger::import(config, args),
        Command::Export(args) => ledger::export(config, args),
        Command::Changes(args) => reports::changes(config, args),
        Command::Draft(args) => reports::draft(config, args),
        Command::Report(args) => reports::report(config, args),
        Command::Forget(args) => ledger::forget(config, args),
        Command::Backup(args) => upkeep::backup(config, args),
        Command::Restore(args) => upkeep::restore(config, args),
        Command::Eval(args) => eval::eval(config, args),
        Command::Compare(args) => compare::compare(config, &cli.places, args),
        Command::Replay(args) => compare::replay(config, &cli.places, args),
        Command::Model(args) => model::model(config, args),
        Command::Token(args) => readers::token(config, args),
        Command::User(args) => readers::user(config, args),
        Command::Check { golden, json } => upkeep::check(config, *golden, *json),
        Command::Rebuild { json } => upkeep::rebuild(config, *json),
        Command::Verify { json } => upkeep::verify(config, *json),
    }
}

/// Logs go to stderr: the server's are information, other commands' only what went wrong. `FIRSTLINE_LOG`
/// says otherwise (`debug`, `firstline=trace`), `FIRSTLINE_LOG_FORMAT=json` is for machines.
fn log(serving: bool) {
    let usual = if serving { "info,tantivy=warn" } else { "error" };
    let filter = EnvFilter::try_from_env("FIRSTLINE_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(BesideBars::default).with_target(false);
    let json = std::env::var("FIRSTLINE_LOG_FORMAT").is_ok_and(|format| format == "json");
    // A second subscriber in one process (tests) is refused, and the first goes on.
    let _ = if json { log.json().try_init() } else { log.with_ansi(io::stderr().is_terminal()).try_init() };
}

/// Why a command failed, in words, and what to do.
pub(super) struct Failure {
    message: String,
    hint: String,
    exit: Exit,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure { message: message.into(), hint: hint.into(), exit: Exit::Failed }
    }

    /// The arguments do not fit what they are about.
    pub(super) fn wrong_use(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure { exit: Exit::WrongUse, ..Failure::new(message, hint) }
    }
}

impl From<crate::desk::Error> for Failure {
    fn from(error: crate::desk::Error) -> Failure {
        let (words, hint) = (output::with_causes(&error), error.hint());
        match error {
            crate::desk::Error::Credential(_) => Failure::wrong_use(words, hint),
            _ => Failure::new(words, hint),
        }
    }
}

impl From<crate::library::Error> for Failure {
    fn from(error: crate::library::Error) -> Failure {
        Failure::new(output::with_causes(&error), error.hint())
    }
}

impl From<crate::learn::Error> for Failure {
    fn from(error: crate::learn::Error) -> Failure {
        Failure::new(output::with_causes(&error), error.hint())
    }
}

impl From<crate::desk::backup::Error> for Failure {
    fn from(error: crate::desk::backup::Error) -> Failure {
        Failure::new(output::with_causes(&error), error.hint())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::new(format!("cannot write the result: {error}"), "check where the output goes")
    }
}

/// Writes to stdout at once; a reader that went away (`| head`) is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
