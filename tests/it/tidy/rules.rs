//! What are the rules?

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Breach,
    code::{File, own_names, paths},
};

/// Modules up to this floor think and touch nothing.
const HIGHEST_THAT_ONLY_THINKS: u32 = 7;
/// More lines than this, tests not counted, are two questions.
const MOST_LINES: usize = 400;
/// More files than this in a folder, too.
const MOST_FILES: usize = 12;
/// Names of drawers.
const DRAWERS: [&str; 9] =
    ["util", "utils", "common", "helper", "helpers", "misc", "types", "manager", "prelude"];

/// What only thinks must not touch: files, network, environment, clock, runtime.
const TOUCHING: [&[&str]; 10] = [
    &["std", "fs"],
    &["std", "net"],
    &["std", "env"],
    &["std", "process"],
    &["tokio"],
    &["notify"],
    &["SystemTime", "now"],
    &["Instant", "now"],
    &["Timestamp", "now"],
    &["Zoned", "now"],
];

/// One big dependency, one home.
const HOMES: [(&str, &[&str]); 34] = [
    ("pulldown_cmark", &["src/article/"]),
    ("ammonia", &["src/article/"]),
    ("serde_saphyr", &["src/article/"]),
    ("tantivy", &["src/index/tantivy/"]),
    ("tantivy_fst", &["src/index/tantivy/"]),
    ("levenshtein_automata", &["src/index/tantivy/"]),
    ("notify", &["src/kb/"]),
    ("rustix", &["src/kb/"]),
    ("gix", &["src/history/"]),
    ("axum", &["src/http/"]),
    ("tower", &["src/http/"]),
    ("tower_http", &["src/http/"]),
    ("hyper", &["src/http/"]),
    ("hyper_util", &["src/http/"]),
    ("askama", &["src/http/"]),
    ("quick_xml", &["src/http/"]),
    ("fluent_bundle", &["src/http/"]),
    ("unic_langid", &["src/http/"]),
    ("clap", &["src/cli/"]),
    ("indicatif", &["src/cli/"]),
    ("csv", &["src/cli/", "src/report/"]),
    ("rpassword", &["src/cli/"]),
    ("argon2", &["src/access/"]),
    ("openidconnect", &["src/provider/"]),
    ("ureq", &["src/provider/", "src/post/"]),
    ("lettre", &["src/post/"]),
    ("ring", &["src/post/"]),
    ("base64", &["src/post/"]),
    ("sqlx", &["src/store/sqlite/"]),
    ("safetensors", &["src/model/"]),
    ("tokenizers", &["src/model/"]),
    ("zip", &["src/model/"]),
    ("tar", &["src/desk/backup/"]),
    ("tokio", &["src/http/", "src/cli/", "src/store/sqlite/"]),
];

/// The one file that may use `unsafe`.
const HOME_OF_UNSAFE: &str = "src/processor/simd.rs";

/// A breach that may be.
pub(super) struct Exception {
    pub(super) rule: &'static str,
    /// The file or folder.
    pub(super) path: &'static str,
    pub(super) why: &'static str,
}

/// The floor table.
pub(super) struct Map {
    /// Modules in the order of the table, each with its floor.
    modules: Vec<(String, u32)>,
}

impl Map {
    /// Reads `| floor | modules | kind | input/output |`, the first table whose head begins with `Floor`.
    pub(super) fn parse(text: &str) -> Option<Map> {
        let rows = text.lines().skip_while(|line| !line.starts_with("| Floor |")).skip(2);
        let mut modules = Vec::new();
        for row in rows.take_while(|line| line.starts_with('|')) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let floor = cells.first()?.parse().ok()?;
            let names = cells.get(1)?.split(',').map(|name| name.trim().trim_matches('`'));
            modules.extend(names.map(|name| (name.to_owned(), floor)));
        }
        (!modules.is_empty()).then_some(Map { modules })
    }

    fn floor(&self, module: &str) -> Option<u32> {
        self.modules.iter().find(|(name, _)| name == module).map(|(_, floor)| *floor)
    }
}

/// Every breach that is no exception, and every exception that is none.
pub(super) fn breaches(map: &Map, files: &[File], exceptions: &[Exception]) -> Vec<Breach> {
    let tests: BTreeSet<&str> =
        files.iter().flat_map(|file| &file.test_modules).map(String::as_str).collect();
    let is_test = |file: &&File| {
        let path = file.path.trim_end_matches(".rs");
        tests
            .iter()
            .any(|test| path == *test || path.strip_prefix(test).is_some_and(|rest| rest.starts_with('/')))
    };
    let mut found = mapped(map, files);
    found.extend(folders(files));
    for file in files {
        found.extend(floors(map, file));
        found.extend(looks(file));
        found.extend(safety(file));
    }
    for file in files.iter().filter(|file| !is_test(file)) {
        found.extend(thinking(map, file));
        found.extend(homes(file));
        found.extend(length(file));
        found.extend(door(file));
    }
    let excepted = |breach: &Breach, exception: &Exception| {
        (breach.rule, breach.path.as_str()) == (exception.rule, exception.path)
    };
    let (needed, idle): (Vec<&Exception>, Vec<&Exception>) =
        exceptions.iter().partition(|exception| found.iter().any(|breach| excepted(breach, exception)));
    found.retain(|breach| !needed.iter().any(|exception| excepted(breach, exception)));
    for exception in idle {
        let what = format!("nothing here breaks the rule `{}` any more ({})", exception.rule, exception.why);
        found.push(breach(
            exception.path,
            1,
            "exception",
            what,
            "take it out of EXCEPTIONS in tests/it/tidy",
        ));
    }
    found
}

fn breach(
    path: &str,
    line: usize,
    rule: &'static str,
    what: impl Into<String>,
    todo: impl Into<String>,
) -> Breach {
    Breach { path: path.to_owned(), line, rule, what: what.into(), todo: todo.into() }
}

/// Every module is in the map, in the order in which `lib.rs` declares them, and the other way round.
fn mapped(map: &Map, files: &[File]) -> Vec<Breach> {
    let there: BTreeSet<&str> = files.iter().filter_map(File::module).collect();
    let mut found = Vec::new();
    for module in there.iter().filter(|module| map.floor(module).is_none()) {
        let todo = "give it a row in the floor table of src/ARCHITECTURE.md, with its one question below";
        found.push(breach(&format!("src/{module}/mod.rs"), 1, "map", "is on no floor", todo));
    }
    for (module, _) in map.modules.iter().filter(|(module, _)| !there.contains(module.as_str())) {
        let what = format!("the map names `{module}`, and there is no src/{module}/");
        found.push(breach("src/ARCHITECTURE.md", 1, "map", what, "take it out of the floor table"));
    }
    let Some(lib) = files.iter().find(|file| file.path == "src/lib.rs") else { return found };
    let declared: Vec<&str> =
        lib.code.windows(2).filter(|pair| pair[0].text == "mod").map(|pair| pair[1].text.as_str()).collect();
    let in_order: Vec<&str> =
        map.modules.iter().map(|(name, _)| name.as_str()).filter(|name| there.contains(name)).collect();
    if found.is_empty() && declared != in_order {
        let todo = format!("declare them from the lowest floor up: {}", in_order.join(", "));
        found.push(breach(&lib.path, 1, "map", "the modules are not in the order of the floors", todo));
    }
    found
}

/// A module names only itself and modules on lower floors.
fn floors(map: &Map, file: &File) -> Vec<Breach> {
    let Some((module, floor)) = file.module().and_then(|module| Some((module, map.floor(module)?))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for written in paths(&file.all).iter().filter(|written| written.segments[0] == "crate") {
        let Some(other) = written.segments.get(1).filter(|other| *other != module) else { continue };
        let Some(above) = map.floor(other).filter(|above| *above >= floor) else { continue };
        let what = format!("`{module}` (floor {floor}) names `{other}` (floor {above})");
        let todo = format!(
            "pass what is needed in as an argument, or let `{module}` own a trait that `{other}` implements"
        );
        found.push(breach(&file.path, written.line, "floors", what, todo));
    }
    for written in paths(&file.code) {
        let ups = written.segments.iter().take_while(|segment| *segment == "super").count();
        if ups >= file.depth() {
            let what = "reaches another module by `super`";
            found.push(breach(&file.path, written.line, "floors", what, "write `crate::module::…`"));
        }
    }
    found
}

/// What only thinks touches neither files, network, environment, clock nor runtime.
fn thinking(map: &Map, file: &File) -> Vec<Breach> {
    let floor = file.module().and_then(|module| map.floor(module));
    if floor.is_none_or(|floor| floor > HIGHEST_THAT_ONLY_THINKS) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for written in paths(&file.code) {
        let segments: Vec<&str> = written.segments.iter().map(String::as_str).collect();
        let touches = TOUCHING.iter().find(|touching| {
            let from_its_head = ["std", "tokio", "notify"].contains(&touching[0]);
            if from_its_head { segments.starts_with(touching) } else { segments.ends_with(touching) }
        });
        if let Some(touches) = touches {
            let what = format!("`{}` on a floor that only thinks", touches.join("::"));
            let todo = "take the value as an argument, or own a port that a place implements";
            found.push(breach(&file.path, written.line, "input-output", what, todo));
        }
    }
    found
}

/// One big dependency, one home.
fn homes(file: &File) -> Vec<Breach> {
    let own = own_names(&file.code);
    let mut found = Vec::new();
    for written in paths(&file.code) {
        let head = written.segments[0].as_str();
        let Some((_, homes)) = HOMES.iter().find(|(name, _)| *name == head) else { continue };
        if own.iter().any(|name| name == head) || homes.iter().any(|home| file.path.starts_with(home)) {
            continue;
        }
        let what = format!("`{head}` away from its home {}", homes.join(" and "));
        let todo = "ask its home in words that do not belong to it";
        found.push(breach(&file.path, written.line, "homes", what, todo));
    }
    found
}

/// Every file says what it answers, and no name is a drawer.
fn looks(file: &File) -> Vec<Breach> {
    let mut found = Vec::new();
    if !file.documented {
        let todo = "write the question that it answers, as its first line";
        found.push(breach(&file.path, 1, "doc", "does not begin with `//!`", todo));
    }
    let mut names = file.path.trim_end_matches(".rs").split('/');
    if let Some(drawer) = names.find(|name| DRAWERS.contains(name)) {
        let what = format!("`{drawer}` is the name of a drawer");
        found.push(breach(
            &file.path,
            1,
            "names",
            what,
            "put each thing where its only user or its subject is",
        ));
    }
    found
}

/// `unsafe` has one home, tests too.
fn safety(file: &File) -> Option<Breach> {
    let tokens = file.all.iter().filter(|_| file.path != HOME_OF_UNSAFE);
    let line = tokens.filter(|token| token.text == "unsafe").map(|token| token.line).next()?;
    let what = format!("`unsafe` away from its home {HOME_OF_UNSAFE}");
    Some(breach(&file.path, line, "unsafe", what, "do it in safe words, or ask its home for a function"))
}

fn length(file: &File) -> Option<Breach> {
    let what = format!("{} lines without tests, more than {MOST_LINES}", file.lines);
    (file.lines > MOST_LINES)
        .then(|| breach(&file.path, MOST_LINES, "length", what, "split it by question, not by layer"))
}

fn folders(files: &[File]) -> Vec<Breach> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        *sizes.entry(file.folder()).or_default() += 1;
    }
    sizes.retain(|_, size| *size > MOST_FILES);
    let told = |(folder, size): (&&str, &usize)| {
        let what = format!("{size} files in one folder, more than {MOST_FILES}");
        breach(folder, 1, "folder", what, "split it by question, not by layer")
    };
    sizes.iter().map(told).collect()
}

/// `mod.rs` is a door: it says what is behind it and has no function with a body.
fn door(file: &File) -> Option<Breach> {
    if file.name() != "mod.rs" {
        return None;
    }
    let bodies = file.code.iter().enumerate().filter(|(_, token)| token.text == "fn").filter(|(at, _)| {
        let mut depth = 0_i32;
        let end = file.code[at + 1..].iter().find(|token| {
            depth += i32::from(["(", "["].contains(&token.text.as_str()));
            depth -= i32::from([")", "]"].contains(&token.text.as_str()));
            depth == 0 && [";", "{"].contains(&token.text.as_str())
        });
        end.is_some_and(|end| end.text == "{")
    });
    let lines: Vec<usize> = bodies.map(|(_, token)| token.line).collect();
    let what = format!("a door with {} functions in it", lines.len());
    let todo = "move them to a file named after what they do; leave doc, `mod` and `pub use`";
    lines.first().map(|line| breach(&file.path, *line, "door", what, todo))
}
