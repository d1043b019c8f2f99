//! Is there a ledger at this path, or may one be begun?

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    ConnectOptions, Connection, Row,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous},
};

use super::{
    failure::{self, lasting, of_file},
    migrate::migrate,
};
use crate::learn::Error;

/// What a file that is ours calls itself: `flin` (see the first migration).
const OURS: i64 = 1_718_380_910;

/// What tests make small.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How long a statement waits for another process.
    pub(super) patience: Duration,
    /// The most pages of the file.
    pub(super) pages: Option<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { patience: Duration::from_secs(5), pages: None }
    }
}

/// How connections to the file are made.
pub(super) fn options(path: &Path, limits: Limits) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(limits.patience)
        .disable_statement_logging();
    match limits.pages {
        Some(pages) => options.pragma("max_page_count", pages.to_string()),
        None => options,
    }
}

/// Opens the ledger at a path for writing, having begun it if nothing is there, and reads its secret.
///
/// # Errors
/// When something is there that is no ledger, or it cannot be read or made.
pub(super) async fn open(path: &Path, limits: Limits) -> Result<(SqliteConnection, [u8; 32]), Error> {
    let there = path.try_exists().map_err(|error| of_file("look at", path, &error))?;
    if !there {
        begin(path, limits).await?;
    }
    check(path, limits).await?;
    let failed = |error| failure::of(&error);
    let mut connection = writing(path, limits).connect().await.map_err(failed)?;
    migrate(&mut connection).await?;
    let secret = sqlx::query("SELECT secret FROM desk").fetch_one(&mut connection).await.map_err(failed)?;
    let secret: &[u8] = secret.try_get(0).map_err(failed)?;
    let secret = secret.try_into().map_err(|_| lasting("its secret is not one"))?;
    Ok((connection, secret))
}

/// How the one connection that writes is made.
pub(super) fn writing(path: &Path, limits: Limits) -> SqliteConnectOptions {
    options(path, limits).journal_mode(SqliteJournalMode::Wal)
}

/// Refuses what is there and no ledger of ours.
///
/// It asks SQLite instead of opening the file: to close a file takes away the locks that this process has on it.
pub(super) async fn check(path: &Path, limits: Limits) -> Result<(), Error> {
    let refused = |what: &str| Err(lasting(format!("`{}` {what}", path.display())));
    let there = fs::metadata(path).map_err(|error| of_file("read", path, &error))?;
    if !there.is_file() {
        return refused("is no file");
    }
    if there.len() == 0 {
        return refused("is empty; put a backup there, or move it away and a new ledger is begun");
    }
    let whose = async {
        let mut connection = options(path, limits).read_only(true).connect().await?;
        let row = sqlx::query("PRAGMA application_id").fetch_one(&mut connection).await?;
        let whose: i64 = row.try_get(0)?;
        connection.close().await?;
        Ok(whose)
    };
    match whose.await {
        Ok(OURS) => Ok(()),
        Ok(_) => refused("is the database of another program"),
        Err(error) if failure::is_no_database(&error) => refused("is no database"),
        Err(error) => Err(failure::of(&error)),
    }
}

/// Makes a new ledger under another name and moves it here when it is whole and on disk. When another process was
/// faster, its ledger stays.
async fn begin(path: &Path, limits: Limits) -> Result<(), Error> {
    let log = beside(path, "-wal");
    if log.exists() {
        let what = format!("`{}` is there without its database: put that back first", log.display());
        return Err(lasting(what));
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(|error| of_file("make the folder", folder, &error))?;
    let mut random = [0; 40];
    getrandom::fill(&mut random).map_err(|error| lasting(format!("no random numbers: {error}")))?;
    let (secret, name) = random.split_at(32);
    let name = name.iter().fold(0_u64, |name, byte| name << 8 | u64::from(*byte));
    let new = beside(path, &format!(".new-{name:016x}"));
    let failed = |error: io::Error| of_file("make", path, &error);
    let made = async {
        only_for_us().write(true).create_new(true).open(&new).map_err(failed)?;
        fill(&new, limits, secret).await?;
        File::open(&new).and_then(|file| file.sync_all()).map_err(failed)?;
        match fs::hard_link(&new, path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // Not every file system has links.
            Err(_) if !path.exists() => fs::rename(&new, path).map_err(failed)?,
            Err(error) => return Err(failed(error)),
        }
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
    };
    let made = made.await;
    // It has its name now or is scraps.
    let _ = fs::remove_file(&new);
    made
}

/// Makes a database of the empty file.
async fn fill(new: &Path, limits: Limits, secret: &[u8]) -> Result<(), Error> {
    let failed = |error| failure::of(&error);
    let mut connection = writing(new, limits).connect().await.map_err(failed)?;
    migrate(&mut connection).await?;
    let insert = sqlx::query("INSERT INTO desk (one, secret) VALUES (1, $1)");
    insert.bind(secret).execute(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)
}

/// The path with something behind its name.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Files that nobody else may read.
pub(super) fn only_for_us() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "modes are of Unix"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
