//! Where is the ledger that is there already?

use std::sync::Arc;

use crate::{
    cli::config::Config,
    learn::{Error, Ledger},
    store,
};

/// The ledger, if there is one: a command that only reads makes none.
pub(crate) fn existing(config: &Config) -> Result<Option<Arc<dyn Ledger>>, Error> {
    let address = config.desk.store();
    match store::path_of(&address)? {
        Some(path) if !path.exists() => Ok(None),
        _ => store::open(&address).map(|store| Some(store.ledger)),
    }
}
