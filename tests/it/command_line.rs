//! What the program says in a terminal, and what it says to scripts by its exit code.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::watching::until;

/// Machines are busy; only a failure takes this long.
const LONG: Duration = Duration::from_secs(60);

const RESET: &str = "---\ntitle: Reset the tunnel token\ntags: [vpn]\n---\n\
                     Press it twice.\n\n## No code arrives?\n\nWait for `FP-121`.\n";
const KEYS: &str =
    "---\ntitle: Where the spare keys hang\naudience: agents\n---\nBehind the zebrawood door.\n";

/// A folder with a knowledge base in which the program is run.
pub(crate) struct Place {
    dir: TempDir,
}

impl Place {
    pub(crate) fn with(files: &[(&str, &str)]) -> Place {
        let place = Place { dir: TempDir::new().expect("a temporary directory") };
        fs::create_dir(place.path("kb")).expect("a folder");
        for (path, text) in files {
            place.write(&format!("kb/{path}"), text);
        }
        place
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.dir.path().join(below)
    }

    pub(crate) fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// The program, with nothing of our own environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(self.dir.path()).env_clear().stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// The same, with something on its stdin.
    pub(crate) fn tell(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.command(arguments);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("a program that runs");
        // It may have ended without reading.
        let _ = child.stdin.take().expect("its stdin").write_all(input.as_bytes());
        Ran::of(child.wait_with_output().expect("its end"))
    }

    /// Serves the place on a free port, and waits until it is ready.
    pub(crate) fn serve(&self) -> Server {
        let mut server = self.start();
        server.wait_until_ready();
        server
    }

    /// Serves the place on a free port.
    pub(crate) fn start(&self) -> Server {
        Server::start(&mut self.command(&["serve", "--listen", "127.0.0.1:0"]))
    }
}

/// The program under test: the one that was built with the tests, or another (a release) by its path.
fn binary() -> PathBuf {
    std::env::var_os("FIRSTLINE_BIN").map_or_else(|| env!("CARGO_BIN_EXE_firstline").into(), PathBuf::from)
}

/// How a command ended, and what it said.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn ran(command: &mut Command) -> Ran {
    Ran::of(command.output().expect("a program that runs"))
}

impl Ran {
    fn of(output: Output) -> Ran {
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// What it said on stdout, once it is sure how it ended.
    #[track_caller]
    pub(crate) fn ended(&self, code: i32) -> &str {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        &self.out
    }

    /// What it complained of, with a hint.
    #[track_caller]
    pub(crate) fn complained(&self, code: i32, of: &str) {
        self.ended(code);
        assert!(self.err.contains("error: ") && self.err.contains(of), "`{of}` in: {}", self.err);
        assert!(self.err.contains("\nhint: "), "{}", self.err);
    }

    #[track_caller]
    pub(crate) fn json(&self, code: i32) -> Value {
        serde_json::from_str(self.ended(code)).expect("one JSON document")
    }
}

/// The paths of an answer in JSON, best first.
pub(crate) fn paths(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().expect("hits");
    hits.iter().map(|hit| hit["article"]["path"].as_str().expect("a path")).collect()
}

/// A server that ends with the test.
pub(crate) struct Server {
    child: Child,
    /// What it says, line by line.
    lines: Receiver<String>,
    address: Option<SocketAddr>,
}

impl Server {
    pub(crate) fn start(command: &mut Command) -> Server {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a program that runs");
        let (sender, lines) = mpsc::channel();
        listen(child.stdout.take().expect("its stdout"), sender.clone());
        listen(child.stderr.take().expect("its stderr"), sender);
        Server { child, lines, address: None }
    }

    /// The next line that holds these words.
    #[track_caller]
    pub(crate) fn line(&self, words: &str) -> String {
        let mut said = Vec::new();
        loop {
            match self.lines.recv_timeout(LONG) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => said.push(line),
                Err(error) => panic!("no line with `{words}` ({error}), but:\n{}", said.join("\n")),
            }
        }
    }

    #[track_caller]
    pub(crate) fn wait_until_ready(&mut self) {
        let line = self.line("firstline is ready at http://");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        self.address = Some(address.expect("an address").parse().expect("an address"));
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address.expect("a server that is ready")
    }

    /// The status and body of an address.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        self.get_with(path, "")
    }

    /// The same with more lines in the request's head.
    pub(crate) fn get_with(&self, path: &str, lines: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address()).expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{lines}connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("to send");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("a reply");
        let status = reply.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, reply.split_once("\r\n\r\n").expect("a body").1.to_owned())
    }

    /// The paths that a search finds.
    #[track_caller]
    pub(crate) fn search(&self, words: &str) -> Vec<String> {
        let (status, body) = self.get(&format!("/api/v1/search?limit=50&q={}", words.replace(' ', "+")));
        assert_eq!(status, 200, "{body}");
        let answer = serde_json::from_str(&body).expect("JSON");
        paths(&answer).into_iter().map(str::to_owned).collect()
    }

    /// Sends a signal: `TERM`, `HUP`.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    }

    /// Ends it as a power failure would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("to kill it");
        self.child.wait().expect("its end");
    }

    /// Its exit code, once it has ended.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        self.child.wait().expect("its end").code()
    }

    /// Asks it to end, and tells its exit code.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        self.signal("TERM");
        self.child.wait().expect("its end").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(from: impl Read + Send + 'static, to: mpsc::Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if to.send(line).is_err() {
                return;
            }
        }
    });
}

#[test]
fn a_search_is_told_to_people() {
    let place = Place::with(&[("vpn/reset.md", RESET), ("secret/keys.md", KEYS)]);
    let ran = place.run(&["search", "tunnel", "token"]);
    let out = ran.ended(0);
    assert!(out.contains(" 1. Reset the tunnel token\n    vpn/reset.md"), "{out}");
    assert!(out.contains("\n1 article in "), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours where nobody sees them: {out:?}");
    assert_eq!(ran.err, "");
    let explained = place.run(&["search", "--explain", "tunnel"]);
    assert!(explained.ended(0).contains("`tunnel` in title"), "{}", explained.out);
    let misspelt = place.run(&["search", "tunnle"]);
    assert!(misspelt.ended(0).contains("did you mean: tunnel"), "{}", misspelt.out);
}

#[test]
fn a_search_is_told_to_programs_as_the_api_tells_it() {
    let place = Place::with(&[("vpn/reset.md", RESET)]);
    let answer = place.run(&["search", "--json", "no", "code"]).json(0);
    assert_eq!(paths(&answer), ["vpn/reset.md"]);
    assert_eq!(answer["hits"][0]["section"]["anchor"], "no-code-arrives");
    let server = place.serve();
    let (_, body) = server.get("/api/v1/search?q=no+code");
    let served: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(answer["hits"], served["hits"]);
    assert_eq!(answer["facets"], served["facets"]);
}

#[test]
fn nothing_found_is_exit_code_1() {
    let place = Place::with(&[("vpn/reset.md", RESET)]);
    assert!(place.run(&["search", "xylophone"]).ended(1).contains("nothing found for `xylophone`"));
    assert_eq!(place.run(&["search", "--json", "xylophone"]).json(1)["total"], 0);
    assert_eq!(Place::with(&[]).run(&["search", "anything"]).code, Some(1));
}

#[test]
fn an_audience_is_seen_with_its_eyes_and_everything_without() {
    let place = Place::with(&[("vpn/reset.md", RESET), ("secret/keys.md", KEYS)]);
    let found = |arguments: &[&str]| {
        let ran = place.run(&[&["search", "--json", "zebrawood"], arguments].concat());
        let code = ran.code.expect("a code");
        paths(&ran.json(code)).join(" ")
    };
    assert_eq!(found(&[]), "secret/keys.md");
    assert_eq!(found(&["--as", "agents"]), "secret/keys.md");
    assert_eq!(found(&["--as", "public,agents"]), "secret/keys.md");
    assert_eq!(found(&["--as", "public"]), "");
    assert_eq!(found(&["--as", "nobody"]), "");
}

#[test]
fn wrong_use_is_exit_code_2() {
    let place = Place::with(&[]);
    for wrong in [
        &["search"][..],
        &["search", "x", "--limit", "0"],
        &["search", "x", "--limit", "51"],
        &["search", "x", "--colour"],
        &["serach", "x"],
        &["suggest", "--limit", "0"],
        &["record", "12", "a", "resolved"],
        &["record", "01a205c177c67000b14f4b23e79d993e", "a", "resovled"],
        &["record", "01a205c177c67000b14f4b23e79d993e", "a", "resolved", "--at", "soon"],
        &["explain", "x"],
        &["import"],
        &["import", "x", "--format", "xml"],
        &["export", "--since", "31.12.2026"],
        &["serve", "--listen", "nowhere"],
        &[],
    ] {
        let ran = place.run(wrong);
        assert_eq!(ran.ended(2), "", "{wrong:?}");
        assert!(!ran.err.is_empty(), "{wrong:?}");
    }
    assert!(place.run(&["search", "x", "--limti", "5"]).err.contains("--limit"));
}

#[test]
fn every_mistake_of_the_configuration_is_told_with_its_line_and_what_to_do() {
    let place = Place::with(&[("vpn/reset.md", RESET)]);
    place.write("firstline.toml", "[kb]\nlanguag = \"en\"\nwatch = \"never\"\n\n[sever]\nlisten = 1\n");
    for command in [&["search", "token"][..], &["serve"], &["check"], &["rebuild"], &["verify"]] {
        let ran = place.run(command);
        ran.complained(
            2,
            "error: `firstline.toml` line 2: unknown key `languag`\nhint: did you mean `language`?",
        );
        ran.complained(2, "error: `firstline.toml` line 3: `watch` ");
        ran.complained(
            2,
            "error: `firstline.toml` line 5: unknown key `sever`\nhint: did you mean `server`?",
        );
        assert_eq!(ran.out, "");
    }
    assert!(!place.path("index").exists(), "nothing was begun");
    place.run(&["--config", "other.toml", "check"]).complained(2, "other.toml");
}

#[test]
fn a_knowledge_base_that_is_not_there_is_exit_code_3() {
    let place = Place::with(&[]);
    for command in [&["search", "x"][..], &["serve", "--listen", "127.0.0.1:0"], &["check"], &["rebuild"]] {
        place.run(&[&["--kb", "nowhere"], command].concat()).complained(3, "`nowhere`");
    }
    place.write("file", "no folder");
    place.run(&["--kb", "file", "check"]).complained(3, "`file`");
    place.run(&["--index", "file", "search", "x"]).complained(3, "file");
}

#[test]
fn a_port_in_use_is_exit_code_3() {
    let place = Place::with(&[("vpn/reset.md", RESET)]);
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    place.run(&["serve", "--listen", &address]).complained(3, &format!("cannot listen on `{address}`"));
    assert!(!place.path("index").exists(), "nothing was begun");
}

#[test]
fn checking_names_the_path_the_line_and_what_to_do() {
    let place = Place::with(&[("vpn/reset.md", RESET)]);
    assert!(place.run(&["check"]).ended(0).contains("1 file, 1 article, 0 errors, 0 warnings"));
    place.write("kb/links.md", "# Links\n\nSee [there](nowhere.md).\n");
    let warned = place.run(&["check"]);
    assert!(warned.ended(0).starts_with("links.md:3: warning: the link to `nowhere.md`"), "{}", warned.out);
    place.write("kb/typo.md", "---\ntitle: Typo\naudience: agnets\n---\nWords.\n");
    place.write("kb/pins.toml", "[[pin]]\nquery = \"token\"\narticle = \"gone\"\n");
    let ran = place.run(&["check"]);
    let out = ran.ended(1);
    assert!(out.contains("typo.md:3: error: "), "{out}");
    assert!(out.contains("pins.toml:"), "{out}");
    assert!(out.lines().filter(|line| line.starts_with("  hint: ")).count() == 3, "{out}");
    let document = place.run(&["check", "--json"]).json(1);
    assert_eq!((&document["files"], &document["errors"]), (&4.into(), &2.into()));
    let typo = document["findings"].as_array().expect("findings").iter().find(|f| f["path"] == "typo.md");
    let typo = typo.expect("the finding");
    assert_eq!((&typo["line"], &typo["kind"]), (&3.into(), &"unknown-audience".into()));
    assert!(typo["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
    assert!(!place.path("index").exists(), "checking writes nothing");
}

#[test]
fn rebuilding_begins_anew() {
    let place = Place::with(&[("vpn/reset.md", RESET), ("secret/keys.md", KEYS)]);
    assert!(place.run(&["rebuild"]).ended(0).starts_with("indexed 2 articles in "));
    let document = place.run(&["rebuild", "--json"]).json(0);
    assert_eq!((&document["articles"], &document["left_out"]), (&2.into(), &0.into()));
    assert_eq!(place.run(&["search", "tunnel"]).code, Some(0));
    place.run(&["--kb", "nowhere", "rebuild"]).complained(3, "`nowhere`");
    assert_eq!(place.run(&["verify", "--json"]).json(0)["articles"], 2, "it was not thrown away");
}

#[test]
fn damage_is_found_by_name_and_healed_by_the_next_search() {
    let place = Place::with(&[("vpn/reset.md", RESET), ("secret/keys.md", KEYS)]);
    assert!(place.run(&["verify"]).code == Some(0), "no index is no damage");
    place.run(&["rebuild"]).ended(0);
    assert!(place.run(&["verify"]).ended(0).starts_with("good: 2 articles on 2 shelves"));
    let files = index_files(&place.path("index/articles/v2"));
    assert!(files.len() > 10, "{files:?}");
    let mut unnoticed = Vec::new();
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let good = fs::read(&file).expect("a file");
        // Not the journal's end: whoever is killed while writing leaves half a line there.
        for at in [0, good.len() / 4] {
            let mut bad = good.clone();
            bad[at] ^= 0x55;
            fs::write(&file, bad).expect("a damaged file");
            let ran = place.run(&["verify"]);
            if ran.code != Some(1) || !(ran.out.contains(&name) || ran.out.contains("shelves/")) {
                unnoticed.push(format!("{name} at {at}: {:?} {} {}", ran.code, ran.out, ran.err));
            }
        }
        fs::write(&file, good).expect("the file as it was");
    }
    assert_eq!(unnoticed, Vec::<String>::new());
    let torn = index_files(&place.path("index/articles/v2")).into_iter().find(|path| ends(path, "store"));
    let torn = torn.expect("a file of stored texts");
    let mut bytes = fs::read(&torn).expect("a file");
    bytes[0] ^= 1;
    fs::write(&torn, bytes).expect("a damaged file");
    let verified = place.run(&["verify", "--json"]).json(1);
    let damage = verified["damage"].to_string();
    assert!(damage.contains(&*torn.file_name().expect("a name").to_string_lossy()), "{damage}");
    assert_eq!(paths(&place.run(&["search", "--json", "tunnel"]).json(0)), ["vpn/reset.md"]);
    assert_eq!(paths(&place.run(&["search", "--json", "zebrawood"]).json(0)), ["secret/keys.md"]);
    place.run(&["verify"]).ended(0);
}

#[test]
fn damage_at_the_end_of_the_journal_is_found() {
    let place = Place::with(&[("vpn/reset.md", RESET), ("secret/keys.md", KEYS)]);
    place.run(&["rebuild"]).ended(0);
    let journal = place.path("index/articles/v2/journal.jsonl");
    let mut bytes = fs::read(&journal).expect("a journal");
    let at = bytes.len() - 20;
    bytes[at] ^= 0x55;
    fs::write(&journal, bytes).expect("a damaged journal");
    assert!(place.run(&["verify"]).ended(1).contains("journal.jsonl"));
}

/// The files whose damage matters: not the locks, and not tantivy's list of what it may remove.
fn index_files(below: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![below.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if !ends(&entry, "lock") && !entry.ends_with(".managed.json") {
                files.push(entry);
            }
        }
    }
    files.sort();
    files
}

fn ends(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|end| end == extension)
}

#[test]
fn the_environment_says_what_arguments_say() {
    let place = Place::with(&[]);
    place.write("articles/reset.md", RESET);
    place.write("our.toml", "[kb]\ndir = \"articles\"\n[index]\ndir = \"first\"\n");
    let with = |variables: &[(&str, &str)], arguments: &[&str]| {
        ran(place.command(arguments).envs(variables.iter().copied()))
    };
    with(&[("FIRSTLINE_KB", "articles"), ("FIRSTLINE_INDEX", "second")], &["search", "tunnel"]).ended(0);
    assert!(place.path("second/articles").is_dir() && !place.path("index").exists());
    with(&[("FIRSTLINE_CONFIG", "our.toml")], &["search", "tunnel"]).ended(0);
    assert!(place.path("first/articles").is_dir());
    with(&[("FIRSTLINE_CONFIG", "our.toml"), ("FIRSTLINE_INDEX", "third")], &["search", "tunnel"]).ended(0);
    assert!(place.path("third/articles").is_dir(), "the environment stands over the file");
    with(&[("FIRSTLINE_KB", "nowhere")], &["--kb", "articles", "search", "tunnel"]).ended(0);
    let mut command = place.command(&["serve"]);
    let mut server =
        Server::start(command.env("FIRSTLINE_CONFIG", "our.toml").env("FIRSTLINE_LISTEN", "127.0.0.1:0"));
    server.wait_until_ready();
    assert_ne!(server.address().port(), 8080);
    assert_eq!(server.search("tunnel"), ["reset.md"]);
}

#[test]
fn serving_answers_alone_and_ends_in_order() {
    let place = Place::with(&[("vpn/reset.md", RESET), ("secret/keys.md", KEYS)]);
    let mut server = place.serve();
    assert_eq!(server.get("/health/ready").0, 200);
    assert_eq!(server.search("tunnel"), ["vpn/reset.md"]);
    assert_eq!(server.search("zebrawood"), Vec::<String>::new());
    place.run(&["serve", "--listen", "127.0.0.1:0"]).complained(3, "index");
    place.run(&["rebuild"]).complained(3, "index");
    assert_eq!(server.search("tunnel"), ["vpn/reset.md"], "the first goes on");
    assert_eq!(paths(&place.run(&["search", "--json", "zebrawood"]).json(0)), ["secret/keys.md"]);
    place.run(&["verify"]).ended(0);
    assert_eq!(server.stop(), Some(0));
    assert_eq!(place.serve().search("tunnel"), ["vpn/reset.md"], "the next one finds everything in order");
}

#[test]
fn a_search_beside_a_server_knows_the_same_synonyms_and_pins() {
    let place =
        Place::with(&[("vpn/reset.md", RESET), ("laptop.md", "# Laptops\n\nThey fold and unfold.\n")]);
    place.write("kb/synonyms.toml", "[[equivalent]]\nwords = [\"laptop\", \"portable\"]\n");
    place.write("kb/pins.toml", "[[pin]]\nquery = \"token\"\narticle = \"laptop\"\n");
    let alone = place.run(&["search", "--json", "portable"]).json(0);
    let pinned = place.run(&["search", "--json", "token"]).json(0);
    assert_eq!((paths(&alone)[0], paths(&pinned)[0]), ("laptop.md", "laptop.md"));
    let _server = place.serve();
    assert_eq!(place.run(&["search", "--json", "portable"]).json(0)["hits"], alone["hits"]);
    assert_eq!(place.run(&["search", "--json", "token"]).json(0)["hits"], pinned["hits"]);
}

#[test]
fn a_hang_up_compares_everything_by_content() {
    let place = Place::with(&[("vpn/reset.md", RESET)]);
    let server = place.serve();
    server.signal("HUP");
    server.line("compared everything");
    place.write("kb/new.md", "# A wombat\n");
    server.signal("HUP");
    until("the new article is found", || server.search("wombat") == ["new.md"]);
}

#[test]
fn requests_under_way_are_answered_at_the_end() {
    let place = Place::with(&[("vpn/reset.md", RESET)]);
    let mut server = place.serve();
    let mut half = TcpStream::connect(server.address()).expect("a connection");
    half.write_all(b"GET /api/v1/search?q=tunnel HTTP/1.1\r\nhost: x\r\n\r\n").expect("to send");
    let mut first = [0; 12];
    half.read_exact(&mut first).expect("the beginning of a reply");
    assert_eq!(&first, b"HTTP/1.1 200");
    assert_eq!(server.stop(), Some(0));
    let mut rest = String::new();
    half.read_to_string(&mut rest).expect("the rest of the reply");
    assert!(rest.contains("vpn/reset.md"), "{rest}");
}

#[test]
fn output_that_nobody_reads_is_no_failure() {
    let long = "# Many\n\n".to_owned() + &"See [there](nowhere.md).\n\n".repeat(5_000);
    let place = Place::with(&[("vpn/reset.md", RESET), ("many.md", &long)]);
    for command in [&["check"][..], &["check", "--json"], &["search", "tunnel"], &["--help"]] {
        let mut child = place
            .command(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a program that runs");
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().expect("its stderr").read_to_string(&mut err).expect("UTF-8");
        let code = child.wait().expect("its end").code();
        assert!(
            code.is_some_and(|code| code < 3) && !err.contains("panicked"),
            "{command:?}: {code:?}, {err}"
        );
    }
}

#[test]
fn every_command_explains_itself() {
    let place = Place::with(&[]);
    let all = place.run(&["--help"]);
    for command in [
        "serve", "search", "suggest", "record", "explain", "import", "export", "forget", "backup", "restore",
        "eval", "check", "rebuild", "verify",
    ] {
        assert!(all.ended(0).contains(&format!("\n  {command} ")), "{command}");
        let own = place.run(&[command, "--help"]);
        assert!(own.ended(0).contains("Usage: firstline "), "{command}");
        for places in ["FIRSTLINE_KB", "FIRSTLINE_INDEX", "FIRSTLINE_CONFIG", "FIRSTLINE_STORE"] {
            assert!(own.out.contains(places), "{command}: {places}");
        }
        assert!(own.out.lines().all(|line| line.chars().count() <= 100), "{}", own.out);
    }
    assert!(all.out.contains("Exit codes: 0 good, 1 findings or nothing found, 2 wrong use, 3 failure."));
    assert!(place.run(&["--version"]).ended(0).starts_with("firstline "));
}
