//! Do README and manual say what is so? Commands are tried, output is compared, links lead somewhere.
//!
//! `UPDATE_README=1 cargo test readme` writes the output that there is now into README.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    env,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use clap::Parser;
use firstline::{
    article::{self, Rules},
    cli::{Cli, Config},
    desk::{Desk, Settings, Silent},
    http,
    kb::{Depth, Hint},
};
use serde_json::Value;
use tempfile::TempDir;

use crate::desk::send;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A line of README, or what stands below a command.
enum Piece<'a> {
    Line(&'a str),
    Command { line: usize, command: &'a str, output: Vec<&'a str> },
}

/// README in pieces: commands are what stands behind `$ ` in `console` blocks.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut inside = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with("```") {
            inside = line == "```console";
            pieces.push(Piece::Line(line));
            continue;
        }
        match (inside, line.strip_prefix("$ "), pieces.last_mut()) {
            (true, Some(command), _) => {
                pieces.push(Piece::Command { line: number, command, output: Vec::new() });
            }
            (true, None, Some(Piece::Command { output, .. })) => output.push(line),
            _ => pieces.push(Piece::Line(line)),
        }
    }
    pieces
}

/// The words of a command, as a shell would part them.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, ' ') => words.push(String::new()),
            (_, c) => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words
}

/// The arguments of our own program, if it is called.
fn ours(command: &str) -> Option<Vec<String>> {
    let command =
        command.rsplit_once(" | ").filter(|_| fed(command).is_some()).map_or(command, |piped| piped.1);
    let arguments =
        command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("firstline "))?;
    let program = std::iter::once("firstline".to_owned());
    Some(program.chain(words(arguments)).collect())
}

/// What is written to our program's stdin: `echo 'this' | firstline …`.
fn fed(command: &str) -> Option<&str> {
    command.strip_prefix("echo '")?.split_once("' | firstline ").map(|(text, _)| text)
}

/// The number of a suggestion in what the program said.
fn suggestion(said: &str) -> Option<&str> {
    said.lines().find_map(|line| line.strip_prefix("suggestion "))
}

/// A copy of the knowledge base, to try things on.
struct Tour {
    dir: TempDir,
    /// The number of the last suggestion, as README shows it and as it is here.
    suggestion: RefCell<(String, String)>,
}

impl Tour {
    fn begin() -> Tour {
        let dir = TempDir::new().expect("a temporary directory");
        copy(&root().join("kb"), &dir.path().join("kb"));
        Tour { dir, suggestion: RefCell::default() }
    }

    fn program(&self, arguments: &[String]) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_firstline"));
        program.args(&arguments[1..]).current_dir(self.dir.path()).stderr(Stdio::piped());
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("FIRSTLINE_")) {
            program.env_remove(name);
        }
        program
    }

    /// What the program says. A number in README stands for the one that this tour was given.
    fn run(&self, arguments: &[String], feed: Option<&str>) -> String {
        let (shown, here) = self.suggestion.borrow().clone();
        let same = |argument: &String| if *argument == shown { here.clone() } else { argument.clone() };
        let arguments: Vec<String> = arguments.iter().map(same).collect();
        let mut program = self.program(&arguments);
        program.stdin(feed.map_or_else(Stdio::null, |_| Stdio::piped())).stdout(Stdio::piped());
        let mut child = program.spawn().expect("the program");
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(feed.unwrap_or_default().as_bytes()).expect("to feed it");
        }
        let done = child.wait_with_output().expect("its end");
        let complaints = String::from_utf8_lossy(&done.stderr).into_owned();
        String::from_utf8(done.stdout).expect("UTF-8") + &complaints
    }

    /// What a server says when it is ready.
    fn serve(&self, arguments: &[String]) -> String {
        let mut program = self.program(arguments);
        let mut server =
            program.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().expect("a server");
        let mut said = String::new();
        let stdout = server.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut said).expect("a line");
        server.kill().expect("its end");
        server.wait().expect("its end");
        said
    }

    /// What the API answers.
    async fn curl(&self, address: &str) -> Value {
        let settings = Settings::of(self.dir.path().join("kb"), self.dir.path().join("index-of-curl"));
        let (desk, _) = Desk::open(settings).expect("a desk");
        desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent).expect("a current index");
        let router = http::router(desk.into(), &http::Settings::default());
        send(&router, "GET", address, &[]).await.json()
    }

    fn shell(&self, command: &str) {
        let mut shell = Command::new("sh");
        let done = shell.args(["-c", command]).current_dir(self.dir.path()).status().expect("a shell");
        assert!(done.success(), "{command}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("an entry");
        if from.is_dir() {
            copy(&from, &to.join(name));
        } else {
            fs::copy(&from, to.join(name)).expect("a copy");
        }
    }
}

#[test]
fn every_command_of_ours_is_one() {
    let readme = read("README.md");
    let mut tried = 0;
    for piece in pieces(&readme) {
        let Piece::Command { line, command, .. } = piece else { continue };
        if let Some(arguments) = ours(command) {
            Cli::try_parse_from(arguments).unwrap_or_else(|error| panic!("README.md:{line}: {error}"));
            tried += 1;
        }
    }
    assert!(tried > 8, "only {tried} commands were found");
}

#[tokio::test]
async fn the_tour_of_the_readme_is_real() {
    let readme = read("README.md");
    let tour = Tour::begin();
    let (mut now, mut told) = (String::new(), String::new());
    for piece in pieces(&readme) {
        let (line, command, output) = match piece {
            Piece::Line(text) => {
                let _ = writeln!(now, "{text}");
                continue;
            }
            Piece::Command { line, command, output } => (line, command, output.join("\n")),
        };
        let found = tried(&tour, command, &output).await;
        let found = found.unwrap_or_else(|why| panic!("README.md:{line}: `{command}`: {why}"));
        if !same(&output, &found) {
            let _ = writeln!(told, "README.md:{line}: `{command}` says something else now:\n\n{found}\n");
        }
        let gap = if output.is_empty() { "" } else { "\n" };
        let kept = if same(&output, &found) { &output } else { &found };
        let _ = writeln!(now, "$ {command}{gap}{}", kept.trim_end());
    }
    if env::var_os("UPDATE_README").is_some() {
        fs::write(root().join("README.md"), now).expect("README");
    } else {
        assert!(told.is_empty(), "{told}run `UPDATE_README=1 cargo test readme` if it should");
    }
}

/// What a command prints; what README shows is what is wanted of it.
async fn tried(tour: &Tour, command: &str, output: &str) -> Result<String, String> {
    let arguments = ours(command);
    match (arguments, output.trim().is_empty()) {
        (Some(arguments), false) if arguments.contains(&"serve".to_owned()) => {
            Ok(with_usual_port(&tour.serve(&arguments)))
        }
        (Some(arguments), false) => {
            let said = tour.run(&arguments, fed(command));
            if let (Some(shown), Some(here)) = (suggestion(output), suggestion(&said)) {
                tour.suggestion.replace((shown.to_owned(), here.to_owned()));
                // The commands below it go on meaning this one.
                return Ok(said.replace(here, shown));
            }
            Ok(said)
        }
        (None, false) => {
            let address = command.strip_prefix("curl -s 'http://127.0.0.1:8080").ok_or("cannot be tried")?;
            let shown: Value = serde_json::from_str(output).map_err(|error| error.to_string())?;
            let found = tour.curl(address.trim_end_matches('\'')).await;
            let found = cut_to(&shown, &found);
            if found == shown { Ok(output.to_owned()) } else { Ok(format!("{found:#}")) }
        }
        (None, true) => {
            if ["printf ", "rm "].iter().any(|safe| command.starts_with(safe)) {
                tour.shell(command);
            }
            Ok(String::new())
        }
        (Some(_), true) => Ok(String::new()),
    }
}

fn with_usual_port(said: &str) -> String {
    let Some((before, rest)) = said.split_once("127.0.0.1:") else { return said.to_owned() };
    format!("{before}127.0.0.1:8080{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// As much of a reply as is shown: the same members, and as many of a list.
fn cut_to(shown: &Value, found: &Value) -> Value {
    match (shown, found) {
        (Value::Object(shown), Value::Object(found)) => {
            let part =
                |(name, value): (&String, &Value)| Some((name.clone(), cut_to(value, found.get(name)?)));
            shown.iter().filter_map(part).collect()
        }
        (Value::Array(shown), Value::Array(found)) => {
            shown.iter().zip(found).map(|(shown, found)| cut_to(shown, found)).collect()
        }
        _ => found.clone(),
    }
}

/// Whether two outputs are the same, times, scores, probabilities and numbers of events apart: every article added to `kb/` moves scores a little.
fn same(shown: &str, found: &str) -> bool {
    plain(shown.trim_end()) == plain(found.trim_end())
}

fn plain(output: &str) -> String {
    let mut out = String::new();
    for line in output.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        for (number, word) in words.iter().enumerate() {
            let unit = words.get(number + 1).is_some_and(|next| ["ms", "s"].contains(next));
            let time = unit && word.parse::<f64>().is_ok();
            let decimals = word.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
            let score = decimals == 3 && word.parse::<f64>().is_ok();
            let probability = words.get(number + 1) == Some(&"%") && word.parse::<u8>().is_ok();
            let id = word.len() == 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
            let masked = time || score || probability || id || is_of_a_date(&words, number);
            out.push_str(if masked { "…" } else { word });
            out.push(' ');
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}

/// Whether a word belongs to `23 November` or `23 November 2026`.
fn is_of_a_date(words: &[&str], number: usize) -> bool {
    let is_month = |number: usize| {
        let word = words.get(number).map(|word| word.trim_end_matches([',', ';']));
        word.is_some_and(|word| MONTHS.contains(&word))
    };
    let digits = words[number].trim_end_matches(',').bytes().all(|byte| byte.is_ascii_digit());
    is_month(number) || digits && (is_month(number + 1) || number > 0 && is_month(number - 1))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[test]
fn the_configuration_of_the_readme_is_good() {
    let readme = read("README.md");
    let (_, rest) = readme.split_once("```toml\n").expect("a configuration");
    let (toml, _) = rest.split_once("```").expect("its end");
    Config::read(Path::new("README.md"), toml).expect("a good configuration");
}

#[test]
fn links_of_our_pages_lead_somewhere() {
    let (mut broken, mut followed) = (Vec::new(), 0);
    let pages = [
        "README.md",
        ".github/CONTRIBUTING.md",
        "index/README.md",
        "tests/stories/README.md",
        "src/ARCHITECTURE.md",
    ];
    for page in pages {
        let folder = Path::new(page).parent().expect("a folder");
        let (read, _) = article::parse(page, &read(page), &Rules::default());
        for link in &read.links {
            let (path, fragment) =
                link.target.split_once('#').map_or((&*link.target, None), |(p, f)| (p, Some(f)));
            if link.target.contains("://") || link.target.starts_with("mailto:") {
                continue;
            }
            followed += 1;
            let leads = if path.is_empty() { PathBuf::from(page) } else { folder.join(path) };
            if !root().join(&leads).exists() || fragment.is_some_and(|anchor| !has_anchor(&leads, anchor)) {
                broken.push(format!("{page}:{}: {}", link.line, link.target));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
    assert!(followed > 15, "only {followed} links were found");
}

#[test]
fn links_between_articles_lead_somewhere() {
    let mut broken = Vec::new();
    for path in files(&root().join("kb"), "md") {
        let name = path.strip_prefix(root().join("kb")).expect("below").to_str().expect("UTF-8");
        let (read, _) = article::parse(name, &read(&path), &Rules::default());
        for link in &read.links {
            let Some(target) = article::target(name, &link.target) else { continue };
            let (file, fragment) = target.split_once('#').map_or((&*target, None), |(f, a)| (f, Some(a)));
            let leads = Path::new("kb").join(file);
            let is_file =
                leads.extension().is_some_and(|extension| extension == "md") && root().join(&leads).is_file();
            if !is_file || fragment.is_some_and(|anchor| !has_anchor(&leads, anchor)) {
                broken.push(format!("kb/{name}:{}: {}", link.line, link.target));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

fn files(below: &Path, kind: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(below).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, kind));
        } else if path.extension().is_some_and(|extension| extension == kind) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn has_anchor(path: &Path, anchor: &str) -> bool {
    let (article, _) = article::parse(path.to_str().expect("UTF-8"), &read(path), &Rules::default());
    article.sections.iter().any(|section| section.anchor == anchor)
}

#[test]
fn every_problem_has_its_article() {
    let source = read("src/http/problem/kind.rs");
    let (_, codes) = source.split_once("fn code(").expect("the codes");
    let (codes, _) = codes.split_once("\n    }\n").expect("their end");
    let mut named: BTreeSet<String> = codes.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(named.contains("invalid_parameter"), "{named:?}");
    let explained: BTreeSet<String> = files(&root().join("kb/firstline/errors"), "md")
        .iter()
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    for path in files(&root().join("src/http"), "rs") {
        let written = read(&path);
        let links = written.split("/articles/firstline/errors/").skip(1);
        let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        named.extend(links.map(name).filter(|name: &String| !name.is_empty()));
    }
    let missing: Vec<&String> = named.difference(&explained).collect();
    assert!(missing.is_empty(), "no article in kb/firstline/errors/ for {missing:?}");
}

/// Every test that the manual names as a proof is there: `tests/it/file.rs::name` or `src/…/file.rs::name`.
#[test]
fn what_the_manual_calls_a_proof_is_a_test() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut proofs = 0;
    for page in ["security.md", "reliability.md"] {
        let text = std::fs::read_to_string(root.join("kb/firstline").join(page)).unwrap_or_default();
        for proof in text.split('`').filter(|word| word.contains(".rs::")) {
            let (file, name) = proof.split_once("::").expect("a file and a name");
            let code =
                std::fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("{page}: no {file}"));
            let test = format!("fn {name}(");
            let at = code.find(&test).unwrap_or_else(|| panic!("{page}: no {proof}"));
            // Its attributes stand between it and what came before.
            let before = &code[..at];
            let attributes = &before[before.rfind("}\n").unwrap_or(0)..];
            assert!(attributes.contains("test"), "{page}: {proof} is no test");
            proofs += 1;
        }
    }
    assert!(proofs >= 30, "{proofs} proofs");
}
