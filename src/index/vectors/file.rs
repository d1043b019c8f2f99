//! How does a shelf's file grow, and become small again?

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    form::{Header, Portion, Sum},
    live::Live,
};

/// A file is written anew in portions of about so many bytes.
const PORTION: usize = 1 << 20;
/// What is being written anew has this extension.
pub(super) const BESIDE: &str = "new";

/// The file of a shelf, open for appending.
pub(super) struct ShelfFile {
    pub(super) path: PathBuf,
    header: Header,
    file: File,
    end: End,
    /// Whether something may stand behind the end that could not be taken back: then the file is written anew.
    spoiled: bool,
}

/// Where what is good of a file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// How many bytes are good.
    pub(super) len: u64,
    /// The checksum of the last portion, or of the header.
    pub(super) sum: Sum,
    /// How many records there are, also of what was replaced.
    pub(super) records: u64,
}

impl ShelfFile {
    /// Creates the file of a shelf without articles.
    pub(super) fn create(path: PathBuf, header: Header) -> io::Result<ShelfFile> {
        let empty = Live::empty(header.dimensions);
        let (file, end) = write_anew(&path, &header, &empty)?;
        sync_folder(&path)?;
        Ok(ShelfFile { path, header, file, end, spoiled: false })
    }

    /// Opens a file that was read, to append to it; cuts off what stands behind its end.
    pub(super) fn open(path: PathBuf, header: Header, end: End) -> io::Result<ShelfFile> {
        let file = OpenOptions::new().append(true).open(&path)?;
        if file.metadata()?.len() > end.len {
            file.set_len(end.len)?;
            file.sync_data()?;
        }
        Ok(ShelfFile { path, header, file, end, spoiled: false })
    }

    /// Where it ends, to go back to.
    pub(super) fn end(&self) -> End {
        self.end
    }

    /// Appends a portion and waits until it is on the disk. What could not be written whole is taken back.
    ///
    /// `live` is what the file holds: it is written anew first if something could not be taken back before.
    pub(super) fn append(&mut self, portion: Portion, live: &Live) -> io::Result<()> {
        if self.spoiled {
            self.write_anew(live)?;
        }
        let records = portion.records;
        let (bytes, sum) = portion.sealed(&self.end.sum);
        let written = self.file.write_all(&bytes);
        let whole = written.is_ok();
        if let Err(error) = written.and_then(|()| self.file.sync_data()) {
            // After a failed sync nobody knows what the disk holds.
            self.spoiled = self.file.set_len(self.end.len).is_err() || whole;
            return Err(error);
        }
        self.end = End { len: self.end.len + bytes.len() as u64, sum, records: self.end.records + records };
        Ok(())
    }

    /// Takes back what was appended since an end.
    pub(super) fn back_to(&mut self, end: End) {
        let taken_back = self.file.set_len(end.len).and_then(|()| self.file.sync_data());
        self.spoiled = self.spoiled || taken_back.is_err();
        self.end = end;
    }

    /// From now on the disk is full, until the file is written anew.
    #[cfg(test)]
    pub(super) fn fill_disk(&mut self) {
        self.file = OpenOptions::new().append(true).open("/dev/full").expect("a disk that is full");
    }

    /// Puts what is living in place of everything, whole or not at all.
    pub(super) fn write_anew(&mut self, live: &Live) -> io::Result<()> {
        (self.file, self.end) = write_anew(&self.path, &self.header, live)?;
        let synced = sync_folder(&self.path);
        self.spoiled = synced.is_err();
        synced
    }
}

/// Writes a file of what is living beside the one of this name, and gives it the name.
fn write_anew(path: &Path, header: &Header, live: &Live) -> io::Result<(File, End)> {
    let beside = path.with_extension(BESIDE);
    let written = write(&beside, header, live).and_then(|written| {
        fs::rename(&beside, path)?;
        Ok(written)
    });
    if written.is_err() {
        // Scraps; a full disk has better use for them.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write(path: &Path, header: &Header, live: &Live) -> io::Result<(File, End)> {
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().append(true).create_new(true).open(path)?;
    let (bytes, sum) = header.written();
    file.write_all(&bytes)?;
    let mut end = End { len: bytes.len() as u64, sum, records: 0 };
    let mut portion = Portion::empty();
    let mut seal = |portion: Portion, end: &mut End| -> io::Result<()> {
        end.records += portion.records;
        let (bytes, sum) = portion.sealed(&end.sum);
        end.len += bytes.len() as u64;
        end.sum = sum;
        file.write_all(&bytes)
    };
    for block in live.blocks() {
        for article in block.articles() {
            let vectors = block.of(article, header.dimensions).map(|(values, _)| values);
            portion.put(article.key, article.texts, vectors);
            if portion.len() >= PORTION {
                seal(std::mem::replace(&mut portion, Portion::empty()), &mut end)?;
            }
        }
    }
    if portion.records > 0 {
        seal(portion, &mut end)?;
    }
    file.sync_all()?;
    Ok((file, end))
}

/// Waits until a new name, or a name that is gone, is on the disk.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
