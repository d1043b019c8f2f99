//! What a crash or a bad disk left is noticed, and never a wrong answer.

use std::{fs, path::Path};

use super::{DIMENSIONS, MODEL, Oracle, agree, files, meant, only_file, open, put, scopes, vector};
use crate::{
    access::AudienceSet,
    index::vectors::{Opened, Put, VectorIndex, verify},
    library::Key,
    search::ModelId,
};

/// The states of a shelf, each with the length of its file.
fn history(folder: &Path) -> Vec<(usize, Oracle)> {
    let index = open(folder);
    let mut oracle = Oracle::default();
    let puts = [
        vec![put(1, &["public"], 1, &[[1, 0, 0, 0], [0, 1, 0, 0]]), put(2, &["public"], 1, &[[3, 1, 0, 0]])],
        vec![put(1, &["public"], 2, &[[0, 0, 1, 0]]), put(3, &["public"], 1, &[])],
        vec![put(4, &["public"], 1, &[[5, 5, 5, 5]])],
    ];
    let mut states = Vec::new();
    let mut remember = |oracle: &Oracle| {
        let len = fs::metadata(only_file(folder)).expect("a file").len();
        states.push((usize::try_from(len).expect("small"), oracle.clone()));
    };
    for puts in &puts {
        index.put(puts).expect("to be kept");
        oracle.put(puts);
        remember(&oracle);
    }
    index.remove(&[Key(2)]).expect("removed");
    oracle.0.remove(&Key(2));
    remember(&oracle);
    states
}

/// Opens a folder that holds this file alone.
fn with(name: &std::ffi::OsStr, bytes: &[u8]) -> (tempfile::TempDir, VectorIndex, Opened) {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join(format!("{:016x}", MODEL.0));
    fs::create_dir_all(&home).expect("a folder");
    fs::write(home.join(name), bytes).expect("a file");
    let (index, opened) = VectorIndex::open(folder.path(), MODEL, DIMENSIONS).expect("an index");
    (folder, index, opened)
}

#[test]
fn a_file_that_ends_anywhere_is_a_state_that_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let states = history(folder.path());
    let path = only_file(folder.path());
    let whole = fs::read(&path).expect("a file");
    let header = whole.array_windows().position(|window| window == b"\x89portion").expect("a portion");
    for len in 0..=whole.len() {
        let (folder, index, opened) = with(path.file_name().expect("a name"), &whole[..len]);
        let state = states.iter().rev().find(|(end, _)| *end <= len);
        let mut oracle = state.map_or(Oracle::default(), |(_, oracle)| oracle.clone());
        agree(&index, &oracle);
        assert_eq!(opened.damaged.len(), usize::from(len < header), "{len}");
        let at_an_end = len == header || states.iter().any(|(end, _)| *end == len);
        assert_eq!(opened.cut.len(), usize::from(len > header && !at_an_end), "{len}");
        let more = [put(7, &["public"], 1, &[[1, 2, 3, 4]])];
        index.put(&more).expect("to be kept");
        oracle.put(&more);
        drop(index);
        agree(&open(folder.path()), &oracle);
    }
}

#[test]
fn every_byte_that_is_another_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let states = history(folder.path());
    let path = only_file(folder.path());
    let whole = fs::read(&path).expect("a file");
    let (last, before) = (states[states.len() - 2].0, &states[states.len() - 2].1);
    for at in 0..whole.len() {
        for bit in [0x01, 0x10, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bit;
            let (folder, index, opened) = with(path.file_name().expect("a name"), &bytes);
            let (damaged, oracle) = if at < last { (1, Oracle::default()) } else { (0, before.clone()) };
            assert_eq!((opened.damaged.len(), opened.cut.len()), (damaged, 1 - damaged), "byte {at}");
            agree(&index, &oracle);
            drop(index);
            agree(&open(folder.path()), &oracle);
        }
    }
}

#[test]
fn a_portion_that_is_missing_or_from_elsewhere_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let states = history(folder.path());
    let path = only_file(folder.path());
    let whole = fs::read(&path).expect("a file");
    let ends: Vec<usize> = states.iter().map(|(end, _)| *end).collect();
    let missing = [&whole[..ends[0]], &whole[ends[1]..]].concat();
    let twice = [&whole[..ends[1]], &whole[ends[0]..]].concat();
    let swapped =
        [&whole[..ends[0]], &whole[ends[1]..ends[2]], &whole[ends[0]..ends[1]], &whole[ends[2]..]].concat();
    for bytes in [missing, twice, swapped] {
        let (_folder, index, opened) = with(path.file_name().expect("a name"), &bytes);
        assert_eq!((opened.damaged.len(), opened.cut.len()), (1, 0));
        agree(&index, &Oracle::default());
    }
}

#[test]
fn a_file_of_something_else_is_set_aside_and_its_shelf_built_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let states = history(folder.path());
    let path = only_file(folder.path());
    let bytes = fs::read(&path).expect("a file");
    let root = tempfile::tempdir().expect("a folder");
    for (model, dimensions, name) in [
        (MODEL, DIMENSIONS, "agents-00000000.v1".as_ref()),
        (ModelId(1), DIMENSIONS, path.file_name().expect("a name")),
        (MODEL, DIMENSIONS + 1, path.file_name().expect("a name")),
    ] {
        let home = root.path().join(format!("{:016x}", model.0));
        fs::create_dir_all(&home).expect("a folder");
        fs::write(home.join(name), &bytes).expect("a file");
        let (index, opened) = VectorIndex::open(root.path(), model, dimensions).expect("an index");
        assert_eq!(opened.damaged, [home.join(name)]);
        assert_eq!(index.size().articles, 0);
        assert!(home.join("quarantine").join(name).exists());
        index.tidy().expect("in order");
        assert!(!home.join("quarantine").exists());
    }
    assert!(states.len() > 1);
}

#[test]
fn an_article_that_a_crash_left_on_two_shelves_is_on_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let other = put(2, &["agents"], 1, &[[0, 1, 0, 0]]);
    let elsewhere = put(3, &["public"], 1, &[[0, 1, 1, 0]]);
    let shown = put(1, &["public"], 1, &[[1, 0, 0, 0]]);
    index.put(&[shown.clone(), other.clone(), elsewhere.clone()]).expect("to be kept");
    let states = |folder: &Path| files(folder, "v1").iter().map(|it| fs::read(it).expect("a file")).collect();
    let before: Vec<Vec<u8>> = states(folder.path());
    let hidden = put(1, &["agents"], 1, &[[1, 0, 0, 0]]);
    index.put(std::slice::from_ref(&hidden)).expect("to be kept");
    let after: Vec<Vec<u8>> = states(folder.path());
    drop(index);
    let paths = files(folder.path(), "v1");
    for (agents, public, left) in [
        (&before[0], &before[1], Some(&shown)),
        (&before[0], &after[1], None),
        (&after[0], &before[1], None),
        (&after[0], &after[1], Some(&hidden)),
    ] {
        fs::write(&paths[0], agents).expect("a file");
        fs::write(&paths[1], public).expect("a file");
        let doubled = usize::from(left.is_none() && public == &before[1]);
        let found = verify(folder.path()).expect("a look").damage.len();
        assert_eq!(found, doubled);
        let (index, opened) = VectorIndex::open(folder.path(), MODEL, DIMENSIONS).expect("an index");
        assert_eq!(opened, Opened { on_two_shelves: doubled, ..Opened::default() });
        let mut oracle = Oracle::default();
        oracle.put(&[other.clone(), elsewhere.clone()]);
        oracle.put(&left.into_iter().cloned().collect::<Vec<Put>>());
        agree(&index, &oracle);
        index.put(&[]).expect("nothing");
        drop(index);
        agree(&open(folder.path()), &oracle);
    }
}

#[test]
fn what_a_crash_left_beside_the_files_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, oracle) = history(folder.path()).pop().expect("a state");
    let path = only_file(folder.path());
    let whole = fs::read(&path).expect("a file");
    for scrap in [&whole[..], &whole[..20], b""] {
        fs::write(path.with_extension("new"), scrap).expect("a file");
        fs::write(path.with_extension("v9"), "words of another time").expect("a file");
        let index = open(folder.path());
        agree(&index, &oracle);
        assert!(files(folder.path(), "new").is_empty());
        assert_eq!(files(folder.path(), "v9").len(), 1, "other versions are left alone");
    }
}

#[test]
fn verifying_names_the_file_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(verify(&folder.path().join("nothing")).expect("a look").models, 0);
    history(folder.path());
    let path = only_file(folder.path());
    let good = verify(folder.path()).expect("a look");
    assert_eq!((good.models, good.shelves, good.articles, good.vectors), (1, 1, 3, 2));
    assert!(good.damage.is_empty());
    let mut bytes = fs::read(&path).expect("a file");
    bytes[90] ^= 1;
    fs::write(&path, &bytes).expect("a file");
    assert_eq!(verify(folder.path()).expect("a look").damage, [path.display().to_string()]);
    assert_eq!(fs::read(&path).expect("a file"), bytes);
}

#[test]
fn what_is_of_another_space_is_like_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    index.put(&[put(1, &["public"], 1, &[[1, 0, 0, 0]])]).expect("to be kept");
    let mut other = meant([1, 0, 0, 0], &[]);
    other.whole = crate::vector::Vector::kept([1, 2].into()).expect("a direction");
    let [scope, ..] = scopes();
    assert_eq!(index.vectors().nearest(&other, &scope, 9), []);
    assert_eq!(index.vectors().likeness(&other, &[Key(1)], &scope), [None]);
    let wrong = Put { vectors: vec![vector([1; 4]), other.whole], ..put(2, &["public"], 1, &[]) };
    let error = index.put(&[wrong]).expect_err("another space");
    assert_eq!(
        error.to_string(),
        "a vector of 2 values for the article 0000000000000002, where the model gives 4"
    );
    assert_eq!(index.size().articles, 1);
    assert_eq!(AudienceSet::of(["public"]).key(), "public");
}
