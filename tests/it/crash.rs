//! The server is killed at random moments while the folder changes under it, as a power failure would, again
//! and again; after each restart the index is the folder, and nobody had to help.
//!
//! Run more of them, with a release, and see what was done:
//! `FIRSTLINE_KILLS=200 FIRSTLINE_BIN=target/release/firstline cargo test --test it crash -- --nocapture`.
//! `FIRSTLINE_SEED` chooses another storm.

use std::{
    collections::BTreeMap,
    env, fs,
    time::{Duration, Instant},
};

use firstline::{
    access::{Reader, Scope},
    desk::{Desk, Settings},
    search::{Query, Request},
};

use crate::{
    command_line::{Place, Server, paths},
    upgrade::copy_all,
};

const SEED: u64 = 0x5eed_cafe_f00d;
const KILLS: usize = 6;
/// So many articles there are at first; later a quarter more or less.
const ARTICLES: usize = 80;
/// Between two looks so many may go without being doubted (more than 30 % at once are kept for a while).
const LOSSES: usize = 18;
/// The longest a storm lasts before the power fails.
const STORM_MS: u64 = 700;

#[test]
#[expect(clippy::print_stdout, reason = "whoever runs two hundred of them wants to know what was done")]
fn killed_at_any_moment_it_comes_back_as_the_folder_is() {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let kills = number("FIRSTLINE_KILLS").map_or(KILLS, |kills| usize::try_from(kills).expect("a number"));
    let mut storm = Storm::new(number("FIRSTLINE_SEED").unwrap_or(SEED));
    let mut checked = 0;
    for kill in 0..kills {
        let mut server = storm.place.start();
        // Now and then it is killed while it starts, and what it did so far must do no harm.
        if storm.random.below(4) == 0 {
            storm.blow(None);
        } else {
            server.wait_until_ready();
            checked += storm.check(&server, kill);
            storm.blow(Some(&server));
        }
        server.kill();
        for _ in 0..storm.random.below(6) {
            storm.edit();
        }
    }
    let mut server = storm.place.serve();
    checked += storm.check(&server, kills);
    assert_eq!(server.stop(), Some(0));
    storm.place.run(&["verify"]).ended(0);
    println!("{kills} kills, {} edits, {checked} articles checked", storm.edits);
}

/// The moment after the journal was written and before the index was: made by hand, because it is short.
#[test]
fn a_crash_between_journal_and_index_leaves_nothing_behind() {
    let place = Place::with(&[("alpha.md", "# Alpha\n\nzebrawood\n")]);
    let journal = place.path("index/articles/v2/journal.jsonl");
    place.run(&["search", "zebrawood"]).ended(0);
    let index = place.path("index");
    copy_all(&index, &place.path("before"));
    place.write("kb/beta.md", "# Beta\n\ncobalt\n");
    place.run(&["search", "cobalt"]).ended(0);
    let ahead = fs::read(&journal).expect("a journal");
    fs::remove_dir_all(&index).expect("to remove");
    fs::rename(place.path("before"), &index).expect("a move");
    fs::write(&journal, ahead).expect("a journal that is ahead");
    fs::remove_file(place.path("kb/beta.md")).expect("to remove");

    place.run(&["search", "zebrawood"]).ended(0);
    place.run(&["search", "cobalt"]).ended(1);
    assert_eq!(place.run(&["verify", "--json"]).json(0)["articles"], 1);
}

/// The moment after one shelf was written and before the other was, while an article moved between them.
#[test]
fn a_crash_between_two_shelves_leaves_the_article_on_one() {
    let text = |audience, word| format!("---\naudience: {audience}\n---\n# Moved\n\n{word}\n");
    for (edited, public) in [(text("public", "cobalt"), vec!["moved.md"]), (text("tier2", "cobalt"), vec![])]
    {
        let place = Place::with(&[
            ("stays.md", "# Stays\n"),
            ("other.md", &text("tier2", "zebrawood")),
            ("moved.md", &text("tier2", "saffron")),
        ]);
        place.run(&["search", "zebrawood"]).ended(0);
        let shelves = place.path("index/articles/v2/shelves");
        let internal = fs::read_dir(&shelves)
            .expect("shelves")
            .map(|entry| entry.expect("a shelf").path())
            .find(|path| path.display().to_string().contains("/tier2-"))
            .expect("an internal shelf");
        copy_all(&internal, &place.path("before"));
        place.write("kb/moved.md", &text("public", "cobalt"));
        place.run(&["search", "cobalt"]).ended(0);
        fs::remove_dir_all(&internal).expect("to remove");
        fs::rename(place.path("before"), &internal).expect("a move");
        place.write("kb/moved.md", &edited);

        let found = |arguments: &[&str]| -> Vec<String> {
            let ran = place.run(&[&["search", "--json"], arguments].concat());
            paths(&ran.json(ran.code.expect("a code"))).into_iter().map(str::to_owned).collect()
        };
        assert_eq!(found(&["cobalt"]), ["moved.md"], "{edited}");
        assert_eq!(found(&["--as", "public", "cobalt"]), public, "{edited}");
        assert_eq!(found(&["saffron"]), Vec::<String>::new(), "{edited}");
        place.run(&["verify"]).ended(0);
    }
}

/// A folder, what must be found in it, and what may happen to it next.
pub(crate) struct Storm {
    place: Place,
    random: Random,
    /// What lies in the folder: path → its own word, and whether the public may read it.
    articles: BTreeMap<String, (String, bool)>,
    /// Words that were in the folder and are there no longer.
    gone: Vec<String>,
    /// How many files disappeared since the index was last seen to be the folder.
    losses: usize,
    edits: usize,
    /// Articles that nothing happens to.
    kept: usize,
}

impl Storm {
    pub(crate) fn new(seed: u64) -> Storm {
        let mut storm = Storm {
            place: Place::with(&[]),
            random: Random(seed),
            articles: BTreeMap::new(),
            gone: Vec::new(),
            losses: 0,
            edits: 0,
            kept: 0,
        };
        while storm.articles.len() < ARTICLES {
            storm.create();
        }
        storm
    }

    /// Adds an article that nothing happens to.
    pub(crate) fn keep(&mut self, path: &str, text: &str) {
        self.place.write(&format!("kb/{path}"), text);
        self.kept += 1;
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// How many edits there were.
    pub(crate) fn edits(&self) -> usize {
        self.edits
    }

    /// Edits until the power fails, at a moment nobody knows. Whoever asks meanwhile is answered, which is also
    /// what keeps the edits from being written in one blow.
    pub(crate) fn blow(&mut self, server: Option<&Server>) {
        let end = Instant::now() + Duration::from_millis(self.random.below(STORM_MS));
        while Instant::now() < end {
            self.edit();
            if let Some(server) = server {
                // Whatever it finds just now: it answers.
                server.search(&self.any_word());
            }
        }
    }

    fn edit(&mut self) {
        self.edits += 1;
        let may_lose = self.losses < LOSSES && self.articles.len() > ARTICLES * 3 / 4;
        match self.random.below(10) {
            0..=1 if self.articles.len() < ARTICLES * 5 / 4 => self.create(),
            2 if may_lose => self.remove(),
            3 if may_lose => self.rename(),
            4..=5 => self.flip(),
            _ => self.change(),
        }
    }

    fn create(&mut self) {
        let path = self.fresh_path();
        let public = self.random.below(3) > 0;
        self.write(path, public);
    }

    fn change(&mut self) {
        let (path, (word, public)) = self.any();
        self.gone.push(word);
        self.write(path, public);
    }

    fn flip(&mut self) {
        let (path, (word, public)) = self.any();
        self.gone.push(word);
        self.write(path, !public);
    }

    fn remove(&mut self) {
        let (path, (word, _)) = self.any();
        fs::remove_file(self.place.path(&format!("kb/{path}"))).expect("to remove");
        self.articles.remove(&path);
        self.gone.push(word);
        self.losses += 1;
    }

    fn rename(&mut self) {
        let (path, article) = self.any();
        let new = self.fresh_path();
        let at = |path: &str| self.place.path(&format!("kb/{path}"));
        fs::create_dir_all(at(&new).parent().expect("a folder")).expect("folders");
        fs::rename(at(&path), at(&new)).expect("a move");
        self.articles.remove(&path);
        self.articles.insert(new, article);
        self.losses += 1;
    }

    /// Half of the time as a careful editor does, whole or not at all; otherwise in place.
    fn write(&mut self, path: String, public: bool) {
        let word = self.fresh_word();
        let audience = if public { "public" } else { "agents" };
        let filler = "The customer calls and you look for the answer with them. ".repeat(8);
        let text = format!("---\naudience: {audience}\n---\n# On {path}\n\n{filler}\n\nRemember {word}.\n");
        if self.random.below(2) == 0 {
            self.place.write(&format!("kb/{path}"), &text);
        } else {
            self.place.write("kb/.half.tmp", &text);
            let whole = self.place.path(&format!("kb/{path}"));
            fs::create_dir_all(whole.parent().expect("a folder")).expect("folders");
            fs::rename(self.place.path("kb/.half.tmp"), whole).expect("a move");
        }
        self.articles.insert(path, (word, public));
    }

    fn any(&mut self) -> (String, (String, bool)) {
        let number = self.random.below(self.articles.len() as u64);
        let number = usize::try_from(number).expect("a small number");
        let (path, article) = self.articles.iter().nth(number).expect("an article");
        (path.clone(), article.clone())
    }

    fn any_word(&mut self) -> String {
        self.any().1.0
    }

    fn fresh_path(&mut self) -> String {
        format!("{}/{}.md", self.random.below(6), self.random.below(u64::MAX >> 20))
    }

    /// Twelve consonants: far from every other word.
    fn fresh_word(&mut self) -> String {
        let mut consonant = || b"bcdfghjklmnpqrtvwxz"[usize::try_from(self.random.below(19)).expect("small")];
        (0..12).map(|_| char::from(consonant())).collect()
    }

    /// Sees that the index is the folder, for the public through the server and for everybody beside it.
    pub(crate) fn check(&mut self, server: &Server, kill: usize) -> usize {
        let settings = Settings::of(self.place.path("kb"), self.place.path("index"));
        let (desk, opened) = Desk::open(settings).expect("the server's index, to read");
        assert!(opened.read_only && opened.quarantined.is_empty(), "after kill {kill}: {opened:?}");
        assert!(!self.place.path("index/articles/quarantine").exists(), "after kill {kill}: set aside");
        let everything = Scope::everything("compare a whole index with a folder");
        let agents = Reader::at_terminal(["agents"]).scope();
        let found = |word: &str, scope: &Scope| -> Vec<String> {
            let request = Request { query: Query::parse(word), limit: 10, ..Request::default() };
            let answer = desk.search(&request, scope).expect("an answer");
            answer.hits.iter().map(|hit| hit.article.path.clone()).collect()
        };
        for (path, (word, public)) in &self.articles {
            let (shown, internal) =
                if *public { (vec![path.clone()], vec![]) } else { (vec![], vec![path.clone()]) };
            assert_eq!(server.search(word), shown, "after kill {kill}: `{word}` of {path}, public: {public}");
            assert_eq!(
                found(word, &everything),
                std::slice::from_ref(path),
                "after kill {kill}: `{word}`, by everybody"
            );
            assert_eq!(found(word, &agents), internal, "after kill {kill}: `{word}`, by agents");
        }
        for word in &self.gone {
            assert_eq!(server.search(word), Vec::<String>::new(), "after kill {kill}: `{word}` is gone");
            assert_eq!(found(word, &everything), Vec::<String>::new(), "after kill {kill}: `{word}` is gone");
        }
        self.place.run(&["verify"]).ended(0);
        assert_eq!(desk.view().library.len(), self.articles.len() + self.kept, "after kill {kill}");
        let (status, health) = server.get("/health/ready");
        assert_eq!(status, 200, "after kill {kill}: {health}");
        self.gone.clear();
        self.losses = 0;
        self.articles.len()
    }
}

/// A small generator (xorshift64*), so that a seed is a storm.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) % most
    }
}
