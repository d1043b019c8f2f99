//! Which store is meant?

use std::{path::Path, sync::Arc};

use super::{
    memory::{MemoryKeyring, MemoryLedger},
    sqlite::SqliteLedger,
};
use crate::{
    access::Keyring,
    learn::{Error, Ledger},
    request::Requests,
};

/// A store, opened.
#[derive(Clone)]
pub struct Store {
    /// What was shown and what came of it.
    pub ledger: Arc<dyn Ledger>,
    /// The credentials.
    pub keyring: Arc<dyn Keyring>,
    /// What was sent to the help desk.
    pub requests: Arc<dyn Requests>,
}

impl Store {
    /// One that is gone with the program.
    pub fn in_memory() -> Store {
        let ledger = Arc::new(MemoryLedger::default());
        Store { ledger: ledger.clone(), keyring: Arc::new(MemoryKeyring::default()), requests: ledger }
    }
}

/// Opens the store that an address names: `sqlite:PATH` or a bare path; `memory:` for one that is gone with the
/// program. A file that is not there is made, with its folder.
///
/// # Errors
/// When the address is of another kind, the file is no store of ours or damaged, or it cannot be made.
/// [`Error::Newer`] when a later version wrote it. A file that is there is never written over.
pub fn open(address: &str) -> Result<Store, Error> {
    match path_of(address)? {
        None => Ok(Store::in_memory()),
        Some(path) => {
            let file = Arc::new(SqliteLedger::open(path)?);
            Ok(Store { ledger: file.clone(), keyring: file.clone(), requests: file })
        }
    }
}

/// The file that an address names; none when it names no file.
///
/// # Errors
/// When the address is of another kind.
pub fn path_of(address: &str) -> Result<Option<&Path>, Error> {
    if address == "memory:" {
        return Ok(None);
    }
    let path = match address.split_once(':') {
        Some(("sqlite", path)) => path.strip_prefix("//").unwrap_or(path),
        Some((other, rest)) if rest.starts_with("//") => {
            let what = format!("there is no store of the kind `{other}:`; give a path or `sqlite:PATH`");
            return Err(Error::Store { what, passing: false });
        }
        _ => address,
    };
    if path.is_empty() {
        let what = "its address names no file; give a path or `sqlite:PATH`".to_owned();
        return Err(Error::Store { what, passing: false });
    }
    Ok(Some(path.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_store_or_says_why_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("data/desk.db");
        let path = path.to_str().expect("a name");
        let secret = open(path).expect("a new store").ledger.secret();
        for address in [format!("sqlite:{path}"), format!("sqlite://{path}"), path.to_owned()] {
            assert_eq!(open(&address).expect("the same store").ledger.secret(), secret);
        }
        assert!(open("memory:").is_ok());
        for address in ["postgres://db/desk", "", "sqlite:"] {
            assert!(matches!(open(address), Err(Error::Store { passing: false, .. })), "{address}");
        }
    }
}
