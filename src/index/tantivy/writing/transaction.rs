//! How do changes become visible, all or none?

use std::{
    collections::BTreeMap,
    sync::{Arc, Condvar, Mutex, PoisonError},
};

use jiff::Timestamp;
use rustc_hash::FxHashSet;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::{
    journal::{Event, Line},
    record::CardRecord,
};
use crate::index::tantivy::{
    finding::filter_term, index::Kept, index::State, index::TantivyIndex, open, packed, schema::Fields,
};
use crate::{
    access::Readership,
    index::{
        analyzed::Analyzed,
        history::{Entry, seen},
    },
    library::{ChangeKind, Document, Error, Key, Transaction},
    search::Field,
};

/// Lets one transaction in at a time. Unlike a lock's guard, a turn may be shared between threads.
#[derive(Default)]
pub(in crate::index::tantivy) struct Turns {
    taken: Mutex<bool>,
    free: Condvar,
}

/// The right to write, until it is dropped.
pub(in crate::index::tantivy) struct Turn<'a>(&'a Turns);

impl Turns {
    pub(in crate::index::tantivy) fn take(&self) -> Turn<'_> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken {
            taken = self.free.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken = true;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

/// A transaction under way.
pub(in crate::index::tantivy) struct Writing<'a> {
    index: &'a TantivyIndex,
    progress: Mutex<Progress>,
    /// With nothing on the shelves yet, everything is going to come.
    much: bool,
    _turn: Turn<'a>,
}

#[derive(Default)]
struct Progress {
    /// The shelves that were touched, with their writers.
    writers: BTreeMap<Readership, Arc<IndexWriter>>,
    done: Vec<Done>,
    /// What was put already: a second time replaces the first.
    put: FxHashSet<Key>,
}

/// One change that the commit will make.
enum Done {
    /// All readings of an article.
    Put {
        key: Key,
        readings: Vec<Kept>,
    },
    Removed {
        key: Key,
    },
    Restamped {
        key: Key,
        stamp: [i64; 5],
    },
}

impl<'a> Writing<'a> {
    /// Begins, once what failed before was taken back.
    pub(in crate::index::tantivy) fn begin(index: &'a TantivyIndex) -> Result<Writing<'a>, Error> {
        let turn = index.turns.take();
        let mut state = index.lock();
        open::be_sure(&mut state, &index.root, &index.fields)?;
        let much = state.kept.is_empty();
        Ok(Writing { index, progress: Mutex::default(), much, _turn: turn })
    }

    fn progress(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self, progress: &mut Progress, shelf: &Readership) -> Result<Arc<IndexWriter>, Error> {
        if let Some(writer) = progress.writers.get(shelf) {
            return Ok(writer.clone());
        }
        let mut state = self.index.lock();
        let writer = Arc::new(
            open::shelf(&mut state, &self.index.root, shelf, &self.index.fields)?.take_writer(self.much)?,
        );
        progress.writers.insert(shelf.clone(), writer.clone());
        Ok(writer)
    }
}

impl Transaction for Writing<'_> {
    fn put(&self, documents: Vec<Document>) -> Result<(), Error> {
        let Some(key) = documents.first().map(|document| document.card.key) else { return Ok(()) };
        let fields = &self.index.fields;
        let of_key = || Term::from_field_u64(fields.key, key.0);
        let again = !self.progress().put.insert(key);
        let mut readings = Vec::with_capacity(documents.len());
        let mut coming = Vec::with_capacity(documents.len());
        for document in &documents {
            let mut record = CardRecord::of(&document.card);
            let (shelf, version) = (document.card.readership.clone(), record.version());
            let there =
                !again && self.index.lock().on(key, &shelf).is_some_and(|kept| kept.version == version);
            if !there {
                coming.push((shelf.clone(), prepare(document, version, fields)));
            }
            readings.push(Kept { shelf, version, record });
        }
        let before: Vec<Readership> = {
            let state = self.index.lock();
            let known = state.kept.get(&key).into_iter().flatten();
            let stays = |kept: &&Kept| {
                let same = |now: &Kept| now.shelf == kept.shelf && now.version == kept.version;
                !again && readings.iter().any(same)
            };
            known.filter(|kept| !stays(kept)).map(|kept| kept.shelf.clone()).collect()
        };
        let writers = {
            let mut progress = self.progress();
            let shelves = if again { progress.writers.keys().cloned().collect() } else { before };
            for shelf in shelves {
                self.writer(&mut progress, &shelf)?.delete_term(of_key());
            }
            let writers: Result<Vec<_>, Error> =
                coming.iter().map(|(shelf, _)| self.writer(&mut progress, shelf)).collect();
            progress.done.push(Done::Put { key, readings });
            writers?
        };
        for (writer, (shelf, prepared)) in writers.into_iter().zip(coming) {
            writer.add_document(prepared).map_err(|error| self.index.failed(&shelf, &error))?;
        }
        Ok(())
    }

    fn remove(&self, key: Key) -> Result<(), Error> {
        let shelves: Vec<Readership> =
            self.index.lock().kept.get(&key).into_iter().flatten().map(|kept| kept.shelf.clone()).collect();
        if shelves.is_empty() {
            return Ok(());
        }
        let mut progress = self.progress();
        for shelf in shelves {
            self.writer(&mut progress, &shelf)?
                .delete_term(Term::from_field_u64(self.index.fields.key, key.0));
        }
        progress.done.push(Done::Removed { key });
        Ok(())
    }

    fn restamp(&self, key: Key, stamp: [i64; 5]) -> Result<(), Error> {
        self.progress().done.push(Done::Restamped { key, stamp });
        Ok(())
    }

    fn commit(self: Box<Self>, now: Timestamp) -> Result<(), Error> {
        let Progress { writers, done, .. } = std::mem::take(&mut *self.progress());
        let mut state = self.index.lock();
        let lines = lines(&state, &done, now);
        let mark = state.journal.mark();
        let appended = state.journal.append(&lines);
        if let Err(source) = appended {
            give_back(&mut state, writers, true);
            return Err(Error::Place { path: self.index.root.clone(), source });
        }
        if let Err(error) = commit_all(self.index, &mut state, writers) {
            state.journal.back_to(mark);
            state.unsure = true;
            // A disk that refuses may refuse this too; then it comes before whatever is written next.
            let _ = open::be_sure(&mut state, &self.index.root, &self.index.fields);
            return Err(error);
        }
        remember(&mut state, done, &lines);
        let snapshot = open::snapshot(&mut state, &self.index.fields, true)?;
        self.index.shown.store(Arc::new(snapshot));
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let writers = std::mem::take(&mut self.progress().writers);
        if !writers.is_empty() {
            give_back(&mut self.index.lock(), writers, true);
        }
    }
}

/// The article as tantivy keeps it.
fn prepare(document: &Document, version: u64, fields: &Fields) -> TantivyDocument {
    let analyzed = Analyzed::of(document);
    let mut prepared = TantivyDocument::default();
    prepared.add_u64(fields.key, document.card.key.0);
    prepared.add_u64(fields.version, version);
    for field in Field::ALL {
        let stream = analyzed.stream(field);
        prepared.add_u64(fields.lengths[field.index()], u64::from(stream.count()));
        if stream.count() > 0 {
            prepared.add_text(fields.text[field.index()], stream.encoded());
        }
    }
    prepared.add_text(fields.words, analyzed.surfaces.encoded());
    for filter in &analyzed.filters {
        prepared.add_text(fields.filters, filter_term(filter));
    }
    for pack in packed::pack_sections(&document.sections) {
        prepared.add_bytes(fields.sections, &pack);
    }
    prepared.add_bytes(fields.source, &packed::pack_text(&document.text));
    prepared
}

/// What the journal is to say of the changes.
fn lines(state: &State, done: &[Done], at: Timestamp) -> Vec<Line> {
    let mut lines = Vec::with_capacity(done.len());
    for change in done {
        match change {
            Done::Put { key, readings } => {
                let before = state.kept.get(key).map_or(&[][..], Vec::as_slice);
                tell(before, readings, at, &mut lines);
            }
            Done::Removed { key } => {
                tell(state.kept.get(key).map_or(&[][..], Vec::as_slice), &[], at, &mut lines);
            }
            Done::Restamped { key, stamp } => {
                let Some(kept) = state.kept.get(key).and_then(|readings| readings.first()) else { continue };
                let event = Event::Restamped { path: kept.record.path.clone(), stamp: *stamp };
                lines.push(Line::of(&kept.shelf, at, event));
            }
        }
    }
    lines
}

/// What the journal is to say of an article that had these readings and has those now.
fn tell(before: &[Kept], now: &[Kept], at: Timestamp, lines: &mut Vec<Line>) {
    let Some(named) = now.first().or(before.first()) else { return };
    let name = |kept: &Kept| (kept.record.path.clone(), kept.record.title.clone());
    let changes = seen(before, now, |kept| &kept.shelf, |kept| kept.record.said());
    if before.len() <= 1 && now.len() <= 1 && before.iter().chain(now).all(|kept| kept.shelf.is_plain()) {
        for (shelf, kind) in changes {
            let record = now.first().map(|kept| Box::new(kept.record.clone()));
            let event = match (kind, record) {
                (ChangeKind::Added, Some(record)) => Event::Added(record),
                (ChangeKind::Changed, Some(record)) => Event::Changed(record),
                _ => {
                    let (path, title) = name(before.first().unwrap_or(named));
                    Event::Retired { path, title }
                }
            };
            lines.push(Line::of(&shelf, at, event));
        }
        return;
    }
    let lies = |kept: &Kept, there: &[Kept]| there.iter().any(|other| other.shelf == kept.shelf);
    for kept in before.iter().filter(|kept| !lies(kept, now)) {
        lines.push(Line::of(&kept.shelf, at, Event::Left { path: kept.record.path.clone() }));
    }
    for kept in now {
        let stays = |other: &Kept| other.shelf == kept.shelf && other.version == kept.version;
        if !before.iter().any(stays) {
            lines.push(Line::of(&kept.shelf, at, Event::Kept(Box::new(kept.record.clone()))));
        }
    }
    for (who, kind) in changes {
        let (path, title) =
            name(if kind == ChangeKind::Retired { before.first().unwrap_or(named) } else { named });
        lines.push(Line::of(&who, at, Event::Seen { kind: kind.into(), path, title }));
    }
}

/// Commits every shelf that was touched. The slow part comes first for all of them, then only names change.
fn commit_all(
    index: &TantivyIndex,
    state: &mut State,
    writers: BTreeMap<Readership, Arc<IndexWriter>>,
) -> Result<(), Error> {
    let mut owned: Vec<(Readership, IndexWriter)> = Vec::new();
    for (shelf, writer) in writers {
        owned.extend(Arc::into_inner(writer).map(|writer| (shelf, writer)));
    }
    let mut outcome = Ok(());
    let mut prepared = Vec::new();
    for (shelf, writer) in &mut owned {
        match writer.prepare_commit() {
            Ok(commit) => prepared.push((shelf.clone(), commit)),
            Err(error) => {
                outcome = Err(index.failed_in(state, shelf, &error));
                break;
            }
        }
    }
    for (shelf, commit) in prepared {
        if outcome.is_err() {
            drop(commit);
            continue;
        }
        if let Err(error) = commit.commit() {
            outcome = Err(index.failed_in(state, &shelf, &error));
        }
    }
    let writers = owned.into_iter().map(|(shelf, writer)| (shelf, Arc::new(writer))).collect();
    give_back(state, writers, outcome.is_err());
    outcome
}

fn give_back(state: &mut State, writers: BTreeMap<Readership, Arc<IndexWriter>>, forget: bool) {
    for (shelf, writer) in writers {
        let Some(mut writer) = Arc::into_inner(writer) else { continue };
        if forget && writer.rollback().is_err() {
            // A writer that cannot go back is dropped; the next transaction opens another.
            continue;
        }
        if let Some(shelf) = state.shelves.get_mut(&shelf) {
            shelf.give_back(writer);
        }
    }
}

/// What is on the shelves after the commit.
fn remember(state: &mut State, done: Vec<Done>, lines: &[Line]) {
    for change in done {
        match change {
            Done::Put { key, readings } => {
                state.kept.insert(key, readings);
            }
            Done::Removed { key } => {
                state.kept.remove(&key);
            }
            Done::Restamped { key, stamp } => {
                for kept in state.kept.get_mut(&key).into_iter().flatten() {
                    kept.record.restamp(stamp);
                }
            }
        }
    }
    state.history.publish(lines.iter().filter_map(entry));
}

/// What a line of the journal means for those who ask what changed.
pub(in crate::index::tantivy) fn entry(line: &Line) -> Option<Entry> {
    let (kind, path, title) = line.event.change()?;
    Some(Entry {
        readership: line.shelf(),
        at: line.at,
        path: path.to_owned(),
        title: title.to_owned(),
        kind,
    })
}
