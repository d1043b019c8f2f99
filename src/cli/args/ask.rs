//! What is asked of the desk?

use std::path::PathBuf;

use clap::Args;

use super::value;
use crate::{history::Moment, learn::EventId};

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

/// Which ticket, and how to show what may resolve it.
#[derive(Debug, Args)]
#[command(
    after_help = "The ticket may be a mail with headers and all, a chat, a few words. Personal data and secrets are\n\
    taken out before anything is kept. Exit code 1 when nothing here resolves it."
)]
pub struct SuggestArgs {
    /// The ticket; stdin when left out, or -
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// How many articles at most, 1 to 50
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=50), env = "FIRSTLINE_LIMIT")]
    pub limit: u16,
    /// Say why each article stands where it stands
    #[arg(long, env = "FIRSTLINE_EXPLAIN")]
    pub explain: bool,
    /// The help desk's own number of the ticket
    #[arg(long, value_name = "ID", env = "FIRSTLINE_TICKET")]
    pub ticket: Option<String>,
    /// Print one JSON document, the same as the API's
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which suggestion or search.
#[derive(Debug, Args)]
#[command(
    after_help = "Each article is shown with what it said then. Where it says something else by now, that is known if the knowledge\n\
    base lies in a Git repository and what was shown had been committed."
)]
pub struct ExplainArgs {
    /// The number that `suggest` printed, 32 digits
    #[arg(value_name = "SHOWN_ID", value_parser = value::event, required_unless_present = "ticket")]
    pub shown: Option<EventId>,
    /// Only this article, by its path or id
    #[arg(value_name = "ARTICLE")]
    pub article: Option<String>,
    /// Everything that was shown for a ticket, by the help desk's own number of it
    #[arg(long, value_name = "ID", env = "FIRSTLINE_TICKET")]
    pub ticket: Option<String>,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which article, and from when.
#[derive(Debug, Args)]
#[command(
    after_help = "Prints the Markdown of one article. What it said before is known where the knowledge base lies in a Git\n\
    repository: `--revisions` lists the commits that changed it, `--at` takes one of them, a tag, a branch or a date."
)]
pub struct ShowArgs {
    /// The article, by its id or path
    #[arg(value_name = "ARTICLE")]
    pub article: String,
    /// As it was: a day (its end, UTC), a moment, or a commit, tag or branch
    #[arg(long, value_name = "REVISION|DATE", value_parser = value::past, env = "FIRSTLINE_AT")]
    pub at: Option<Moment>,
    /// List the commits that changed it, the latest first
    #[arg(long, conflicts_with = "at", env = "FIRSTLINE_REVISIONS")]
    pub revisions: bool,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which tickets to measure on.
#[derive(Debug, Args)]
#[command(
    after_help = "Nothing of your own index and store is touched. An empty \"articles\" means that nothing answers the ticket."
)]
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
