//! How do tantivy's files come to the disk?

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
    error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};

use super::{
    Disk, Written,
    written::{Tail, of_tail},
};

/// A folder of files on disk, each written down under its name when it is whole.
#[derive(Clone, Debug)]
pub(in crate::index::tantivy) struct Files {
    inner: MmapDirectory,
    written: Arc<Mutex<Written>>,
    disk: Disk,
}

impl Files {
    /// Those of a folder that is there.
    pub(in crate::index::tantivy) fn open(folder: &Path, disk: &Disk) -> Result<Files, OpenDirectoryError> {
        let inner = MmapDirectory::open(folder)?;
        let written = Written::of(folder, disk)
            .map_err(|error| OpenDirectoryError::wrap_io_error(error, folder.to_owned()))?;
        Ok(Files { inner, written: Arc::new(Mutex::new(written)), disk: disk.clone() })
    }

    /// Whether a file is left of a commit that failed. What was deleted lies in a file that bears the number of its
    /// commit, which the next one gets again: without this nothing could be committed any more when a full disk has
    /// space again.
    fn is_left_over(&self, path: &Path) -> bool {
        let number = |path: &Path| {
            let stem = path.file_name()?.to_str()?.strip_suffix(".del")?;
            stem.rsplit('.').next()?.parse::<u64>().ok()
        };
        let committed = || {
            let meta = self.inner.atomic_read(Path::new("meta.json")).ok()?;
            serde_json::from_slice::<serde_json::Value>(&meta).ok()?["opstamp"].as_u64()
        };
        number(path).zip(committed()).is_some_and(|(number, committed)| number > committed)
    }

    /// Brings the list of these files in order, once they were verified.
    pub(in crate::index::tantivy) fn settle(&self, live: &[PathBuf]) -> io::Result<()> {
        self.written().settle(live)
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let failed = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        self.disk.takes().map_err(failed)?;
        let opened = match self.inner.open_write(path) {
            Err(OpenWriteError::FileAlreadyExists(_)) if self.is_left_over(path) => {
                let gone = |error| failed(io::Error::other(format!("cannot remove what is left: {error}")));
                self.inner.delete(path).map_err(gone)?;
                self.inner.open_write(path)
            }
            opened => opened,
        };
        let inner = opened?.into_inner();
        let inner = inner.map_err(|error| failed(error.into_error()))?;
        let writing = Writing { inner, files: self.clone(), path: path.to_owned(), tail: Tail::default() };
        Ok(BufWriter::new(Box::new(writing)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // What a new state rests on is written down before it.
        self.written().sync()?;
        self.disk.takes()?;
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.disk.takes()?;
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        // The system's own lock: it does not survive its process.
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

/// A file being written.
struct Writing {
    inner: Box<dyn TerminatingWrite + Send + Sync>,
    files: Files,
    path: PathBuf,
    tail: Tail,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.files.disk.takes()?;
        let written = self.inner.write(bytes)?;
        self.tail.passed(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl TerminatingWrite for Writing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.files.disk.takes()?;
        self.inner.terminate_ref(token)?;
        let Some(name) = self.path.to_str() else { return Ok(()) };
        self.files.written().note(name, &of_tail(&self.tail))
    }
}
