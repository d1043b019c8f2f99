//! What lies in the directory of a model, and can it be trusted?

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Error,
    file::{self, End, ShelfFile},
    form::{EXTENSION, Header},
    live::Live,
    load::{Loaded, Trouble, load},
    shelf::Shelf,
};
use crate::{access::Readership, index::shelf_name::shelf_name, library::Key, search::ModelId};

/// Where damaged files go.
pub(super) const QUARANTINE: &str = "quarantine";

/// What opening the vectors met. Whatever it is, articles that are not there are
/// [missing](super::VectorIndex::missing) and can be put again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Files that were damaged, and set aside in `quarantine/` beside them: their shelf is empty now.
    pub damaged: Vec<PathBuf>,
    /// Files whose end was not whole, and was cut off: an older state of their shelf.
    pub cut: Vec<PathBuf>,
    /// Articles that stood on two shelves, and are on none now.
    pub on_two_shelves: usize,
    /// Whether another process writes here: then this one only reads what is there, and leaves damage as it is.
    pub read_only: bool,
}

/// The directory of a model.
pub(super) fn folder(root: &Path, model: ModelId) -> PathBuf {
    root.join(format!("{:016x}", model.0))
}

/// The file of a shelf.
pub(super) fn file_of(folder: &Path, readership: &Readership) -> PathBuf {
    folder.join(format!("{}.{EXTENSION}", shelf_name(readership)))
}

/// The right to write in a directory, for as long as the file is held; `None` when another has it.
pub(super) fn lock(folder: &Path) -> Result<Option<File>, Error> {
    let place = |source| Error::Place { path: folder.to_owned(), source };
    let file = File::options().create(true).append(true).open(folder.join("lock")).map_err(place)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(source)) => Err(place(source)),
    }
}

/// The files of a directory with an extension, in the order of their names.
pub(super) fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.path().extension() == Some(OsStr::new(extension)) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a file that must be of this model and under the name of its shelf.
pub(super) fn read(path: &Path, model: ModelId, dimensions: Option<usize>) -> Result<Loaded, Trouble> {
    let loaded = load(path, model, dimensions)?;
    let named = Some(OsStr::new(&shelf_name(&loaded.header.readership))) == path.file_stem();
    if named { Ok(loaded) } else { Err(Trouble::Damaged) }
}

/// A shelf as it was read; without a file to write when another process does that.
pub(super) type Shelves = BTreeMap<Readership, (Live, Header, End, PathBuf)>;

/// Reads all shelves of a model; with the right to write, damage is set aside.
pub(super) fn shelves(
    folder: &Path,
    model: ModelId,
    dimensions: usize,
    opened: &mut Opened,
) -> Result<Shelves, Error> {
    let place = |path: &Path, source| Error::Place { path: path.to_owned(), source };
    if !opened.read_only {
        for scrap in files(folder, file::BESIDE).map_err(|error| place(folder, error))? {
            fs::remove_file(&scrap).map_err(|error| place(&scrap, error))?;
        }
    }
    let mut shelves = BTreeMap::new();
    for path in files(folder, EXTENSION).map_err(|error| place(folder, error))? {
        match read(&path, model, Some(dimensions)) {
            Ok(loaded) => {
                if loaded.torn && !opened.read_only {
                    opened.cut.push(path.clone());
                }
                let readership = loaded.header.readership.clone();
                shelves.insert(readership, (loaded.live, loaded.header, loaded.end, path));
            }
            Err(Trouble::Damaged) => {
                if !opened.read_only {
                    set_aside(folder, &path)?;
                }
                opened.damaged.push(path);
            }
            // Whoever writes here took it away while the names were read.
            Err(Trouble::Failed(error)) if opened.read_only && error.kind() == io::ErrorKind::NotFound => {}
            Err(Trouble::Failed(source)) => return Err(place(&path, source)),
        }
    }
    Ok(shelves)
}

/// Moves a damaged file out of the way, until the directory is tidied.
fn set_aside(folder: &Path, path: &Path) -> Result<(), Error> {
    let aside = folder.join(QUARANTINE);
    let name = path.file_name().unwrap_or_default();
    fs::create_dir_all(&aside)
        .and_then(|()| fs::rename(path, aside.join(name)))
        .map_err(|source| Error::Place { path: path.to_owned(), source })
}

/// Opens the files of shelves for writing.
pub(super) fn writable(shelves: Shelves) -> Result<BTreeMap<Readership, Shelf>, Error> {
    let open = |(readership, (live, header, end, path)): (Readership, (Live, Header, End, PathBuf))| {
        let file =
            ShelfFile::open(path.clone(), header, end).map_err(|source| Error::Place { path, source })?;
        Ok((readership, Shelf::new(file, live)))
    };
    shelves.into_iter().map(open).collect()
}

/// Articles on more than one shelf where somebody sees both: nobody knows which of them is right, and the wrong one
/// shows what is hidden.
pub(super) fn on_two<'l>(shelves: impl IntoIterator<Item = (&'l Readership, &'l Live)>) -> FxHashSet<Key> {
    let mut first: FxHashMap<Key, &Readership> = FxHashMap::default();
    let mut others: FxHashMap<Key, Vec<&Readership>> = FxHashMap::default();
    let mut doubled = FxHashSet::default();
    for (readership, live) in shelves {
        for key in live.keys() {
            let known = match first.entry(key) {
                std::collections::hash_map::Entry::Vacant(new) => {
                    new.insert(readership);
                    continue;
                }
                std::collections::hash_map::Entry::Occupied(known) => *known.get(),
            };
            let others = others.entry(key).or_default();
            if others.iter().chain([&known]).any(|other| !other.excludes(readership)) {
                doubled.insert(key);
            }
            others.push(readership);
        }
    }
    doubled
}
