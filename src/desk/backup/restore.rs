//! How is a backup brought back, all of it or nothing?
//!
//! Everything that can fail comes first: the archive is read whole and verified, the store in it is brought up to
//! date and read whole, the model's files are put on disk under names that nobody uses yet. Then the store changes
//! in one rename, and the model in another.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    Error, archive,
    manifest::{MODEL, Manifest, Member, STORE},
};
use crate::{
    desk::Settings,
    learn, model,
    store::{self, Counts, Replacing},
};

/// What the folder is called, with something behind it, in which a model is unpacked.
const UNPACKED: &str = ".restoring-model-";

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How much the store holds now.
    pub counts: Counts,
    /// When the backup was made.
    pub at: jiff::Timestamp,
    /// The name of the embedding model, if one came with it.
    pub model: Option<String>,
    /// Where the store is that was there before.
    pub aside: Option<PathBuf>,
}

/// Brings a backup back to where these settings say. A store that holds something is in the way unless `force` is
/// given, and is set aside then. `told` hears how many bytes are done.
///
/// # Errors
/// When the archive is damaged or of another form, something is in the way or in use, or a file cannot be written:
/// then everything is as it was.
pub fn restore(settings: &Settings, file: &Path, force: bool, told: &dyn Fn(u64)) -> Result<Restored, Error> {
    let address = settings.store();
    let store = store::path_of(&address)?.ok_or_else(|| Error::NoFile { store: address.clone() })?;
    let replacing = Replacing::begin(store)?;
    if !force {
        let rows = replacing.there().map(|counts| counts.values().sum::<u64>());
        match rows {
            None => return Err(Error::Unreadable { store: address }),
            Some(0) => {}
            Some(rows) => return Err(Error::NotEmpty { store: address, rows }),
        }
    }
    let unpacked = Unpacked::of(settings, file, &replacing, told)?;
    let refused = |why: String| Error::Refused { path: file.to_owned(), why };
    let counts = replacing.check().map_err(|error| match error {
        error @ learn::Error::Store { passing: true, .. } => Error::Store(error),
        other => refused(other.to_string()),
    })?;
    if some(&counts) != some(&unpacked.manifest.counts) {
        return Err(refused("its store holds something else than its manifest says".to_owned()));
    }
    let brought = match &unpacked.model {
        Some(model) => Some(model::bring(settings.model(), model.path())?),
        None => None,
    };
    let aside = replacing.put()?;
    let model = brought.map(model::Brought::use_it).transpose()?.map(|installed| installed.card.name);
    Ok(Restored { counts, at: unpacked.manifest.at, model, aside })
}

/// What there is any of: a newer version knows of more.
fn some(counts: &Counts) -> Counts {
    counts.iter().filter(|(_, rows)| **rows > 0).map(|(what, rows)| (what.clone(), *rows)).collect()
}

/// What was in an archive, beside the places where it belongs.
struct Unpacked {
    manifest: Manifest,
    /// Removed with all that is left in it.
    model: Option<tempfile::TempDir>,
}

impl Unpacked {
    fn of(
        settings: &Settings,
        file: &Path,
        replacing: &Replacing,
        told: archive::Told<'_>,
    ) -> Result<Unpacked, Error> {
        let beside = settings.model();
        let failed = |source| Error::File { path: beside.to_owned(), source };
        fs::create_dir_all(beside).map_err(failed)?;
        sweep(beside).map_err(failed)?;
        let model = tempfile::Builder::new().prefix(UNPACKED).tempdir_in(beside).map_err(failed)?;
        let into = |member: &Member| -> io::Result<Box<dyn Write>> {
            let path = match member.name.strip_prefix(MODEL) {
                Some(name) => model.path().join(name),
                None => replacing.copy(),
            };
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut options = OpenOptions::new();
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.write(true).create_new(true).open(&path)?;
            Ok(Box::new(Durable(file)))
        };
        let manifest = archive::read(file, &into, told)?;
        let has_model = manifest.members.iter().any(|member| member.name != STORE);
        Ok(Unpacked { manifest, model: has_model.then_some(model) })
    }
}

/// Removes what one left that was interrupted.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(UNPACKED) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// A file whose end is waited for until it is on disk.
struct Durable(fs::File);

impl Write for Durable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}
