//! How does a command get a desk that is current?

use crate::{
    cli::{config::Config, progress::Bar, run::Failure},
    desk::{Desk, Error},
    kb::{Depth, Hint},
    library,
};

/// The desk, current. While a server runs on the same index it keeps it current, and this one only reads.
pub(crate) fn open(config: &Config) -> Result<Desk, Failure> {
    let (desk, opened) = Desk::open(config.desk.clone())?;
    // Beside a server only what lies beside the articles is read: it is kept nowhere else.
    let hint = if opened.read_only {
        Hint::Paths(config.desk.kb.companions.iter().cloned().collect())
    } else {
        Hint::Everything
    };
    match desk.catch_up(&hint, Depth::Stamps, &Bar::of("indexing")) {
        Ok(_) | Err(Error::Index(library::Error::Busy { .. })) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(desk)
}
