//! How is a backup written while everything goes on?

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{
    Error,
    archive::{self, Told},
    manifest::{FORM, MODEL, Manifest, Member, STORE},
};
use crate::{
    desk::{Settings, open::now},
    model,
    store::{self, Counts},
};

/// What was backed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// How much the store holds.
    pub counts: Counts,
    /// The name of the embedding model, if it is in the archive.
    pub model: Option<String>,
    /// Bytes of the archive.
    pub bytes: u64,
}

/// A file that becomes a member.
struct Source {
    name: String,
    path: PathBuf,
}

/// Writes a backup of what lies under these settings to a file, which bears another name until it is whole and on
/// disk. A server may go on meanwhile. `told` hears how many bytes are done.
///
/// # Errors
/// When there is no store, it cannot be read, or the file cannot be written; then nothing is there that was not
/// before.
pub fn write(
    settings: &Settings,
    file: &Path,
    with_model: bool,
    told: &dyn Fn(u64),
) -> Result<Written, Error> {
    let address = settings.store();
    let store = store::path_of(&address)?.ok_or_else(|| Error::NoFile { store: address.clone() })?;
    if !store.exists() {
        return Err(Error::NoStore { store: address });
    }
    if file.exists() && !archive::is_one(file) {
        return Err(Error::InTheWay { path: file.to_owned() });
    }
    let failed = |source| Error::File { path: file.to_owned(), source };
    let home = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // On the disk of the backup, readable for nobody else, and gone when this ends.
    let beside = tempfile::Builder::new().prefix(".firstline-backup-").tempdir_in(home).map_err(failed)?;
    let copy = beside.path().join(STORE);
    let counts = store::copy(store, &copy)?;
    let mut sources = vec![Source { name: STORE.to_owned(), path: copy }];
    let installed = if with_model { model::find(settings.model())? } else { None };
    if installed.is_some() {
        let files = model::files_of(settings.model())?;
        sources.extend(files.into_iter().map(|(name, path)| Source { name: format!("{MODEL}{name}"), path }));
    }
    let whole = beside.path().join("whole.tar");
    let bytes = archive_of(&sources, &counts, &whole, told).map_err(failed)?;
    fs::rename(&whole, file).map_err(failed)?;
    File::open(home).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(Written { counts, model: installed.map(|installed| installed.card.name), bytes })
}

fn archive_of(sources: &[Source], counts: &Counts, whole: &Path, told: Told<'_>) -> io::Result<u64> {
    let mut members = Vec::new();
    let mut done = 0;
    for source in sources {
        let mut file = File::open(&source.path)?;
        let bytes = file.metadata()?.len();
        let hash = archive::copy(&mut file, &mut io::sink(), &mut |bytes| told(done + bytes))?;
        done += bytes;
        members.push(Member { name: source.name.clone(), bytes, blake3: hash.to_hex().to_string() });
    }
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = Manifest { firstline_backup: FORM, version, at: now(), counts: counts.clone(), members };
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut archive = archive::Writer::new(options.write(true).create_new(true).open(whole)?, &manifest)?;
    for (source, member) in sources.iter().zip(&manifest.members) {
        let mut from = Telling { from: File::open(&source.path)?, done, told };
        archive.member(&member.name, member.bytes, &mut from)?;
        done += member.bytes;
    }
    archive.end()?;
    Ok(fs::metadata(whole)?.len())
}

/// Passes bytes on and says how many.
struct Telling<'a> {
    from: File,
    done: u64,
    told: Told<'a>,
}

impl io::Read for Telling<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.done += read as u64;
        (self.told)(self.done);
        Ok(read)
    }
}
