//! Where in what was given lies the model?

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use zip::ZipArchive;

use crate::model::Error;

/// What a model cannot do without.
const NEEDED: [&str; 3] = ["config.json", "tokenizer.json", "model.safetensors"];
/// What is taken along where it is there.
const WELCOME: [&str; 7] = [
    "modules.json",
    "sentence_bert_config.json",
    "1_Pooling/config.json",
    "README.md",
    "LICENSE",
    "LICENSE.txt",
    "LICENSE.md",
];
/// No file of a model is longer than this, in bytes, nor are all together.
const MOST_BYTES: u64 = 8 << 30;
/// So many entries are looked at.
const MOST_ENTRIES: usize = 20_000;
/// So deep is looked for a model.
const DEEPEST: usize = 8;
/// So many bytes are copied at a time.
const PORTION: usize = 1 << 20;

/// Something that holds a model.
pub(super) enum Source {
    Folder { folder: PathBuf, name: String },
    Archive { archive: Box<ZipArchive<BufReader<File>>>, path: PathBuf, prefix: String, name: String },
}

impl Source {
    /// Looks for the model in a directory, zip or wheel: in itself or anywhere inside.
    pub(super) fn open(path: &Path) -> Result<Source, Error> {
        let data = fs::metadata(path).map_err(Error::place(path))?;
        if data.is_dir() {
            let mut folders = Vec::new();
            let mut left = MOST_ENTRIES;
            gather(path, 0, &mut left, &mut folders);
            let folder = only(path, folders, |folder| folder.components().count())?;
            // `.` and `..` have no name of their own.
            let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            return Ok(Source::Folder { folder, name: named(&whole, false) });
        }
        let file = File::open(path).map_err(Error::place(path))?;
        let archive = |what: String| Error::Archive { path: path.to_owned(), what };
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| Error::NoModel {
            path: path.to_owned(),
            what: format!("it is neither a directory nor a zip or wheel ({error})"),
        })?;
        if zip.len() > MOST_ENTRIES {
            return Err(archive(format!("it has {} entries, more than {MOST_ENTRIES}", zip.len())));
        }
        let mut names = Vec::new();
        for number in 0..zip.len() {
            let entry = zip.by_index_raw(number).map_err(|error| archive(error.to_string()))?;
            let name = entry.name().map_err(|error| archive(error.to_string()))?.into_owned();
            if entry.enclosed_name().is_none() {
                return Err(archive(format!("the entry `{name}` leads out of it")));
            }
            names.push(name);
        }
        let holds = |folder: &str| NEEDED.iter().all(|need| names.contains(&format!("{folder}{need}")));
        let folders =
            names.iter().filter_map(|name| name.strip_suffix(NEEDED[2])).filter(|folder| holds(folder));
        let folders = folders.map(str::to_owned).collect();
        let prefix = only(path, folders, |folder: &String| folder.matches('/').count())?;
        Ok(Source::Archive { archive: Box::new(zip), path: path.to_owned(), prefix, name: named(path, true) })
    }

    /// What the model is to be called.
    pub(super) fn name(&self) -> &str {
        let (Source::Folder { name, .. } | Source::Archive { name, .. }) = self;
        name
    }

    /// Copies what the model needs, durably, and says how far it is: bytes done, bytes in all. Gives the bytes in all.
    pub(super) fn copy(&mut self, to: &Path, step: &mut dyn FnMut(u64, u64)) -> Result<u64, Error> {
        let mut files = Vec::new();
        for name in NEEDED.iter().chain(&WELCOME) {
            if let Some(size) = self.size(name)? {
                files.push((*name, size));
            }
        }
        let total = files.iter().fold(0_u64, |sum, (_, size)| sum.saturating_add(*size));
        if total > MOST_BYTES {
            let what = format!("the model in it has {total} bytes, more than {MOST_BYTES}");
            return Err(self.refused(what));
        }
        let mut done = 0;
        for (name, size) in files {
            let target = to.join(name);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder).map_err(Error::place(folder))?;
            }
            let copied = self.copy_one(name, &target, &mut |bytes| step(done + bytes, total))?;
            if copied != size {
                return Err(self.refused(format!("`{name}` has not the {size} bytes that it says")));
            }
            done += size;
        }
        Ok(total)
    }

    fn refused(&self, what: String) -> Error {
        let (Source::Folder { folder: path, .. } | Source::Archive { path, .. }) = self;
        Error::Archive { path: path.clone(), what }
    }

    /// How long a file of the model is; none when it is not there.
    fn size(&mut self, name: &str) -> Result<Option<u64>, Error> {
        match self {
            Source::Folder { folder, .. } => {
                let path = folder.join(name);
                match fs::metadata(&path) {
                    Ok(data) => Ok(data.is_file().then_some(data.len())),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(source) => Err(Error::Place { path, source }),
                }
            }
            Source::Archive { archive, path, prefix, .. } => {
                let Some(number) = archive.index_for_name(&format!("{prefix}{name}")) else {
                    return Ok(None);
                };
                let entry = archive.by_index_raw(number);
                let entry =
                    entry.map_err(|error| Error::Archive { path: path.clone(), what: error.to_string() })?;
                Ok(entry.is_file().then_some(entry.size()))
            }
        }
    }

    fn copy_one(&mut self, name: &str, target: &Path, step: &mut dyn FnMut(u64)) -> Result<u64, Error> {
        match self {
            Source::Folder { folder, .. } => {
                let path = folder.join(name);
                let mut file = File::open(&path).map_err(Error::place(&path))?;
                pour(&mut file, &path, target, step)
            }
            Source::Archive { archive, path, prefix, .. } => {
                let entry = archive.by_name(&format!("{prefix}{name}"));
                let mut entry =
                    entry.map_err(|error| Error::Archive { path: path.clone(), what: error.to_string() })?;
                pour(&mut entry, path, target, step)
            }
        }
    }
}

/// Copies to a new file and makes it durable.
fn pour(from: &mut dyn Read, path: &Path, target: &Path, step: &mut dyn FnMut(u64)) -> Result<u64, Error> {
    let mut file = File::create_new(target).map_err(Error::place(target))?;
    let mut portion = vec![0; PORTION];
    let mut done = 0;
    loop {
        let read = match from.read(&mut portion) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // A checksum that is not right, among others.
            Err(error) => return Err(Error::Archive { path: path.to_owned(), what: error.to_string() }),
        };
        done += read as u64;
        if done > MOST_BYTES {
            let what = format!("a file in it has more than {MOST_BYTES} bytes");
            return Err(Error::Archive { path: path.to_owned(), what });
        }
        file.write_all(&portion[..read]).map_err(Error::place(target))?;
        step(done);
    }
    file.sync_all().map_err(Error::place(target))?;
    Ok(done)
}

/// Directories that hold all that a model needs.
fn gather(folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<PathBuf>) {
    if NEEDED.iter().all(|name| folder.join(name).is_file()) {
        found.push(folder.to_owned());
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if *left == 0 || depth == DEEPEST {
            return;
        }
        *left -= 1;
        // A link may lead round in a circle; only what really lies here is looked through.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            gather(&entry.path(), depth + 1, left, found);
        }
    }
}

/// The one that lies highest.
fn only<T>(path: &Path, mut found: Vec<T>, depth: impl Fn(&T) -> usize) -> Result<T, Error> {
    let none = |what: &str| Error::NoModel { path: path.to_owned(), what: what.to_owned() };
    let highest = found.iter().map(&depth).min().ok_or_else(|| {
        none("nowhere in it lie `config.json`, `tokenizer.json` and `model.safetensors` together")
    })?;
    found.retain(|one| depth(one) == highest);
    match found.len() {
        1 => found.pop().ok_or_else(|| none("it is empty")),
        many => Err(none(&format!("it holds {many} of them; name the directory of one"))),
    }
}

/// A name of letters, digits and what holds them together.
fn named(path: &Path, archive: bool) -> String {
    let name = if archive { path.file_stem() } else { path.file_name() };
    let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // A wheel is called `name-version-…`.
    let wheel = archive && path.extension().is_some_and(|end| end.eq_ignore_ascii_case("whl"));
    let name = if wheel { name.split('-').next().unwrap_or_default() } else { &name };
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    let plain = plain.trim_matches(['-', '.']);
    if plain.is_empty() { "model".to_owned() } else { plain.chars().take(80).collect() }
}
