//! Who asks, records and writes, how often, and what do they get?

use std::{
    fs,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, Scope},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    client::Client,
    corpus::{Random, SEED},
    server::Server,
};

const SECOND: Duration = Duration::from_secs(1);
/// Customers come from so many networks.
const NETWORKS: usize = 50;
/// A change is looked for so long, in seconds.
const PATIENCE: u64 = 30;
/// What only an article that was just saved says, before its number.
const MARK: &str = "soakmark";

/// A day of a help desk.
pub(crate) struct Day<'a> {
    server: &'a Server,
    over: AtomicBool,
    written_down: AtomicU64,
    told: Mutex<Told>,
    /// Suggestions of which nobody said yet what came of them: number, article, agent.
    open: Mutex<Vec<(String, String, usize)>>,
}

/// What they got.
#[derive(Default)]
pub(crate) struct Told {
    /// What was asked, how long each took, and how many.
    pub(crate) times: Vec<(String, Vec<Duration>, f64)>,
    pub(crate) errors: Vec<String>,
    pub(crate) edits: u64,
    pub(crate) outcomes: u64,
    /// Searches that found nothing.
    pub(crate) nothing: u64,
    pub(crate) slowest_edit: Duration,
}

impl<'a> Day<'a> {
    pub(crate) fn new(server: &'a Server) -> Day<'a> {
        Day {
            server,
            over: AtomicBool::new(false),
            written_down: AtomicU64::new(0),
            told: Mutex::default(),
            open: Mutex::default(),
        }
    }

    /// Lets everybody begin.
    pub(crate) fn begin<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) {
        for number in 0..6 {
            scope.spawn(move || self.people("search of a customer", 25, number, Day::customer_searches));
        }
        for number in 0..2 {
            scope.spawn(move || self.people("search of an agent", 25, number, Day::agent_searches));
        }
        for number in 2..4 {
            scope.spawn(move || self.people("suggestion", 10, number, Day::suggested));
        }
        scope.spawn(move || self.people("outcome", 5, 4, Day::outcome));
        scope.spawn(move || self.writes());
    }

    pub(crate) fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// How many things were shown or came of it so far, as the ledger has them.
    pub(crate) fn written_down(&self) -> u64 {
        self.written_down.load(Ordering::Relaxed)
    }

    pub(crate) fn told(&self) -> Told {
        std::mem::take(&mut self.told.lock().expect("no panic"))
    }

    /// Does something so many times a second until the day is over. Whoever is late does not catch up in a burst.
    fn people(
        &self,
        what: &str,
        per_second: u32,
        number: usize,
        does: fn(&Day<'a>, &mut Client, &mut Random, usize) -> Result<(), String>,
    ) {
        let (mut client, mut random) = (Client::of(self.server.address), Random(SEED + number as u64));
        let (mut times, mut errors, mut next) = (Vec::new(), Vec::new(), Instant::now());
        while !self.over.load(Ordering::Relaxed) {
            next = (next + SECOND / per_second).max(Instant::now().checked_sub(SECOND).unwrap_or(next));
            rest_until(next);
            let begun = Instant::now();
            match does(self, &mut client, &mut random, number) {
                Ok(()) => times.push(begun.elapsed()),
                Err(error) => errors.push(format!("{what}: {error}")),
            }
        }
        let mut told = self.told.lock().expect("no panic");
        told.errors.extend(errors);
        let count = crate::look::real(times.len() as u64);
        match told.times.iter_mut().find(|(known, ..)| known == what) {
            Some((_, known, so_many)) => {
                known.extend(times);
                *so_many += count;
            }
            None => told.times.push((what.to_owned(), times, count)),
        }
    }

    fn customer_searches(&self, client: &mut Client, random: &mut Random, _: usize) -> Result<(), String> {
        let network = format!("x-forwarded-for: 198.51.{}.7\r\n", random.below(NETWORKS));
        self.searches(client, random, &network)
    }

    fn agent_searches(&self, client: &mut Client, random: &mut Random, number: usize) -> Result<(), String> {
        self.searches(client, random, &self.agent(number))?;
        self.written_down.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn searches(&self, client: &mut Client, random: &mut Random, lines: &str) -> Result<(), String> {
        let words = self.three_words(random);
        let answer =
            json_of(client.call(&format!("GET /api/v1/search?q={}", words.join("+")), lines, None), 200)?;
        let total = answer["total"].as_u64().ok_or("no total")?;
        self.told.lock().expect("no panic").nothing += u64::from(total == 0);
        Ok(())
    }

    fn suggested(&self, client: &mut Client, random: &mut Random, number: usize) -> Result<(), String> {
        let mut text = "Hello, since this morning I have trouble and do not know what to do.".to_owned();
        for _ in 0..12 {
            text.push_str(" I tried ");
            text.push_str(&self.three_words(random).join(" "));
            text.push('.');
        }
        let body = json!({ "text": text, "channel": "mail", "limit": 5 });
        let answer = json_of(client.call("POST /api/v1/suggest", &self.agent(number), Some(&body)), 200)?;
        self.written_down.fetch_add(1, Ordering::Relaxed);
        let id = answer["suggestion_id"].as_str().ok_or("no number")?;
        let article = answer["suggestions"][random.below(2)]["article"]["id"].as_str();
        let mut open = self.open.lock().expect("no panic");
        if let Some(article) = article.filter(|_| open.len() < 100) {
            open.push((id.to_owned(), article.to_owned(), number));
        }
        Ok(())
    }

    fn outcome(&self, client: &mut Client, random: &mut Random, _: usize) -> Result<(), String> {
        let Some((id, article, agent)) = self.open.lock().expect("no panic").pop() else { return Ok(()) };
        let verdict = ["resolved", "resolved", "helped", "not_helpful", "wrong"][random.below(5)];
        let body = json!({ "suggestion_id": id, "article": article, "verdict": verdict });
        let lines = format!("{}idempotency-key: {id}\r\n", self.agent(agent));
        let (status, reply) =
            client.call("POST /api/v1/outcomes", &lines, Some(&body)).map_err(|error| error.to_string())?;
        // The article may have gone between what was shown and what came of it.
        if status != 201 && !(status == 404 && reply.contains("\"not_found\"")) {
            return Err(format!("{status}: {reply}"));
        }
        self.written_down.fetch_add(1, Ordering::Relaxed);
        self.told.lock().expect("no panic").outcomes += 1;
        Ok(())
    }

    /// Each second something else happens to the next of twenty articles.
    fn writes(&self) {
        let mut client = Client::of(self.server.address);
        let (mut number, mut next) = (0_u64, Instant::now());
        while !self.over.load(Ordering::Relaxed) {
            next += SECOND;
            rest_until(next);
            number += 1;
            let path = |place: u64| self.server.kb().join(format!("soak-{place}.md"));
            let (mine, place) = (number % 20, number / 20 % 4);
            let done = match place {
                2 => fs::rename(path(mine), path(mine + 20)),
                3 => fs::remove_file(path(mine + 20)),
                _ => save(path(mine), number),
            };
            let mut told = self.told.lock().expect("no panic");
            told.edits += 1;
            if let Err(error) = done.or_else(|error| if number < 80 { Ok(()) } else { Err(error) }) {
                told.errors.push(format!("edit {number}: {error}"));
            }
            drop(told);
            if place == 1 && mine == 7 {
                self.is_found(&mut client, number);
            }
        }
    }

    fn is_found(&self, client: &mut Client, number: u64) {
        let begun = Instant::now();
        let address = format!("GET /api/v1/search?q={MARK}{number}");
        let mut found = false;
        while !found && begun.elapsed().as_secs() < PATIENCE {
            let answer = json_of(client.call(&address, "x-forwarded-for: 203.0.113.1\r\n", None), 200);
            found = answer.is_ok_and(|answer| answer["hits"][0]["article"]["path"] == "soak-7.md");
            if !found {
                rest_until(Instant::now() + Duration::from_millis(20));
            }
        }
        let mut told = self.told.lock().expect("no panic");
        told.slowest_edit = told.slowest_edit.max(begun.elapsed());
        if !found {
            told.errors.push(format!("edit {number} is not found after {PATIENCE} s"));
        }
    }

    fn agent(&self, number: usize) -> String {
        format!("authorization: Bearer {}\r\n", self.server.tokens[number % self.server.tokens.len()])
    }

    /// Three neighbouring words of a title.
    fn three_words(&self, random: &mut Random) -> Vec<String> {
        loop {
            let title = &self.server.titles[random.below(self.server.titles.len())];
            let words: Vec<&str> = title.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| word.len() > 2).collect();
            if words.len() >= 3 {
                let first = random.below(words.len() - 2);
                return words[first..first + 3].iter().map(|word| (*word).to_owned()).collect();
            }
        }
    }
}

/// Waits for a moment.
pub(crate) fn rest_until(moment: Instant) {
    while let Some(rest) = moment.checked_duration_since(Instant::now()).filter(|rest| !rest.is_zero()) {
        thread::park_timeout(rest);
    }
}

fn save(path: PathBuf, number: u64) -> std::io::Result<()> {
    let text =
        format!("# An article that changes\n\n## Now\n\nIt says {MARK}{number} until it is saved again.\n");
    fs::write(path, text)
}

fn json_of(reply: std::io::Result<(u16, String)>, status: u16) -> Result<Value, String> {
    let (is, body) = reply.map_err(|error| error.to_string())?;
    if is != status {
        return Err(format!("{is}: {body}"));
    }
    serde_json::from_str(&body).map_err(|error| error.to_string())
}
