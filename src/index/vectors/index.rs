//! Which vectors are kept, and how do they change?

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use arc_swap::ArcSwap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Error, Opened,
    file::{ShelfFile, sync_folder},
    form::Header,
    live::Live,
    open,
    shelf::Shelf,
    snapshot::Snapshot,
};
use crate::{
    access::Readership,
    library::Key,
    search::{ModelId, Vectors},
    vector::Vector,
};

/// More threads than this do not help one scan: they wait for memory, and others wait for them.
const HANDS: usize = 2;

/// The vectors that one model made of articles, in a directory of their own.
pub struct VectorIndex {
    folder: PathBuf,
    model: ModelId,
    dimensions: usize,
    hands: usize,
    /// The right to write; without it another process has it.
    lock: Option<File>,
    shelves: Mutex<BTreeMap<Readership, Shelf>>,
    shown: ArcSwap<Snapshot>,
}

/// An article's vectors on their way to its shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    /// The article.
    pub key: Key,
    /// Who sees it, in this reading.
    pub readership: Readership,
    /// The hash of all texts that were embedded: as long as it is the same, the vectors are.
    pub texts: u64,
    /// The vectors, the title's first; none when the texts mean nothing to the model.
    pub vectors: Vec<Vector>,
}

/// An article that should have vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'c> {
    /// The article.
    pub key: Key,
    /// Who sees it, in this reading.
    pub readership: &'c Readership,
    /// The hash of all texts that are to be embedded.
    pub texts: u64,
}

/// How much is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Articles, also those whose texts mean nothing to the model.
    pub articles: usize,
    /// Their vectors.
    pub vectors: usize,
}

type Shelves = BTreeMap<Readership, Shelf>;
/// What is put on each shelf: articles, the hashes of their texts, their vectors.
type Coming<'p> = BTreeMap<&'p Readership, Vec<(Key, u64, &'p [Vector])>>;

impl VectorIndex {
    /// Opens the vectors of a model below a directory, or begins anew.
    ///
    /// Every checksum is verified. What is damaged is set aside, an end that is not whole is cut off, and both are
    /// told: the shelf is then empty or as it was some time before. So before anything is searched, call
    /// [`keep_only`](VectorIndex::keep_only) with the articles as they are now, also because the knowledge base
    /// may have changed while nobody looked.
    ///
    /// # Errors
    /// When the directory cannot be used.
    pub fn open(root: &Path, model: ModelId, dimensions: usize) -> Result<(VectorIndex, Opened), Error> {
        let folder = open::folder(root, model);
        fs::create_dir_all(&folder).map_err(|source| Error::Place { path: folder.clone(), source })?;
        let lock = open::lock(&folder)?;
        let mut opened = Opened { read_only: lock.is_none(), ..Opened::default() };
        let read = open::shelves(&folder, model, dimensions, &mut opened)?;
        let doubled = open::on_two(read.iter().map(|(readership, (live, ..))| (readership, live)));
        opened.on_two_shelves = doubled.len();
        let hands = thread::available_parallelism().map_or(1, usize::from).min(HANDS);
        let mut index = VectorIndex {
            folder,
            model,
            dimensions,
            hands,
            lock,
            shelves: Mutex::default(),
            shown: ArcSwap::from_pointee(Snapshot { model, dimensions, hands, shelves: Vec::new() }),
        };
        if opened.read_only {
            let without = |live: Live| Arc::new(live.with(&doubled, &[]));
            let shelves =
                read.into_iter().map(|(readership, (live, ..))| (readership, without(live))).collect();
            index.shown = ArcSwap::from_pointee(Snapshot { model, dimensions, hands, shelves });
        } else {
            let mut shelves = open::writable(read)?;
            for shelf in shelves.values_mut().filter(|_| !doubled.is_empty()) {
                shelf.take_away(&doubled);
            }
            index.show(&shelves);
            index.shelves = Mutex::new(shelves);
        }
        Ok((index, opened))
    }

    /// The present state, to look in. It stays as it is while vectors come and go.
    pub fn vectors(&self) -> Arc<dyn Vectors> {
        self.shown.load_full()
    }

    /// The model that made them.
    pub fn model(&self) -> ModelId {
        self.model
    }

    /// How much is kept.
    pub fn size(&self) -> Size {
        let shown = self.shown.load();
        shown.shelves.iter().fold(Size::default(), |size, (_, live)| Size {
            articles: size.articles + live.articles(),
            vectors: size.vectors + live.vectors(),
        })
    }

    /// Keeps vectors of articles, each in place of those that it had, also on another shelf, but for other readings of
    /// it; the last one of a reading counts. They are on the disk when this returns, and found from then on.
    ///
    /// # Errors
    /// When a vector is not of the model or the files cannot be written. None of them is kept then; an article that
    /// was to change its shelf is on none.
    pub fn put(&self, puts: &[Put]) -> Result<(), Error> {
        self.may_write()?;
        for (key, vector) in puts.iter().flat_map(|put| put.vectors.iter().map(|vector| (put.key, vector))) {
            let (found, expected) = (vector.values().len(), self.dimensions);
            if found != expected {
                return Err(Error::Dimensions { key, found, expected });
            }
        }
        let mut of_key: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
        for (put, number) in puts.iter().zip(0..) {
            of_key.entry(put.key).or_default().push(number);
        }
        let mut coming: Coming<'_> = BTreeMap::new();
        for (put, number) in puts.iter().zip(0..) {
            let replaces =
                |later: &usize| *later > number && !puts[*later].readership.excludes(&put.readership);
            if !of_key[&put.key].iter().any(replaces) {
                coming.entry(&put.readership).or_default().push((put.key, put.texts, &put.vectors));
            }
        }
        let mut shelves = self.lock();
        self.take_away(&mut shelves, |readership, live| {
            let elsewhere =
                coming.iter().filter(|(other, _)| **other != readership && !other.excludes(readership));
            let keys = elsewhere.flat_map(|(_, put)| put.iter().map(|(key, ..)| *key));
            keys.filter(|key| live.find(*key).is_some()).collect()
        })?;
        self.append(&mut shelves, &coming)?;
        for (readership, put) in &coming {
            if let Some(shelf) = shelves.get_mut(*readership) {
                shelf.live = Arc::new(shelf.live.with(&FxHashSet::default(), put));
            }
        }
        self.show(&shelves);
        compact(&mut shelves);
        Ok(())
    }

    /// Takes articles away: the next search does not find them, whatever the disk says.
    ///
    /// # Errors
    /// When the files cannot be written. The articles are not found then either, but may come back when the
    /// directory is opened again; the next change tells the files.
    pub fn remove(&self, keys: &[Key]) -> Result<(), Error> {
        self.may_write()?;
        let mut shelves = self.lock();
        self.take_away(&mut shelves, |_, live| {
            keys.iter().copied().filter(|key| live.find(*key).is_some()).collect()
        })?;
        compact(&mut shelves);
        Ok(())
    }

    /// Takes away all readings of articles but these, and of these those on another shelf: what is gone or was hidden is not
    /// found by the next search, even if nothing has its new vectors yet.
    ///
    /// # Errors
    /// As those of [`remove`](VectorIndex::remove).
    pub fn keep_only(&self, wanted: &[Wanted<'_>]) -> Result<(), Error> {
        self.may_write()?;
        let mut first: FxHashMap<Key, &Readership> = FxHashMap::default();
        let mut others: FxHashMap<Key, Vec<&Readership>> = FxHashMap::default();
        for wanted in wanted {
            let known = *first.entry(wanted.key).or_insert(wanted.readership);
            if known != wanted.readership {
                others.entry(wanted.key).or_default().push(wanted.readership);
            }
        }
        let mut shelves = self.lock();
        self.take_away(&mut shelves, |readership, live| {
            let right = |key: &Key| {
                first.get(key).is_some_and(|right| *right == readership)
                    || others.get(key).is_some_and(|right| right.contains(&readership))
            };
            live.keys().filter(|key| !right(key)).collect()
        })?;
        compact(&mut shelves);
        Ok(())
    }

    /// Which of these must be embedded: they are not there, or other texts of them are, or on another shelf.
    pub fn missing<'w, 'c>(&self, wanted: &'w [Wanted<'c>]) -> Vec<&'w Wanted<'c>> {
        let shown = self.shown.load();
        let shelves: BTreeMap<&Readership, &Arc<Live>> =
            shown.shelves.iter().map(|(readership, live)| (readership, live)).collect();
        let is_there = |wanted: &Wanted<'_>| {
            let known = shelves.get(wanted.readership).and_then(|live| live.find(wanted.key));
            known.is_some_and(|(_, article)| article.texts == wanted.texts)
        };
        wanted.iter().filter(|wanted| !is_there(wanted)).collect()
    }

    /// Brings the files in order: what was withdrawn or replaced leaves the disk, and what was set aside.
    ///
    /// # Errors
    /// When the files cannot be written; nothing is lost then.
    pub fn tidy(&self) -> Result<(), Error> {
        self.may_write()?;
        let mut shelves = self.lock();
        for shelf in shelves.values_mut().filter(|shelf| shelf.live.articles() > 0 && shelf.holds_dead()) {
            shelf.compact().map_err(|source| place(&shelf.file.path, source))?;
        }
        let empty: Vec<Readership> = shelves
            .iter()
            .filter(|(_, shelf)| shelf.live.articles() == 0)
            .map(|(it, _)| it.clone())
            .collect();
        for readership in empty {
            if let Some(shelf) = shelves.get(&readership) {
                let path = &shelf.file.path;
                gone(fs::remove_file(path))
                    .and_then(|()| sync_folder(path))
                    .map_err(|error| place(path, error))?;
            }
            shelves.remove(&readership);
        }
        self.show(&shelves);
        let aside = self.folder.join(open::QUARANTINE);
        gone(fs::remove_dir_all(&aside)).map_err(|error| place(&aside, error))
    }

    /// From now on the disk is full for what is appended to files that are there.
    #[cfg(test)]
    pub(super) fn fill_disk(&self) {
        self.lock().values_mut().for_each(|shelf| shelf.file.fill_disk());
    }

    fn lock(&self) -> MutexGuard<'_, Shelves> {
        // What a panic left behind agrees with the files as far as it is shown.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn may_write(&self) -> Result<(), Error> {
        if self.lock.is_some() { Ok(()) } else { Err(Error::Busy { path: self.folder.clone() }) }
    }

    fn show(&self, shelves: &Shelves) {
        let shelves =
            shelves.iter().map(|(readership, shelf)| (readership.clone(), shelf.live.clone())).collect();
        let (model, dimensions, hands) = (self.model, self.dimensions, self.hands);
        self.shown.store(Arc::new(Snapshot { model, dimensions, hands, shelves }));
    }

    /// Takes away the articles of each shelf that go: first from what is shown, then from the files.
    fn take_away(
        &self,
        shelves: &mut Shelves,
        go: impl Fn(&Readership, &Live) -> FxHashSet<Key>,
    ) -> Result<(), Error> {
        let mut any = false;
        for (readership, shelf) in shelves.iter_mut() {
            let keys = go(readership, &shelf.live);
            if !keys.is_empty() {
                shelf.take_away(&keys);
                any = true;
            }
        }
        if any {
            self.show(shelves);
        }
        let mut paid = Ok(());
        for shelf in shelves.values_mut() {
            if let Err(source) = shelf.pay() {
                paid = Err(place(&shelf.file.path, source));
            }
        }
        paid
    }

    /// Appends to the files, all or nothing.
    fn append(&self, shelves: &mut Shelves, coming: &Coming<'_>) -> Result<(), Error> {
        let mut ends = Vec::new();
        let mut failed = Ok(());
        for (readership, put) in coming {
            let appended = self
                .begin(shelves, readership)
                .and_then(|shelf| shelf.append(put).map_err(|source| place(&shelf.file.path, source)));
            match appended {
                Ok(end) => ends.push((*readership, end)),
                Err(error) => {
                    failed = Err(error);
                    break;
                }
            }
        }
        if failed.is_err() {
            for (readership, end) in ends {
                if let Some(shelf) = shelves.get_mut(readership) {
                    shelf.file.back_to(end);
                }
            }
        }
        failed
    }

    /// The shelf of an audience set, begun if it is not there.
    fn begin<'s>(&self, shelves: &'s mut Shelves, readership: &Readership) -> Result<&'s mut Shelf, Error> {
        let path = open::file_of(&self.folder, readership);
        if !shelves.contains_key(readership) && shelves.values().any(|other| other.file.path == path) {
            return Err(place(&path, io::ErrorKind::AlreadyExists.into()));
        }
        match shelves.entry(readership.clone()) {
            std::collections::btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::btree_map::Entry::Vacant(new) => {
                let (model, dimensions) = (self.model, self.dimensions);
                let header = Header { model, dimensions, readership: readership.clone() };
                let file = ShelfFile::create(path.clone(), header).map_err(|source| place(&path, source))?;
                Ok(new.insert(Shelf::new(file, Live::empty(dimensions))))
            }
        }
    }
}

/// Writes those files anew of which more than half is dead. Everything is kept already: a failure waits for the
/// next time.
fn compact(shelves: &mut Shelves) {
    for shelf in shelves.values_mut().filter(|shelf| shelf.is_half_dead()) {
        if let Err(error) = shelf.compact() {
            tracing::warn!(path = %shelf.file.path.display(), %error, "dead vectors stay on the disk for now");
        }
    }
}

fn place(path: &Path, source: io::Error) -> Error {
    Error::Place { path: path.to_owned(), source }
}

/// What is not there need not be removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
