//! Which files lie in the folder?
//!
//! Real folders come first and links after them, in the order of their paths, so a file that can be reached in
//! several ways counts once and always under the same path: its real one, if that one counts.

use super::{Root, choose};
use crate::kb::{Error, LeftOut, Reason, Settings, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Longer paths are left out, which also bounds how deep a walk can go.
const LONGEST_PATH: usize = 1024;

/// What lies in the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Every file that is read, by its path below the root.
    pub files: BTreeMap<String, Stamp>,
    /// What looks like an article, or like a folder of them, and is not read.
    pub left_out: Vec<LeftOut>,
}

/// Walks the whole folder and reads no file.
///
/// # Errors
/// When the root itself cannot be looked into.
pub fn list(settings: &Settings) -> Result<Listing, Error> {
    let failed = |source| Error::Root { path: settings.root.clone(), source };
    let root = Root::open(settings).map_err(failed)?;
    whole(settings, &root).map_err(failed)
}

pub(super) fn whole(settings: &Settings, root: &Root) -> io::Result<Listing> {
    let mut walk = Walk::new(settings, root);
    let top = fs::read_dir(root.path())?;
    walk.walked.insert(root.path().to_path_buf());
    walk.entries("", top);
    walk.on();
    while let Some((path, at)) = walk.links.pop_first() {
        walk.link(path, &at);
        walk.on();
    }
    Ok(walk.finish())
}

/// A walk under way. Folders wait in a list, not on the stack.
pub(super) struct Walk<'a> {
    settings: &'a Settings,
    root: &'a Root,
    listing: Listing,
    /// Folders still to be walked: as they are called, and where they really lie.
    folders: Vec<(String, PathBuf)>,
    /// Links still to be followed: as they are called, and where they really lie.
    links: BTreeMap<String, PathBuf>,
    /// Real folders seen, which cuts loops.
    walked: BTreeSet<PathBuf>,
    /// Real files, below the root, that are listed under the name of a link.
    linked: BTreeSet<PathBuf>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(settings: &'a Settings, root: &'a Root) -> Walk<'a> {
        Walk {
            settings,
            root,
            listing: Listing::default(),
            folders: Vec::new(),
            links: BTreeMap::new(),
            walked: BTreeSet::new(),
            linked: BTreeSet::new(),
        }
    }

    /// Walks what waits, links excepted.
    pub(super) fn on(&mut self) {
        while let Some((path, real)) = self.folders.pop() {
            if !self.walked.insert(real.clone()) {
                continue;
            }
            match fs::read_dir(&real) {
                Ok(entries) => self.entries(&path, entries),
                Err(error) => self.failed(&path, &error),
            }
        }
    }

    pub(super) fn met_links(&self) -> bool {
        !self.links.is_empty()
    }

    pub(super) fn finish(mut self) -> Listing {
        self.listing.left_out.sort_by(|a, b| a.path.cmp(&b.path));
        self.listing.left_out.dedup();
        self.listing
    }

    /// Takes what lies at `path`, whose metadata (of a link itself, not of what it names) is at hand.
    pub(super) fn take(&mut self, path: String, real: PathBuf, metadata: &Metadata) {
        let kind = metadata.file_type();
        if kind.is_symlink() {
            self.links.insert(path, real);
        } else if kind.is_dir() {
            self.folders.push((path, real));
        } else if choose::is_read(self.settings, &path) {
            self.file(path, metadata);
        }
    }

    /// Something could not be looked at; whatever merely disappeared is nothing to speak of.
    pub(super) fn failed(&mut self, path: &str, error: &io::Error) {
        match Reason::of(error) {
            Reason::Vanished => {}
            reason => self.leave_out(path, reason),
        }
    }

    fn entries(&mut self, folder: &str, entries: fs::ReadDir) {
        for entry in entries {
            match entry {
                Ok(entry) => self.entry(folder, &entry),
                // the rest of this folder is unseen
                Err(error) => self.leave_out(folder, Reason::Failed(error.kind())),
            }
        }
    }

    fn entry(&mut self, folder: &str, entry: &DirEntry) {
        let name = entry.file_name();
        let shown = name.to_string_lossy();
        if choose::is_passed_over(&shown) {
            return;
        }
        let path = if folder.is_empty() { shown.to_string() } else { format!("{folder}/{shown}") };
        if self.settings.exclude.is_match(&path) {
            return;
        }
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => return self.failed(&path, &error),
        };
        let counts = kind.is_dir() || choose::is_read(self.settings, &path);
        if !counts && !kind.is_symlink() {
            return;
        }
        if name.to_str().is_none_or(|name| !choose::is_plain_name(name)) {
            if counts {
                self.leave_out(Path::new(folder).join(&name), Reason::Name);
            }
        } else if path.len() > LONGEST_PATH {
            if counts {
                self.leave_out(&path, Reason::PathTooLong);
            }
        } else if kind.is_dir() {
            self.folders.push((path, entry.path()));
        } else {
            match entry.metadata() {
                Ok(metadata) => self.take(path, entry.path(), &metadata),
                Err(error) => self.failed(&path, &error),
            }
        }
    }

    /// Follows a link, unless it leads out, around, or to what is listed already.
    fn link(&mut self, path: String, at: &Path) {
        let inside = match self.root.resolve(at) {
            Ok(inside) => inside,
            Err(reason) => {
                if choose::is_read(self.settings, &path) || fs::metadata(at).is_ok_and(|there| there.is_dir())
                {
                    self.leave_out(&path, reason);
                }
                return;
            }
        };
        let real = self.root.path().join(&inside);
        let metadata = match fs::metadata(&real) {
            Ok(metadata) => metadata,
            Err(error) => return self.failed(&path, &error),
        };
        if metadata.is_dir() {
            if at.starts_with(&real) {
                self.leave_out(&path, Reason::Loop);
            } else {
                self.folders.push((path, real));
            }
        } else if choose::is_read(self.settings, &path) {
            let listed = inside.to_str().is_some_and(|inside| self.listing.files.contains_key(inside));
            if !listed && self.linked.insert(inside) {
                self.file(path, &metadata);
            }
        }
    }

    fn file(&mut self, path: String, metadata: &Metadata) {
        let stamp = Stamp::of(metadata);
        if !metadata.is_file() {
            self.leave_out(&path, Reason::Special);
        } else if stamp.size > self.settings.max_bytes {
            self.leave_out(&path, Reason::TooLarge { bytes: stamp.size, most: self.settings.max_bytes });
        } else {
            self.listing.files.insert(path, stamp);
        }
    }

    fn leave_out(&mut self, path: impl AsRef<Path>, reason: Reason) {
        self.listing.left_out.push(LeftOut::new(path, reason));
    }
}
