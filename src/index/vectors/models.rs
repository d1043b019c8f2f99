//! Of which models are there vectors, and are they as they were written?

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Error,
    form::EXTENSION,
    load::Trouble,
    open::{files, folder, lock, on_two, read},
};
use crate::search::ModelId;

/// The models that vectors are kept of below a directory, in the order of their numbers.
///
/// # Errors
/// When the directory cannot be read.
pub fn models(root: &Path) -> Result<Vec<ModelId>, Error> {
    let place = |source| Error::Place { path: root.to_owned(), source };
    let entries = match fs::read_dir(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(place)?,
    };
    let mut models = Vec::new();
    for entry in entries {
        let entry = entry.map_err(place)?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| u64::from_str_radix(name, 16).ok()).map(ModelId);
        models.extend(number.filter(|model| entry.path().is_dir() && entry.path() == folder(root, *model)));
    }
    models.sort_unstable();
    Ok(models)
}

/// Removes the vectors that a model made: after another took its place.
///
/// # Errors
/// When they are open, in this process or another, or the directory cannot be written.
pub fn remove(root: &Path, model: ModelId) -> Result<(), Error> {
    let path = folder(root, model);
    if !path.exists() {
        return Ok(());
    }
    let Some(_held) = lock(&path)? else { return Err(Error::Busy { path }) };
    fs::remove_dir_all(&path).map_err(|source| Error::Place { path, source })
}

/// What verifying the vectors found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many models there are vectors of.
    pub models: usize,
    /// How many shelves they are on.
    pub shelves: usize,
    /// How many articles have them, those of each model counted.
    pub articles: usize,
    /// How many vectors there are.
    pub vectors: usize,
    /// Files that are damaged, and what else does not agree.
    pub damage: Vec<String>,
}

/// Checks every checksum of all vectors below a directory, and changes nothing.
///
/// # Errors
/// When the directory cannot be read.
pub fn verify(root: &Path) -> Result<Verified, Error> {
    let mut verified = Verified::default();
    for model in models(root)? {
        verified.models += 1;
        let folder = folder(root, model);
        let place = |path: &PathBuf, source| Error::Place { path: path.clone(), source };
        let mut shelves = Vec::new();
        for path in files(&folder, EXTENSION).map_err(|error| place(&folder, error))? {
            match read(&path, model, None) {
                Ok(loaded) => {
                    if loaded.torn {
                        verified.damage.push(format!("{}: the end is not whole", path.display()));
                    }
                    shelves.push((loaded.header.readership, loaded.live));
                }
                Err(Trouble::Damaged) => verified.damage.push(path.display().to_string()),
                Err(Trouble::Failed(source)) => return Err(place(&path, source)),
            }
        }
        verified.shelves += shelves.len();
        verified.articles += shelves.iter().map(|(_, live)| live.articles()).sum::<usize>();
        verified.vectors += shelves.iter().map(|(_, live)| live.vectors()).sum::<usize>();
        let doubled = on_two(shelves.iter().map(|(readership, live)| (readership, live))).len();
        if doubled > 0 {
            verified.damage.push(format!("{}: {doubled} articles on two shelves", folder.display()));
        }
    }
    Ok(verified)
}
