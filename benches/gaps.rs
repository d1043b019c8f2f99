//! Is what nobody answers found, and does the desk know why?
//!
//! Measured, on a set of intents with their tickets (`banking77`; `FIRSTLINE_DATA` is the folder that holds it): the articles of ten
//! intents of 77 are taken away, their tickets are asked and nothing helps. *Grouped*: the adjusted Rand index of the groups of
//! *unanswered* against the true intents, each ticket that is in no group a group of its own. *Told apart*: with half of ten intents'
//! articles there, but found by search alone in three of ten cases, how many of the intents are rightly called missing or
//! not found. The tickets of all other intents are resolved by their articles. Ten draws, seed [`SEED`].
//!
//! Good is: grouped ≥ 0.6 in the mean, told apart ≥ 85 %.
//!
//! Run: `FIRSTLINE_DATA=data cargo bench --bench gaps` (a minute). Without data, or without `--bench`, it only tries.

mod corpus;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};

use corpus::{Random, real, tell, trying};
use firstline::{
    access::{Permit, Reader, Record},
    desk::{Ask, Desk, Report, Settings, Silent},
    kb::{Depth, Hint},
    learn::Verdict,
    report::{Gap, Wanted, Why},
};
use serde_json::Value;
use tempfile::TempDir;

const SEED: u64 = 0x5eed_9a95;
const TAKEN: usize = 10;
/// So many tickets of each intent that was taken away, and of each other.
const OWN: usize = 40;
const OTHER: usize = 12;

struct Ticket {
    text: String,
    article: String,
}

fn main() {
    let data = env::var_os("FIRSTLINE_DATA").map(|data| PathBuf::from(data).join("banking77"));
    let data = data.filter(|data| data.is_dir());
    let (kb, tickets) = match &data {
        Some(data) => (read_articles(&data.join("kb")), read_tickets(&data.join("tickets-train.jsonl"))),
        None => built_in(),
    };
    let draws = if trying() || data.is_none() { 1 } else { 10 };
    let mut random = Random(SEED);
    let (mut grouped, mut right, mut all) = (0.0, 0, 0);
    for _ in 0..draws {
        let mut intents: Vec<String> = kb.keys().cloned().collect();
        let taken: Vec<String> = (0..TAKEN.min(intents.len() / 2))
            .map(|_| intents.swap_remove(random.below(intents.len())))
            .collect();
        let index = rand_index(&kb, &tickets, &taken);
        let (r, a) = told_apart(&kb, &tickets, &taken);
        tell("gaps", "adjusted Rand index", index, "");
        tell("gaps", "told apart", real(r) / real(a), "");
        grouped += index / f64::from(draws);
        (right, all) = (right + r, all + a);
    }
    tell("gaps", "mean adjusted Rand index", grouped, "");
    tell("gaps", "told apart of all", real(right) / real(all), "");
    assert!(all > 0, "no gap was found");
}

/// A desk with these articles, and its folder.
fn desk(kb: &BTreeMap<String, String>, without: &[String]) -> (TempDir, Desk) {
    let dir = TempDir::new().expect("a temporary directory");
    let folder = dir.path().join("kb");
    fs::create_dir(&folder).expect("a folder");
    for (path, text) in kb.iter().filter(|(path, _)| !without.contains(path)) {
        fs::write(folder.join(path), text).expect("an article");
    }
    let (desk, _) = Desk::open(Settings::of(folder, dir.path().join("index"))).expect("a desk");
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a current index");
    (dir, desk)
}

/// Asks the tickets; says what came of each by its intent and its number among those of its intent.
fn live(
    desk: &Desk,
    tickets: &[Ticket],
    taken: &[String],
    came: impl Fn(&Ticket, usize) -> Option<String>,
) -> BTreeMap<u128, String> {
    let reader = Reader::agent("agent", ["public", "agents"]);
    let mut asked: BTreeMap<u128, String> = BTreeMap::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for ticket in tickets {
        let number = numbers.entry(&ticket.article).or_default();
        *number += 1;
        if *number > if taken.contains(&ticket.article) { OWN } else { OTHER } {
            continue;
        }
        let ask = Ask { text: ticket.text.clone(), limit: 5, ..Ask::default() };
        let shown = desk.suggest(&ask, &reader).expect("suggestions").id;
        asked.insert(shown.0, ticket.article.clone());
        let article = came(ticket, *number);
        let verdict = if article.is_some() { Verdict::Resolved } else { Verdict::NotHelpful };
        desk.record(&Report::of(shown, article.as_deref(), verdict), &reader).expect("an outcome");
    }
    let _: Permit<Record> = reader.permit().expect("the right");
    asked
}

fn gaps(desk: &Desk) -> Vec<Gap> {
    let reader = Reader::at_terminal([]);
    desk.gaps(Wanted::default(), &reader, &reader.permit().expect("the right")).expect("gaps")
}

fn rand_index(kb: &BTreeMap<String, String>, tickets: &[Ticket], taken: &[String]) -> f64 {
    let (_dir, desk) = desk(kb, taken);
    let asked = live(&desk, tickets, taken, |ticket, _| {
        (!taken.contains(&ticket.article)).then(|| ticket.article.clone())
    });
    let mut group: BTreeMap<u128, usize> = BTreeMap::new();
    for (number, gap) in gaps(&desk).iter().enumerate() {
        group.extend(gap.shown.iter().map(|shown| (shown.0, number)));
    }
    let open: Vec<(&u128, &String)> = asked.iter().filter(|(_, article)| taken.contains(article)).collect();
    let pairs: Vec<(usize, usize)> = open
        .iter()
        .enumerate()
        .map(|(place, (shown, article))| {
            let truth = taken.iter().position(|one| one == *article).expect("a taken one");
            (truth, group.get(shown).copied().unwrap_or(1_000 + place))
        })
        .collect();
    adjusted_rand(&pairs)
}

fn told_apart(kb: &BTreeMap<String, String>, tickets: &[Ticket], taken: &[String]) -> (usize, usize) {
    // Of every second one the article is there and hard to find.
    let missing: Vec<String> = taken.iter().step_by(2).cloned().collect();
    let (_dir, desk) = desk(kb, &missing);
    let asked = live(&desk, tickets, taken, |ticket, number| {
        let is_there = !missing.contains(&ticket.article);
        let is_found = !taken.contains(&ticket.article) || number % 10 < 3;
        (is_there && is_found).then(|| ticket.article.clone())
    });
    let mut of: BTreeMap<&str, Vec<(usize, Why)>> = BTreeMap::new();
    for gap in gaps(&desk) {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for shown in &gap.shown {
            *count.entry(&asked[&shown.0]).or_default() += 1;
        }
        if let Some((article, _)) = count.into_iter().max_by_key(|(_, times)| *times) {
            of.entry(article).or_default().push((gap.shown.len(), gap.why));
        }
    }
    let (mut right, mut all) = (0, 0);
    for article in taken {
        let Some((_, why)) =
            of.get(article.as_str()).and_then(|gaps| gaps.iter().max_by_key(|(size, _)| *size))
        else {
            continue;
        };
        all += 1;
        right += usize::from(*why == if missing.contains(article) { Why::Missing } else { Why::NotFound });
    }
    (right, all)
}

fn adjusted_rand(pairs: &[(usize, usize)]) -> f64 {
    let choose = |n: usize| real(n) * (real(n) - 1.0) / 2.0;
    let mut both: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let (mut truth, mut found): (BTreeMap<usize, usize>, BTreeMap<usize, usize>) = Default::default();
    for pair in pairs {
        *both.entry(*pair).or_default() += 1;
        *truth.entry(pair.0).or_default() += 1;
        *found.entry(pair.1).or_default() += 1;
    }
    let sum = |counts: &BTreeMap<usize, usize>| counts.values().map(|count| choose(*count)).sum::<f64>();
    let index: f64 = both.values().map(|count| choose(*count)).sum();
    let expected = sum(&truth) * sum(&found) / choose(pairs.len());
    let most = f64::midpoint(sum(&truth), sum(&found));
    if (most - expected).abs() < f64::EPSILON { 1.0 } else { (index - expected) / (most - expected) }
}

fn read_articles(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("the articles");
    let path = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("UTF-8")
    };
    entries
        .map(path)
        .map(|path| (path.clone(), fs::read_to_string(folder.join(path)).expect("an article")))
        .collect()
}

fn read_tickets(path: &Path) -> Vec<Ticket> {
    let text = fs::read_to_string(path).expect("the tickets");
    let ticket = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        Ticket {
            text: line["text"].as_str().expect("a text").to_owned(),
            article: line["articles"][0].as_str().expect("an article").to_owned(),
        }
    };
    text.lines().map(ticket).collect()
}

/// Six intents in our own words, to try.
fn built_in() -> (BTreeMap<String, String>, Vec<Ticket>) {
    let intents = [
        "printer paper tray",
        "vpn token code",
        "mailbox quota full",
        "parcel courier late",
        "refund money bank",
        "badge door lost",
    ];
    let says = [
        "my {a} and the {b}",
        "the {b} {c} again",
        "why {a} {c}",
        "{c} of the {a} {b}",
        "help with {b} {a}",
        "{a} {b} {c} please",
    ];
    let mut kb = BTreeMap::new();
    let mut tickets = Vec::new();
    for intent in intents {
        let words: Vec<&str> = intent.split(' ').collect();
        let path = format!("{}.md", words[0]);
        kb.insert(path.clone(), format!("# About the {}\n\nText.\n", words[0]));
        for say in says {
            let text = say.replace("{a}", words[0]).replace("{b}", words[1]).replace("{c}", words[2]);
            tickets.push(Ticket { text, article: path.clone() });
        }
    }
    assert_eq!(kb.keys().collect::<BTreeSet<_>>().len(), intents.len());
    (kb, tickets)
}
