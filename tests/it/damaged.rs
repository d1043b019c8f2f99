//! Every file below `index/` that follows from something else, damaged in every way: noticed, set aside, made again;
//! never a panic, and never an article that is gone or hidden.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use firstline::{
    access::{Reader, Scope},
    desk::{Ask, Desk, Report, Settings, Silent, hands},
    index::{tantivy, vectors},
    kb::{Depth, Hint},
    learn::{Cases, Verdict},
    search::{Query, Request},
};
use tempfile::TempDir;

use crate::upgrade::copy_all;

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    FirstByte,
    MiddleByte,
    LastByte,
    Halved,
    Emptied,
    Removed,
    Longer,
    Nonsense,
    /// Exchanged with another of the same kind, from another segment or shelf.
    Exchanged,
}

const KINDS: [Kind; 9] = [
    Kind::FirstByte,
    Kind::MiddleByte,
    Kind::LastByte,
    Kind::Halved,
    Kind::Emptied,
    Kind::Removed,
    Kind::Longer,
    Kind::Nonsense,
    Kind::Exchanged,
];

/// A knowledge base and an index of it that lived: articles came, changed, were hidden, and went.
struct Base {
    dir: TempDir,
    /// Each word, and the article that holds it: none when it is gone; whether the public may read it.
    words: BTreeMap<String, Option<(String, bool)>>,
    cases: Cases,
}

/// The articles whose words are looked for: some that nothing happened to, and all others.
const TELLING: [usize; 7] = [0, 1, 2, 3, 4, 5, 28];

/// A word that no other is like.
fn word(number: usize) -> String {
    format!("{number:04}zebrawood").repeat(2)
}

fn write(root: &Path, path: &str, word: &str, public: bool) {
    let audience = if public { "public" } else { "agents" };
    let text = format!("---\naudience: {audience}\n---\n# On {word}\n\nRemember {word}.\n");
    fs::write(root.join("kb").join(path), text).expect("a file");
}

impl Base {
    fn new() -> Base {
        let dir = TempDir::new().expect("a folder");
        fs::create_dir(dir.path().join("kb")).expect("a folder");
        let mut words = BTreeMap::new();
        let settings = Settings::of(dir.path().join("kb"), dir.path().join("index"));
        #[cfg(feature = "model")]
        {
            crate::tiny_model::Tiny::default().write(&dir.path().join("tiny"));
            firstline::model::install(&dir.path().join("tiny"), &settings.index, &|_| {}).expect("a model");
        }
        let (desk, _) = Desk::open(settings).expect("a desk");
        let catch_up = || desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent).expect("current");
        for number in 0..30 {
            let path = format!("{number}.md");
            write(dir.path(), &path, &word(number), number % 3 > 0);
            words.insert(word(number), Some((path, number % 3 > 0)));
        }
        catch_up();
        // One is gone, one is hidden, one is shown, one changed: deleted articles lie in both shelves' files.
        fs::remove_file(dir.path().join("kb/1.md")).expect("to remove");
        words.insert(word(1), None);
        write(dir.path(), "2.md", &word(2), false);
        words.insert(word(2), Some(("2.md".to_owned(), false)));
        write(dir.path(), "3.md", &word(3), true);
        words.insert(word(3), Some(("3.md".to_owned(), true)));
        write(dir.path(), "4.md", "walnuts", true);
        words.insert(word(4), None);
        words.insert("walnuts".to_owned(), Some(("4.md".to_owned(), true)));
        catch_up();
        let agent = Reader::agent("ada", ["public", "agents"]);
        for number in [5, 6, 7] {
            let ask = Ask {
                text: format!("my printer number {number} prints blank pages"),
                limit: 3,
                ..Ask::default()
            };
            let shown = desk.suggest(&ask, &agent).expect("suggestions").id;
            desk.record(&Report::of(shown, Some("5.md"), Verdict::Resolved), &agent).expect("a record");
        }
        desk.embed(hands(), &Silent, &|| false).expect("vectors");
        desk.keep_lessons(true).expect("kept");
        let cases = desk.lessons().cases().clone();
        drop(desk);
        Base { dir, words, cases }
    }

    /// Every file whose damage must do no harm, below `index/`.
    fn files(&self) -> Vec<PathBuf> {
        let index = self.dir.path().join("index");
        let (mut files, mut folders) = (Vec::new(), vec![index.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path())
            {
                let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
                if entry.is_dir() {
                    if name != "model" {
                        folders.push(entry);
                    }
                } else if !name.ends_with("lock") && !name.starts_with("desk.db") {
                    files.push(entry.strip_prefix(&index).expect("below").to_owned());
                }
            }
        }
        files.sort();
        files
    }

    /// Sees that nobody finds what is gone or hidden, and, once the folder was compared, that all else is found.
    fn check(&self, desk: &Desk, current: bool, what: &str) {
        let found = |word: &str, scope: &Scope| -> Vec<String> {
            let request =
                Request { query: Query::parse(&format!("\"{word}\"")), limit: 10, ..Request::default() };
            let answer = desk.search(&request, scope).expect("an answer");
            answer.hits.iter().map(|hit| hit.article.path.clone()).collect()
        };
        let telling = |word: &&String| TELLING.iter().any(|number| **word == self::word(*number));
        for word in self.words.keys().filter(|word| telling(word) || *word == "walnuts") {
            let article = &self.words[word];
            for (scope, public_only) in [(Reader::public().scope(), true), (Scope::everything("test"), false)]
            {
                let may = article.as_ref().filter(|(_, public)| *public || !public_only);
                let expected: Vec<String> = may.into_iter().map(|(path, _)| path.clone()).collect();
                let found = found(word, &scope);
                let good = found == expected || (!current && found.is_empty());
                assert!(good, "{what}: `{word}` finds {found:?} instead of {expected:?}");
            }
        }
    }
}

/// Damages a file; false when there is no other to exchange it with.
fn damage(index: &Path, files: &[PathBuf], file: &Path, kind: Kind) -> bool {
    let path = index.join(file);
    let mut bytes = fs::read(&path).expect("a file");
    let len = bytes.len();
    let flip = |bytes: &mut Vec<u8>, at: usize| {
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 0x15;
        }
    };
    match kind {
        Kind::FirstByte => flip(&mut bytes, 0),
        Kind::MiddleByte => flip(&mut bytes, len / 2),
        Kind::LastByte => flip(&mut bytes, len.saturating_sub(1)),
        Kind::Halved => bytes.truncate(len / 2),
        Kind::Emptied => bytes.clear(),
        Kind::Longer => bytes.extend(b"words of another time"),
        Kind::Nonsense => bytes = b"{\"segments\": [], \"nonsense\": true}".to_vec(),
        Kind::Removed => {
            fs::remove_file(&path).expect("to remove");
            return true;
        }
        Kind::Exchanged => {
            let kind_of = |path: &Path| path.extension().or(path.file_name()).map(ToOwned::to_owned);
            let other = files.iter().find(|other| *other != file && kind_of(other) == kind_of(file));
            let Some(other) = other else { return false };
            let others = fs::read(index.join(other)).expect("a file");
            if others == bytes {
                return false;
            }
            fs::write(index.join(other), &bytes).expect("a file");
            bytes = others;
        }
    }
    fs::write(&path, bytes).expect("a file");
    true
}

/// Whether a file belongs to a segment: whatever happens to it must be noticed.
fn is_of_segment(file: &Path) -> bool {
    file.extension().is_some_and(|end| {
        ["idx", "pos", "term", "store", "fast", "fieldnorm", "del"].contains(&&*end.to_string_lossy())
    })
}

/// On each file one kind in five is tried, and that it is exchanged; all with `FIRSTLINE_EVERY_FAULT=1`, which takes
/// minutes.
#[test]
fn whatever_is_damaged_is_noticed_and_made_again_and_nothing_wrong_is_served() {
    let base = Base::new();
    let files = base.files();
    assert!(files.iter().filter(|file| is_of_segment(file)).count() >= 20, "{files:?}");
    for needed in ["journal.jsonl", "meta.json", ".managed.json", "written", "lessons.snapshot"] {
        assert!(files.iter().any(|file| file.ends_with(needed)), "{needed} in {files:?}");
    }
    assert!(files.iter().any(|file| file.extension().is_some_and(|end| end == "del")), "{files:?}");
    let (mut trials, every) = (0, std::env::var_os("FIRSTLINE_EVERY_FAULT").is_some());
    for (number, file) in files.iter().enumerate() {
        for (place, kind) in KINDS.into_iter().enumerate() {
            if !every && kind != Kind::Exchanged && (number + place) % 5 > 0 {
                continue;
            }
            let what = format!("{} {kind:?}", file.display());
            let copy = TempDir::new().expect("a folder");
            let index = copy.path().join("index");
            copy_all(&base.dir.path().join("index"), &index);
            if !damage(&index, &files, file, kind) {
                continue;
            }
            trials += 1;
            let mut settings = Settings::of(base.dir.path().join("kb"), &index);
            settings.model = Some(base.dir.path().join("index"));
            let (desk, opened) =
                Desk::open(settings.clone()).unwrap_or_else(|error| panic!("{what}: {error}"));
            if is_of_segment(file) {
                assert_eq!(opened.quarantined.len(), 1, "{what} was not noticed: {opened:?}");
                assert!(index.join("articles/quarantine").exists(), "{what}");
            }
            base.check(&desk, false, &what);
            desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent)
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            base.check(&desk, true, &what);
            assert_eq!(*desk.lessons().cases(), base.cases, "{what}");
            desk.embed(hands(), &Silent, &|| false).unwrap_or_else(|error| panic!("{what}: {error}"));
            drop(desk);
            let verified = tantivy::verify(&settings.articles()).expect("a look");
            assert_eq!((verified.damage.len(), verified.articles), (0, 29), "{what}: {verified:?}");
            for root in settings.vectors() {
                assert_eq!(vectors::verify(&root).expect("a look").damage, Vec::<String>::new(), "{what}");
            }
            let (desk, opened) = Desk::open(settings).expect("a desk");
            assert_eq!((opened.quarantined.len(), opened.repaired), (0, 0), "{what}, opened again");
            assert_eq!(desk.view().library.len(), 29, "{what}, opened again");
        }
    }
    assert!(trials > if every { 200 } else { 50 }, "{trials}");
}
