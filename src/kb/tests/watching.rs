//! Is the folder heard, and does what is heard lead to what is there?
//!
//! Each test runs on both means, because they are peers. They wait on the watch, never on a clock.

use super::Desk;
use crate::kb::watch::{Native, News, Trouble};
use crate::kb::{Depth, Hint, Means, Watch, WatchHealth};
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

const BOTH: [Means; 2] = [Means::Native, Means::Poll { every: Duration::from_millis(20) }];
/// Machines are busy; only a failure takes this long.
const LONG: Duration = Duration::from_secs(30);

/// A desk, and a watch that began before its first look.
fn heard(mut desk: Desk, means: Means) -> (Desk, Watch) {
    desk.settings.watch = means;
    let watch = Watch::start(desk.settings.clone()).expect("a watch");
    desk.follow(&Hint::Everything, Depth::Stamps);
    (desk, watch)
}

/// Follows hints until the desk is as expected.
#[track_caller]
fn until(desk: &mut Desk, watch: &Watch, expected: impl Fn(&Desk) -> bool) {
    let end = Instant::now() + LONG;
    while !expected(desk) {
        let left = end.saturating_duration_since(Instant::now());
        assert!(!left.is_zero(), "{:?} never came to know it: {:?}", watch.health(), desk.known.keys());
        if let Some(hint) = watch.next(left) {
            desk.now = Instant::now();
            desk.follow(&hint, Depth::Stamps);
        }
    }
}

#[test]
fn files_written_changed_and_removed_are_heard() {
    for means in BOTH {
        let (mut desk, watch) = heard(Desk::with(&["a.md", "stays.md"]), means);
        desk.write("vpn.md", "new");
        until(&mut desk, &watch, |desk| desk.knows("vpn.md", "new"));
        desk.write("a.md", "changed");
        until(&mut desk, &watch, |desk| desk.knows("a.md", "changed"));
        fs::write(desk.at(".a.tmp"), "swapped in").expect("a file");
        fs::rename(desk.at(".a.tmp"), desk.at("a.md")).expect("a move");
        until(&mut desk, &watch, |desk| desk.knows("a.md", "swapped in"));
        desk.remove("vpn.md");
        until(&mut desk, &watch, |desk| !desk.known.contains_key("vpn.md"));
        watch.stop();
    }
}

#[test]
fn a_folder_moved_in_is_heard_with_all_its_files_and_so_is_what_is_written_there() {
    for means in BOTH {
        let (mut desk, watch) = heard(Desk::with(&["a.md"]), means);
        for number in 0..50 {
            let folder = desk.outside(&format!("in/{}", number % 5));
            fs::create_dir_all(&folder).expect("folders");
            fs::write(folder.join(format!("{number}.md")), "moved in").expect("a file");
        }
        fs::rename(desk.outside("in"), desk.at("in")).expect("a move");
        until(&mut desk, &watch, |desk| desk.known.len() == 51);
        desk.write("in/3/later.md", "written later");
        until(&mut desk, &watch, |desk| desk.knows("in/3/later.md", "written later"));
        fs::rename(desk.at("in"), desk.at("moved")).expect("a move");
        until(&mut desk, &watch, |desk| {
            desk.knows("moved/3/later.md", "written later") && desk.known.len() == 52
        });
        desk.write("moved/3/later.md", "once more");
        until(&mut desk, &watch, |desk| desk.knows("moved/3/later.md", "once more"));
    }
}

#[test]
fn files_written_at_once_into_fresh_folders_are_all_found() {
    for means in BOTH {
        let (mut desk, watch) = heard(Desk::with(&["a.md"]), means);
        for number in 0..40 {
            desk.write(&format!("x{}/y{}/z{number}/new.md", number % 3, number % 7), "new");
        }
        until(&mut desk, &watch, |desk| desk.known.len() == 41);
    }
}

#[test]
fn a_folder_removed_and_made_again_is_still_heard() {
    for means in BOTH {
        let (mut desk, watch) = heard(Desk::with(&["a.md", "vpn/b.md"]), means);
        for round in 0..10 {
            fs::remove_dir_all(desk.at("vpn")).expect("a folder to remove");
            desk.write("vpn/b.md", &format!("round {round}"));
        }
        until(&mut desk, &watch, |desk| desk.knows("vpn/b.md", "round 9"));
        desk.write("vpn/c.md", "still heard");
        until(&mut desk, &watch, |desk| desk.knows("vpn/c.md", "still heard"));
    }
}

#[test]
fn a_root_removed_and_made_again_is_heard_again() {
    for means in BOTH {
        let (mut desk, watch) = heard(Desk::with(&["a.md", "vpn/b.md"]), means);
        fs::remove_dir_all(&desk.settings.root).expect("a root to remove");
        let hint = watch.next(LONG).expect("a hint");
        assert!(desk.follow(&hint, Depth::Stamps).gone.is_empty());
        desk.write("vpn/b.md", "made again");
        until(&mut desk, &watch, |desk| desk.knows("vpn/b.md", "made again"));
        desk.write("vpn/c.md", "heard again");
        until(&mut desk, &watch, |desk| desk.knows("vpn/c.md", "heard again"));
    }
}

#[test]
fn a_root_that_is_a_link_turned_elsewhere_is_followed() {
    for means in BOTH {
        let mut desk = Desk::with(&["a.md"]);
        let link = desk.outside("current");
        std::os::unix::fs::symlink("kb", &link).expect("a link");
        desk.settings.root.clone_from(&link);
        let (mut desk, watch) = heard(desk, means);
        fs::create_dir(desk.outside("next")).expect("a folder");
        fs::write(desk.outside("next/a.md"), "the next edition").expect("a file");
        std::os::unix::fs::symlink("next", desk.outside("current.new")).expect("a link");
        fs::rename(desk.outside("current.new"), &link).expect("a move");
        until(&mut desk, &watch, |desk| desk.knows("a.md", "the next edition"));
        desk.write("b.md", "heard there");
        until(&mut desk, &watch, |desk| desk.knows("b.md", "heard there"));
    }
}

#[test]
fn a_volume_of_kubernetes_that_is_swapped_is_heard() {
    for means in BOTH {
        let desk = Desk::with(&["..1/a.md"]);
        desk.link("..1", "..data");
        desk.link("..data/a.md", "a.md");
        let (mut desk, watch) = heard(desk, means);
        desk.write("..2/a.md", "the next edition");
        desk.link("..2", "..data_tmp");
        fs::rename(desk.at("..data_tmp"), desk.at("..data")).expect("a move");
        until(&mut desk, &watch, |desk| desk.knows("a.md", "the next edition"));
    }
}

#[test]
fn a_watch_waits_deaf_for_a_missing_root() {
    for means in BOTH {
        let mut desk = Desk::new();
        desk.settings.watch = means;
        fs::remove_dir(&desk.settings.root).expect("a root to remove");
        let watch = Watch::start(desk.settings.clone()).expect("a watch");
        assert!(matches!(watch.health(), WatchHealth::Deaf { .. }));
        desk.write("a.md", "here at last");
        until(&mut desk, &watch, |desk| desk.knows("a.md", "here at last"));
        let well = if means == Means::Native { WatchHealth::Native } else { WatchHealth::Polling };
        assert_eq!(watch.health(), well);
    }
}

#[test]
fn when_the_system_does_not_tell_we_look() {
    let mut desk = Desk::with(&["a.md"]);
    let watch = Watch::start_with(desk.settings.clone(), |_, _| Err(Trouble::Limit)).expect("a watch");
    assert_eq!(watch.health(), WatchHealth::Polling);
    assert_eq!(watch.next(LONG), Some(Hint::Everything));
    desk.write("b.md", "new");
    until(&mut desk, &watch, |desk| desk.knows("b.md", "new"));
}

#[test]
fn when_the_system_stops_telling_we_look() {
    let desk = Desk::with(&["a.md"]);
    let watch = Watch::start_with(desk.settings.clone(), |settings, tell| {
        tell(News::Limit);
        Native::open(settings, tell)
    });
    let watch = watch.expect("a watch");
    assert_eq!(watch.next(LONG), Some(Hint::Everything));
    assert_eq!(watch.health(), WatchHealth::Polling);
}

#[test]
fn news_older_than_a_folder_of_the_same_name_does_not_silence_it() {
    let desk = Desk::with(&["vpn/a.md"]);
    let watch = Watch::start_with(desk.settings.clone(), |settings, tell| {
        let native = Native::open(settings, Arc::clone(&tell))?;
        tell(News::Left("vpn".to_owned()));
        Ok(native)
    });
    let watch = watch.expect("a watch");
    assert_eq!(watch.next(LONG), Some(Hint::path("vpn")));
    desk.write("vpn/b.md", "still heard");
    assert_eq!(watch.next(LONG), Some(Hint::path("vpn/b.md")));
}

#[test]
fn our_own_reading_and_hidden_folders_wake_nobody() {
    let (mut desk, watch) = heard(Desk::with(&["a.md"]), Means::Native);
    for _ in 0..20 {
        desk.reconcile(&Hint::Everything, Depth::Hashes);
        desk.write(".git/index.lock", "x");
    }
    // whatever was heard before this is in the same or an earlier hint
    desk.write("b.md", "new");
    assert_eq!(watch.next(LONG), Some(Hint::path("b.md")));
}

#[test]
fn many_files_at_once_become_one_hint() {
    for means in BOTH {
        let (mut desk, watch) = heard(Desk::with(&["a.md"]), means);
        for number in 0..5000 {
            fs::write(desk.at(&format!("{number}.md")), "x").expect("a file");
        }
        until(&mut desk, &watch, |desk| desk.known.len() == 5001);
    }
}
