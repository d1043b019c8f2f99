//! What does the repository of a folder remember?

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use gix::{ObjectId, Repository, ThreadSafeRepository, open::Options, sec::trust::Mapping};
use jiff::Timestamp;

use super::{
    Error, Moment,
    mainline::{Mainline, Version},
};

/// The history of a knowledge base that lies in a Git repository.
pub struct History {
    repository: ThreadSafeRepository,
    /// The knowledge base.
    folder: PathBuf,
    /// Where it lies in the repository, with `/`; empty for the whole of it.
    below: String,
    /// No larger file is brought back, in bytes.
    largest: u64,
    /// What was read of it so far.
    known: Mutex<Option<Arc<Mainline>>>,
}

/// A commit that changed a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The hash of the commit, 40 digits or more.
    pub id: String,
    /// When it was made.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: String,
    /// The first line of what they said about it.
    pub summary: String,
    /// Where the file lay then, below the knowledge base.
    pub path: String,
}

/// A file as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The commit that left it so.
    pub revision: Revision,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// When files came to be what they are, as far as they were committed by a moment.
#[derive(Debug)]
pub struct Dates {
    line: Arc<Mainline>,
    hash: gix::hash::Kind,
}

/// The commits that changed files.
#[derive(Debug)]
pub struct Commits(Arc<Mainline>);

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("History")
            .field("folder", &self.folder)
            .field("below", &self.below)
            .finish_non_exhaustive()
    }
}

impl History {
    /// That of a knowledge base; none when it lies in no repository, or has no files checked out.
    ///
    /// # Errors
    /// When there is a repository and it cannot be opened.
    pub fn open(folder: &Path, largest: u64) -> Result<Option<History>, Error> {
        let unreadable = |what: String| Error::Unreadable { path: folder.to_owned(), what };
        let whole = match fs::canonicalize(folder) {
            Ok(whole) => whole,
            // A folder that is not there yet has no history.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        if !whole.ancestors().any(|above| above.join(".git").exists()) {
            return Ok(None);
        }
        // Nothing of the machine's own configuration counts, whoever the files belong to.
        let options = Mapping { full: Options::isolated(), reduced: Options::isolated() };
        let repository =
            ThreadSafeRepository::discover_opts(&whole, gix::discover::upwards::Options::default(), options)
                .map_err(|error| unreadable(error.to_string()))?;
        let Some(root) = repository.work_dir().and_then(|root| fs::canonicalize(root).ok()) else {
            return Ok(None);
        };
        let Ok(below) = whole.strip_prefix(&root) else { return Ok(None) };
        let names: Option<Vec<&str>> = below.iter().map(|name| name.to_str()).collect();
        let Some(names) = names else { return Ok(None) };
        let below = names.join("/");
        Ok(Some(History { repository, folder: folder.to_owned(), below, largest, known: Mutex::default() }))
    }

    /// A file which lies there now as each commit left it that changed it, the latest first, also from before it was moved
    /// there; so many at most.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn versions(&self, path: &str, most: usize) -> Result<Vec<Past>, Error> {
        let repository = self.repository.to_thread_local();
        let line = self.line(&repository)?;
        line.versions(path).iter().take(most).map(|version| self.past(&repository, &line, version)).collect()
    }

    /// What tells the commits that changed files, without reading them again for each; none when that cannot be read, which is
    /// told in the log.
    pub fn commits(&self) -> Option<Commits> {
        let repository = self.repository.to_thread_local();
        let line = self
            .line(&repository)
            .inspect_err(|error| tracing::warn!(%error, hint = error.hint(), "which commits changed articles is not known"))
            .ok()?;
        Some(Commits(line))
    }

    /// A file which lies there now, as it was; none when there was none then.
    ///
    /// # Errors
    /// When there is no such revision, or the repository cannot be read.
    pub fn at(&self, path: &str, moment: &Moment) -> Result<Option<Past>, Error> {
        let repository = self.repository.to_thread_local();
        let line = self.line(&repository)?;
        let last = match moment {
            Moment::At(at) => line.last_until(at.as_second()),
            Moment::Revision(name) => Some(Self::named(&repository, &line, name)?),
        };
        let Some(last) = last else { return Ok(None) };
        let versions = line.versions(path);
        let Some(version) = versions.iter().find(|version| version.commit <= last) else { return Ok(None) };
        self.past(&repository, &line, version).map(Some)
    }

    /// The file that lay at a path, in the version for which `is_it` finds something: the last one that was committed
    /// until then, else one of before, else one that was committed later. What became of the file since makes no difference.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn find<T>(
        &self,
        path: &str,
        until: Timestamp,
        is_it: impl Fn(&Past) -> Option<T>,
    ) -> Result<Option<(Revision, T)>, Error> {
        let repository = self.repository.to_thread_local();
        let line = self.line(&repository)?;
        for version in line.at_path(path, until.as_second()) {
            let past = self.past(&repository, &line, &version)?;
            if let Some(found) = is_it(&past) {
                return Ok(Some((past.revision, found)));
            }
        }
        Ok(None)
    }

    /// What tells when files came to be what they are; none when that cannot be read, which is told in the log.
    pub fn dates(&self) -> Option<Dates> {
        let repository = self.repository.to_thread_local();
        let line = self
            .line(&repository)
            .inspect_err(|error| tracing::warn!(%error, hint = error.hint(), "dates are those of files"))
            .ok()?;
        Some(Dates { line, hash: repository.object_hash() })
    }

    /// The main line as it is now.
    fn line(&self, repository: &Repository) -> Result<Arc<Mainline>, Error> {
        // A branch without a commit has no head.
        let Ok(head) = repository.head_id() else { return Ok(Arc::default()) };
        let head = head.detach();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) =
            known.as_ref().filter(|line| line.commits.last().is_some_and(|last| last.id == head))
        {
            return Ok(line.clone());
        }
        let line = Mainline::of(repository, head, &self.below, known.as_deref());
        let line = Arc::new(line.map_err(|what| self.unreadable(what))?);
        *known = Some(line.clone());
        Ok(line)
    }

    /// The number of the commit that goes by a name: only those of the main line do.
    fn named(repository: &Repository, line: &Mainline, name: &str) -> Result<usize, Error> {
        let by_hash = gix::hash::Prefix::from_hex(name).ok().and_then(|prefix| line.beginning(prefix));
        let by_name = || {
            let mut reference = repository.find_reference(name).ok()?;
            let id: ObjectId = reference.peel_to_id().ok()?.detach();
            line.number(id)
        };
        by_hash.or_else(by_name).ok_or_else(|| Error::NoRevision { name: name.to_owned() })
    }

    fn past(&self, repository: &Repository, line: &Mainline, version: &Version<'_>) -> Result<Past, Error> {
        let unreadable = |error: gix::Error| self.unreadable(error.to_string());
        let commit = line.commits[version.commit];
        let object = repository.find_commit(commit.id).map_err(unreadable)?;
        let revision = Revision {
            id: commit.id.to_string(),
            at: moment(commit.at).unwrap_or_default(),
            author: object.author().map_err(unreadable)?.name.to_string(),
            summary: object.message().map_err(unreadable)?.summary().to_string(),
            path: version.path.to_owned(),
        };
        let header = repository.find_header(version.blob).map_err(unreadable)?;
        if header.size() > self.largest {
            return Err(self.unreadable(format!("the file was larger than {} bytes then", self.largest)));
        }
        let mut blob = repository.find_blob(version.blob).map_err(unreadable)?;
        Ok(Past { revision, bytes: std::mem::take(&mut blob.data) })
    }

    fn unreadable(&self, what: String) -> Error {
        Error::Unreadable { path: self.folder.clone(), what }
    }
}

impl Commits {
    /// Those that changed a file which lies there now, the latest first, also from before it was moved there: the hash of
    /// each, and when it was made, in seconds since 1970.
    pub fn of(&self, path: &str) -> Vec<(String, i64)> {
        let commit = |version: &Version<'_>| self.0.commits[version.commit];
        self.0.versions(path).iter().map(commit).map(|commit| (commit.id.to_string(), commit.at)).collect()
    }
}

impl Dates {
    /// When the bytes of a file came to be what they are: the time of the commit that left them so; none when they
    /// were not committed.
    pub fn changed(&self, path: &str, bytes: &[u8]) -> Option<Timestamp> {
        let version = self.line.version(path)?;
        let hash = gix::objs::compute_hash(self.hash, gix::objs::Kind::Blob, bytes).ok()?;
        (hash == version.blob).then(|| moment(self.line.commits[version.commit].at)).flatten()
    }
}

fn moment(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok()
}
