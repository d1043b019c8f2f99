//! What a backup holds while everything goes on, and how it is brought back: all of it, or nothing.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use firstline::{
    access::Reader,
    desk::{Ask, Desk, Report, Settings, backup},
    learn::{Cursor, Outcome, Shown, Verdict},
    store,
};
use serde_json::{Value, json};

use crate::{command_line::Place, killed::post};

const ARTICLES: [(&str, &str); 3] = [
    ("scanner.md", "# The scanner beeps\n\nCharge the scanner.\n"),
    ("dock.md", "# The dock is dark\n\nRestart the dock.\n"),
    ("secret.md", "---\naudience: agents\n---\n# Scanner keys\n\nBehind the door.\n"),
];

fn settings(place: &Place) -> Settings {
    Settings::of(place.path("kb"), place.path("index"))
}

/// Everything on record.
fn record(place: &Place) -> (Vec<Shown>, Vec<Outcome>) {
    let ledger = store::open(&settings(place).store()).expect("a store").ledger;
    let told = ledger.told_since(Cursor(0), usize::MAX).expect("outcomes");
    let shown = ledger.shown_after(None, usize::MAX).expect("what was shown");
    (shown, told.into_iter().map(|(_, told)| told.outcome).collect())
}

/// A place in which something was recorded.
fn used(outcomes: usize) -> Place {
    let place = Place::with(&ARTICLES);
    place.run(&["rebuild"]).ended(0);
    let (desk, _) = Desk::open(settings(&place)).expect("a desk");
    let agent = Reader::agent("ada", ["public", "agents"]);
    for number in 0..outcomes {
        let text = format!("the scanner number{number} beeps and the dock is dark");
        let ask = Ask { text, limit: 3, ticket: Some(format!("T-{number}")), ..Ask::default() };
        let shown = desk.suggest(&ask, &agent).expect("suggestions").id;
        let article = if number % 3 == 0 { "dock" } else { "scanner" };
        desk.record(&Report::of(shown, Some(article), Verdict::Resolved), &agent).expect("a record");
    }
    place
}

fn backed_up(place: &Place) -> PathBuf {
    let file = place.path("backup.tar");
    backup::write(&settings(place), &file, false, &|_| {}).expect("a backup");
    file
}

/// What is suggested, without what is new each time.
fn suggested(place: &Place) -> Value {
    let mut answer = place.tell(&["suggest", "-", "--json"], "my scanner beeps, the dock is dark").json(0);
    for changing in ["suggestion_id", "token", "took_ms", "generation"] {
        answer[changing] = Value::Null;
    }
    answer
}

#[test]
fn a_backup_during_a_stream_of_outcomes_holds_all_that_was_acknowledged_before() {
    let place = Place::with(&ARTICLES);
    let mut server = place.serve();
    let address = server.address();
    let (over, acknowledged) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (before, file) = thread::scope(|scope| {
        for client in 0..2 {
            let (over, acknowledged) = (&over, &acknowledged);
            scope.spawn(move || {
                for number in 0.. {
                    if over.load(Ordering::Relaxed) {
                        return;
                    }
                    let text = format!("the scanner of floor {client} beeps since {number}");
                    let (status, shown) =
                        post(address, "/api/v1/suggest", None, &json!({"text": text})).expect("an answer");
                    assert_eq!(status, 200, "{shown}");
                    let outcome = json!({"suggestion_id": shown["suggestion_id"], "token": shown["token"],
                        "article": "scanner", "verdict": "resolved"});
                    let (status, reply) =
                        post(address, "/api/v1/outcomes", None, &outcome).expect("an answer");
                    assert_eq!(status, 201, "{reply}");
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        while acknowledged.load(Ordering::SeqCst) < 20 {
            thread::yield_now();
        }
        let before = acknowledged.load(Ordering::SeqCst);
        let written = place.run(&["backup", "backup.tar", "--json"]);
        over.store(true, Ordering::Relaxed);
        let written = written.json(0);
        assert_eq!(
            written["bytes"].as_u64(),
            fs::metadata(place.path("backup.tar")).ok().map(|file| file.len())
        );
        (before, place.path("backup.tar"))
    });
    assert_eq!(server.stop(), Some(0));
    let other = Place::with(&ARTICLES);
    let restored = other.run(&["restore", file.to_str().expect("a name"), "--json"]).json(0);
    let (shown, outcomes) = record(&other);
    assert_eq!(restored["counts"]["outcomes"], outcomes.len());
    assert_eq!(restored["counts"]["shown"], shown.len());
    let (all_shown, all) = record(&place);
    assert!(outcomes.len() >= before, "{} of {before}", outcomes.len());
    assert_eq!(outcomes, all[..outcomes.len()], "a beginning of what came");
    assert!(shown.iter().all(|one| all_shown.contains(one)));
    other.run(&["verify"]).ended(0);
}

#[test]
fn restored_elsewhere_it_teaches_and_suggests_the_same() {
    let place = used(12);
    let file = place.path("backup.tar");
    assert!(place.run(&["backup", "backup.tar"]).ended(0).contains("12 outcomes, 12 shown"));
    let other = Place::with(&ARTICLES);
    let ran = other.run(&["restore", file.to_str().expect("a name")]);
    assert!(ran.ended(0).starts_with("restored 12 outcomes, 12 shown, as of 20"), "{}", ran.out);
    assert_eq!(record(&other), record(&place));
    let lessons = |place: &Place| {
        let (desk, _) = Desk::open(settings(place)).expect("a desk");
        let lessons = desk.lessons();
        (lessons.cases().clone(), *lessons.secret(), lessons.cursor())
    };
    assert_eq!(lessons(&other), lessons(&place));
    assert_eq!(suggested(&other), suggested(&place));
    // What was learned since the backup is not taken for what the backup knows.
    let (desk, _) = Desk::open(settings(&place)).expect("a desk");
    desk.keep_lessons(true).expect("kept");
    drop(desk);
    place.run(&["restore", "backup.tar", "--force"]).ended(0);
    let (desk, _) = Desk::open(settings(&place)).expect("a desk");
    assert_eq!(desk.lessons().cursor(), Cursor(12));
}

#[test]
fn what_is_there_is_not_written_over() {
    let place = used(3);
    let file = backed_up(&place);
    let name = file.to_str().expect("a name");
    place.run(&["restore", name]).complained(3, "holds 6 records already");
    let mut server = place.serve();
    place
        .run(&["restore", name, "--force"])
        .complained(3, "is in use by another firstline, the server is process ");
    assert_eq!(server.stop(), Some(0));
    let before = record(&place);
    let later = used(5);
    later.run(&["restore", name]).complained(3, "holds 10 records already");
    let was = record(&later);
    let ran = later.run(&["restore", name, "--force", "--json"]).json(0);
    assert_eq!(record(&later), before);
    let aside = ran["aside"].as_str().expect("a path");
    let ledger = store::open(later.path(aside).to_str().expect("a name")).expect("the store before").ledger;
    assert_eq!(ledger.shown_after(None, usize::MAX).expect("read"), was.0);
    // Nothing else is left over, and an empty store is in nobody's way.
    let left: Vec<_> = fs::read_dir(later.path("index")).expect("a folder").flatten().collect();
    let left = left.iter().filter(|entry| entry.file_name().to_string_lossy().contains("restoring"));
    assert_eq!(left.count(), 0);
    let empty = Place::with(&ARTICLES);
    assert_eq!(empty.serve().stop(), Some(0));
    empty.run(&["restore", name]).ended(0);
    assert_eq!(record(&empty), before);
}

#[test]
fn a_store_that_cannot_be_read_is_set_aside_with_its_log() {
    let place = used(3);
    let file = backed_up(&place);
    let before = record(&place);
    fs::write(place.path("index/desk.db"), "no store at all").expect("a file");
    fs::write(place.path("index/desk.db-wal"), "its log").expect("a file");
    let name = file.to_str().expect("a name");
    place.run(&["restore", name]).complained(3, "is there already, and cannot be read");
    place.run(&["restore", name, "--force"]).ended(0);
    assert_eq!(record(&place), before);
    for (aside, text) in [("desk.db.before-1", "no store at all"), ("desk.db.before-1-wal", "its log")] {
        assert_eq!(fs::read_to_string(place.path(&format!("index/{aside}"))).expect("a file"), text);
    }
}

#[test]
fn a_backup_is_whole_or_not_there() {
    let place = Place::with(&ARTICLES);
    place.run(&["backup", "backup.tar"]).complained(3, "there is no store at");
    let place = used(2);
    place.run(&["backup", "nowhere/backup.tar"]).complained(3, "nowhere");
    place.run(&["backup", "kb/scanner.md"]).complained(3, "is no backup of firstline");
    assert_eq!(fs::read_to_string(place.path("kb/scanner.md")).expect("the article"), ARTICLES[0].1);
    place.run(&["backup", "index/desk.db"]).complained(3, "is no backup of firstline");
    place.run(&["backup", "backup.tar"]).ended(0);
    place.run(&["backup", "backup.tar"]).ended(0);
    let mut names: Vec<_> = fs::read_dir(place.path("."))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    assert_eq!(names, ["backup.tar", "index", "kb"], "nothing is left beside it");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &fs::metadata(place.path("backup.tar")).expect("a file").permissions(),
    );
    assert_eq!(mode & 0o777, 0o600, "for nobody else to read");
}

/// Tries to restore bytes over what is there, and sees that nothing changed.
#[track_caller]
fn refused(place: &Place, bytes: &[u8], what: &str) -> String {
    let file = place.path("damaged.tar");
    fs::write(&file, bytes).expect("a file");
    let store = place.path("index/desk.db");
    let before = fs::read(&store).expect("a store");
    let refused = backup::restore(&settings(place), &file, true, &|_| {}).expect_err(what);
    assert_eq!(fs::read(&store).expect("a store"), before, "{what}");
    assert!(!refused.hint().is_empty());
    refused.to_string()
}

#[test]
fn an_archive_with_another_byte_anywhere_or_cut_anywhere_is_refused() {
    let place = used(2);
    let good = fs::read(backed_up(&place)).expect("an archive");
    for at in (0..good.len())
        .step_by(1_997)
        .chain((good.len() - 2_100..good.len()).step_by(13))
        .chain((0..600).step_by(7))
    {
        let mut bytes = good.clone();
        bytes[at] ^= 0x10;
        let said = refused(&place, &bytes, &format!("byte {at}"));
        assert!(said.contains("cannot be restored"), "byte {at}: {said}");
    }
    for len in (0..good.len()).step_by(2_003).chain(good.len() - 3..good.len()) {
        refused(&place, &good[..len], &format!("cut at {len}"));
    }
    refused(&place, &[&good[..], &[0; 512]].concat(), "longer");
    let file = place.path("backup.tar");
    fs::write(&file, good).expect("a file");
    backup::restore(&settings(&place), &file, true, &|_| {}).expect("the good one");
}

/// An archive of these members, sealed as ours are.
fn sealed(members: &[(&str, &[u8])], kind: tar::EntryType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let append = |bytes: &mut Vec<u8>, name: &str, content: &[u8], at: u64, kind| {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(at);
        header.set_entry_type(kind);
        // As whoever forges one: names are not looked at.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        bytes.extend(header.as_bytes());
        bytes.extend(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    };
    for (number, (name, content)) in members.iter().enumerate() {
        let kind = if number == 0 { tar::EntryType::Regular } else { kind };
        append(&mut bytes, name, content, 7, kind);
    }
    let hash = blake3::hash(&bytes).to_hex();
    append(&mut bytes, "seal", hash.as_bytes(), 0, tar::EntryType::Regular);
    bytes.resize(bytes.len() + 1_024, 0);
    bytes
}

fn manifest(members: &[(&str, &[u8])], counts: &Value) -> Vec<u8> {
    let members: Vec<Value> = members
        .iter()
        .map(|(name, bytes)| {
            json!({"name": name, "bytes": bytes.len(), "blake3": blake3::hash(bytes).to_hex().to_string()})
        })
        .collect();
    let manifest = json!({"firstline_backup": 1, "version": "0.1.0", "at": "2026-01-31T10:00:00Z", "counts": counts,
        "members": members});
    manifest.to_string().into_bytes()
}

#[test]
fn an_archive_that_somebody_made_up_is_refused() {
    let place = used(2);
    let store = fs::read(place.path("index/desk.db")).expect("a store");
    let counts = json!({"accounts": 0, "outcomes": 2, "sessions": 0, "shown": 2, "tokens": 0});
    let regular = tar::EntryType::Regular;
    let file = place.path("made-up.tar");
    let members: [(&str, &[u8]); 1] = [("desk.db", &store)];
    let good = manifest(&members, &counts);
    fs::write(&file, sealed(&[("manifest.json", &good), members[0]], regular)).expect("a file");
    backup::restore(&settings(&place), &file, true, &|_| {}).expect("this one is good");

    let elsewhere = place.path("stolen");
    for name in [
        "../stolen",
        "model/../../stolen",
        elsewhere.to_str().expect("a name"),
        "kb/stolen.md",
        "lessons.snapshot",
    ] {
        let members: [(&str, &[u8]); 2] = [("desk.db", &store), (name, b"words")];
        let text = manifest(&members, &counts);
        let said =
            refused(&place, &sealed(&[("manifest.json", &text), members[0], members[1]], regular), name);
        assert!(said.contains("which has no place here"), "{said}");
        let said =
            refused(&place, &sealed(&[("manifest.json", &good), members[0], members[1]], regular), name);
        assert!(said.contains("more than its manifest says"), "{said}");
    }
    assert!(!elsewhere.exists() && !place.path("kb/stolen.md").exists());
    for kind in [tar::EntryType::Symlink, tar::EntryType::Link, tar::EntryType::Fifo] {
        refused(&place, &sealed(&[("manifest.json", &good), members[0]], kind), "no plain file");
    }
    let other = String::from_utf8(good.clone()).expect("JSON").replace("backup\":1", "backup\":2");
    let said =
        refused(&place, &sealed(&[("manifest.json", other.as_bytes()), members[0]], regular), "a form");
    assert!(said.contains("it has the form 2"), "{said}");
    let lies = manifest(&members, &json!({"outcomes": 3, "shown": 2}));
    let said = refused(&place, &sealed(&[("manifest.json", &lies), members[0]], regular), "lies");
    assert!(said.contains("something else than its manifest says"), "{said}");
    let mut torn = store.clone();
    torn[5_000..9_000].fill(7);
    let members: [(&str, &[u8]); 1] = [("desk.db", &torn)];
    let text = manifest(&members, &counts);
    refused(&place, &sealed(&[("manifest.json", &text), members[0]], regular), "a damaged store");
    let said = refused(&place, &sealed(&[("manifest.json", &manifest(&[], &counts))], regular), "no store");
    assert!(said.contains("it holds no store"), "{said}");
    refused(&place, &sealed(&[("something", b"else")], regular), "no manifest");
}

#[test]
fn a_store_of_every_version_is_brought_up_to_date() {
    for version in ["store-v1", "store-v2"] {
        let fixture =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(version).join("desk.db");
        let store = fs::read(fixture).expect("a fixture");
        let members: [(&str, &[u8]); 1] = [("desk.db", &store)];
        let text = manifest(&members, &json!({"outcomes": 6, "shown": 2}));
        let place = Place::with(&ARTICLES);
        let archive = sealed(&[("manifest.json", &text), members[0]], tar::EntryType::Regular);
        fs::write(place.path("old.tar"), archive).expect("a file");
        assert_eq!(
            place.run(&["restore", "old.tar", "--json"]).json(0)["counts"]["outcomes"],
            6,
            "{version}"
        );
        let (shown, outcomes) = record(&place);
        assert_eq!((shown.len(), outcomes.len()), (2, 6));
        place.run(&["verify"]).ended(0);
    }
}

/// Run more of them with `FIRSTLINE_KILLS`.
#[test]
fn a_restore_that_is_killed_leaves_the_old_or_the_new() {
    let kills = env::var("FIRSTLINE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(12_u32);
    let place = used(3);
    let newer = used(5);
    let file = backed_up(&newer);
    let (old, new) = (record(&place), record(&newer));
    let other = used(1);
    let begun = Instant::now();
    other.run(&["restore", file.to_str().expect("a name"), "--force"]).ended(0);
    let (mut kept, long) = (0, begun.elapsed());
    for kill in 0..kills {
        let mut child = place
            .command(&["restore", file.to_str().expect("a name"), "--force"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a program that runs");
        let (_say, said) = std::sync::mpsc::channel::<()>();
        let _ = said.recv_timeout(long * kill / kills);
        child.kill().expect("to kill it");
        child.wait().expect("its end");
        let now = record(&place);
        assert!(now == old || now == new, "kill {kill}: {} outcomes", now.1.len());
        kept += usize::from(now == old);
        place.run(&["verify"]).ended(0);
    }
    place.run(&["restore", file.to_str().expect("a name"), "--force"]).ended(0);
    assert_eq!(record(&place), new);
    let scraps: Vec<_> = fs::read_dir(place.path("index")).expect("a folder").flatten().collect();
    let scraps = scraps.iter().filter(|entry| entry.file_name().to_string_lossy().contains("restoring"));
    assert_eq!(scraps.count(), 0, "what the killed ones left is gone ({kept} of {kills} kept the old)");
}

#[cfg(feature = "model")]
#[test]
fn a_model_comes_along_if_that_is_asked_for() {
    let place = used(2);
    crate::tiny_model::Tiny::default().write(&place.path("tiny"));
    place.run(&["model", "install", "tiny"]).ended(0);
    place.run(&["backup", "without.tar"]).ended(0);
    assert!(
        place.run(&["backup", "with.tar", "--with-model"]).ended(0).contains("the embedding model `tiny`")
    );
    let model = |place: &Place| place.run(&["model", "info", "--json"]);
    let other = Place::with(&ARTICLES);
    let archive = |name: &str| place.path(name).to_str().expect("a name").to_owned();
    assert_eq!(other.run(&["restore", &archive("without.tar"), "--json"]).json(0)["model"], Value::Null);
    model(&other).ended(1);
    assert_eq!(other.run(&["restore", &archive("with.tar"), "--force", "--json"]).json(0)["model"], "tiny");
    assert_eq!(model(&other).json(0)["id"], model(&place).json(0)["id"]);
    let server = other.serve();
    crate::watching::until("the model has read every article", || {
        serde_json::from_str::<Value>(&server.get("/health/ready").1).expect("JSON")["meaning"] == "ready"
    });
    // Where it is installed already nothing is in the way.
    place.run(&["restore", "with.tar", "--force"]).ended(0);
    model(&place).ended(0);
}
