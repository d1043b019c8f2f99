//! What the file of what was learned must do.

use super::*;
use crate::store::{
    memory::MemoryLedger,
    sqlite::SqliteLedger,
    suite::{outcome, shown},
};

fn learned(ledger: &dyn Ledger) -> (Cases, Cursor) {
    let (mut cases, mut end) = (Cases::default(), Cursor(0));
    for (cursor, told) in ledger.told_since(Cursor(0), usize::MAX).expect("outcomes") {
        cases.tell(&told);
        end = cursor;
    }
    (cases, end)
}

fn filled() -> MemoryLedger {
    let ledger = MemoryLedger::default();
    ledger.show(&[shown(1), shown(2)]).expect("written");
    ledger.append(&[outcome(1, 1), outcome(2, 2)]).expect("written");
    ledger
}

#[test]
fn what_was_kept_is_there_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = Kept::at(folder.path().join("lessons"));
    let ledger = filled();
    assert!(kept.load(&ledger).expect("a ledger").is_none(), "nothing yet");
    let (cases, end) = learned(&ledger);
    kept.save(&ledger, &Cases::default(), Cursor(0)).expect("kept");
    kept.save(&ledger, &cases, end).expect("kept again");
    assert_eq!(kept.load(&ledger).expect("a ledger"), Some((cases, Cursor(2))));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn what_is_damaged_or_of_another_ledger_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lessons");
    let kept = Kept::at(&path);
    let ledger = filled();
    let (cases, end) = learned(&ledger);
    kept.save(&ledger, &cases, end).expect("kept");
    let good = fs::read(&path).expect("a file");
    let none = || kept.load(&ledger).expect("a ledger").is_none();
    for at in (0..good.len()).step_by(7) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(&path, &bytes).expect("a file");
        assert!(none(), "byte {at}");
        fs::write(&path, &good[..at]).expect("a file");
        assert!(none(), "cut at {at}");
    }
    fs::write(&path, &good).expect("a file");
    assert!(!none());
    let other = SqliteLedger::open(&folder.path().join("desk.db")).expect("a ledger");
    assert!(kept.load(&other).expect("a ledger").is_none(), "another ledger");
    assert!(kept.load(&MemoryLedger::default()).expect("a ledger").is_none(), "beyond its end");
    fs::remove_file(&path).expect("to remove");
    fs::create_dir(&path).expect("a folder");
    assert!(none(), "no file");
    assert!(kept.save(&ledger, &cases, end).is_err());
    assert!(!folder.path().join("lessons.new").exists());
}
