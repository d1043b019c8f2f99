//! Where do tickets of the past come from, line by line?

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::events::Event;
use crate::{cli::run::Failure, desk::Past};

/// A longer line is no ticket.
const LONGEST_LINE: u64 = 32 << 20;

/// A file or stdin, and how much of it was read.
pub(super) struct Source {
    pub(super) reader: Box<dyn BufRead>,
    /// How many bytes there are, if that is known.
    pub(super) bytes: Option<u64>,
    pub(super) done: Arc<AtomicU64>,
}

/// What one line or row says.
#[derive(Debug)]
pub(super) enum Entry {
    Ticket(Past),
    Event(Event),
}

/// An entry and its line, from 1; or what is wrong with that line.
pub(super) type Numbered = (u64, Result<Entry, String>);

/// Entries as they are read; an error is the source's, and the end.
pub(super) type Entries = Box<dyn Iterator<Item = io::Result<Numbered>>>;

impl Source {
    pub(super) fn open(path: &Path) -> Result<Source, Failure> {
        let done = Arc::new(AtomicU64::new(0));
        let (read, bytes): (Box<dyn Read>, _) = if path == Path::new("-") {
            (Box::new(io::stdin()), None)
        } else {
            let opened = File::open(path).and_then(|file| {
                let meta = file.metadata()?;
                if meta.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok((file, meta.len())) }
            });
            let (file, bytes) = opened.map_err(|error| unreadable(path, &error))?;
            (Box::new(file), Some(bytes))
        };
        let reader = Box::new(BufReader::with_capacity(1 << 16, Counted { read, done: done.clone() }));
        Ok(Source { reader, bytes, done })
    }
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let hint = "give a file of JSON lines or a table, or - for stdin";
    Failure::new(format!("cannot read `{}`: {error}", path.display()), hint)
}

/// Counts what is read through it.
struct Counted {
    read: Box<dyn Read>,
    done: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.read.read(buffer)?;
        self.done.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Lines with their numbers; blank ones are passed over.
pub(super) struct Lines {
    reader: Box<dyn BufRead>,
    number: u64,
}

impl Lines {
    pub(super) fn of(reader: Box<dyn BufRead>) -> Lines {
        Lines { reader, number: 0 }
    }

    fn read(&mut self) -> io::Result<Option<Result<String, String>>> {
        let mut bytes = Vec::new();
        if self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LONGEST_LINE {
            self.reader.skip_until(b'\n')?;
            return Ok(Some(Err("is longer than 32 MB".to_owned())));
        }
        let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned());
        Ok(Some(text.map(|text| text.trim_start_matches('\u{feff}').trim().to_owned())))
    }
}

impl Iterator for Lines {
    type Item = io::Result<(u64, Result<String, String>)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.read().transpose()? {
                Ok(Ok(line)) if line.is_empty() => {}
                Ok(line) => return Some(Ok((self.number, line))),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
