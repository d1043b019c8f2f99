//! Writing, while others read, while the disk is full, and until nothing is left.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use super::{
    DIMENSIONS, MODEL, Oracle, agree, everything_below, files, meant, only_file, open, put, scopes, wanted,
};
use crate::{
    access::Reader,
    index::vectors::{Error, VectorIndex, models, remove},
    library::Key,
    search::ModelId,
};

fn contains(folder: &Path, canary: [i8; DIMENSIONS]) -> bool {
    let canary = canary.map(i8::cast_unsigned);
    everything_below(folder).array_windows().any(|window| *window == canary)
}

#[test]
fn what_was_withdrawn_or_replaced_leaves_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let (withdrawn, replaced, moved) = ([101, 102, 103, 104], [111, 112, 113, 114], [121, 122, 123, 124]);
    let stays = put(4, &["public"], 1, &[[1, 1, 0, 0]]);
    index
        .put(&[
            put(1, &["public"], 1, &[withdrawn]),
            put(2, &["public"], 1, &[replaced]),
            put(3, &["public"], 1, &[moved]),
            put(5, &["writers"], 1, &[withdrawn]),
            stays.clone(),
        ])
        .expect("to be kept");
    let now = [put(2, &["public"], 2, &[[1, 0, 0, 0]]), put(3, &["agents"], 1, &[moved]), stays];
    index.keep_only(&now.iter().map(wanted).collect::<Vec<_>>()).expect("kept");
    let [public, ..] = scopes();
    let found: Vec<Key> =
        index.vectors().nearest(&meant(moved, &[]), &public, 9).into_iter().map(|(key, _)| key).collect();
    assert_eq!(found, [Key(2), Key(4)], "hidden before the new vectors are there");
    assert!(contains(folder.path(), withdrawn));
    index.put(&now).expect("to be kept");
    index.tidy().expect("in order");
    assert!(!contains(folder.path(), withdrawn) && !contains(folder.path(), replaced));
    assert_eq!(files(folder.path(), "v1").len(), 2, "an empty shelf has no file");
    let public = files(folder.path(), "v1").pop().expect("a file");
    assert!(!fs::read(public).expect("a file").array_windows().any(|it| *it == moved.map(i8::cast_unsigned)));
    let mut oracle = Oracle::default();
    oracle.put(&now);
    agree(&index, &oracle);
    drop(index);
    let index = open(folder.path());
    agree(&index, &oracle);
    let before = fs::read(only_shelf(folder.path(), "public")).expect("a file");
    index.tidy().expect("in order");
    assert_eq!(before, fs::read(only_shelf(folder.path(), "public")).expect("a file"));
}

fn only_shelf(folder: &Path, name: &str) -> std::path::PathBuf {
    let named =
        |path: &std::path::PathBuf| path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(name));
    files(folder, "v1").into_iter().find(named).expect("a file")
}

#[test]
fn a_file_that_is_mostly_dead_becomes_small() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let mut longest = 0;
    for texts in 0..200 {
        index.put(&[put(1, &["public"], texts, &[[1, 2, 3, 4]])]).expect("to be kept");
        longest = longest.max(fs::metadata(only_file(folder.path())).expect("a file").len());
    }
    assert!(longest < 4 << 10, "{longest}");
    drop(index);
    let mut oracle = Oracle::default();
    oracle.put(&[put(1, &["public"], 199, &[[1, 2, 3, 4]])]);
    agree(&open(folder.path()), &oracle);
}

#[test]
fn a_full_disk_leaves_what_was_and_hides_what_is_to_be_hidden() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let mut oracle = Oracle::default();
    let first = [
        put(1, &["public"], 1, &[[1, 0, 0, 0]]),
        put(2, &["public"], 1, &[[0, 1, 0, 0]]),
        put(3, &["agents"], 1, &[[0, 0, 1, 0]]),
        put(5, &["agents"], 1, &[[0, 0, 1, 7]]),
    ];
    index.put(&first).expect("to be kept");
    oracle.put(&first);
    index.fill_disk();
    // Nothing can be written anew either.
    let blocked: Vec<_> = files(folder.path(), "v1").iter().map(|path| path.with_extension("new")).collect();
    for path in &blocked {
        fs::create_dir(path).expect("a folder");
    }
    let more = [put(1, &["public"], 2, &[[1, 1, 0, 0]]), put(4, &["agents"], 1, &[[1, 1, 1, 0]])];
    for _ in 0..2 {
        let error = index.put(&more).expect_err("a full disk");
        assert!(matches!(error, Error::Place { .. }) && error.hint().contains("space"), "{error}");
        agree(&index, &oracle);
    }
    index.remove(&[Key(2)]).expect_err("a full disk");
    oracle.0.remove(&Key(2));
    agree(&index, &oracle);
    index.put(&[put(3, &["public"], 1, &[[0, 0, 1, 0]])]).expect_err("a full disk");
    oracle.0.remove(&Key(3));
    agree(&index, &oracle);
    // There is space again.
    for path in &blocked {
        fs::remove_dir(path).expect("to remove");
    }
    index.put(&more).expect("to be kept");
    oracle.put(&more);
    agree(&index, &oracle);
    drop(index);
    agree(&open(folder.path()), &oracle);
}

#[test]
fn one_shelf_that_fails_takes_back_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let first = [put(1, &["agents"], 1, &[[1, 0, 0, 0]])];
    index.put(&first).expect("to be kept");
    let before = fs::read(only_file(folder.path())).expect("a file");
    let home = folder.path().join(format!("{:016x}", MODEL.0));
    let public = crate::access::AudienceSet::of(["public"]).into();
    let blocked = crate::index::vectors::open::file_of(&home, &public).with_extension("new");
    fs::create_dir(&blocked).expect("a folder");
    let both = [put(2, &["agents"], 1, &[[0, 1, 0, 0]]), put(3, &["public"], 1, &[[0, 1, 1, 0]])];
    index.put(&both).expect_err("a shelf that cannot be begun");
    assert_eq!(fs::read(only_file(folder.path())).expect("a file"), before);
    let mut oracle = Oracle::default();
    oracle.put(&first);
    agree(&index, &oracle);
    fs::remove_dir(&blocked).expect("to remove");
    index.put(&both).expect("to be kept");
    oracle.put(&both);
    drop(index);
    agree(&open(folder.path()), &oracle);
}

#[test]
fn readers_see_one_state_while_another_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let state = |turn: u64| {
        let values = if turn.is_multiple_of(2) { [1, 0, 0, 0] } else { [0, 1, 0, 0] };
        let mut puts: Vec<_> = (0..20).map(|key| put(key, &["public"], turn, &[values])).collect();
        puts.push(put(99, &["agents"], turn, &[[1, 1, 0, 0]]));
        puts
    };
    index.put(&state(0)).expect("to be kept");
    let (asked, public) = (meant([1, 0, 0, 0], &[]), Reader::public().scope());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let read = || {
            while !done.load(Ordering::Relaxed) {
                let found = index.vectors().nearest(&asked, &public, 50);
                assert_eq!(found.len(), 20);
                assert!(found.iter().all(|(_, likeness)| likeness.to_bits() == found[0].1.to_bits()));
            }
        };
        let readers = [scope.spawn(read), scope.spawn(read)];
        for turn in 1..60 {
            index.put(&state(turn)).expect("to be kept");
            if turn % 20 == 0 {
                index.tidy().expect("in order");
            }
        }
        done.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.join().expect("one state");
        }
    });
}

#[test]
fn one_writes_and_a_second_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let mut oracle = Oracle::default();
    oracle.put(&[put(1, &["public"], 1, &[[1, 0, 0, 0]])]);
    index.put(&[put(1, &["public"], 1, &[[1, 0, 0, 0]])]).expect("to be kept");
    let (beside, opened) = VectorIndex::open(folder.path(), MODEL, DIMENSIONS).expect("an index");
    assert!(opened.read_only);
    agree(&beside, &oracle);
    for refused in [beside.put(&[]), beside.remove(&[Key(1)]), beside.keep_only(&[]), beside.tidy()] {
        assert!(matches!(refused, Err(Error::Busy { .. })));
    }
    assert!(matches!(remove(folder.path(), MODEL), Err(Error::Busy { .. })));
    let other = VectorIndex::open(folder.path(), ModelId(1), 2).expect("another model").0;
    assert_eq!(other.size().articles, 0);
    fs::create_dir(folder.path().join("notes")).expect("a folder");
    assert_eq!(models(folder.path()).expect("models"), [ModelId(1), MODEL]);
    let seen = index.vectors();
    drop((index, beside));
    remove(folder.path(), MODEL).expect("removed");
    assert_eq!(models(folder.path()).expect("models"), [ModelId(1)]);
    remove(folder.path(), MODEL).expect("nothing to remove");
    assert_eq!(seen.of(Key(1), &Reader::public().scope()).len(), 1, "a state stays as it is");
}
