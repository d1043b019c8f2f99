//! What do we make of what the system says?

use crate::kb::watch::{Debounce, News, news};
use crate::kb::{Hint, Settings};
use notify::event::{
    AccessKind, AccessMode, CreateKind, DataChange, Flag, MetadataKind, ModifyKind, RemoveKind, RenameMode,
};
use notify::{Error, ErrorKind, Event, EventKind};
use std::path::Path;
use std::time::{Duration, Instant};

#[track_caller]
fn check(kind: EventKind, path: &str, expected: &[News]) {
    let event = Event::new(kind).add_path(Path::new("/kb").join(path));
    assert_eq!(news(&Settings::of("/kb"), Path::new("/kb"), Ok(event)), expected, "{path}");
}

#[test]
fn events_become_news() {
    let name = |mode| EventKind::Modify(ModifyKind::Name(mode));
    let path = || "a/b.md".to_owned();
    check(EventKind::Create(CreateKind::File), "a/b.md", &[News::Appeared(path())]);
    check(name(RenameMode::To), "a/b.md", &[News::Appeared(path())]);
    check(name(RenameMode::From), "a/b.md", &[News::Left(path())]);
    check(name(RenameMode::Both), "a/b.md", &[]);
    check(EventKind::Remove(RemoveKind::Folder), "a/b.md", &[News::Left(path())]);
    check(EventKind::Modify(ModifyKind::Data(DataChange::Any)), "a/b.md", &[News::Changed(path())]);
    check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "a/b.md", &[News::Touched(path())]);
}

#[test]
fn our_own_reading_is_no_news() {
    check(EventKind::Access(AccessKind::Open(AccessMode::Any)), "a.md", &[]);
    check(EventKind::Access(AccessKind::Close(AccessMode::Read)), "a.md", &[]);
    check(
        EventKind::Access(AccessKind::Close(AccessMode::Write)),
        "a.md",
        &[News::Changed("a.md".to_owned())],
    );
}

#[test]
fn places_where_nothing_counts_are_no_news() {
    let create = EventKind::Create(CreateKind::File);
    for path in [".git/index.lock", ".a.md.swp", "4913", "node_modules/x/a.md", "/elsewhere/a.md"] {
        check(create, path, &[]);
    }
    check(create, "..data", &[News::Everything]);
}

#[test]
fn the_root_itself_and_trouble_are_news() {
    let kind = EventKind::Remove(RemoveKind::Folder);
    check(kind, "", &[News::Root { lost: true }]);
    check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "", &[News::Root { lost: false }]);

    let told = |event| news(&Settings::of("/kb"), Path::new("/kb"), event);
    assert_eq!(told(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))), [News::Everything]);
    assert_eq!(told(Err(Error::generic("broken"))), [News::Everything]);
    assert_eq!(told(Err(Error::new(ErrorKind::MaxFilesWatch))), [News::Limit]);
}

#[test]
fn a_burst_ends_with_quiet_or_with_patience() {
    let start = Instant::now();
    let at = |ms| start + Duration::from_millis(ms);
    let mut debounce = Debounce::new(&Settings::of("/kb"));
    assert_eq!((debounce.due(), debounce.take(start)), (None, None));

    debounce.hear(Hint::path("a"), at(0));
    debounce.hear(Hint::path("b"), at(20));
    assert_eq!((debounce.due(), debounce.take(at(49))), (Some(at(50)), None));
    assert_eq!(debounce.take(at(50)), Some(Hint::path("a").and(Hint::path("b"))));
    assert_eq!(debounce.take(at(1000)), None);

    for ms in (0..=240).step_by(20) {
        debounce.hear(Hint::path("a"), at(ms));
    }
    assert_eq!((debounce.due(), debounce.take(at(249))), (Some(at(250)), None));
    assert_eq!(debounce.take(at(250)), Some(Hint::path("a")));
}
