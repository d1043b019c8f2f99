//! What an earlier release wrote opens today.
//!
//! `tests/fixtures/index-v1` holds three articles and the index that was made of them. When the format of the
//! index changes, its version must change with it; then a fixture of the new one is made beside it:
//!
//! ```sh
//! new=tests/fixtures/index-v2
//! cp -r tests/fixtures/index-v1/kb $new/kb
//! cargo run -- --kb $new/kb --index /tmp/index rebuild
//! cp -r /tmp/index/articles/v2 $new/v2 && find $new -name '*.lock' -delete
//! ```

use std::{
    fs,
    path::{Path, PathBuf},
};

use firstline::{
    access::{Reader, Scope},
    index::{
        Index,
        tantivy::{Opened, TantivyIndex, verify},
    },
    library::{Library, Pins, Shelf, Since, Synonyms},
    search::{self, Context, Query, Request},
};
use jiff::civil::date;
use tempfile::TempDir;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/index-v1")
}

/// A copy of the fixture's index, as `index/articles` would hold it.
fn copied() -> TempDir {
    let copy = TempDir::new().expect("a temporary directory");
    copy_all(&fixture().join("v1"), &copy.path().join("v1"));
    copy
}

pub(crate) fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
}

fn found(index: &TantivyIndex, words: &str, scope: &Scope) -> Vec<String> {
    let library = Library::of(index.cards().expect("cards"));
    let engine = index.engine();
    let (synonyms, pins) = (Synonyms::default(), Pins::default());
    let context = Context {
        engine: &*engine,
        library: &library,
        synonyms: &synonyms,
        pins: &pins,
        today: date(2026, 11, 22),
    };
    let request = Request { query: Query::parse(words), limit: 10, ..Request::default() };
    let answer = search::answer(&context, &request, scope).expect("an answer");
    answer.hits.iter().map(|hit| hit.article.path.clone()).collect()
}

#[test]
fn the_index_of_version_1_opens_and_nothing_is_read_again() {
    let copy = copied();
    let (index, opened) = TantivyIndex::open(copy.path()).expect("the index");
    assert_eq!(opened, Opened::default());
    let mut cards = index.cards().expect("cards");
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    let seen: Vec<_> = cards.iter().map(|card| (&*card.path, &*card.title, card.audiences.key())).collect();
    assert_eq!(
        seen,
        [
            ("keys.md", "Where the spare keys hang", "agents".to_owned()),
            ("reset.md", "Reset the tunnel token", "public".to_owned()),
            ("zuruecksetzen.md", "VPN zurücksetzen", "public".to_owned()),
        ]
    );
    for card in &cards {
        let bytes = fs::read(fixture().join("kb").join(&card.path)).expect("the article");
        assert_eq!(card.source.hash, *blake3::hash(&bytes).as_bytes(), "{}", card.path);
    }
    let (public, agents) = (Reader::public().scope(), Reader::at_terminal(["agents"]).scope());
    assert_eq!(found(&index, "tunnel token", &public), ["reset.md"]);
    assert_eq!(found(&index, "fp-121", &public), ["reset.md"]);
    assert_eq!(found(&index, "\"no code arrives\"", &public), ["reset.md"]);
    assert_eq!(found(&index, "Schlüssel", &public), ["zuruecksetzen.md"]);
    assert_eq!(found(&index, "tag:phone", &public), ["reset.md"]);
    assert_eq!(found(&index, "zebrawood", &public), Vec::<String>::new());
    assert_eq!(found(&index, "zebrawood", &agents), ["keys.md"]);
    assert_eq!(index.changes(&public, Since::Cursor(0), 10).len(), 2);
    drop(index);
    let verified = verify(copy.path()).expect("a look at every checksum");
    assert_eq!((verified.shelves, verified.articles, verified.damage.len()), (2, 3, 0));
}

#[test]
fn directories_of_other_versions_are_left_alone() {
    let copy = copied();
    for other in ["v0", "v99"] {
        fs::create_dir_all(copy.path().join(other).join("shelves/public-00000000")).expect("a folder");
        fs::write(copy.path().join(other).join("journal.jsonl"), "words of another time\n").expect("a file");
    }
    let (index, opened) = TantivyIndex::open(copy.path()).expect("the index");
    assert_eq!((opened, index.cards().expect("cards").len()), (Opened::default(), 3));
    drop(index);
    for other in ["v0", "v99"] {
        let journal = fs::read_to_string(copy.path().join(other).join("journal.jsonl")).expect("a file");
        assert_eq!(journal, "words of another time\n");
    }
    fs::remove_dir_all(copy.path().join("v1")).expect("to remove");
    let (index, opened) = TantivyIndex::open(copy.path()).expect("a new index beside the others");
    assert_eq!((opened, index.cards().expect("cards").len()), (Opened::default(), 0));
}
