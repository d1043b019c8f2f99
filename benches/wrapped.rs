//! Is the question still there when a real mail is around it?
//!
//! Measured: tickets are wrapped as mails are (`wrapping`), read, and compared with the clean question, word by
//! word: how many of its words came back (recall), and how many others came along (extra). Then how long
//! reading takes.
//!
//! Good is: recall ≥ 95 %, at most one word too many for each that was asked, in short tickets too; ≤ 0.1 ms per kB.
//!
//! Run: `cargo bench --bench wrapped` for built-in texts. With `FIRSTLINE_TICKETS=tickets.jsonl` the wrapped tickets
//! are written to standard output as JSON Lines for `firstline eval`, and the figures to standard error.
//! `FIRSTLINE_CLEAN=1` writes them as they were read, and `FIRSTLINE_AS_IS=1` does not wrap, to see what reading a
//! clean ticket takes from it.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a measurement prints small numbers"
)]

mod wrapping;

use std::{collections::BTreeMap, env, fs, time::Instant};

use firstline::ticket::{Known, read};
use serde_json::Value;
use wrapping::wrapped;

/// The beginning of all seeds: each ticket has the next.
const SEED: u64 = 4711;

const BUILT_IN: [&str; 14] = [
    "The printer on the second floor prints blank pages since the last update.",
    "How do I reset the token of my VPN when my phone was replaced?",
    "Outlook shows error 0x80040115 when I send a mail with an attachment.",
    "I was charged twice for the same restaurant visit.",
    "Where can I change my billing address?",
    "My screen stays black after I close the lid and open it again.",
    "The app says ERR_CONNECTION_RESET when I log in from the train.",
    "Can I use a disposable card for a subscription?",
    "Excel 16.0.4291 freezes when I paste a table with more than ten columns.",
    "The shared calendar of my team is missing after the migration.",
    "Why was my transfer declined although there is enough money?",
    "I need access to the finance folder, it says permission denied.",
    "Update KB5034441 fails again and again on my laptop.",
    "What size of mattress do I need for a bed of 200 by 180?",
];

#[derive(Default)]
struct Figures {
    tickets: usize,
    asked: usize,
    kept: usize,
    extra: usize,
    losing: usize,
}

fn main() {
    let file = env::var_os("FIRSTLINE_TICKETS");
    let lines: Vec<Value> = match &file {
        Some(path) => {
            let text = fs::read_to_string(path).expect("the file of tickets");
            text.lines().map(|line| serde_json::from_str(line).expect("a ticket in JSON")).collect()
        }
        None => (0..700).map(|at| serde_json::json!({ "text": BUILT_IN[at % BUILT_IN.len()] })).collect(),
    };
    let (clean, as_is) = (env::var_os("FIRSTLINE_CLEAN").is_some(), env::var_os("FIRSTLINE_AS_IS").is_some());
    let verbose = env::var_os("VERBOSE").is_some();
    let known = Known::default();
    let mut figures = Figures::default();
    let mut mails = Vec::new();
    for (seed, line) in (SEED..).zip(&lines) {
        let text = line["text"].as_str().expect("a text");
        let mail = if as_is { text.to_owned() } else { wrapped(text, seed) };
        let ticket = read(&mail, &known);
        let lost = figures.count(text, &ticket.text);
        if verbose && !lost.is_empty() {
            eprintln!("lost {lost:?}\n  of: {text:?}\n  read: {:?}", ticket.text);
        }
        if file.is_some() {
            let mut line = line.clone();
            line["text"] = Value::from(if clean { ticket.text.clone() } else { mail.clone() });
            println!("{line}");
        }
        mails.push(mail);
    }
    if file.is_none() {
        assert!(figures.recall() >= 0.95, "recall {:.3}", figures.recall());
        assert!(figures.extra <= figures.asked, "{} words too many", figures.extra);
    }
    let started = Instant::now();
    let read: usize = mails.iter().map(|mail| read(mail, &known).text.len()).sum();
    let took = started.elapsed();
    assert!(read > 0, "something was read");
    let bytes: usize = mails.iter().map(String::len).sum();
    eprintln!(
        "wrapped: {} tickets, recall {:.4}, {:.2} words too many per word asked, {} lost a word, {:.4} ms per kB",
        figures.tickets,
        figures.recall(),
        figures.extra as f64 / figures.asked as f64,
        figures.losing,
        took.as_secs_f64() * 1_000.0 / (bytes as f64 / 1_000.0),
    );
}

impl Figures {
    /// Counts the words of a question that came back, and gives those that did not.
    fn count(&mut self, asked: &str, read: &str) -> Vec<String> {
        let mut there = words(read);
        let mut lost = Vec::new();
        self.tickets += 1;
        for (word, count) in words(asked) {
            let found = there.remove(&word).unwrap_or(0);
            self.asked += count;
            self.kept += found.min(count);
            self.extra += found.saturating_sub(count);
            if found < count {
                lost.push(word);
            }
        }
        self.extra += there.values().sum::<usize>();
        self.losing += usize::from(!lost.is_empty());
        lost
    }

    fn recall(&self) -> f64 {
        self.kept as f64 / self.asked.max(1) as f64
    }
}

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}
