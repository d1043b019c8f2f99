//! What an earlier release wrote opens today.
//!
//! `tests/fixtures/store-v1/desk.db` is a store as its version made it; migrations bring a copy up to date. It is
//! never made again. When there is a new migration, a fixture of the new form is made beside it, by [`fill`] in a test that is thrown away again.
//!
//! `tests/fixtures/index-v2` holds four articles and the index that was made of them. When the format of the
//! index changes, its version must change with it; then a fixture of the new one is made beside it:
//!
//! ```sh
//! new=tests/fixtures/index-v3
//! cp -r tests/fixtures/index-v2/kb $new/kb
//! cargo run -- --kb $new/kb --index /tmp/index rebuild
//! cp -r /tmp/index/articles/v3 $new/v3 && find $new -name '*.lock' -delete
//! ```
//!
//! `tests/fixtures/index-v1` is an index of the first form, which knew no blocks for some readers: it showed them to
//! all. It is left alone, and everything is read again from the folder.
//!
//! `tests/fixtures/vectors-v1` holds the vectors of [`embedded`] as the first form kept them. A new form has another
//! extension, and a fixture of its own beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use firstline::{
    access::{
        Account, AudienceSet, Change, Identity, KeptToken, PasswordHashed, Permit, Reader, Record, Role,
        Scope, Secret, Session, TokenId,
    },
    index::{
        Index,
        tantivy::{Opened, TantivyIndex, verify},
        vectors::{self, Put, VectorIndex, Wanted},
    },
    learn::{
        ArticleName, Basis, Cases, Cursor, Error, EventId, Forecast, Found, Ledger, Listed, Outcome, Person,
        Shown, ShownKind, Sketch, Verdict, WordKey, Words,
    },
    library::{Key, Library, Pins, Shelf, Since, Synonyms},
    request::{Delivery, Kept, Progress, Request, Way},
    search::{self, Context, Meant, ModelId, Query},
    store,
    vector::Vector,
};
use jiff::{Timestamp, civil::date};
use tempfile::TempDir;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/index-v2")
}

/// A copy of the fixture's index, as `index/articles` would hold it.
fn copied() -> TempDir {
    let copy = TempDir::new().expect("a temporary directory");
    copy_all(&fixture().join("v2"), &copy.path().join("v2"));
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
        lessons: None,
        meaning: None,
        engine: &*engine,
        library: &library,
        synonyms: &synonyms,
        pins: &pins,
        today: date(2026, 11, 22),
    };
    let request = search::Request { query: Query::parse(words), limit: 10, ..search::Request::default() };
    let answer = search::answer(&context, &request, scope).expect("an answer");
    answer.hits.iter().map(|hit| hit.article.path.clone()).collect()
}

#[test]
fn the_index_of_version_2_opens_and_nothing_is_read_again() {
    let copy = copied();
    let (index, opened) = TantivyIndex::open(copy.path()).expect("the index");
    assert_eq!(opened, Opened::default());
    let mut cards = index.cards().expect("cards");
    cards.sort_by_key(|card| (card.path.clone(), card.readership.key()));
    let seen: Vec<_> = cards.iter().map(|card| (&*card.path, &*card.title, card.readership.key())).collect();
    assert_eq!(
        seen,
        [
            ("keys.md", "Where the spare keys hang", "agents".to_owned()),
            ("reset.md", "Reset the tunnel token", "public".to_owned()),
            ("steps.md", "First steps", "public with agents".to_owned()),
            ("steps.md", "First steps", "public without agents".to_owned()),
            ("zuruecksetzen.md", "VPN zurücksetzen", "public".to_owned()),
        ]
    );
    for card in cards.iter().filter(|card| card.readership.is_whole()) {
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
    let both = Reader::at_terminal(["agents", "public"]).scope();
    assert_eq!(found(&index, "okapi", &public), Vec::<String>::new());
    assert_eq!(found(&index, "okapi", &both), ["steps.md"]);
    assert_eq!(index.changes(&public, Since::Cursor(0), 10).len(), 3);
    drop(index);
    let verified = verify(copy.path()).expect("a look at every checksum");
    assert_eq!((verified.shelves, verified.articles, verified.damage.len()), (4, 4, 0));
}

#[test]
fn an_index_that_shows_blocks_to_all_is_not_used() {
    let copy = TempDir::new().expect("a temporary directory");
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/index-v1/v1");
    copy_all(&old, &copy.path().join("v1"));
    let (index, opened) = TantivyIndex::open(copy.path()).expect("a new index beside the old one");
    assert_eq!((opened, index.cards().expect("cards").len()), (Opened::default(), 0));
    assert!(copy.path().join("v1/journal.jsonl").exists());
}

#[test]
fn directories_of_other_versions_are_left_alone() {
    let copy = copied();
    for other in ["v0", "v99"] {
        fs::create_dir_all(copy.path().join(other).join("shelves/public-00000000")).expect("a folder");
        fs::write(copy.path().join(other).join("journal.jsonl"), "words of another time\n").expect("a file");
    }
    let (index, opened) = TantivyIndex::open(copy.path()).expect("the index");
    assert_eq!((opened, index.cards().expect("cards").len()), (Opened::default(), 5));
    drop(index);
    for other in ["v0", "v99"] {
        let journal = fs::read_to_string(copy.path().join(other).join("journal.jsonl")).expect("a file");
        assert_eq!(journal, "words of another time\n");
    }
    fs::remove_dir_all(copy.path().join("v2")).expect("to remove");
    let (index, opened) = TantivyIndex::open(copy.path()).expect("a new index beside the others");
    assert_eq!((opened, index.cards().expect("cards").len()), (Opened::default(), 0));
}

/// What the fixture of the store holds: two records of what was shown, in both forms of words. From version 2 on
/// one has a forecast.
fn records(version: u8) -> [Shown; 2] {
    let listed = Listed {
        article: article(),
        probability: Some(0.75),
        anchor: "press-it".to_owned(),
        section: u64::MAX,
        // Written down since version 6.
        content: (version > 5).then_some(u64::MAX - 2),
    };
    let suggestion = Shown {
        id: EventId(0x0193_5a00_0000_7000_8000_0000_0000_0001),
        at: moment(0),
        kind: ShownKind::Suggestion,
        person: Person("agent:7f3a".to_owned()),
        audiences: vec!["agents".to_owned()],
        ticket: Some("T-1".to_owned()),
        channel: Some("mail".to_owned()),
        words: Words::Terms(vec!["token".to_owned(), "zurücksetz".to_owned()]),
        excerpt: Some("no code on my phone".to_owned()),
        listed: vec![listed.clone(), Listed { probability: None, anchor: String::new(), ..listed }],
        ranking: u64::MAX - 1,
        generation: 3,
        forecast: (version > 1).then(|| Forecast {
            article: article(),
            made_of: vec![0.25, -1.5],
            audiences: vec!["agents".to_owned(), "public".to_owned()],
            ranking: u64::MAX - 1,
            at: 1_763_000_000_000_001,
        }),
    };
    let search = Shown {
        id: EventId(0x0193_5a00_0000_7000_8000_0000_0000_0002),
        kind: ShownKind::Search,
        ticket: None,
        words: Words::Keys(vec![WordKey(1), WordKey(u64::MAX)]),
        listed: Vec::new(),
        forecast: None,
        ..suggestion.clone()
    };
    [suggestion, search]
}

/// And what came of it: every verdict, and every way of finding.
fn outcomes(version: u8) -> Vec<Outcome> {
    let ways = [Found::Listed(1), Found::Listed(2), Found::Searched, Found::Known];
    let one = |(n, verdict): (u8, Verdict)| Outcome {
        id: EventId(0x0193_5a00_0000_7000_9000_0000_0000_0000 + u128::from(n)),
        key: (n > 0).then(|| format!("closed-{n}")),
        at: moment(i64::from(n) + 1),
        shown: records(1)[usize::from(n % 2)].id,
        article: article(),
        verdict,
        found: ways[usize::from(n) % ways.len()],
        person: Person("agent:7f3a".to_owned()),
        ticket: (n > 2).then(|| "T-2".to_owned()),
        note: (n == 3).then(|| "the old screen".to_owned()),
        assumed: n == 4,
        basis: (version > 5 && n != 2).then_some(Basis { content: u64::MAX - 2, section: u64::from(n) }),
    };
    (0..).zip(Verdict::ALL).map(one).collect()
}

fn article() -> ArticleName {
    ArticleName { path: "vpn/reset.md".to_owned(), id: "reset".to_owned() }
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_microsecond(1_763_000_000_000_001 + second * 1_000_000).expect("a moment")
}

/// Whoever runs the program may say what came of anything.
fn permit() -> Permit<Record> {
    Reader::at_terminal([]).permit().expect("the right")
}

/// What is remembered of a section, since the sixth version.
fn remembered() -> (u64, Sketch) {
    let pairs = [2_u32, 7, 1 << 20, u32::MAX].map(u32::to_le_bytes).concat();
    (u64::MAX, Sketch::from_bytes(&pairs).expect("a sketch"))
}

/// Makes a fixture of a store.
fn fill(ledger: &dyn Ledger, version: u8) -> Result<(), Error> {
    ledger.sketch(&[remembered()][..usize::from(version > 5)])?;
    ledger.show(&records(version))?;
    ledger.append(&outcomes(version), &permit()).map(drop)
}

/// The versions of the store, and the hashes of the secrets that their fixtures began with.
const STORES: [(u8, &str); 8] = [
    (1, "134a021d79946ef3"),
    (2, "2dd8369bdd8e749d"),
    (3, "9ac42396515a8bbf"),
    (4, "d265934b222a0809"),
    (5, "28e50c2c7aa16a9f"),
    (6, "5677c9242b45be88"),
    (7, "5559d22e9090706c"),
    (8, "cd622ea9c23695d2"),
];

#[test]
fn the_store_of_every_version_opens_and_says_what_it_said() {
    for (version, secret) in STORES {
        let copy = TempDir::new().expect("a temporary directory");
        let path = copy.path().join("desk.db");
        let fixture = format!("tests/fixtures/store-v{version}/desk.db");
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture), &path).expect("a file");
        let ledger = store::open(path.to_str().expect("a name")).expect("the store").ledger;
        assert_eq!(ledger.verify().expect("a look"), Vec::<String>::new());
        assert_eq!(ledger.shown_after(None, 10).expect("what was shown"), records(version));
        let told = ledger.told_since(Cursor(0), 10).expect("outcomes");
        assert_eq!(told.iter().map(|(_, told)| told.outcome.clone()).collect::<Vec<_>>(), outcomes(version));
        assert_eq!(blake3::hash(&ledger.secret()).to_hex()[..16], *secret);
        let mut cases = Cases::default();
        for (_, told) in &told {
            cases.tell(told);
        }
        assert_eq!(cases.votes().count(), 2);
        let sketches = ledger.sketches(&[remembered().0]).expect("what is remembered");
        assert_eq!(sketches, &[remembered()][..usize::from(version > 5)]);
        // The same again is known, and there is room for more.
        fill(&*ledger, version).expect("known");
        assert_eq!(ledger.end().expect("an end"), Cursor(6));
        let more = Outcome { id: EventId(7), key: None, ..outcomes(version)[0].clone() };
        assert!(ledger.append(&[more], &permit()).expect("written")[0].new);
    }
}

/// The credentials that a store holds since its third version.
fn credentials() -> [Change; 3] {
    let at = moment;
    let token = KeptToken {
        id: TokenId::of(0x5f0c_9a41_d2e7),
        name: "chat".to_owned(),
        role: Role::Agent,
        audiences: vec!["agents".to_owned()],
        secret: Secret::of([7; 32]).hash(),
        made: at(0),
        expires: Some(at(9)),
        revoked: None,
        used: Some(at(1)),
    };
    let password = Some(PasswordHashed::kept("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA"));
    let name = "ana".to_owned();
    let account = Account {
        name: name.clone(),
        role: Role::Admin,
        audiences: Vec::new(),
        password,
        identity: None,
        made: at(2),
    };
    let (secret, former) = (Secret::of([8; 32]).hash(), Some(Secret::of([9; 32]).hash()));
    let session = Session { secret, former, account: name, begun: at(3), renewed: at(4), seen: at(5) };
    [Change::AddToken(token), Change::PutAccount(account), Change::Begin(session)]
}

/// Whom another program signs in, since the fifth version.
fn signed_in_elsewhere() -> Account {
    let identity = Identity { issuer: "https://id.example".to_owned(), subject: "248289761001".to_owned() };
    let (role, audiences) = (Role::Agent, vec!["tier2".to_owned()]);
    let name = "oidc:ana".to_owned();
    Account { name, role, audiences, password: None, identity: Some(identity), made: moment(6) }
}

#[test]
fn the_credentials_of_later_versions_are_as_they_were() {
    for version in [3, 4, 5, 6, 7, 8] {
        let copy = TempDir::new().expect("a temporary directory");
        let path = copy.path().join("desk.db");
        let fixture = format!("tests/fixtures/store-v{version}/desk.db");
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture), &path).expect("a file");
        let keyring = store::open(path.to_str().expect("a name")).expect("the store").keyring;
        let [Change::AddToken(token), Change::PutAccount(account), Change::Begin(session)] = credentials()
        else {
            panic!("other changes");
        };
        assert_eq!(keyring.tokens().expect("tokens"), [token]);
        let mut accounts = vec![account];
        accounts.extend((version > 4).then(signed_in_elsewhere));
        assert_eq!(keyring.accounts().expect("accounts"), accounts);
        assert_eq!(keyring.session(session.secret).expect("a session"), Some(session));
    }
}

/// What was sent to the help desk, since the eighth version: one that waits, and one that somebody closed.
fn sent() -> [Request; 2] {
    let waits = Request {
        number: 1,
        id: EventId(0x0193_5a00_0000_7000_a000_0000_0000_0001),
        at: moment(20),
        person: Person("network:7f3a".to_owned()),
        audiences: vec!["public".to_owned()],
        key: Some("form 1".to_owned()),
        shown: Some(records(8)[0].id),
        ticket: Some("T-9".to_owned()),
        channel: Some("web".to_owned()),
        subject: Some("No code".to_owned()),
        text: "My phone shows no code.\nSince Monday.".to_owned(),
        reply_to: Some("ann@example.org".to_owned()),
    };
    let id = EventId(waits.id.0 + 1);
    let closed = Request { number: 2, id, key: None, shown: None, ticket: None, ..waits.clone() };
    [waits, closed]
}

fn delivery() -> Delivery {
    let why = Some("it answered 503".to_owned());
    let progress = Progress::Waiting(moment(40));
    Delivery {
        id: EventId(0x0193_5a00_0000_7000_b000_0000_0000_0001),
        way: Way::Webhook,
        tries: 2,
        progress,
        why,
    }
}

#[test]
fn the_requests_of_later_versions_are_as_they_were() {
    let copy = TempDir::new().expect("a temporary directory");
    let path = copy.path().join("desk.db");
    let fixture = "tests/fixtures/store-v8/desk.db";
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture), &path).expect("a file");
    let requests = store::open(path.to_str().expect("a name")).expect("the store").requests;
    let [waits, closed] = sent();
    let kept = |number| requests.request(number).expect("a store").expect("the request");
    assert_eq!(kept(1), Kept { request: waits, deliveries: vec![delivery()], done: None });
    let blank = Request { subject: None, text: String::new(), reply_to: None, ..closed };
    assert_eq!(kept(2), Kept { request: blank, deliveries: Vec::new(), done: Some(moment(30)) });
    assert_eq!(requests.due(moment(40), 9).expect("deliveries").len(), 1);
    assert_eq!(
        requests
            .send(&Request { id: EventId(9), key: None, ..sent()[0].clone() }, &[])
            .expect("one more")
            .number,
        3
    );
}

/// The model of the fixture of vectors.
const MODEL: ModelId = ModelId(0x00c0_ffee_0000_0001);

/// What the fixture of vectors holds, after an article was replaced, one removed and one moved.
fn embedded() -> [Put; 4] {
    let put = |path: &str, audiences: &[&str], texts, vectors: &[[i8; 3]]| Put {
        key: Key::of(path),
        readership: AudienceSet::of(audiences.iter().copied()).into(),
        texts,
        vectors: vectors.iter().map(|values| vector(*values)).collect(),
    };
    [
        put("reset.md", &["public"], 1, &[[127, -128, 0], [1, 2, 3]]),
        put("empty.md", &["public"], u64::MAX, &[]),
        put("keys.md", &["agents"], 3, &[[0, 0, 1]]),
        put("both.md", &["agents", "public"], 4, &[[0, 9, 1]]),
    ]
}

fn vector(values: [i8; 3]) -> Vector {
    Vector::kept(values.into()).expect("a direction")
}

#[test]
fn the_vectors_of_version_1_open_and_nothing_is_embedded_again() {
    let copy = TempDir::new().expect("a temporary directory");
    copy_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/vectors-v1"), copy.path());
    assert_eq!(vectors::models(copy.path()).expect("models"), [MODEL]);
    let (index, opened) = VectorIndex::open(copy.path(), MODEL, 3).expect("the vectors");
    assert_eq!(opened, vectors::Opened::default());
    let embedded = embedded();
    let wanted: Vec<Wanted<'_>> = embedded
        .iter()
        .map(|put| Wanted { key: put.key, readership: &put.readership, texts: put.texts })
        .collect();
    index.keep_only(&wanted).expect("kept");
    assert_eq!((index.missing(&wanted).len(), index.size().articles), (0, 4));
    let everything = Scope::everything("test");
    for put in &embedded {
        assert_eq!(index.vectors().of(put.key, &everything), put.vectors);
    }
    let meant = Meant { whole: vector([0, 0, 1]), sentences: Vec::new() };
    let found = |scope: &Scope| -> Vec<Key> {
        index.vectors().nearest(&meant, scope, 9).into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(found(&Reader::public().scope()), [Key::of("reset.md"), Key::of("both.md")]);
    assert_eq!(found(&everything), [Key::of("keys.md"), Key::of("reset.md"), Key::of("both.md")]);
    index.put(&[Put { texts: 5, ..embedded[0].clone() }]).expect("to be kept");
    drop(index);
    let verified = vectors::verify(copy.path()).expect("a look at every checksum");
    assert_eq!((verified.shelves, verified.articles, verified.damage.len()), (3, 4, 0));
}
