//! How is a file opened without leaving the root, and without waiting?
//!
//! Names are opened one by one, each in the folder opened before it, and none of them may be a symbolic link.
//! Where there is one, the path is resolved first, must lie below the root, and is then opened the same way.
//! So whoever swaps a folder for a link while we walk gains nothing.

use crate::kb::{Reason, Settings};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, openat, statat};
use rustix::io::Errno;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
const FILE: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

/// The root, opened.
pub(in crate::kb) struct Root {
    path: PathBuf,
    folder: OwnedFd,
    identity: (u64, u64),
}

impl Root {
    pub(in crate::kb) fn open(settings: &Settings) -> io::Result<Root> {
        let path = fs::canonicalize(&settings.root)?;
        let folder = rustix::fs::open(&path, FOLDER, Mode::empty())?;
        let identity = identity(&path)?;
        Ok(Root { path, folder, identity })
    }

    /// Where the root really lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the settings still name this very folder.
    pub(in crate::kb) fn still_there(&self, settings: &Settings) -> bool {
        identity(&settings.root).is_ok_and(|now| now == self.identity)
    }

    /// Opens the regular file at this path below the root.
    pub(super) fn file(&self, path: &str) -> Result<fs::File, Reason> {
        match self.straight(Path::new(path)) {
            Ok(file) => Ok(file),
            Err(Step::Shut(reason)) => Err(reason),
            Err(Step::Link) => match self.straight(&self.resolve(&self.path.join(path))?) {
                Ok(file) => Ok(file),
                Err(Step::Shut(reason)) => Err(reason),
                Err(Step::Link) => Err(Reason::StillChanging),
            },
        }
    }

    /// Where a path with links really lies, below the root.
    pub(super) fn resolve(&self, linked: &Path) -> Result<PathBuf, Reason> {
        let real = fs::canonicalize(linked).map_err(|error| match Reason::of(&error) {
            Reason::Vanished => Reason::LinkToNothing,
            reason => reason,
        })?;
        real.strip_prefix(&self.path).map(Path::to_path_buf).map_err(|_| Reason::LinkOutOfRoot)
    }

    fn straight(&self, path: &Path) -> Result<fs::File, Step> {
        let mut opened: Option<OwnedFd> = None;
        let mut names = path.components().peekable();
        while let Some(name) = names.next() {
            let Component::Normal(name) = name else { return Err(Step::Shut(Reason::LinkOutOfRoot)) };
            let here = opened.as_ref().map_or(self.folder.as_fd(), OwnedFd::as_fd);
            if names.peek().is_none() {
                return file_in(here, name);
            }
            opened = Some(folder_in(here, name)?);
        }
        Err(Step::Shut(Reason::Special))
    }
}

/// Why a name could not be opened straight.
enum Step {
    Link,
    Shut(Reason),
}

impl From<Errno> for Step {
    fn from(errno: Errno) -> Step {
        Step::Shut(Reason::of(&errno.into()))
    }
}

fn folder_in(here: BorrowedFd<'_>, name: &OsStr) -> Result<OwnedFd, Step> {
    match openat(here, name, FOLDER | OFlags::NOFOLLOW, Mode::empty()) {
        Ok(folder) => Ok(folder),
        Err(errno @ (Errno::LOOP | Errno::NOTDIR)) => match kind(here, name)? {
            FileType::Symlink => Err(Step::Link),
            _ => Err(errno.into()),
        },
        Err(errno) => Err(errno.into()),
    }
}

fn file_in(here: BorrowedFd<'_>, name: &OsStr) -> Result<fs::File, Step> {
    // opening a device can already do something, so its kind is asked first
    match kind(here, name)? {
        FileType::RegularFile => {}
        FileType::Symlink => return Err(Step::Link),
        _ => return Err(Step::Shut(Reason::Special)),
    }
    let file = match openat(here, name, FILE | OFlags::NOFOLLOW, Mode::empty()) {
        Ok(opened) => fs::File::from(opened),
        Err(Errno::LOOP) => return Err(Step::Link),
        Err(errno) => return Err(errno.into()),
    };
    // and once more, because it may have been swapped in between
    match file.metadata() {
        Ok(metadata) if metadata.is_file() => Ok(file),
        Ok(_) => Err(Step::Shut(Reason::Special)),
        Err(error) => Err(Step::Shut(Reason::of(&error))),
    }
}

fn kind(here: BorrowedFd<'_>, name: &OsStr) -> Result<FileType, Step> {
    Ok(FileType::from_raw_mode(statat(here, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode))
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = fs::metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}
