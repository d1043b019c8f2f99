//! What is asked: the program, over a folder that may be changed.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use crate::corpus::Folder;

/// So many agents ask, each with a token.
pub(crate) const AGENTS: usize = 8;

/// A server, its folder and its agents' tokens. It ends with the bench.
pub(crate) struct Server {
    child: Child,
    dir: TempDir,
    pub(crate) address: SocketAddr,
    pub(crate) tokens: Vec<String>,
    /// What is searched for and described: the titles of articles.
    pub(crate) titles: Vec<String>,
}

impl Server {
    pub(crate) fn start(articles: usize) -> Server {
        let dir = TempDir::new().expect("a temporary directory");
        let folder = Folder::of(articles);
        copy(&folder.kb, &dir.path().join("kb"));
        let config = "[server]\ntrusted_proxies = [\"127.0.0.1\"]\n";
        fs::write(dir.path().join("firstline.toml"), config).expect("a configuration");
        let tokens = (0..AGENTS).map(|number| token(dir.path(), number)).collect();
        let said = fs::File::create(dir.path().join("said.log")).expect("a log");
        let mut child = command(dir.path())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(said)
            .spawn()
            .expect("a server");
        let mut lines = BufReader::new(child.stdout.take().expect("its stdout")).lines();
        let ready = lines.find_map(|line| line.ok().filter(|line| line.contains("is ready at http://")));
        let ready = ready.expect("a server that becomes ready");
        let address = ready.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.and_then(|address| address.trim().parse().ok()).expect("an address");
        let titles = titles(&dir.path().join("kb"));
        Server { child, dir, address, tokens, titles }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn kb(&self) -> PathBuf {
        self.dir.path().join("kb")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    /// What it says while it runs.
    pub(crate) fn said(&self) -> PathBuf {
        self.dir.path().join("said.log")
    }

    /// Asks it to end, and is sure that it does as it should.
    pub(crate) fn stop(mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("`kill`").success());
        assert!(self.child.wait().expect("its end").success(), "it ends well");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(dir: &Path) -> Command {
    let bin = env::var_os("FIRSTLINE_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_firstline").into());
    let mut command = Command::new(bin);
    command.current_dir(dir);
    command
}

fn token(dir: &Path, number: usize) -> String {
    let name = format!("agent-{number}");
    let made = command(dir)
        .args(["token", "add", &name, "--role", "agent", "--audience", "agents", "--json"])
        .output()
        .expect("a token");
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    made["secret"].as_str().or(made["token"].as_str()).expect("a secret").to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().expect("what it is");
        if kind.is_dir() {
            copy(&path, &to);
        } else if kind.is_file() {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}

fn titles(kb: &Path) -> Vec<String> {
    let mut titles = Vec::new();
    let files = firstline::kb::list(&firstline::kb::Settings::of(kb)).expect("a folder").files;
    for (path, _) in files.iter().take(5_000) {
        let text = fs::read_to_string(kb.join(path)).unwrap_or_default();
        let title = text.lines().find_map(|line| line.strip_prefix("title: ").or(line.strip_prefix("# ")));
        titles.extend(
            title.map(|title| {
                title.split('<').next().unwrap_or(title).trim_matches(['"', '\'', ' ']).to_owned()
            }),
        );
    }
    titles.retain(|title| title.split_whitespace().count() >= 3);
    assert!(titles.len() > 10, "articles with titles");
    titles
}
