//! `firstline backup`: everything that cannot be made again, as one file.

use std::fmt::Write;

use serde_json::json;

use crate::{
    cli::{
        args::BackupArgs,
        config::Config,
        exit::Exit,
        output::counted,
        progress::Through,
        run::{Failure, print},
    },
    desk::backup,
    store::Counts,
};

pub(crate) fn backup(config: &Config, args: &BackupArgs) -> Result<Exit, Failure> {
    let bar = Through::of("copying", None);
    let written = backup::write(&config.desk, &args.file, args.with_model, &|bytes| bar.at(bytes));
    bar.finish();
    let written = written?;
    let mut out = String::new();
    if args.json {
        let document = json!({"file": args.file, "bytes": written.bytes, "counts": written.counts,
            "model": written.model});
        let _ = writeln!(out, "{document:#}");
    } else {
        let _ = writeln!(out, "`{}` holds {}", args.file.display(), in_words(&written.counts));
        match written.model {
            Some(name) => drop(writeln!(out, "and the embedding model `{name}`")),
            None if args.with_model => out.push_str("no embedding model is installed\n"),
            None => {}
        }
    }
    print(&out)?;
    Ok(Exit::Good)
}

/// `3 shown, 2 outcomes`: what there is of everything that there is any of.
pub(super) fn in_words(counts: &Counts) -> String {
    let some = counts.iter().filter(|(_, rows)| **rows > 0);
    let words: Vec<String> = some.map(|(what, rows)| format!("{rows} {what}")).collect();
    if words.is_empty() { counted(0, "record", "records") } else { words.join(", ") }
}
