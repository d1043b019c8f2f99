//! A disk that is full, or may only be read: what is new waits, what was there is served, and it goes on by itself.

use std::{
    fs::{self, File},
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::Command,
};

use firstline::{learn::Cursor, store};
use serde_json::{Value, json};

use crate::{
    command_line::{Place, Server},
    killed::post,
    watching::until,
};

/// A small disk of its own, in memory; gone when it is dropped.
struct SmallDisk {
    at: PathBuf,
}

impl SmallDisk {
    /// Only root may mount one: elsewhere these tests say so and pass, but in CI they fail.
    fn at(at: PathBuf, megabytes: u32) -> Option<SmallDisk> {
        fs::create_dir_all(&at).expect("a folder");
        let options = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&at).output();
        if mounted.as_ref().is_ok_and(|mounted| mounted.status.success()) {
            return Some(SmallDisk { at });
        }
        assert!(std::env::var_os("CI").is_none(), "no small disk can be mounted: {mounted:?}");
        skipped(&format!("no small disk can be mounted here: {mounted:?}"));
        None
    }

    fn ballast(&self) -> PathBuf {
        self.at.join("ballast")
    }

    /// Fills it, but for so many kilobytes.
    fn fill(&self, left: usize) {
        let mut ballast = File::create(self.ballast()).expect("a file");
        let block = [0x5a; 4_096];
        while ballast.write_all(&block).is_ok() {}
        let len = ballast.metadata().expect("a file").len();
        ballast.set_len(len.saturating_sub(left as u64 * 1_024)).expect("shorter");
    }

    fn free(&self) {
        fs::remove_file(self.ballast()).expect("to remove");
    }

    fn only_for_reading(&self) {
        let mounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.at).status();
        assert!(mounted.expect("mount").success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Whoever still has a file open there does not hold it up.
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

#[expect(clippy::print_stdout, reason = "whoever runs the tests should know what was left out")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}

/// A whole reply, with its head.
fn raw(address: SocketAddr, path: &str, body: &Value) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let body = body.to_string();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("to send");
    let mut reply = String::new();
    stream.read_to_string(&mut reply).expect("a reply");
    reply
}

fn articles(words: &str) -> String {
    format!("# The scanner beeps\n\nCharge the scanner. {words}\n")
}

fn ready(server: &Server) -> Value {
    let (status, body) = server.get("/health/ready");
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).expect("JSON")
}

/// What somebody reports until the disk refuses, at most so many; how many were acknowledged.
fn report(server: &Server, most: usize, times: &mut usize) -> usize {
    let mut acknowledged = 0;
    for _ in 0..most {
        *times += 1;
        let padding = "the scanner of a long corridor beeps and blinks ".repeat(20);
        let text = format!("the scanner beeps since {times}: {padding}");
        assert_eq!(server.search("scanner"), ["scanner.md"], "reading goes on");
        let (status, shown) =
            post(server.address(), "/api/v1/suggest", None, &json!({"text": text})).expect("a reply");
        assert!(status == 200 || (status == 503 && shown["code"] == "store_unavailable"), "{status} {shown}");
        if status != 200 {
            break;
        }
        let outcome = json!({"suggestion_id": shown["suggestion_id"], "token": shown["token"],
            "article": "scanner", "verdict": "resolved", "note": padding});
        let (status, reply) = post(server.address(), "/api/v1/outcomes", None, &outcome).expect("a reply");
        assert!(status == 201 || (status == 503 && reply["code"] == "store_unavailable"), "{status} {reply}");
        acknowledged += usize::from(status == 201);
        if status != 201 {
            break;
        }
    }
    acknowledged
}

#[test]
fn a_full_disk_refuses_what_is_new_and_goes_on_by_itself_when_there_is_space() {
    let place = Place::with(&[("scanner.md", &articles("zebrawood"))]);
    let Some(disk) = SmallDisk::at(place.path("index"), 24) else { return };
    let mut server = place.serve();
    let (mut times, mut acknowledged) = (0, report(&server, 3, &mut 0));
    assert_eq!(acknowledged, 3);
    let mut refusals = 0;
    for (round, left) in [0, 4, 12, 28, 64, 150, 400].into_iter().enumerate() {
        disk.fill(left);
        // Enough to use up what is left, whatever that is.
        let before = acknowledged;
        acknowledged += report(&server, 400, &mut times);
        refusals += usize::from(acknowledged - before < 400);
        let reply = raw(server.address(), "/api/v1/suggest", &json!({"text": "x".repeat(50_000)}));
        if left == 0 {
            assert!(reply.starts_with("HTTP/1.1 503"), "{reply}");
            assert!(reply.contains("retry-after: ") && reply.contains("\"hint\":"), "{reply}");
        }
        // An edit waits, and what was there is found.
        let word = format!("cobalt{round}");
        place.write("kb/scanner.md", &articles(&word));
        until("the change is published or waits and says so", || {
            server.search(&word) == ["scanner.md"] || ready(&server)["degraded"] == true
        });
        assert_eq!(server.search("scanner"), ["scanner.md"]);
        disk.free();
        until("the change is published", || server.search(&word) == ["scanner.md"]);
        until("all is well", || ready(&server)["degraded"] == false);
        acknowledged += report(&server, 2, &mut times);
    }
    assert!(refusals >= 5, "only {refusals} of 7 were refused anything");
    assert_eq!(server.stop(), Some(0));
    place.run(&["verify"]).ended(0);
    let ledger =
        store::open(place.path("index/desk.db").to_str().expect("a name")).expect("the store").ledger;
    assert_eq!(
        ledger.end().expect("an end"),
        Cursor(acknowledged as u64),
        "what was acknowledged, and nothing else"
    );
    let backup = place.run(&["backup", "backup.tar"]);
    backup.ended(0);
    drop(ledger);
    disk.fill(0);
    place.run(&["restore", "backup.tar", "--force"]).complained(3, "");
    disk.free();
    place.run(&["verify"]).ended(0);
}

#[test]
fn a_backup_on_a_full_disk_leaves_the_one_before() {
    let place = Place::with(&[("scanner.md", &articles("zebrawood"))]);
    let Some(disk) = SmallDisk::at(place.path("backups"), 4) else { return };
    let mut server = place.serve();
    report(&server, 3, &mut 0);
    place.run(&["backup", "backups/desk.tar"]).ended(0);
    let before = fs::read(place.path("backups/desk.tar")).expect("a backup");
    for left in [0, 4, 16, 40, 80] {
        disk.fill(left);
        let ran = place.run(&["backup", "backups/desk.tar"]);
        if ran.code != Some(0) {
            ran.complained(3, "");
            assert_eq!(fs::read(place.path("backups/desk.tar")).expect("a backup"), before);
        }
        disk.free();
    }
    let names: Vec<_> = fs::read_dir(place.path("backups")).expect("a folder").flatten().collect();
    assert_eq!(names.len(), 1, "nothing is left over: {names:?}");
    assert_eq!(server.stop(), Some(0));
}

/// Makes a folder that may only be read, for root too; what keeps it so.
fn only_for_reading(place: &Place, below: &Path) -> Option<SmallDisk> {
    let disk = SmallDisk::at(place.path("disk"), 24)?;
    let copied = Command::new("cp").arg("-r").arg(below).arg(disk.at.join("index")).status();
    assert!(copied.expect("cp").success());
    disk.only_for_reading();
    Some(disk)
}

#[test]
fn a_folder_that_may_only_be_read_is_refused_with_the_reason() {
    let place = Place::with(&[("scanner.md", &articles("zebrawood"))]);
    let mut server = place.serve();
    report(&server, 3, &mut 0);
    assert_eq!(server.stop(), Some(0));
    let Some(disk) = only_for_reading(&place, &place.path("index")) else { return };
    let index = disk.at.join("index");
    let before = fs::read(index.join("desk.db")).expect("a store");
    for command in
        [&["serve", "--listen", "127.0.0.1:0"][..], &["search", "scanner"], &["export"], &["rebuild"]]
    {
        let ran = place.run(&[&["--index", index.to_str().expect("a name")], command].concat());
        ran.complained(3, "Read-only file system");
        assert_eq!(ran.err.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{}", ran.err);
    }
    let nowhere = disk.at.join("new");
    place.run(&["--index", nowhere.to_str().expect("a name"), "search", "x"]).complained(3, "Read-only");
    assert_eq!(fs::read(index.join("desk.db")).expect("a store"), before);
}

/// A reply to somebody with a token of an admin, with its head.
fn told(server: &Server, kind: &str, path: &str, body: &str, admin: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{admin}content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("to send");
    let mut reply = String::new();
    stream.read_to_string(&mut reply).expect("a reply");
    reply
}

/// Makes tokens until the disk refuses one, and signs in: nobody is told that something broke.
fn credentials_wait(server: &Server, admin: &str, round: &str) {
    let admin = format!("authorization: Bearer {admin}\r\n");
    let more = |number: usize| {
        let body = json!({"name": format!("{round}-{number}"), "role": "agent"}).to_string();
        told(server, "application/json", "/api/v1/tokens", &body, &admin)
    };
    let refused = (0..4_000).map(more).find(|reply| !reply.starts_with("HTTP/1.1 201")).expect("a refusal");
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    assert!(
        refused.contains("\"code\":\"store_unavailable\"") && refused.contains("retry-after: "),
        "{refused}"
    );
    assert!(refused.contains("\"hint\":"), "{refused}");
    let form = "name=ana&password=four+words+nobody+guesses";
    let signed_in = told(server, "application/x-www-form-urlencoded", "/login", form, "");
    assert!(signed_in.starts_with("HTTP/1.1 503") && signed_in.contains("retry-after: "), "{signed_in}");
    let (status, found) = server.get_with("/api/v1/search?q=scanner", &admin);
    assert!(status == 200 && found.contains("scanner.md"), "whoever has a credential is known: {found}");
}

/// An admin's token, and somebody who signs in.
fn credentials(place: &Place) -> String {
    place.tell(&["user", "add", "ana", "--role", "agent"], "four words nobody guesses\n").ended(0);
    let token = place.run(&["token", "add", "root", "--role", "admin"]);
    token.ended(0).lines().next().expect("a token").to_owned()
}

#[test]
fn credentials_wait_for_a_full_disk_and_are_made_when_there_is_space() {
    let place = Place::with(&[("scanner.md", &articles("zebrawood"))]);
    let Some(disk) = SmallDisk::at(place.path("index"), 24) else { return };
    let admin = credentials(&place);
    let mut server = place.serve();
    disk.fill(0);
    credentials_wait(&server, &admin, "full");
    disk.free();
    let body = json!({"name": "after", "role": "agent"}).to_string();
    let admin = format!("authorization: Bearer {admin}\r\n");
    let made = told(&server, "application/json", "/api/v1/tokens", &body, &admin);
    assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    let form = "name=ana&password=four+words+nobody+guesses";
    let signed_in = told(&server, "application/x-www-form-urlencoded", "/login", form, "");
    assert!(signed_in.starts_with("HTTP/1.1 303"), "{signed_in}");
    assert_eq!(server.stop(), Some(0));
    place.run(&["verify"]).ended(0);
}

/// A disk that refuses to write (here: files may grow no more) is one of which it is not known whether it will do so for
/// ever.
#[test]
fn credentials_wait_when_the_disk_says_that_it_cannot_write() {
    let place = Place::with(&[("scanner.md", &articles("zebrawood"))]);
    let admin = credentials(&place);
    // Whoever writes beyond 300 kB is told so, and not ended by a signal.
    let script = format!(
        "trap '' XFSZ && ulimit -f 600 && exec {} serve --listen 127.0.0.1:0",
        place.command(&[]).get_program().to_str().expect("UTF-8")
    );
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(place.path(""));
    let mut server = Server::start(&mut command);
    server.wait_until_ready();
    credentials_wait(&server, &admin, "broken");
    assert_eq!(server.stop(), Some(0));
    place.run(&["verify"]).ended(0);
}
