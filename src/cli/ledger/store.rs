//! Where is the ledger that is there already?

use std::{path::Path, sync::Arc};

use crate::{
    cli::config::Config,
    learn::{Error, Ledger},
    store,
};

/// The ledger, if there is one: a command that only reads makes none.
pub(crate) fn existing(config: &Config) -> Result<Option<Arc<dyn Ledger>>, Error> {
    let address = config.desk.store();
    let path = address.strip_prefix("sqlite:").unwrap_or(&address);
    let path = path.strip_prefix("//").unwrap_or(path);
    let elsewhere = address.contains("://") && !address.starts_with("sqlite:");
    if !elsewhere && !Path::new(path).exists() {
        return Ok(None);
    }
    store::open(&address).map(|store| Some(store.ledger))
}
