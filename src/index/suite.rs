//! What every index must do. Each behaviour is stated once and runs on both.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use jiff::Timestamp;
use proptest::{prelude::*, sample::select};

use super::{Index, memory::MemoryIndex, tantivy::TantivyIndex};
use crate::{
    access::{Reader, Readership, Scope},
    article::{self, Reading, Rules},
    library::{Card, ChangeKind, Document, Key, Library, Pins, Shelf, Since, Source, Synonyms},
    search::{self, Answer, Context, FilterField, Query, Request},
};

/// An article on its way in all its readings, as if it lay in the folder.
fn documents(path: &str, source: &str) -> Vec<Document> {
    let rules = Rules::default();
    let readings = article::readings(path, source.as_bytes(), &rules);
    let all = Readership::all(&readings.article().audiences, &readings.article().blocks);
    let document = |readership: &Readership| {
        let Reading { article, findings, text } = readings.of(readership).expect("a reading");
        let hashed = if readership.is_whole() { source } else { &text };
        let hash = *blake3::hash(hashed.as_bytes()).as_bytes();
        let source_of = Source { hash, stamp: [0; 5], modified: None };
        let card = Card::of(&article, findings, source_of, Timestamp::UNIX_EPOCH);
        let card = Arc::new(Card { readership: readership.clone(), ..card });
        Document { card, names: article.names, sections: article.sections, text }
    };
    all.iter().map(document).collect()
}

/// One change to make.
#[derive(Clone, Debug)]
enum Op {
    Put(String, String),
    Remove(String),
}

fn put(path: &str, source: &str) -> Op {
    Op::Put(path.to_owned(), source.to_owned())
}

fn apply(index: &dyn Index, ops: &[Op], at: i64) {
    let transaction = index.begin().expect("a transaction");
    for op in ops {
        match op {
            Op::Put(path, source) => transaction.put(documents(path, source)).expect("put"),
            Op::Remove(path) => transaction.remove(Key::of(path)).expect("removed"),
        }
    }
    let at = Timestamp::from_second(at).expect("a moment");
    transaction.commit(at).expect("committed");
}

fn ask(index: &dyn Index, query: &str, scope: &Scope) -> Answer {
    let library = Library::of(index.cards().expect("cards"));
    let engine = index.engine();
    let context = Context {
        lessons: None,
        meaning: None,
        engine: &*engine,
        library: &library,
        synonyms: &Synonyms::default(),
        pins: &Pins::default(),
        today: jiff::civil::date(2026, 11, 22),
    };
    let request = Request { query: Query::parse(query), limit: 50, ..Request::default() };
    search::answer(&context, &request, scope).expect("an answer")
}

fn paths(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.article.path.as_str()).collect()
}

fn everything() -> Scope {
    Scope::everything("test")
}

fn public() -> Scope {
    Reader::public().scope()
}

/// Runs a behaviour on each index.
fn each(behaviour: impl Fn(&dyn Index)) {
    behaviour(&MemoryIndex::default());
    let folder = tempfile::tempdir().expect("a folder");
    behaviour(&open(folder.path()));
}

fn open(folder: &Path) -> TantivyIndex {
    TantivyIndex::open(folder).expect("an index").0
}

#[test]
fn what_is_put_is_found_and_what_is_removed_is_not() {
    each(|index| {
        apply(index, &[put("a.md", "# Reset the token\n\nPress it twice."), put("b.md", "# Printer jam")], 1);
        assert_eq!(paths(&ask(index, "token", &everything())), ["a.md"]);
        apply(index, &[put("a.md", "# Reset the badge"), Op::Remove("b.md".to_owned())], 2);
        assert_eq!(paths(&ask(index, "token", &everything())), Vec::<&str>::new());
        assert_eq!(paths(&ask(index, "badge", &everything())), ["a.md"]);
        assert_eq!(ask(index, "printer", &everything()).total, 0);
    });
}

#[test]
fn nothing_is_visible_before_the_commit_or_without_it() {
    each(|index| {
        apply(index, &[put("a.md", "# One thing")], 1);
        let before = index.engine();
        let transaction = index.begin().expect("a transaction");
        transaction.put(documents("b.md", "# Another thing")).expect("put");
        assert_eq!(ask(index, "thing", &everything()).total, 1);
        drop(transaction);
        assert_eq!(ask(index, "thing", &everything()).total, 1);
        apply(index, &[put("c.md", "# A third thing")], 2);
        assert_eq!(paths(&ask(index, "thing", &everything())).len(), 2);
        assert_eq!(before.languages(&everything())[0].1, 1);
    });
}

#[test]
fn phrases_exclusions_and_filters_narrow() {
    each(|index| {
        let tagged = |tag: &str, body: &str| format!("---\ntags: [{tag}]\n---\n# T\n\n{body}");
        apply(
            index,
            &[
                put("a.md", &tagged("vpn", "reset the token now")),
                put("b.md", &tagged("mail", "the token is reset")),
                put("c.md", &tagged("vpn", "use Wi-Fi and reset")),
            ],
            1,
        );
        let found = |query: &str| {
            let answer = ask(index, query, &everything());
            paths(&answer).into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let set = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(found("\"reset the token\""), set(&["a.md"]));
        assert_eq!(found("\"and reset\" wi-fi"), set(&["c.md"]));
        assert_eq!(found("reset -token"), set(&["c.md"]));
        assert_eq!(found("reset -\"reset the\""), set(&["b.md", "c.md"]));
        assert_eq!(found("reset tag:vpn"), set(&["a.md", "c.md"]));
        assert_eq!(found("tag:mail"), set(&["b.md"]));
        let facets = ask(index, "reset", &everything()).facets;
        let tags = &facets.iter().find(|(field, _)| *field == FilterField::Tag).expect("tags").1;
        assert_eq!(*tags, [("vpn".to_owned(), 2), ("mail".to_owned(), 1)]);
    });
}

#[test]
fn typos_beginnings_codes_and_scripts_find_their_article() {
    each(|index| {
        apply(
            index,
            &[
                put("a.md", "# The printer prints nothing\n\nStop 0x80070005 and ERR_CONNECTION_RESET."),
                put("b.md", "# Passwort zurücksetzen\n\nC++ und .NET auf 10.0.0.1, v2.14.3, KB5034441."),
                put("c.md", "# 印刷できない場合\n\nプリンタの電源"),
                put("d.md", "# Other words\n\nprint"),
                put("e.md", "# เครื่องพิมพ์ไม่ทำงาน"),
            ],
            1,
        );
        let first = |query: &str| {
            let answer = ask(index, query, &everything());
            answer.hits.first().map(|hit| hit.article.path.clone()).unwrap_or_default()
        };
        assert_eq!(first("pritner"), "a.md");
        assert_eq!(ask(index, "pritner", &everything()).correction.expect("one").query, "printer");
        assert_eq!(first("prin"), "a.md");
        assert_eq!(first("0x80070005"), "a.md");
        assert_eq!(first("err_connection_reset"), "a.md");
        for code in ["C++", ".NET", "10.0.0.1", "v2.14.3", "2.14.3", "KB5034441", "5034441", "passwort"] {
            assert_eq!(first(code), "b.md", "{code}");
        }
        for word in ["印刷", "電源", "場合"] {
            assert_eq!(first(word), "c.md", "{word}");
        }
        assert_eq!(first("พิมพ์"), "e.md");
        assert_eq!(first("zurucksetzen"), "b.md");
    });
}

#[test]
fn saving_again_and_hiding_change_no_public_score() {
    each(|index| {
        let article =
            |n: usize| format!("# Topic {n}\n\n{} vpn token {}", "vpn ".repeat(n % 5), "x ".repeat(n));
        let all: Vec<Op> = (0..40).map(|n| put(&format!("a{n}.md"), &article(n))).collect();
        apply(index, &all, 1);
        let scores = |index: &dyn Index| {
            let answer = ask(index, "vpn token", &public());
            answer.hits.iter().map(|hit| (hit.article.path.clone(), hit.score.to_bits())).collect::<Vec<_>>()
        };
        let before = scores(index);
        for again in 0..30 {
            apply(index, &[put("a7.md", &article(7)), put("a9.md", &article(9))], 2 + again);
        }
        assert_eq!(scores(index), before);
        let hidden: Vec<Op> = (0..30)
            .map(|n| put(&format!("h{n}.md"), &format!("---\naudience: agents\n---\n{}", article(n))))
            .collect();
        apply(index, &hidden, 100);
        assert_eq!(scores(index), before);
        index.tidy().expect("tidy");
        assert_eq!(scores(index), before);
    });
}

#[test]
fn changes_are_told_to_those_who_may_know() {
    each(|index| {
        apply(index, &[put("a.md", "# A"), put("h.md", "---\naudience: agents\n---\n# H")], 10);
        apply(index, &[put("h.md", "---\naudience: agents\n---\n# H2")], 20);
        apply(index, &[put("a.md", "---\naudience: agents\n---\n# A")], 30);
        let kinds = |scope: &Scope, since| {
            let changes = index.changes(scope, since, 100);
            changes
                .into_iter()
                .map(|change| (change.generation, change.path, change.kind))
                .collect::<Vec<_>>()
        };
        let a = "a.md".to_owned();
        assert_eq!(
            kinds(&public(), Since::Cursor(0)),
            [(1, a.clone(), ChangeKind::Added), (2, a.clone(), ChangeKind::Retired)]
        );
        assert_eq!(kinds(&public(), Since::Cursor(1)), [(2, a.clone(), ChangeKind::Retired)]);
        let late = Since::Time(Timestamp::from_second(30).expect("a moment"));
        assert_eq!(kinds(&everything(), late), [(5, a, ChangeKind::Changed)]);
        assert_eq!((index.engine().generation(&public()), index.engine().generation(&everything())), (2, 5));
    });
}

fn agents() -> Scope {
    Reader::agent("one", ["public", "agents"]).scope()
}

const BLOCK: &str =
    "# Reset the token\n\nPress it.\n\n<!-- audience: agents -->\n## Inside\n\nzebra\n<!-- /audience -->\n";

#[test]
fn a_block_is_found_by_its_readers_alone_in_one_article() {
    each(|index| {
        apply(index, &[put("a.md", BLOCK), put("b.md", "# Printer\n\nzebra crossing")], 1);
        assert_eq!(paths(&ask(index, "zebra", &public())), ["b.md"]);
        let answer = ask(index, "zebra", &agents());
        assert_eq!(paths(&answer).len(), 2);
        let hit = answer.hits.iter().find(|hit| hit.article.path == "a.md").expect("a hit");
        assert_eq!(hit.section.as_ref().expect("a section").heading, "Inside");
        assert_eq!(paths(&ask(index, "token", &agents())), ["a.md"]);
        assert_eq!(paths(&ask(index, "token", &everything())), ["a.md"]);
        let engine = index.engine();
        for (scope, text) in [(public(), "Press it.\n"), (agents(), "zebra\n")] {
            let place = engine.place_of(Key::of("a.md"), &scope).expect("to look").expect("there");
            assert!(engine.source(place).expect("a text").ends_with(text));
            assert_eq!(engine.languages(&scope)[0].1, 2);
        }
    });
}

#[test]
fn what_happens_in_a_block_is_told_to_its_readers_alone() {
    use ChangeKind::{Added, Changed, Retired};
    each(|index| {
        let plain = "# Reset the token\n\nPress it.\n";
        let steps = [plain, BLOCK, &BLOCK.replace("zebra", "gnu"), &BLOCK.replace("agents", "tier2"), plain];
        for (at, source) in (1..).zip(steps) {
            apply(index, &[put("a.md", source)], at);
            apply(index, &[put("a.md", source)], at + 100);
        }
        let told = |scope: &Scope| {
            let changes = index.changes(scope, Since::Cursor(0), 100);
            let kinds = changes.iter().map(|change| (change.generation, change.kind)).collect::<Vec<_>>();
            assert_eq!(index.engine().generation(scope), kinds.len() as u64);
            kinds
        };
        let all = |kinds: &[ChangeKind]| (1..).zip(kinds.iter().copied()).collect::<Vec<_>>();
        assert_eq!(told(&public()), all(&[Added]));
        assert_eq!(told(&agents()), all(&[Added, Changed, Changed, Changed]));
        assert_eq!(told(&everything()), all(&[Added, Changed, Changed, Changed, Changed]));
        apply(index, &[put("a.md", BLOCK), put("b.md", "# Other")], 300);
        apply(index, &[Op::Remove("a.md".to_owned())], 301);
        assert_eq!(told(&public()), [(1, Added), (2, Added), (3, Retired)]);
        assert_eq!(paths(&ask(index, "zebra gnu token", &everything())), Vec::<&str>::new());
    });
}

#[test]
fn blocks_are_there_after_opening_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    apply(&index, &[put("a.md", BLOCK), put("b.md", "# Badge")], 1);
    apply(&index, &[put("a.md", &BLOCK.replace("zebra", "gnu"))], 2);
    let state = |index: &TantivyIndex| {
        let scopes = [public(), agents(), everything()];
        let of = |scope: &Scope| {
            let answer = ask(index, "gnu token", scope);
            let changes = index.changes(scope, Since::Cursor(0), 9);
            (paths(&answer).len(), answer.generation, changes, answer.hits[0].score.to_bits())
        };
        scopes.iter().map(of).collect::<Vec<_>>()
    };
    let before = state(&index);
    drop(index);
    let (index, opened) = TantivyIndex::open(folder.path()).expect("an index");
    assert_eq!((opened, state(&index)), (super::tantivy::Opened::default(), before));
    assert_eq!(index.cards().expect("cards").len(), 3);
    // So often that the journal is written anew.
    for at in 3..20 {
        let edited = |n: usize| put(&format!("a{n}.md"), &BLOCK.replace("zebra", &format!("gnu {at}")));
        apply(&index, &(0..60).map(edited).collect::<Vec<Op>>(), at);
    }
    let generations = [public(), agents()].map(|scope| index.engine().generation(&scope));
    drop(index);
    drop(open(folder.path()));
    let index = open(folder.path());
    assert_eq!([public(), agents()].map(|scope| index.engine().generation(&scope)), generations);
    assert_eq!(generations, [2, 19]);
    assert!(index.changes(&agents(), Since::Cursor(0), 9).is_empty(), "the journal was not written anew");
    assert_eq!(paths(&ask(&index, "19", &agents())).len(), 50);
    let verified = super::tantivy::verify(folder.path()).expect("a look");
    assert_eq!((verified.shelves, verified.articles, verified.damage.len()), (3, 62, 0));
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    apply(&index, &[put("a.md", "# Token"), put("b.md", "# Badge"), put("c.md", "# Card")], 1);
    apply(&index, &[put("a.md", "# Token\n\nTwice"), Op::Remove("b.md".to_owned())], 2);
    let before = (index.cards().expect("cards").len(), ask(&index, "token", &everything()).hits[0].score);
    drop(index);
    let (index, opened) = TantivyIndex::open(folder.path()).expect("an index");
    assert_eq!(opened, super::tantivy::Opened::default());
    let after = (index.cards().expect("cards").len(), ask(&index, "token", &everything()).hits[0].score);
    assert_eq!(after, before);
    assert_eq!(index.changes(&public(), Since::Cursor(1), 10).len(), 2);
    let (second, opened) = TantivyIndex::open(folder.path()).expect("a reader beside the writer");
    assert!(opened.read_only && second.begin().is_err());
    assert_eq!(paths(&ask(&second, "token", &everything())), ["a.md"]);
}

#[test]
fn withdrawn_text_leaves_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let secret = "canaryzebra";
    apply(&index, &[put("a.md", "# A"), put("s.md", &format!("# S\n\n{secret}"))], 1);
    apply(&index, &[Op::Remove("s.md".to_owned())], 2);
    index.tidy().expect("tidy");
    let words = index.engine().starting("canary", &everything(), 5).expect("words");
    assert_eq!(words, []);
    for file in files(&folder.path().join("v2").join("shelves")) {
        let bytes = std::fs::read(&file).expect("readable");
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{} still holds it", file.display());
    }
}

fn files(below: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(below).expect("a folder").flatten() {
        if entry.path().is_dir() {
            files.extend(self::files(&entry.path()));
        } else {
            files.push(entry.path());
        }
    }
    files
}

#[test]
fn damage_is_set_aside_and_never_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = open(folder.path());
    let many: Vec<Op> =
        (0..30).map(|n| put(&format!("a{n}.md"), &format!("# Topic {n}\n\nwords of {n}"))).collect();
    apply(&index, &many, 1);
    apply(&index, &[Op::Remove("a3.md".to_owned())], 2);
    drop(index);
    let all = files(&folder.path().join("v2"));
    let mut noticed = 0;
    for file in all.iter().filter(|file| !file.ends_with("lock")) {
        let good = std::fs::read(file).expect("readable");
        if good.is_empty() {
            continue;
        }
        let mut bad = good.clone();
        let middle = bad.len() / 2;
        bad[middle] ^= 0x55;
        std::fs::write(file, &bad).expect("written");
        let copy = tempfile::tempdir().expect("a folder");
        let from = folder.path().join("v2");
        copy_all(&from, &copy.path().join("v2"));
        let (index, opened) = TantivyIndex::open(copy.path()).expect("opens whatever lies there");
        let wrong = ask(&index, "topic", &everything()).hits.iter().any(|hit| hit.article.path == "a3.md");
        assert!(!wrong, "{}", file.display());
        noticed += usize::from(!opened.quarantined.is_empty());
        std::fs::write(file, &good).expect("written");
    }
    assert!(noticed >= 8, "only {noticed} of {} damaged files were noticed", all.len());
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Few words, so that they meet often.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "vpn",
        "token",
        "printer",
        "printers",
        "Wi-Fi",
        "0x80070005",
        "reset",
        "the",
        "印刷",
        "jam",
        "café",
        "form",
        "from",
        "Reset?",
    ]);
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "))
}

fn source() -> impl Strategy<Value = String> {
    let audience = select(vec!["public", "agents", "[public, agents]", "nobody"]);
    let state = select(vec!["validated", "wip", "archived"]);
    let tag = select(vec!["vpn", "mail"]);
    let block = prop_oneof![2 => Just(None), 3 => (select(BLOCKS.to_vec()), words()).prop_map(Some)];
    (audience, state, tag, (words(), words(), words()), block).prop_map(
        |(audience, state, tag, (title, heading, body), block)| {
            let block = block.map_or_else(String::new, |(names, inside)| {
                format!("<!-- audience: {names} -->\n## {heading}\n\n{inside}\n<!-- /audience -->\n\n")
            });
            format!(
                "---\naudience: {audience}\nstate: {state}\ntags: [{tag}]\n---\n# {title}\n\n{body}\n\n{block}## {heading}\n\n{body}"
            )
        },
    )
}

/// For whom blocks are.
const BLOCKS: [&str; 4] = ["agents", "tier2", "agents, tier2", "nobody"];

/// The file as if no block were in it.
fn without_block(source: &str) -> String {
    let Some((before, rest)) = source.split_once("<!-- audience") else { return source.to_owned() };
    let after = rest.split_once("<!-- /audience -->\n\n").map_or("", |(_, after)| after);
    format!("{before}{after}")
}

fn op() -> impl Strategy<Value = Op> {
    let path = prop::sample::select(vec!["a.md", "b/a.md", "b/c.md", "d.md", "e.md", "f.md"]);
    prop_oneof![
        4 => (path.clone(), source()).prop_map(|(path, source)| Op::Put(path.to_owned(), source)),
        1 => path.prop_map(|path| Op::Remove(path.to_owned())),
    ]
}

/// Everything of an answer but the last bits of its scores.
fn told(answer: &Answer) -> String {
    let hits: Vec<String> =
        answer.hits.iter().map(|hit| format!("{} {} {:?}", hit.article.path, hit.id, hit.section)).collect();
    format!("{} {} {:?} {:?} {hits:#?}", answer.total, answer.nearest, answer.correction, answer.facets)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// The fast engine answers as the naive one does, after any changes, and so does one that was built at once.
    #[test]
    fn tantivy_answers_as_the_oracle(
        batches in prop::collection::vec(prop::collection::vec(op(), 1..6), 1..5),
        queries in prop::collection::vec(words(), 1..4),
        again in any::<bool>(),
    ) {
        let oracle = MemoryIndex::default();
        let folder = tempfile::tempdir().expect("a folder");
        let mut fast = open(folder.path());
        for (number, batch) in batches.iter().enumerate() {
            let mut last: Vec<Op> = Vec::new();
            for op in batch {
                let path = |op: &Op| match op { Op::Put(path, _) | Op::Remove(path) => path.clone() };
                last.retain(|other| path(other) != path(op));
                last.push(op.clone());
            }
            let at = i64::try_from(number).expect("small") + 1;
            apply(&oracle, &last, at);
            apply(&fast, &last, at);
        }
        if again {
            fast.tidy().expect("tidy");
            drop(fast);
            fast = open(folder.path());
        }
        for scope in [public(), agents(), everything()] {
            prop_assert_eq!(oracle.engine().generation(&scope), fast.engine().generation(&scope));
            let changes = |index: &dyn Index| index.changes(&scope, Since::Cursor(0), 99);
            prop_assert_eq!(changes(&oracle), changes(&fast));
        }
        for query in &queries {
            for scope in [public(), agents(), everything()] {
                let (naive, quick) = (ask(&oracle, query, &scope), ask(&fast, query, &scope));
                prop_assert_eq!(told(&naive), told(&quick), "{}", query);
                for (hit, other) in quick.hits.iter().zip(&naive.hits) {
                    prop_assert!((hit.score - other.score).abs() <= 1e-3 * hit.score.max(1.0));
                    let sum: f32 = hit.reasons.iter().map(|reason| reason.score).sum();
                    prop_assert!((sum - hit.score).abs() <= 1e-3 * hit.score.max(1.0), "{} {}", sum, hit.score);
                }
            }
        }
    }

    /// Hidden means absent: what the public is told is the same, to the last bit, as if no block were in any file,
    /// whatever was written when.
    #[test]
    fn a_block_changes_nothing_for_those_who_do_not_see_it(
        batches in prop::collection::vec(prop::collection::btree_map(select(vec!["a.md", "b/a.md", "c.md"]), source(), 1..4), 1..5),
        queries in prop::collection::vec(words(), 1..4),
    ) {
        for fast in [false, true] {
            let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
            let [with, without]: [Box<dyn Index>; 2] = folders.each_ref().map(|folder| -> Box<dyn Index> {
                if fast { Box::new(open(folder.path())) } else { Box::new(MemoryIndex::default()) }
            });
            for (at, batch) in (1..).zip(&batches) {
                let ops = |cut: &dyn Fn(&str) -> String| {
                    batch.iter().map(|(path, source)| put(path, &cut(source))).collect::<Vec<Op>>()
                };
                apply(&*with, &ops(&str::to_owned), at);
                apply(&*without, &ops(&without_block), at);
            }
            let changes = |index: &dyn Index| index.changes(&public(), Since::Cursor(0), 99);
            prop_assert_eq!(changes(&*with), changes(&*without));
            for query in &queries {
                let (seen, alone) = (ask(&*with, query, &public()), ask(&*without, query, &public()));
                prop_assert_eq!(seen.generation, alone.generation);
                prop_assert_eq!(told(&seen), told(&alone), "{}", query);
                let bits = |answer: &Answer| answer.hits.iter().map(|hit| hit.score.to_bits()).collect::<Vec<_>>();
                prop_assert_eq!(bits(&seen), bits(&alone));
            }
        }
    }
}
