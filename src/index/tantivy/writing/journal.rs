//! What is on the shelves, and how did it come there?
//!
//! One line an event, each with its checksum: the cards of everything that was put, so that a start parses
//! nothing again, and what changed when. A transaction's lines reach the disk before its commits: what a crash
//! leaves between the two is found by comparing (`repair`) and read again from the folder.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::record::{self, CardRecord, ShelfRecord};
use crate::{access::Readership, index::tantivy::disk::Disk, library::ChangeKind};

/// The journal, open for appending.
pub(in crate::index::tantivy) struct Journal {
    path: PathBuf,
    file: File,
    disk: Disk,
    /// How many bytes are good.
    len: u64,
    /// Whether something that does not count may stand behind them.
    torn: bool,
    /// How many lines there are.
    pub(in crate::index::tantivy) lines: usize,
}

/// One event on one shelf, or seen by one readership.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::index::tantivy) struct Line {
    /// The audiences of the article.
    #[serde(rename = "s")]
    article: Vec<String>,
    /// Those of the blocks that are opened there.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    opened: Vec<Vec<String>>,
    /// Those of the blocks that are not.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    closed: Vec<Vec<String>>,
    #[serde(rename = "t")]
    pub(in crate::index::tantivy) at: Timestamp,
    #[serde(rename = "e")]
    pub(in crate::index::tantivy) event: Event,
}

/// What happened. An article without blocks is added, changed and retired on one shelf, where everybody sees it who may
/// read it. Of an article with blocks it is written down apart which readings came to a shelf and left one, and who
/// sees a change.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::index::tantivy) enum Event {
    /// An article that was not on this shelf.
    Added(Box<CardRecord>),
    /// An article that was.
    Changed(Box<CardRecord>),
    /// An article that is there no longer.
    Retired { path: String, title: String },
    /// A reading that is on this shelf, which this line tells nobody.
    Kept(Box<CardRecord>),
    /// A reading that is on this shelf no longer, which this line tells nobody.
    Left { path: String },
    /// What these readers see of a change.
    Seen { kind: SeenKind, path: String, title: String },
    /// A reading of a transaction whose commit a crash prevented: it never came.
    Forgotten { path: String },
    /// Nothing, but these saw something so often: keeps the count when old lines are left out.
    Reached { generation: u64, with: Vec<ShelfRecord> },
    /// An article's file has other times, the same bytes.
    Restamped { path: String, stamp: [i64; 5] },
}

/// A [`ChangeKind`] as it is written down.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(in crate::index::tantivy) enum SeenKind {
    Added,
    Changed,
    Retired,
}

impl From<ChangeKind> for SeenKind {
    fn from(kind: ChangeKind) -> SeenKind {
        match kind {
            ChangeKind::Added => SeenKind::Added,
            ChangeKind::Changed => SeenKind::Changed,
            ChangeKind::Retired => SeenKind::Retired,
        }
    }
}

impl Line {
    pub(in crate::index::tantivy) fn of(shelf: &Readership, at: Timestamp, event: Event) -> Line {
        let ShelfRecord { article, opened, closed } = ShelfRecord::of(shelf);
        Line { article, opened, closed, at, event }
    }

    /// Whose shelf it is, or who sees it.
    pub(in crate::index::tantivy) fn shelf(&self) -> Readership {
        record::readership(&self.article, &self.opened, &self.closed)
    }
}

impl Event {
    pub(in crate::index::tantivy) fn change(&self) -> Option<(ChangeKind, &str, &str)> {
        match self {
            Event::Added(card) => Some((ChangeKind::Added, &card.path, &card.title)),
            Event::Changed(card) => Some((ChangeKind::Changed, &card.path, &card.title)),
            Event::Retired { path, title } => Some((ChangeKind::Retired, path, title)),
            Event::Seen { kind, path, title } => {
                let kind = match kind {
                    SeenKind::Added => ChangeKind::Added,
                    SeenKind::Changed => ChangeKind::Changed,
                    SeenKind::Retired => ChangeKind::Retired,
                };
                Some((kind, path, title))
            }
            Event::Kept(_)
            | Event::Left { .. }
            | Event::Forgotten { .. }
            | Event::Reached { .. }
            | Event::Restamped { .. } => None,
        }
    }
}

impl Journal {
    /// Opens a journal and reads its lines. A line torn at the end does not count: its transaction never
    /// happened; whoever may write cuts it off. A damaged line is an error: the caller starts afresh.
    pub(in crate::index::tantivy) fn open(
        path: &Path,
        may_write: bool,
        disk: &Disk,
    ) -> io::Result<(Journal, Vec<Line>)> {
        let file = if may_write {
            OpenOptions::new().read(true).append(true).create(true).open(path)?
        } else {
            File::open(path)?
        };
        let mut lines = Vec::new();
        let mut len = 0;
        let mut reader = BufReader::new(&file);
        let mut raw = Vec::new();
        while reader.read_until(b'\n', &mut raw)? > 0 {
            match read(&raw) {
                Some(line) => {
                    lines.push(line);
                    len += raw.len() as u64;
                }
                // A write that a crash cut short has no end; a whole line that reads wrong was damaged.
                None if !raw.ends_with(b"\n") => {}
                None => return Err(io::Error::new(io::ErrorKind::InvalidData, "a damaged journal")),
            }
            raw.clear();
        }
        if may_write {
            file.set_len(len)?;
        }
        let (path, disk) = (path.to_owned(), disk.clone());
        let journal = Journal { path, file, disk, len, torn: false, lines: lines.len() };
        Ok((journal, lines))
    }

    /// Appends lines and waits until they are on the disk. What could not be written whole is taken back.
    pub(in crate::index::tantivy) fn append(&mut self, lines: &[Line]) -> io::Result<()> {
        let mut bytes = Vec::new();
        for line in lines {
            write(line, &mut bytes)?;
        }
        self.cut()?;
        let written = self.disk.write(&mut self.file, &bytes).and_then(|()| self.disk.takes());
        if let Err(error) = written.and_then(|()| self.file.sync_data()) {
            self.torn = true;
            // A disk that refuses may refuse this too; then it comes before whatever is appended next.
            let _ = self.cut();
            return Err(error);
        }
        self.len += bytes.len() as u64;
        self.lines += lines.len();
        Ok(())
    }

    /// How long it is, to go back to.
    pub(in crate::index::tantivy) fn mark(&self) -> (u64, usize) {
        (self.len, self.lines)
    }

    /// Takes back what was appended since a mark.
    pub(in crate::index::tantivy) fn back_to(&mut self, (len, lines): (u64, usize)) {
        (self.len, self.lines, self.torn) = (len, lines, true);
        // If not now, then before the next lines; and an opening finds out what a journal says too much.
        let _ = self.cut();
    }

    /// Takes away what stands behind what counts.
    fn cut(&mut self) -> io::Result<()> {
        if self.torn {
            self.disk.takes()?;
            self.file.set_len(self.len)?;
            self.file.sync_data()?;
            self.torn = false;
        }
        Ok(())
    }

    /// Puts these lines in place of all others, whole or not at all.
    pub(in crate::index::tantivy) fn replace(&mut self, lines: &[Line]) -> io::Result<()> {
        let beside = self.path.with_extension("new");
        let mut bytes = Vec::new();
        for line in lines {
            write(line, &mut bytes)?;
        }
        let mut file = File::create(&beside)?;
        self.disk.write(&mut file, &bytes)?;
        self.disk.takes()?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        self.file = OpenOptions::new().read(true).append(true).open(&self.path)?;
        self.len = bytes.len() as u64;
        self.torn = false;
        self.lines = lines.len();
        Ok(())
    }
}

/// Characters of the checksum at the head of a line.
const CHECKSUM: usize = 16;

fn checksum(json: &[u8]) -> [u8; CHECKSUM] {
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&blake3::hash(json).to_hex().as_bytes()[..CHECKSUM]);
    sum
}

fn write(line: &Line, into: &mut Vec<u8>) -> io::Result<()> {
    let json = serde_json::to_vec(line)?;
    into.extend(checksum(&json));
    into.push(b' ');
    into.extend(json);
    into.push(b'\n');
    Ok(())
}

fn read(raw: &[u8]) -> Option<Line> {
    let line = raw.strip_suffix(b"\n")?;
    let (sum, json) = line.split_at_checked(CHECKSUM + 1)?;
    if sum[..CHECKSUM] != checksum(json) {
        return None;
    }
    serde_json::from_slice(json).ok()
}
