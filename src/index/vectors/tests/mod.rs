//! What must vectors do, whatever happens to them? Held against an oracle that is a plain map.

mod damage;
mod property;
mod writing;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{Put, VectorIndex, Wanted};
use crate::{
    access::{AudienceSet, Reader, Scope},
    library::Key,
    search::{Meant, ModelId},
    vector::Vector,
};

const MODEL: ModelId = ModelId(0xfeed);
const DIMENSIONS: usize = 4;

/// What is kept, in the plainest form.
#[derive(Clone, Debug, Default, PartialEq)]
struct Oracle(BTreeMap<Key, Put>);

impl Oracle {
    fn put(&mut self, puts: &[Put]) {
        self.0.extend(puts.iter().map(|put| (put.key, put.clone())));
    }

    fn nearest(&self, meant: &Meant, scope: &Scope, limit: usize) -> Vec<(Key, f32)> {
        let open = self.0.values().filter(|put| scope.sees(&put.readership) && !put.vectors.is_empty());
        let mut all: Vec<(Key, f32)> = open.map(|put| (put.key, likeness(meant, &put.vectors))).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(limit);
        all
    }
}

fn likeness(meant: &Meant, own: &[Vector]) -> f32 {
    meant.likeness(|asked| own.iter().map(|one| asked.cosine(one)).fold(f32::MIN, f32::max))
}

fn vector(values: [i8; DIMENSIONS]) -> Vector {
    Vector::kept(values.into()).expect("a direction")
}

fn put(key: u64, audiences: &[&str], texts: u64, vectors: &[[i8; DIMENSIONS]]) -> Put {
    let vectors = vectors.iter().map(|values| vector(*values)).collect();
    Put { key: Key(key), readership: AudienceSet::of(audiences.iter().copied()).into(), texts, vectors }
}

fn meant(whole: [i8; DIMENSIONS], sentences: &[[i8; DIMENSIONS]]) -> Meant {
    Meant { whole: vector(whole), sentences: sentences.iter().map(|values| vector(*values)).collect() }
}

fn scopes() -> [Scope; 5] {
    [
        Reader::public().scope(),
        Reader::at_terminal(["agents"]).scope(),
        Reader::at_terminal(["agents", "public"]).scope(),
        Reader::at_terminal(["nobody"]).scope(),
        Scope::everything("test"),
    ]
}

fn open(folder: &Path) -> VectorIndex {
    let (index, opened) = VectorIndex::open(folder, MODEL, DIMENSIONS).expect("an index");
    assert_eq!(opened, super::Opened::default());
    index
}

/// The index says what the oracle says, in every way of asking, to the last bit.
#[track_caller]
fn agree(index: &VectorIndex, oracle: &Oracle) {
    let asked = [
        meant([1, 2, 0, -1], &[]),
        meant([0, 0, 1, 0], &[[1, 0, 0, 0], [2, 1, -1, 0]]),
        meant([1; 4], &[[1; 4]]),
    ];
    let vectors = index.vectors();
    for scope in scopes() {
        for meant in &asked {
            for limit in [0, 1, 3, usize::MAX] {
                assert_eq!(vectors.nearest(meant, &scope, limit), oracle.nearest(meant, &scope, limit));
            }
        }
        let keys: Vec<Key> = (0..12).map(Key).collect();
        let seen = |key: &Key| oracle.0.get(key).filter(|put| scope.sees(&put.readership));
        for key in &keys {
            assert_eq!(vectors.of(*key, &scope), seen(key).map_or(Vec::new(), |put| put.vectors.clone()));
        }
        let own = |key: &Key| seen(key).filter(|put| !put.vectors.is_empty());
        let told: Vec<_> =
            keys.iter().map(|key| own(key).map(|put| likeness(&asked[1], &put.vectors))).collect();
        assert_eq!(vectors.likeness(&asked[1], &keys, &scope), told);
    }
    let size = index.size();
    assert_eq!(size.articles, oracle.0.len());
    assert_eq!(size.vectors, oracle.0.values().map(|put| put.vectors.len()).sum::<usize>());
    assert_eq!(vectors.model(), MODEL);
    let wanted: Vec<Wanted<'_>> = oracle.0.values().map(wanted).collect();
    assert_eq!(index.missing(&wanted), Vec::<&Wanted<'_>>::new());
}

fn wanted(put: &Put) -> Wanted<'_> {
    Wanted { key: put.key, readership: &put.readership, texts: put.texts }
}

/// The files of the model with an extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    super::open::files(&super::open::folder(folder, MODEL), extension).expect("a folder")
}

/// The file of the only shelf.
fn only_file(folder: &Path) -> PathBuf {
    let files = files(folder, "v1");
    assert_eq!(files.len(), 1);
    files[0].clone()
}

/// Every byte that lies below a folder.
fn everything_below(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        bytes.extend(if entry.is_dir() {
            everything_below(&entry)
        } else {
            fs::read(&entry).expect("a file")
        });
    }
    bytes
}
