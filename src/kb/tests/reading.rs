//! What does a file say?

use super::{Desk, as_nobody};
use crate::kb::folder::{Moment, read_with};
use crate::kb::{ContentHash, Reason, Stamp, list, read};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[track_caller]
fn check_left_out(desk: &Desk, path: &str, reason: Reason) {
    assert_eq!(read(&desk.settings, path).expect_err("left out").reason, reason, "{path}");
}

#[test]
fn a_file_is_read_with_its_hash_and_stamp() {
    let desk = Desk::with(&["vpn/reset.md"]);
    let file = read(&desk.settings, "vpn/reset.md").expect("a file");
    assert_eq!(file.bytes, b"vpn/reset.md");
    assert_eq!(file.hash, ContentHash::of(b"vpn/reset.md"));
    let listed = list(&desk.settings).expect("a listing").files["vpn/reset.md"];
    assert_eq!(Stamp { inode: 0, ..file.stamp }, Stamp { inode: 0, ..listed });
}

#[test]
fn a_hash_is_written_and_read_back() {
    let hash = ContentHash::of(b"");
    let hex = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    assert_eq!(hash.to_string(), hex);
    assert_eq!(hex.parse(), Ok(hash));
    assert_eq!(ContentHash::from_bytes(hash.to_bytes()), hash);
    assert!("af13".parse::<ContentHash>().is_err());
}

#[test]
fn only_what_counts_is_read() {
    let desk = Desk::with(&["a.md", "notes.txt", ".git/x.md", "pins.toml", "vpn/pins.toml"]);
    fs::write(desk.outside("out.md"), "outside").expect("a file");
    for path in ["notes.txt", ".git/x.md", "vpn/pins.toml", "../out.md", "x/../../out.md", "", "/etc/passwd"]
    {
        check_left_out(&desk, path, Reason::NotWanted);
    }
    assert!(read(&desk.settings, "pins.toml").is_ok());
    check_left_out(&desk, "/etc/x.md", Reason::NotWanted);
    check_left_out(&desk, "b.md", Reason::Vanished);
    check_left_out(&desk, "a.md/b.md", Reason::Vanished);
}

#[test]
fn links_are_read_inside_and_never_outside() {
    let desk = Desk::with(&["v2/a.md", "data/c.txt"]);
    fs::create_dir(desk.outside("secret")).expect("a folder");
    fs::write(desk.outside("secret/s.md"), "secret").expect("a file");
    desk.link("v2", "latest");
    desk.link(desk.at("data/c.txt"), "c.md");
    assert_eq!(read(&desk.settings, "latest/a.md").expect("a file").bytes, b"v2/a.md");
    assert_eq!(read(&desk.settings, "c.md").expect("a file").bytes, b"data/c.txt");

    desk.link("../secret", "out");
    desk.link("/etc/passwd", "passwd.md");
    desk.link("me.md", "me.md");
    desk.link("none.md", "dangling.md");
    check_left_out(&desk, "out/s.md", Reason::LinkOutOfRoot);
    check_left_out(&desk, "passwd.md", Reason::LinkOutOfRoot);
    check_left_out(&desk, "me.md", Reason::Loop);
    check_left_out(&desk, "dangling.md", Reason::LinkToNothing);
}

#[test]
fn pipes_and_folders_are_not_read_and_nothing_waits() {
    let desk = Desk::with(&["folder.md/a.md"]);
    mknodat(CWD, desk.at("pipe.md"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    desk.link("/dev/zero", "zero.md");
    check_left_out(&desk, "pipe.md", Reason::Special);
    check_left_out(&desk, "folder.md", Reason::Special);
    check_left_out(&desk, "zero.md", Reason::LinkOutOfRoot);
}

#[test]
fn large_and_shut_files_are_left_out() {
    let desk = Desk::with(&["shut.md"]);
    fs::File::create(desk.at("sparse.md")).expect("a file").set_len(1 << 40).expect("a hole");
    check_left_out(&desk, "sparse.md", Reason::TooLarge { bytes: 1 << 40, most: 1 << 20 });
    fs::set_permissions(desk.at("shut.md"), fs::Permissions::from_mode(0o000)).expect("a mode");
    as_nobody(|| check_left_out(&desk, "shut.md", Reason::Permission));
}

#[test]
fn a_torn_file_is_read_again() {
    let desk = Desk::with(&["a.md"]);
    let mut tries = Vec::new();
    let file = read_with(&desk.settings, "a.md", &mut |moment| {
        if moment == Moment::BytesRead && tries.is_empty() {
            desk.write("a.md", "the whole article");
        }
        tries.push(moment);
    });
    assert_eq!(file.expect("a file").bytes, b"the whole article");
    assert_eq!(tries, [Moment::BytesRead, Moment::BeforeTry(1), Moment::BytesRead]);
}

#[test]
fn a_file_that_keeps_changing_is_not_published() {
    let desk = Desk::with(&["a.md"]);
    let mut text = String::new();
    let left_out = read_with(&desk.settings, "a.md", &mut |moment| {
        if moment == Moment::BytesRead {
            text.push('x');
            desk.write("a.md", &text);
        }
    });
    assert_eq!(left_out.expect_err("left out").reason, Reason::StillChanging);
    assert!(Reason::StillChanging.keeps_last_version());
    assert_eq!(text, "xxxx");
}

#[test]
fn a_stamp_taken_within_a_tick_is_not_trusted() {
    let stamp = |changed_ns| Stamp { size: 1, modified_ns: 0, changed_ns, inode: 7, device: 1 };
    let at = |ns| -> SystemTime { UNIX_EPOCH + Duration::from_nanos(ns) };
    let fine = stamp(5_000_000_001);
    assert!(!fine.settled(at(5_000_000_001)).is_settled());
    assert!(!fine.settled(at(5_019_000_000)).is_settled());
    assert_eq!(fine.settled(at(5_021_000_000)), fine);
    // a clock that was turned back makes nothing worse
    assert_eq!(fine.settled(at(1_000_000_000)), fine);
    assert_eq!(fine.settled(UNIX_EPOCH - Duration::from_secs(1)), fine);
    let coarse = stamp(5_000_000_000);
    assert!(!coarse.settled(at(6_900_000_000)).is_settled());
    assert_eq!(coarse.settled(at(7_100_000_000)), coarse);
}
