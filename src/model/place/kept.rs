//! Which model is installed?
//!
//! `index/model/` holds `model.json`, which says what is installed and in which directory beside it. It is replaced in one
//! step, after the directory is whole and on disk; what it does not name is left over and counts for nothing.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{model::Error, search::Embedder};

/// What says which model is installed.
const CURRENT: &str = "model.json";

/// A model that is installed.
#[derive(Clone, Debug, PartialEq)]
pub struct Installed {
    /// Where its files lie.
    pub folder: PathBuf,
    /// What is known of it.
    pub card: Card,
}

/// What was found out of a model when it was installed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// What it is called: the name of the directory or archive that it came from.
    pub name: String,
    /// The number of its vectors' space, 16 digits.
    pub id: String,
    /// How many values a vector has.
    pub dimensions: usize,
    /// How many layers it has.
    pub layers: usize,
    /// How many numbers its weights are.
    pub parameters: u64,
    /// The codes of the languages that it reads; empty for many.
    pub languages: Vec<String>,
    /// The most tokens of a text that it reads.
    pub max_tokens: usize,
    /// Bytes on disk.
    pub size: u64,
    /// Bytes of memory that its weights take.
    pub memory: u64,
    /// Short texts a second on this machine, with all its processors.
    pub texts_per_second: f64,
    /// Milliseconds for one short text, half of them less.
    pub milliseconds: f64,
    /// How it multiplied.
    pub kernel: String,
    /// The name of its directory.
    directory: String,
}

#[cfg(feature = "model")]
impl Card {
    /// What is said of an opened model.
    pub(super) fn of(
        model: &crate::model::Model,
        name: &str,
        size: u64,
        trial: &super::trial::Figures,
        directory: &str,
    ) -> Card {
        let codes = |some: &[crate::text::Language]| some.iter().map(|one| one.code().to_owned()).collect();
        let languages = match model.languages() {
            crate::model::Languages::Many => Vec::new(),
            crate::model::Languages::Only(some) => codes(some),
        };
        Card {
            name: name.to_owned(),
            id: format!("{:016x}", model.id().0),
            dimensions: model.dimensions(),
            layers: model.layers(),
            parameters: model.parameters(),
            languages,
            max_tokens: model.tokens(),
            size,
            memory: model.bytes(),
            texts_per_second: rounded(trial.texts_per_second),
            milliseconds: rounded(trial.milliseconds),
            kernel: model.kernel().to_owned(),
            directory: directory.to_owned(),
        }
    }
}

/// What was measured, to two digits after the point.
#[cfg(feature = "model")]
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

impl Installed {
    /// Opens it.
    ///
    /// # Errors
    /// When its files are damaged, or this program was built without models.
    #[cfg(feature = "model")]
    pub fn open(&self) -> Result<Arc<dyn Embedder>, Error> {
        Ok(Arc::new(crate::model::Model::open(&self.folder)?))
    }

    /// Opens it.
    ///
    /// # Errors
    /// Always: this program was built without models.
    #[cfg(not(feature = "model"))]
    pub fn open(&self) -> Result<Arc<dyn Embedder>, Error> {
        Err(Error::NotBuilt)
    }
}

/// Where models lie in an index's directory.
pub(super) fn place(index: &Path) -> PathBuf {
    index.join("model")
}

/// The model that is installed in an index's directory; none when there is none. Its weights are not read yet.
///
/// # Errors
/// When what says so cannot be read, or means nothing.
pub fn find(index: &Path) -> Result<Option<Installed>, Error> {
    let place = place(index);
    let Some((card, directory)) = card_of(&place)? else { return Ok(None) };
    Ok(Some(Installed { folder: place.join(directory), card }))
}

/// What a place says is installed in it, and in which directory below it.
pub(super) fn card_of(place: &Path) -> Result<Option<(Card, String)>, Error> {
    let path = place.join(CURRENT);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Place { path, source }),
    };
    let broken = |what: String| Error::Broken { file: CURRENT.to_owned(), what };
    let card: Card = serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?;
    if card.directory.is_empty() || card.directory.contains(['/', '\\', '.']) {
        return Err(broken(format!("`{}` is no directory beside it", card.directory)));
    }
    let directory = card.directory.clone();
    Ok(Some((card, directory)))
}

/// Makes a directory that is whole the model in use. What was before stays until then.
pub(super) fn switch(index: &Path, card: Card) -> Result<Installed, Error> {
    let place = place(index);
    let text = serde_json::to_string_pretty(&card).unwrap_or_default();
    let (path, beside) = (place.join(CURRENT), place.join(".model.json.new"));
    let written = File::create(&beside).and_then(|mut file| {
        io::Write::write_all(&mut file, text.as_bytes())?;
        file.sync_all()
    });
    written
        .and_then(|()| fs::rename(&beside, &path))
        .and_then(|()| sync(&place))
        .map_err(Error::place(&path))?;
    sweep(&place, Some(&card.directory));
    Ok(Installed { folder: place.join(&card.directory), card })
}

/// Removes the installed model, if it bears this name or none was given. Gives what was removed.
///
/// # Errors
/// When there is none of that name, or it cannot be removed.
pub fn remove(index: &Path, name: Option<&str>) -> Result<Option<Card>, Error> {
    let place = place(index);
    let card = match find(index) {
        Ok(found) => found.map(|found| found.card),
        // What cannot be read can still be removed.
        Err(Error::Broken { .. }) if name.is_none() => None,
        Err(error) => return Err(error),
    };
    if let Some(name) = name
        && card.as_ref().is_none_or(|card| card.name != name)
    {
        return Err(Error::NotInstalled { name: name.to_owned() });
    }
    let path = place.join(CURRENT);
    match fs::remove_file(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Place { path, source }),
        Ok(()) => {}
    }
    sync(&place).map_err(|source| Error::Place { path: place.clone(), source })?;
    sweep(&place, None);
    Ok(card)
}

/// Deletes directories that are not in use; what cannot be deleted now is tried again the next time.
fn sweep(place: &Path, keep: Option<&str>) {
    let Ok(entries) = fs::read_dir(place) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with("weights-") && Some(name) != keep);
        if ours && let Err(error) = fs::remove_dir_all(entry.path()) {
            tracing::warn!(path = %entry.path().display(), "what is left of a model cannot be deleted: {error}");
        }
    }
}

/// Makes sure that what was renamed in a directory is on disk.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
