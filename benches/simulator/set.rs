//! Which tickets come, and which articles resolve them?

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use tempfile::TempDir;

/// A knowledge base, and tickets of which it is known what resolves them.
pub(crate) struct Set {
    pub(crate) name: &'static str,
    pub(crate) kb: PathBuf,
    /// In the order in which they come.
    pub(crate) earlier: Vec<Ticket>,
    /// To measure with.
    pub(crate) later: Vec<Ticket>,
    _own: Option<TempDir>,
}

#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub(crate) text: String,
    pub(crate) article: String,
}

/// What people of the built-in set ask about, in words that the articles have and in others.
const TOPICS: [(&str, &str, [&str; 4]); 6] = [
    ("reset-token", "Reset the VPN token", ["tunnel", "phone", "code", "refused"]),
    ("printer", "The printer prints nothing", ["blank", "paper", "toner", "tray"]),
    ("mailbox", "The mailbox is full", ["quota", "bounced", "sending", "archive"]),
    ("password", "Choose a new password", ["locked", "expired", "login", "forgot"]),
    ("parcel", "Where is my parcel", ["delivery", "tracking", "late", "courier"]),
    ("refund", "When do I get my refund", ["money", "returned", "charged", "twice"]),
];
const AROUND: [&str; 5] = ["since monday", "for a colleague", "in the office", "again today", "on the train"];

impl Set {
    pub(crate) fn find() -> Set {
        match env::var_os("FIRSTLINE_DATA") {
            Some(data) => Set::read(&Path::new(&data).join("banking77")),
            None => Set::built_in(),
        }
    }

    fn read(folder: &Path) -> Set {
        Set {
            name: "banking77",
            kb: folder.join("kb"),
            earlier: tickets(&folder.join("tickets-train.jsonl")),
            later: tickets(&folder.join("tickets-dev.jsonl")),
            _own: None,
        }
    }

    fn built_in() -> Set {
        let own = TempDir::new().expect("a temporary directory");
        let mut tickets = Vec::new();
        for (name, title, words) in TOPICS {
            let text = format!("# {title}\n\n{title}: this is what to do.\n");
            fs::write(own.path().join(format!("{name}.md")), text).expect("a file");
            for (number, around) in AROUND.iter().enumerate() {
                for (at, word) in words.iter().enumerate() {
                    let other = words[(at + 1 + number % 3) % 4];
                    tickets.push(Ticket {
                        text: format!("{word} {other} {around}"),
                        article: format!("{name}.md"),
                    });
                }
            }
        }
        let all = tickets.len();
        let mixed: Vec<Ticket> = (0..all).map(|at| tickets[at * 37 % all].clone()).collect();
        let (later, earlier) = mixed.split_at(all / 3);
        let (later, earlier) = (later.to_vec(), earlier.to_vec());
        Set { name: "a built-in set", kb: own.path().to_owned(), earlier, later, _own: Some(own) }
    }

    /// How many tickets come, when so many are wanted.
    pub(crate) fn stream(&self, wanted: usize) -> usize {
        let asked = env::var("FIRSTLINE_STREAM").ok().and_then(|text| text.parse().ok());
        asked.unwrap_or(wanted).min(self.earlier.len())
    }

    pub(crate) fn articles(&self) -> usize {
        fs::read_dir(&self.kb).expect("a folder").count()
    }

    /// So many articles that tickets are about, spread over all.
    pub(crate) fn intents(&self, number: usize) -> Vec<String> {
        let all: BTreeSet<&String> = self.later.iter().map(|ticket| &ticket.article).collect();
        let step = (all.len() / number).max(1);
        all.into_iter().step_by(step).take(number).cloned().collect()
    }
}

fn tickets(path: &Path) -> Vec<Ticket> {
    let text = fs::read_to_string(path).expect("a file of tickets");
    let ticket = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("a ticket in JSON");
        let word = |value: &Value| value.as_str().expect("a text").to_owned();
        Ticket { text: word(&line["text"]), article: word(&line["articles"][0]) }
    };
    text.lines().map(ticket).collect()
}
