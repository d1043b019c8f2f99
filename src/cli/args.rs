//! Which arguments are there?

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

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
#[derive(Debug, Args)]
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
    /// Measure suggestions on tickets whose answer is known, in a throw-away index and store
    Eval(EvalArgs),
    /// Say everything that is wrong or doubtful in the articles
    Check {
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
    /// Check every checksum of the index
    Verify {
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
}

/// What to search for, and how to show it.
#[derive(Debug, Args)]
#[command(after_help = "Words, \"phrases\", -without, prefix*, and tag:, product:, lang:, state: filters.\n\
    Put a query that begins with - behind --: firstline search -- vpn -mac")]
pub struct SearchArgs {
    /// What to search for
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// How many articles at most, 1 to 50
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=50), env = "FIRSTLINE_LIMIT")]
    pub limit: u16,
    /// Say why each article stands where it stands
    #[arg(long, env = "FIRSTLINE_EXPLAIN")]
    pub explain: bool,
    /// Print one JSON document, the same as the API's
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which tickets to measure on.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// The tickets: JSON lines {"id", "text", "articles": [paths relative to the knowledge base]}
    #[arg(long, value_name = "FILE", env = "FIRSTLINE_TICKETS")]
    pub tickets: PathBuf,
    /// Tickets to learn from first, in file order: the first article of each is what resolved it
    #[arg(long, value_name = "FILE", env = "FIRSTLINE_LEARN")]
    pub learn: Option<PathBuf>,
    /// Measure after each of these counts of learned tickets: `0,100,500`
    #[arg(long, value_name = "COUNTS", value_delimiter = ',', requires = "learn", env = "FIRSTLINE_CURVE")]
    pub curve: Vec<usize>,
    /// How many articles are suggested for each ticket, 1 to 50
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=50), env = "FIRSTLINE_LIMIT")]
    pub limit: u16,
    /// Write what each ticket got to this file, as JSON lines
    #[arg(long, value_name = "FILE", env = "FIRSTLINE_EACH")]
    pub each: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}
