//! Is a great loss believed?

use super::Desk;
use crate::kb::{Depth, Held, HeldReason, Hint};
use std::fs;
use std::time::Duration;

const QUIET: Duration = Duration::from_millis(30);

fn held(reason: HeldReason, would_remove: usize, known: usize, again_after: Option<Duration>) -> Held {
    Held { reason, would_remove, known, again_after }
}

fn lose(desk: &Desk, numbers: std::ops::Range<usize>) -> Vec<String> {
    let paths: Vec<String> = numbers.map(|number| format!("a{number:03}.md")).collect();
    for path in &paths {
        desk.remove(path);
    }
    paths
}

fn hint(paths: &[String]) -> Hint {
    Hint::Paths(paths.iter().cloned().collect())
}

#[test]
fn small_losses_are_believed_at_once() {
    let mut desk = Desk::knowing(11);
    let paths = lose(&desk, 0..10);
    let difference = desk.look();
    assert_eq!((difference.gone, difference.held), (paths, None));

    let mut desk = Desk::knowing(100);
    let paths = lose(&desk, 0..30);
    let difference = desk.look();
    assert_eq!((difference.gone, difference.held), (paths, None));
}

#[test]
fn a_great_loss_is_believed_when_it_is_seen_again_later() {
    let mut desk = Desk::knowing(100);
    let paths = lose(&desk, 0..31);
    desk.write("new.md", "new");
    for _ in 0..2 {
        let difference = desk.look();
        assert!(difference.gone.is_empty());
        assert_eq!(difference.to_read, ["new.md"]);
        assert_eq!(difference.held, Some(held(HeldReason::GreatLoss, 31, 100, Some(QUIET))));
    }
    desk.later(QUIET);
    let difference = desk.look();
    assert_eq!((difference.gone, difference.held), (paths, None));
}

#[test]
fn what_came_back_in_between_is_doubted_anew() {
    let mut desk = Desk::knowing(100);
    lose(&desk, 0..50);
    assert!(desk.look().held.is_some());
    for number in 0..50 {
        desk.write(&format!("a{number:03}.md"), "back");
    }
    desk.later(QUIET);
    assert_eq!(desk.look().held, None);
    lose(&desk, 0..50);
    desk.later(QUIET);
    assert_eq!(desk.look().held, Some(held(HeldReason::GreatLoss, 50, 100, Some(QUIET))));
}

#[test]
fn a_hint_alone_never_confirms_a_great_loss() {
    let mut desk = Desk::knowing(100);
    let paths = lose(&desk, 0..60);
    for _ in 0..3 {
        let difference = desk.reconcile(&hint(&paths), Depth::Stamps);
        assert!(difference.gone.is_empty());
        assert_eq!(difference.held, Some(held(HeldReason::GreatLoss, 60, 100, Some(QUIET))));
        desk.later(QUIET);
    }
    assert_eq!(desk.look().gone, paths);
}

#[test]
fn losses_in_small_pieces_add_up() {
    let mut desk = Desk::knowing(100);
    let (first, second, third) = (lose(&desk, 0..20), lose(&desk, 20..30), lose(&desk, 30..40));
    assert_eq!(desk.follow(&hint(&first), Depth::Stamps).gone, first);
    assert_eq!(desk.follow(&hint(&second), Depth::Stamps).gone, second);
    let difference = desk.follow(&hint(&third), Depth::Stamps);
    assert!(difference.gone.is_empty());
    assert_eq!(difference.held, Some(held(HeldReason::GreatLoss, 10, 70, Some(QUIET))));
    desk.later(QUIET);
    assert_eq!(desk.follow(&Hint::Everything, Depth::Stamps).gone, third);
    // and then it is over
    let fourth = lose(&desk, 40..45);
    assert_eq!(desk.follow(&hint(&fourth), Depth::Stamps).gone, fourth);
}

#[test]
fn losses_far_apart_do_not_add_up() {
    let mut desk = Desk::knowing(100);
    for start in [0, 20, 40] {
        let paths = lose(&desk, start..start + 15);
        assert_eq!(desk.follow(&hint(&paths), Depth::Stamps).gone, paths);
        desk.later(Duration::from_secs(61));
    }
}

#[test]
fn a_folder_that_moved_is_no_loss() {
    let mut desk = Desk::new();
    for number in 0..40 {
        desk.write(&format!("old/{number}.md"), &number.to_string());
    }
    desk.write("a.md", "stays");
    desk.remember();
    fs::rename(desk.at("old"), desk.at("new")).expect("a move");
    let difference = desk.look_at(&["old", "new"]);
    assert_eq!((difference.gone.len(), difference.to_read.len(), difference.held), (40, 40, None));
}

#[test]
fn an_emptied_root_removes_nothing_until_files_come_back() {
    for count in [1, 5, 50] {
        let mut desk = Desk::knowing(count);
        desk.write("synonyms.toml", "");
        desk.remember();
        let paths = lose(&desk, 0..count);
        let everything = Some(held(HeldReason::Emptied, count, count + 1, None));
        assert_eq!(desk.reconcile(&hint(&paths), Depth::Stamps).held, everything);
        for _ in 0..3 {
            let difference = desk.look();
            assert!(difference.gone.is_empty());
            assert_eq!(difference.held, everything);
            desk.later(Duration::from_secs(3600));
        }
        desk.write("a000.md", "back");
        let difference = desk.look();
        assert_eq!(difference.held.is_some(), count == 50);
        assert_eq!(difference.to_read, ["a000.md"]);
        desk.later(QUIET);
        assert_eq!(desk.look().gone, paths[1..]);
    }
}

#[test]
fn a_missing_root_removes_nothing() {
    let mut desk = Desk::knowing(5);
    let aside = desk.outside("aside");
    fs::rename(&desk.settings.root, &aside).expect("a move");
    for hint in [Hint::Everything, Hint::path("a001.md")] {
        let difference = desk.reconcile(&hint, Depth::Hashes);
        assert!(difference.gone.is_empty() && !difference.complete);
        assert_eq!(difference.held, Some(held(HeldReason::Missing, 5, 5, None)));
        desk.later(QUIET);
    }
    fs::write(&desk.settings.root, "a file where the folder was").expect("a file");
    assert_eq!(desk.look().held, Some(held(HeldReason::Missing, 5, 5, None)));
    fs::remove_file(&desk.settings.root).expect("a file to remove");
    fs::rename(&aside, &desk.settings.root).expect("a move");
    assert_eq!(desk.look().held, None);
}

#[test]
fn an_operator_may_accept_a_loss_once() {
    let mut desk = Desk::knowing(40);
    let paths = lose(&desk, 0..40);
    desk.guard.accept();
    assert!(desk.reconcile(&hint(&paths), Depth::Stamps).gone.is_empty());
    assert_eq!(desk.look().gone, paths);
    assert!(desk.look().gone.is_empty());
}
