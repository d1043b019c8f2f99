//! Where are things tried that must touch nothing of one's own?

use std::path::Path;

use tempfile::TempDir;

use super::{config::Config, progress::Bar, run::Failure};
use crate::{
    desk::{self, Desk, Settings},
    kb::{Depth, Hint},
    store,
};

/// A desk in a temporary directory, gone with it.
pub(super) struct ThrowAway {
    pub(super) desk: Desk,
    _place: TempDir,
}

/// Which ledger teaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lessons {
    /// None: it begins with what it is told.
    None,
    /// One's own, which is only read.
    Own,
}

/// A desk over a folder, indexed in a temporary directory, with the model that is in use.
pub(super) fn throw_away(config: &Config, kb: &Path, lessons: Lessons) -> Result<ThrowAway, Failure> {
    let place = tempfile::tempdir().map_err(|error| {
        let message = format!("no temporary folder can be made: {error}");
        Failure::new(message, "name a folder that may be written to in `TMPDIR`")
    })?;
    let own = config.desk.store();
    let is_there = store::path_of(&own)?.is_some_and(Path::exists);
    let store = if lessons == Lessons::Own && is_there { own } else { "memory:".to_owned() };
    let mut settings = Settings { store: Some(store), ..config.desk.clone() };
    kb.clone_into(&mut settings.kb.root);
    place.path().clone_into(&mut settings.index);
    settings.model = Some(config.desk.model().to_owned());
    let (desk, _) = Desk::open(settings)?;
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Bar::of("indexing"))?;
    desk.embed(desk::hands(), &Bar::of("embedding"), &|| false)?;
    Ok(ThrowAway { desk, _place: place })
}
