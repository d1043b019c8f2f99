//! How does a copy come into the place of a store, whole or not at all?
//!
//! One who replaces has the store alone. The copy is brought up to date and read whole in a folder beside the store; what is there
//! is set aside, never deleted; then one rename decides. At each moment the path holds the old or the new.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions, Connection};
use tempfile::TempDir;

use super::{
    Held,
    copy::{Counts, counts, of, waiting},
};
use crate::{
    learn::{Error, Ledger},
    store::sqlite::{
        SqliteLedger,
        begin::{self, Limits, beside},
        failure::{lasting, of_file},
    },
};

/// A store that is being replaced: nobody else may open it until this is dropped.
#[derive(Debug)]
pub struct Replacing {
    path: PathBuf,
    /// Where the copy is prepared: on the same disk.
    folder: TempDir,
    /// Let go of last.
    held: Held,
}

impl Replacing {
    /// Begins to replace the store at a path, whether one is there or not.
    ///
    /// # Errors
    /// [`Error::InUse`] while anybody has it open; when the folder cannot be written.
    pub fn begin(path: &Path) -> Result<Replacing, Error> {
        let held = Held::alone(path)?;
        let home = home(path);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let prefix = format!("{name}.restoring-");
        // What one left that was interrupted.
        for entry in fs::read_dir(home).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                fs::remove_dir_all(entry.path()).map_err(|error| of_file("remove", &entry.path(), &error))?;
            }
        }
        let folder = tempfile::Builder::new().prefix(&prefix).tempdir_in(home);
        let folder = folder.map_err(|error| of_file("make a folder in", home, &error))?;
        Ok(Replacing { path: path.to_owned(), folder, held })
    }

    /// Where the copy is to be written.
    pub fn copy(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    /// How much the store holds that is there: nothing when there is none, `None` when it cannot be read.
    pub fn there(&self) -> Option<Counts> {
        if !self.path.exists() && !beside(&self.path, "-wal").exists() {
            return Some(Counts::new());
        }
        let looked = waiting(async {
            begin::check(&self.path, Limits::default()).await?;
            counts(&self.path).await
        });
        looked.ok()
    }

    /// Reads the copy whole, brings it up to date, and says what it held before.
    ///
    /// # Errors
    /// When it is no store, damaged, or of a newer version.
    pub fn check(&self) -> Result<Counts, Error> {
        let copy = self.copy();
        let held = waiting(async {
            begin::check(&copy, Limits::default()).await?;
            counts(&copy).await
        })?;
        let ledger = SqliteLedger::open(&copy)?;
        if let Some(wrong) = ledger.verify()?.into_iter().next() {
            return Err(lasting(format!("the copy is damaged: {wrong}")));
        }
        drop(ledger);
        // Whoever learned from another past must not take this one for it.
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|error| lasting(format!("no random numbers: {error}")))?;
        let epoch = i64::from_le_bytes(random) & i64::MAX;
        waiting(async {
            let mut connection = begin::writing(&copy, Limits::default()).connect().await.map_err(of)?;
            let mark = sqlx::query("UPDATE desk SET epoch = $1").bind(epoch);
            mark.execute(&mut connection).await.map_err(of)?;
            connection.close().await.map_err(of)
        })?;
        Ok(held)
    }

    /// Puts the copy in the place of the store. What was there is set aside under the path that this gives.
    ///
    /// # Errors
    /// When a file cannot be moved: then the old one is there.
    pub fn put(self) -> Result<Option<PathBuf>, Error> {
        let copy = self.copy();
        let failed = |error: io::Error| of_file("replace", &self.path, &error);
        File::open(&copy).and_then(|file| file.sync_all()).map_err(failed)?;
        let aside = self.set_aside()?;
        // The log of the old one is with it; that of the new one is empty.
        self.held.clear();
        fs::rename(&copy, &self.path).map_err(failed)?;
        File::open(home(&self.path)).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok(aside)
    }

    /// Gives what is there another name too. Its log is moved into it first; one that cannot be read keeps its log
    /// beside it, under that name.
    fn set_aside(&self) -> Result<Option<PathBuf>, Error> {
        let (log, index) = (beside(&self.path, "-wal"), beside(&self.path, "-shm"));
        if !self.path.exists() && !log.exists() {
            return Ok(None);
        }
        let aside = (1..u32::MAX)
            .map(|number| beside(&self.path, &format!(".before-{number}")))
            .find(|aside| !aside.exists() && !beside(aside, "-wal").exists())
            .unwrap_or_else(|| beside(&self.path, ".before"));
        let failed = |error: io::Error| of_file("set aside", &self.path, &error);
        // The last one that closes it moves the log into it. What cannot be read is not opened for that: whoever closed it
        // would take its log away.
        let closed = waiting(async {
            begin::check(&self.path, Limits::default()).await?;
            let connection = begin::writing(&self.path, Limits::default()).connect().await.map_err(of)?;
            connection.close().await.map_err(of)
        });
        if closed.is_err() || log.exists() {
            for (from, end) in [(&log, "-wal"), (&index, "-shm")] {
                match fs::rename(from, beside(&aside, end)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
                    _ => {}
                }
            }
        }
        if self.path.exists() {
            match fs::hard_link(&self.path, &aside) {
                Ok(()) => {}
                // Not every file system has links.
                Err(_) => drop(fs::copy(&self.path, &aside).map_err(failed)?),
            }
        }
        Ok(Some(aside))
    }
}

fn home(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
