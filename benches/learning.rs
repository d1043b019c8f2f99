//! Does the desk carry a million outcomes?
//!
//! Measured, over 29,000 articles (titles of five words) and 1,000,000 outcomes in SQLite: an outcome recorded alone
//! (`Ledger::append`, then `Desk::relearn`: durable and learned); how much memory the desk takes when they are learned
//! (resident, after and before); how long it takes to be opened without what was kept of it, and with it; and a
//! suggestion for a ticket of 20 words, and of 200. Corpus: 20 words a ticket out of 100,000 by Zipf's law, thirty
//! agents, seed [`SEED`]; `FIRSTLINE_OUTCOMES` takes fewer.
//!
//! Good is: recorded p99 ≤ 10 ms; opened with what was kept ≤ 5 s; at most 700 MB more; suggested p99 ≤ 30 ms.
//!
//! Run: `cargo bench --bench learning` (some minutes; 2 GB of disk). Without `--bench` it only tries.

mod corpus;

use std::{env, fs, path::Path, time::Duration};

use corpus::{Random, percentile, real, tell, tell_percentiles, timed, trying};
use firstline::{
    access::{Permit, Reader, Record},
    desk::{Ask, Desk, Settings, Silent},
    kb::{Depth, Hint},
    learn::{
        ArticleName, EventId, Found, Ledger, Outcome, Person, Shown, ShownKind, Verdict, WordKey, Words,
        memory::Question,
    },
    store,
};
use jiff::Timestamp;
use tempfile::TempDir;

const SEED: u64 = 0x5eed_1ea2;
const VOCABULARY: usize = 100_000;
const AGENTS: usize = 30;
const SYLLABLES: [&str; 31] = [
    "ban", "cor", "del", "fim", "gra", "hol", "jun", "kap", "lum", "mer", "nix", "ost", "pra", "qui", "rov",
    "sta", "tem", "ulk", "ver", "wal", "yon", "zet", "bri", "chu", "dro", "fle", "gna", "kri", "plo", "sku",
    "tre",
];
/// So many are written at a time before anything is measured.
const PORTION: usize = 2_000;

fn main() {
    let asked = env::var("FIRSTLINE_OUTCOMES").ok().and_then(|text| text.parse().ok());
    let (articles, outcomes, alone) =
        if trying() { (50, 400, 20) } else { (29_000, asked.unwrap_or(1_000_000), 500) };
    let folder = TempDir::new().expect("a temporary directory");
    let mut stream = Stream::new(articles);
    stream.write_articles(&folder.path().join("kb"));
    let settings = Settings::of(folder.path().join("kb"), folder.path().join("index"));
    let (desk, _) = Desk::open(settings.clone()).expect("a desk");
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a current index");
    drop(desk);

    let ledger = store::open(&settings.store()).expect("a store").ledger;
    let ((), took) = timed(|| {
        for _ in 0..outcomes / PORTION.min(outcomes) {
            stream.write(&*ledger, PORTION.min(outcomes));
        }
    });
    tell("learning", "all written", took.as_secs_f64(), "s");
    drop(ledger);
    // Opened once without the articles' lessons, so that what they take is told apart.
    let before = resident();
    let ((desk, _), took) = timed(|| Desk::open(settings.clone()).expect("a desk"));
    tell("learning", "opened without what was kept", took.as_secs_f64(), "s");
    tell("learning", "memory after opening", resident() - before, "MB");
    assert_eq!(desk.lessons().cursor().0, outcomes as u64, "every outcome was learned");

    recalled(&desk, &mut stream, 20);
    recalled(&desk, &mut stream, 100);
    suggested(&desk, &mut stream, 20);
    suggested(&desk, &mut stream, 200);
    recorded(&desk, &settings, &mut stream, alone);
    let ((), took) = timed(|| desk.keep_lessons(true).expect("to be kept"));
    tell("learning", "kept", took.as_secs_f64(), "s");
    let probe = stream.text(20);
    let said = listed(&desk, &probe);
    drop(desk);
    let ((desk, _), took) = timed(|| Desk::open(settings).expect("a desk"));
    tell("learning", "opened with what was kept", took.as_secs_f64(), "s");
    assert_eq!(listed(&desk, &probe), said, "what was kept says the same");
}

fn listed(desk: &Desk, text: &str) -> Vec<(String, u32)> {
    let ticket = desk.read_ticket(&Ask { text: text.to_owned(), ..Ask::default() });
    let suggestions = desk.suggest_for(&ticket, &Reader::public(), 5).expect("suggestions");
    suggestions.list.iter().map(|listed| (listed.article.path.clone(), listed.score.to_bits())).collect()
}

/// The memory alone.
fn recalled(desk: &Desk, stream: &mut Stream, words: usize) {
    let lessons = desk.lessons();
    let scope = Reader::public().scope();
    let mut times = Vec::new();
    for _ in 0..if trying() { 10 } else { 400 } {
        let mut terms: Vec<String> = (0..words).map(|_| stream.word()).collect();
        terms.sort_unstable();
        terms.dedup();
        let weigh = |term: &String| (WordKey::of(term, lessons.secret()), 1.0);
        let question = Question { words: terms.iter().map(weigh).collect() };
        let (recall, took) = timed(|| lessons.memory().recall(&question, &scope, &Some));
        assert!(!recall.near.is_empty(), "nothing is near");
        times.push(took);
    }
    tell_percentiles("learning", &format!("recalled for {words} words"), &mut times);
}

fn suggested(desk: &Desk, stream: &mut Stream, words: usize) {
    let number = if trying() { 10 } else { 400 };
    let texts: Vec<String> = (0..number).map(|_| stream.text(words)).collect();
    let mut times: Vec<Duration> = texts
        .iter()
        .map(|text| {
            let (listed, took) = timed(|| listed(desk, text));
            assert!(!listed.is_empty(), "nothing is suggested for `{text}`");
            took
        })
        .collect();
    tell_percentiles("learning", &format!("suggested for {words} words"), &mut times);
}

/// One at a time, as people do: the record of what was shown is there already.
fn recorded(desk: &Desk, settings: &Settings, stream: &mut Stream, number: usize) {
    let ledger = store::open(&settings.store()).expect("the store").ledger;
    let mut times = Vec::new();
    let mut learned = Vec::new();
    for _ in 0..number {
        let (shown, outcome) = stream.event();
        ledger.show(&[shown]).expect("to be written");
        let (appended, took) = timed(|| ledger.append(&[outcome], &permit()).expect("to be written"));
        assert!(appended[0].new);
        let (taken, also) = timed(|| desk.relearn().expect("to be learned"));
        assert_eq!(taken, 1);
        times.push(took + also);
        learned.push(also);
    }
    tell_percentiles("learning", "recorded and learned", &mut times);
    tell_percentiles("learning", "of that learned", &mut learned);
    let slowest = percentile(&mut times, 1.0);
    tell("learning", "slowest recorded and learned", slowest.as_secs_f64() * 1_000.0, "ms");
}

/// How much memory this process takes now, in MB; nothing where the system does not say.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1_024.0
}

/// Outcomes that nobody reported, the same on every machine.
struct Stream {
    random: Random,
    articles: usize,
    /// How often the words up to each one come.
    shares: Vec<f64>,
    given: u128,
}

impl Stream {
    fn new(articles: usize) -> Stream {
        let mut sum = 0.0;
        let shares = (1..=VOCABULARY).map(|rank| {
            sum += 1.0 / real(rank);
            sum
        });
        Stream { random: Random(SEED), articles, shares: shares.collect(), given: 0 }
    }

    fn word(&mut self) -> String {
        let at = self.random.share() * self.shares.last().copied().unwrap_or(1.0);
        let mut rank = self.shares.partition_point(|share| *share < at) * 7_919 + 1;
        // Five syllables: no two words are alike enough to be a slip of the other.
        let mut word = String::new();
        for _ in 0..5 {
            word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
            rank = rank / SYLLABLES.len() + rank % SYLLABLES.len() * 131;
        }
        word
    }

    fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn write_articles(&mut self, kb: &Path) {
        for number in 0..self.articles {
            let folder = kb.join(format!("{:03}", number / 100));
            fs::create_dir_all(&folder).expect("a folder");
            let text = format!("# {}\n\n{}\n", self.text(5), self.text(60));
            fs::write(folder.join(format!("{number}.md")), text).expect("a file");
        }
    }

    fn event(&mut self) -> (Shown, Outcome) {
        self.given += 2;
        let at = Timestamp::from_millisecond(1_700_000_000_000 + i64::try_from(self.given).unwrap_or(0));
        let at = at.expect("a moment");
        let number = self.random.below(self.articles);
        let path = format!("{:03}/{number}.md", number / 100);
        let id = path.trim_end_matches(".md").to_owned();
        let person = Person(format!("agent:{}", self.random.below(AGENTS)));
        let mut terms: Vec<String> = (0..20).map(|_| self.word()).collect();
        terms.sort_unstable();
        terms.dedup();
        let shown = Shown {
            id: EventId(self.given),
            at,
            kind: ShownKind::Suggestion,
            person: person.clone(),
            audiences: Vec::new(),
            ticket: None,
            channel: None,
            words: Words::Terms(terms),
            excerpt: None,
            listed: Vec::new(),
            ranking: 0,
            generation: 0,
            forecast: None,
        };
        let outcome = Outcome {
            id: EventId(self.given + 1),
            key: None,
            at,
            shown: shown.id,
            article: ArticleName { path, id },
            verdict: Verdict::Resolved,
            found: Found::Listed(2),
            person,
            ticket: None,
            note: None,
            assumed: false,
            basis: None,
        };
        (shown, outcome)
    }

    fn write(&mut self, ledger: &dyn Ledger, number: usize) {
        let (shown, outcomes): (Vec<Shown>, Vec<Outcome>) = (0..number).map(|_| self.event()).unzip();
        ledger.show(&shown).expect("to be written");
        ledger.append(&outcomes, &permit()).expect("to be written");
    }
}

/// Whoever runs the program may say what came of anything.
fn permit() -> Permit<Record> {
    Reader::at_terminal([]).permit().expect("the right")
}
