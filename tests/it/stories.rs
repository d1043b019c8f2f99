//! What a desk should find, told in `tests/stories/*.md`. How to write one: `tests/stories/README.md`.

use std::{fmt::Write, fs, path::Path};

use firstline::{
    access::{Reader, Scope},
    library::Named,
    search::{Query, Request},
};

use crate::desk::{Base, Opened};

/// A story, read.
#[derive(Default)]
struct Story {
    files: Vec<(String, String)>,
    questions: Vec<Question>,
}

/// Something that is asked, and what must come of it.
struct Question {
    line: usize,
    /// Audiences; nobody said is everybody.
    audiences: Vec<String>,
    asked: Asked,
    expected: Option<Expected>,
    correction: Option<String>,
}

enum Asked {
    /// Words, typed.
    Query(String),
    /// A name, as in an address.
    Open(String),
}

/// Ids in order, each with an anchor where one is told.
#[derive(Default)]
struct Expected {
    ids: Vec<String>,
    and_more: bool,
}

/// A part of a story: its heading, its line, and what stands below, without prose.
struct Part {
    line: usize,
    heading: String,
    body: Vec<String>,
}

#[test]
fn every_story_comes_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("stories")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 12, "only {} stories in {}", paths.len(), folder.display());
    let mut told = String::new();
    for path in paths {
        let name = format!("tests/stories/{}", path.file_name().expect("a name").display());
        let text = fs::read_to_string(&path).expect("a story");
        match story(&text) {
            Ok(story) => differences(&name, &story, &mut told),
            Err((line, why)) => {
                let _ = writeln!(told, "{name}:{line}: {why}\n  hint: see tests/stories/README.md");
            }
        }
    }
    assert!(told.is_empty(), "\n{told}");
}

#[test]
fn a_story_that_cannot_be_read_says_where() {
    for (text, line) in [
        ("no title", 1),
        ("# t\n\n## query\nx\n", 3),
        ("# t\n## query\nx\n## expect\n1. a\n", 1),
        ("# t\n## a.md\nno fence\n## query\nx\n## expect\n1. a\n", 2),
        ("# t\n## a.md\n```\nx\n```\n## expect\n1. a\n", 6),
        ("# t\n## a.md\n```\nx\n```\n## qeury\nx\n", 6),
        ("# t\n## a.md\n```\nx\n```\n## query\nx\n## expect\n2. a\n", 8),
    ] {
        let read = story(text).map(|_| ()).expect_err("a mistake");
        assert_eq!(read.0, line, "{text}: {}", read.1);
    }
}

/// What a story expects and the desk does not do.
fn differences(name: &str, story: &Story, told: &mut String) {
    let base = story.files.iter().fold(Base::new(), |base, (path, text)| base.file(path, text));
    let opened = base.open();
    for question in &story.questions {
        if let Err(what) = ask(&opened, question) {
            let _ = writeln!(told, "{name}:{}: {what}", question.line);
        }
    }
}

fn ask(opened: &Opened, question: &Question) -> Result<(), String> {
    let scope = match &question.audiences[..] {
        [] => Scope::everything("a story that names no audience"),
        some => Reader::at_terminal(some.iter().map(String::as_str)).scope(),
    };
    let expected = question.expected.as_ref().ok_or("is followed by no `## expect`")?;
    let (found, correction) = match &question.asked {
        Asked::Query(query) => {
            let request = Request { query: Query::parse(query), limit: 50, ..Request::default() };
            let answer = opened.desk.search(&request, &scope).map_err(|error| error.to_string())?;
            let hits = answer.hits.iter().filter(|_| !answer.nearest);
            let found: Vec<(String, String)> = hits
                .map(|hit| {
                    let anchor = hit.section.as_ref().map_or("", |section| &section.anchor);
                    (hit.id.clone(), anchor.to_owned())
                })
                .collect();
            (found, answer.correction.clone().map(|correction| correction.query))
        }
        Asked::Open(name) => {
            let view = opened.desk.view();
            let Some(Named::Article(card) | Named::Moved(card)) = view.library.find(name, &scope) else {
                return compare(&[], expected);
            };
            (vec![(view.library.id_of(&card, &scope).to_owned(), String::new())], None)
        }
    };
    compare(&found, expected)?;
    match &question.correction {
        Some(wanted) if correction.as_ref() != Some(wanted) => {
            Err(format!("expected `did you mean: {wanted}`, found {correction:?}"))
        }
        _ => Ok(()),
    }
}

fn compare(found: &[(String, String)], expected: &Expected) -> Result<(), String> {
    let fits = |(wanted, (id, anchor)): (&String, &(String, String))| match wanted.split_once('#') {
        Some(wanted) => wanted == (id, anchor),
        None => wanted == id,
    };
    let enough =
        if expected.and_more { found.len() >= expected.ids.len() } else { found.len() == expected.ids.len() };
    if enough && expected.ids.iter().zip(found).all(fits) {
        return Ok(());
    }
    let mut told = String::from("found");
    for (number, (id, anchor)) in (1..).zip(found) {
        let _ = write!(told, "\n    {number}. {id}#{anchor}");
    }
    let wanted = if expected.ids.is_empty() { "nothing".to_owned() } else { expected.ids.join(", ") };
    Err(format!("expected {wanted}; {told}{}", if found.is_empty() { " nothing" } else { "" }))
}

/// Reads a story; an error says at which line it cannot be read.
fn story(text: &str) -> Result<Story, (usize, String)> {
    if !text.starts_with("# ") {
        return Err((1, "a story begins with `# ` and what it shows".to_owned()));
    }
    let mut story = Story::default();
    let mut audiences = Vec::new();
    for part in parts(text) {
        let fail = |why: &str| Err((part.line, format!("`## {}` {why}", part.heading)));
        let words = part.body.join(" ");
        match part.heading.as_str() {
            path if path.contains('.') => match fenced(&part.body) {
                Some(source) => story.files.push((path.to_owned(), source)),
                None => return fail("needs its text in a fence"),
            },
            "as" => audiences = words.split(',').map(|name| name.trim().to_owned()).collect(),
            "query" | "open" => {
                let asked = if part.heading == "query" { Asked::Query(words) } else { Asked::Open(words) };
                let (audiences, line) = (audiences.clone(), part.line);
                story.questions.push(Question { line, audiences, asked, expected: None, correction: None });
            }
            "expect" => match (story.questions.last_mut(), expected(&part.body)) {
                (Some(question), Some(expected)) if question.expected.is_none() => {
                    question.expected = Some(expected);
                }
                (_, None) => return fail("needs `1. id`, `2. id` and so on, or `nothing`"),
                _ => return fail("follows no `## query` or `## open`"),
            },
            "did you mean" => match story.questions.last_mut() {
                Some(question) => question.correction = Some(words),
                None => return fail("follows no `## query`"),
            },
            _ => return fail("is neither a file, `as`, `query`, `open`, `expect` nor `did you mean`"),
        }
    }
    if let Some(question) = story.questions.iter().find(|question| question.expected.is_none()) {
        return Err((question.line, "what is asked here has no `## expect`".to_owned()));
    }
    if story.files.is_empty() || story.questions.is_empty() {
        return Err((1, "a story needs a file and something that is asked".to_owned()));
    }
    Ok(story)
}

/// The parts of a story. Headings inside fences are text.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut fence = String::new();
    for (line, words) in (1..).zip(text.lines()) {
        if fence.is_empty() {
            fence = opening(words);
        } else if closes(words, &fence) {
            fence.clear();
        }
        match (words.strip_prefix("## "), parts.last_mut()) {
            (Some(heading), _) if fence.is_empty() => {
                parts.push(Part {
                    line,
                    heading: heading.trim().trim_matches('`').to_owned(),
                    body: Vec::new(),
                });
            }
            (_, Some(part)) if !(fence.is_empty() && words.trim().is_empty()) => {
                part.body.push(words.to_owned());
            }
            _ => {}
        }
    }
    parts
}

/// The marks that open a fence, or nothing.
fn opening(line: &str) -> String {
    let mark = line.chars().next().filter(|mark| ['`', '~'].contains(mark));
    let marks: String = line.chars().take_while(|c| Some(*c) == mark).collect();
    if marks.len() >= 3 { marks } else { String::new() }
}

fn closes(line: &str, fence: &str) -> bool {
    let marks = line.trim_end();
    marks.starts_with(fence) && opening(marks) == marks
}

fn fenced(body: &[String]) -> Option<String> {
    let start = body.iter().position(|line| !opening(line).is_empty())?;
    let fence = opening(&body[start]);
    let inside = &body[start + 1..];
    let end = inside.iter().position(|line| closes(line, &fence))?;
    Some(inside[..end].iter().fold(String::new(), |text, line| text + line + "\n"))
}

fn expected(body: &[String]) -> Option<Expected> {
    let mut expected = Expected::default();
    if body.iter().any(|line| line.trim() == "nothing") {
        return Some(expected);
    }
    for line in body {
        if line.trim() == "…" {
            expected.and_more = true;
            continue;
        }
        let id = line.trim().strip_prefix(&format!("{}. ", expected.ids.len() + 1))?;
        expected.ids.push(id.trim().to_owned());
    }
    (!expected.ids.is_empty()).then_some(expected)
}
