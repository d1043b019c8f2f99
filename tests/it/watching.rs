//! What a writer saves is what readers find: a desk with its keeper, on a folder that changes under it.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use firstline::{
    access::{Reader, Scope},
    desk::{Desk, Keeper, Settings, Silent},
    index::{Index, memory::MemoryIndex},
    kb::{Depth, Hint, Means},
    library::{self, Card, Change, ChangeKind, Shelf, Since, Transaction},
    search::{Engine, Query, Request},
    store::Store,
};
use jiff::{Timestamp, Unit};
use tempfile::TempDir;

const BOTH: [Means; 2] = [Means::Native, Means::Poll { every: Duration::from_millis(20) }];
/// Machines are busy; only a failure takes this long.
const LONG: Duration = Duration::from_secs(30);
/// So long the processor is left to others before a condition is looked at again.
const BREATH: Duration = Duration::from_millis(2);

/// Looks at a condition until it holds.
#[track_caller]
pub(crate) fn until(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + LONG;
    while !holds() {
        assert!(Instant::now() < end, "it never came so far that {what}");
        thread::park_timeout(BREATH);
    }
}

/// A knowledge base, a desk over it and the keeper that watches it.
struct Room {
    // Fields are dropped in their order: the keeper ends before its folder goes.
    keeper: Option<Keeper>,
    desk: Arc<Desk>,
    dir: TempDir,
}

impl Room {
    /// Opens a desk as `serve` does: listening begins before the first look.
    fn kept(means: Means, files: &[(&str, &str)]) -> Room {
        let mut room = Room::alone(means, files);
        room.keeper = Some(Keeper::start(room.desk.clone(), Silent).expect("a keeper"));
        room.desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a current index");
        room
    }

    /// A desk that nobody keeps current.
    fn alone(means: Means, files: &[(&str, &str)]) -> Room {
        let dir = TempDir::new().expect("a temporary directory");
        fs::create_dir(dir.path().join("kb")).expect("a folder");
        for (path, text) in files {
            put(&dir.path().join("kb").join(path), text);
        }
        let mut settings = Settings::of(dir.path().join("kb"), dir.path().join("index"));
        settings.kb.watch = means;
        let (desk, _) = Desk::open(settings).expect("a desk");
        Room { keeper: None, desk: Arc::new(desk), dir }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join("kb").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        put(&self.at(path), text);
    }

    /// The paths of what a reader finds, in their order.
    fn found_by(&self, words: &str, scope: &Scope) -> Vec<String> {
        let request = Request { query: Query::parse(words), limit: 50, ..Request::default() };
        let answer = self.desk.search(&request, scope).expect("an answer");
        let mut paths: Vec<String> = answer.hits.iter().map(|hit| hit.article.path.clone()).collect();
        paths.sort();
        paths
    }

    fn found(&self, words: &str) -> Vec<String> {
        self.found_by(words, &everything())
    }

    /// Waits until exactly these articles are found.
    #[track_caller]
    fn finds(&self, words: &str, paths: &[&str]) {
        until(&format!("`{words}` finds {paths:?}"), || self.found(words) == paths);
    }

    fn troubles(&self) -> String {
        self.desk.health(&everything()).troubles.join("; ")
    }

    fn articles(&self) -> usize {
        self.desk.view().library.len()
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}

fn everything() -> Scope {
    Scope::everything("see in a test what there is")
}

fn public() -> Scope {
    Reader::public().scope()
}

/// Articles without a word in common, to have many.
fn many(number: usize) -> Vec<(String, String)> {
    (0..number).map(|n| (format!("many/{n}.md"), format!("# Article {n}\n\nSome words.\n"))).collect()
}

fn kept_with_many(means: Means, number: usize) -> Room {
    let files = many(number);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Room::kept(means, &files)
}

#[test]
fn what_is_saved_edited_moved_and_removed_is_found_so() {
    for means in BOTH {
        let room = Room::kept(means, &[("stays.md", "# Stays\n\nmarmalade\n")]);
        room.write("vpn/reset.md", "# Reset\n\nThe zebrawood token.\n");
        room.finds("zebrawood", &["vpn/reset.md"]);
        room.write("vpn/reset.md", "# Reset\n\nThe cobalt token.\n");
        room.finds("cobalt", &["vpn/reset.md"]);
        assert_eq!(room.found("zebrawood"), Vec::<String>::new());
        put(&room.at("vpn/.reset.tmp"), "# Reset\n\nThe saffron token.\n");
        fs::rename(room.at("vpn/.reset.tmp"), room.at("vpn/reset.md")).expect("a move");
        room.finds("saffron", &["vpn/reset.md"]);
        fs::rename(room.at("vpn/reset.md"), room.at("vpn/token.md")).expect("a move");
        room.finds("saffron", &["vpn/token.md"]);
        fs::rename(room.at("vpn"), room.at("network")).expect("a move");
        room.finds("saffron", &["network/token.md"]);
        fs::remove_file(room.at("network/token.md")).expect("to remove");
        room.finds("saffron", &[]);
        assert_eq!(room.found("marmalade"), ["stays.md"]);
        assert_eq!(room.troubles(), "");
    }
}

#[test]
fn a_folder_moved_in_is_found_with_all_its_files() {
    for means in BOTH {
        let room = Room::kept(means, &[("stays.md", "# Stays\n")]);
        for number in 0..200 {
            let path = room.dir.path().join(format!("outside/{}/{number}.md", number % 7));
            put(&path, &format!("# Moved {number}\n\nThe wombat number {number}.\n"));
        }
        fs::rename(room.dir.path().join("outside"), room.at("inside")).expect("a move");
        until("all of them are there", || room.articles() == 201);
        room.write("inside/3/later.md", "# Later\n\nA late pangolin.\n");
        room.finds("pangolin", &["inside/3/later.md"]);
        fs::rename(room.at("inside"), room.dir.path().join("outside")).expect("a move");
        until("all but one are gone, though they were many", || room.articles() == 1);
    }
}

#[test]
fn files_written_at_once_into_fresh_folders_are_all_found() {
    for means in BOTH {
        let room = Room::kept(means, &[("stays.md", "# Stays\n")]);
        for number in 0..40 {
            room.write(&format!("a{number}/b/c/deep.md"), "# Deep\n\nA quokka.\n");
        }
        until("every one is found", || room.found("quokka").len() == 40);
    }
}

#[test]
fn many_saves_end_as_the_last_one() {
    let room = Room::kept(Means::Native, &[]);
    for number in 0..500 {
        room.write("busy.md", &format!("# Busy\n\nThe axolotl of save {number}.\n"));
    }
    room.write("busy.md", "# Busy\n\nThe final capybara.\n");
    room.finds("capybara", &["busy.md"]);
    room.finds("axolotl", &[]);
}

#[test]
fn a_root_that_is_gone_keeps_the_articles_and_says_so() {
    for means in BOTH {
        let room = kept_with_many(means, 20);
        room.write("vpn.md", "# VPN\n\nThe zebrawood token.\n");
        room.finds("zebrawood", &["vpn.md"]);
        fs::rename(room.at(""), room.dir.path().join("away")).expect("a move");
        until("it says so", || room.troubles().contains("21 of 21 articles would be removed"));
        assert_eq!(room.found("zebrawood"), ["vpn.md"]);
        fs::rename(room.dir.path().join("away"), room.at("")).expect("a move");
        until("all is well", || room.troubles().is_empty());
        assert_eq!(room.articles(), 21);
        room.write("vpn.md", "# VPN\n\nThe cobalt token.\n");
        room.finds("cobalt", &["vpn.md"]);
    }
}

#[test]
fn a_root_deleted_and_written_anew_is_read_anew() {
    for means in BOTH {
        let room = kept_with_many(means, 20);
        fs::remove_dir_all(room.at("")).expect("to remove");
        for number in 0..20 {
            room.write(&format!("many/{number}.md"), &format!("# Another {number}\n\nA numbat.\n"));
        }
        until("every one is found", || room.found("numbat").len() == 20);
        until("all is well", || room.troubles().is_empty());
        room.write("many/3.md", "# Once more\n\nA pangolin.\n");
        room.finds("pangolin", &["many/3.md"]);
    }
}

#[test]
fn an_emptied_root_keeps_the_articles_and_says_so() {
    for means in BOTH {
        let room = kept_with_many(means, 20);
        fs::rename(room.at("many"), room.dir.path().join("many")).expect("a move");
        until("it says so", || room.troubles().contains("would be removed and are kept"));
        assert_eq!(room.articles(), 20);
        assert_eq!(room.found("article 7").len(), 20);
        room.write("new.md", "# New\n\nA pangolin.\n");
        room.finds("pangolin", &["new.md"]);
        until("the loss is believed, because the root is there", || room.articles() == 1);
    }
}

#[test]
fn a_great_loss_is_believed_when_it_is_seen_twice() {
    let files = many(50);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let room = Room::alone(Means::Native, &files);
    let look = || room.desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a look");
    assert_eq!(look().put, 50);
    for number in 0..20 {
        fs::remove_file(room.at(&format!("many/{number}.md"))).expect("to remove");
    }
    let first = look();
    assert_eq!((first.gone, first.held.map(|held| held.would_remove)), (0, Some(20)));
    assert_eq!(room.articles(), 50);
    until("it is seen again", || look().gone == 20);
    assert_eq!(room.articles(), 30);
}

#[test]
fn a_great_loss_is_believed_soon() {
    for means in BOTH {
        let room = kept_with_many(means, 50);
        for number in 0..20 {
            fs::remove_file(room.at(&format!("many/{number}.md"))).expect("to remove");
        }
        until("it is believed", || room.articles() == 30);
        until("nothing is held back any more", || room.troubles().is_empty());
    }
}

#[test]
fn a_great_loss_while_nobody_watched_is_believed_soon() {
    let room = kept_with_many(Means::Native, 50);
    let Room { keeper, desk, dir } = room;
    drop((keeper, desk));
    for number in 0..20 {
        fs::remove_file(dir.path().join(format!("kb/many/{number}.md"))).expect("to remove");
    }
    let settings = Settings::of(dir.path().join("kb"), dir.path().join("index"));
    let (desk, _) = Desk::open(settings).expect("a desk");
    let desk = Arc::new(desk);
    let keeper = Keeper::start(desk.clone(), Silent).expect("a keeper");
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a first look");
    let room = Room { keeper: Some(keeper), desk, dir };
    until("it is believed", || room.articles() == 30);
    until("it is ready", || room.desk.is_ready());
}

#[test]
fn synonyms_and_pins_count_from_the_moment_they_are_saved() {
    for means in BOTH {
        let room = Room::kept(
            means,
            &[("laptop.md", "# The laptop\n\nIt folds.\n"), ("other.md", "# Other\n\nA token.\n")],
        );
        assert_eq!(room.found("portable"), Vec::<String>::new());
        room.write("synonyms.toml", "[[equivalent]]\nwords = [\"laptop\", \"portable\"]\n");
        room.finds("portable", &["laptop.md"]);
        room.write("pins.toml", "[[pin]]\nquery = \"token\"\narticle = \"laptop\"\n");
        room.finds("token", &["laptop.md", "other.md"]);
        room.write("pins.toml", "[[pin\n");
        until("the mistake is told", || room.desk.findings().iter().any(|f| f.path == "pins.toml"));
        fs::remove_file(room.at("pins.toml")).expect("to remove");
        room.finds("token", &["other.md"]);
        until("the mistake is gone", || room.desk.findings().is_empty());
        fs::remove_file(room.at("synonyms.toml")).expect("to remove");
        room.finds("portable", &[]);
    }
}

#[test]
fn an_article_made_internal_is_gone_for_the_public_everywhere() {
    for means in BOTH {
        let text =
            |audience| format!("---\ntitle: Zebrawood keys\naudience: {audience}\n---\nBehind the door.\n");
        let room = Room::kept(means, &[("keys.md", &text("public")), ("vpn.md", "# The VPN\n")]);
        let complete = |scope: &Scope| room.desk.complete("zebr", scope).expect("completions").0.len();
        let article = |scope: &Scope| {
            room.desk.article("keys", scope, &|id| format!("/{id}")).expect("a look").is_some()
        };
        let (before, _) = room.desk.changes(Since::Cursor(0), 100, &public());
        assert!(article(&public()) && complete(&public()) == 1 && before.len() == 2);
        room.write("keys.md", &text("agents"));
        until("the public finds it no more", || room.found_by("zebrawood", &public()).is_empty());
        assert!(!article(&public()) && complete(&public()) == 0);
        assert_eq!(room.found_by("behind door", &public()), Vec::<String>::new());
        assert!(room.desk.list(0, 10, &public()).articles.iter().all(|(card, _)| card.path != "keys.md"));
        let (after, _) = room.desk.changes(Since::Cursor(0), 100, &public());
        let (last, id) = after.last().expect("a change");
        assert_eq!((last.kind, last.path.as_str(), id.as_deref()), (ChangeKind::Retired, "keys.md", None));
        let agents = Reader::at_terminal(["agents"]).scope();
        assert!(article(&agents) && room.found_by("zebrawood", &agents) == ["keys.md"]);
        room.write("keys.md", &text("public"));
        until("the public finds it again", || room.found_by("zebrawood", &public()) == ["keys.md"]);
    }
}

#[test]
fn an_audience_that_cannot_be_read_hides_at_once() {
    let text = |front: &str| format!("---\ntitle: Zebrawood keys\n{front}\n---\nBehind the door.\n");
    for broken in
        ["audience: agnets", "audience: [agents", "audience:", "internal: maybe", "audience: {a: b}"]
    {
        let room = Room::kept(Means::Native, &[("keys.md", &text("audience: public"))]);
        assert_eq!(room.found_by("zebrawood", &public()), ["keys.md"]);
        room.write("keys.md", &text(broken));
        until(broken, || room.found_by("zebrawood", &public()).is_empty());
        assert!(room.desk.findings().iter().any(|finding| finding.path == "keys.md"), "{broken}");
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "what was not tried is said")]
fn a_file_that_cannot_be_had_keeps_its_last_good_version() {
    for means in BOTH {
        let room = Room::kept(means, &[("vpn.md", "# VPN\n\nThe zebrawood token.\n")]);
        let finding = || room.desk.findings().into_iter().find(|finding| finding.path == "vpn.md");
        // In one step: half of it would be an article of its own.
        room.write(".vpn.tmp", &"A line that makes it too long.\n".repeat(50_000));
        fs::rename(room.at(".vpn.tmp"), room.at("vpn.md")).expect("a move");
        until("it is a finding", || finding().is_some_and(|f| f.kind == "left-out"));
        assert_eq!(room.found("zebrawood"), ["vpn.md"]);
        room.write("vpn.md", "# VPN\n\nThe cobalt token.\n");
        room.finds("cobalt", &["vpn.md"]);
        until("the finding is gone", || finding().is_none());

        fs::set_permissions(room.at("vpn.md"), fs::Permissions::from_mode(0o0)).expect("to shut it");
        if fs::read(room.at("vpn.md")).is_ok() {
            eprintln!("not tried: whoever runs these tests may read every file, so none can be shut");
            continue;
        }
        room.write("other.md", "# Other\n\nA pangolin.\n");
        room.finds("pangolin", &["other.md"]);
        until("it is a finding", || finding().is_some_and(|f| f.message.contains("may not read")));
        assert_eq!(room.found("cobalt"), ["vpn.md"]);
    }
}

#[test]
fn front_matter_that_breaks_costs_one_field_and_not_the_article() {
    let room = Room::kept(Means::Native, &[("vpn.md", "---\ntitle: VPN\n---\nThe zebrawood token.\n")]);
    room.write("vpn.md", "---\ntitle: VPN\ntags: [a\n---\nThe cobalt token.\n");
    room.finds("cobalt", &["vpn.md"]);
    assert_eq!(room.desk.findings().iter().map(|f| f.kind).collect::<Vec<_>>(), ["broken-front-matter"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the desk reads the same clock")]
fn an_article_appears_at_its_moment_and_not_before() {
    let room = Room::kept(Means::Native, &[]);
    let at = Timestamp::now().round(Unit::Second).expect("a whole second") + Duration::from_secs(2);
    let text = format!("---\ntitle: News\npublishDate: {at}\naudience: public\n---\nThe zebrawood token.\n");
    room.write("news.md", &text);
    room.finds("zebrawood", &["news.md"]);
    until("the public finds it", || {
        let found = !room.found_by("zebrawood", &public()).is_empty();
        assert!(!found || Timestamp::now() >= at, "it was shown before its moment");
        found
    });
}

/// An index that panics the first times that something is to be written, and is an ordinary one then.
struct Panics {
    index: MemoryIndex,
    left: AtomicUsize,
}

impl Shelf for Panics {
    fn cards(&self) -> Result<Vec<Card>, library::Error> {
        self.index.cards()
    }
    fn begin(&self) -> Result<Box<dyn Transaction + '_>, library::Error> {
        let more = |left: usize| left.checked_sub(1);
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more);
        assert!(left.is_err(), "the index panics, as the test wants");
        self.index.begin()
    }
    fn changes(&self, scope: &Scope, after: Since, limit: usize) -> Vec<Change> {
        self.index.changes(scope, after, limit)
    }
}

impl Index for Panics {
    fn engine(&self) -> Arc<dyn Engine> {
        self.index.engine()
    }
    fn tidy(&self) -> Result<(), library::Error> {
        self.index.tidy()
    }
}

#[test]
fn a_keeper_that_panics_says_so_and_goes_on() {
    let dir = TempDir::new().expect("a temporary directory");
    put(&dir.path().join("kb/a.md"), "# Alpha\n\nzebrawood\n");
    let settings = Settings::of(dir.path().join("kb"), dir.path().join("index"));
    let index = Arc::new(Panics { index: MemoryIndex::default(), left: AtomicUsize::new(0) });
    let desk = Arc::new(Desk::with(settings, index.clone(), Store::in_memory()).expect("a desk"));
    let mut room = Room { keeper: None, desk, dir };
    room.desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a current index");
    room.keeper = Some(Keeper::start(room.desk.clone(), Silent).expect("a keeper"));
    index.left.store(2, Ordering::SeqCst);
    room.write("b.md", "# Beta\n\ncobalt\n");
    until("it says so", || room.troubles().contains("the keeper panicked"));
    assert_eq!(room.found("zebrawood"), ["a.md"], "what was there is found");
    room.finds("cobalt", &["b.md"]);
    assert_eq!(index.left.load(Ordering::SeqCst), 0);
    until("all is well", || room.troubles().is_empty());
}

/// A look that was asked for (SIGHUP, the first one) is no keeper's, and its panic is noticed by whoever looks next.
#[test]
fn after_a_panic_the_next_look_begins_with_what_the_index_holds() {
    let dir = TempDir::new().expect("a temporary directory");
    put(&dir.path().join("kb/a.md"), "# Alpha\n\nzebrawood\n");
    let settings = Settings::of(dir.path().join("kb"), dir.path().join("index"));
    let index = Arc::new(Panics { index: MemoryIndex::default(), left: AtomicUsize::new(0) });
    let desk = Arc::new(Desk::with(settings, index.clone(), Store::in_memory()).expect("a desk"));
    let room = Room { keeper: None, desk: desk.clone(), dir };
    let look = |desk: &Desk| desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent);
    look(&desk).expect("a current index");
    room.write("b.md", "# Beta\n\ncobalt\n");
    index.left.store(1, Ordering::SeqCst);
    let looking = desk.clone();
    assert!(thread::spawn(move || look(&looking).is_ok()).join().is_err(), "it panicked");
    assert_eq!(room.found("zebrawood"), ["a.md"], "what was there is found");
    assert_eq!(look(&desk).expect("another look").put, 1);
    assert_eq!(room.found("cobalt"), ["b.md"]);
    assert_eq!(look(&desk).expect("another look").put, 0, "and now all is known");
}
