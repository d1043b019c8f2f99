//! How large is the server now, and did it grow?

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use crate::{BYTES_OF_EVENT, MORE_FILES, MOST_FILES, MOST_LOG, SLACK, corpus::tell, server::Server};

/// The server at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// What the ledger took in until then.
    written_down: u64,
    /// Memory of its own, in bytes; files that are mapped do not count.
    memory: u64,
    /// Open files and sockets.
    open: u64,
    threads: u64,
    /// Files below the index.
    files: u64,
    /// Bytes below the index, without the store.
    index: u64,
    /// The longer of the store's log and of what the server said, in bytes.
    log: u64,
}

impl Look {
    pub(crate) fn at(server: &Server, written_down: u64) -> Look {
        let proc = PathBuf::from(format!("/proc/{}", server.id()));
        let status = fs::read_to_string(proc.join("status")).expect("its status");
        let line = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
            line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
        };
        let (mut files, mut index) = (0, 0);
        below(&server.index().join("articles"), &mut files, &mut index);
        let length = |path: PathBuf| fs::metadata(path).map_or(0, |about| about.len());
        Look {
            written_down,
            memory: line("RssAnon:") * 1024,
            open: fs::read_dir(proc.join("fd")).map_or(0, |open| open.count() as u64),
            threads: line("Threads:"),
            files,
            index,
            log: length(server.index().join("desk.db-wal")).max(length(server.said())),
        }
    }
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Look { written_down, memory, open, threads, files, index, log } = self;
        let (memory, index, log) = (memory >> 20, index >> 20, log >> 10);
        write!(f, "{memory} MB, {open} open, {threads} threads, index {files} files of {index} MB, ")?;
        write!(f, "log {log} kB, {written_down} written down")
    }
}

fn below(dir: &Path, files: &mut u64, bytes: &mut u64) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        // A file may go while it is looked at.
        match entry.metadata() {
            Ok(about) if about.is_dir() => below(&entry.path(), files, bytes),
            Ok(about) => {
                *files += 1;
                *bytes += about.len();
            }
            Err(_) => {}
        }
    }
}

/// The look after the first quarter, with which the later ones are compared, and these.
fn settled(looks: &[Look]) -> (Look, &[Look]) {
    let (before, after) = looks.split_at(looks.len() / 4 + 1);
    (before[before.len() - 1], after)
}

/// Writes down how it grew.
pub(crate) fn told(looks: &[Look]) {
    let (settled, later) = settled(looks);
    let last = later.last().copied().unwrap_or(settled);
    let most = |of: fn(&Look) -> u64| real(later.iter().map(of).max().unwrap_or(of(&settled)));
    for (what, unit, of) in WATCHED {
        let scale = if unit == "MB" { 1_048_576.0 } else { 1.0 };
        tell("soak", &format!("{what} after the first quarter"), real(of(&settled)) / scale, unit);
        tell("soak", &format!("{what} at most after it"), most(of) / scale, unit);
        tell("soak", &format!("{what} at the end"), real(of(&last)) / scale, unit);
    }
}

type Watched = (&'static str, &'static str, fn(&Look) -> u64);
const WATCHED: [Watched; 7] = [
    ("memory of its own", "MB", |look| look.memory),
    ("open files", "files", |look| look.open),
    ("threads", "threads", |look| look.threads),
    ("files of the index", "files", |look| look.files),
    ("bytes of the index", "MB", |look| look.index),
    ("longest log", "MB", |look| look.log),
    ("written down", "events", |look| look.written_down),
];

/// Is sure that it stays within the bounds.
pub(crate) fn assert_bounded(looks: &[Look]) {
    let first = looks[0];
    let (settled, later) = settled(looks);
    for look in later {
        let grown = look.written_down - settled.written_down;
        assert!(
            look.memory <= settled.memory + BYTES_OF_EVENT * grown + SLACK,
            "memory: {settled} then {look}"
        );
        assert!(look.open <= settled.open + MORE_FILES, "open files: {settled} then {look}");
        assert!(look.threads <= settled.threads + MORE_FILES, "threads: {settled} then {look}");
        assert!(look.files <= first.files.max(40) * MOST_FILES, "files of the index: {first} then {look}");
        assert!(look.log <= MOST_LOG, "a log: {look}");
    }
}

/// A number of things, to reckon with.
#[allow(clippy::cast_precision_loss, reason = "nothing here comes in thousands of billions")]
pub(crate) fn real(number: u64) -> f64 {
    number as f64
}
