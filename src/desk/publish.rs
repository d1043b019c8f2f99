//! How does what lies in the folder become what is searched?

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZero,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use jiff::Timestamp;

use super::{
    Desk, Error, Settings, View,
    hand::{Hand, of_source},
    open::now,
    readings::{self, whole, withdraws},
};
use crate::{
    article::{self, Finding, Severity},
    history::{Dates, History},
    kb::{self, Depth, Difference, Held, Hint, Known, LeftOut, Stamp},
    library::{self, Card, Golden, Key, Library, Pins, Source, Synonyms, Transaction},
};

/// What publishing came to.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Articles that were put: new, changed, or of another audience or state.
    pub put: usize,
    /// Articles that are gone.
    pub gone: usize,
    /// Files that could not be read or are no articles.
    pub left_out: usize,
    /// A loss of many articles that is not believed yet.
    pub held: Option<Held>,
    /// Whether text was withdrawn that still lies in the index's files.
    pub withdrawn: bool,
}

/// Somebody who watches long work.
pub trait Progress: Sync {
    /// So much is going to be done.
    fn begin(&self, total: usize);
    /// One more is done.
    fn step(&self);
    /// All is done and is made durable now.
    fn finish(&self);
}

/// Nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _total: usize) {}
    fn step(&self) {}
    fn finish(&self) {}
}

impl Desk {
    /// Compares the folder with what is known and publishes the difference: at once visible, at once durable.
    ///
    /// # Errors
    /// When the folder cannot be looked into or the index cannot be written. Then the view stays as it was, and
    /// the next call tries again.
    pub fn catch_up(&self, hint: &Hint, depth: Depth, progress: &dyn Progress) -> Result<Published, Error> {
        let mut hand = self.hand()?;
        let Hand { known, guard } = &mut *hand;
        let begun = now();
        let mut difference = kb::reconcile(&self.settings.kb, known, hint, depth, guard, Instant::now())?;
        let turned = self.view().library.turned(begun);
        for path in &turned {
            if !difference.to_read.contains(path) && !difference.gone.contains(path) {
                difference.to_read.push(path.clone());
            }
        }
        let published =
            self.publish(known, &difference, &turned.into_iter().collect(), hint, begun, progress);
        if published.is_err() {
            // What is on the shelves now is what they say, not what was hoped for.
            self.reload(&mut hand)?;
        }
        if let Ok(published) = &published {
            self.doubtful.store(published.held.is_some(), Ordering::Release);
        }
        if published.as_ref().is_ok_and(|published| published.held.is_none()) && *hint == Hint::Everything {
            self.ready.store(true, Ordering::Release);
        }
        published
    }

    fn publish(
        &self,
        known: &mut Known,
        difference: &Difference,
        turned: &BTreeSet<String>,
        hint: &Hint,
        begun: Timestamp,
        progress: &dyn Progress,
    ) -> Result<Published, Error> {
        let companions = &self.settings.kb.companions;
        let (beside, articles): (Vec<&String>, Vec<&String>) =
            difference.to_read.iter().partition(|path| companions.contains(path));
        let before = self.view();
        let mut view = View { known: Arc::default(), remembered: Arc::default(), ..(*before).clone() };
        let mut findings = (*view.beside).clone();
        forget_findings(&mut findings, companions, hint, &difference.gone);
        for left_out in &difference.left_out {
            findings.insert(left_out.path.clone(), vec![finding_of(left_out)]);
        }
        for path in beside {
            read_companion(&self.settings, path, known, &mut view, &mut findings);
        }
        let mut work = Work::new(&self.settings, known, &before.library, turned, begun);
        if !articles.is_empty() || !difference.gone.is_empty() || !difference.restamped.is_empty() {
            let transaction = self.index.begin()?;
            progress.begin(articles.len());
            work.read_all(&articles, self.history.as_ref(), &*transaction, progress)?;
            for path in &difference.gone {
                transaction.remove(Key::of(path))?;
            }
            for (path, stamp) in &difference.restamped {
                transaction.restamp(Key::of(path), stamps(*stamp))?;
            }
            progress.finish();
            transaction.commit(begun)?;
        }
        let Work { done, .. } = work;
        let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<&String> = difference.gone.iter().chain(&done.vanished).collect();
        let keys: Vec<Key> = gone.iter().map(|path| Key::of(path)).collect();
        let published = Published {
            put: whole(&done.cards).count(),
            gone: gone.len(),
            left_out: difference.left_out.len() + done.left_out.len(),
            held: difference.held.clone(),
            withdrawn: withdraws(&before.library, &done.cards, &keys),
        };
        for path in gone {
            known.remove(path);
            if companions.contains(path) {
                forget_companion(path, &mut view);
            }
        }
        for (path, stamp) in difference.restamped.iter().chain(&done.restamped) {
            known.entry(path.clone()).and_modify(|(known, _)| *known = *stamp);
        }
        for left_out in &done.left_out {
            findings.insert(left_out.path.clone(), vec![finding_of(left_out)]);
        }
        for card in whole(&done.cards) {
            known.insert(card.path.clone(), of_source(&card.source));
        }
        if published.put + published.gone > 0 {
            view.library = Arc::new(view.library.with(done.cards, &keys));
            view.engine = self.index.engine();
        }
        view.beside = Arc::new(findings);
        self.show(view);
        Ok(published)
    }

    /// Brings the index's files in order: withdrawn text leaves the disk.
    ///
    /// # Errors
    /// When the index cannot be written; nothing is lost then.
    pub fn tidy(&self) -> Result<(), Error> {
        let _hand = self.hand()?;
        self.index.tidy()?;
        if let Some(meanings) = &self.meanings {
            meanings.tidy()?;
        }
        let view = self.view();
        self.show(View {
            engine: self.index.engine(),
            known: Arc::default(),
            remembered: Arc::default(),
            ..(*view).clone()
        });
        Ok(())
    }
}

/// Files being read, by several threads at once.
struct Work<'a> {
    settings: &'a Settings,
    /// When files were last changed, by their commits.
    dates: Option<Dates>,
    known: &'a Known,
    before: &'a Library,
    turned: &'a BTreeSet<String>,
    begun: Timestamp,
    done: Mutex<Done>,
}

#[derive(Default)]
struct Done {
    cards: Vec<Arc<Card>>,
    restamped: Vec<(String, Stamp)>,
    left_out: Vec<LeftOut>,
    vanished: Vec<String>,
    failed: Option<library::Error>,
}

impl<'a> Work<'a> {
    fn new(
        settings: &'a Settings,
        known: &'a Known,
        before: &'a Library,
        turned: &'a BTreeSet<String>,
        begun: Timestamp,
    ) -> Work<'a> {
        Work { settings, dates: None, known, before, turned, begun, done: Mutex::default() }
    }

    fn read_all(
        &mut self,
        paths: &[&String],
        history: Option<&History>,
        transaction: &dyn Transaction,
        progress: &dyn Progress,
    ) -> Result<(), library::Error> {
        self.dates = history.filter(|_| !paths.is_empty()).and_then(History::dates);
        let next = AtomicUsize::new(0);
        let work = &*self;
        let read = || {
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                if let Err(error) = work.read_one(path, transaction) {
                    work.note(|done| done.failed = Some(error));
                    next.store(paths.len(), Ordering::Relaxed);
                }
                progress.step();
            }
        };
        let threads = thread::available_parallelism().map_or(2, NonZero::get).min(paths.len());
        if threads <= 1 {
            read();
        } else {
            thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(read))));
        }
        let done = self.done.get_mut().unwrap_or_else(PoisonError::into_inner);
        done.failed.take().map_or(Ok(()), Err)
    }

    fn note(&self, note: impl FnOnce(&mut Done)) {
        note(&mut self.done.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn read_one(&self, path: &str, transaction: &dyn Transaction) -> Result<(), library::Error> {
        let key = Key::of(path);
        let file = match kb::read(&self.settings.kb, path) {
            Ok(file) => file,
            Err(left_out) if left_out.reason.keeps_last_version() => {
                self.note(|done| done.left_out.push(left_out));
                return Ok(());
            }
            Err(left_out) => {
                if self.known.contains_key(path) {
                    transaction.remove(key)?;
                }
                self.note(|done| {
                    done.vanished.push(path.to_owned());
                    done.left_out.push(left_out);
                });
                return Ok(());
            }
        };
        let unchanged = self.known.get(path).is_some_and(|(_, hash)| *hash == file.hash);
        if unchanged && !self.turned.contains(path) {
            transaction.restamp(key, stamps(file.stamp))?;
            self.note(|done| done.restamped.push((path.to_owned(), file.stamp)));
            return Ok(());
        }
        // A checkout makes all files new; the commit knows better.
        let committed = self.dates.as_ref().and_then(|dates| dates.changed(path, &file.bytes));
        let written = || Timestamp::from_nanosecond(i128::from(file.stamp.modified_ns)).ok();
        let source = Source {
            hash: file.hash.to_bytes(),
            stamp: stamps(file.stamp),
            modified: committed.or_else(written),
        };
        let rules = &self.settings.rules;
        let documents = readings::of_file(path, &file.bytes, source, rules, self.before, self.begun);
        let cards: Vec<Arc<Card>> = documents.iter().map(|document| document.card.clone()).collect();
        transaction.put(documents)?;
        self.note(|done| done.cards.extend(cards));
        Ok(())
    }
}

fn read_companion(
    settings: &Settings,
    path: &str,
    known: &mut Known,
    view: &mut View,
    findings: &mut BTreeMap<String, Vec<Finding>>,
) {
    let file = match kb::read(&settings.kb, path) {
        Ok(file) => file,
        Err(left_out) => {
            findings.insert(path.to_owned(), vec![finding_of(&left_out)]);
            return;
        }
    };
    let decoded = article::decode(&file.bytes);
    let found = if path == "synonyms.toml" {
        let (synonyms, found) = Synonyms::parse(&decoded.text);
        view.synonyms = Arc::new(synonyms);
        found
    } else if path == "golden.toml" {
        // Asked by `firstline check --golden` alone.
        Golden::parse(&decoded.text).1
    } else {
        let (pins, found) = Pins::parse(&decoded.text);
        view.pins = Arc::new(pins);
        found
    };
    findings.insert(path.to_owned(), found);
    known.insert(path.to_owned(), (file.stamp, file.hash));
}

fn forget_companion(path: &str, view: &mut View) {
    match path {
        "synonyms.toml" => view.synonyms = Arc::default(),
        "golden.toml" => {}
        _ => view.pins = Arc::default(),
    }
}

/// Findings about files are found again each time the files are looked at.
fn forget_findings(
    findings: &mut BTreeMap<String, Vec<Finding>>,
    companions: &[String],
    hint: &Hint,
    gone: &[String],
) {
    match hint {
        Hint::Everything => findings.retain(|path, _| companions.contains(path)),
        Hint::Paths(paths) => findings.retain(|path, _| !paths.contains(path)),
    }
    for path in gone {
        findings.remove(path);
    }
}

/// The finding about a file that is not read.
pub(super) fn finding_of(left_out: &LeftOut) -> Finding {
    Finding {
        path: left_out.path.clone(),
        line: 0,
        severity: Severity::Error,
        kind: "left-out",
        message: format!("the file is left out: {}", left_out.reason),
        hint: left_out.reason.hint().to_owned(),
    }
}

fn stamps(stamp: Stamp) -> [i64; 5] {
    [
        stamp.size.cast_signed(),
        stamp.modified_ns,
        stamp.changed_ns,
        stamp.inode.cast_signed(),
        stamp.device.cast_signed(),
    ]
}
