//! `firstline import`: what do tickets of the past teach?

use std::{fmt::Write, path::Path, sync::atomic::Ordering};

use serde_json::json;

use super::{
    events::Event,
    source::{Entries, Entry, Source, unreadable},
    table, tickets,
};
use crate::{
    access::{Permit, Reader, Record, Scope},
    cli::{
        args::{ImportArgs, ImportForm},
        asking::open,
        config::Config,
        exit::Exit,
        output::{complain, counted},
        progress::Through,
        run::{Failure, print},
    },
    desk::{Desk, Error, Past, Silent},
    learn::{self, Outcome, Shown},
};

/// So many tickets or events are held at a time.
const PORTION: usize = 4_000;
/// So many broken lines are told one by one.
const MOST_TOLD: usize = 20;
/// So many articles that are not there are named.
const MOST_NAMED: usize = 5;

pub(crate) fn import(config: &Config, args: &ImportArgs) -> Result<Exit, Failure> {
    let is_table = args.file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let form = args.format.unwrap_or(if is_table { ImportForm::Csv } else { ImportForm::Jsonl });
    let source = Source::open(&args.file)?;
    let entries = match form {
        ImportForm::Jsonl => tickets::entries(source.reader),
        ImportForm::Csv => table::entries(source.reader, &args.columns)?,
    };
    let desk = open(config)?;
    let bar = Through::of("importing", source.bytes);
    let mut importing = Importing::over(&desk, &args.file);
    let read = importing.all(entries, &mut || bar.at(source.done.load(Ordering::Relaxed)));
    bar.finish();
    // What came before a failure is there, and is kept with what was learned of it.
    desk.keep_lessons(false)?;
    read?;
    let done = importing.done;
    let out = if args.json { format!("{:#}\n", done.document()) } else { done.told() };
    print(&out)?;
    Ok(if done.broken > 0 { Exit::Found } else { Exit::Good })
}

/// An import under way.
struct Importing<'a> {
    desk: &'a Desk,
    file: &'a Path,
    tickets: Vec<Past>,
    shown: Vec<Shown>,
    outcomes: Vec<(u64, Outcome)>,
    done: Done,
}

/// What an import did.
#[derive(Debug, Default)]
struct Done {
    new: usize,
    known: usize,
    unanswered: usize,
    lost: usize,
    forgotten: usize,
    /// The first articles that are not there.
    named: Vec<String>,
    /// Records of what was shown, which were there already or not.
    shown: usize,
    broken: usize,
}

impl<'a> Importing<'a> {
    fn over(desk: &'a Desk, file: &'a Path) -> Importing<'a> {
        Importing {
            desk,
            file,
            tickets: Vec::new(),
            shown: Vec::new(),
            outcomes: Vec::new(),
            done: Done::default(),
        }
    }

    fn all(&mut self, entries: Entries, step: &mut dyn FnMut()) -> Result<(), Failure> {
        for entry in entries {
            let (line, entry) = entry.map_err(|error| unreadable(self.file, &error))?;
            match entry {
                Ok(Entry::Ticket(past)) => self.tickets.push(past),
                Ok(Entry::Event(Event::Shown(shown))) => self.shown.push(shown),
                Ok(Entry::Event(Event::Outcome(outcome))) => self.outcomes.push((line, outcome)),
                Err(what) => self.broken(line, &what),
            }
            if self.tickets.len() >= PORTION || self.shown.len() + self.outcomes.len() >= PORTION {
                self.portion()?;
                step();
            }
        }
        self.portion()
    }

    /// Makes what is held durable.
    fn portion(&mut self) -> Result<(), Failure> {
        let permit = Reader::at_terminal([]).permit().map_err(Error::from)?;
        let tickets = std::mem::take(&mut self.tickets);
        self.name_the_lost(&tickets);
        let imported = self.desk.import(&tickets, &permit, &Silent)?;
        self.done.new += imported.new;
        self.done.known += imported.known;
        self.done.unanswered += imported.unanswered;
        self.done.lost += imported.lost;
        self.done.forgotten += imported.forgotten;
        let (shown, told) = (std::mem::take(&mut self.shown), std::mem::take(&mut self.outcomes));
        self.done.shown += shown.len();
        let (lines, outcomes): (Vec<u64>, Vec<Outcome>) = told.into_iter().unzip();
        match self.desk.take_in(&shown, &outcomes, &permit) {
            Ok(new) => self.count(&new),
            Err(Error::Ledger(learn::Error::NotShown(_) | learn::Error::KeyTaken(_))) => {
                self.one_by_one(&lines, &outcomes, &permit)?;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Some outcome cannot be taken in: all others are.
    fn one_by_one(
        &mut self,
        lines: &[u64],
        outcomes: &[Outcome],
        permit: &Permit<Record>,
    ) -> Result<(), Failure> {
        for (line, outcome) in lines.iter().zip(outcomes) {
            match self.desk.take_in(&[], std::slice::from_ref(outcome), permit) {
                Ok(new) => self.count(&new),
                Err(Error::Ledger(error @ (learn::Error::NotShown(_) | learn::Error::KeyTaken(_)))) => {
                    self.broken(*line, &error.to_string());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn count(&mut self, new: &[bool]) {
        let fresh = new.iter().filter(|new| **new).count();
        self.done.new += fresh;
        self.done.known += new.len() - fresh;
    }

    fn broken(&mut self, line: u64, what: &str) {
        self.done.broken += 1;
        if self.done.broken <= MOST_TOLD {
            let message = format!("`{}` line {line}: {what}", self.file.display());
            complain(
                &message,
                "mend the line and import again; what was imported stays and is not counted twice",
            );
        }
    }

    fn name_the_lost(&mut self, tickets: &[Past]) {
        let (view, all) = (self.desk.view(), Scope::everything("import what the help desk knows"));
        for name in tickets.iter().filter_map(|past| past.article.as_ref()) {
            if self.done.named.len() == MOST_NAMED {
                return;
            }
            if !self.done.named.contains(name) && view.library.find(name, &all).is_none() {
                self.done.named.push(name.clone());
            }
        }
    }
}

impl Done {
    fn told(&self) -> String {
        let mut out = format!("{} new, {} known\n", counted(self.new, "outcome", "outcomes"), self.known);
        if self.unanswered > 0 {
            let tickets = counted(self.unanswered, "ticket names", "tickets name");
            let _ = writeln!(out, "{tickets} no article");
        }
        if self.lost > 0 {
            let tickets = counted(self.lost, "ticket names", "tickets name");
            let more = if self.lost > self.named.len() { ", …" } else { "" };
            let named = self.named.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let _ = writeln!(out, "{tickets} an article that is not in the knowledge base: {named}{more}");
        }
        if self.forgotten > 0 {
            let tickets = counted(self.forgotten, "ticket was", "tickets were");
            let _ = writeln!(out, "{tickets} forgotten before, and left out");
        }
        if self.broken > 0 {
            let lines = counted(self.broken, "line", "lines");
            let _ = writeln!(out, "{lines} could not be read");
        }
        out
    }

    fn document(&self) -> serde_json::Value {
        json!({"new": self.new, "known": self.known, "unanswered": self.unanswered, "lost": self.lost,
            "lost_articles": self.named, "shown": self.shown, "forgotten": self.forgotten, "broken": self.broken})
    }
}
