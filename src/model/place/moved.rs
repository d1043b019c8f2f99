//! How does an installed model move to another machine?

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::kept::{Card, Installed, card_of, find, place, switch, sync};
use crate::model::Error;

/// Every file of the installed model by its name below its place, in the order of names; none without a model.
///
/// # Errors
/// When they cannot be read.
pub fn files_of(index: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let Some(installed) = find(index)? else { return Ok(Vec::new()) };
    let place = place(index);
    let mut files = vec![("model.json".to_owned(), place.join("model.json"))];
    let mut folders = vec![installed.folder];
    while let Some(folder) = folders.pop() {
        let failed = |source| Error::Place { path: folder.clone(), source };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let (kind, path) = (entry.file_type().map_err(failed)?, entry.path());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file()
                && let Some(name) = path.strip_prefix(&place).ok().and_then(Path::to_str)
            {
                files.push((name.to_owned(), path.clone()));
            }
        }
    }
    files[1..].sort();
    Ok(files)
}

/// A model whose files are where they belong, and that nobody uses yet.
#[derive(Debug)]
pub struct Brought {
    index: PathBuf,
    card: Card,
}

/// Moves a model that lies in a folder, as [`files_of`] names its files, to where models of an index lie.
///
/// # Errors
/// When it is none, or cannot be moved.
pub fn bring(index: &Path, from: &Path) -> Result<Brought, Error> {
    let (card, directory) = card_of(from)?
        .ok_or_else(|| Error::NoModel { path: from.to_owned(), what: "it has no `model.json`".to_owned() })?;
    let (from, to) = (from.join(&directory), place(index).join(&directory));
    let failed = |source: io::Error| Error::Place { path: to.clone(), source };
    fs::create_dir_all(place(index)).map_err(failed)?;
    match fs::rename(&from, &to) {
        Ok(()) => {}
        // Names are made at random: one that is taken is taken by this very model.
        Err(_) if to.is_dir() => {}
        Err(error) => return Err(failed(error)),
    }
    sync(&place(index)).map_err(failed)?;
    Ok(Brought { index: index.to_owned(), card })
}

impl Brought {
    /// Makes it the one in use, in one step.
    ///
    /// # Errors
    /// When that cannot be written; the one before stays.
    pub fn use_it(self) -> Result<Installed, Error> {
        switch(&self.index, self.card)
    }
}
