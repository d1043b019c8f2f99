//! What does it mean when SQLite fails?

use std::{io, path::Path};

use sqlx::migrate::MigrateError;

use crate::learn::Error;

/// Result codes after which the same may work later: busy, locked, out of memory, disk full.
const PASSING: [u32; 4] = [5, 6, 7, 13];
const NO_DATABASE: u32 = 26;
/// An error of input or output.
const REFUSED_BY_DISK: u32 = 10;

/// The failure of a statement or a connection.
pub(super) fn of(error: &sqlx::Error) -> Error {
    let passing = match error {
        sqlx::Error::PoolTimedOut => true,
        _ => code(error).is_some_and(|code| PASSING.contains(&code)),
    };
    Error::Store { what: error.to_string(), passing }
}

/// The failure of a statement that writes. A disk that refuses a write (an error of input or output, a quota) refuses
/// what is new; what was kept before is as it was.
pub(super) fn of_writing(error: &sqlx::Error) -> Error {
    match of(error) {
        Error::Store { what, passing: false } if code(error) == Some(REFUSED_BY_DISK) => {
            Error::Store { what, passing: true }
        }
        other => other,
    }
}

/// Whether SQLite says that a file is none of its own.
pub(super) fn is_no_database(error: &sqlx::Error) -> bool {
    code(error) == Some(NO_DATABASE)
}

/// The result code: the lowest byte of an extended one.
fn code(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error()?.code()?;
    code.parse::<u32>().ok().map(|code| code & 0xff)
}

/// The failure of bringing a file up to date.
pub(super) fn of_migration(error: &MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => Error::Newer,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => of(error),
        other => lasting(other.to_string()),
    }
}

/// A failure of the file system.
pub(super) fn of_file(doing: &str, path: &Path, error: &io::Error) -> Error {
    let passing = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    Error::Store { what: format!("cannot {doing} `{}`: {error}", path.display()), passing }
}

/// Something that does not pass by itself.
pub(super) fn lasting(what: impl Into<String>) -> Error {
    Error::Store { what: what.into(), passing: false }
}

/// The same failure, for another who waits for it.
pub(super) fn again(error: &Error) -> Error {
    match error {
        Error::NotShown(id) => Error::NotShown(*id),
        Error::KeyTaken(key) => Error::KeyTaken(key.clone()),
        Error::Newer => Error::Newer,
        Error::InUse { what } => Error::InUse { what: what.clone() },
        Error::Store { what, passing } => Error::Store { what: what.clone(), passing: *passing },
    }
}
