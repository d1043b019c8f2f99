//! A knowledge base that nobody wrote, the same on every machine.
//!
//! Articles of about 5 kB: front matter, a title of five words, six sections, words by Zipf's law. The twenty most
//! frequent are small English words, as in real prose; the rest are syllables. Seed [`SEED`].
//!
//! `FIRSTLINE_DATA=DIR` takes the real articles below `DIR/kb` instead.

#![allow(dead_code, reason = "each bench uses what it needs")]

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use firstline::{
    desk::{Desk, Settings, Silent},
    kb::{Depth, Hint},
};
use tempfile::TempDir;

/// Everything follows from it.
pub(crate) const SEED: u64 = 0x5eed_cafe;
/// How many different words there are.
const WORDS: usize = 20_000;
/// About so many bytes has an article.
const BYTES: usize = 5_000;
const SMALL_WORDS: [&str; 20] = [
    "the", "and", "to", "you", "of", "is", "your", "with", "this", "when", "from", "in", "that", "it", "for",
    "are", "which", "on", "be", "or",
];
const SYLLABLES: [&str; 24] = [
    "ba", "con", "del", "er", "fi", "gra", "hol", "in", "jo", "ka", "lum", "mer", "nor", "op", "pra", "qui",
    "ro", "sta", "tem", "ur", "ver", "wal", "yon", "zet",
];
const TAGS: [&str; 8] = ["vpn", "mail", "printing", "accounts", "billing", "shipping", "phones", "policies"];

/// Articles, and the random numbers they come from.
pub(crate) struct Corpus {
    random: Random,
    words: Vec<String>,
    /// How often the words up to each one come.
    shares: Vec<f64>,
}

impl Corpus {
    pub(crate) fn new() -> Corpus {
        let mut random = Random(SEED);
        let mut words: Vec<String> = SMALL_WORDS.map(str::to_owned).to_vec();
        while words.len() < WORDS {
            let syllables = 2 + random.below(3);
            words.push((0..syllables).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect());
        }
        let mut sum = 0.0;
        let shares = (1_u32..).take(WORDS).map(|rank| {
            sum += 1.0 / f64::from(rank);
            sum
        });
        let shares = shares.collect();
        Corpus { random, words, shares }
    }

    /// The next article.
    pub(crate) fn article(&mut self, number: usize) -> String {
        let title = self.title();
        let (tag, other) = (TAGS[self.random.below(8)], TAGS[self.random.below(8)]);
        let mut text = format!(
            "---\ntitle: {title}\ntags: [{tag}, {other}]\nupdated: 2026-10-0{}\n---\n",
            1 + number % 9
        );
        while text.len() < BYTES {
            let _ = write!(text, "\n## {}\n", self.title());
            for _ in 0..3 {
                text.push('\n');
                for _ in 0..30 {
                    text.push_str(self.word());
                    text.push(' ');
                }
                text.push_str("end.\n");
            }
        }
        text
    }

    /// Five words that are not the most frequent ones.
    fn title(&mut self) -> String {
        let mut words = Vec::new();
        while words.len() < 5 {
            let word = self.word();
            if !SMALL_WORDS.contains(&word) {
                words.push(word.to_owned());
            }
        }
        words.join(" ")
    }

    fn word(&mut self) -> &str {
        let at = self.random.share() * self.shares.last().copied().unwrap_or(1.0);
        let rank = self.shares.partition_point(|share| *share < at).min(WORDS - 1);
        &self.words[rank]
    }
}

/// A small generator (xorshift64*).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next()).unwrap_or(0) % most
    }

    /// From 0 to 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits are exactly what a double holds")]
    pub(crate) fn share(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 53) as f64
    }
}

/// A folder of articles that goes with the bench, or the real one that `FIRSTLINE_DATA` names.
pub(crate) struct Folder {
    pub(crate) kb: PathBuf,
    pub(crate) articles: usize,
    own: Option<TempDir>,
}

impl Folder {
    /// The real articles if there are some, else so many of the corpus.
    pub(crate) fn of(articles: usize) -> Folder {
        match env::var_os("FIRSTLINE_DATA") {
            Some(data) => {
                let kb = Path::new(&data).join("kb");
                let articles =
                    firstline::kb::list(&firstline::kb::Settings::of(&kb)).expect("a folder").files.len();
                Folder { kb, articles, own: None }
            }
            None => Folder::own(articles),
        }
    }

    /// So many articles of the corpus, whose files the bench may change.
    pub(crate) fn own(articles: usize) -> Folder {
        let own = TempDir::new().expect("a temporary directory");
        let kb = own.path().join("kb");
        let mut corpus = Corpus::new();
        for number in 0..articles {
            let folder = kb.join(format!("{:03}", number / 100));
            if number % 100 == 0 {
                fs::create_dir_all(&folder).expect("a folder");
            }
            fs::write(folder.join(format!("{number}.md")), corpus.article(number)).expect("a file");
        }
        Folder { kb, articles, own: Some(own) }
    }
}

/// A desk with everything in the index, and the directory of the index.
pub(crate) fn indexed(kb: &Path) -> (Desk, TempDir) {
    let index = TempDir::new().expect("a temporary directory");
    let (desk, _) = Desk::open(Settings::of(kb, index.path())).expect("a desk");
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a current index");
    (desk, index)
}

/// Three words of each of so many titles, as somebody types them who half remembers an article.
pub(crate) fn queries(desk: &Desk, number: usize) -> Vec<String> {
    let view = desk.view();
    let titles: Vec<&str> = view.library.iter().map(|card| card.title.as_str()).collect();
    let mut random = Random(SEED);
    let mut queries = Vec::new();
    while queries.len() < number {
        let title = titles[random.below(titles.len())];
        let mut words: Vec<&str> =
            title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).collect();
        words.dedup();
        if words.len() >= 3 {
            let first = random.below(words.len() - 2);
            queries.push(words[first..first + 3].join(" ").to_lowercase());
        }
    }
    queries
}

/// Whether criterion only tries each bench once (`cargo test --benches`): then small is enough.
pub(crate) fn trying() -> bool {
    !env::args().any(|argument| argument == "--bench")
}

/// A number of things, to reckon with.
#[allow(clippy::cast_precision_loss, reason = "nothing here comes in thousands of billions")]
pub(crate) fn real(number: usize) -> f64 {
    number as f64
}

/// Tells a figure that criterion does not know, as a line of `benches/record`. Trying measures nothing.
#[allow(clippy::print_stdout, reason = "that is where the records are taken from")]
pub(crate) fn tell(bench: &str, what: &str, value: f64, unit: &str) {
    if !trying() {
        println!("record: {bench},{what},{value:.3},{unit}");
    }
}

/// The share `p` of these times took at most so long.
pub(crate) fn percentile(times: &mut [Duration], p: f64) -> Duration {
    times.sort_unstable();
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few thousand times at most"
    )]
    let at = ((times.len() as f64 * p).ceil() as usize).clamp(1, times.len());
    times[at - 1]
}

/// Tells the median and the 99th percentile of these times, in milliseconds.
pub(crate) fn tell_percentiles(bench: &str, what: &str, times: &mut [Duration]) {
    for (name, p) in [("p50", 0.5), ("p99", 0.99)] {
        tell(bench, &format!("{what} {name}"), percentile(times, p).as_secs_f64() * 1_000.0, "ms");
    }
}

/// How long something takes.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}
