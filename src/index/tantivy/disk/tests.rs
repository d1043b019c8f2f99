//! What a disk that refuses leaves is the old or the new.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use jiff::Timestamp;

use super::{
    Disk,
    faults::{Faults, Says},
};
use crate::{
    access::{Reader, Readership, Scope},
    article::{self, Reading, Rules},
    index::{
        Index,
        tantivy::{TantivyIndex, open},
    },
    library::{Card, Document, Error, Library, Pins, Shelf, Source, Synonyms},
    search::{self, Context, Query, Request},
};

/// Each article by its path: its own word, and whether the public may read it.
type Articles = BTreeMap<&'static str, (&'static str, bool)>;

fn before() -> Articles {
    BTreeMap::from([
        ("a.md", ("zebrawood", true)),
        ("b.md", ("cobalt", true)),
        ("c.md", ("saffron", false)),
        ("d.md", ("quetzal", true)),
    ])
}

/// One changed, one hidden, one made public, one gone, one new.
fn after() -> Articles {
    BTreeMap::from([
        ("a.md", ("walnut", true)),
        ("b.md", ("cobalt", false)),
        ("c.md", ("saffron", true)),
        ("e.md", ("indigo", false)),
    ])
}

const WORDS: [&str; 6] = ["zebrawood", "cobalt", "saffron", "quetzal", "walnut", "indigo"];

fn documents(path: &str, (word, public): (&str, bool)) -> Vec<Document> {
    let audience = if public { "public" } else { "agents" };
    let source = format!("---\naudience: {audience}\n---\n# An article\n\nOf {word}.\n");
    let rules = Rules::default();
    let readings = article::readings(path, source.as_bytes(), &rules);
    let document = |readership: &Readership| {
        let Reading { article, findings, text } = readings.of(readership).expect("a reading");
        let hash = *blake3::hash(source.as_bytes()).as_bytes();
        let of = Source { hash, stamp: [0; 5], modified: None };
        let card = Card::of(&article, findings, of, Timestamp::UNIX_EPOCH);
        let card = Arc::new(Card { readership: readership.clone(), ..card });
        Document { card, names: article.names, sections: article.sections, text }
    };
    Readership::all(&readings.article().audiences, &readings.article().blocks).iter().map(document).collect()
}

/// Makes the index what the articles are, as whoever keeps it current: by what it says is on it.
fn catch_up(index: &TantivyIndex, articles: &Articles, at: i64) -> Result<(), Error> {
    let cards = index.cards()?;
    let transaction = index.begin()?;
    for card in cards.iter().filter(|card| !articles.contains_key(card.path.as_str())) {
        transaction.remove(card.key)?;
    }
    for (path, article) in articles {
        let readings = documents(path, *article);
        let known = cards.iter().find(|card| card.path == *path);
        if known.is_none_or(|card| card.source.hash != readings[0].card.source.hash) {
            transaction.put(readings)?;
        }
    }
    transaction.commit(Timestamp::from_second(at).expect("a moment"))
}

fn found(index: &TantivyIndex, word: &str, scope: &Scope) -> Vec<String> {
    let library = Library::of(index.cards().expect("cards"));
    let engine = index.engine();
    let hits = engine.starting(word, scope, 5).expect("words");
    if hits.is_empty() {
        return Vec::new();
    }
    let (synonyms, pins) = (Synonyms::default(), Pins::default());
    let context = Context {
        lessons: None,
        meaning: None,
        engine: &*engine,
        library: &library,
        synonyms: &synonyms,
        pins: &pins,
        today: jiff::civil::date(2026, 11, 22),
    };
    let request = Request { query: Query::parse(word), limit: 10, ..Request::default() };
    let answer = search::answer(&context, &request, scope).expect("an answer");
    answer.hits.iter().map(|hit| hit.article.path.clone()).collect()
}

/// Whether the index says of every word, to everybody and to the public, what these articles say.
fn is(index: &TantivyIndex, articles: &Articles) -> bool {
    let everything = Scope::everything("test");
    WORDS.iter().all(|word| {
        let of = |public_only: bool| -> Vec<String> {
            let all = articles.iter().filter(|(_, (own, public))| own == word && (*public || !public_only));
            all.map(|(path, _)| (*path).to_owned()).collect()
        };
        found(index, word, &everything) == of(false)
            && found(index, word, &Reader::public().scope()) == of(true)
    })
}

/// What is being searched is never half of both. The library may lag behind what it names, so only the engine's
/// own words are looked at.
fn serves_one_state(index: &TantivyIndex) -> bool {
    let everything = Scope::everything("test");
    let engine = index.engine();
    let holds = |articles: &Articles| {
        WORDS.iter().all(|word| {
            let known = |scope: &Scope| !engine.starting(word, scope, 5).expect("words").is_empty();
            let of = articles.values().find(|(own, _)| own == word);
            known(&everything) == of.is_some()
                && known(&Reader::public().scope()) == of.is_some_and(|(_, public)| *public)
        })
    };
    holds(&before()) || holds(&after())
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// How a trial goes on after the disk refused.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    /// There is space again, and the same process goes on.
    GoesOn,
    /// The process dies, and another one begins.
    Dies,
}

/// Refuses at one operation; whether there was that operation.
fn trial(base: &Path, (says, only_once, then): (Says, bool, Then), at: u64) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    copy_all(base, folder.path());
    let what = format!("{says:?} at {at}, only once: {only_once}, then {then:?}");
    let (disk, faults): (Disk, Arc<Faults>) = Faults::disk(says, at, only_once);
    let first = match open::open(folder.path(), &disk) {
        Ok((index, opened)) => {
            assert!(opened.quarantined.is_empty(), "{what}");
            let done = catch_up(&index, &after(), 2);
            assert!(serves_one_state(&index), "{what}: {done:?}");
            assert!(done.is_err() || is(&index, &after()), "{what}: it was said to be done");
            // Nobody gives up while the disk refuses, and nothing gets worse by it.
            let again = catch_up(&index, &after(), 3);
            assert!(serves_one_state(&index), "{what}, again: {again:?}");
            Some(index)
        }
        // An opening that had to repair something may be refused.
        Err(_) => None,
    };
    faults.lift();
    let index = match first.filter(|_| then == Then::GoesOn) {
        Some(index) => index,
        None => TantivyIndex::open(folder.path()).expect("an index").0,
    };
    catch_up(&index, &after(), 4).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert!(is(&index, &after()), "{what}: the new state");
    assert_eq!(index.cards().expect("cards").len(), after().len(), "{what}");
    index.tidy().expect("in order");
    drop(index);
    let (index, opened) = TantivyIndex::open(folder.path()).expect("an index");
    assert_eq!((opened.quarantined.len(), opened.repaired), (0, 0), "{what}");
    assert!(is(&index, &after()), "{what}: after a restart");
    faults.refused()
}

/// All operations are tried with `FIRSTLINE_EVERY_FAULT=1`, which takes minutes; else each of these in one way.
const STRIDE: u64 = 9;

#[test]
fn at_whatever_operation_the_disk_refuses_there_is_the_old_or_the_new() {
    let base = tempfile::tempdir().expect("a folder");
    let (index, _) = TantivyIndex::open(base.path()).expect("an index");
    catch_up(&index, &before(), 1).expect("published");
    assert!(is(&index, &before()) && serves_one_state(&index));
    drop(index);
    let ways = [
        (Says::Full, false, Then::GoesOn),
        (Says::Full, false, Then::Dies),
        (Says::Broken, true, Then::GoesOn),
        (Says::Broken, true, Then::Dies),
    ];
    let every = std::env::var_os("FIRSTLINE_EVERY_FAULT").is_some();
    for (first, way) in (0..).zip(ways) {
        let stride = if every { 1 } else { STRIDE };
        let mut tried = (first % stride..5_000).step_by(usize::try_from(stride).expect("small"));
        let last = tried.find(|at| !trial(base.path(), way, *at)).expect("an end");
        assert!(last > 50, "{way:?}: {last} operations");
    }
}

#[test]
fn a_list_of_files_that_grew_is_written_anew_and_an_index_without_one_gets_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (index, _) = TantivyIndex::open(folder.path()).expect("an index");
    catch_up(&index, &before(), 1).expect("published");
    drop(index);
    let lists = || -> Vec<_> {
        let shelves = fs::read_dir(open::home(folder.path()).join("shelves")).expect("shelves");
        shelves.map(|shelf| shelf.expect("a shelf").path().join("written")).collect()
    };
    let lines = || -> Vec<usize> {
        lists().iter().map(|list| fs::read_to_string(list).expect("a list").lines().count()).collect()
    };
    let few = lines();
    assert!(few.iter().all(|lines| (5..20).contains(lines)), "{few:?}");
    for list in lists() {
        let text = fs::read_to_string(&list).expect("a list");
        // As after years; the last of them was torn off by a crash.
        fs::write(&list, text.repeat(500) + "0123456789abcdef 12:").expect("a list");
    }
    let reopened = || {
        let (index, opened) = TantivyIndex::open(folder.path()).expect("an index");
        assert!(opened.quarantined.is_empty() && is(&index, &before()));
    };
    let (index, opened) = TantivyIndex::open(folder.path()).expect("an index");
    assert!(opened.quarantined.is_empty());
    assert!(lines().iter().all(|lines| *lines < 20), "{:?}", lines());
    catch_up(&index, &after(), 2).expect("published");
    catch_up(&index, &before(), 3).expect("published");
    drop(index);
    reopened();
    for list in lists() {
        fs::remove_file(list).expect("to remove");
    }
    reopened();
    assert!(lines().iter().all(|lines| (5..20).contains(lines)), "{:?}", lines());
    // And goes on from there.
    for (at, articles) in [(2, after()), (3, before())] {
        let (index, _) = TantivyIndex::open(folder.path()).expect("an index");
        catch_up(&index, &articles, at).expect("published");
        index.tidy().expect("in order");
    }
    reopened();
}
