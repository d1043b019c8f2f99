//! What lies in the folder?

use super::{Desk, as_nobody};
use crate::kb::{Error, LeftOut, Reason, list};
use globset::{Glob, GlobSetBuilder};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;

#[track_caller]
fn check(files: &[&str], listed: &[&str]) {
    assert_eq!(Desk::with(files).files(), listed);
}

#[test]
fn articles_in_all_folders_and_companions_at_the_root_count() {
    check(
        &["a.md", "B.MD", "c.markdown", "d.Mdx", "vpn/reset.md", "vpn/notes.txt", "logo.png", "README"],
        &["B.MD", "a.md", "c.markdown", "d.Mdx", "vpn/reset.md"],
    );
    check(&["synonyms.toml", "pins.toml", "other.toml", "vpn/pins.toml"], &["pins.toml", "synonyms.toml"]);
}

#[test]
fn hidden_things_and_leftovers_of_editors_do_not_count() {
    check(
        &[
            ".git/x.md",
            ".obsidian/x.md",
            ".x.md",
            "node_modules/y/x.md",
            "a.md~",
            ".a.md.swp",
            "#a.md#",
            ".#a.md",
            "4913",
            "old~/x.md",
            "a.md",
        ],
        &["a.md"],
    );
}

#[test]
fn names_that_look_dangerous_are_names() {
    let long = format!("{}.md", "x".repeat(252));
    let names =
        ["<script>.md", "a\\b.md", "a%2e%2e.md", "trailing..md", "é.md", "e\u{301}.md", long.as_str()];
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    check(&names, &sorted);
}

#[test]
fn excluded_paths_do_not_count() {
    let mut desk = Desk::with(&["a.md", "drafts/b.md", "vpn/drafts/c.md", "vpn/d.md", "e.draft.md"]);
    let globs = ["drafts", "**/*.draft.md"].map(|glob| Glob::new(glob).expect("a glob"));
    let mut exclude = GlobSetBuilder::new();
    exclude.add(globs[0].clone()).add(globs[1].clone());
    desk.settings.exclude = exclude.build().expect("globs");
    assert_eq!(desk.files(), ["a.md", "vpn/d.md", "vpn/drafts/c.md"]);
}

#[test]
fn names_nobody_can_read_are_left_out() {
    let desk = Desk::with(&["a.md", "two\nlines.md", "turned\u{202e}.md"]);
    fs::write(desk.settings.root.join(OsStr::from_bytes(b"caf\xe9.md")), "").expect("a file");
    fs::write(desk.settings.root.join(OsStr::from_bytes(b"caf\xe9.png")), "").expect("a file");
    fs::create_dir(desk.settings.root.join(OsStr::from_bytes(b"\xff"))).expect("a folder");
    assert_eq!(desk.files(), ["a.md"]);
    let left_out = list(&desk.settings).expect("a listing").left_out;
    let paths: Vec<&str> = left_out.iter().map(|left_out| left_out.path.as_str()).collect();
    assert_eq!(paths, ["caf\u{fffd}.md", "turned\\u{202e}.md", "two\\u{a}lines.md", "\u{fffd}"]);
    assert!(left_out.iter().all(|left_out| left_out.reason == Reason::Name));
}

#[test]
fn links_inside_are_followed_and_a_file_counts_once() {
    let desk = Desk::with(&["v2/a.md", "v2/b.md", "data/c.txt", ".hidden/d.md"]);
    desk.link("v2", "latest");
    desk.link(desk.at("v2/a.md"), "first.md");
    desk.link("data/c.txt", "c.md");
    desk.link("data/c.txt", "d.md");
    desk.link(".hidden", "shown");
    desk.link(".hidden", "shown-too");
    assert_eq!(desk.files(), ["c.md", "shown/d.md", "v2/a.md", "v2/b.md"]);
    assert!(desk.left_out().is_empty());
}

#[test]
fn a_volume_of_kubernetes_is_read() {
    let desk = Desk::with(&["..2026_01/a.md"]);
    desk.link("..2026_01", "..data");
    desk.link("..data/a.md", "a.md");
    assert_eq!(desk.files(), ["a.md"]);
}

#[test]
fn the_root_may_be_a_link() {
    let mut desk = Desk::with(&["a.md"]);
    let link = desk.outside("current");
    std::os::unix::fs::symlink("kb", &link).expect("a link");
    desk.settings.root = link;
    assert_eq!(desk.files(), ["a.md"]);
}

#[test]
fn links_that_lead_out_or_nowhere_are_left_out() {
    let desk = Desk::with(&["a.md"]);
    fs::create_dir(desk.outside("secret")).expect("a folder");
    fs::write(desk.outside("secret/s.md"), "secret").expect("a file");
    desk.link("/etc/passwd", "passwd.md");
    desk.link("../secret", "secret");
    desk.link("../secret/s.md", "s.md");
    desk.link("../kb/a.md", "back.md");
    desk.link("nothing.md", "dangling.md");
    assert_eq!(desk.files(), ["a.md"]);
    let out = "the link leads out of the knowledge base";
    assert_eq!(
        desk.left_out(),
        [
            "`dangling.md`: the link leads to nothing".to_owned(),
            format!("`passwd.md`: {out}"),
            format!("`s.md`: {out}"),
            format!("`secret`: {out}"),
        ]
    );
}

#[test]
fn loops_are_cut() {
    let desk = Desk::with(&["a.md", "x/b.md", "y/c.md"]);
    desk.link(".", "here");
    desk.link("..", "x/up");
    desk.link("../y", "x/to-y");
    desk.link("../x", "y/to-x");
    desk.link("self.md", "self.md");
    assert_eq!(desk.files(), ["a.md", "x/b.md", "y/c.md"]);
    let around = "the link leads back to itself or to a folder around it";
    assert_eq!(desk.left_out(), ["here", "self.md", "x/up"].map(|path| format!("`{path}`: {around}")));
}

#[test]
fn special_files_are_left_out() {
    let desk = Desk::with(&["a.md"]);
    mknodat(CWD, desk.at("pipe.md"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    let _socket = std::os::unix::net::UnixListener::bind(desk.at("socket.md")).expect("a socket");
    mknodat(CWD, desk.at("pipe"), FileType::Fifo, Mode::RUSR, 0).expect("a pipe");
    desk.link("pipe", "linked.md");
    assert_eq!(desk.files(), ["a.md"]);
    let special = ["linked.md", "pipe.md", "socket.md"];
    assert_eq!(desk.left_out(), special.map(|path| format!("`{path}`: it is no regular file")));
}

#[test]
fn large_files_are_left_out_without_reading_them() {
    let desk = Desk::with(&["a.md"]);
    let sparse = fs::File::create(desk.at("sparse.md")).expect("a file");
    sparse.set_len(1 << 40).expect("a hole");
    assert_eq!(desk.files(), ["a.md"]);
    assert_eq!(desk.left_out(), ["`sparse.md`: it has 1099511627776 bytes, at most 1048576 are read"]);
}

#[test]
fn shut_folders_are_left_out() {
    let desk = Desk::with(&["a.md", "shut/b.md"]);
    fs::set_permissions(desk.at("shut"), fs::Permissions::from_mode(0o000)).expect("a mode");
    as_nobody(|| {
        assert_eq!(desk.files(), ["a.md"]);
        let left_out = list(&desk.settings).expect("a listing").left_out;
        assert_eq!(left_out, [LeftOut { path: "shut".to_owned(), reason: Reason::Permission }]);
    });
    fs::set_permissions(desk.at("shut"), fs::Permissions::from_mode(0o755)).expect("a mode");
}

#[test]
fn deep_folders_end_somewhere_and_cost_no_stack() {
    let desk = Desk::with(&["a.md"]);
    let deep = vec!["d"; 500].join("/");
    desk.write(&format!("{deep}/x.md"), "");
    let deeper = format!("{deep}/{}", "e".repeat(40));
    desk.write(&format!("{deeper}/y.md"), "");
    assert_eq!(desk.files(), ["a.md".to_owned(), format!("{deep}/x.md")]);
    assert_eq!(desk.left_out(), [format!("`{deeper}`: its path is longer than 1,024 bytes")]);
}

#[test]
fn a_missing_root_is_an_error_that_names_it() {
    let mut desk = Desk::new();
    desk.settings.root = desk.outside("nowhere");
    let error = list(&desk.settings).expect_err("no listing");
    assert!(matches!(error, Error::Root { .. }));
    assert!(error.to_string().ends_with("/nowhere`"), "{error}");
}
