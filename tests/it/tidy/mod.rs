//! Is the house tidy? The floors of `src/ARCHITECTURE.md`, and what every file in `src/` must be.
//!
//! Each failure names file, line, rule and what to do. Words in comments and texts do not count, and test code
//! is free to touch files and clocks.

mod code;
mod rules;

use std::{fmt, fs, path::Path};

use self::{
    code::File,
    rules::{Exception, Map, breaches},
};

/// Where the code breaks a rule, and why it may. One that is needed no longer is a breach itself.
const EXCEPTIONS: &[Exception] = &[
    Exception {
        rule: "folder",
        path: "src/article",
        why: "15 files, one for each thing that reading a body has to decide; to be split by question",
    },
    Exception {
        rule: "folder",
        path: "src/article/front_matter",
        why: "15 files: five forms of a block, and one for each kind of field",
    },
];

/// A rule that is broken.
#[derive(Debug)]
struct Breach {
    path: String,
    line: usize,
    rule: &'static str,
    what: String,
    todo: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Breach { path, line, rule, what, todo } = self;
        write!(f, "{path}:{line}: {rule}: {what}\n  hint: {todo}")
    }
}

#[test]
fn the_house_is_tidy() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = fs::read_to_string(root.join("src/ARCHITECTURE.md")).expect("the map");
    let mut files = Vec::new();
    gather(root, "src", &mut files);
    let found = breaches(&Map::parse(&map).expect("a floor table"), &files, EXCEPTIONS);
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{} breaches\n\n{}\n", found.len(), told.join("\n\n"));
}

fn gather(root: &Path, below: &str, files: &mut Vec<File>) {
    let entries = fs::read_dir(root.join(below)).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    for name in names {
        let path = format!("{below}/{name}");
        if root.join(&path).is_dir() {
            gather(root, &path, files);
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "rs") {
            files.push(File::read(&path, &fs::read_to_string(root.join(&path)).expect("source")));
        }
    }
}

const SMALL_MAP: &str = "
| Floor | Modules | Kind | Input/output |
| --- | --- | --- | --- |
| 1 | `text` | things | none |
| 2 | `article` | things | none |
| 8 | `index` | places | yes |
| 10 | `cli` | face | terminal |
";

/// A house of these files, with doors where they are needed, and the rules it breaks.
fn broken(path: &str, source: &str) -> Vec<&'static str> {
    let mut files = vec![
        File::read("src/lib.rs", "//! x\npub mod text;\npub mod article;\npub mod index;\npub mod cli;\n"),
        File::read("src/text/mod.rs", "//! x\n"),
        File::read("src/article/mod.rs", "//! x\n#[cfg(test)]\nmod tests;\n"),
        File::read("src/index/mod.rs", "//! x\n"),
        File::read("src/cli/mod.rs", "//! x\n"),
    ];
    files.retain(|file| file.path != path);
    files.push(File::read(path, source));
    let map = Map::parse(SMALL_MAP).expect("a floor table");
    let mut rules: Vec<_> = breaches(&map, &files, &[]).iter().map(|breach| breach.rule).collect();
    rules.dedup();
    rules
}

#[test]
fn what_breaks_a_rule_is_noticed() {
    let long = format!("//! x\n{}", "fn x() {}\n".repeat(400));
    for (path, source, rule) in [
        ("src/text/x.rs", "//! x\nuse crate::article::Article;", "floors"),
        ("src/text/x.rs", "//! x\nuse crate::{\n    text::y,\n    article::{Article, a::B},\n};", "floors"),
        ("src/text/x.rs", "//! x\nfn x() -> crate::cli::Exit { x() }", "floors"),
        ("src/article/x.rs", "//! x\nuse super::super::text::y;", "floors"),
        ("src/text/x.rs", "//! x\nuse std::{fmt, fs};", "input-output"),
        ("src/text/x.rs", "//! x\nfn x() { std::env::var(\"x\"); }", "input-output"),
        ("src/article/x.rs", "//! x\nuse std::time::Instant;\nfn x() { Instant::now(); }", "input-output"),
        ("src/article/x.rs", "//! x\nfn x() { jiff::Zoned::now(); }", "input-output"),
        ("src/article/x.rs", "//! x\nuse tantivy::Term;", "homes"),
        ("src/cli/x.rs", "//! x\nuse pulldown_cmark as markdown;", "homes"),
        ("src/index/x.rs", "//! x\nfn x() { tantivy::Index::open() }", "homes"),
        ("src/index/x.rs", "//! x\nfn x() {\n    unsafe { y() }\n}", "unsafe"),
        ("src/text/x.rs", "fn x() {}", "doc"),
        ("src/text/x.rs", &long, "length"),
        ("src/text/util.rs", "//! x", "names"),
        ("src/text/mod.rs", "//! x\nfn x() -> u8 {\n    1\n}", "door"),
        ("src/desk/mod.rs", "//! x", "map"),
        ("src/lib.rs", "//! x\npub mod article;\npub mod text;\npub mod index;\npub mod cli;", "map"),
    ] {
        assert_eq!(broken(path, source), [rule], "{path}: {source}");
    }
}

#[test]
fn what_breaks_no_rule_is_left_alone() {
    for (path, source) in [
        ("src/article/x.rs", "//! x\nuse crate::{article::y, text::{Analyzer, Kind}};\nuse super::tantivy;"),
        (
            "src/article/x.rs",
            "//! x\n// crate::cli::x std::fs\nconst X: &str = r#\"crate::cli \" std::fs\"#;",
        ),
        ("src/article/x.rs", "//! x\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n"),
        ("src/article/tests/mod.rs", "//! x\nuse std::fs;\nfn x() {\n}\n"),
        ("src/index/tantivy/x.rs", "//! x\nuse tantivy::Term;\nuse std::fs;"),
        (
            "src/index/x.rs",
            "//! x\nuse crate::index::tantivy;\nfn x<'a>(y: &'a str) -> char { tantivy::z('\"') }",
        ),
        ("src/text/mod.rs", "//! x\npub trait X {\n    fn x(&self) -> [u8; 2];\n}\npub use x::y;"),
    ] {
        assert_eq!(broken(path, source), [""; 0], "{path}: {source}");
    }
}

#[test]
fn an_exception_that_is_needed_no_longer_is_a_breach() {
    let exception = Exception { rule: "doc", path: "src/text/mod.rs", why: "it was so" };
    let files = [File::read("src/lib.rs", "//! x\npub mod text;"), File::read("src/text/mod.rs", "//! x")];
    let map = Map::parse("| Floor | a | b | c |\n| --- | --- | --- | --- |\n| 1 | text | things | none |\n");
    let found = breaches(&map.expect("a floor table"), &files, &[exception]);
    assert_eq!(found.iter().map(|breach| breach.rule).collect::<Vec<_>>(), ["exception"]);
}
