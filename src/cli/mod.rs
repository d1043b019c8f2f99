//! The desk in a terminal.
//!
//! [`run()`] reads the arguments (`args` only validates), merges them over `firstline.toml` (`config` alone
//! reads it and reports every mistake at once), and hands over to one file per command: `asking` for what the desk
//! says, `ledger` for what people did, `reports` for what the desk reports, `upkeep` for running it, `readers` for credentials, `model` for embedding models, `eval` for measuring, `compare` for what a change does. Results go to
//! stdout, progress and logs to stderr; the exit code is 0 for good, 1 for findings or nothing found, 2 for wrong use, 3 for failure.
//!
//! It must not know SQL, tantivy or Markdown.

mod args;
mod asking;
mod compare;
mod config;
mod eval;
mod exit;
mod ledger;
mod memory;
mod model;
mod output;
mod progress;
mod readers;
mod reports;
mod run;
mod throw_away;
mod upkeep;

pub use args::Cli;
pub use config::{Config, Mistake};
pub use run::run;
