//! `firstline export`: what was shown, and what came of it?

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use super::{events::EventLine, existing, ubi};
use crate::{
    cli::{
        args::{ExportArgs, ExportForm},
        config::Config,
        exit::Exit,
        run::Failure,
    },
    learn::{Cursor, EventId, Ledger, Outcome, Shown},
};

/// So many events are held at a time.
const PORTION: usize = 2_000;

pub(crate) fn export(config: &Config, args: &ExportArgs) -> Result<Exit, Failure> {
    let ledger = existing(config)?;
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(BufWriter::new(create(path, &config.desk.store())?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let Some(ledger) = ledger else { return Ok(Exit::Good) };
    let mut lines = Lines { ledger: &*ledger, form: args.format, since: args.since, out: &mut *out };
    match lines.all() {
        // Whoever read it went away, as after `| head`.
        Err(Stopped::Writing(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Good),
        Err(Stopped::Writing(error)) => Err(error.into()),
        Err(Stopped::Reading(error)) => Err(error.into()),
        Ok(()) => Ok(Exit::Good),
    }
}

/// A file that nobody else reads: tickets' words are in it.
fn create(path: &Path, store: &str) -> Result<File, Failure> {
    let refused = |what: String| {
        Failure::new(
            format!("cannot write `{}`: {what}", path.display()),
            "choose another file for `--output`",
        )
    };
    let store = store.strip_prefix("sqlite:").unwrap_or(store);
    let real = |path: &Path| path.canonicalize().ok();
    if real(path).is_some_and(|path| real(Path::new(store)) == Some(path)) {
        return Err(refused("it is the store itself".to_owned()));
    }
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    file.map_err(|error| refused(error.to_string()))
}

/// An export under way.
struct Lines<'a> {
    ledger: &'a dyn Ledger,
    form: ExportForm,
    since: Option<Timestamp>,
    out: &'a mut dyn Write,
}

enum Stopped {
    Reading(crate::learn::Error),
    Writing(io::Error),
}

impl From<crate::learn::Error> for Stopped {
    fn from(error: crate::learn::Error) -> Stopped {
        Stopped::Reading(error)
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Stopped {
        Stopped::Writing(error)
    }
}

impl Lines<'_> {
    /// What was shown always stands before what came of it.
    fn all(&mut self) -> Result<(), Stopped> {
        // What is appended meanwhile, of something shown meanwhile, is left for the next export.
        let end = self.ledger.end()?;
        let mut after = None;
        loop {
            let portion = self.ledger.shown_after(after, PORTION)?;
            for shown in &portion {
                if self.is_wanted(shown.at) {
                    self.shown(shown)?;
                }
            }
            match portion.last() {
                Some(last) if portion.len() == PORTION => after = Some(last.id),
                _ => break,
            }
        }
        self.outcomes(end)?;
        Ok(self.out.flush()?)
    }

    fn outcomes(&mut self, end: Cursor) -> Result<(), Stopped> {
        let (mut since, mut before) = (Cursor::default(), FxHashSet::default());
        while since < end {
            let portion = self.ledger.told_since(since, PORTION)?;
            let Some((last, _)) = portion.last() else { break };
            since = *last;
            for (place, told) in &portion {
                if *place <= end && self.is_wanted(told.outcome.at) {
                    self.shown_before(told.outcome.shown, &mut before)?;
                    self.outcome(&told.outcome)?;
                }
            }
        }
        Ok(())
    }

    fn is_wanted(&self, at: Timestamp) -> bool {
        self.since.is_none_or(|since| at >= since)
    }

    /// An outcome of something that was shown before the day asked for brings it along.
    fn shown_before(&mut self, id: EventId, before: &mut FxHashSet<EventId>) -> Result<(), Stopped> {
        if self.since.is_none() || before.contains(&id) {
            return Ok(());
        }
        match self.ledger.shown(id)? {
            Some(shown) if !self.is_wanted(shown.at) => {
                before.insert(id);
                self.shown(&shown)
            }
            _ => Ok(()),
        }
    }

    fn shown(&mut self, shown: &Shown) -> Result<(), Stopped> {
        match self.form {
            ExportForm::Jsonl => self.line(&EventLine::of_shown(shown)),
            ExportForm::Ubi => self.line(&ubi::query(shown)),
        }
    }

    fn outcome(&mut self, outcome: &Outcome) -> Result<(), Stopped> {
        match self.form {
            ExportForm::Jsonl => self.line(&EventLine::of_outcome(outcome)),
            ExportForm::Ubi => self.line(&ubi::event(outcome)),
        }
    }

    fn line(&mut self, line: &impl serde::Serialize) -> Result<(), Stopped> {
        let mut bytes = serde_json::to_vec(line).map_err(io::Error::from)?;
        bytes.push(b'\n');
        Ok(self.out.write_all(&bytes)?)
    }
}
