//! Any Markdown folder is a knowledge base: `tests/fixtures/dialects` has a file of every tool, and odd ones.
//!
//! To add one: write the file, and its line in [`ARTICLES`] or [`FINDINGS`].

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use firstline::{
    access::Scope,
    desk::{Checked, Desk, Settings, Silent, check},
    kb::{Depth, Hint},
    search::{Query, Request},
};
use tempfile::TempDir;

/// Path, title, language, state, audiences, and a word that is found there and nowhere else.
const ARTICLES: [[&str; 6]; 38] = [
    ["archived.md", "The old telephone system", "en", "archived", "public", "state:archived treecreeper"],
    ["docusaurus/reset.mdx", "Reset the router", "en", "validated", "public", "kestrel"],
    ["es/factura.md", "Descargar una factura", "es", "validated", "public", "botón"],
    ["faq/invoices.md", "Questions about invoices", "en", "validated", "public", "ouzel"],
    ["github-docs/limits.md", "Limits of attachments", "en", "validated", "public", "whinchat"],
    ["html-comments.md", "Comments", "en", "validated", "public", "crossbill"],
    ["hugo/mailbox.md", "Clear a full mailbox", "en", "validated", "public", "mudlark"],
    ["hugo/rules.de.md", "Regeln für Postfächer", "de", "validated", "public", "Dompfaff"],
    ["internal/tier2.md", "Unlock an administrator", "en", "validated", "agents+tier2", "firecrest"],
    ["internal/unknown-audience.md", "For somebody", "en", "validated", "writers", "nuthatch"],
    ["ja/password.md", "パスワードを変更する", "ja", "validated", "public", "設定"],
    ["jekyll/_posts/2026-02-03-new-badges.md", "new badges", "en", "validated", "public", "wheatear"],
    ["jekyll/unpublished.md", "Not yet announced", "en", "draft", "writers", "redpoll"],
    ["json.md", "Reset a voicemail code", "en", "validated", "public", "wryneck"],
    [
        "kcs/blue-screen.md",
        "Blue screen 0x0000007E after an update",
        "en",
        "not_validated",
        "public",
        "pipit",
    ],
    ["learn/sign-in.md", "Sign in with a key", "en", "validated", "public", "goldcrest"],
    ["mdbook/intro.md", "Start here", "en", "validated", "public", "chough"],
    ["mintlify/webhooks.mdx", "Webhooks", "en", "validated", "public", "linnet"],
    ["mkdocs/headers.md", "Order toner", "en", "validated", "public", "dunnock"],
    ["mkdocs/printer.md", "Clear a paper jam", "en", "validated", "public", "siskin"],
    ["obsidian/Move a phone number.md", "Move a phone number", "en", "validated", "public", "redwing"],
    ["odd/README.markdown", "Read me first", "en", "validated", "public", "curlew"],
    ["odd/bom.md", "A mark at the beginning", "en", "validated", "public", "hoopoe"],
    ["odd/broken-yaml.md", "Broken on purpose", "en", "validated", "public", "oriole"],
    ["odd/crlf.md", "Lines of Windows", "en", "validated", "public", "corncrake"],
    ["odd/deep.md", "Deep down", "en", "validated", "public", "whimbrel"],
    ["odd/dots.md", "Ended by dots", "en", "validated", "public", "plover"],
    ["odd/empty.md", "empty", "en", "validated", "public", "empty"],
    ["odd/latin-1.md", "One byte a letter", "en", "validated", "public", "shrike"],
    ["odd/never-closed.md", "Never closed", "en", "validated", "public", "waxwing"],
    ["odd/no-front-matter.md", "no front matter", "en", "validated", "public", "roller"],
    ["odd/only-front-matter.md", "Nothing but a head", "en", "validated", "public", "dotterel"],
    ["odd/twin-a.md", "The first twin", "en", "validated", "public", "ruff"],
    ["odd/twin-b.md", "The second twin", "en", "validated", "public", "reeve"],
    ["odd/utf-16.md", "Sixteen bits", "en", "validated", "public", "bee-eater"],
    ["starlight/backup.mdx", "Back up a laptop", "en", "validated", "public", "bullfinch"],
    ["vuepress/vpn.md", "Choose a gateway", "en", "validated", "public", "twite"],
    ["zola/headset.md", "Pair a headset", "en", "validated", "public", "stonechat"],
];

/// Path, line and kind of everything wrong or doubtful.
const FINDINGS: [(&str, u32, &str); 10] = [
    ("internal/unknown-audience.md", 3, "unknown-audience"),
    ("odd/binary.md", 0, "binary"),
    ("odd/binary.md", 0, "empty"),
    ("odd/broken-yaml.md", 4, "broken-front-matter"),
    ("odd/deep.md", 3, "too-deep"),
    ("odd/empty.md", 0, "empty"),
    ("odd/latin-1.md", 3, "bad-encoding"),
    ("odd/never-closed.md", 1, "unclosed-front-matter"),
    ("odd/only-front-matter.md", 0, "empty"),
    ("odd/twin-b.md", 1, "duplicate-id"),
];

/// Words of comments, of hidden files and of files that are no articles.
const NOWHERE: [&str; 4] = ["brambling", "hawfinch", "avocet", "phalarope"];

fn dialects() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/dialects")
}

fn everything() -> Scope {
    Scope::everything("see in a test what was read")
}

/// A desk with everything in the index.
fn read(kb: &Path) -> (Desk, TempDir) {
    let index = TempDir::new().expect("a temporary directory");
    let (desk, _) = Desk::open(Settings::of(kb, index.path())).expect("a desk");
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a current index");
    (desk, index)
}

fn checked(kb: &Path) -> Checked {
    check(&Settings::of(kb, "nowhere"), &Silent).expect("a look at every file")
}

fn found(desk: &Desk, words: &str) -> Vec<String> {
    let request = Request { query: Query::parse(words), limit: 50, ..Request::default() };
    let answer = desk.search(&request, &everything()).expect("an answer");
    answer.hits.iter().map(|hit| hit.article.path.clone()).collect()
}

/// Every file below a folder that looks like an article.
fn files(root: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
            let path = entry.strip_prefix(root).expect("a path below the root").display().to_string();
            if name.starts_with('.') {
                continue;
            }
            if entry.is_dir() {
                folders.push(entry);
            } else if [".md", ".mdx", ".markdown"].iter().any(|end| name.ends_with(end)) {
                files.insert(path);
            }
        }
    }
    files
}

#[test]
fn every_dialect_is_read_as_its_author_meant_it() {
    let (desk, _index) = read(&dialects());
    let view = desk.view();
    for [path, title, language, state, audiences, words] in ARTICLES {
        let card = view.library.iter().find(|card| card.path == path).expect(path);
        let seen = [&card.title, card.language.code(), card.state.word(), &card.readership.key()];
        assert_eq!(seen, [title, language, state, audiences], "{path}");
        assert_eq!(found(&desk, words), [path], "{words}");
    }
    for word in NOWHERE {
        assert_eq!(found(&desk, word), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn a_comment_inside_a_line_is_never_read() {
    let (desk, _index) = read(&dialects());
    assert_eq!(found(&desk, "fieldfare"), Vec::<String>::new());
}

#[test]
fn every_file_is_an_article_or_a_finding() {
    let (desk, _index) = read(&dialects());
    let view = desk.view();
    let mut told: BTreeSet<String> = view.library.iter().map(|card| card.path.clone()).collect();
    told.extend(desk.findings().into_iter().map(|finding| finding.path));
    assert_eq!(told, files(&dialects()));
    let mut known: BTreeSet<String> = ARTICLES.iter().map(|[path, ..]| (*path).to_owned()).collect();
    known.extend(FINDINGS.iter().map(|(path, ..)| (*path).to_owned()));
    assert_eq!(known, files(&dialects()), "each has its line in the tables");
}

#[test]
fn everything_wrong_is_found_with_its_line_and_what_to_do() {
    let checked = checked(&dialects());
    let found: Vec<(&str, u32, &str)> =
        checked.findings.iter().map(|finding| (&*finding.path, finding.line, finding.kind)).collect();
    assert_eq!(found, FINDINGS);
    assert_eq!(checked.files, files(&dialects()).len());
    for finding in &checked.findings {
        assert!(!finding.message.ends_with('.') && !finding.hint.is_empty(), "{finding}");
    }
}

#[test]
fn questions_tags_and_old_addresses_of_every_dialect_count() {
    let (desk, _index) = read(&dialects());
    let article = |name: &str| {
        let found = desk.article(name, &everything(), &|id| format!("/{id}")).expect("a look");
        found.map(|article| (article.id, article.moved))
    };
    for (old, id) in [
        ("old/mailbox", "hugo/mailbox"),
        ("badges", "jekyll/_posts/2026-02-03-new-badges"),
        ("articles/limits", "github-docs/limits"),
    ] {
        assert_eq!(article(old), Some((id.to_owned(), true)), "{old}");
    }
    assert_eq!(article("reset-router"), Some(("reset-router".to_owned(), false)));
    assert_eq!(article("twin"), Some(("twin".to_owned(), false)));
    assert_eq!(article("odd/twin-b"), Some(("odd/twin-b".to_owned(), false)));
    for (words, path) in [
        ("tag:router", "docusaurus/reset.mdx"),
        ("tag:doors", "jekyll/_posts/2026-02-03-new-badges.md"),
        ("tag:supplies", "mkdocs/headers.md"),
        ("product:\"desk client\"", "kcs/blue-screen.md"),
        ("\"number porting\"", "obsidian/Move a phone number.md"),
        ("0x0000007e", "kcs/blue-screen.md"),
    ] {
        assert_eq!(found(&desk, words), [path], "{words}");
    }
    let questions = |path: &str| -> Vec<String> {
        let view = desk.view();
        let card = view.library.iter().find(|card| card.path == path).expect(path);
        card.questions.iter().map(|(question, _)| question.clone()).collect()
    };
    assert_eq!(
        questions("faq/invoices.md"),
        ["Where is my invoice?", "Can I pay later?", "Who can change the address?"]
    );
    assert_eq!(questions("mintlify/webhooks.mdx"), ["Why does nothing arrive?"]);
    assert_eq!(questions("vuepress/vpn.md"), ["Which gateway is nearest to me?"]);
}

#[test]
fn what_no_folder_should_hold_is_told_and_harms_nobody() {
    let kb = TempDir::new().expect("a temporary directory");
    let at = |name: &str| kb.path().join(name);
    let row = |number: usize| format!("|{}\n", format!(" cell {number} |").repeat(100));
    let table =
        format!("# A table\n\n{}|{}\n{}", row(0), " - |".repeat(100), (0..700).map(row).collect::<String>());
    fs::write(at("table.md"), &table).expect("a file");
    fs::write(at("large.md"), "# Large\n\n".to_owned() + &"Many words. ".repeat(100_000)).expect("a file");
    fs::write(at("good.md"), "# Good\n\nThe lapwing.\n").expect("a file");
    std::os::unix::fs::symlink("/etc/passwd", at("outside.md")).expect("a link");
    std::os::unix::fs::symlink("nothing.md", at("dangling.md")).expect("a link");
    std::os::unix::fs::symlink("loop.md", at("loop.md")).expect("a link");
    std::os::unix::net::UnixListener::bind(at("socket.md")).expect("a socket");
    fs::create_dir(at("folder.md")).expect("a folder");

    let (desk, _index) = read(kb.path());
    assert_eq!(found(&desk, "lapwing"), ["good.md"]);
    assert_eq!(found(&desk, "cell 699"), ["table.md"]);
    let findings = desk.findings();
    let left_out: Vec<&str> =
        findings.iter().filter(|finding| finding.kind == "left-out").map(|finding| &*finding.path).collect();
    assert_eq!(left_out, ["dangling.md", "large.md", "loop.md", "outside.md", "socket.md"]);
    assert_eq!(desk.view().library.len(), 2);
    let checked: Vec<String> = checked(kb.path()).findings.into_iter().map(|finding| finding.path).collect();
    assert!(left_out.iter().all(|path| checked.iter().any(|other| other == path)), "{checked:?}");
}
