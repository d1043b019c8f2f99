//! Which file was written under which name?
//!
//! A list beside the files, one line each: a checksum of the line, the name, and what tells one whole file from
//! another, its length and its end, which holds tantivy's checksum of the rest.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::Disk;

/// The list's name.
const LIST: &str = "written";
/// So many bytes at the end of a file are looked at.
const END: usize = 128;
/// Characters of a checksum.
const CHECKSUM: usize = 16;
/// When it has so many lines more than there are files, it is written anew.
const WASTE: usize = 2_000;
/// And when it has so many, while it is written.
const LONG: usize = 20_000;

/// The list, open for appending.
#[derive(Debug)]
pub(in crate::index::tantivy) struct Written {
    folder: PathBuf,
    disk: Disk,
    /// None until something is written.
    file: Option<File>,
    /// Bytes that are good, and lines.
    len: u64,
    lines: usize,
    /// Whether something is behind them, or not on disk yet.
    torn: bool,
    unsynced: bool,
}

impl Written {
    /// The list of a folder. Nothing is written yet.
    pub(super) fn of(folder: &Path, disk: &Disk) -> io::Result<Written> {
        let (len, lines) = match fs::read(folder.join(LIST)) {
            Ok(bytes) => {
                // What a crash tore off at the end does not count; what is damaged was noticed before.
                let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                (whole as u64, bytes[..whole].split(|byte| *byte == b'\n').count().saturating_sub(1))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => (0, 0),
            Err(error) => return Err(error),
        };
        let (folder, disk) = (folder.to_owned(), disk.clone());
        Ok(Written { folder, disk, file: None, len, lines, torn: true, unsynced: false })
    }

    /// Notes that a file is whole.
    pub(super) fn note(&mut self, name: &str, seen: &str) -> io::Result<()> {
        let line = line(name, seen);
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let path = self.folder.join(LIST);
                none.insert(OpenOptions::new().append(true).create(true).open(path)?)
            }
        };
        if self.torn {
            file.set_len(self.len)?;
            self.torn = false;
        }
        self.unsynced = true;
        if let Err(error) = self.disk.write(file, line.as_bytes()) {
            self.torn = true;
            return Err(error);
        }
        self.len += line.len() as u64;
        self.lines += 1;
        if self.lines > LONG {
            self.shorten()?;
        }
        Ok(())
    }

    /// Waits until what was noted is on disk.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        if let Some(file) = self.file.as_ref().filter(|_| self.unsynced) {
            self.disk.takes()?;
            file.sync_data()?;
            self.unsynced = false;
        }
        Ok(())
    }

    /// Brings the list in order before anybody writes: with a line for each of these files and no others, if it is
    /// mostly about others, or if there is none because an older version made the index.
    pub(super) fn settle(&mut self, live: &[PathBuf]) -> io::Result<()> {
        let noted = match read(&self.folder)? {
            Some(list) if list.lines <= live.len() + WASTE => return Ok(()),
            other => other.map(|list| list.noted).unwrap_or_default(),
        };
        let mut lines = BTreeMap::new();
        for path in live {
            let Some(name) = path.to_str() else { continue };
            let seen = match noted.get(name) {
                Some(seen) => seen.clone(),
                None => seen(&self.folder.join(path))?,
            };
            lines.insert(name.to_owned(), seen);
        }
        self.replace(&lines)
    }

    /// Leaves files out that are there no longer.
    fn shorten(&mut self) -> io::Result<()> {
        let mut noted = read(&self.folder)?.map(|list| list.noted).unwrap_or_default();
        noted.retain(|name, _| self.folder.join(name).exists());
        self.replace(&noted)
    }

    /// Puts these in place of all others, whole or not at all.
    fn replace(&mut self, noted: &BTreeMap<String, String>) -> io::Result<()> {
        let text: String = noted.iter().map(|(name, seen)| line(name, seen)).collect();
        let beside = self.folder.join(format!("{LIST}.new"));
        self.disk.write(&mut File::create(&beside)?, text.as_bytes())?;
        File::open(&beside)?.sync_all()?;
        fs::rename(&beside, self.folder.join(LIST))?;
        File::open(&self.folder)?.sync_all()?;
        (self.file, self.len, self.lines) = (None, text.len() as u64, noted.len());
        (self.torn, self.unsynced) = (false, false);
        Ok(())
    }
}

/// A list, read.
struct List {
    noted: BTreeMap<String, String>,
    lines: usize,
}

/// Which of these files of a folder are not those that were written under their names, or are there no longer; the list
/// itself when it is damaged. An index of an older version has no list, and nothing to say.
pub(in crate::index::tantivy) fn misplaced(folder: &Path, live: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let noted = match read(folder) {
        Ok(Some(list)) => list.noted,
        Ok(None) => return Ok(Vec::new()),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(vec![LIST.into()]),
        Err(error) => return Err(error),
    };
    let mut wrong = Vec::new();
    for path in live {
        let noted = path.to_str().and_then(|name| noted.get(name));
        if seen(&folder.join(path)).ok().as_ref() != noted {
            wrong.push(path.clone());
        }
    }
    Ok(wrong)
}

fn read(folder: &Path) -> io::Result<Option<List>> {
    let bytes = match fs::read(folder.join(LIST)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a damaged list of files");
    let mut list = List { noted: BTreeMap::new(), lines: 0 };
    for raw in bytes.split_inclusive(|byte| *byte == b'\n') {
        let Some(whole) = raw.strip_suffix(b"\n") else { break };
        let (sum, rest) = whole.split_at_checked(CHECKSUM).ok_or_else(damaged)?;
        let rest = std::str::from_utf8(rest).map_err(|_| damaged())?;
        if checksum(rest).as_bytes() != sum {
            return Err(damaged());
        }
        let (seen, name) = rest.trim_start().split_once(' ').ok_or_else(damaged)?;
        list.noted.insert(name.to_owned(), seen.to_owned());
        list.lines += 1;
    }
    Ok(Some(list))
}

fn line(name: &str, seen: &str) -> String {
    let rest = format!(" {seen} {name}");
    format!("{}{rest}\n", checksum(&rest))
}

fn checksum(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..CHECKSUM].to_owned()
}

/// The end of what passed, and how much that was.
#[derive(Debug, Default)]
pub(super) struct Tail {
    end: Vec<u8>,
    len: u64,
}

impl Tail {
    pub(super) fn passed(&mut self, bytes: &[u8]) {
        self.len += bytes.len() as u64;
        self.end.extend(&bytes[bytes.len().saturating_sub(END)..]);
        self.end.drain(..self.end.len().saturating_sub(END));
    }
}

/// What tells one whole file from another.
pub(super) fn of_tail(tail: &Tail) -> String {
    format!("{}:{}", tail.len, &blake3::hash(&tail.end).to_hex()[..CHECKSUM])
}

/// The same, of a file.
fn seen(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let len = file.metadata()?.len();
    file.seek(SeekFrom::Start(len.saturating_sub(END as u64)))?;
    let mut end = Vec::new();
    file.take(END as u64).read_to_end(&mut end)?;
    Ok(of_tail(&Tail { end, len }))
}
