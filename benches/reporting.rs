//! Are reports there at once, over everything?
//!
//! Measured, over 100,000 articles (with tags, products and review days) and 1,000,000 tickets, each shown five articles and each with an
//! outcome (80 % resolved): how long the record of reports takes to follow a ledger in SQLite, how much memory it takes (resident,
//! after and before), and how long each report takes from it, in its usual form. Corpus: 12 words a ticket out of 50,000 by Zipf's
//! law, thirty agents, four channels, two years, seed [`SEED`]; `FIRSTLINE_OUTCOMES` takes fewer. Each report is made [`TIMES`] times.
//!
//! Good is: each report ≤ 1 s; at most 500 MB.
//!
//! Run: `cargo bench --bench reporting` (some minutes; 2 GB of disk). Without `--bench` it only tries.

mod corpus;

use std::{env, fs, path::Path};

use corpus::{Random, real, tell, timed, trying};
use firstline::{
    access::{Permit, Reader, Record as Recording, Scope},
    article::{self, Rules},
    learn::{
        ArticleName, Cursor, EventId, Found, Ledger, Listed, Outcome, Person, Shown, ShownKind, Verdict,
        Words,
    },
    library::{Card, Change, Key, Library, Source},
    report::{Base, Commits, Evidence, Name, Record, Sketch, Sketches, Wanted, report},
    store,
};
use jiff::{Timestamp, civil::date};
use rustc_hash::FxHashMap;
use tempfile::TempDir;

const SEED: u64 = 0x5eed_4e90;
/// So often each report is made; the time in the middle counts, for other machines share the processor.
const TIMES: usize = 5;
const VOCABULARY: usize = 50_000;
const WORDS: usize = 12;
const PORTION: usize = 2_000;
/// 2025-01-01, in seconds.
const BEGAN: i64 = 1_735_689_600;
const TWO_YEARS: i64 = 2 * 365 * 24 * 60 * 60;

struct Known(FxHashMap<Key, Sketch>);

impl Sketches for Known {
    fn sketch(&self, key: Key) -> Option<&Sketch> {
        self.0.get(&key)
    }
}

/// What stands behind single lines is looked up one by one, and is few.
struct Lines;

impl Evidence for Lines {
    fn ticket(&self, _: EventId) -> Option<String> {
        None
    }

    fn section(&self, _: EventId, _: &ArticleName) -> Option<u64> {
        None
    }

    fn sections(&self, _: &str, _: &Scope) -> Vec<u64> {
        Vec::new()
    }

    fn changes(&self, _: &Scope) -> Vec<Change> {
        Vec::new()
    }

    fn commits(&self) -> Commits<'_> {
        Box::new(|_| Vec::new())
    }

    fn excerpt(&self, shown: EventId) -> Option<String> {
        Some(format!("line of {shown}"))
    }

    fn notes(&self, _: EventId) -> Vec<String> {
        Vec::new()
    }

    fn text(&self, _: &str) -> Option<String> {
        None
    }
}

fn main() {
    let asked = env::var("FIRSTLINE_OUTCOMES").ok().and_then(|text| text.parse().ok());
    let (articles, tickets) = if trying() { (200, 2_000) } else { (100_000, asked.unwrap_or(1_000_000)) };
    let (library, sketches) = written(articles);
    let folder = TempDir::new().expect("a temporary directory");
    let path = folder.path().join("desk.db");
    let ledger = store::open(&path.display().to_string()).expect("a store").ledger;
    let mut stream = Stream::new(articles, tickets);
    for _ in 0..tickets / PORTION {
        stream.write(&*ledger, PORTION);
    }
    let before = resident();
    let (record, took) = timed(|| followed(&*ledger));
    tell("reporting", "all followed", took.as_secs_f64(), "s");
    tell("reporting", "memory of the record", resident() - before, "MB");
    let scope = Reader::at_terminal([]).scope();
    let base = Base {
        record: &record,
        library: &library,
        scope: &scope,
        evidence: &Lines,
        sketches: &sketches,
        today: date(2026, 12, 31),
    };
    for name in Name::ALL {
        let ways: Vec<_> = name.by().iter().map(|by| Some(*by)).collect();
        for by in if ways.is_empty() { vec![None] } else { ways } {
            let wanted = Wanted { since: None, by };
            let mut times = Vec::new();
            for _ in 0..if trying() { 1 } else { TIMES } {
                let (made, took) = timed(|| report(name, base, wanted));
                assert!(made.left_out == 0 || !made.rows.is_empty(), "{}", name.word());
                times.push(took);
            }
            times.sort_unstable();
            let by = by.map_or(String::new(), |by| format!(" by {}", by.word()));
            tell(
                "reporting",
                &format!("{}{by}", name.word()),
                times[times.len() / 2].as_secs_f64() * 1_000.0,
                "ms",
            );
        }
    }
}

fn followed(ledger: &dyn Ledger) -> Record {
    let mut record = Record::new(ledger.secret());
    loop {
        let [shown_upto, told_upto] = record.upto();
        let shown = ledger.shown_since(shown_upto, 10_000).expect("what was shown");
        let told = ledger.told_since(told_upto, 10_000).expect("outcomes");
        for (upto, shown) in &shown {
            record.show(shown, *upto);
        }
        for (upto, told) in &told {
            record.tell(told, *upto);
        }
        if shown.is_empty() && told.is_empty() {
            assert!(record.upto()[1] > Cursor(0), "something was told");
            return record;
        }
    }
}

/// The articles, and what is remembered of their texts.
fn written(articles: usize) -> (Library, Known) {
    let mut random = Random(SEED);
    let mut sketches = FxHashMap::default();
    let mut cards = Vec::with_capacity(articles);
    for number in 0..articles {
        let words: Vec<String> = (0..60).map(|_| format!("w{}", random.below(VOCABULARY))).collect();
        let text = format!(
            "---\ntitle: About {number}\ntags: [t{}]\nproduct: p{}\nreview_by: 202{}-03-01\nowner: o{}\n---\n{} [a]({}.md)\n",
            number % 300,
            number % 40,
            4 + number % 6,
            number % 20,
            words.join(" "),
            random.below(articles + articles / 50),
        );
        let (article, findings) = article::read(&name(number), text.as_bytes(), &Rules::default());
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        let source = Source { hash, stamp: [0; 5], modified: None };
        let moment = Timestamp::from_second(BEGAN).expect("a moment");
        let card = Card::of(&article, findings, source, moment);
        sketches.insert(card.key, Sketch::of(&article));
        cards.push(card);
    }
    (Library::of(cards), Known(sketches))
}

fn name(number: usize) -> String {
    format!("{number}.md")
}

struct Stream {
    random: Random,
    articles: usize,
    tickets: usize,
    given: usize,
    shares: Vec<f64>,
}

impl Stream {
    fn new(articles: usize, tickets: usize) -> Stream {
        let mut sum = 0.0;
        let shares = (1..=VOCABULARY).map(|rank| {
            sum += 1.0 / real(rank);
            sum
        });
        Stream { random: Random(SEED), articles, tickets, given: 0, shares: shares.collect() }
    }

    fn event(&mut self) -> (Shown, Outcome) {
        let number = self.given;
        self.given += 1;
        let id = u128::from(u64::try_from(2 * number).unwrap_or(0));
        let part = i64::try_from(number).unwrap_or(0) * TWO_YEARS / i64::try_from(self.tickets).unwrap_or(1);
        let at = Timestamp::from_second(BEGAN + part).expect("a moment");
        let all = self.shares.last().copied().unwrap_or(1.0);
        let mut terms: Vec<String> = (0..WORDS)
            .map(|_| {
                let at = self.random.share() * all;
                format!("w{}", self.shares.partition_point(|share| *share < at))
            })
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let listed: Vec<Listed> = (0..5)
            .map(|_| Listed {
                article: article_name(self.random.below(self.articles)),
                probability: Some(0.4),
                anchor: String::new(),
                section: 0,
                content: None,
            })
            .collect();
        let article = listed[0].article.clone();
        let person = Person(format!("agent:{}", self.random.below(30)));
        let shown = Shown {
            id: EventId(id),
            at,
            kind: ShownKind::Suggestion,
            person: person.clone(),
            audiences: vec!["agents".to_owned(), "public".to_owned()],
            ticket: Some(format!("T-{number}")),
            channel: Some(["mail", "phone", "chat", "web"][number % 4].to_owned()),
            words: Words::Terms(terms),
            excerpt: Some("how do I reset the token of my phone".to_owned()),
            listed,
            ranking: 0,
            generation: 0,
            forecast: None,
        };
        let verdict = if self.random.share() < 0.8 { Verdict::Resolved } else { Verdict::NotHelpful };
        let outcome = Outcome {
            id: EventId(id + 1),
            key: None,
            at,
            shown: shown.id,
            article,
            verdict,
            found: Found::Listed(1),
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
        let permit: Permit<Recording> = Reader::at_terminal([]).permit().expect("the right");
        ledger.append(&outcomes, &permit).expect("to be written");
    }
}

fn article_name(number: usize) -> ArticleName {
    let path = name(number);
    ArticleName { id: path.trim_end_matches(".md").to_owned(), path }
}

/// How much memory this process takes now, in MB; nothing where the system does not say.
fn resident() -> f64 {
    let status = fs::read_to_string(Path::new("/proc/self/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1_024.0
}
