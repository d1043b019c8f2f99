//! What a file can do to a ledger, and must not.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, thread, time::Duration};

use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::runtime::Builder;

use super::{SqliteLedger, begin::Limits, writer::Work};
use crate::{
    access::{Account, Change, Identity, Keyring, Session},
    learn::{Cursor, Error, EventId, Ledger, Outcome, Shown, ShownKind, Sketch},
    request::{Requests, Way},
    store::{
        keyring_suite::{account, hash, session, token},
        requests_suite::{delivery, request},
        suite::{outcome, permit, shown},
    },
    text::Language,
};

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    fn open(&self) -> SqliteLedger {
        SqliteLedger::open(&self.path()).expect("a ledger")
    }

    fn refused(&self) -> (String, bool) {
        match SqliteLedger::open(&self.path()) {
            Err(Error::Store { what, passing }) => (what, passing),
            other => panic!("{other:?}"),
        }
    }

    fn names(&self) -> Vec<String> {
        let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("UTF-8");
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .expect("a folder")
            .map(|entry| name(entry.expect("an entry")))
            // It stays, and says who uses the store.
            .filter(|name| name != "desk.db.lock")
            .collect();
        names.sort();
        names
    }

    /// Does something to the file as another program would.
    fn meddle(&self, sql: &'static str) -> Meddler {
        let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
        let options = SqliteConnectOptions::new().filename(self.path()).create_if_missing(true);
        let connection = runtime.block_on(async {
            let mut connection = options.connect().await.expect("a connection");
            sqlx::raw_sql(sql).execute(&mut connection).await.expect(sql);
            connection
        });
        Meddler { runtime, connection: Some(connection) }
    }
}

struct Meddler {
    runtime: tokio::runtime::Runtime,
    connection: Option<SqliteConnection>,
}

impl Drop for Meddler {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.runtime.block_on(connection.close()).expect("closed");
        }
    }
}

fn outcomes(ledger: &SqliteLedger) -> Vec<Outcome> {
    let told = ledger.told_since(Cursor(0), usize::MAX).expect("outcomes");
    told.into_iter().map(|(_, told)| told.outcome).collect()
}

#[test]
fn opened_again_it_is_the_same() {
    let desk = Desk::new();
    let ledger = desk.open();
    ledger.show(&[shown(1)]).expect("written");
    ledger.append(&[outcome(1, 1), outcome(2, 1)], &permit()).expect("written");
    let (secret, before) = (ledger.secret(), outcomes(&ledger));
    drop(ledger);
    assert_eq!(desk.names(), ["desk.db"], "nothing is left beside it");
    let ledger = desk.open();
    assert_eq!((ledger.secret(), outcomes(&ledger)), (secret, before));
    assert_eq!(ledger.shown(EventId(1)).expect("read"), Some(shown(1)));
    assert_ne!(Desk::new().open().secret(), secret, "each has its own");
}

#[test]
fn two_handles_on_one_file_see_each_other() {
    let desk = Desk::new();
    let (one, two) = (desk.open(), desk.open());
    assert_eq!(one.secret(), two.secret());
    one.show(&[shown(1)]).expect("written");
    two.append(&[outcome(1, 1)], &permit()).expect("written");
    one.append(&[outcome(2, 1)], &permit()).expect("written");
    assert_eq!(outcomes(&one), outcomes(&two));
    drop(one);
    two.append(&[outcome(3, 1)], &permit()).expect("written");
    assert_eq!(outcomes(&two), [1, 2, 3].map(|id| outcome(id, 1)));
}

#[test]
fn those_who_begin_at_once_begin_one_ledger() {
    let desk = Desk::new();
    let secrets: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| desk.open().secret())).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(secrets.iter().all(|secret| *secret == secrets[0]));
    assert_eq!(desk.names(), ["desk.db"]);
}

#[test]
fn it_may_be_used_and_dropped_wherever_a_runtime_runs() {
    let desk = Desk::new();
    let runtime = Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
    let ledger = desk.open();
    let (ledger, end) = runtime.block_on(async {
        let work = move || {
            ledger.show(&[shown(1)]).expect("written");
            ledger.append(&[outcome(1, 1)], &permit()).expect("written");
            let end = ledger.end().expect("an end");
            (ledger, end)
        };
        tokio::task::spawn_blocking(work).await.expect("no panic")
    });
    assert_eq!(end, Cursor(1));
    runtime.block_on(async { drop(ledger) });
}

#[test]
fn only_its_owner_may_read_it() {
    let desk = Desk::new();
    let ledger = desk.open();
    ledger.show(&[shown(1)]).expect("written");
    assert_eq!(desk.names(), ["desk.db", "desk.db-shm", "desk.db-wal"]);
    for name in desk.names().into_iter().chain(["desk.db.lock".to_owned()]) {
        let mode = fs::metadata(desk.folder.path().join(&name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn what_is_no_ledger_is_refused_and_left_as_it_is() {
    let desk = Desk::new();
    for (bytes, why) in [
        (&b""[..], "is empty"),
        (b"dear diary", "is no database"),
        (&[7; 5_000], "is no database"),
        (b"SQLite format 3\0 and nothing more", "is no database"),
    ] {
        fs::write(desk.path(), bytes).expect("a file");
        let (what, passing) = desk.refused();
        assert!(what.contains(why) && what.contains("desk.db") && !passing, "{what}");
        assert_eq!(fs::read(desk.path()).expect("a file"), bytes);
    }
    fs::remove_file(desk.path()).expect("to remove");
    drop(desk.meddle("CREATE TABLE other (x)"));
    let before = fs::read(desk.path()).expect("a file");
    assert!(desk.refused().0.contains("the database of another program"));
    assert_eq!(fs::read(desk.path()).expect("a file"), before);
    fs::remove_file(desk.path()).expect("to remove");
    fs::create_dir(desk.path()).expect("a folder");
    assert!(desk.refused().0.contains("is no file"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let desk = Desk::new();
    fs::write(desk.path(), "a file").expect("a file");
    let below = desk.path().join("data/desk.db");
    let Err(Error::Store { what, passing: false }) = SqliteLedger::open(&below) else { panic!("a folder") };
    assert!(what.contains("desk.db"), "{what}");
}

#[test]
fn a_log_without_its_database_is_not_made_part_of_a_new_one() {
    let desk = Desk::new();
    fs::write(desk.folder.path().join("desk.db-wal"), "what somebody reported").expect("a file");
    assert!(desk.refused().0.contains("without its database"));
    assert_eq!(desk.names(), ["desk.db-wal"]);
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let desk = Desk::new();
    drop(desk.open());
    drop(desk.meddle(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (99, 'later', 1, x'00', 0)",
    ));
    assert!(matches!(SqliteLedger::open(&desk.path()), Err(Error::Newer)));
}

#[test]
fn a_locked_file_is_a_matter_of_time() {
    let desk = Desk::new();
    drop(desk.open());
    let limits = Limits { patience: Duration::from_millis(20), pages: None };
    let ledger = SqliteLedger::limited(&desk.path(), limits).expect("a ledger");
    ledger.show(&[shown(1)]).expect("written");
    let locked = desk.meddle("BEGIN IMMEDIATE");
    let refused = ledger.append(&[outcome(1, 1)], &permit()).expect_err("locked");
    assert!(matches!(refused, Error::Store { passing: true, .. }), "{refused}");
    assert_eq!(outcomes(&ledger), [], "reading goes on");
    drop(locked);
    ledger.append(&[outcome(1, 1)], &permit()).expect("written");
    assert_eq!(outcomes(&ledger), [outcome(1, 1)]);
}

#[test]
fn a_full_disk_takes_nothing_half_and_nothing_away() {
    let desk = Desk::new();
    drop(desk.open());
    let limits = Limits { pages: Some(24), ..Limits::default() };
    let ledger = SqliteLedger::limited(&desk.path(), limits).expect("a ledger");
    ledger.show(&[shown(1)]).expect("written");
    ledger.append(&[outcome(1, 1)], &permit()).expect("written");
    let large = |id| Outcome { note: Some("n".repeat(10_000)), ..outcome(id, 1) };
    let refused = ledger.append(&[2, 3, 4, 5, 6, 7, 8].map(large), &permit()).expect_err("full");
    assert!(matches!(refused, Error::Store { passing: true, .. }), "{refused}");
    assert_eq!(outcomes(&ledger), [outcome(1, 1)]);
    ledger.append(&[outcome(9, 1)], &permit()).expect("small enough");
    drop(ledger);
    let ledger = desk.open();
    ledger.append(&[large(2)], &permit()).expect("there is room again");
    assert_eq!(outcomes(&ledger), [outcome(1, 1), outcome(9, 1), large(2)]);
    assert_eq!(ledger.verify().expect("a look"), Vec::<String>::new());
}

#[test]
fn damaged_pages_are_an_error_and_never_a_panic() {
    let desk = Desk::new();
    let ledger = desk.open();
    let many: Vec<Shown> = (0..400).map(shown).collect();
    ledger.show(&many).expect("written");
    let all: Vec<Outcome> = (0..400).map(|id| outcome(id, id)).collect();
    ledger.append(&all, &permit()).expect("written");
    // Every page holds something.
    let identity = Identity { issuer: "https://id.example".to_owned(), subject: "1".to_owned() };
    let mut credentials = vec![Change::PutAccount(Account { identity: Some(identity), ..account("ana") })];
    for number in 0..30 {
        let session = Session { former: Some(hash(100 + number)), ..session(number, "ana") };
        credentials.extend([Change::AddToken(token(number.into())), Change::Begin(session)]);
    }
    ledger.change(&credentials).expect("written");
    let sketch = Sketch::of("Press it twice.", [], Language::ENGLISH, &ledger.secret());
    let sketches: Vec<(u64, Sketch)> = (0..400).map(|section| (section, sketch.clone())).collect();
    ledger.sketch(&sketches).expect("written");
    for id in 0..60 {
        let ways = [delivery(1_000 + id, Way::Mail, 0), delivery(2_000 + id, Way::Webhook, 0)];
        ledger.send(&request(id), &ways).expect("written");
    }
    drop(ledger);
    let good = fs::read(desk.path()).expect("a file");
    let pages = good.len() / 4096;
    assert!(pages > 20, "{pages}");
    for page in 0..pages {
        let mut bytes = good.clone();
        for (at, byte) in bytes[page * 4096 + 100..(page + 1) * 4096].iter_mut().enumerate() {
            *byte = u8::try_from(at * 7 % 251).expect("small");
        }
        fs::write(desk.path(), &bytes).expect("a file");
        let Ok(ledger) = SqliteLedger::open(&desk.path()) else { continue };
        let wrong = ledger.verify();
        assert!(!matches!(&wrong, Ok(lines) if lines.is_empty()), "page {page} is noticed");
        let _ =
            (ledger.told_since(Cursor(0), usize::MAX), ledger.shown_after(None, usize::MAX), ledger.end());
        let _ = ledger.append(&[outcome(1_000, 1)], &permit());
    }
    fs::write(desk.path(), &good[..good.len() / 2]).expect("a file");
    let noticed = SqliteLedger::open(&desk.path()).and_then(|ledger| ledger.verify());
    assert!(!matches!(noticed, Ok(lines) if lines.is_empty()), "half a file");
}

#[test]
fn what_cannot_be_told_is_named() {
    let desk = Desk::new();
    let ledger = desk.open();
    ledger.show(&[shown(1), shown(2)]).expect("written");
    ledger.append(&[outcome(1, 1), outcome(2, 2)], &permit()).expect("written");
    drop(ledger);
    for (sql, mend, line) in [
        (
            "UPDATE outcomes SET verdict = 'splendid' WHERE place = 2",
            "UPDATE outcomes SET verdict = 'resolved'",
            "the outcome at place 2 has an unknown verdict",
        ),
        ("UPDATE shown SET words = x'ff'", "UPDATE shown SET words = x'61'", "has no readable words"),
        ("UPDATE shown SET kind = 'dream'", "UPDATE shown SET kind = 'search'", "has an unknown kind"),
        (
            "UPDATE outcomes SET place = 7 WHERE place = 2",
            "UPDATE outcomes SET place = 2 WHERE place = 7",
            "outcomes are missing between the places 0 and 7",
        ),
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM shown WHERE number = 2",
            "SELECT 1",
            "1 outcomes are of something that was never shown",
        ),
    ] {
        drop(desk.meddle(sql));
        let lines = desk.open().verify().expect("a look");
        assert!(lines.iter().any(|found| found.contains(line)), "{lines:?}");
        drop(desk.meddle(mend));
    }
}

#[test]
fn one_that_cannot_be_written_takes_no_other_with_it() {
    let desk = Desk::new();
    let ledger = desk.open();
    ledger.show(&[shown(1)]).expect("written");
    drop(desk.meddle(
        "CREATE TRIGGER refuse BEFORE INSERT ON outcomes WHEN new.note = 'refuse' \
         BEGIN SELECT raise(ABORT, 'refused'); END",
    ));
    thread::scope(|scope| {
        for id in 0..40 {
            let ledger = &ledger;
            scope.spawn(move || {
                let refuse = id % 4 == 0;
                let note = refuse.then(|| "refuse".to_owned());
                let answer = ledger.append(&[Outcome { note, ..outcome(id, 1) }], &permit());
                assert_eq!(answer.is_err(), refuse, "{answer:?}");
            });
        }
    });
    assert_eq!(ledger.end().expect("an end"), Cursor(30));
    let ledger = desk.open();
    ledger.show(&[Shown { kind: ShownKind::Search, ..shown(2) }]).expect("written");
    assert_eq!(ledger.verify().expect("a look"), Vec::<String>::new());
}

/// The files of a store that is open: as a crash would leave them.
fn crashed(desk: &Desk) -> (Vec<u8>, Vec<u8>) {
    let read = |name: &str| fs::read(desk.folder.path().join(name)).expect("a file");
    (read("desk.db"), read("desk.db-wal"))
}

/// A store of these bytes, whose log ends somewhere.
fn torn(store: &[u8], log: &[u8]) -> Desk {
    let desk = Desk::new();
    fs::write(desk.path(), store).expect("a file");
    fs::write(desk.folder.path().join("desk.db-wal"), log).expect("a file");
    desk
}

#[test]
fn a_log_that_ends_anywhere_is_a_state_that_was() {
    let desk = Desk::new();
    let ledger = desk.open();
    for number in 0..6 {
        ledger.show(&[shown(number)]).expect("written");
        ledger.append(&[outcome(number, number)], &permit()).expect("written");
    }
    let (store, log) = crashed(&desk);
    let all = outcomes(&ledger);
    let mut most = 0;
    for end in (0..log.len()).step_by(613).chain([log.len()]) {
        let torn = torn(&store, &log[..end]);
        let ledger = torn.open();
        let there = outcomes(&ledger);
        assert_eq!(there, all[..there.len()], "cut at {end}");
        assert!(there.len() >= most, "cut at {end}");
        most = there.len();
        assert_eq!(ledger.verify().expect("a look"), Vec::<String>::new(), "cut at {end}");
        ledger.show(&[shown(99)]).expect("written");
    }
    assert_eq!(most, 6);
}

#[test]
fn a_migration_that_is_cut_off_anywhere_leaves_the_old_or_the_new() {
    for version in ["store-v1", "store-v2"] {
        let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(version);
        let desk = Desk::new();
        fs::copy(fixture.join("desk.db"), desk.path()).expect("a file");
        let ledger = desk.open();
        let all = outcomes(&ledger);
        let (store, log) = crashed(&desk);
        assert!(all.len() == 6 && log.len() > 4_096, "{}", log.len());
        let mut forms = std::collections::BTreeSet::new();
        for end in (0..log.len()).step_by(1_031).chain([log.len()]) {
            let torn = torn(&store, &log[..end]);
            // What went through so far, before this program goes on.
            let mut went = torn.meddle("SELECT 1");
            let connection = went.connection.as_mut().expect("a connection");
            let count = sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations").fetch_one(connection);
            forms.insert(went.runtime.block_on(count).map(|count: i64| count).expect("a count"));
            drop(went);
            let ledger = torn.open();
            assert_eq!(outcomes(&ledger), all, "{version} cut at {end}");
            assert_eq!(ledger.verify().expect("a look"), Vec::<String>::new());
            assert_eq!(ledger.epoch().expect("an epoch"), 0);
        }
        assert!(forms.len() >= 2, "{version}: {forms:?}");
    }
}

#[test]
fn a_writer_that_panics_keeps_nothing_half_and_another_goes_on() {
    let desk = Desk::new();
    let store = desk.open();
    store.change(&[Change::AddToken(token(1))]).expect("made");
    for _ in 0..3 {
        assert!(
            matches!(store.write(Work::Panic), Err(Error::Store { passing: true, .. })),
            "it may be sent again"
        );
    }
    assert_eq!(store.tokens().expect("read").len(), 1, "what was not committed was never there");
    store.change(&[Change::AddToken(token(2))]).expect("written by another");
    store.show(&[shown(1)]).expect("written");
    let reading = store.read(async { panic!("of the test") });
    assert!(matches!(reading, Err::<(), _>(Error::Store { passing: true, .. })), "that reading alone");
    assert_eq!(store.verify().expect("a look"), Vec::<String>::new());
    drop(store);
    assert_eq!(desk.open().tokens().expect("read").len(), 2);
}
