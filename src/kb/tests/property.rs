//! Whatever is done to the folder: what was known and the differences make what is there.

use super::Desk;
use crate::kb::{ContentHash, Depth, Hint};
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// One deed in the folder, and what is done about it.
#[derive(Clone, Debug)]
enum Deed {
    Write(usize, u8),
    Touch(usize),
    Remove(usize),
    RemoveFolder(usize),
    Move(usize, usize),
    MoveFolder(usize, usize),
    FollowHints,
    LookAtEverything(bool),
}

const FOLDERS: [&str; 4] = ["x", "y", "x/deep", "y/deep"];

fn file(number: usize) -> String {
    let name = format!("{}.md", number / 5 % 2);
    match number % 5 {
        0 => name,
        folder => format!("{}/{name}", FOLDERS[folder - 1]),
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..10_usize, any::<u8>()).prop_map(|(file, text)| Deed::Write(file, text)),
        1 => (0..10_usize).prop_map(Deed::Touch),
        2 => (0..10_usize).prop_map(Deed::Remove),
        1 => (0..4_usize).prop_map(Deed::RemoveFolder),
        2 => (0..10_usize, 0..10_usize).prop_map(|(from, to)| Deed::Move(from, to)),
        2 => (0..4_usize, 0..4_usize).prop_map(|(from, to)| Deed::MoveFolder(from, to)),
        3 => proptest::strategy::Just(Deed::FollowHints),
        1 => any::<bool>().prop_map(Deed::LookAtEverything),
    ]
}

/// Does the deed, if it can be done, and says where.
fn perform(desk: &Desk, deed: &Deed) -> Vec<String> {
    let moved = |from: &str, to: &str| {
        let around = desk.at(to);
        let _ = around.parent().map(fs::create_dir_all);
        let _ = fs::rename(desk.at(from), desk.at(to));
        vec![from.to_owned(), to.to_owned(), to.split('/').next().unwrap_or(to).to_owned()]
    };
    match deed {
        Deed::Write(number, text) => {
            desk.write(&file(*number), &text.to_string());
            vec![file(*number)]
        }
        Deed::Touch(number) => {
            let opened = fs::File::options().write(true).open(desk.at(&file(*number)));
            let _ = opened.and_then(|file| file.set_modified(std::time::UNIX_EPOCH));
            vec![file(*number)]
        }
        Deed::Remove(number) => {
            let _ = fs::remove_file(desk.at(&file(*number)));
            vec![file(*number)]
        }
        Deed::RemoveFolder(number) => {
            let _ = fs::remove_dir_all(desk.at(FOLDERS[*number]));
            vec![FOLDERS[*number].to_owned()]
        }
        Deed::Move(from, to) => moved(&file(*from), &file(*to)),
        Deed::MoveFolder(from, to) => moved(FOLDERS[*from], FOLDERS[*to]),
        Deed::FollowHints | Deed::LookAtEverything(_) => Vec::new(),
    }
}

/// What is there, found out in the simplest way.
fn truth(root: &Path, below: &str, found: &mut BTreeMap<String, ContentHash>) {
    for entry in fs::read_dir(root.join(below)).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            truth(root, &path, found);
        } else {
            found.insert(path, ContentHash::of(&fs::read(entry.path()).expect("bytes")));
        }
    }
}

fn check(deeds: &[Deed]) {
    let mut desk = Desk::with(&["anchor.md"]);
    desk.follow(&Hint::Everything, Depth::Stamps);
    let mut hint = Hint::path("anchor.md");
    for deed in deeds.iter().chain([&Deed::FollowHints]) {
        match deed {
            Deed::FollowHints => {
                let followed = std::mem::replace(&mut hint, Hint::path("anchor.md"));
                let difference = desk.follow(&followed, Depth::Stamps);
                assert_eq!((difference.held, difference.complete), (None, true));
            }
            Deed::LookAtEverything(hashes) => {
                let depth = if *hashes { Depth::Hashes } else { Depth::Stamps };
                desk.follow(&Hint::Everything, depth);
            }
            deed => {
                for place in perform(&desk, deed) {
                    hint = hint.and(Hint::path(place));
                }
            }
        }
        // losses are doubted when they add up, and that is another test's matter
        desk.guard = crate::kb::Guard::default();
    }
    let mut there = BTreeMap::new();
    truth(&desk.settings.root, "", &mut there);
    let known: BTreeMap<_, _> = desk.known.iter().map(|(path, (_, hash))| (path.clone(), *hash)).collect();
    assert_eq!(known, there);
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(200) })]
    #[test]
    fn what_is_known_and_the_difference_make_the_folder(deeds in proptest::collection::vec(deed(), 1..40)) {
        check(&deeds);
    }
}
