//! Who uses the file just now?
//!
//! Two files stay beside it. `desk.db.lock` is held by everybody who has the store open, and by one alone who puts
//! another in its place; `desk.db.serving` is held by the one server. However a process ends, the system lets go of
//! what it held.
//!
//! The first of them also says whether the log beside the store holds something: what is written goes there first, and a log
//! that somebody took away would take along what was acknowledged.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::{
    learn::Error,
    store::sqlite::{
        begin::beside,
        failure::{lasting, of_file},
    },
};

/// So often is a lock tried that another has, and with such pauses.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// What the lock says while the log may hold something.
const IN_THE_LOG: &[u8] = b"see the log";

/// The file is used, or is kept from being used, until this is dropped.
#[derive(Debug)]
pub(in crate::store::sqlite) struct Held(File);

impl Held {
    /// For whoever opens the store; refused while it is being replaced.
    pub(in crate::store::sqlite) fn by_many(path: &Path) -> Result<Held, Error> {
        let lock = beside(path, ".lock");
        let file = open(&lock)?;
        match file.try_lock_shared() {
            Ok(()) => Held(file).with_its_log(path),
            Err(TryLockError::WouldBlock) => {
                let what = format!("the store `{}` is being brought back from a backup", path.display());
                Err(Error::InUse { what })
            }
            Err(TryLockError::Error(error)) => Err(of_file("lock", &lock, &error)),
        }
    }

    /// Refuses a store whose log was taken away. Looked at in this order: whoever closes a store in order says that
    /// the log is empty before it goes.
    fn with_its_log(self, path: &Path) -> Result<Held, Error> {
        let log = beside(path, "-wal");
        if !path.exists() || log.exists() || !self.is_marked() {
            return Ok(self);
        }
        let (log, lock) = (log.display().to_string(), beside(path, ".lock").display().to_string());
        Err(lasting(format!(
            "its log `{log}` is gone, and with it what was recorded last: put it back, bring a backup back, or \
             delete `{lock}` to go on without"
        )))
    }

    fn is_marked(&self) -> bool {
        self.0.metadata().is_ok_and(|lock| lock.len() > 0)
    }

    /// Says that the log is about to hold something.
    pub(in crate::store::sqlite) fn mark(&self) -> io::Result<()> {
        if self.is_marked() { Ok(()) } else { (&self.0).write_all(IN_THE_LOG) }
    }

    /// Says that all of it is in the store.
    pub(in crate::store::sqlite) fn clear(&self) {
        // At worst somebody is told of a log that held nothing.
        let _ = self.0.set_len(0);
    }

    /// For whoever puts another in its place; refused while anybody has it open.
    pub(super) fn alone(path: &Path) -> Result<Held, Error> {
        let lock = beside(path, ".lock");
        let file = open(&lock)?;
        match patiently(&file) {
            Ok(()) => Ok(Held(file)),
            Err(TryLockError::WouldBlock) => {
                let server = said(path).map_or(String::new(), |process| format!(", the server is {process}"));
                let what = format!("the store `{}` is in use by another firstline{server}", path.display());
                Err(Error::InUse { what })
            }
            Err(TryLockError::Error(error)) => Err(of_file("lock", &lock, &error)),
        }
    }
}

/// The right to serve with a store, until it is dropped.
#[derive(Debug)]
pub struct Serving(#[expect(dead_code, reason = "the lock goes with it")] File);

/// Takes the right to serve with the store at a path.
///
/// # Errors
/// [`Error::InUse`] when another server has it; when the folder cannot be written.
pub fn serving(path: &Path) -> Result<Serving, Error> {
    let lock = beside(path, ".serving");
    let mut file = open(&lock)?;
    let failed = |error| of_file("lock", &lock, &error);
    match patiently(&file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let process = said(path).unwrap_or_else(|| "another process".to_owned());
            let what = format!("another firstline serves with the store `{}`: {process}", path.display());
            return Err(Error::InUse { what });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    // For people; a full disk is no reason not to serve.
    let _ = file.set_len(0).and_then(|()| write!(file, "process {}", std::process::id()));
    Ok(Serving(file))
}

/// Takes a lock alone. Whoever just ended, or is between a fork and a new program, holds it for a moment longer.
fn patiently(file: &File) -> Result<(), TryLockError> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::park_timeout(PAUSE),
            other => return other,
        }
    }
    file.try_lock()
}

/// What the server at a path says it is.
fn said(path: &Path) -> Option<String> {
    let mut said = String::new();
    File::open(beside(path, ".serving")).ok()?.take(40).read_to_string(&mut said).ok()?;
    if said.starts_with("process ") { Some(said) } else { None }
}

fn open(lock: &PathBuf) -> Result<File, Error> {
    if let Some(folder) = lock.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| of_file("make the folder", folder, &error))?;
    }
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.read(true).append(true).create(true).open(lock).map_err(|error| of_file("make", lock, &error))
}
