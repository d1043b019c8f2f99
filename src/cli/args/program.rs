//! Which commands are there?

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

use super::{
    BackupArgs, ChangesArgs, CompareArgs, DraftArgs, EvalArgs, ExplainArgs, ExportArgs, ForgetArgs,
    ImportArgs, ModelArgs, RecordArgs, ReplayArgs, ReportArgs, RestoreArgs, SearchArgs, ShowArgs,
    SuggestArgs, TokenArgs, UserArgs,
};

/// A knowledge base and FAQ search engine for help desks: Markdown articles in a folder, searched.
#[derive(Debug, Parser)]
#[command(name = "firstline", version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 good, 1 findings or nothing found, 2 wrong use, 3 failure.\n\
    `firstline serve` is where to begin; the manual is at /articles/firstline/getting-started.")]
pub struct Cli {
    /// Where everything lies.
    #[command(flatten)]
    pub places: Places,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where everything lies.
#[derive(Clone, Debug, Args)]
pub struct Places {
    /// The configuration [default: firstline.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE", env = "FIRSTLINE_CONFIG")]
    pub config: Option<PathBuf>,
    /// The folder of articles [default: kb]
    #[arg(long, global = true, value_name = "DIR", env = "FIRSTLINE_KB")]
    pub kb: Option<PathBuf>,
    /// The directory for what follows from the articles [default: index]
    #[arg(long, global = true, value_name = "DIR", env = "FIRSTLINE_INDEX")]
    pub index: Option<PathBuf>,
    /// The store of what people did: a file [default: desk.db in the index's directory]
    #[arg(long, global = true, value_name = "URL", env = "FIRSTLINE_STORE")]
    pub store: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Index the articles, watch them, and serve the pages and the API until told to stop
    Serve {
        /// The address to listen on; port 0 picks a free one [default: 127.0.0.1:8080]
        #[arg(long, value_name = "ADDRESS", env = "FIRSTLINE_LISTEN")]
        listen: Option<SocketAddr>,
    },
    /// Search from the terminal; sees every audience unless `--as` narrows it
    Search(SearchArgs),
    /// Say which articles resolve a ticket, from a file or from stdin
    Suggest(SuggestArgs),
    /// Say what came of a suggestion, so that the next one is better
    Record(RecordArgs),
    /// Print an article, as it is or as it was
    Show(ShowArgs),
    /// Say what was shown under a number, and what came of it since
    Explain(ExplainArgs),
    /// Learn from tickets of the past and the articles that closed them
    Import(ImportArgs),
    /// Write out what was shown and what came of it
    Export(ExportArgs),
    /// Report what was asked, what came of it, and what to write next
    Report(ReportArgs),
    /// Say which articles were added, changed and retired, and how often each was used
    Changes(ChangesArgs),
    /// Begin the article that a group of unanswered questions lacks
    Draft(DraftArgs),
    /// Forget what was said in one ticket, for good
    Forget(ForgetArgs),
    /// Copy everything that cannot be made again into one file, beside a running server
    Backup(BackupArgs),
    /// Bring a backup back
    Restore(RestoreArgs),
    /// Measure suggestions on tickets whose answer is known, in a throw-away index and store
    Eval(EvalArgs),
    /// Ask everything again that was asked before, of the articles as they are and of a changed folder: what gets better or worse?
    Compare(CompareArgs),
    /// Ask the questions of an unanswered group again: how many does an article answer now?
    Replay(ReplayArgs),
    /// Install, look at or remove an embedding model, which finds what means the same in other words
    Model(ModelArgs),
    /// Give programs tokens, and take them away
    Token(TokenArgs),
    /// Give people accounts to sign in with, and take them away
    User(UserArgs),
    /// Say everything that is wrong or doubtful in the articles
    Check {
        /// Ask everything in `golden.toml`, too, and say what is no longer found
        #[arg(long, env = "FIRSTLINE_GOLDEN")]
        golden: bool,
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Throw away what follows from the articles and build it anew
    Rebuild {
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Check every checksum of the index, and that the store can be read whole
    Verify {
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
}
