//! What differs?

use super::{Desk, as_nobody};
use crate::kb::{Depth, Difference, Error, Guard, Hint, Known, Reason, Settings, reconcile};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant, SystemTime};

fn nothing() -> Difference {
    Difference { complete: true, ..Difference::default() }
}

#[test]
fn what_is_new_changed_and_gone_is_found() {
    let mut desk = Desk::with(&["a.md", "b.md", "c.md"]);
    desk.remember();
    assert_eq!(desk.look(), nothing());
    desk.write("b.md", "another text");
    desk.remove("c.md");
    desk.write("vpn/d.md", "new");
    let expected = Difference {
        to_read: vec!["b.md".to_owned(), "vpn/d.md".to_owned()],
        gone: vec!["c.md".to_owned()],
        ..nothing()
    };
    assert_eq!(desk.look(), expected);
    assert_eq!(desk.look_at(&["b.md", "c.md", "vpn"]), expected);
}

#[test]
fn a_hint_is_followed_there_and_nowhere_else() {
    let mut desk = Desk::with(&["a.md", "vpn/b.md", "vpn/old/c.md", "vpnx.md"]);
    desk.remember();
    fs::remove_dir_all(desk.at("vpn")).expect("a folder to remove");
    desk.remove("a.md");
    desk.remove("vpnx.md");
    desk.write("mail/d.md", "new");
    assert_eq!(desk.look_at(&["a.md"]).gone, ["a.md"]);
    assert_eq!(desk.look_at(&["vpn"]).gone, ["vpn/b.md", "vpn/old/c.md"]);
    assert_eq!(desk.look_at(&["vpn/old"]).gone, ["vpn/old/c.md"]);
    assert_eq!(desk.look_at(&["mail", "mail/d.md"]).to_read, ["mail/d.md"]);
    assert_eq!(desk.look_at(&["nothing", ".git/index", "a.md/x.md"]), Difference { ..nothing() });
}

#[test]
fn a_file_that_became_a_folder_is_gone_and_its_files_are_new() {
    let mut desk = Desk::with(&["a.md", "b.md"]);
    desk.remember();
    desk.remove("a.md");
    desk.write("a.md/x.md", "new");
    let difference = desk.look_at(&["a.md"]);
    assert_eq!(
        (difference.gone, difference.to_read),
        (vec!["a.md".to_owned()], vec!["a.md/x.md".to_owned()])
    );
}

#[test]
fn the_hash_decides_and_not_the_time() {
    let mut desk = Desk::with(&["same.md", "touched.md"]);
    desk.remember();
    // a stamp that lies: the content is another and the stamp the same
    let lying = desk.known["touched.md"].1;
    desk.known.get_mut("same.md").expect("known").1 = lying;
    for time in [SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800)] {
        let touched = fs::File::options().write(true).open(desk.at("touched.md")).expect("a file");
        touched.set_modified(time).expect("a time");
    }
    assert_eq!(desk.look().to_read, ["touched.md"]);
    assert_eq!(desk.reconcile(&Hint::Everything, Depth::Hashes).to_read, ["same.md"]);
}

#[test]
fn a_touched_file_gets_its_new_stamp_and_is_not_read() {
    let mut desk = Desk::with(&["a.md"]);
    desk.remember();
    let true_stamp = desk.known["a.md"].0;
    desk.known.get_mut("a.md").expect("known").0.modified_ns -= 1;
    // until the tick in which the file was made is over, its stamp is not worth remembering
    let difference = loop {
        let difference = desk.reconcile(&Hint::Everything, Depth::Hashes);
        if !difference.restamped.is_empty() {
            break difference;
        }
        assert_eq!(difference, nothing());
    };
    assert_eq!(difference, Difference { restamped: vec![("a.md".to_owned(), true_stamp)], ..nothing() });
}

#[test]
fn line_ends_are_content() {
    let mut desk = Desk::new();
    desk.write("a.md", "# A\r\n");
    desk.remember();
    desk.write("a.md", "# A\n");
    assert_eq!(desk.reconcile(&Hint::Everything, Depth::Hashes).to_read, ["a.md"]);
}

#[test]
fn files_that_cannot_be_seen_are_not_gone() {
    let mut desk = Desk::with(&["a.md", "shut/b.md", "shut/deep/c.md", "large.md", "locked.md"]);
    desk.remember();
    fs::File::create(desk.at("large.md")).expect("a file").set_len(1 << 30).expect("a hole");
    for path in ["shut", "locked.md"] {
        fs::set_permissions(desk.at(path), fs::Permissions::from_mode(0o000)).expect("a mode");
    }
    let desk = &mut desk;
    as_nobody(|| {
        for hint in [Hint::Everything, Hint::path("shut"), Hint::path("shut/deep"), Hint::path("shut/b.md")] {
            let difference = desk.reconcile(&hint, Depth::Hashes);
            assert_eq!(difference.gone, [""; 0], "{hint:?}");
            assert!(!difference.complete, "{hint:?}");
        }
        let difference = desk.reconcile(&Hint::Everything, Depth::Hashes);
        let reasons: Vec<Reason> = difference.left_out.iter().map(|left_out| left_out.reason).collect();
        assert!(reasons.contains(&Reason::TooLarge { bytes: 1 << 30, most: 1 << 20 }));
        assert_eq!(reasons.iter().filter(|reason| **reason == Reason::Permission).count(), 2);
    });
    fs::set_permissions(desk.at("shut"), fs::Permissions::from_mode(0o755)).expect("a mode");
}

#[test]
fn a_file_that_became_a_link_outside_is_gone() {
    let mut desk = Desk::with(&["a.md", "b.md"]);
    desk.remember();
    desk.remove("a.md");
    desk.link("/etc/passwd", "a.md");
    for hint in [Hint::Everything, Hint::path("a.md")] {
        let difference = desk.reconcile(&hint, Depth::Stamps);
        assert_eq!(difference.gone, ["a.md"]);
        assert_eq!(difference.left_out[0].reason, Reason::LinkOutOfRoot);
        assert!(difference.to_read.is_empty() && difference.complete);
    }
}

#[test]
fn a_hint_below_a_link_finds_the_same_as_a_look_at_everything() {
    let mut desk = Desk::with(&["v2/a.md", ".hidden/b.md"]);
    desk.link("v2", "latest");
    desk.link(".hidden", "shown");
    for hint in ["latest", "latest/a.md", "shown/b.md", "shown"] {
        assert_eq!(desk.look_at(&[hint]).to_read, ["shown/b.md", "v2/a.md"], "{hint}");
    }
    desk.remember();
    desk.write(".hidden/c.md", "new");
    assert_eq!(desk.look_at(&["shown"]).to_read, ["shown/c.md"]);
}

#[test]
fn a_missing_root_is_an_error_only_while_nothing_is_known() {
    let mut guard = Guard::default();
    let settings = Settings::of("/nowhere/at/all");
    let result =
        reconcile(&settings, &Known::new(), &Hint::Everything, Depth::Stamps, &mut guard, Instant::now());
    assert!(matches!(result, Err(Error::Root { .. })));
}

#[test]
fn hints_add_up_and_too_many_become_everything() {
    let all = (0..4096).map(|number| number.to_string()).collect::<BTreeSet<_>>();
    let hint = Hint::Paths(all).and(Hint::path("7"));
    assert!(matches!(&hint, Hint::Paths(paths) if paths.len() == 4096));
    assert_eq!(hint.and(Hint::path("one more")), Hint::Everything);
    assert_eq!(Hint::path(""), Hint::Everything);
    assert_eq!(Hint::path("a").and(Hint::Everything), Hint::Everything);
}
