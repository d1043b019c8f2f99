//! `firstline restore`: a backup, brought back.

use std::fmt::Write;

use serde_json::json;

use super::backup::in_words;
use crate::{
    cli::{
        args::RestoreArgs,
        config::Config,
        exit::Exit,
        progress::Through,
        run::{Failure, print},
    },
    desk::backup,
};

pub(crate) fn restore(config: &Config, args: &RestoreArgs) -> Result<Exit, Failure> {
    // It is read twice: to verify it as a whole, and to take things out of it.
    let bytes = std::fs::metadata(&args.file).map(|file| 2 * file.len()).ok();
    let bar = Through::of("restoring", bytes);
    let restored = backup::restore(&config.desk, &args.file, args.force, &|bytes| bar.at(bytes));
    bar.finish();
    let restored = restored?;
    let mut out = String::new();
    if args.json {
        let document = json!({"counts": restored.counts, "at": restored.at.to_string(), "model": restored.model,
            "aside": restored.aside});
        let _ = writeln!(out, "{document:#}");
    } else {
        let _ = writeln!(out, "restored {}, as of {}", in_words(&restored.counts), restored.at);
        if let Some(name) = &restored.model {
            let _ = writeln!(out, "and the embedding model `{name}`");
        }
        if let Some(aside) = &restored.aside {
            let _ = writeln!(
                out,
                "what was there before is at `{}`; delete it when you miss nothing",
                aside.display()
            );
        }
    }
    print(&out)?;
    Ok(Exit::Good)
}
